"""What STATUS and EXAMINE say of a folder, and whether it still is the folder that we know."""

from __future__ import annotations

import re
from typing import NamedTuple

from connectors.imap_cursor import Place, fingerprint
from connectors.imap_fetch import IDENTITY, internal_date
from connectors.imap_folders import decoded, wire_name
from connectors.imap_session import Session
from connectors.imap_wire import fetched, tokens
from inboxwatch.errors import PermanentError, TransientError
from inboxwatch.mail import message_id

LATELY = 2_000
"""How many of a folder's newest messages are compared with those that we remember."""

_CODE = re.compile(rb"\[(UIDVALIDITY|UIDNEXT|HIGHESTMODSEQ) (\d{1,19})\]", re.IGNORECASE)
_EXISTS = re.compile(rb"\* (\d{1,19}) EXISTS", re.IGNORECASE)
_TRY_LATER = re.compile(rb"\[(?:UNAVAILABLE|INUSE|SERVERBUG|LIMIT|CONTACTADMIN|EXPIRED)\]", re.IGNORECASE)


class Status(NamedTuple):
    """A folder's numbers; 0 where the server does not say. `words` are its reason if it cannot be opened."""

    messages: int = 0
    uidnext: int = 0
    validity: int = 0
    modseq: int = 0
    words: str = ""


def _refused(session: Session, pieces: list[bytes]) -> Status:
    """Return the status of a folder that cannot be opened; raise TransientError if it is only busy."""
    words = session.where.clean(pieces[0][3:])
    if _TRY_LATER.search(pieces[0]):
        raise TransientError(f"{session.where.server} cannot open a folder now: {words}")
    return Status(words=words or "the server does not say why")


def _numbers(pieces: list[bytes]) -> tuple[str, Status] | None:
    """Read a STATUS response: the folder's name and numbers."""
    if pieces[0][2:9].upper() != b"STATUS ":
        return None
    words = tokens(pieces)
    if len(words) < 4 or not isinstance(words[-1], list):  # noqa: PLR2004 - *, STATUS, name, list
        return None
    pairs = words[-1]
    found = {
        name.upper(): value for name, value in zip(pairs[::2], pairs[1::2], strict=False) if isinstance(name, bytes)
    }

    def number(name: bytes) -> int:
        value = found.get(name)
        return value if isinstance(value, int) else 0

    here = Status(number(b"MESSAGES"), number(b"UIDNEXT"), number(b"UIDVALIDITY"), number(b"HIGHESTMODSEQ"))
    return decoded(words[2]), here


def statuses(session: Session, names: list[str]) -> dict[str, Status]:
    """Ask for all folders in one round trip; a folder that cannot be opened has `words`."""
    items = b"MESSAGES UIDNEXT UIDVALIDITY" + (b" HIGHESTMODSEQ" if session.offers("CONDSTORE") else b"")
    leave = None
    if (
        session.selected
    ):  # STATUS of the open folder may be stale (RFC 3501, 6.3.10); CLOSE after EXAMINE expunges nothing
        leave = session.send(b"UNSELECT" if session.offers("UNSELECT") else b"CLOSE")
        session.selected = ""
    tags = [session.send(b"STATUS " + wire_name(name) + b" (" + items + b")") for name in names]
    if leave is not None:
        for _ in session.answer(leave):
            pass
    said: dict[str, Status] = {}
    found: dict[str, Status] = {}
    for name, tag in zip(names, tags, strict=True):
        last = Status()
        for pieces in session.answer(tag, refusal=True):
            if not pieces[0].startswith(b"* "):
                last = said[name] = _refused(session, pieces)
            elif (numbers := _numbers(pieces)) is not None:
                said[numbers[0]], last = numbers[1], numbers[1]
        found[name] = last
    return {name: said.get(name, last) for name, last in found.items()}


def ask_examine(session: Session, name: str) -> bytes:
    """Send EXAMINE, with CONDSTORE where offered so that it says HIGHESTMODSEQ; return the tag for `examined`."""
    session.selected = name
    return session.send(b"EXAMINE " + wire_name(name) + (b" (CONDSTORE)" if session.offers("CONDSTORE") else b""))


def examined(session: Session, tag: bytes) -> Status:
    """Read the answer to EXAMINE."""
    messages, codes = 0, {}
    for pieces in session.answer(tag, refusal=True):
        line = pieces[0]
        if not line.startswith(b"* "):
            session.selected = ""
            return _refused(session, pieces)
        exists = _EXISTS.match(line)
        if exists:
            messages = int(exists[1])
        for name, value in _CODE.findall(line[:200]):
            codes[name.upper()] = int(value)
    return Status(messages, codes.get(b"UIDNEXT", 0), codes.get(b"UIDVALIDITY", 0), codes.get(b"HIGHESTMODSEQ", 0))


def opened(session: Session, name: str, validity: int | None = None) -> Status:
    """Open a folder read-only; raise if it is not there, or not the one with `validity` any more."""
    return check(session, name, examined(session, ask_examine(session, name)), validity)


def check(session: Session, name: str, status: Status, validity: int | None) -> Status:
    """Raise unless the folder was opened and has `validity`."""
    if status.words:
        raise PermanentError(
            f"The folder {name} at {session.where.server} cannot be opened: {status.words}.",
            "Check folders and sent in the configuration.",
        )
    if validity is not None and status.validity != validity:
        raise TransientError(f"The UIDs of {name} changed while it was read.")
    return status


def changed(place: Place, status: Status) -> bool:
    """Say whether the numbers of a known folder went back or elsewhere: it was restored, replaced or re-created."""
    if status.validity != place.validity or 0 < status.uidnext <= place.last:
        return True
    return 0 < status.modseq < place.modseq


def same_mail(session: Session, name: str, place: Place, status: Status) -> bool:
    """Say whether the folder holds the messages that we remember (R6).

    Compared by Message-ID, INTERNALDATE and size among its newest messages; no value from a mail is sent (T5).
    """
    opened(session, name, status.validity)
    first = max(1, status.messages - LATELY + 1)
    if not status.messages:
        return place.recognises(set())
    prints = set()
    for pieces in session.answer(session.send(b"FETCH %d:* " % first + IDENTITY)):
        row = fetched(pieces)
        if not row:
            continue
        header = next((row[key] for key in row if key.startswith(b"BODY[HEADER")), None)
        if not isinstance(header, bytes):
            continue
        size = row.get(b"RFC822.SIZE")
        when = internal_date(row.get(b"INTERNALDATE"))
        prints.add(fingerprint(message_id(header), when, size if isinstance(size, int) else 0))
    return place.recognises(prints)
