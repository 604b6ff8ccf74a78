"""The tokenizer of FETCH answers, against imapclient's own parser and against bytes that are no answer."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imapclient import response_parser

from connectors.imap_cursor import Cursor, Place, fingerprint
from connectors.imap_fetch import internal_date, uid_set
from connectors.imap_parts import Structure, inner, settle, structure
from connectors.imap_wire import LITERAL, Token, Wire, WireError, fetched, tokens
from inboxwatch.errors import TransientError
from inboxwatch.mail import Leaf


def wire(data: bytes, step: int = 0) -> Wire:
    """Return a wire on which the server has said `data` and hung up; `step` cuts it into packets."""
    rest = io.BytesIO(data)

    class Peer:
        def recv(self, size: int) -> bytes:
            return rest.read(min(size, step or size))

    return Wire(Peer())  # type: ignore[arg-type]


def pieces(data: bytes) -> list[bytes]:
    """Read one response."""
    return wire(data).response()


ANSWERS = [
    b'* 1 FETCH (UID 7 FLAGS (\\Seen $Work) INTERNALDATE " 2-Mar-2026 09:00:00 +0100" RFC822.SIZE 1234)\r\n',
    (
        b'* 12 FETCH (UID 9 BODY[HEADER.FIELDS (FROM "SUBJECT")] {16}\r\nSubject: )("\r\n\r\n'
        b" BODY[1]<0> {4}\r\nab\r\n MODSEQ (77))\r\n"
    ),
    b'* 3 FETCH (BODYSTRUCTURE ("text" "plain" ("charset" "utf-8") NIL NIL "8bit" 12 1 NIL NIL NIL NIL) UID 3)\r\n',
    (
        b'* 3 FETCH (BODYSTRUCTURE (("text" "plain" NIL NIL NIL "7bit" 12 1 NIL NIL NIL NIL)("text" "html" NIL NIL NIL '
        b'"base64" 99 3 NIL ("inline" ("filename" "a\\"b\\\\c.html")) NIL NIL) "alternative" ("boundary" "=_x")'
        b" NIL NIL NIL) UID 3)\r\n"
    ),
    (
        b'* 4 FETCH (UID 4 BODYSTRUCTURE ("application" "pdf" ("name" {7}\r\n)(".pdf) NIL NIL "base64" 5 '
        b"NIL NIL NIL NIL))\r\n"
    ),
    b'* 5 FETCH (UID 5 BODY[1]<0> "" BODY[TEXT] NIL BODY[] {0}\r\n)\r\n',
    (
        b'* 6 FETCH (ENVELOPE ("Mon, 2 Mar 2026" "NIL" (("A B" NIL "a" "b.example")) NIL NIL NIL NIL NIL "{3}" "<x@y>")'
        b" UID 6)\r\n"
    ),
]


def _plain(value: object) -> object:
    """Bring both parsers' values to one form."""
    return [_plain(item) for item in value] if isinstance(value, tuple | list) else value


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("step", [0, 1, 7])
def test_the_tokenizer_agrees_with_imapclient(answer: bytes, step: int) -> None:
    """Same bytes, same values; however the bytes are cut into packets."""
    ours = fetched(wire(answer, step).response())
    assert ours is not None
    cut = pieces(answer)
    # imaplib hands literals over as (line, literal) tuples, imapclient parses these
    fed: list[object] = [
        (cut[at].rstrip(b"\r\n").removeprefix(b"* ").replace(b" FETCH", b"", 1), cut[at + 1])
        for at in range(0, len(cut) - 1, 2)
    ]
    last = cut[-1].rstrip(b"\r\n")
    fed.append(last.removeprefix(b"* ").replace(b" FETCH", b"", 1) if len(cut) == 1 else last)
    raw = list(response_parser.parse_response(fed))
    theirs = raw[1]
    assert isinstance(theirs, tuple)
    names = [str(name).upper() if not isinstance(name, bytes) else name.upper() for name in theirs[::2]]
    assert _plain(list(ours)) == names
    assert _plain(list(ours.values())) == _plain(list(theirs[1::2]))


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_r12_bytes_that_are_no_answer_never_break_it(noise: bytes) -> None:
    """R12: any bytes give tokens or a TransientError."""
    for data in (noise + b"\r\n", b"* 1 FETCH (" + noise + b")\r\n", b"* 1 FETCH (BODYSTRUCTURE (" + noise + b"))\r\n"):
        try:
            row = fetched(wire(data).response())
        except TransientError:
            continue
        if row is not None:
            found = structure(row.get(b"BODYSTRUCTURE"))
            settle(found, noise)
            internal_date(row.get(b"INTERNALDATE"))


