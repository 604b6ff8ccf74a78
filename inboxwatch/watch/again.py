"""A new classifier: messages are read again from their mailbox, newest first, and judged anew.

Text is not kept, so what is gone from the mailbox keeps its old verdict. `sync` reads a bounded number in each pass,
after the new mail, and goes on where the last pass stopped: what is gone is asked for once, not again and again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from inboxwatch.classifier import personal
from inboxwatch.errors import InboxwatchError, StoreError
from inboxwatch.mail import facts
from inboxwatch.watch.adapted import in_use
from inboxwatch.watch.reports import Progress

if TYPE_CHECKING:
    import datetime as dt

    from inboxwatch.config import Settings
    from inboxwatch.model import Mail, Message
    from inboxwatch.ports import Connector
    from inboxwatch.store import Store
    from inboxwatch.store.verdicts import Place

AT_ONCE: Final = 200
"""Messages read again at a time; each such piece is stored before the next, so a stop loses nothing."""
EACH_PASS: Final = 2_000
"""Messages of a mailbox that one pass of `sync` reads again."""
FINISHED: Final = "finished"


@dataclass(frozen=True, slots=True)
class Again:
    """What was judged again and how much is left; `gone` of those asked for stay as they were, told at the end."""

    done: int = 0
    left: int = 0
    gone: int = 0
    error: InboxwatchError | None = None

    def notices(self, mailbox: str) -> tuple[str, ...]:
        """What the owner should know: what can never be judged again."""
        if not self.gone:
            return ()
        what, keeps = ("1 message is", "keeps") if self.gone == 1 else (f"{self.gone} messages are", "keep")
        return (f"{what} no longer in {mailbox} and {keeps} the verdict of an older classifier.",)


class Rereading:
    """The messages of one mailbox that another classifier judged."""

    def __init__(self, settings: Settings, store: Store, now: dt.datetime, mailbox: str, progress: Progress) -> None:
        """Look at nothing yet."""
        self._store, self._now, self._mailbox, self._progress = store, now, mailbox, progress
        self._owner = settings.owner(mailbox)
        self._personal = in_use(store, settings, mailbox)
        self._version = personal.version(self._personal)
        self._keep_subjects = settings.store.keep_subjects
        self._note = f"judged again: {mailbox}"

    def some(self, connect: Callable[[], Connector], most: int = EACH_PASS) -> Again:
        """Judge the next `most` again, from where the last call stopped."""
        version, _, stopped = self._store.meta(self._note).partition("\n")
        if version != self._version:
            stopped = ""
        if stopped == FINISHED:
            return Again()
        received, _, number = stopped.partition(" ")
        return self._read(connect, (int(received), int(number)) if number else None, most)

    def all(self, connect: Callable[[], Connector]) -> Again:
        """Judge all of them again."""
        return self._read(connect, None, None)

    def _read(self, connect: Callable[[], Connector], after: tuple[int, int] | None, most: int | None) -> Again:
        places = self._store.outdated(self._mailbox, self._version, after=after, most=most)
        done = 0
        error: InboxwatchError | None = None
        if places:
            try:
                connector = connect()
                try:
                    for start in range(0, len(places), AT_ONCE):
                        done += self._piece(connector, places[start : start + AT_ONCE])
                        self._progress(self._mailbox, min(start + AT_ONCE, len(places)), len(places))
                finally:
                    connector.close()
            except StoreError:
                raise
            except InboxwatchError as caught:
                error = caught
        return self._result(done, error, whole=most is None or len(places) < most)

    def _piece(self, connector: Connector, places: list[Place]) -> int:
        found = connector.texts([place.ref for place in places])
        changed = self._store.reclassify([self._judged(mail) for mail in found.values()])
        last = places[-1]
        self._store.set_meta(self._note, f"{self._version}\n{last.received_at} {last.id}")
        return changed

    def _judged(self, mail: Mail) -> Message:
        verdict = personal.judge(mail, self._owner, self._personal)
        keep, secret = self._keep_subjects, self._store.secret
        return facts(mail, verdict, self._mailbox, self._now, keep_subjects=keep, secret=secret)

    def _result(self, done: int, error: InboxwatchError | None, *, whole: bool) -> Again:
        """Note that it is finished, or count what is left below the place that was reached."""
        version, _, stopped = self._store.meta(self._note).partition("\n")
        received, _, number = stopped.partition(" ")
        reached = (int(received), int(number)) if version == self._version and number else None
        left = self._store.outdated_count(self._version, self._mailbox, reached)
        if error is not None or (left and not whole):
            return Again(done, left, error=error)
        gone = self._store.outdated_count(self._version, self._mailbox)
        self._store.set_meta(self._note, f"{self._version}\n{FINISHED}")
        return Again(done, 0, gone)
