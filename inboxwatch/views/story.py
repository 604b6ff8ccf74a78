"""The story that `explain` tells: why there is a request or none, what started and stopped the clock, the time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.text import Text

from inboxwatch.model import Outcome, Request, State, Step
from inboxwatch.views import data, reminders
from inboxwatch.views.requests import due
from inboxwatch.views.table import heading, lined, note
from inboxwatch.views.text import address, safe, sender
from inboxwatch.views.words import duration, exact, plural

if TYPE_CHECKING:
    from rich.console import RenderableType

    from inboxwatch.model import Message
    from inboxwatch.notices import Record
    from inboxwatch.reminders import Plan

Interval = tuple[dt.datetime, dt.datetime]

WORDS = {
    "asks-this-mailbox": "asked you: the clock started",
    "marked-as-request": "you said that this is a request: the clock started",
    "chaser": "asked again (the clock is not reset)",
    "withdrawn": "needs it no more: the clock stopped, nothing is owed",
    "promise-released": "needs it no more: your promise is off",
    "dismissed": "you said that no reply is needed: the clock stopped",
    "answered-again": "answered it once more, without referring to that answer",
    "taken": "took it",
    "answered-elsewhere": "you answered elsewhere (phone, chat, in person)",
    "acknowledged-by-reply": "replied: the clock stopped",
    "acknowledged-by-holding": "said that it was received (holding reply): the clock stopped, an answer is still owed",
    "acknowledged-by-delegation": "handed it over and told the requester: the clock stopped",
    "acknowledged-by-calendar": "answered the invitation: the clock stopped",
    "acknowledged-by-reaction": "reacted with an emoji: the clock stopped, the answer is still owed",
    "answered": "answered",
    "covered": "another recipient answered the requester: nothing is owed any more",
    "not-counted-automatic": "did not stop the clock: a machine wrote it",
    "not-counted-rule-reply": "did not stop the clock: a mail rule sent it (the same words to many, each time at once)",
    "not-counted-bounced": "did not stop the clock: it could not be delivered",
    "not-counted-other-invitation": "did not stop the clock: it answers another invitation",
    "not-counted-answers-somebody-else": "did not stop the clock: it answers somebody else in the group",
    "not-counted-requester-left-out": "did not stop the clock: the requester is not among its recipients",
    "handed-over-requester-not-told": "handed over, requester not told: the clock goes on",
}
"""What a step's code means; the particulars follow."""

REFUSALS = {
    "outbound": "it was written by you or on your behalf",
    "not-in-this-mailbox": "it did not arrive in this mailbox",
    "sender-not-one-strict-address": "its From does not name exactly one address, so nobody can be believed to wait",
    "automatic-message": "a machine wrote it",
    "reaction": "it is an emoji reaction",
    "sender-not-believed": "its sender could not be verified, and mail that was not is nobody's request",
    "sender-not-an-internal-customer": "its sender is neither inside your organisation nor a listed partner",
    "not-addressed-to-this-mailbox": "it is not addressed to you",
    "only-in-copy-and-not-named": "you are only in copy, and the text neither names nor asks you",
    "greets-only-others-by-name": "it greets others by name and does not name you",
    "needs-no-reply": "its text needs no reply",
    "asks-this-mailbox": "a request by the same person was already waiting, and this message belongs to it",
    "marked-as-request": "you marked it, and its conversation was already being counted",
}
"""Why a message opens no request."""


