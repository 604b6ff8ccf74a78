"""Requests and decisions as rows and back; no database here, see `codec`."""

from __future__ import annotations

import datetime as dt
import operator
from typing import Final

from inboxwatch.model import (
    Acknowledgement,
    AcknowledgementKind,
    Decision,
    DecisionKind,
    Outcome,
    Promise,
    PromiseState,
    Request,
    RequestKind,
    State,
)
from inboxwatch.store.codec import Row, clean, cleaned, instant, join, seconds, split

REQUEST_COLUMNS: Final = (
    "id",
    "mailbox",
    "key",
    "conversation",
    "message_id",
    "subject",
    "sender",
    "department",
    "kind",
    "score",
    "reasons",
    "received_at",
    "target_seconds",
    "target_rule",
    "due_at",
    "deadline",
    "state",
    "outcome",
    "acknowledged_at",
    "acknowledged_by",
    "acknowledgement_kind",
    "acknowledgement_message_id",
    "answered_at",
    "ended_at",
    "elapsed_seconds",
    "business_seconds",
    "chasers",
    "handed_over_to",
    "promise_due_at",
    "promise_state",
    "promise_text",
    "snoozed_until",
    "language",
    "taken_by",
    "also_answered_by",
)
"""Order of a request row."""

DECISION_COLUMNS: Final = ("kind", "mailbox", "key", "at", "until", "answered_at", "decided_by")
"""Order of a decision row."""

_KINDS: Final = {kind.value: kind for kind in RequestKind}
_STATES: Final = {state.value: state for state in State}
_OUTCOMES: Final = {outcome.value: outcome for outcome in Outcome}


_texts: Final = operator.itemgetter(
    *(
        place
        for place, name in enumerate(REQUEST_COLUMNS)
        if not name.endswith(("_at", "_seconds", "_until")) and name not in {"score", "deadline", "chasers"}
    )
)
"""The columns of text of a row."""


def _maybe(when: dt.datetime | None) -> int | None:
    return None if when is None else seconds(when)


def _perhaps(stamp: int | None) -> dt.datetime | None:
    return None if stamp is None else instant(stamp)


def request_row(request: Request, *, keep_text: bool) -> Row:
    """A request in the order of `REQUEST_COLUMNS`, cleaned; the promise's words only with `keep_text`."""
    r, ack, promise = request, request.acknowledgement, request.promise
    row = (
        r.id,
        r.mailbox,
        r.key,
        r.conversation,
        r.message_id,
        r.subject,
        r.sender,
        r.department,
        r.kind.value,
        r.score,
        join(r.reasons),
        seconds(r.received_at),
        r.target_seconds,
        r.target_rule,
        seconds(r.due_at),
        _maybe(r.deadline),
        r.state.value,
        r.outcome.value,
        seconds(ack.at) if ack else None,
        ack.by if ack else "",
        ack.kind.value if ack else "",
        ack.message_id if ack else "",
        _maybe(r.answered_at),
        _maybe(r.ended_at),
        r.elapsed_seconds,
        r.business_seconds,
        r.chasers,
        r.handed_over_to,
        seconds(promise.due_at) if promise else None,
        promise.state.value if promise else "",
        promise.text if promise and keep_text else "",
        _maybe(r.snoozed_until),
        r.language,
        r.taken_by,
        join(r.also_answered_by),
    )
    return cleaned(row, _texts(row))


def read_request(row: Row) -> Request:
    """A request without its trace from a row in the order of `REQUEST_COLUMNS`."""
    utc, stamp = dt.UTC, dt.datetime.fromtimestamp
    ack = None
    if row[18] is not None:
        ack = Acknowledgement(stamp(row[18], utc), row[19], AcknowledgementKind(row[20]), row[21])
    promise = None
    if row[28] is not None:
        promise = Promise(stamp(row[28], utc), PromiseState(row[29]), row[30])
    return Request(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        row[5],
        row[6],
        row[7],
        _KINDS[row[8]],
        row[9],
        split(row[10]),
        stamp(row[11], utc),
        row[12],
        row[13],
        stamp(row[14], utc),
        _perhaps(row[15]),
        _STATES[row[16]],
        _OUTCOMES[row[17]],
        ack,
        _perhaps(row[22]),
        _perhaps(row[23]),
        row[24],
        row[25],
        row[26],
        row[27],
        promise,
        _perhaps(row[31]),
        language=row[32],
        taken_by=row[33],
        also_answered_by=split(row[34]),
    )


def decision_row(decision: Decision) -> Row:
    """A decision in the order of `DECISION_COLUMNS`."""
    d = decision
    return (d.kind.value, d.mailbox, d.key, seconds(d.at), _maybe(d.until), _maybe(d.answered_at), clean(d.by))


def read_decision(row: Row) -> Decision:
    """A decision from a row in the order of `DECISION_COLUMNS`."""
    kind, mailbox, key, at, until, answered, by = row
    return Decision(DecisionKind(kind), mailbox, key, instant(at), _perhaps(until), _perhaps(answered), by)
