"""T16, T17: no input makes the classifier raise, hang, or take more than linear time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inboxwatch.classifier import automatic, classify, dates, people, text, words
from inboxwatch.classifier.evaluate import mail_of
from inboxwatch.classifier.prints import own_prints, quoted_prints
from inboxwatch.model import Address, Owner

OWNER = Owner(frozenset({"ada@corp.example"}), ("Ada Lovelace",))
SIZE = 200_000

NEAR_MISSES = {
    "letters": "a",
    "spaces": " ",
    "newlines": "\n",
    "quote marks": ">",
    "quoted lines": "> a\n",
    "dashes": "-",
    "dash lines": "-----\n",
    "header labels": "To:\n",
    "labels with text": "From: a\nTo: b\n",
    "subjects": "Subject:\n",
    "attributions": "On 1 wrote:\n",
    "questions": "? ",
    "question words": "could you ",
    "stops": "a. ",
    "dots": ".",
    "figures": "1",
    "slashes": "1/",
    "clock": "1:",
    "dates": "1.1.",
    "days": "by monday ",
    "at signs": "@",
    "addresses": "a@a ",
    "addresses unbroken": "a@",
    "urls": "http://a?b ",
    "names": "Ada ",
    "commas": ",",
    "greeting": "Hi ",
    "sign-offs": "Regards,\n",
    "small print": "This e-mail and any confidential\n",
    "stamps": "1/1/01 1:0",
    "accents": "é",
    "chinese": "你",
    "apostrophes": "'ll ",
    "bars": "| ",
    "brackets": "[",
    "rulers": "=",
    "combining": "a\u0301\u0301",
    "tabs": "\t",
    "in spans": "in 1 ",
    "long words": "abcdefghijk ",
    "original": "-----Original Message-----",
    "windows": "\r\n",
    "nulls": "\x00",
}


def seconds(call: Callable[[], object]) -> float:
    """Processor time of the fastest of three calls."""
    best = 9.0
    for _ in range(3):
        started = time.process_time()
        call()
        best = min(best, time.process_time() - started)
    return best


@pytest.mark.parametrize("unit", NEAR_MISSES.values(), ids=NEAR_MISSES.keys())
def test_t16_body_of_200_kb(unit: str) -> None:
    """A 200 KB body of near misses, also with an ending that fails late, takes bounded time."""
    body = unit * (SIZE // len(unit))
    mail = mail_of(
        {"text": body + "\x01", "to": ["ada@corp.example"], "date": "2026-03-04T09:00:00+01:00", "subject": "x"}
    )
    assert seconds(lambda: classify(mail, OWNER)) < 0.4


@pytest.mark.parametrize("unit", NEAR_MISSES.values(), ids=NEAR_MISSES.keys())
def test_t16_parts_alone_are_fast_on_200_kb(unit: str) -> None:
    """Each part that holds a regular expression: under 100 ms for 200 KB."""
    body = unit * (SIZE // len(unit))
    mail = mail_of({"text": "x", "subject": body, "from": body[:400]})
    parts: dict[str, Callable[[], object]] = {
        "words": lambda: words.normal(body),
        "prints": lambda: own_prints([body]),
        "automatic": lambda: automatic.detect(
            replace(mail, headers={"auto-submitted": (body,), "precedence": (body,)}), body
        ),
        "people": lambda: people.greeting(mail, OWNER, body[: text.LIMIT]),
        "dates": lambda: dates.moments(body.split()[:200] or ["x"], dates.dt.datetime(2026, 3, 4)),
    }
    for name, call in parts.items():
        assert seconds(call) < 0.1, name


@pytest.mark.parametrize(
    "unit", ["a", ">", "To:\n", "On 1 wrote:\n", "? ", "by monday ", "a@", "Ada ", "-----\n", "From: a\nTo: b\n"]
)
def test_t16_doubling_the_text_at_most_doubles_the_time(unit: str) -> None:
    """Below the cut the time grows linearly (bar: 2.5 times for twice the text)."""
    half, full = unit * (16_000 // len(unit)), unit * (32_000 // len(unit))
    small = seconds(lambda: (text.zone(half), quoted_prints(half.split("\n"))))
    large = seconds(lambda: (text.zone(full), quoted_prints(full.split("\n"))))
    assert large <= 2.5 * small + 0.005


def test_t17_many_recipients_and_long_headers() -> None:
    """A hundred thousand addresses and megabytes of header values."""
    crowd = tuple(Address(f"Name {i}", f"a{i}@x.example") for i in range(100_000))
    mail = replace(
        mail_of({"text": "Hi Bo, can you help?", "to": ["ada@corp.example"]}), cc=crowd, subject="[" * 1_000_000
    )
    mail = replace(mail, headers={"auto-submitted": ("x" * 1_000_000,), "content-type": ("y" * 1_000_000,)})
    assert seconds(lambda: classify(mail, OWNER)) < 0.5


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=600), st.text(max_size=80), st.text(max_size=40), st.integers(-90_000, 90_000))
def test_never_raises(body: str, subject: str, name: str, offset: int) -> None:
    """Any text, subject, name and offset gives a real verdict; `unreadable` would mean that something was caught."""
    mail = mail_of(
        {"text": body, "subject": subject, "to": [f"{name} <ada@corp.example>"], "date": "2026-03-04T09:00:00+01:00"}
    )
    verdict = classify(replace(mail, utc_offset=offset), Owner(frozenset({"ada@corp.example"}), (name,)))
    assert 0 <= verdict.score <= 1
    assert "unreadable" not in verdict.reasons


PIECES = st.sampled_from(
    [
        *"by before until bis avant antes del monday montag 14 31 30.2. 29 february march 2026-13-40 25:00 4".split(),
        *"2026-03-14T10:30 pm noon in two days hours . ? ! > From: To: Subject: -- ----- wrote: On I'll will".split(),
        *"could you please @ Ada , : ; eod next this week 0 00 99999999999 1/1/0 q ü ß 你 💥".split(),
        "\n",
    ]
)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(PIECES, max_size=40),
    st.sampled_from([(), ("auto-submitted",), ("precedence", "list-id"), ("return-path",)]),
    st.text(max_size=20),
)
def test_never_raises_on_grammar_like_text(pieces: list[str], names: tuple[str, ...], value: str) -> None:
    """Words that the grammars know, in any order, at the edges of the calendar."""
    for date in ("2026-03-04T09:00:00+01:00", "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00", None):
        mail = mail_of({"text": " ".join(pieces), "date": date, "to": ["ada@corp.example"]})
        verdict = classify(replace(mail, headers=dict.fromkeys(names, (value,))), OWNER)
        assert "unreadable" not in verdict.reasons


def test_a_defect_of_ours_still_gives_a_verdict() -> None:
    """Even a mail that no connector would build is judged, and the verdict says that it is blind."""
    broken = replace(mail_of({"text": "x"}), text=None)  # type: ignore[arg-type]
    assert classify(broken, OWNER).reasons == ("unreadable",)
