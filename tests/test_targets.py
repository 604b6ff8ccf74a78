"""Which target a request has: the most specific rule, and where it came from, in words."""

from __future__ import annotations

import pytest

from inboxwatch.address_patterns import Pattern
from inboxwatch.config.durations import business_seconds, seconds, show
from inboxwatch.targets import Rule, Targets

CAROL = "carol@corp.example"


def rule(
    sender: str = "", department: str | None = None, subject: str | None = None, mailbox: str | None = None
) -> Rule:
    return Rule(60, Pattern.parse(sender) if sender else None, department, subject, mailbox, sender)


def pick(*rules: Rule, sender: str = CAROL, subject: str = "An URGENT  matter") -> str:
    numbered = tuple(
        Rule(n, r.sender, r.department, r.subject, r.mailbox, r.sender_text) for n, r in enumerate(rules, 1)
    )
    found, words = Targets(1000, numbered).pick(sender, "Finance", "work", subject)
    assert words == "default" if found == 1000 else words.startswith(f"rule {found}: ")
    return words


def test_without_a_rule_that_fits_the_default_counts() -> None:
    assert Targets().pick(CAROL, "Finance", "work", "") == (4 * 3600, "default")
    assert (
        pick(rule("bo@corp.example"), rule(department="Law"), rule(subject="hello"), rule(mailbox="home")) == "default"
    )


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (rule(CAROL), f"rule 1: sender {CAROL}"),
        (rule("*@corp.example"), "rule 1: sender *@corp.example"),
        (rule(department="Finance"), "rule 1: department Finance"),
        (rule(department="finance"), "rule 1: department finance"),
        (rule(subject="urgent"), "rule 1: subject urgent"),
        (rule(subject="Urgent matter"), "rule 1: subject Urgent matter"),
        (rule(mailbox="work"), "rule 1: mailbox work"),
        (rule(department="Finance", subject="urgent"), "rule 1: department Finance, subject urgent"),
    ],
)
def test_a_rule_says_itself_in_words(one: Rule, words: str) -> None:
    assert pick(one) == words


def test_sender_before_department_before_subject_before_mailbox() -> None:
    ranked = [rule(CAROL), rule(department="Finance"), rule(subject="urgent"), rule(mailbox="work")]
    while ranked:
        assert pick(*reversed(ranked)).startswith(f"rule {len(ranked)}: ")
        ranked.pop(0)


def test_more_keys_before_fewer() -> None:
    assert pick(rule(CAROL), rule(subject="urgent", mailbox="work")).startswith("rule 2")
    assert pick(
        rule(CAROL, "Finance"), rule(department="Finance", subject="urgent", mailbox="work"), rule(CAROL)
    ).startswith("rule 2")


def test_of_as_many_keys_the_strongest_decides() -> None:
    assert pick(rule(department="Finance", subject="urgent"), rule(CAROL, mailbox="work")).startswith("rule 2")
    assert pick(rule(CAROL, mailbox="work"), rule(CAROL, subject="urgent")).startswith("rule 2")


def test_a_rule_with_two_keys_needs_both() -> None:
    assert pick(rule(CAROL, "Law"), rule(CAROL, subject="hello")) == "default"


def test_of_equal_rules_the_first_listed_wins() -> None:
    assert pick(rule("*@corp.example"), rule(CAROL)).startswith("rule 1")


def test_the_subject_is_looked_for_whatever_case_and_spaces() -> None:
    assert pick(rule(subject="urgent  MATTER"), subject="an Urgent\tmatter") != "default"
    assert pick(rule(subject="straße"), subject="Die STRASSE") != "default"
    assert pick(rule(subject="urgent"), subject="") == "default"


def test_the_sender_is_compared_as_addresses_are() -> None:
    assert pick(rule("CAROL@Corp.example"), sender="Carol@corp.EXAMPLE") != "default"
    assert pick(rule("*@corp.example"), sender="a@eu.corp.example") == "default"
    assert pick(rule("corp.example"), sender="a@eu.corp.example") != "default"
    assert pick(rule("*@corp.example"), sender="a@evilcorp.example") == "default"
    assert pick(rule("*@corp.example"), sender="") == "default"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("30m", 1800), ("4h", 14400), ("2h30m", 9000), ("90s", 90), ("1d", 86400), ("2w", 14 * 86400),
     (" 1h 5min ", 3900), ("4H", 14400)],
)  # fmt: skip
def test_durations(text: str, expected: int) -> None:
    assert seconds(text) == expected
    assert seconds(show(expected)) == expected


@pytest.mark.parametrize(
    "text", ["", "4", "h", "4 hours", "-1h", "1.5h", "0m", "30m2h", "9" * 40 + "h", "99999999d", 4, None, "٤h"]
)
def test_what_is_no_duration(text: object) -> None:
    with pytest.raises(ValueError, match=r"duration|more than nothing"):
        seconds(text)


@pytest.mark.parametrize("text", ["1d", "1w", "1d4h"])
def test_a_target_in_days_is_refused_because_days_differ(text: str) -> None:
    with pytest.raises(ValueError, match="say it in hours"):
        business_seconds(text)
