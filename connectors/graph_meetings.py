"""Meeting messages: Graph shows them as properties, the rules read an invitation, so a small iMIP part is written."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

GLOBAL_ID = "Binary {6ED8DA90-450B-101B-98DA-00AA003F1305} Id 0x23"
"""PidLidCleanGlobalObjectId: which meeting a message is about (MS-OXOCAL, 2.2.1.28)."""
ANSWER_WANTED = "Boolean 0x63"
"""PidTagResponseRequested (MS-OXOCAL, 2.2.1.36)."""
_OUTSIDE = b"vCal-Uid\x01\0\0\0"
"""Begins the data of a Global Object Id that another program's UID was put into."""
_HEAD = 40
_CLASSES = {
    "ipm.schedule.meeting.request": ("REQUEST", ""),
    "ipm.schedule.meeting.canceled": ("CANCEL", ""),
    "ipm.schedule.meeting.resp.pos": ("REPLY", "ACCEPTED"),
    "ipm.schedule.meeting.resp.tent": ("REPLY", "TENTATIVE"),
    "ipm.schedule.meeting.resp.neg": ("REPLY", "DECLINED"),
}
_ANSWERS = {"accepted": "ACCEPTED", "tentativelyaccepted": "TENTATIVE", "declined": "DECLINED"}


def kind(item: Mapping[str, Any], message_class: str) -> tuple[str, str] | None:
    """Method and answer (PARTSTAT) of a meeting message, None for any other message."""
    low = message_class.lower()
    for prefix, found in _CLASSES.items():
        if low.startswith(prefix):
            return found
    what = str(item.get("@odata.type", "")).rpartition(".")[2].lower()
    if what == "eventmessagerequest":
        return "REQUEST", ""
    if what == "eventmessageresponse":
        return "REPLY", _ANSWERS.get(str(item.get("responseType", "")).lower(), "ACCEPTED")
    return None


def uid(value: str) -> str:
    """The UID of the meeting in iCalendar, from the property in base64; "" where it cannot be read."""
    try:
        data = base64.b64decode(value[:8_000], validate=True)
    except (ValueError, binascii.Error):
        return ""
    inner = data[_HEAD:]
    if inner.startswith(_OUTSIDE):
        return _word(inner[len(_OUTSIDE) :].split(b"\0", 1)[0].decode("utf-8", "replace"))
    return data.hex().upper()


def part(method: str, answer: str, properties: Mapping[str, str], sender: str, owner: str) -> bytes:
    """Write the iMIP part: who is asked (the owner) or who answers (the sender), and to which meeting."""
    person = sender if method == "REPLY" else owner
    state = answer or "NEEDS-ACTION"
    rsvp = ";RSVP=FALSE" if properties.get(ANSWER_WANTED, "").lower() == "false" else ""
    lines = ["BEGIN:VCALENDAR", f"METHOD:{method}", "BEGIN:VEVENT"]
    identity = uid(properties.get(GLOBAL_ID, ""))
    lines += [f"UID:{identity}"] if identity else []
    if method != "REPLY" and _word(sender):
        lines.append(f"ORGANIZER:mailto:{_word(sender)}")
    if _word(person):
        lines.append(f"ATTENDEE;PARTSTAT={state}{rsvp}:mailto:{_word(person)}")
    return "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()


def _word(text: str) -> str:
    """What may stand in a line of ours: nothing that ends it."""
    return text[:1_000] if text.isprintable() else ""
