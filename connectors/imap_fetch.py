"""UIDs -> Mail, one FETCH ahead: while a batch is cut up, the server prepares the next one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from connectors.imap_cursor import SAMPLE, fingerprint
from connectors.imap_parts import FIRST, Plan, Structure, settle, structure, structure_of
from connectors.imap_session import Session, integers
from connectors.imap_wire import FIELDS, STRUCTURE, Token, fetched, usual
from inboxwatch.errors import TransientError
from inboxwatch.mail import HEADERS, Mails, Piece, Unread, message_id
from inboxwatch.mail.dates import MONTHS, ahead_of_utc

BATCH = 250
"""Messages asked for by one FETCH."""
HEAVY = 24 << 20
"""Bytes of literals that one FETCH may bring before they are kept only in short."""
SHORT = 8192
ITEMS_PER_MESSAGE = 16
"""Items kept of one message; we ask for ten at most."""
TRANSFER = 256 << 20
"""Most bytes that one FETCH may bring at all."""

_HEADER = "BODY.PEEK[HEADER.FIELDS ({})]"
ITEMS = (
    f"(UID INTERNALDATE RFC822.SIZE BODYSTRUCTURE {_HEADER.format(' '.join(HEADERS).upper())} BODY.PEEK[1]<0.{FIRST}>)"
).encode()
IDENTITY = f"(UID INTERNALDATE RFC822.SIZE {_HEADER.format('MESSAGE-ID')})".encode()
_HEADER_KEY = b"BODY[HEADER.FIELDS"
_FIRST_KEY = b"BODY[1]<0>"

Row = dict[bytes, Token]


@dataclass
class Work:
    """One batch on its way: what was asked, what came, and which parts are still asked for."""

    tag: bytes
    uids: Sequence[int]
    within: Container[int]
    rows: dict[int, Row] = field(default_factory=dict)
    weight: int = 0
    plans: dict[int, tuple[bytes, Plan]] = field(default_factory=dict)
    more: list[bytes] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Source:
    """The folder that is open: what becomes part of each Mail."""

    name: str
    validity: int
    in_sent: bool

    def ref(self, uid: int) -> str:
        """Return the opaque place of a message."""
        return f"{self.validity}.{uid}.{self.name}"


def uid_set(uids: list[int]) -> bytes:
    """Return ascending UIDs as an IMAP set with ranges ("1:4,7")."""
    parts: list[str] = []
    start = end = uids[0]
    for uid in [*uids[1:], 0]:
        if uid == end + 1:
            end = uid
            continue
        parts.append(str(start) if start == end else f"{start}:{end}")
        start = end = uid
    return ",".join(parts).encode()


_DATE = re.compile(r" ?(\d\d?)-([A-Za-z]{3})-(\d\d\d\d) (\d\d:\d\d:\d\d) ([+-]\d\d\d\d)", re.ASCII)


def internal_date(token: Token) -> dt.datetime | None:
    """Read an INTERNALDATE (RFC 3501 date-time) as UTC; None where it is absent or impossible."""
    found = _DATE.match(token.decode("latin-1")) if isinstance(token, bytes) else None
    if found is None:
        return None
    day, month, year, clock, zone = found.groups()
    if clock >= "24":
        return None
    try:
        local = dt.datetime.fromisoformat(f"{year}-{MONTHS.get(month.lower(), '')}-{day.zfill(2)}T{clock}Z")
        return local - ahead_of_utc(zone)[1]
    except (ValueError, OverflowError):
        return None


def _header(row: Row) -> bytes | None:
    """Return the header fields of a row, whatever way the server repeats their names."""
    value = row.get(FIELDS)
    if value is None:
        value = next((value for key, value in row.items() if key.startswith(_HEADER_KEY)), None)
    return value if isinstance(value, bytes) else None


def _structure(row: Row) -> Structure:
    """Return the structure of a row, cut up already or not."""
    raw = row.get(STRUCTURE)
    return structure_of(raw) if isinstance(raw, bytes) else structure(row.get(b"BODYSTRUCTURE"))


class Reader:
    """Fetches batches of the open folder.

    Answers are told apart by UID, not by their place between the tagged lines: a server may mix those of several
    commands, and news that nobody asked for.
    """

    def __init__(self, session: Session, source: Source) -> None:
        """Read from the folder that `session` has open."""
        self._session, self._source = session, source
        self.withheld: list[str] = []
        """Where the messages are that the server shows and does not hand out; the reader's owner empties it."""
        self._open: list[Work] = []
        self._there: set[int] = set()

    def batches(self, chunks: Iterable[list[int]]) -> Iterator[tuple[Sequence[int], Mails, list[str]]]:
        """Yield for each list of UIDs the UIDs, their mails and the newest fingerprints; what is gone is left out.

        On the wire: FETCH 1, FETCH 2, (parts 1, FETCH 3), (parts 2, FETCH 4) …, so the server is never idle.
        """
        waiting = iter(chunks)
        self._ask(waiting)
        self._ask(waiting)
        half: Work | None = None
        at = 0
        while len(self._open) > at or half is not None:
            work = self._open[at] if len(self._open) > at else None
            if work is not None:
                self._receive(work)
                self._ask(waiting)
            if half is not None:
                finished = self._finish(half)
                self._session.flush()
                yield finished
            half, at = work, 1

    def at_once(self, low: int, end: int) -> Work:
        """Send SEARCH and FETCH for all UIDs from `low` to before `end`, in one breath."""
        uids = b"%d:%d" % (low, end - 1)
        search = self._session.send(b"UID SEARCH UID " + uids)
        work = Work(self._session.send(b"UID FETCH " + uids + b" " + ITEMS), (), range(low, end))
        work.more.append(search)
        self._open.append(work)
        return work

    def collect(self, work: Work) -> tuple[Sequence[int], Mails, list[str]]:
        """Read the answers to `at_once`."""
        search = work.more.pop()
        self._until(search)
        work.uids = sorted(uid for uid in self._there if uid in work.within)
        self._there.clear()
        self._receive(work)
        return self._finish(work)

    def _ask(self, waiting: Iterator[list[int]]) -> None:
        uids = next(waiting, None)
        if uids:
            tag = self._session.send(b"UID FETCH " + uid_set(uids) + b" " + ITEMS)
            self._open.append(Work(tag, uids, frozenset(uids)))

    def _until(self, tag: bytes) -> None:
        """Read up to a tagged answer and file every row under the batch that wants it."""
        for pieces in self._session.answer(tag, total=TRANSFER):
            row = usual(pieces) or fetched(pieces)
            if row is None:
                self._news(pieces)
                continue
            uid = row.get(b"UID")
            if isinstance(uid, int):
                self._file(uid, row, self._session.wire.size)

    def _file(self, uid: int, row: Row, size: int) -> None:
        for work in self._open:
            if uid in work.within:
                break
        else:
            return
        if work.weight > HEAVY:
            row = {key: value[:SHORT] if isinstance(value, bytes) else value for key, value in row.items()}
        work.weight += size
        kept = work.rows.setdefault(uid, row)
        if kept is not row:
            kept.update(row)
        if len(kept) > ITEMS_PER_MESSAGE:
            raise TransientError(f"{self._session.where.server} sends items that nobody asked for, without end.")

    def _news(self, pieces: list[bytes]) -> None:
        line = pieces[0]
        if line[2:8].upper() == b"SEARCH":
            self._there.update(integers([pieces], b"SEARCH"))
        elif b"[UIDVALIDITY " in line and b"[UIDVALIDITY %d]" % self._source.validity not in line:
            raise TransientError(f"The UIDs of {self._source.name} changed while it was read.")

    def _receive(self, work: Work) -> None:
        """Read the answer to the first FETCH, and ask for what else is needed."""
        self._until(work.tag)
        asked: dict[str, list[int]] = {}
        for uid in work.uids:
            row = work.rows.get(uid)
            header = None if row is None else _header(row)
            if row is None or header is None:
                work.lost.append(uid)
                continue
            first = row.get(_FIRST_KEY)
            plan = settle(_structure(row), first if isinstance(first, bytes) else b"")
            work.plans[uid] = header, plan
            for need in plan.missing:
                asked.setdefault(need.item(), []).append(uid)
        send = self._session.send
        for item, uids in asked.items():
            work.more.append(send(b"UID FETCH " + uid_set(uids) + b" (UID " + item.encode() + b")"))
        if work.lost:
            work.more.append(send(b"UID SEARCH UID " + uid_set(work.lost)))

    def _finish(self, work: Work) -> tuple[Sequence[int], Mails, list[str]]:
        for tag in work.more:
            self._until(tag)
        self._open.remove(work)
        left = self._there.intersection(work.lost)
        if len(left) > 1 and len(left) == len(work.uids):  # nothing at all: that is no matter of single messages
            raise TransientError(
                f"{self._session.where.server} did not hand out {len(left)} messages of {self._source.name}.",
                "If this lasts, the server's administrator should look at these messages.",
            )
        self.withheld += [self._source.ref(uid) for uid in sorted(left)]
        pieces, prints = [], []
        for uid, (header, plan) in work.plans.items():
            row = work.rows[uid]
            for need in plan.missing:
                content = row.get(need.key())
                if isinstance(content, bytes):
                    plan.have[need.field] = plan.have.get(need.field, b"") + content
            received = internal_date(row.get(b"INTERNALDATE"))
            pieces.append(_unread(header, plan, self._source.ref(uid), received))
            size = row.get(b"RFC822.SIZE")
            prints.append((header, received, size if isinstance(size, int) else 0))
        newest = [fingerprint(message_id(header), received, size) for header, received, size in prints[-SAMPLE:]]
        return work.uids, Mails(self._source.name, self._source.in_sent, pieces), newest


def _unread(header: bytes, plan: Plan, ref: str, received: dt.datetime | None) -> Unread:
    """Gather what a Mail is read from."""
    text, others = None, {}
    for name, leaf in plan.chosen.items():
        if name == "text":
            text = Piece.of(leaf, plan.have.get(name, b""))
        elif name in plan.have:
            others[name] = Piece.of(leaf, plan.have[name])
    parts = tuple([(leaf.content_type, leaf.disposition, leaf.method, leaf.size) for leaf in plan.leaves])
    return Unread(header, text, others, parts, ref, received)
