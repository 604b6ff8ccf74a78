"""What the dashboard shows and does, by the same functions as the commands."""

from __future__ import annotations

import datetime as dt
import math
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inboxwatch.dashboard.source import Channel, Members, Present, Telling
from inboxwatch.errors import StoreError, UsageError
from inboxwatch.model import Decision, DecisionKind, State

if TYPE_CHECKING:
    from rich.console import RenderableType

    from inboxwatch.cli.run import Run
    from inboxwatch.dashboard.source import Overview
    from inboxwatch.holding import By
    from inboxwatch.model import Request
    from inboxwatch.notices import Record
    from inboxwatch.store import Store
    from inboxwatch.views.table import Frame
    from inboxwatch.watch.acknowledge import Prepared

WEEKS = 12
"""Weeks that the drawings speak of."""
SHARED_EVERY = 10
"""Seconds after which a shared store is read again, whether or not anything has changed."""
YEAR = dt.timedelta(days=366)
"""How old a request may be whose promise is listed; all of a large store would be read each time."""


ALONE = "Members are not shown: this store is yours alone and holds nobody else's requests."
"""Said where a team's figures would stand."""
SINGLY = (
    "Members stay unnamed. Of one who shares their figures: 'inboxwatch team figures --of NAME', which they are told."
)
"""Said below a team's weeks."""
TOLD_EVERY = 600.0
"""Seconds after which a team's weeks are asked for again."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A holding reply as it was shown to the owner, who is asked whether to send it."""

    request: str
    by: str
    promised: By
    text: str


