"""`train`: learn from the owner's own history, keep the better, undo it. Texts are read again and not kept."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from inboxwatch.classifier import classify, features_of, learn, personal, senders
from inboxwatch.classifier.learn import Example, Lesson
from inboxwatch.classifier.personal import Personal
from inboxwatch.directory import OTHER
from inboxwatch.store.state import PERSONAL
from inboxwatch.watch.again import AT_ONCE, Rereading
from inboxwatch.watch.history import WANTED, WEIGHTS, Habit, Past, past
from inboxwatch.watch.reports import MailboxReport, Progress, quiet
from inboxwatch.watch.sync import Connect, plugged
from inboxwatch.watch.track import track

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inboxwatch.config import Settings
    from inboxwatch.directory import Directory
    from inboxwatch.model import Mail, Owner
    from inboxwatch.ports import Connector
    from inboxwatch.store import Store

MOST: Final = 3_000
"""So many messages, the latest ones, are learnt from: enough for so few weights, read and learnt in seconds."""
_EXACT: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Training:
    """What `train` found and did.

    `examples` counts messages by what the owner did with them, `gone` those that the mailbox no longer has. `lesson`
    is None where nothing was learnt (undo). `model` is what is in use now, or would be; `kept`: it is new and stays.
    """

    examples: Mapping[Habit, int] = field(default_factory=dict)
    gone: int = 0
    lesson: Lesson | None = None
    model: Personal | None = None
    kept: bool = False
    unchanged: bool = False
    mailboxes: tuple[MailboxReport, ...] = ()


def train(
    settings: Settings,
    store: Store,
    now: dt.datetime,
    progress: Progress = quiet,
    *,
    dry_run: bool = False,
    connect: Connect | None = None,
) -> Training:
    """Learn the owner's habits; with `dry_run` only say what would come of it.

    Raises ConnectorError if a mailbox cannot be read, StoreError; nothing has been changed then.
    """
    connect = connect or plugged(settings)
    history = past(store, settings.rules(), now)[-MOST:]
    examples, counts, wrote = _examples(settings, history, connect, progress)
    lesson = learn.learn(examples, settings.classifier.threshold)
    gone = len(history) - sum(counts.values())
    before = _known(store)
    in_use = before[-1] if before else None
    if lesson.weights is None:
        return Training(counts, gone, lesson, in_use)
    found = _model(settings, lesson.weights, wrote, now, _told(lesson, counts))
    if in_use is not None and in_use.version == found.version:
        return Training(counts, gone, lesson, in_use, unchanged=True)
    if dry_run:
        return Training(counts, gone, lesson, found)
    reports = _put(settings, store, (*before, found), now, progress, connect)
    return Training(counts, gone, lesson, found, kept=True, mailboxes=reports)


def _model(
    settings: Settings,
    weights: Mapping[str, float],
    wrote: Mapping[str, tuple[str, str]],
    now: dt.datetime,
    told: Mapping[str, Any],
) -> Personal:
    """The owner's model of learnt weights: those of the message, and those of senders by their addresses."""
    own = {name: weight for name, weight in weights.items() if not name.startswith(senders.HISTORY)}
    entries = settings.people.entries
    listed = [(entry.pattern, entry.department) for entry in entries if entry.department]
    return Personal(personal.version(None), own, now, told, senders.freeze(weights, wrote, listed))


def undo(
    settings: Settings, store: Store, now: dt.datetime, progress: Progress = quiet, *, connect: Connect | None = None
) -> Training | None:
    """Go back to what was in use before the last training; None if nothing was learnt. Raises StoreError."""
    if not store.meta(PERSONAL):
        return None
    before = _known(store)[:-1]
    reports = _put(settings, store, before, now, progress, connect or plugged(settings))
    return Training(model=before[-1] if before else None, mailboxes=reports)


