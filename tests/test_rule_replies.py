"""Answers of mail rules, told by many at once in the same words: pure, and the same through any sequence of syncs."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inboxwatch.conversations import ECHO, MANY, SAMPLE, link_tokens
from inboxwatch.model import Message, Request, State, StepCode
from inboxwatch.store import Store
from inboxwatch.tracker import Gate, assess, refusal, responders, revealed, track
from inboxwatch.tracker.rule_replies import RULE_REPLY
from inboxwatch.watch import rebuild
from inboxwatch.watch import track as track_store
from tests.engines import Stores
from tests.store_data import ME, NOW, PEOPLE, message, rules, verdict

WORDS = {"rule": (11, 12, 13), "template": (21, 22, 23, 24), "short": (31, 32)}
NUMBERS = itertools.count()
SAYS = verdict(score=0.1, reasons=())


def asked(number: int) -> Message:
    """A colleague asks something."""
    return message(number, sender=PEOPLE[number % 3])


def answer(number: int, seconds: int, words: str = "rule", **changes: object) -> Message:
    """Ada answers question `number` after so many seconds in words that she may use again."""
    question = asked(number)
    at = question.received_at + dt.timedelta(seconds=seconds)
    values: dict[str, object] = {
        "key": f"answer-{number}-{words}", "message_id": f"<a{number}{words}@corp.example>", "sender": ME,
        "to": (question.sender,), "in_reply_to": (question.message_id,), "in_sent": True, "received_at": at,
        "sent_at": at, "subject_key": question.subject_key, "verdict": replace(SAYS, prints=WORDS[words]),
    }  # fmt: skip
    return replace(question, **{**values, **changes})  # type: ignore[arg-type]


def states(messages: list[Message], witnesses: list[Message] = []) -> list[State]:  # noqa: B006 - never changed
    """States of the requests, in the order they were received."""
    return [each.state for each in track(messages, (), rules(), NOW, witnesses=witnesses)]


def conversations(delays: list[int], words: str = "rule") -> list[Message]:
    """Questions, each answered in the same words after so many seconds."""
    return [each for at, delay in enumerate(delays) for each in (asked(at), answer(at, delay, words))]


@pytest.mark.parametrize(
    ("delays", "words", "open_"),
    [
        ([2, 3, 59], "rule", 3),
        ([2, 3], "rule", 0),
        ([2, 3, 61], "rule", 0),
        ([2, 3, 4, 600], "rule", 0),
        ([2] * 10 + [600], "rule", 10),
        ([2] * 9 + [600], "rule", 0),
        ([2, 3, 4], "short", 0),
        ([-30, -20, 5], "rule", 3),
    ],
)
def test_how_much_it_takes(delays: list[int], words: str, open_: int) -> None:
    """Three at once and hardly one slow, in words that say something; clocks may differ by a minute."""
    assert states(conversations(delays, words)).count(State.OPEN) == open_


def test_quoting_or_standing_alone_is_no_rule() -> None:
    """Who quotes the mail, or answers nothing by header, is no rule; nor do two senders make one."""
    quoting = replace(SAYS, prints=WORDS["rule"], quoted_prints=(1, 2))
    assert not any(token.startswith(ECHO) for token in link_tokens(answer(0, 1, verdict=quoting)))
    assert not any(token.startswith(ECHO) for token in link_tokens(answer(0, 1, in_reply_to=())))
    assert link_tokens(answer(0, 1))[-1] != link_tokens(answer(0, 1, sender=PEOPLE[2]))[-1]


def test_witnesses_are_enough() -> None:
    """One conversation alone tells nothing; with the others beside it, it tells the same as all together."""
    alone = [asked(0), answer(0, 2)]
    beside = conversations([2, 3, 4])[2:]
    assert states(alone) == [State.ANSWERED]
    assert states(alone, beside) == [State.OPEN]
    assert [RULE_REPLY in each.verdict.reasons for each in revealed(alone, beside)] == [False, True]
    assert refusal(revealed([answer(0, 2)], [*beside, asked(0)])[0], rules(), responders(rules())[0]) is Gate.OUTBOUND


def test_the_story_names_it() -> None:
    """`explain` says what did not stop the clock and why."""
    requests = track(conversations([2, 3, 4]), (), rules(), NOW, trace=True)
    assert [step.code for step in requests[0].trace] == [Gate.ASKS, StepCode.NOT_COUNTED_RULE_REPLY]


def test_a_colleagues_rule_is_no_request() -> None:
    """What asks in the words of a rule is neither a request nor a chaser."""
    mails = []
    for at in range(3):
        sent = message(at, sender=ME, to=(PEOPLE[0],), in_sent=True, verdict=SAYS)
        told = answer(at, 2, sender=PEOPLE[0], to=(ME,), in_sent=False, verdict=verdict(prints=WORDS["rule"]))
        mails += [sent, told]
    assert states(mails) == []
    assert states(mails[:4]) == [State.OPEN, State.OPEN]


@st.composite
def traffic(draw: st.DrawFn) -> list[Message]:
    """Questions over days, answered never, by hand, by a template or a rule, quickly or not."""
    mails = []
    for at in range(draw(st.integers(3, 2 * SAMPLE))):
        mails.append(asked(at))
        kind = draw(st.sampled_from(["rule", "rule", "template", "short", ""]))
        if kind:
            mails.append(answer(at, draw(st.sampled_from([1, 1, 5, 50, 300])), kind))
        if draw(st.integers(0, 9)) == 0:
            mails.append(answer(at, 4000, "short", key=f"later-{at}", message_id=f"<l{at}@corp.example>"))
    return mails


def derived(store: Store) -> list[Request]:
    """Return what the store's requests say at NOW."""
    return [assess(request, rules(), NOW) for request in store.requests()]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(traffic(), st.integers(0, 10**6), st.integers(1, 6))
