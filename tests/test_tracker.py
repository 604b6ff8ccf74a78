"""The tracker on facts: decisions, several mailboxes, traces, and independence from the order of arrival."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inboxwatch.conversations import counterpart
from inboxwatch.model import (
    AcknowledgementKind,
    Decision,
    DecisionKind,
    Mailbox,
    Message,
    Outcome,
    Request,
    State,
    StepCode,
    Verdict,
)
from inboxwatch.tracker import Gate, assess, link_tokens, refusal, responders, track
from inboxwatch.views.story import REFUSALS, WORDS
from tests.facts import ADA, ALICE, ASKS, SAYS, at, message, rules, shared

BO = "bo@corp.example"


def one(messages: list[Message], *decisions: Decision, now: float = 3, **changes: object) -> Request:
    """Track and return the only request."""
    found = track(messages, decisions, rules(**changes), at(now), trace=True)
    assert len(found) == 1
    return found[0]


def test_dismissed_is_excused() -> None:
    """The owner says that no reply is needed."""
    request = one([message("q", ALICE)], Decision(DecisionKind.DISMISS, "work", "q", at(1)))
    assert (request.state, request.outcome, request.ended_at) == (State.DISMISSED, Outcome.EXCUSED, at(1))


def test_dismissed_after_the_target_is_still_excused() -> None:
    """Dismissing is the owner's word that nothing was owed, late or not."""
    request = one([message("q", ALICE)], Decision(DecisionKind.DISMISS, "work", "q", at(24)), now=30)
    assert request.outcome is Outcome.EXCUSED


def test_dismissing_what_was_acknowledged_changes_nothing() -> None:
    """The acknowledgement came first."""
    messages = [message("q", ALICE), message("a", ADA, ALICE, hours=1, re="q")]
    request = one(messages, Decision(DecisionKind.DISMISS, "work", "q", at(2)))
    assert request.state is State.ANSWERED


def test_answered_elsewhere() -> None:
    """The owner answered by phone, at a time they name; credited to the owner."""
    request = one([message("q", ALICE)], Decision(DecisionKind.DONE, "work", "q", at(2), answered_at=at(1)))
    assert request.acknowledgement is not None
    assert request.acknowledgement.kind is AcknowledgementKind.ELSEWHERE
    assert (request.acknowledgement.at, request.acknowledgement.by, request.answered_at) == (at(1), ADA, at(1))
    assert (request.state, request.outcome, request.business_seconds) == (State.ANSWERED, Outcome.MET, 3600)


def test_marked_as_a_request() -> None:
    """The user's word beats the classifier's."""
    quiet = message("q", ALICE, verdict=SAYS)
    assert track([quiet], [], rules(), at(3)) == []
    request = one([quiet], Decision(DecisionKind.MARK, "work", "q", at(1)))
    assert request.state is State.OPEN
    assert request.reasons[0] == Gate.MARKED


def test_snoozed_until_it_passes() -> None:
    """The last snooze counts, and is gone once it has passed."""
    decisions = [
        Decision(DecisionKind.SNOOZE, "work", "q", at(1), until=at(50)),
        Decision(DecisionKind.SNOOZE, "work", "q", at(2), until=at(20)),
    ]
    assert one([message("q", ALICE)], *decisions).snoozed_until == at(20)
    assert one([message("q", ALICE)], *decisions, now=21).snoozed_until is None


def test_a_decision_about_a_chaser_is_about_its_request() -> None:
    """The owner sees the newest mail and says done; the request it chases is meant."""
    messages = [message("q", ALICE), message("c", ALICE, hours=1, re="q", verdict=replace(ASKS, asks_again=True))]
    request = one(messages, Decision(DecisionKind.DONE, "work", "c", at(2)))
    assert (request.key, request.state, request.chasers) == ("q", State.ANSWERED, 1)


def test_an_answer_from_another_mailbox_of_the_owner_counts() -> None:
    """Replies live in Sent, often in another account: all personal mailboxes belong to one owner."""
    other = "ada@private.example"
    boxes = (
        Mailbox("work", addresses=frozenset({ADA}), main=ADA),
        Mailbox("private", addresses=frozenset({other}), main=other),
    )
    messages = [message("q", ALICE), message("a", other, ALICE, hours=1, re="q", mailbox="private", in_sent=True)]
    request = one(messages, mailboxes=boxes)
    assert (request.state, request.mailbox) == (State.ANSWERED, "work")
    assert request.acknowledgement is not None
    assert request.acknowledgement.by == other


