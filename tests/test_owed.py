"""What the owner is owed and what people outside ask: decisions, order of arrival, the store, figures both ways."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inboxwatch.address_patterns import Pattern
from inboxwatch.directory import Directory, Entry
from inboxwatch.model import AcknowledgementKind, Decision, DecisionKind, Mailbox, Message, Outcome, Request, State
from inboxwatch.store import Filter, Store
from inboxwatch.store.apart import EXTERNAL, OWED
from inboxwatch.store.quick import opened
from inboxwatch.tracker import Rules, assess, track, track_all
from inboxwatch.trends import Side, both_ways
from inboxwatch.watch import track as track_store
from tests import store_data
from tests.facts import ADA, ALICE, ASKS, SAYS, at, message, rules, shared

BO = "bo@corp.example"
QUESTION = message("q", ADA, BO, verdict=ASKS)


def one(messages: list[Message], *decisions: Decision, now: float = 3, **changes: object) -> Request:
    """Derive and return the only thing that is owed."""
    found = track_all(messages, decisions, rules(**changes), at(now)).owed
    assert len(found) == 1
    return found[0]


def test_it_is_no_request() -> None:
    """What the owner asks is owed to them, and owed by nobody's request."""
    assert track([QUESTION], [], rules(), at(3)) == []
    request = one([QUESTION])
    assert (request.sender, request.state, request.business_seconds) == (BO, State.OPEN, 3 * 3600)


def test_the_owner_says_that_it_was_answered_elsewhere() -> None:
    """On the phone, say: it counts from then, credited to the colleague."""
    request = one([QUESTION], Decision(DecisionKind.DONE, "work", "q", at(2), answered_at=at(1)))
    assert request.acknowledgement is not None
    assert (request.acknowledgement.by, request.acknowledgement.kind) == (BO, AcknowledgementKind.ELSEWHERE)
    assert (request.state, request.outcome, request.ended_at) == (State.ANSWERED, Outcome.MET, at(1))


def test_the_owner_says_that_nothing_is_owed() -> None:
    """Dismissed is excused, unless the colleague had written before."""
    dismissed = Decision(DecisionKind.DISMISS, "work", "q", at(2))
    assert one([QUESTION], dismissed).outcome is Outcome.EXCUSED
    assert one([QUESTION, message("a", BO, re="q", hours=1, verdict=SAYS)], dismissed).state is State.ANSWERED
    assert one([QUESTION, message("a", BO, re="q", hours=3, verdict=SAYS)], dismissed, now=4).state is State.DISMISSED


def test_a_mail_can_be_marked_as_a_question() -> None:
    """The owner's word beats the classifier's, here too."""
    quiet = replace(QUESTION, verdict=SAYS)
    assert track_all([quiet], [], rules(), at(3)).owed == []
    assert one([quiet], Decision(DecisionKind.MARK, "work", "q", at(1))).reasons[0] == "marked-as-request"


def test_a_later_moment_changes_what_time_changes() -> None:
    """`assess` moves it like a request."""
    early, late = one([QUESTION], now=1), one([QUESTION], now=30)
    assert early.outcome is Outcome.PENDING
    assert assess(early, rules(), at(30)) == late


def test_two_colleagues_have_two_names() -> None:
    """Ids differ from each other, and from that of a request by the same message."""
    found = track_all([replace(QUESTION, to=(BO, ALICE))], [], rules(), at(3)).owed
    assert len({request.id for request in found}) == 2


def test_one_person_with_two_addresses_owes_once() -> None:
    """The directory knows who is the same person; their other address answers."""
    other = "bo.jansen@corp.example"
    people = Directory.of(["corp.example"], entries=[Entry(Pattern.parse(other), main_address=BO)])
    asked = replace(QUESTION, to=(BO, other))
    request = one([asked, message("a", other, re="q", hours=1, verdict=SAYS)], directory=people)
    assert (request.sender, request.state) == (BO, State.ANSWERED)


def test_a_colleague_who_is_a_member_of_the_asking_mailbox_owes_it_nothing() -> None:
    """Inside a shared mailbox nobody waits for each other by the clock."""
    support = "support@corp.example"
    boxes = (shared("support", support, BO),)
    asked = replace(QUESTION, sender=support, mailbox="support", in_sent=True)
    assert track_all([asked], [], rules(mailboxes=boxes), at(3)).owed == []


def test_each_mailbox_is_owed_what_it_asked() -> None:
    """Ada's own question is not support's, although she is a member."""
    support = "support@corp.example"
    boxes = (Mailbox("work", addresses=frozenset({ADA}), main=ADA), shared("support", support, ADA))
    found = track_all([QUESTION], [], rules(mailboxes=boxes), at(3)).owed
    assert [request.mailbox for request in found] == ["work"]


# -- any order, any split ----------------------------------------------------------------------------------------------

OUTSIDE = replace(
    store_data.rules(),
    directory=Directory.of(["elsewhere.example"], partners=store_data.PEOPLE[:2]),
    external=True,
    version="outside",
)


def traffic(seed: int, size: int) -> list[Message]:
    """Mail to and fro in which whoever asks asks a question."""
    messages = store_data.Traffic(seed, size).messages
    return [replace(each, verdict=replace(each.verdict, reasons=("question",))) for each in messages]


def expected(messages: list[Message], with_rules: Rules) -> dict[str, list[Request]]:
    """Derive everything at once."""
    found = track_all(messages, (), with_rules, store_data.NOW)
    return {"": found.requests, OWED: found.owed, EXTERNAL: found.external}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**6), st.integers(1, 6))