def _known(store: Store) -> tuple[Personal, ...]:
    """What was learnt for this classifier, oldest first; what is damaged or belongs to another one is passed over."""
    try:
        found = personal.read(store.meta(PERSONAL))
    except personal.BrokenError:
        return ()
    return tuple(each for each in found if each.classifier == personal.version(None))


def _put(
    settings: Settings,
    store: Store,
    models: tuple[Personal, ...],
    now: dt.datetime,
    progress: Progress,
    connect: Connect,
) -> tuple[MailboxReport, ...]:
    """Keep these models and judge stored mail again by the last of them, as `sync` does after an update."""
    reports = []
    with store.exclusive():
        store.set_meta(PERSONAL, personal.write(models))
        for mailbox in settings.mailbox:
            again = Rereading(settings, store, now, mailbox.name, progress).some(partial(connect, mailbox))
            reports.append(
                MailboxReport(
                    mailbox.name,
                    error=again.error,
                    notices=again.notices(mailbox.name),
                    again=again.done,
                    left=again.left,
                )
            )
        track(store, settings.rules(), now, progress)
    return tuple(reports)


def _told(lesson: Lesson, counts: Mapping[Habit, int]) -> dict[str, Any]:
    """What is kept of how a model came about, for `train --show`: counts and figures."""
    before, after = lesson.before, lesson.after
    figures = {
        name: judged.metrics.as_json() for name, judged in (("before", before), ("after", after)) if judged is not None
    }
    return {"examples": {str(habit): count for habit, count in counts.items()}, **figures, "share": lesson.share}


def _examples(
    settings: Settings, history: Sequence[Past], connect: Connect, progress: Progress
) -> tuple[list[Example], dict[Habit, int], dict[str, tuple[str, str]]]:
    """Read the messages again and look at them as the classifier does; counts those that are still there.

    Also says of every address that wrote one whose it is: the person and the department.
    """
    examples: list[Example] = []
    wrote: dict[str, tuple[str, str]] = {}
    counts: Counter[Habit] = Counter()
    names = personal.vocabulary()
    for mailbox in settings.mailbox:
        mine = [each for each in history if each.mailbox == mailbox.name]
        if not mine:
            continue
        owner = settings.owner(mailbox.name)
        connector = connect(mailbox)
        try:
            for each, mail in _read(connector, mine, progress):
                counts[each.habit] += 1
                address = mail.sender.address if mail.sender is not None else ""
                whose = _whose(settings.people, address)
                example = _example(each, mail, owner, names, senders.features(*whose))
                if example is not None:
                    examples.append(example)
                    wrote[address] = whose
        finally:
            connector.close()
    return examples, {habit: counts[habit] for habit in Habit}, wrote


def _whose(directory: Directory, address: str) -> tuple[str, str]:
    """Person and department of an address, "" for who is in none."""
    department = directory.department(address)
    return directory.person(address), "" if department == OTHER else department


def _read(connector: Connector, mine: Sequence[Past], progress: Progress) -> Iterator[tuple[Past, Mail]]:
    """Read messages again, some at a time."""
    for start in range(0, len(mine), AT_ONCE):
        some = mine[start : start + AT_ONCE]
        found = connector.texts([each.ref for each in some])
        for each in some:
            if each.ref in found:
                yield each, found[each.ref]
        progress(mine[0].mailbox, start + len(some), len(mine))


def _example(
    each: Past, mail: Mail, owner: Owner, names: frozenset[str], history: Mapping[str, float]
) -> Example | None:
    """What is learnt from one message; None if weights have no say in its verdict (invitations, holding replies)."""
    seen = features_of(mail, owner)
    verdict = classify(mail, owner)
    kept = {**{name: seen[name] for name in names & seen.keys()}, **history}
    example = Example(kept, each.habit in WANTED, WEIGHTS[each.habit], each.received_at)
    weighed = seen and verdict.automatic is None and abs(learn.score(example, None) - verdict.score) < _EXACT
    return example if weighed else None
