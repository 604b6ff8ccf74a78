"""Requests as of now: read with the quick reader, derived again first where the rules have changed meanwhile."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from inboxwatch.errors import InboxwatchError, StoreError, UsageError
from inboxwatch.model import PromiseState, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from inboxwatch.cli.run import Run
    from inboxwatch.model import Request
    from inboxwatch.reminders import Plan
    from inboxwatch.store import Filter, MailboxState
    from inboxwatch.store.hold import Hold
    from inboxwatch.store.polls import Poll
    from inboxwatch.store.quick import Quick
    from inboxwatch.store.state import Waiting

T = TypeVar("T")

MOST = 1000
"""Most urgent requests that `status` reads; it counts the others."""
EPOCH = "run epoch"
"""Where the store counts its daemons (`store.watch.EPOCH`, which loads what is slow to load)."""
_LOOK_BACK = (7, 60, 800, 8000)
"""Days in which to look for the last working time."""


@dataclass(frozen=True, slots=True)
class Present:
    """The open requests, moved to the run's `now`, and the mailboxes."""

    waiting: Waiting
    mailboxes: list[MailboxState]
    notices: tuple[str, ...] = ()
    watched: bool = False
    """Whether a daemon has ever watched this store."""
    hold: Hold | None = None
    """Which daemon, on whichever host, holds this space of a shared store."""
    polls: tuple[Poll, ...] = ()
    """Which mailboxes of this space workers poll."""
    plan: Plan | None = None
    """What is told now and later, None where reminders are off."""
    owed: tuple[Request, ...] = ()
    """What colleagues owe the owner since `summary.owed_since`, the oldest first."""
    external: tuple[Request, ...] | None = None
    """What people outside wait for, the oldest first; None where that is not tracked."""
    promised: tuple[Request, ...] = ()
    """Acknowledged requests whose answer was promised and is still owed, by when it was promised."""


def waiting(run: Run, *, plan: bool = True) -> Present:
    """Return what is open, the most urgent of it in full, the mailboxes, and with `plan` what is told of them."""
    worked = worked_until(run)

    def read(quick: Quick) -> Present:
        found = quick.waiting(worked, MOST)
        now = replace(
            found,
            first=tuple(_moved(run, found.first)),
            coming=next(iter(_moved(run, [found.coming] if found.coming else [])), None),
        )
        watched = bool(quick.meta(EPOCH))
        polls = quick.polls()
        boxes, told = _mailboxes(run, quick, polls), _plan(run, quick, now.first) if plan else None
        owed, external = _apart(run, quick)
        hold, promised = quick.hold(), _promised(run, quick)
        return Present(now, boxes, (), watched, hold, polls, told, owed, external, promised)

    present, notices = fresh_read(run, read)
    return replace(present, notices=notices)


def _promised(run: Run, quick: Quick) -> tuple[Request, ...]:
    """Those to whom the owner still owes a promised answer: no request of theirs is open, and yet they wait."""
    from inboxwatch.store.filter import Filter

    found = _moved(run, quick.requests(Filter((State.ACKNOWLEDGED,), promised=True)))
    owing = {PromiseState.OPEN, PromiseState.BROKEN}
    due = [(each.promise.due_at, each.id, each) for each in found if each.promise and each.promise.state in owing]
    return tuple(each for _, _, each in sorted(due, key=lambda entry: entry[:2]))


def _apart(run: Run, quick: Quick) -> tuple[tuple[Request, ...], tuple[Request, ...] | None]:
    """What is open beside the requests: what the owner is owed, and people outside, where that is tracked."""
    from inboxwatch.store.apart import EXTERNAL, OWED
    from inboxwatch.store.filter import Filter
    from inboxwatch.summary import owed_since
    from inboxwatch.weeks import week_of

    still, zone = (State.OPEN,), run.calendar.zone
    wanted = Filter(still, since=owed_since(week_of(run.now, zone), zone), apart=OWED)
    owed = tuple(_moved(run, quick.requests(wanted)))
    if not run.rules.external:
        return owed, None
    return owed, tuple(_moved(run, quick.requests(Filter(still, apart=EXTERNAL))))


def _plan(run: Run, quick: Quick, first: Iterable[Request]) -> Plan | None:
    """Decide what is told of the most urgent requests and of promises."""
    from inboxwatch.cli.outlook import outlook
    from inboxwatch.store.filter import Filter

    if not run.settings.reminders.channels:
        return None
    wanted = {request.id: request for request in (*first, *_moved(run, quick.requests(Filter(promised=True))))}
    return outlook(run, quick, wanted.values())


