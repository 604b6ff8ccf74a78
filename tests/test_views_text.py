"""The choke point (T1, T2): what may reach a terminal, and what must stay as it was written."""

from __future__ import annotations

import ast
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import inboxwatch.views
from inboxwatch.views.text import LIMIT, MARK, address, punycode, safe, sender

ESCAPES = [
    "Plan\x1b[2J\x1b[H",
    "\x1b[8minvisible\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b]52;c;aGk=\x1b\\",
    "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "\x1bP$qm\x1b\\",
    "\x9b2J",
    "\x9d52;c;aGk=\x9c",
    "a\x85b",
    "over\rwrite",
    "back\x08\x08\x08",
    "nul\x00del\x7f",
    "\x0e\x0f\x1b(0",
    "\x1bZ\x05",
]


def forbidden(text: str, *, lines: bool = False) -> list[str]:
    """Characters that must not reach a terminal."""
    return [
        char
        for char in text
        if (unicodedata.category(char) in {"Cc", "Cs"} and not (lines and char == "\n"))
        or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f\u2028\u2029\ufeff"
        or 0xE0000 <= ord(char) <= 0xE007F
    ]


@pytest.mark.parametrize("payload", ESCAPES)
def test_t1_no_control_character_survives(payload: str) -> None:
    assert forbidden(safe(payload)) == []
    assert forbidden(safe(payload, lines=True), lines=True) == []


@given(st.text(), st.booleans())
def test_t1_t2_nothing_forbidden_survives_in_any_text(text: str, lines: bool) -> None:
    assert forbidden(safe(text, lines=lines), lines=lines) == []


@given(st.text(), st.booleans())
def test_neutralising_twice_changes_nothing(text: str, lines: bool) -> None:
    once = safe(text, lines=lines)
    assert safe(once, lines=lines) == once


@pytest.mark.parametrize(
    "honest",
    [
        "Budget 2026: 40 % more?",
        "Grüße aus Köln – bis morgen!",
        "תקציב רבעון שלישי",
        "בְּרֵאשִׁית",
        "الميزانية الفصلية",
        "می\u200cخواهم",
        "क्\u200dष",
        "👩\u200d💻 deploy",
        "👨\u200d👩\u200d👧 family day",
        "❤\ufe0f thanks",
        "👍🏽 ok",
        "1\ufe0f\u20e3 first",
        "🇩🇪 Berlin",
        "予算について",
        "Việt Nam",
        "[TODO] Q3 plan",
        "[/b] plan",
        ":smile:",
    ],
)
def test_t2_t3_honest_writing_is_unchanged(honest: str) -> None:
    assert safe(honest) == honest


def test_t2_bidi_overrides_and_hidden_joiners_become_visible() -> None:
    assert safe("invoice\u202efdp.exe") == f"invoice{MARK}fdp.exe"
    assert safe("\u2067moc.live@a\u2069") == f"{MARK}moc.live@a{MARK}"
    assert safe("pay\u200bpal") == f"pay{MARK}pal"
    assert safe("a\u200db") == f"a{MARK}b"


def test_t2_tag_characters_and_soft_hyphens_disappear() -> None:
    assert safe("ok\U000e0069\U000e0067\U000e006e") == "ok"
    assert safe("Donau\u00addampf") == "Donaudampf"


def test_t2_piles_of_marks_and_selectors_are_cut() -> None:
    assert safe("a" + "\u0301" * 80) == "a" + "\u0301" * 4
    assert safe("a" + "\ufe0f" * 80) == "a"
    assert safe("漢\ufe00") == "漢\ufe00"


def test_line_breaks_of_every_kind() -> None:
    broken = "a\r\nb\u2028c\u2029d\x0be\x0cf\x85g\rh"
    assert safe(broken) == "a b c d e f g h"
    assert safe(broken, lines=True) == "\n".join("abcdefgh")


def test_long_text_is_cut_with_an_ellipsis() -> None:
    assert safe("x" * (LIMIT + 5)) == "x" * LIMIT + "…"
    assert len(safe("漢" * (LIMIT + 5))) == LIMIT + 1


def test_a_lone_surrogate_can_be_encoded() -> None:
    assert safe("x\udce9").encode() == f"x{MARK}".encode()


def test_t2_an_address_with_something_invisible_differs_from_the_honest_one() -> None:
    assert address("bo\u200bss@corp.example") == f"bo{MARK}ss@corp.example"
    assert address("bo\u00adss@corp.example") == f"bo{MARK}ss@corp.example"
    assert address("boss@corp.example") == "boss@corp.example"


@pytest.mark.parametrize(
    ("domain", "shown"),
    [
        ("corp.example", "corp.example"),
        ("c\u043erp.example", "xn--crp-sed.example"),
        ("\u0441\u043e\u0440\u0440.example", "xn--n1aeab.example"),
        ("m\u00fcller.example", "m\u00fcller.example"),
        ("\u4f8b\u3048.example", "\u4f8b\u3048.example"),
        ("xn--crp-sed.example", "xn--crp-sed.example"),
    ],
)
def test_t2_domains_that_mix_or_imitate_scripts_are_shown_in_punycode(domain: str, shown: str) -> None:
    assert punycode(domain) == shown
    assert address(f"bo@{domain}") == f"bo@{shown}"


def test_t2_the_address_is_always_shown_and_a_false_name_is_flagged() -> None:
    assert sender("Carol", "carol@corp.example") == "Carol <carol@corp.example>"
    assert sender("", "carol@corp.example") == "carol@corp.example"
    assert sender("carol@corp.example", "carol@corp.example") == "carol@corp.example"
    assert "pretends" in sender("boss@corp.example", "x@evil.example")
    assert sender("boss@corp.example", "x@evil.example").startswith("x@evil.example")
    assert "pretends" in sender("bo\u200bss@corp.example (boss)", "x@evil.example")


def test_t3_only_the_table_module_fills_tables_and_nobody_draws_panels() -> None:
    """Mail text reaches rich through `table.text`, `table.grid` or `Text`: never as a string that rich would parse."""
    views = Path(inboxwatch.views.__file__).parent
    for path in (*views.glob("*.py"), *(views.parent / "cli").glob("*.py")):
        names = {
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        }
        assert "rich.markup" not in path.read_text(encoding="utf-8"), path.name
        forbidden_here = {"Panel", "from_markup", "render_markup"}
        if path.name != "table.py":
            forbidden_here |= {"Table", "add_row", "add_column"}
        assert not names & forbidden_here, path.name