_tokens: st.SearchStrategy[Token] = st.recursive(
    st.none() | st.integers(0, 2**40) | st.binary(max_size=12) | st.sampled_from([b"text", b"alternative", b"message"]),
    lambda inside: st.lists(inside, max_size=9),
    max_leaves=40,
)


@given(_tokens)
@settings(max_examples=300, deadline=None)
def test_any_structure_gives_leaves(token: Token) -> None:
    """R30: BODYSTRUCTURE of any shape is read without an exception, and something is always there to read."""
    found = structure(token)
    assert len(found.leaves) <= 200
    settle(found, b"--x\r\n\r\n")


def test_limits_of_lines_and_literals() -> None:
    """R12: a line, a literal, and an end that does not come."""
    with pytest.raises(WireError):
        wire(b"x" * 5_000).line(1_000)
    with pytest.raises(WireError):
        wire(b"x" * 5_000 + b"\r\n").line(1_000)
    with pytest.raises(WireError):
        wire(b"").exactly(LITERAL + 1)
    with pytest.raises(TransientError, match="closed"):
        wire(b"abc").line()
    with pytest.raises(TransientError, match="closed"):
        wire(b"abc").exactly(4)
    assert wire(b"abcdef\r\n", 2).exactly(6, keep=3) == b"abc"
    with pytest.raises(WireError):
        tokens([b"(" * 1_000 + b"\r\n"])
    with pytest.raises(WireError):
        tokens([b"a ))\r\n"])


def test_uid_sets_are_short() -> None:
    """Ranges where UIDs follow one another."""
    assert uid_set([5]) == b"5"
    assert uid_set([1, 2, 3, 7, 9, 10]) == b"1:3,7,9:10"


@given(st.sets(st.integers(1, 2**32 - 1), min_size=1, max_size=60))
def test_uid_sets_say_what_they_should(uids: set[int]) -> None:
    """Expanding a set gives the same UIDs."""
    out: set[int] = set()
    for part in uid_set(sorted(uids)).split(b","):
        low, _, high = part.partition(b":")
        out.update(range(int(low), int(high or low) + 1))
    assert out == uids


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b" 2-Mar-2026 09:30:00 +0100", dt.datetime(2026, 3, 2, 8, 30, tzinfo=dt.UTC)),
        (b"02-MAR-2026 09:30:00 -0730", dt.datetime(2026, 3, 2, 17, 0, tzinfo=dt.UTC)),
        (b"31-Feb-2026 09:30:00 +0000", None),
        (b"01-Foo-2026 09:30:00 +0000", None),
        (b"01-Jan-0001 00:00:00 +1200", None),
        (b"", None),
        (None, None),
        ([b"x"], None),
    ],
)
def test_internal_dates(text: Token, expected: dt.datetime | None) -> None:
    """RFC 3501 date-time, in UTC; impossible ones are absent."""
    assert internal_date(text) == expected


def test_a_nested_text_is_found_in_the_first_bytes() -> None:
    """Part 1 of mixed(alternative(plain, html)) holds 1.1 as a whole, or it does not count."""
    leaf = Leaf("1.1", size=5, alternative="1")
    found = Structure((leaf,), {"": b"a", "1": b"b"})
    raw = b"preamble\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b\r\n"
    assert inner(raw, found, leaf) == b"hello"
    assert inner(raw[:-8], found, leaf) is None
    assert inner(raw, found, leaf._replace(size=4)) is None
    assert inner(raw, found, leaf._replace(number="1.2")) is None
    assert inner(raw.replace(b"--b", b"--c"), found, leaf) is None


def test_cursors_survive_being_written() -> None:
    """A cursor is text; what it says comes back."""
    place = Place(1, 5, 9, "2026-01-01", 3, 0, ("ab", "cd"))
    cursor = Cursor({"INBOX": place, "日本": Place()}, "Sent")
    assert Cursor.load(cursor.dump()) == cursor
    assert Cursor.load("") == Cursor()


def test_r6_how_many_known_messages_prove_a_folder() -> None:
    """R6: 20 of those remembered, or 80 % of them; a folder that was empty proves nothing and harms nothing."""
    prints = [fingerprint(f"<{n}@x>", None, n) for n in range(40)]
    place = Place(sample=tuple(prints))
    assert place.recognises(set(prints[:20]))
    assert not place.recognises(set(prints[:19]))
    few = Place(sample=tuple(prints[:10]))
    assert few.recognises(set(prints[:8]))
    assert not few.recognises(set(prints[:7]))
    assert Place().recognises(set())