def worked_until(run: Run) -> dt.datetime:
    """The latest instant up to now at which there was work: now, or when the last working interval ended."""
    for days in _LOOK_BACK:
        intervals = run.calendar.intervals(run.now - dt.timedelta(days=days), run.now)
        if intervals:
            return intervals[-1][1]
    return run.now - dt.timedelta(days=_LOOK_BACK[-1])


def listed(run: Run, wanted: Filter) -> list[Request]:
    """Return the requests that were asked for."""
    return fresh_read(run, lambda quick: _moved(run, quick.requests(wanted)))[0]


def found(run: Run, prefix: str) -> list[Request]:
    """Return the requests whose id begins with `prefix`."""
    return fresh_read(run, lambda quick: _moved(run, quick.find(prefix)))[0]


def one(run: Run, prefix: str, *, owed: bool = False) -> Request:
    """Return the one request whose id begins with `prefix`, or whose Message-ID it is. Raises UsageError.

    `owed`: else what the owner is owed.
    """
    from inboxwatch.store import Filter

    requests = found(run, prefix)
    if not requests and owed:
        requests = [each for each in listed(run, Filter(apart="owed")) if each.id.startswith(prefix.lower())]
    if not requests and "@" in prefix:
        identity = prefix if prefix.startswith("<") else f"<{prefix}>"
        requests = listed(run, Filter(message_id=identity))
    if not requests:
        raise UsageError(f"No request has an id that begins with '{prefix}'.", "'inboxwatch requests' lists them.")
    if len(requests) > 1 and not any(request.id == prefix.lower() for request in requests):
        shown = ", ".join(request.id for request in requests[:5])
        raise UsageError(f"'{prefix}' is the beginning of several ids: {shown}.", "Type more of the one you mean.")
    return next((request for request in requests if request.id == prefix.lower()), requests[0])


def _moved(run: Run, requests: Iterable[Request]) -> list[Request]:
    """Move requests to the run's `now`."""
    from inboxwatch.tracker import assess

    return [assess(request, run.rules, run.now) for request in requests]


def fresh_read(run: Run, read: Callable[[Quick], T]) -> tuple[T, tuple[str, ...]]:
    """Read from a store that is up to date; also says why all had to be derived again, if it had."""
    from inboxwatch.store.quick import opened

    notices: tuple[str, ...] = ()
    for attempt in range(2):
        with opened(run.store_url) as quick:
            if quick is not None and (attempt or _fresh(run, quick)):
                return read(quick), notices
        notices = derive(run)
    raise StoreError("The store could not be brought up to date.", "Run 'inboxwatch doctor'.")


def _mailboxes(run: Run, quick: Quick, polls: tuple[Poll, ...]) -> list[MailboxState]:
    """Return the states of the configured and the polled mailboxes; one that was never read is there too."""
    from inboxwatch.store.state import MailboxState

    known = {state.name: state for state in quick.mailbox_states()}
    names = dict.fromkeys((*(each.name for each in run.settings.mailbox), *(each.mailbox for each in polls)))
    found = [known.get(name, MailboxState(name)) for name in names]
    if not polls:
        return found
    from inboxwatch.store.polls import laid_over

    return laid_over(found, polls)


def _fresh(run: Run, quick: Quick) -> bool:
    """Whether requests were derived with the present rules, tracker and classifier.

    Where workers read the mailboxes and this configuration has none, the rules are the workers'.
    """
    from inboxwatch.watch.track import DERIVATION, derivation

    if not run.settings.mailbox and quick.polls():
        return True
    if quick.meta(DERIVATION) == derivation(run.rules):
        return True
    run.__dict__["rules"] = run.settings.rules()  # the daemon may have learnt departments since this run began
    return quick.meta(DERIVATION) == derivation(run.rules)


def polled(run: Run) -> tuple[Poll, ...]:
    """Which mailboxes of this space of a shared store workers poll, as far as the store says."""
    from inboxwatch.store.files import is_shared
    from inboxwatch.store.quick import opened

    if not is_shared(run.store_url):
        return ()
    try:
        with opened(run.store_url) as quick:
            return () if quick is None else quick.polls()
    except InboxwatchError:
        return ()  # whoever opens the store next says what is wrong with it


def workers_read(run: Run) -> bool:
    """Whether this space is an organisation's workers' to read, and to derive with their rules; none of ours does."""
    return not run.settings.mailbox and bool(polled(run))


def derive(run: Run) -> tuple[str, ...]:
    """Derive requests from what is new, migrating the store if need be; says why if it was everything."""
    from inboxwatch.cli.progress import reading
    from inboxwatch.watch import track

    with run.open_store() as store, reading(run) as progress:
        report = track(store, run.rules, run.now, progress)
    return (f"All requests were derived again, because {report.reason}.",) if report.reason else ()
