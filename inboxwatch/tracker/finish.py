"""Putting the derived figures to what was read to its end, whichever way it is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inboxwatch.model import Request
from inboxwatch.tracker.assess import outcome_of, wall_seconds
from inboxwatch.tracker.gate import Gate
from inboxwatch.tracker.promises import deadline_instant, final_promise

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from inboxwatch.conversations import Seen
    from inboxwatch.tracker.ending import Ending
    from inboxwatch.tracker.view import Context, View


def finish(  # noqa: PLR0913 - what differs between the two ways
    item: Seen,
    ending: Ending,
    view: View,
    context: Context,
    now: dt.datetime,
    *,
    name: Callable[[str, str], str],
    other: str,
    start: dt.datetime,
    marked: bool,
    chasers: int,
    **more: Any,  # noqa: ANN401 - further fields of Request
) -> Request:
    """Make the request that `item` opened at `start`, as of `now`.

    `other` is the address of the one on the other side, `name` makes the id of mailbox and key.
    """
    rules, message, verdict = context.rules, item.message, item.message.verdict
    mailbox = next(copy.mailbox for copy in item.copies if copy.mailbox in context.responder.mailboxes)
    department = rules.directory.department(other)
    target, target_rule = rules.targets.pick(other, department, mailbox, message.subject)
    end = ending.at if ending.at is not None else max(now, start)
    business = rules.calendar.elapsed(start, end)
    return Request(
        id=name(mailbox, message.key),
        mailbox=mailbox,
        key=message.key,
        conversation=view.conversation,
        message_id=message.message_id,
        subject=message.subject,
        sender=other,
        department=department,
        kind=verdict.kind,
        score=verdict.score,
        reasons=(str(Gate.MARKED), *verdict.reasons) if marked else verdict.reasons,
        received_at=start,
        target_seconds=target,
        target_rule=target_rule,
        due_at=rules.calendar.due(start, target),
        deadline=deadline_instant(verdict.deadline, rules.calendar) if verdict.deadline is not None else None,
        state=ending.state,
        outcome=outcome_of(ending.state, business, target),
        acknowledgement=ending.acknowledgement,
        answered_at=ending.answered_at,
        ended_at=ending.at,
        elapsed_seconds=wall_seconds(start, end),
        business_seconds=business,
        chasers=chasers,
        handed_over_to=ending.handed_over_to,
        promise=final_promise(ending, rules.calendar, now),
        language=verdict.language,
        **more,
    )
