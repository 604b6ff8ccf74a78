"""The weekly summary from the store: what to read, and the values of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from inboxwatch.classifier import UNREADABLE
from inboxwatch.model import DecisionKind, State
from inboxwatch.store.apart import EXTERNAL, OWED
from inboxwatch.store.filter import Filter
from inboxwatch.summary import TREND, Quality, Summary, owed_since, summarise
from inboxwatch.tracker import assess
from inboxwatch.views.status import STALE
from inboxwatch.weeks import bounds, moved, week_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inboxwatch.config import Settings
    from inboxwatch.model import Request
    from inboxwatch.store.quick import Quick


def last_week(now: dt.datetime, zone: dt.tzinfo) -> str:
    """The last week that is over."""
    return moved(week_of(now, zone), -1)


def summary(settings: Settings, quick: Quick, week: str, now: dt.datetime) -> Summary:
    """Summarise one week of the store. Requests must have been derived with the present rules.

    Raises ValueError for what is no week.
    """
    rules = settings.rules()
    zone = rules.calendar.zone
    start, end = bounds(week, zone)
    since = bounds(moved(week, 1 - TREND), zone)[0]
    requests = [assess(request, rules, now) for request in _requests(quick, since, end)]
    facts = quick.week(start, end, UNREADABLE)
    flagged = [
        request for request in requests if start - (TREND - 1) * dt.timedelta(weeks=1) <= request.received_at < end
    ]
    kept = sum(request.state is not State.DISMISSED for request in flagged)
    own = frozenset().union(*(mailbox.addresses | mailbox.delegates | mailbox.members for mailbox in rules.mailboxes))
    thanks = sum(n for sender, n in facts.thanks.items() if sender not in own and rules.directory.internal(sender))
    quality = Quality(
        unread_mailboxes=tuple(_unread(settings, quick, now)),
        unjudged=facts.unjudged,
        dismissed=facts.decided.get(DecisionKind.DISMISS.value, 0),
        marked=facts.decided.get(DecisionKind.MARK.value, 0),
        precision=kept / len(flagged) if flagged else None,
        flagged=len(flagged),
    )
    owed = [assess(each, rules, now) for each in quick.requests(Filter(since=owed_since(week, zone), apart=OWED))]
    external = None
    if rules.external:
        external = [assess(each, rules, now) for each in _requests(quick, since, end, EXTERNAL)]
    return summarise(
        requests,
        week,
        zone,
        now,
        thanks=thanks,
        quality=quality,
        owed=owed,
        external=external,
        worked=rules.calendar.elapsed,
    )


def _requests(quick: Quick, since: dt.datetime, until: dt.datetime, apart: str = "") -> Iterable[Request]:
    """Requests of the trend's weeks, everything open, and every promise, each once; of what is `apart`, no promises."""
    wanted = [Filter(since=since, until=until, apart=apart), Filter(states=(State.OPEN,), apart=apart)]
    wanted += [] if apart else [Filter(promised=True)]
    return {request.id: request for each in wanted for request in quick.requests(each)}.values()


def _unread(settings: Settings, quick: Quick, now: dt.datetime) -> Iterable[str]:
    """Names of the mailboxes whose present state is not known."""
    states = {state.name: state for state in quick.mailbox_states()}
    for mailbox in settings.mailbox:
        state = states.get(mailbox.name)
        if state is None or state.last_success is None or state.last_error or now - state.last_success > STALE:
            yield mailbox.name
