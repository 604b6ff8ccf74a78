"""Domain values as plain columns and back: no database, so that `quick` and the store read rows in one way.

Instants are INTEGER seconds since 1970 in UTC (a clock counts in whole seconds; integers compare the same on every
database and cost a quarter of a datetime column). Lists of addresses, Message-IDs and codes are one text, joined by
line feeds, which none of them may hold. Fingerprints are little-endian 32-bit words. Rare structures (invitation,
delivery report, authentication, dates said in a mail) are JSON.
"""

from __future__ import annotations

import datetime as dt
import json
import operator
import struct
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from typing import Any, Final

from inboxwatch.model import (
    Attendee,
    Authentication,
    AutomaticKind,
    DeliveryReport,
    Invitation,
    Message,
    RequestKind,
    Verdict,
    When,
)

Row = tuple[Any, ...]

_dumps: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Plain characters, so that an address can be searched for; lone surrogates are cleaned away with the row."""

MESSAGE_COLUMNS: Final = (
    "mailbox",
    "key",
    "message_id",
    "in_reply_to",
    "refs",
    "sender",
    "sender_name",
    "sender_header",
    "reply_to",
    "to_addresses",
    "cc_addresses",
    "bcc_addresses",
    "subject",
    "subject_key",
    "subject_words",
    "forward_subject",
    "received_at",
    "sent_at",
    "in_sent",
    "authentication",
    "invitation",
    "report",
    "reaction",
    "provider_conversation",
    "ref",
    "version",
    "automatic",
    "score",
    "kind",
    "reasons",
    "flags",
    "deadline",
    "promise",
    "prints",
    "quoted_prints",
    "quotes",
    "text",
    "language",
)
"""Order of a message row; everything from `version` on is its verdict."""

FLAGS: Final = (
    "asks_again",
    "withdraws",
    "holding",
    "thanks",
    "forwards",
    "greets_owner",
    "greets_others",
    "names_owner",
)
"""Verdict booleans; the first is bit 0 of the column `flags`."""

_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_DAY: Final = 24 * 3600
_KINDS: Final = {kind.value: kind for kind in RequestKind}
_AUTOMATIC: Final[dict[str, AutomaticKind | None]] = {"": None, **{kind.value: kind for kind in AutomaticKind}}


def clean(text: str) -> str:
    """Text that every database takes: no NUL (PostgreSQL refuses it), no lone surrogates (UTF-8 has none)."""
    if text.isascii():
        return text.replace("\0", "") if "\0" in text else text
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def seconds(when: dt.datetime) -> int:
    """Whole seconds since 1970 of an aware instant, rounded down."""
    since = when - _EPOCH  # half the time of `timestamp`, which counts in floats
    return since.days * _DAY + since.seconds


def instant(stamp: int) -> dt.datetime:
    """The aware UTC instant of whole seconds since 1970."""
    return dt.datetime.fromtimestamp(stamp, dt.UTC)


def join(items: tuple[str, ...]) -> str:
    """Items as one text; line feeds inside become spaces, empty items are left out."""
    if not items:
        return ""
    if len(items) == 1 and "\n" not in items[0]:
        return items[0]
    return "\n".join(item.replace("\n", " ") for item in items if item)


@lru_cache(maxsize=4096)
def split(text: str) -> tuple[str, ...]:
    """Undo `join`; equal texts share one tuple, which keeps a big rebuild small."""
    return tuple(text.split("\n")) if text else ()


def pack(prints: tuple[int, ...]) -> bytes:
    """32-bit fingerprints as bytes, the same on every machine."""
    return struct.pack(f"<{len(prints)}I", *prints) if prints else b""


def unpack(blob: bytes) -> tuple[int, ...]:
    """Undo `pack`."""
    return struct.unpack(f"<{len(blob) // 4}I", blob) if blob else ()


def write_when(when: When | None, *, keep_text: bool) -> str:
    """A date said in a mail as JSON, or ""; its words only where text is kept."""
    if when is None:
        return ""
    clock = when.time.isoformat() if when.time else None
    return _dumps([when.date.isoformat(), clock, when.utc_offset, when.text if keep_text else ""])


def read_when(text: str) -> When | None:
    """Undo `write_when`."""
    if not text:
        return None
    day, clock, offset, words = json.loads(text)
    return When(dt.date.fromisoformat(day), dt.time.fromisoformat(clock) if clock else None, offset, words)


@lru_cache(maxsize=4096)
def _authentication_text(results: tuple[Authentication, ...]) -> str:
    return _dumps([[r.authserv_id, r.dmarc, r.dkim, *r.dkim_domains] for r in results])


@lru_cache(maxsize=4096)
def _authentication(text: str) -> tuple[Authentication, ...]:
    return tuple(Authentication(r[0], r[1], r[2], tuple(r[3:])) for r in json.loads(text))


def _invitation_text(it: Invitation | None) -> str:
    if it is None:
        return ""
    people = [[a.address, a.partstat, a.rsvp] for a in it.attendees]
    return _dumps([it.method, it.uid, it.sequence, it.organizer, people])


def _invitation(text: str) -> Invitation | None:
    if not text:
        return None
    method, uid, sequence, organizer, people = json.loads(text)
    return Invitation(method, uid, sequence, organizer, tuple(Attendee(*person) for person in people))


def _report_text(report: DeliveryReport | None) -> str:
    return "" if report is None else _dumps([report.original_message_id, report.failed, report.delayed])


def read_report(text: str) -> DeliveryReport | None:
    """Undo `_report_text`."""
    if not text:
        return None
    original, failed, delayed = json.loads(text)
    return DeliveryReport(original, tuple(failed), delayed)


def _flags(verdict: Verdict) -> int:
    return (
        verdict.asks_again
        | verdict.withdraws << 1
        | verdict.holding << 2
        | verdict.thanks << 3
        | verdict.forwards << 4
        | verdict.greets_owner << 5
        | verdict.greets_others << 6
        | verdict.names_owner << 7
    )


def verdict_row(verdict: Verdict, *, keep_text: bool) -> Row:
    """The columns from `version` on; words of the mail only with `keep_text`."""
    quotes = _dumps(dict(verdict.quotes)) if keep_text and verdict.quotes else ""
    return (
        verdict.version,
        verdict.automatic.value if verdict.automatic else "",
        verdict.score,
        verdict.kind.value,
        join(verdict.reasons),
        _flags(verdict),
        write_when(verdict.deadline, keep_text=keep_text) if verdict.deadline else "",
        write_when(verdict.promise, keep_text=keep_text) if verdict.promise else "",
        pack(verdict.prints),
        pack(verdict.quoted_prints),
        quotes,
        verdict.text if keep_text else "",
        verdict.language,
    )


def message_row(message: Message, *, keep_text: bool) -> Row:
    """A message in the order of `MESSAGE_COLUMNS`, not yet cleaned (see `clean_row`)."""
    m = message
    return (
        m.mailbox,
        m.key,
        m.message_id,
        join(m.in_reply_to),
        join(m.references),
        m.sender,
        m.sender_name,
        m.sender_header,
        join(m.reply_to),
        join(m.to),
        join(m.cc),
        join(tuple(sorted(m.bcc))) if m.bcc else "",
        m.subject,
        m.subject_key,
        m.subject_words,
        int(m.forward_subject),
        seconds(m.received_at),
        seconds(m.sent_at),
        int(m.in_sent),
        _authentication_text(m.authentication) if m.authentication else "",
        _invitation_text(m.invitation),
        _report_text(m.report),
        int(m.reaction),
        m.provider_conversation,
        m.ref,
        *verdict_row(m.verdict, keep_text=keep_text),
    )


_texts: Final = operator.itemgetter(
    *(
        place
        for place, name in enumerate(MESSAGE_COLUMNS)
        if name
        not in {
            *("subject_words", "forward_subject", "received_at", "sent_at", "in_sent"),
            *("reaction", "score", "flags", "prints", "quoted_prints"),
        }
    )
)
"""The columns of text of a row."""


def clean_row(row: Row) -> Row:
    """The row with every text acceptable to a database; hostile text must not stop a batch."""
    return cleaned(row, _texts(row))


def cleaned(row: Row, texts: Iterable[str]) -> Row:
    """The row with every text clean; `texts` are its texts, which mostly are so and are looked at together."""
    whole = "".join(texts)
    if "\0" not in whole:
        if whole.isascii():
            return row
        with suppress(UnicodeEncodeError):
            whole.encode()
            return row
    return tuple(clean(value) if isinstance(value, str) else value for value in row)


def read_verdict(row: Row) -> Verdict:
    """Undo `verdict_row`."""
    version, automatic, score, kind, reasons, flags, deadline, promise, prints, quoted, quotes, text, language = row
    return Verdict(
        version,
        _AUTOMATIC[automatic],
        score,
        _KINDS[kind],
        split(reasons),
        flags & 1 != 0,
        flags & 2 != 0,
        flags & 4 != 0,
        flags & 8 != 0,
        flags & 16 != 0,
        flags & 32 != 0,
        flags & 64 != 0,
        flags & 128 != 0,
        read_when(deadline) if deadline else None,
        read_when(promise) if promise else None,
        unpack(prints) if prints else (),
        unpack(quoted) if quoted else (),
        json.loads(quotes) if quotes else {},
        text,
        language,
    )


def read_message(row: Row) -> Message:
    """A message from a row in the order of `MESSAGE_COLUMNS`."""
    utc, stamp = dt.UTC, dt.datetime.fromtimestamp
    return Message(
        row[0],
        row[1],
        row[2],
        split(row[3]),
        split(row[4]),
        row[5],
        row[6],
        row[7],
        split(row[8]),
        split(row[9]),
        split(row[10]),
        split(row[11]),
        row[12],
        row[13],
        row[14],
        row[15] != 0,
        stamp(row[16], utc),
        stamp(row[17], utc),
        row[18] != 0,
        _authentication(row[19]) if row[19] else (),
        read_verdict(row[25:38]),
        _invitation(row[20]) if row[20] else None,
        read_report(row[21]) if row[21] else None,
        row[22] != 0,
        row[23],
        row[24],
    )