def test_copies_in_two_mailboxes_are_one_request() -> None:
    """Received with the earliest copy, in the mailbox that holds it."""
    boxes = (
        Mailbox("work", addresses=frozenset({ADA}), main=ADA),
        Mailbox("second", addresses=frozenset({ADA}), main=ADA),
    )
    messages = [message("q", ALICE, hours=1), message("q", ALICE, hours=0, mailbox="second")]
    request = one(messages, mailboxes=boxes)
    assert (request.mailbox, request.received_at) == ("second", at(0))


def test_a_shared_mailbox_answers_for_itself() -> None:
    """A mail to Ada and to support asks both; a member's answer ends support's request and covers nothing for Ada."""
    support = "support@corp.example"
    boxes = (Mailbox("work", addresses=frozenset({ADA}), main=ADA), shared("support", support, BO))
    messages = [
        message("q", ALICE, ADA, support),
        message("q", ALICE, ADA, support, mailbox="support"),
        message("a", BO, ALICE, hours=1, re="q", mailbox="support", in_sent=True),
    ]
    found = {request.mailbox: request for request in track(messages, [], rules(mailboxes=boxes), at(3))}
    assert found["support"].state is State.ANSWERED
    assert found["work"].state is State.OPEN


def test_assess_moves_an_open_request_in_time() -> None:
    """What `status` shows from the stored request equals what tracking anew gives."""
    messages = [message("q", ALICE)]
    early, late = one(messages, now=1), one(messages, now=30)
    assert early.outcome is Outcome.PENDING
    assert replace(assess(early, rules(), at(30)), trace=()) == replace(late, trace=())


def test_a_frozen_clock_before_the_message_gives_no_negative_duration() -> None:
    """R20: no negative duration is ever shown."""
    request = one([message("q", ALICE, hours=5)], now=0)
    assert (request.elapsed_seconds, request.business_seconds) == (0, 0)


def test_the_trace_names_why_earlier_candidates_did_not_count() -> None:
    """What `explain` prints: opened, chased, left out, acknowledged, answered."""
    messages = [
        message("q", ALICE),
        message("c", ALICE, hours=1, re="q", verdict=replace(ASKS, asks_again=True)),
        message("b", ADA, BO, hours=1.2, re="q"),
        message("a", ADA, ALICE, hours=2, re="q"),
    ]
    codes = [step.code for step in one(messages).trace]
    assert codes == [Gate.ASKS, "chaser", "handed-over-requester-not-told", "acknowledged-by-reply", "answered"]


@pytest.mark.parametrize(
    ("changes", "gate"),
    [
        ({"sender": ADA}, Gate.OUTBOUND),
        ({"sender": ""}, Gate.NO_SENDER),
        ({"sender": "x@elsewhere.example"}, Gate.EXTERNAL),
        ({"to": (BO,)}, Gate.NOT_ADDRESSED),
        ({"to": (BO,), "cc": (ADA,)}, Gate.COPY_ONLY),
        ({"verdict": SAYS}, Gate.NO_REPLY_NEEDED),
        ({"mailbox": "elsewhere"}, Gate.UNSEEN),
        ({"to": (ADA, BO), "verdict": replace(ASKS, greets_others=True)}, Gate.GREETS_OTHERS),
        ({}, Gate.ASKS),
    ],
)
def test_why_a_message_is_no_request(changes: dict[str, object], gate: Gate) -> None:
    """Each refusal has its name."""
    context = rules()
    assert refusal(replace(message("q", ALICE), **changes), context, responders(context)[0]) is gate


def test_every_code_has_words() -> None:
    """Each named reason can be told by `explain`."""
    assert set(WORDS) == {*StepCode, *(gate for gate in Gate if gate.opens)}
    assert set(REFUSALS) == set(Gate)


