"""Requests, figures and verdicts -> the JSON of docs/json.md: times RFC 3339 in UTC, whole seconds, absent is null."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from inboxwatch.classifier import reason_words
from inboxwatch.model import Absence, Mail, Request, Verdict

Json = dict[str, Any]
Quotes = Mapping[str, Mapping[str, str]]
"""By a request's id, the words of its mail for each reason code; only where the mail has just been read."""

REQUEST_FIELDS = (
    *("id", "mailbox", "conversation", "message_id", "subject", "from", "department", "kind", "score", "reasons"),
    *("received_at", "target_seconds", "due_at", "deadline", "state", "outcome", "acknowledged_at", "acknowledged_by"),
    *("acknowledgement_kind", "acknowledgement_message_id", "answered_at", "elapsed_seconds", "business_seconds"),
    *("chasers", "handed_over_to", "promise", "snoozed_until", "taken_by", "also_answered_by"),
)
"""The fields of a request in the JSON, in order; additions only."""


def instant(at: dt.datetime | None) -> str | None:
    """RFC 3339 in UTC with `Z`, whole seconds unless the instant has a fraction."""
    return None if at is None else at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def request(item: Request, quotes: Mapping[str, str] | None = None) -> Json:
    """One request, field by field as docs/json.md lists them; `quotes` are the mail's words for each reason code."""
    acknowledged = item.acknowledgement
    return {
        "id": item.id,
        "mailbox": item.mailbox,
        "conversation": item.conversation,
        "message_id": item.message_id or None,
        "subject": item.subject or None,
        "from": item.sender,
        "department": item.department,
        "kind": item.kind.value,
        "score": round(item.score, 4),
        "reasons": reason_words(item.reasons, quotes),
        "received_at": instant(item.received_at),
        "target_seconds": item.target_seconds,
        "due_at": instant(item.due_at),
        "deadline": instant(item.deadline),
        "state": item.state.value,
        "outcome": item.outcome.value,
        "acknowledged_at": instant(acknowledged.at) if acknowledged else None,
        "acknowledged_by": acknowledged.by or None if acknowledged else None,
        "acknowledgement_kind": acknowledged.kind.value if acknowledged else None,
        "acknowledgement_message_id": acknowledged.message_id or None if acknowledged else None,
        "answered_at": instant(item.answered_at),
        "elapsed_seconds": item.elapsed_seconds,
        "business_seconds": item.business_seconds,
        "chasers": item.chasers,
        "handed_over_to": item.handed_over_to or None,
        "promise": _promise(item),
        "snoozed_until": instant(item.snoozed_until),
        "taken_by": item.taken_by or None,
        "also_answered_by": list(item.also_answered_by),
    }


def _promise(item: Request) -> Json | None:
    if item.promise is None:
        return None
    return {
        "due_at": instant(item.promise.due_at),
        "state": item.promise.state.value,
        "text": item.promise.text or None,
    }


def listing(
    requests: Iterable[Request], *, now: dt.datetime, rules: str, quotes: Quotes | None = None, **more: object
) -> Json:
    """What `requests --json` prints; `scan --json` adds `figures` and `messages`, and quotes the mail."""
    said = quotes or {}
    items = [request(item, said.get(item.id)) for item in requests]
    return {"generated_at": instant(now), "rules": rules, **more, "requests": items}


def verdict(
    path: str, mail: Mail, found: Verdict, *, reasons: list[str], threshold: float, deadline: dt.datetime | None
) -> Json:
    """One object of `classify --json`; a reply is needed from `threshold` on."""
    return {
        "path": path,
        "message_id": mail.message_id or None,
        "automatic": found.automatic is not None,
        "automatic_kind": found.automatic.value if found.automatic else None,
        "needs_reply": found.automatic is None and found.score >= threshold,
        "score": round(found.score, 4),
        "kind": found.kind.value,
        "reasons": reasons,
        "deadline": instant(deadline),
        "text": found.text,
        "language": found.language or None,
        "threshold": threshold,
        "absence": absence(found.absence),
    }


def absence(found: Absence | None) -> Json | None:
    """The first and the last day of an absence, each null where it is not named."""
    if found is None:
        return None
    start, until = (day.isoformat() if day else None for day in (found.start, found.until))
    return {"from": start, "until": until}


def dumps(value: object, *, indent: int | None = 2) -> str:
    r"""Serialise as ASCII: no byte of a mail can reach a terminal as a control sequence, in any locale.

    The strings stay what they were (`\u001b` decodes to ESC), except that halves of surrogate pairs, which no UTF-8
    reader accepts, become U+FFFD.
    """
    return json.dumps(_whole(value), indent=indent, ensure_ascii=True, allow_nan=False, default=_other)


def _whole(value: Any) -> Any:  # noqa: ANN401 - JSON is any of its types
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, Mapping):
        return {str(key): _whole(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_whole(item) for item in value]
    return value


def _other(value: object) -> object:
    if isinstance(value, dt.datetime):
        return instant(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)
