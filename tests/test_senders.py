"""Sender history: learnt by address, drawn to 0 where little is known, bounded, told, taken out again."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxwatch import classifier
from inboxwatch.address_patterns import Pattern
from inboxwatch.classifier import learn, personal, senders
from inboxwatch.classifier.learn import Example
from inboxwatch.classifier.personal import BIAS, Personal
from inboxwatch.classifier.senders import MOST, MOST_KEPT, Senders
from tests.builders import OWNER, calendar, mail

START = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
BO, DAN, EVE = "bo@corp.example", "dan@corp.example", "eve@corp.example"
HISTORY = Senders({BO: 1.2, DAN: -1.1, EVE: 0.1}, {"sales-*@corp.example": -0.8, "*@corp.example": 0.5})
MODEL = Personal(classifier.VERSION, {BIAS: 0.0}, START, {}, HISTORY)


def examples(shares: dict[str, tuple[int, float]], team: str = "") -> list[Example]:
    """So many messages of each sender with nothing in them, of which a share was answered."""
    chance = random.Random(3)
    found = []
    for person, (count, share) in shares.items():
        for number in range(count):
            seen = senders.features(person, team)
            found.append(Example(seen, number < count * share, 1.0, START + dt.timedelta(hours=chance.randint(0, 999))))
    return found


def test_who_is_answered_more_gets_more_and_few_messages_tell_little() -> None:
    weights = learn.fit(examples({BO: (60, 0.9), DAN: (60, 0.1), EVE: (5, 1.0), "kim@corp.example": (3, 0.0)}), 8.0)
    assert weights["from:" + BO] > weights["from:" + EVE] + 0.3 > 0.3
    assert weights["from:" + DAN] < -0.8
    assert "from:kim@corp.example" not in weights  # three messages are no habit


def test_a_department_is_learnt_from_all_its_people_and_a_sender_differs_from_it() -> None:
    sales = {f"s{number}@corp.example": (12, 0.1) for number in range(8)}
    weights = learn.fit([*examples(sales, "Sales"), *examples({BO: (90, 0.8)})], 8.0)
    assert weights["team:Sales"] < -0.4
    assert max(weights.get("from:" + who, 0.0) for who in sales) < -weights["team:Sales"]


def test_the_order_of_the_examples_changes_nothing() -> None:
    """Learning is a function of the set of messages; see `learn.learn`, which sorts them by date."""
    some = examples({BO: (80, 0.9), DAN: (80, 0.1)})
    shuffled = random.Random(9).sample(some, len(some))
    assert learn.learn(some, 0.5).weights == learn.learn(shuffled, 0.5).weights is not None


def test_learnt_weights_become_addresses_and_patterns() -> None:
    weights = {"from:" + BO: 0.9, "team:Sales": -0.5, "team:IT": 0.7}
    wrote = {BO: (BO, "Sales"), "bo@home.example": (BO, "Sales"), EVE: (EVE, "Sales"), DAN: (DAN, "")}
    listed = [
        (BO, "Sales"), ("kim@corp.example", "IT"), ("it.corp.example", "IT"),
    ]  # fmt: skip
    found = senders.freeze(weights, wrote, [(Pattern.parse(text), team) for text, team in listed])
    assert found.people == {BO: 0.4, "bo@home.example": 0.4}
    assert found.teams == {"*@*.it.corp.example": 0.7, "kim@corp.example": 0.7, EVE: -0.5}
    assert found.offset("x@desk.it.corp.example") == (0.7, "team-answered")
    assert found.offset(EVE) == (-0.5, "team-unanswered")
    assert found.offset(DAN) == (0.0, "")


def test_it_is_bounded_in_size_and_in_number() -> None:
    many = {f"p{number}@corp.example": (f"p{number}@corp.example", "") for number in range(MOST_KEPT + 9)}
    found = senders.freeze({f"from:{who}": 4.0 for who in many} | {"from:p1@corp.example": -9.0}, many, [])
    assert len(found.people) == MOST_KEPT
    assert set(found.people.values()) <= {MOST, -MOST}


@pytest.mark.parametrize(
    ("address", "offset", "code"),
    [
        (BO, 1.2, "sender-answered"), ("Bo@Corp.Example", 1.2, "sender-answered"), (DAN, -1.1, "sender-unanswered"),
        (EVE, 0.1, ""), ("sales-1@corp.example", -0.8, "team-unanswered"), ("kim@corp.example", 0.5, "team-answered"),
        ("kim@desk.corp.example", 0.0, ""), ("nobody", 0.0, ""), ("", 0.0, ""), ("a@b@corp.example", 0.0, ""),
    ],
)  # fmt: skip
def test_the_most_specific_line_decides(address: str, offset: float, code: str) -> None:
    assert HISTORY.offset(address) == (offset, code)


def test_a_verdict_follows_the_sender_and_says_so() -> None:
    """The same words: more likely to need a reply from Bo than from somebody unknown, less from Dan."""
    found = {}
    for address in (BO, "ann@vendor.example", DAN):
        letter = mail(text="Hi Ada,\n\nthe figures of May look odd to me, see row 7.\n", sender=address)
        found[address] = personal.judge(letter, OWNER, MODEL)
    bo, unknown, dan = found.values()
    assert bo.score > unknown.score + 0.02 > dan.score + 0.04
    assert "sender-answered" in bo.reasons
    assert "sender-unanswered" in dan.reasons
    assert not {"sender-answered", "sender-unanswered"} & set(unknown.reasons)
    assert bo.version == dan.version == MODEL.version


def test_a_plain_request_stays_flagged_whoever_writes() -> None:
    letter = mail(text="Hi Ada,\n\ncould you send me the signed contract by Friday?\n", sender=DAN)
    verdict = personal.judge(letter, OWNER, Personal(classifier.VERSION, {}, START, {}, Senders({DAN: -MOST})))
    assert verdict.score >= 0.5
    assert "sender-unanswered" in verdict.reasons[: classifier.reasons.MOST]


def test_what_weights_have_no_say_in_tells_no_history() -> None:
    machine = mail(extra={"Auto-Submitted": "auto-generated"}, sender=BO)
    invited = mail(ics=calendar(), sender=BO)
    for letter in (machine, invited, replace(mail(sender=BO), reaction="👍")):
        plain, judged = classifier.classify(letter, OWNER), personal.judge(letter, OWNER, MODEL)
        assert (judged.reasons, judged.score) == (plain.reasons, plain.score)


def test_the_version_follows_history_and_is_as_before_without() -> None:
    plain = Personal(classifier.VERSION, {BIAS: 0.0}, START)
    other = Personal(classifier.VERSION, {BIAS: 0.0}, START, {}, HISTORY.without(BO))
    assert len({plain.version, MODEL.version, other.version}) == 3


def test_it_reads_back_and_a_person_can_be_taken_out_of_every_step() -> None:
    kept = personal.write((MODEL, MODEL))
    assert personal.read(kept) == (MODEL, MODEL)
    assert personal.known(kept) == {BO, DAN, EVE}
    left = personal.without(kept, [DAN, "nobody@corp.example"])
    assert personal.known(left) == {BO, EVE}
    assert DAN not in left
    assert personal.without("{" + DAN, [DAN]) == ""
    assert personal.known("{") == frozenset()


@pytest.mark.parametrize(
    "content",
    [
        [], 7, {"people": []}, {"people": {BO: "much"}}, {"people": {BO: 9.0}}, {"people": {"Bo": 1.0}},
        {"people": {BO: float("nan")}}, {"teams": {"": 1.0}}, {"teams": {"no domain": 1.0}}, {"teams": {"a@b@c": 1.0}},
        {"teams": {f"p{number}@corp.example": 0.1 for number in range(MOST_KEPT + 1)}},
    ],
)  # fmt: skip
def test_damaged_history_is_refused(content: object) -> None:
    with pytest.raises((ValueError, TypeError, AttributeError)):
        senders.read(content)  # type: ignore[arg-type]


@given(st.text(max_size=30))
def test_any_address_has_an_offset(address: str) -> None:
    offset, code = HISTORY.offset(address)
    assert abs(offset) <= MOST
    assert bool(code) <= bool(offset)