def test_r26_a_reference_loop_ends() -> None:
    """R26: two mails that name each other are one conversation, and the walk ends."""
    messages = [message("q", ALICE, re="a"), message("a", ADA, ALICE, hours=1, re="q")]
    assert one(messages).state is State.ANSWERED


def test_a_conversation_of_ten_thousand_same_subjects_stays_fast() -> None:
    """A flood of mails without headers under one subject must not take time with the square of their number."""
    flood = [message(f"m{number}", ALICE, hours=number / 100, subject_key="hello there") for number in range(10_000)]
    assert len(track(flood, [], rules(), at(200))) == 10_000


SENDERS = [ALICE, BO, ADA, "carol@corp.example", "stranger@elsewhere.example"]
VERDICTS = [
    ASKS,
    SAYS,
    replace(ASKS, asks_again=True),
    replace(SAYS, holding=True),
    replace(SAYS, withdraws=True),
    replace(SAYS, prints=(1, 2, 5), quoted_prints=(3, 4, 6)),
    replace(ASKS, prints=(3, 4, 6)),
]


@st.composite
def mailboxes(draw: st.DrawFn) -> list[Message]:
    """A mailbox of up to a dozen mails among five people, tied by headers, subjects or nothing."""
    messages = []
    for number in range(draw(st.integers(1, 12))):
        sender = draw(st.sampled_from(SENDERS))
        to = draw(st.lists(st.sampled_from(SENDERS[:4]), min_size=1, max_size=2, unique=True))
        subject = draw(st.sampled_from(["budget figures", "new heating", "hello", ""]))
        changes: dict[str, object] = {"verdict": draw(st.sampled_from(VERDICTS)), "subject_key": subject}
        changes["subject_words"] = len(subject.split())
        if messages and draw(st.booleans()):
            changes["in_reply_to"] = (draw(st.sampled_from(messages)).message_id,)
        hours = draw(st.integers(0, 40))
        messages.append(message(f"m{number}", sender, *to, hours=hours, **changes))
    return messages


@settings(max_examples=300, deadline=None)
@given(mailboxes(), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(messages: list[Message], random: object) -> None:
    """Any arrival order and any duplication of the facts derive the same requests."""
    expected = track(messages, [], rules(), at(60), trace=True)
    shuffled = [*messages, *messages[: len(messages) // 2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert track(shuffled, [], rules(), at(60), trace=True) == expected


@settings(max_examples=300, deadline=None)
@given(mailboxes())
def test_what_shares_no_token_changes_nothing(messages: list[Message]) -> None:
    """Incremental tracking is sound: the requests of a closure over link tokens are those of the whole mailbox."""
    whole = {request.id: request for request in track(messages, [], rules(), at(60))}
    closure, tokens = [messages[0]], {counterpart(token) for token in link_tokens(messages[0])}
    grown = True
    while grown:
        grown = False
        for item in messages:
            if item not in closure and not tokens.isdisjoint(link_tokens(item)):
                closure.append(item)
                tokens.update(counterpart(token) for token in link_tokens(item))
                grown = True
    part = {request.id: request for request in track(closure, [], rules(), at(60))}
    keys = {item.key for item in closure}
    assert part == {name: request for name, request in whole.items() if request.key in keys}


@settings(max_examples=200, deadline=None)
@given(mailboxes())
def test_no_duration_is_negative_and_states_agree(messages: list[Message]) -> None:
    """R20 and the glossary: what is open has no end, what is acknowledged has who and when."""
    for request in track(messages, [], rules(), at(60)):
        assert request.elapsed_seconds >= 0
        assert request.business_seconds >= 0
        assert (request.ended_at is None) == (request.state is State.OPEN)
        acknowledged = request.state in {State.ACKNOWLEDGED, State.ANSWERED}
        assert (request.acknowledgement is not None) == acknowledged
        assert (request.answered_at is not None) == (request.state is State.ANSWERED)
        assert request.due_at >= request.received_at


def test_an_invitation_without_verdict_text_is_tracked() -> None:
    """A verdict without any text fact is enough."""
    request = one([message("q", ALICE, verdict=Verdict(version="x", score=1.0))])
    assert request.due_at == at(0) + dt.timedelta(hours=4)
