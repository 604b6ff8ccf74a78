"""Labelled rows as they stand in a file -> messages; missing and null fields are normal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from inboxwatch.model import Address, Mail

Row = Mapping[str, object]
_UNITS = ("thread", "mailbox")


def problem(row: Row) -> str:
    """Say what keeps a row from being measured, "" if nothing does: a field of the wrong type, or no label at all."""
    if "needs_reply" not in row or not (row["needs_reply"] is None or isinstance(row["needs_reply"], bool)):
        return "needs_reply must be true, false or null"
    if not isinstance(row.get("text"), str):
        return "text must be a string"
    wrong = [name for name in ("subject", "from", "date") if not isinstance(row.get(name), str | None)]
    if wrong:
        return f"{wrong[0]} must be a string"
    for name in ("to", "cc"):
        value = row.get(name)
        if value is not None and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            return f"{name} must be a list of addresses"
    return ""


def unit(row: Row) -> tuple[str, str]:
    """Name what a row must not be torn from: ("thread", …) or ("mailbox", …), ("", "") if it stands alone."""
    for name in _UNITS:
        value = row.get(name)
        if isinstance(value, str | int) and value != "":
            return name, str(value)
    return "", ""


def mail_of(row: Row) -> Mail:
    """A labelled row as a message; missing and null fields are normal."""
    sent, offset = _date(row.get("date"))
    header = _text(row.get("from"))
    return Mail(
        ref=_text(row.get("id")),
        folder="",
        in_sent=False,
        message_id=_text(row.get("message_id")),
        in_reply_to=(),
        references=(),
        sender=_address(header) if header else None,
        sender_header=header,
        reply_to=(),
        to=_addresses(row.get("to")),
        cc=_addresses(row.get("cc")),
        bcc=(),
        subject=_text(row.get("subject")),
        date=sent,
        utc_offset=offset,
        received_header=None,
        provider_time=None,
        headers={},
        text=_text(row.get("text")),
    )


def _text(value: object) -> str:
    """A string field, "" where it is null or something else."""
    return value if isinstance(value, str) else ""


def _addresses(value: object) -> tuple[Address, ...]:
    """A list of address strings, or one string."""
    if isinstance(value, str):
        return (_address(value),) if value else ()
    return tuple(_address(item) for item in value if isinstance(item, str)) if isinstance(value, list | tuple) else ()


def _address(value: str) -> Address:
    """Read "Ada <ada@corp.example>" or a bare address."""
    name, opening, rest = value.rpartition("<")
    if not opening:
        return Address("", value.strip().lower())
    return Address(name.strip(' "'), rest.partition(">")[0].strip().lower())


def _date(value: object) -> tuple[dt.datetime | None, int]:
    """An ISO date in UTC and its own offset in seconds."""
    try:
        read = dt.datetime.fromisoformat(_text(value))
    except ValueError:
        return None, 0
    if read.tzinfo is None:
        return read.replace(tzinfo=dt.UTC), 0
    offset = read.utcoffset() or dt.timedelta(0)
    return read.astimezone(dt.UTC), int(offset.total_seconds())
