"""Requests as a table: what is urgent first, each with its id, what is due, who waits, since when."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from inboxwatch.model import Outcome, Request, State
from inboxwatch.views import data, reasons
from inboxwatch.views.table import WIDE, Column, Frame, grid, note, text
from inboxwatch.views.text import address, safe, sender
from inboxwatch.views.words import duration, instant

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

SOON = 3600
"""Seconds of business time before the due instant from which a request counts as due soon."""
ID = 8
"""Letters of an id that are shown; `explain` and the decisions take any unique beginning."""
_ENDED = {
    State.ANSWERED: "answered",
    State.ACKNOWLEDGED: "acknowledged",
    State.COVERED: "covered",
    State.WITHDRAWN: "withdrawn",
    State.DISMISSED: "dismissed",
}
_PROMISE = ("due_at", "state", "text")
COLUMNS = (
    *(field for field in data.REQUEST_FIELDS if field != "promise"),
    *(f"promise_{key}" for key in _PROMISE),
)
"""The columns of the CSV, in order."""
_FORMULA = ("=", "+", "-", "@", "'", "＝", "＋", "－", "＠", "|", "%")


def urgency(request: Request) -> tuple[int, int]:
    """Sort key: open before ended, then by business time left."""
    return (request.state is not State.OPEN, request.target_seconds - request.business_seconds)


def is_late(request: Request) -> bool:
    """Whether it is open and its target has run out; snoozing stops reminders, not the clock."""
    return request.state is State.OPEN and request.outcome is Outcome.MISSED


def listing(
    requests: Sequence[Request], *, frame: Frame, quotes: data.Quotes | None = None, owed: bool = False
) -> RenderableType:
    """Draw the table, or say in words that there is nothing to list."""
    return table(requests, frame=frame, quotes=quotes, owed=owed) if requests else note("No requests that fit.")


def table(requests: Sequence[Request], *, frame: Frame, quotes: data.Quotes | None = None, owed: bool = False) -> Table:
    """One line a request, as many columns as the frame has room for; reasons quote the mail where `quotes` has it.

    `owed`: these are what the owner asked of others.
    """
    who, came = ("Who owes", "Asked") if owed else ("From", "Received")
    if frame.width < WIDE:
        columns = [Column("ID"), Column("Due"), Column(who, 4), Column("Subject", 5), Column("Since", right=True)]
    else:
        columns = [
            *(Column("ID"), Column("Due"), Column(who, 4), Column("Department"), Column("Subject", 4)),
            *(Column(came, right=True), Column("Asked again", right=True)),
            *(() if owed else (Column("Why", 4),)),
        ]
    said = quotes or {}
    return grid(columns, [_row(request, frame, said.get(request.id))[: len(columns)] for request in requests])


def _row(request: Request, frame: Frame, quotes: Mapping[str, str] | None) -> list[str | Text]:
    now, zone = frame.now, frame.zone
    subject = request.subject or "(no subject)"
    start: list[str | Text] = [text(request.id[:ID], "dim"), due(request, now, zone)]
    if frame.width < WIDE:
        return [*start, address(request.sender), subject, _since(request.received_at, now, zone)]
    return [
        *(*start, sender(frame.name(request.sender), request.sender), request.department, subject),
        *(instant(request.received_at, now, zone), f"{request.chasers}×" if request.chasers else ""),
        ", ".join(reasons.of_request(request, zone, quotes)),
    ]


def _since(at: dt.datetime, now: dt.datetime, zone: dt.tzinfo) -> str:
    local = at.astimezone(zone)
    return f"{local:%a %H:%M}" if now - at < dt.timedelta(days=6) else f"{local:%d %b %y}"


def due(request: Request, now: dt.datetime, zone: dt.tzinfo) -> Text:
    """Say where a request stands: a sign, words, and colour as a third way to see the same."""
    left = request.target_seconds - request.business_seconds
    if request.state is not State.OPEN:
        return _ended(request)
    if request.snoozed_until is not None and request.snoozed_until > now:
        late = request.outcome is Outcome.MISSED  # the clock goes on, and it is counted as overdue above
        sign = "! z" if late else "z"
        return text(f"{sign} until {instant(request.snoozed_until, now, zone)}", "bold red" if late else "cyan")
    if request.outcome is Outcome.MISSED:
        return text(f"! {duration(-left)} late", "bold red")
    return text(f"> in {duration(left)}", "yellow") if left <= SOON else text(f"· in {duration(left)}", "green")


def _ended(request: Request) -> Text:
    took = f" {duration(request.business_seconds)}" if request.acknowledgement else ""
    if request.outcome is Outcome.MET:
        return text(f"✓ {_ENDED[request.state]}{took}", "green")
    if request.outcome is Outcome.MISSED:
        return text(f"✗ {_ENDED[request.state]}{took}", "red")
    return text(f"– {_ENDED[request.state]}", "dim")


def csv_text(requests: Sequence[Request]) -> str:
    """The fields of the JSON as CSV (RFC 4180): promise in three columns, reasons joined by `; `.

    Text that a spreadsheet would take for a formula gets an apostrophe in front, and so does text that begins with
    one: take one apostrophe off the front to have the value back. Numbers stay numbers.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writeheader()
    for item in requests:
        row = _flat(item)
        writer.writerow({key: harmless(value) if isinstance(value, str) else value for key, value in row.items()})
    return out.getvalue()


def _flat(request: Request) -> data.Json:
    row = data.request(request)
    promise = row.pop("promise") or {}
    row["reasons"] = "; ".join(row["reasons"])
    row["also_answered_by"] = "; ".join(row["also_answered_by"])
    row.update({f"promise_{key}": promise.get(key) for key in _PROMISE})
    return row


def harmless(value: str) -> str:
    """Make text safe for a spreadsheet cell (CWE-1236) and for whatever terminal it passes."""
    shown = safe(value)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown
