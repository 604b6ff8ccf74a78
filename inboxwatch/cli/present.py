"""Requests as of now: read with the quick reader, derived again first where the rules have changed meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inboxwatch.errors import StoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from inboxwatch.cli.run import Run
    from inboxwatch.model import Request
    from inboxwatch.store import Filter, MailboxState
    from inboxwatch.store.quick import Quick


@dataclass(frozen=True, slots=True)
class Present:
    """What the store holds, moved to the run's `now`."""

    requests: list[Request]
    mailboxes: list[MailboxState]
    notices: tuple[str, ...] = ()


def waiting(run: Run) -> Present:
    """Return the open requests and the mailboxes."""
    return _present(run, lambda quick: quick.open_requests())


def listed(run: Run, wanted: Filter) -> Present:
    """Return the requests that were asked for."""
    return _present(run, lambda quick: quick.requests(wanted))


def found(run: Run, prefix: str) -> list[Request]:
    """Return the requests whose id begins with `prefix`."""
    return _present(run, lambda quick: quick.find(prefix)).requests


def one(run: Run, prefix: str) -> Request:
    """Return the one request whose id begins with `prefix`, or whose Message-ID it is. Raises UsageError."""
    requests = found(run, prefix)
    if not requests and "@" in prefix:
        identity = prefix if prefix.startswith("<") else f"<{prefix}>"
        requests = [
            each for each in _present(run, lambda quick: quick.requests()).requests if each.message_id == identity
        ]
    if not requests:
        raise UsageError(f"No request has an id that begins with '{prefix}'.", "'inboxwatch requests' lists them.")
    if len(requests) > 1 and not any(request.id == prefix.lower() for request in requests):
        shown = ", ".join(request.id for request in requests[:5])
        raise UsageError(f"'{prefix}' is the beginning of several ids: {shown}.", "Type more of the one you mean.")
    return next((request for request in requests if request.id == prefix.lower()), requests[0])


def _present(run: Run, read: Callable[[Quick], Sequence[Request]]) -> Present:
    from inboxwatch.store.quick import opened
    from inboxwatch.tracker import assess

    notices: tuple[str, ...] = ()
    for attempt in range(2):
        with opened(run.store_url) as quick:
            if quick is not None and (attempt or _fresh(run, quick)):
                requests = [assess(request, run.rules, run.now) for request in read(quick)]
                return Present(requests, _mailboxes(run, quick), notices)
        notices = derive(run)
    raise StoreError("The store could not be brought up to date.", "Run 'inboxwatch doctor'.")


def _mailboxes(run: Run, quick: Quick) -> list[MailboxState]:
    """Return the states of the configured mailboxes, in that order; one that was never read is there too."""
    from inboxwatch.store.state import MailboxState

    known = {state.name: state for state in quick.mailbox_states()}
    return [known.get(each.name, MailboxState(each.name)) for each in run.settings.mailbox]


def _fresh(run: Run, quick: Quick) -> bool:
    """Whether requests were derived with the present rules, tracker and classifier."""
    from inboxwatch.watch.track import DERIVATION, derivation

    return quick.meta(DERIVATION) == derivation(run.rules)


def derive(run: Run) -> tuple[str, ...]:
    """Derive requests from what is new, migrating the store if need be; says why if it was everything."""
    from inboxwatch.cli.progress import reading
    from inboxwatch.watch import track

    with run.open_store() as store, reading(run) as progress:
        report = track(store, run.rules, run.now, progress)
    return (f"All requests were derived again, because {report.reason}.",) if report.reason else ()
