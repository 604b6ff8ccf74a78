"""Reasons as people read them: the sentence as it stands, by name, the deadline's day, what proved a machine."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxwatch.classifier import classify, reason_words
from inboxwatch.classifier.quoting import LONGEST, original, short
from inboxwatch.classifier.reasons import MARKED, MOST, WORDS, verdict_words, when_words
from inboxwatch.model import AutomaticKind, Verdict, When
from inboxwatch.views import reasons
from tests.builders import OWNER, mail
from tests.screens import UTC, request

LETTER = """\
Hi Ada,

I have read the draft. Could you confirm by Friday noon that Norrlab has signed?
It isn't urgent for me, but they asked.

Bo
"""


def told(text: str, **more: object) -> list[str]:
    letter = mail(text=text, **more)
    return verdict_words(classify(letter, OWNER), letter)


def test_a_question_by_name_is_quoted_as_it_stands_and_its_deadline_has_a_day() -> None:
    found = told(LETTER)
    assert found[0].endswith("by name: “Could you confirm by Friday noon that Norrlab has signed?”")
    assert "has a deadline: Friday 6 March, 12:00" in found
    assert "names you" not in found
    assert 1 < len(found) <= MOST


PROOFS = [
    (AutomaticKind.NEWSLETTER, "bulk-headers", {"List-Unsubscribe": "<https://x>"}, "newsletter: List-Unsubscribe"),
    (AutomaticKind.NEWSLETTER, "bulk-headers", {"Precedence": "bulk"}, "newsletter: Precedence: bulk"),
    (AutomaticKind.AUTO_REPLY, "auto-submitted", {"Auto-Submitted": "auto-replied"}, ": Auto-Submitted: auto-replied"),
    (AutomaticKind.AUTO_REPLY, "vendor-header", {"X-Autoreply": "yes"}, "automatic reply: X-Autoreply"),
    (AutomaticKind.NOTIFICATION, "system-header", {"X-GitHub-Reason": "mention"}, "notification: X-Github-Reason"),
    (AutomaticKind.LIST, "digest", {"List-Id": "<a.example>"}, "mail of a mailing list's program: List-Id"),
    (AutomaticKind.AUTO_REPLY, "absence-subject", {}, "out-of-office note: subject “Abwesend bis Montag”"),
    (AutomaticKind.AUTO_REPLY, "absence-words", {}, "out-of-office note: is worded as an absence note"),
    (AutomaticKind.BOUNCE, "delivery-report", {}, "report of a failed delivery: is a report about a failed"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "code", "headers", "words"), PROOFS)
def test_the_proof_of_a_machine_is_named(kind: AutomaticKind, code: str, headers: dict[str, str], words: str) -> None:
    letter = mail(subject="Abwesend bis Montag", extra=headers)
    (found,) = verdict_words(Verdict("test", automatic=kind, reasons=(code,)), letter)
    assert words in found


def test_a_newsletter_from_end_to_end() -> None:
    headers = {"List-Unsubscribe": "<https://x.example>", "Precedence": "bulk"}
    assert told("Buy now.", extra=headers, subject="Sale") == ["newsletter: List-Unsubscribe"]


def test_the_sender_that_nobody_writes_from_is_named() -> None:
    assert told("Done.", sender="no-reply@corp.example") == ["notification: no-reply@corp.example"]


def test_without_the_mail_a_machine_is_told_in_general_words() -> None:
    verdict = Verdict("test", automatic=AutomaticKind.NEWSLETTER, reasons=("bulk-headers",))
    assert verdict_words(verdict) == ["newsletter: carries the headers of a newsletter"]
    assert reasons.of_verdict(verdict) == verdict_words(verdict)


def test_a_sentence_is_quoted_once_and_five_reasons_are_enough() -> None:
    quotes = {"question": "is it done", "asks": "is it done", "meets": "is it done", "waits": "i wait for it"}
    assert reason_words(["question", "asks", "meets", "waits"], quotes) == [
        "asks a question: “is it done”",
        "wants to find a time",
        "waits for you: “i wait for it”",
    ]
    many = list(WORDS)[:12]
    assert reason_words(many) == [WORDS[code] for code in many[:MOST]]
    assert reason_words(["future-code"]) == ["future-code"]
    assert reason_words([MARKED, "question"])[0] == "you said that it is a request"
    assert reason_words(["long", "names-owner"]) == ["is long", "names you"]


def test_where_no_phrase_stands_out_the_whole_is_told() -> None:
    assert verdict_words(Verdict("test", score=0.9)) == ["reads like mail that needs a reply"]
    assert verdict_words(Verdict("test", score=0.1)) == ["nothing in it asks for a reply"]
    assert reasons.of_request(request(reasons=()), UTC) == ["reads like mail that needs a reply"]


def test_a_request_tells_its_deadline_in_the_zone_of_who_reads() -> None:
    berlin = dt.timezone(dt.timedelta(hours=1))
    item = request(reasons=("question", "deadline"), deadline=dt.datetime(2026, 11, 27, 23, 30, tzinfo=UTC))
    assert reasons.of_request(item, berlin) == ["asks a question", "has a deadline: Saturday 28 November, 00:30"]
    assert reasons.of_request(request(reasons=("deadline",)), berlin) == ["has a deadline"]


def test_dates_in_words() -> None:
    assert when_words(When(dt.date(2026, 11, 27), None, 0)) == "Friday 27 November"
    assert when_words(When(dt.date(2026, 11, 3), dt.time(16, 5), 0)) == "Tuesday 3 November, 16:05"


@pytest.mark.parametrize(
    ("plain", "text", "quote"),
    [
        ("konnten sie das prufen", "Hallo,\nKönnten Sie\ndas prüfen? Danke", "Könnten Sie das prüfen?"),
        ("do not you think so", "Don't you think so?", "do not you think so"),
        ("is it on fire", "Yes. Is it on fire?! Now", "Is it on fire?"),
        ("see v1.2 for it", "see v1.2 for it. Bye", "see v1.2 for it."),
        ("no such words here", "Something else.", "no such words here"),
        ("?", "??", "?"),
        ("", "Hello", ""),
    ],
)  # fmt: skip
def test_the_original_sentence_is_found(plain: str, text: str, quote: str) -> None:
    assert original(plain, text) == quote


def test_a_quote_is_cut_between_words() -> None:
    words = "could you please send me the signed contract with all its appendices before the board meets on Tuesday"
    cut = short(words)
    assert len(cut) <= LONGEST + 1
    assert cut.endswith("appendices before …")
    assert words.startswith(cut.removesuffix(" …"))
    assert short("x" * 200) == "x" * 79 + " …"
    assert short("a  b\n c") == "a b c"


@given(st.text(max_size=300), st.text(max_size=300))
def test_quoting_is_total(plain: str, text: str) -> None:
    assert isinstance(original(plain, text), str)
    assert len(short(plain)) <= LONGEST + 1