_ABOUT_TEXT = frozenset(
    {"automatic-message", "only-in-copy-and-not-named", "greets-only-others-by-name", "needs-no-reply"}
)
"""Refusals that the classifier's reasons explain further."""


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that is told about one message. `request` None: it is none, and `refusal` says why."""

    request: Request | None
    message: Message | None
    reasons: Sequence[str] = ()
    refusal: str = ""
    intervals: Sequence[Interval] = ()
    notices: Sequence[str] = ()
    text: str | None = None
    calendar: str = ""
    steps: Sequence[Step] = field(default=())
    threshold: float | None = None
    told: Sequence[Record] = ()
    plan: Plan | None = None


def lines(account: Account, *, now: dt.datetime, zone: dt.tzinfo) -> list[RenderableType]:
    """Tell the story on a terminal."""
    parts = _head(account, zone)
    if account.request is None:
        parts += [Text(), note(f"– No request: {refused(account.refusal)}{_how_sure(account)}.", "bold")]
        if account.refusal in _ABOUT_TEXT:
            parts += [lined([("  ·", reason)]) for reason in account.reasons]
    else:
        parts += _clock(account, account.request, now, zone)
        parts += reminders.told_about(account.told, account.plan, now=now, zone=zone)
    if account.text is not None:
        shown = safe(account.text, lines=True).strip() or "(no text)"
        parts += [Text(), heading("The text, as it was read just now")]
        parts += [lined([("  │", Text(line, style="dim"))]) for line in shown.splitlines()]
    return [*parts, *(note(words) for words in account.notices)]


def _sure(score: float, threshold: float | None) -> str:
    """How likely a reply is needed, and from where on that makes a request."""
    return f"probability {score:.2f}" + ("" if threshold is None else f", threshold {threshold:.2f}")


def _how_sure(account: Account) -> str:
    """The same where that alone decided."""
    if account.refusal != "needs-no-reply" or account.message is None:
        return ""
    return f" ({_sure(account.message.verdict.score, account.threshold)})"


def refused(code: str) -> str:
    """Say why a message is no request."""
    return REFUSALS.get(code, code.replace("-", " "))


def _head(account: Account, zone: dt.tzinfo) -> list[RenderableType]:
    request, message = account.request, account.message
    subject = (request.subject if request else message.subject if message else "") or "(no subject)"
    parts: list[RenderableType] = [heading(subject)]
    if message is not None:
        whom = sender(message.sender_name, message.sender) if message.sender else "nobody in particular"
    else:
        whom = address(request.sender) if request else ""
    department = f", {safe(request.department)}" if request else ""
    parts.append(Text(f"  from {whom}{department}"))
    received = request.received_at if request else message.received_at if message else None
    if received is not None:
        parts.append(Text(f"  received {exact(received, zone)}"))
    parts.append(Text(f"  {safe(_identity(account))}", style="dim"))
    return parts


def _identity(account: Account) -> str:
    told = account.request or account.message
    return told.message_id if told else ""


def _clock(account: Account, request: Request, now: dt.datetime, zone: dt.tzinfo) -> list[RenderableType]:
    parts: list[RenderableType] = [Text.assemble("  ", due(request, now, zone), f"  ({_outcome(request)})"), Text()]
    parts.append(heading(f"Why it is a request ({request.kind}, {_sure(request.score, account.threshold)})"))
    parts += [lined([("  ·", reason)]) for reason in account.reasons]
    happened: list[tuple[str | Text, str | Text]] = [_step(step, zone) for step in account.steps]
    if request.state is State.OPEN:
        happened.append((f"  {exact(now, zone)}", "now: nobody has answered yet"))
    parts += [Text(), heading("What happened"), lined(happened)]
    parts += [Text(), *_time(account, request, zone)]
    if request.handed_over_to:
        parts.append(Text(f"  handed over to {address(request.handed_over_to)}"))
    if request.promise is not None:
        said = f" (“{safe(request.promise.text)}”)" if request.promise.text else ""
        parts.append(Text(f"  promised by {exact(request.promise.due_at, zone)}: {request.promise.state}{said}"))
    if request.snoozed_until is not None:
        parts.append(Text(f"  no reminders until {exact(request.snoozed_until, zone)}"))
    return parts


def _outcome(request: Request) -> str:
    return {
        Outcome.MET: "met: acknowledged within the target",
        Outcome.MISSED: "missed: the target ran out",
        Outcome.PENDING: "pending: the target has not run out",
        Outcome.EXCUSED: "excused: counts neither as met nor as missed",
    }[request.outcome]


def _step(step: Step, zone: dt.tzinfo) -> tuple[str | Text, str | Text]:
    line = Text()
    if step.who:
        line.append(f"{address(step.who)} ", style="bold")
    line.append(safe(WORDS.get(step.code, step.code.replace("-", " "))))
    if step.detail:
        line.append(f" ({safe(step.detail)})")
    if step.message_id:
        line.append(f"\n{safe(step.message_id)}", style="dim")
    return f"  {exact(step.at, zone)}" if step.at else "", line


def _time(account: Account, request: Request, zone: dt.tzinfo) -> list[RenderableType]:
    """Every interval of working time that was counted, its sum, the target and where it came from."""
    rows: list[RenderableType] = [heading("Working time that was counted"), lined([("  in", account.calendar)])]
    shown = list(account.intervals)
    cut = len(shown) - _INTERVALS
    for place, (start, end) in enumerate(shown):
        if cut > 0 and place == _INTERVALS // 2:
            rows.append(Text(f"  … {plural(cut, 'more interval')}"))
        if cut > 0 and _INTERVALS // 2 <= place < _INTERVALS // 2 + cut:
            continue
        day, until = start.astimezone(zone), end.astimezone(zone)
        length = duration((end - start).total_seconds())
        rows.append(Text(f"  {day:%a %d %b %Y}  {day:%H:%M:%S} – {until:%H:%M:%S}  {length:>13}"))
    if not shown:
        rows.append(Text("  none: it all happened outside working hours"))
    business, wall = duration(request.business_seconds), duration(request.elapsed_seconds, days=True)
    rows.append(Text(f"  together {business} of working time; {wall} by the clock on the wall", style="bold"))
    rule = f" ({safe(request.target_rule)})" if request.target_rule else ""
    target = duration(request.target_seconds)
    rows.append(Text(f"  target {target}{rule}, due {exact(request.due_at, zone)}"))
    if request.deadline is not None:
        rows.append(Text(f"  the requester asked for {exact(request.deadline, zone)}; that does not change the target"))
    return rows


_INTERVALS = 20
"""More intervals than this are shown as the first and the last ten; JSON has them all."""


def as_json(account: Account, *, now: dt.datetime, rules: str) -> data.Json:
    """`explain --json`: the request or null, why, each step and each interval."""
    return {
        "generated_at": data.instant(now),
        "rules": rules,
        "request": {**data.request(account.request), "reasons": list(account.reasons)} if account.request else None,
        "message_id": _identity(account) or None,
        "why_not": None if account.request else account.refusal,
        "score": account.message.verdict.score if account.message else None,
        "threshold": account.threshold,
        "reasons": list(account.reasons),
        "steps": [
            {
                "code": step.code,
                "at": data.instant(step.at),
                "message_id": step.message_id or None,
                "who": step.who or None,
                "detail": step.detail or None,
            }
            for step in account.steps
        ],
        "intervals": [
            {"start": data.instant(start), "end": data.instant(end), "seconds": int((end - start).total_seconds())}
            for start, end in account.intervals
        ],
        "target_rule": account.request.target_rule if account.request else None,
        "calendar": account.calendar or None,
        "notices": list(account.notices),
        "reminders": reminders.about_json(account.told, account.plan),
        "text": account.text,
    }