def test_sync_by_sync_is_the_same_as_at_once(stores: Stores, mails: list[Message], seed: int, splits: int) -> None:
    """Any order, any split, answers before what they answer: the store derives what one derivation of all does."""
    expected = [replace(request, trace=()) for request in track(mails, (), rules(), NOW)]
    arriving = [*mails, *random.Random(seed).choices(mails, k=5)]
    random.Random(seed).shuffle(arriving)
    with Store.open(stores.url(f"split{next(NUMBERS)}")) as store:
        for number in range(splits):
            store.add("work", arriving[number::splits], str(number))
            track_store(store, rules(), NOW - dt.timedelta(hours=splits - number))
        assert derived(store) == expected
        rebuild(store, rules(), NOW)
        assert derived(store) == expected


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(MANY, SAMPLE + 9), st.integers(0, 10**6))
def test_one_by_one(stores: Stores, count: int, seed: int) -> None:
    """Each message in a sync of its own, beside a mailbox so large that nothing is rebuilt."""
    mails = conversations([1] * count)
    filler = [message(1000 + at, verdict=SAYS) for at in range(4 * len(mails) + 9)]
    arriving = mails[:]
    random.Random(seed).shuffle(arriving)
    with Store.open(stores.url(f"single{next(NUMBERS)}")) as store:
        store.add("work", filler, "0")
        track_store(store, rules(), NOW)
        for number, mail in enumerate(arriving):
            store.add("work", [mail], str(number))
            assert track_store(store, rules(), NOW).reason == ""
        assert [request.state for request in derived(store)] == [State.OPEN] * count


def test_a_mailbox_with_a_rule_stays_in_small_groups(store: Store) -> None:
    """Answers in the same words tie nothing: a new message costs its own conversation."""
    store.add("work", conversations([1] * 100), "0")
    track_store(store, rules(), NOW)
    store.add("work", [answer(50, 4000, "short", key="z", message_id="<z@corp.example>")], "1")
    report = track_store(store, rules(), NOW)
    assert report.messages == 3
    assert sum(request.state is State.OPEN for request in derived(store)) == 99


def test_what_retention_takes_away_is_evidence_no_more(store: Store) -> None:
    """After the older answers are deleted the rest is judged by what is left, as a rebuild would."""
    store.add("work", conversations([1] * 4), "0")
    track_store(store, rules(), NOW)
    assert [each.state for each in derived(store)] == [State.OPEN] * 4
    store.purge(asked(2).received_at)
    track_store(store, rules(), NOW)
    left = [each.state for each in derived(store)]
    rebuild(store, rules(), NOW)
    assert left == [State.ANSWERED] * 2 == [each.state for each in derived(store)]
