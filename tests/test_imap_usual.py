"""The short ways through a FETCH answer say the same as the long ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.imap_parts import Structure, needs, structure, structure_of
from connectors.imap_wire import STRUCTURE, Token, WireError, fetched, tokens, usual
from inboxwatch.mail import HEADERS

NAMES = " ".join(HEADERS).upper().encode()


def answer(structure_text: bytes, *, items: bytes = b'UID 7 INTERNALDATE " 2-Mar-2026 09:00:00 +0100"') -> list[bytes]:
    """Return the answer to what the connector asks for, cut at its literals."""
    return [
        b"* 3 FETCH (%s RFC822.SIZE 1234 BODYSTRUCTURE %s BODY[HEADER.FIELDS (%s)] {12}\r\n"
        % (items, structure_text, NAMES),
        b"Subject: a\r\n",
        b" BODY[1]<0> {5}\r\n",
        b"text)",
        b")\r\n",
    ]


def said(row: dict[bytes, Token] | None) -> dict[bytes, object]:
    """Return a row by comparable names: the header's without its fields, the structure as it is understood."""
    assert row is not None
    found: dict[bytes, object] = {name.partition(b" ")[0].rstrip(b"]"): value for name, value in row.items()}
    raw = row.get(STRUCTURE)
    found.pop(STRUCTURE.partition(b" ")[0], None)
    found[b"BODYSTRUCTURE"] = structure_of(raw)[:2] if isinstance(raw, bytes) else structure(row[b"BODYSTRUCTURE"])[:2]
    return found


PLAIN = b'("text" "plain" ("charset" "utf-8") NIL NIL "8bit" 12 1 NIL NIL NIL NIL)'


def test_the_usual_answer_is_read_as_any_other() -> None:
    pieces = answer(PLAIN)

    assert said(usual(pieces)) == said(fetched(pieces))


@pytest.mark.parametrize(
    "pieces",
    [
        answer(PLAIN, items=b'INTERNALDATE " 2-Mar-2026 09:00:00 +0100" UID 7'),
        answer(PLAIN, items=b'UID 7 FLAGS (\\Seen) INTERNALDATE " 2-Mar-2026 09:00:00 +0100"'),
        answer(PLAIN)[:3],
        [*answer(PLAIN)[:4], b" MODSEQ (7))\r\n"],
        answer(b"(" * 3000 + b")" * 3000),
        [b"* OK Still here\r\n"],
        [b"* 3 FETCH (UID 7 FLAGS (\\Seen))\r\n"],
    ],
)
def test_what_comes_otherwise_is_left_to_the_tokenizer(pieces: list[bytes]) -> None:
    assert usual(pieces) is None


def test_a_file_name_does_not_pass_for_the_header_fields() -> None:
    name = b'("name" "a) BODY[HEADER.FIELDS (TO)] {3}")'
    pieces = answer(b'(("text" "plain" NIL NIL NIL "7bit" 9 1)("image" "png" %s NIL NIL "base64" 99) "mixed")' % name)

    assert said(usual(pieces)) == said(fetched(pieces))


WORDS = st.sampled_from(
    [
        b"NIL",
        b'"7bit"',
        b'"x"',
        b'" 12 "',
        b'"<a@b>"',
        b'("boundary" "=_x")',
        b'("name" "a b" "boundary" "y")',
        b'("n" "(")',
    ]
)


@st.composite
def leaf(draw: st.DrawFn) -> bytes:
    """Draw the structure of one part, mostly a usual one."""
    kind = draw(st.sampled_from([b'"text" "plain"', b'"TEXT" "html"', b'"image" "png"', b'"text" "calendar"']))
    named = draw(
        st.sampled_from(
            [b"NIL", b'("charset" "utf-8" "name" "a.txt")', b'("format" "flowed")', b'("method" "REQUEST")']
        )
    )
    size = draw(st.integers(0, 10**7))
    lines = draw(st.sampled_from([b"", b" 3", b" 40"]))
    rest = b"".join(b" " + word for word in draw(st.lists(WORDS, max_size=4)))
    encoding = draw(st.sampled_from([b'"7bit"', b'"base64"', b'"quoted-printable"', b"NIL", b'" 7"']))
    return b"(%s %s %s NIL %s %d%s%s)" % (kind, named, draw(WORDS), encoding, size, lines, rest)


structures = st.recursive(
    leaf(),
    lambda inner: st.builds(
        lambda parts, kind, named: b"(%s %s %s NIL)" % (b"".join(parts), kind, named),
        st.lists(inner, min_size=1, max_size=3),
        st.sampled_from([b'"alternative"', b'"mixed"', b'"related"']),
        st.sampled_from(
            [b"NIL", b'("boundary" "=_1")', b'("type" "x" "boundary" "\xc3\xa4\xff")', b'("boundary" "12")']
        ),
    ),
    max_leaves=6,
)


@given(structures, structures)
def test_a_structure_is_understood_the_same_whatever_was_seen_before(raw: bytes, before: bytes) -> None:
    structure_of(before)
    long = structure(tokens([raw])[0])

    short = structure_of(raw)

    assert short[:2] == long[:2]
    assert needs(short) == needs(Structure(long.leaves, long.boundaries))


@given(structures, st.data())
def test_r12_a_structure_cut_anywhere_is_refused_or_read(raw: bytes, data: st.DataObject) -> None:
    cut = raw[: data.draw(st.integers(0, len(raw)))]

    try:
        found = structure_of(cut)
    except WireError:
        return

    assert found.leaves
