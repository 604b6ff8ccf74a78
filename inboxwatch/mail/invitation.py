"""The iMIP part of a message (RFC 5546, RFC 6047): who is asked to what. A bounded reading of a few lines.

A full iCalendar library builds every component and expands zones and rules, takes milliseconds, and refuses what is
slightly broken; here only five properties of the first event matter.
"""

from __future__ import annotations

import re

from inboxwatch.mail import addresses, headers
from inboxwatch.model import Attendee, Invitation

CALENDAR_BYTES = 65_536
"""Encoded bytes read of a text/calendar part."""
_MAX_ATTENDEES = 1_000
_MAX_LINE = 2_000
_LINE = re.compile(r'((?:[^":]++|"[^"]*+")*+):(.*)', re.DOTALL)
_COMPONENTS = frozenset({"VEVENT", "VTODO", "VPOLL", "VFREEBUSY"})


def read(text: str, method: str = "") -> Invitation | None:
    """Read the decoded part; `method` is that of its Content-Type. None if neither names a method."""
    found: dict[str, str] = {}
    attendees: list[Attendee] = []
    inside = ""
    text = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
    for line in text.split("\n"):
        name, parameters, value = _line(line[:_MAX_LINE])
        if name == "BEGIN" and not inside and value.upper() in _COMPONENTS:
            inside = value.upper()
        elif name == "END" and inside and value.upper() == inside:
            break
        elif name in (("UID", "SEQUENCE", "ORGANIZER") if inside else ("METHOD",)):
            found.setdefault(name, value)
        elif inside and name == "ATTENDEE" and len(attendees) < _MAX_ATTENDEES:
            attendee = _attendee(parameters, value)
            if attendee is not None:
                attendees.append(attendee)
    method = (found.get("METHOD", "") or method).upper()
    if not method.isascii() or not method.isalpha():
        return None
    sequence = found.get("SEQUENCE", "")
    return Invitation(
        method,
        found.get("UID", "")[:_MAX_LINE],
        int(sequence) if sequence.isdecimal() and len(sequence) < 10 else 0,  # noqa: PLR2004 - fits 32 bits
        _address(found.get("ORGANIZER", "")),
        tuple(attendees),
    )


def _line(line: str) -> tuple[str, str, str]:
    """Split `NAME;PARAM=x:value`; a colon inside quotes is not the one."""
    found = _LINE.match(line)
    if found is None:
        return "", "", ""
    name, _, parameters = found[1].partition(";")
    return name.strip().upper(), parameters, found[2].strip()


def _address(value: str) -> str:
    """Return the bare address of a calendar address (`mailto:ada@corp.example`), "" without one."""
    found = addresses.lenient(value[7:] if value[:7].lower() == "mailto:" else value)
    return found[0].address if found else ""


def _attendee(parameters: str, value: str) -> Attendee | None:
    named = headers.parameters(f"x;{parameters}")[1]
    address = _address(value) or _address(named.get("email", ""))
    if not address:
        return None
    rsvp = named.get("rsvp", "").upper()
    return Attendee(address, named.get("partstat", "").upper(), {"TRUE": True, "FALSE": False}.get(rsvp))