def test_any_split_order_and_repetition_gives_the_same(
    tmp_path_factory: pytest.TempPathFactory, seed: int, splits: int
) -> None:
    """Sync by sync, in whatever order, and read by either reader: what one derivation of all facts gives."""
    messages = traffic(seed, 40)
    draw = random.Random(seed)
    arriving = [*messages, *draw.choices(messages, k=10)]
    draw.shuffle(arriving)
    url = f"sqlite:///{tmp_path_factory.mktemp('split')}/store.db"
    wanted = expected(messages, OUTSIDE)
    with Store.open(url) as store:
        for number in range(splits):
            store.add("work", arriving[number::splits], str(number))
            track_store(store, OUTSIDE, store_data.NOW)
        for relation, requests in wanted.items():
            found = [assess(each, OUTSIDE, store_data.NOW) for each in store.requests(Filter(apart=relation))]
            assert found == requests
            with opened(url) as quick:
                assert quick is not None
                assert quick.requests(Filter(apart=relation)) == store.requests(Filter(apart=relation))


def test_the_traffic_above_has_all_three() -> None:
    """Else that test would show nothing."""
    totals = {"": 0, OWED: 0, EXTERNAL: 0}
    for seed in range(8):
        for relation, requests in expected(traffic(seed, 40), OUTSIDE).items():
            totals[relation] += len(requests)
    assert min(totals.values()) > 10, totals


def test_people_outside_change_no_request() -> None:
    """The same requests and the same debts, whether they are tracked or not."""
    for seed in range(8):
        messages = traffic(seed, 60)
        with_them, without = expected(messages, OUTSIDE), expected(messages, replace(OUTSIDE, external=False))
        assert with_them[""] == without[""]
        assert with_them[OWED] == without[OWED]
        assert without[EXTERNAL] == []


# -- the store ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def owing(store: Store) -> Store:
    """A store, of either engine, in which three things are owed, one of them answered."""
    asked = [message(f"q{n}", ADA, BO, hours=n, verdict=ASKS, subject_key=f"matter number {n}") for n in range(3)]
    store.add("work", [*asked, message("a", BO, re="q1", hours=2, verdict=SAYS)], "1")
    track_store(store, rules(), at(4))
    return store


def test_filters_hold_for_what_is_owed(owing: Store) -> None:
    """By state, time, person, and message; in both readers."""
    cases = {
        Filter(apart=OWED): 3,
        Filter(apart=OWED, states=(State.OPEN,)): 2,
        Filter(apart=OWED, states=(State.ANSWERED,)): 1,
        Filter(apart=OWED, since=at(1)): 2,
        Filter(apart=OWED, until=at(1)): 1,
        Filter(apart=OWED, sender="BO@"): 3,
        Filter(apart=OWED, sender="alice"): 0,
        Filter(apart=OWED, mailbox="work", department="other"): 3,
        Filter(apart=OWED, department="Finance"): 0,
        Filter(apart=OWED, message_id="<q2@corp.example>"): 1,
        Filter(apart=OWED, due_before=at(5)): 1,
        Filter(apart=OWED, promised=True): 0,
        Filter(apart=EXTERNAL): 0,
        Filter(): 0,
    }
    with opened(owing.url) as quick:
        assert quick is not None
        assert {wanted: len(quick.requests(wanted)) for wanted in cases} == cases
    assert {wanted: len(owing.requests(wanted)) for wanted in cases} == cases


def test_a_decision_about_it_and_its_undoing(owing: Store) -> None:
    """`done` and `undo` reach it by its message."""
    owing.decide(Decision(DecisionKind.DONE, "work", "q0", at(4), answered_at=at(4)))
    track_store(owing, rules(), at(5))
    assert len(owing.requests(Filter(apart=OWED, states=(State.OPEN,)))) == 1
    owing.undo()
    track_store(owing, rules(), at(5))
    assert len(owing.requests(Filter(apart=OWED, states=(State.OPEN,)))) == 2


def test_t23_forgetting_the_colleague_takes_it_out(owing: Store) -> None:
    """Nothing that names the person stays, whatever table."""
    owing.forget(BO)
    track_store(owing, rules(), at(5))
    assert owing.requests(Filter(apart=OWED)) == []
    assert BO not in str(list(owing.export()))


def test_subjects_and_promises_words_leave_it_too(owing: Store) -> None:
    """Settings that keep less hold for what was derived."""
    assert {request.subject for request in owing.requests(Filter(apart=OWED))} == {"Budget figures"}
    owing.keep_less(subjects=False, text=False)
    assert {request.subject for request in owing.requests(Filter(apart=OWED))} == {""}


def test_the_export_has_it(owing: Store) -> None:
    """What is kept can be taken out."""
    rows = [row for row in owing.export() if row["table"] == "apart"]
    assert [row["relation"] for row in rows] == [OWED] * 3


# -- figures -----------------------------------------------------------------------------------------------------------


def test_who_waits_for_whom_both_ways() -> None:
    """By department: requests that are open, and what is owed; ended ones count neither way."""
    people = Directory.of(["corp.example"], departments={"Finance": [ALICE], "Law": [BO]})
    messages = [
        message("x", ALICE, subject_key="first thing here"),
        QUESTION,
        message("q2", ADA, ALICE, hours=1, verdict=ASKS, subject_key="another thing here"),
        message("q3", ADA, BO, hours=2, verdict=ASKS, subject_key="third thing here"),
        message("a3", BO, re="q3", hours=3, verdict=SAYS),
    ]
    found = track_all(messages, [], rules(directory=people), at(8))
    finance, law = both_ways(found.requests, found.owed)
    assert (finance.department, finance.owing, finance.owed) == ("Finance", Side(1, 1, at(0)), Side(1, 1, at(1)))
    assert (law.department, law.owing, law.owed) == ("Law", Side(), Side(1, 1, at(0)))