class Live:
    """Reads the store of a run; each question at its own moment, unless --now froze the clock."""

    def __init__(self, run: Run) -> None:
        """Read the configuration, so that its problems show before the screen is taken over."""
        from inboxwatch.store.files import is_shared, path_of

        self._first = run
        self._path = path_of(run.store_url)
        self._shared = is_shared(run.store_url)
        self._told = (-math.inf, Members())
        self._shown: _Shown | None = None
        self._alone = threading.Lock()
        run.settings, run.rules, run.calendar  # noqa: B018 - read once, before threads ask

    def _run(self) -> Run:
        run = self._first
        return run if run.frozen else run.at(dt.datetime.now(dt.UTC).replace(microsecond=0))

    def changed(self) -> object:
        """Sizes and times of the store and its write-ahead log; a shared store is read anew now and then."""
        if self._shared:
            return int(time.monotonic() // SHARED_EVERY)
        seen = []
        for name in (self._path, self._path.with_name(f"{self._path.name}-wal")):
            try:
                status = name.stat()
                seen.append((status.st_mtime_ns, status.st_size))
            except OSError:
                seen.append((0, 0))
        return tuple(seen)

    def frame(self, width: int) -> Frame:
        """The moment, the zone and the directory's names."""
        from inboxwatch.views.table import Frame

        run = self._run()
        return Frame(run.now, run.calendar.zone, width, name=run.settings.people.name)

    def present(self) -> Present:
        """Everything that is open, the most urgent first."""
        from inboxwatch.cli.present import waiting
        from inboxwatch.cli.watching import daemon_of, laid_over, of_another_host
        from inboxwatch.views import watching

        run = self._run()
        with self._alone:
            found = waiting(run, plan=False)
        box, daemon = found.waiting, daemon_of(self._path) or of_another_host(found.hold, self._path)
        notices = tuple(dict.fromkeys((*run.settings.notices, *found.notices)))
        expected = found.watched and not run.frozen
        said = watching.line(daemon, expected=expected, frame=self.frame(0), polls=found.polls)
        boxes, team = laid_over(found.mailboxes, daemon), self._team()
        return Present(
            run.now, box.open, box.overdue, box.first, boxes, notices, found.owed, team, said, found.promised
        )

    def lead(self, team: str) -> None:
        """Read what the team that the owner leads was told. Raises StoreError and UsageError for anybody else."""
        from inboxwatch.cli.team import url_of
        from inboxwatch.store.team.reading import team_figures

        found = team_figures(url_of(self._first), team)
        self._told = (time.monotonic(), Members(why=SINGLY, team=found.team, weeks=found.weeks))

    def _team(self) -> Members:
        """What the store tells of a team; weeks change once a week, so they are asked for now and then."""
        if not self._shared:
            return Members(why=ALONE)
        if time.monotonic() > self._told[0] + TOLD_EVERY:
            try:
                self.lead("")
            except StoreError as error:
                self._told = (time.monotonic(), Members(why=str(error)))
        return self._told[1]

    def promises(self) -> Sequence[Request]:
        """Those of a year, broken and open ones before the others."""
        from inboxwatch.cli.present import listed
        from inboxwatch.store.filter import Filter

        run = self._run()
        with self._alone:
            promised = listed(run, Filter(promised=True, since=run.now - YEAR))
        dated = [(each.promise.due_at, each) for each in promised if each.promise is not None]
        dated.sort(key=lambda pair: (_settled(pair[1]), pair[0], pair[1].id))
        return tuple(request for _, request in dated)

    def summary(self) -> Overview:
        """This week, and the requests of the trend's weeks."""
        from inboxwatch.cli.present import fresh_read, listed
        from inboxwatch.store.filter import Filter
        from inboxwatch.watch.report import summary
        from inboxwatch.weeks import bounds, moved, week_of

        run = self._run()
        label = week_of(run.now, run.calendar.zone)
        since = bounds(moved(label, 1 - WEEKS), run.calendar.zone)[0]
        with self._alone:
            found, _ = fresh_read(run, lambda quick: summary(run.settings, quick, label, run.now))
            return found, listed(run, Filter(since=since))

    def telling(self) -> Telling:
        """What `status` says of reminders, and the latest that went through each channel."""
        from rich.text import Text

        from inboxwatch.cli.present import fresh_read, waiting
        from inboxwatch.views import status

        run = self._run()
        settings = run.settings
        names = dict.fromkeys((*settings.reminders.channels, *settings.report.channels))
        with self._alone:
            plan = waiting(run).plan
            records, _ = fresh_read(run, lambda quick: quick.records(run.now))
        lines = [part for part in status.reminders(plan, frame=self.frame(0)) if isinstance(part, Text)]
        if plan is None:
            lines = [Text("Reminders are off: no channel is named under [reminders].", style="dim")]
        return Telling(tuple(lines), tuple(_channel(name, records) for name in names))

    def explain(self, request: Request) -> Sequence[RenderableType]:
        """What `explain` prints."""
        from inboxwatch.cli.account import account_of
        from inboxwatch.views import story

        run = self._run()
        with self._alone:
            account = account_of(run, request.id, read=False)
        return list(story.lines(account, now=run.now, zone=run.calendar.zone))

    def decide(self, kind: DecisionKind, request: Request, until: str = "") -> str:
        """What `dismiss`, `done` and `snooze` do."""
        from inboxwatch.cli.decisions import carry_out
        from inboxwatch.cli.when import when
        from inboxwatch.views.words import exact

        run = self._run()
        at = when(until, run.now, run.calendar) if kind is DecisionKind.SNOOZE else None
        if at is not None and request.state is not State.OPEN:
            raise UsageError("It is not open, so there is nothing to be reminded of.", "")
        answered = run.now if kind is DecisionKind.DONE else None
        decision = Decision(kind, request.mailbox, request.key, run.now, until=at, answered_at=answered)
        with self._alone:
            carry_out(run, decision)
        words = {DecisionKind.DISMISS: "Dismissed", DecisionKind.DONE: "Answered elsewhere"}
        said = words.get(kind) or (f"Snoozed until {exact(at, run.calendar.zone)}" if at else str(kind))
        return f"{said}: {request.subject or request.sender}. u takes it back."

    def undo(self) -> str:
        """What `undo` does."""
        from inboxwatch.cli.decisions import take_back

        with self._alone:
            decision = take_back(self._run())
        return f"Taken back: {_DEEDS.get(decision.kind, decision.kind)}."

    def prepare(self, request: Request, by: str) -> str:
        """What `ack --dry-run` prints."""
        run = self._run()
        with self._alone, run.open_store() as store:
            promised = _promised(run, by)
            reply = _prepared(run, store, request, promised)
        text = _written(reply)
        self._shown = _Shown(request.id, by, promised, text)
        return text

    def acknowledge(self, request: Request, by: str) -> str:
        """What `ack --yes` does, with the very text that was shown: "2h" meant two hours from then.

        Raises UsageError where something has changed since.
        """
        from inboxwatch import plugins
        from inboxwatch.watch import acknowledge

        run = self._run()
        with self._alone, run.open_store() as store:
            shown = self._shown
            if shown is None or (shown.request, shown.by) != (request.id, by):
                raise UsageError("It was not shown before; nothing was sent.", "Press a again.")
            reply = _prepared(run, store, request, shown.promised)
            if _written(reply) != shown.text:
                raise UsageError("What would be sent has changed since; nothing was sent.", "Press a again.")
            notices = acknowledge.send(
                run.settings, store, reply, run.now, lambda name: plugins.mailer(run.settings, name)
            )
        return " ".join((f"Sent to {reply.mail.to[0].address}.", *notices))

    def open(self, request: Request) -> str:
        """Show the mail in the browser where its connector knows an address for that, else in the mail program."""
        from inboxwatch.cli.opening import hand_over, link, shown_at

        with self._alone:
            address = shown_at(self._run(), request)
        hand_over(address or link(request.message_id))
        return "Handed to the browser." if address else "Handed to the mail program."


def _promised(run: Run, by: str) -> By:
    from inboxwatch.cli.when import day_or_time
    from inboxwatch.holding import By

    return By(*day_or_time(by, run.now, run.calendar))


def _prepared(run: Run, store: Store, request: Request, promised: By) -> Prepared:
    from inboxwatch.watch.acknowledge import Wanted, prepare

    return prepare(run.settings, store, request, run.now, Wanted(promised))


def _channel(name: str, records: Sequence[Record]) -> Channel:
    """What became of the latest notice through a channel; one that was sent in the end is no trouble."""
    from inboxwatch.notices import Delivery

    tried = [each for each in records if each.notice.channel == name and each.state is not Delivery.DROPPED]
    last = max(tried, key=lambda each: each.at, default=None)
    if last is None:
        return Channel(name)
    unsaid = {Delivery.FAILED: "it did not arrive", Delivery.UNCERTAIN: "nobody knows whether it arrived"}
    error = "" if last.state is Delivery.SENT else last.error or unsaid.get(last.state, "")
    return Channel(name, last.at, error, last.next_attempt)


def _written(reply: Prepared) -> str:
    """The reply as it is shown: recipients, subject, text, and what the owner should know."""
    mail = reply.mail
    people = ", ".join(each.address for each in (*mail.to, *mail.cc))
    notes = "".join(f"\nNote: {notice}" for notice in reply.notices)
    return f"To: {people}\nSubject: {mail.subject}\n\n{mail.text}{notes}"


_DEEDS = {DecisionKind.DONE: "answered elsewhere", DecisionKind.DISMISS: "dismissed", DecisionKind.SNOOZE: "snoozed"}


def _settled(request: Request) -> bool:
    from inboxwatch.model import PromiseState

    return request.promise is None or request.promise.state not in {PromiseState.BROKEN, PromiseState.OPEN}
