"""The store: what goes in comes out, whatever the order; decisions, requests, states; the quick reader agrees."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inboxwatch.model import Decision, DecisionKind, Message, Request, State
from inboxwatch.store import Filter, Store, quick, request_codec
from inboxwatch.store.codec import MESSAGE_COLUMNS, clean_row, message_row, read_message
from inboxwatch.store.messages import merge
from inboxwatch.store.portion import Derived, Portion
from inboxwatch.store.tables import MessageTable, RequestTable
from inboxwatch.tracker import assess, track
from inboxwatch.watch import track as track_store
from inboxwatch.work.derive import Deriving
from tests.engines import Stores, dump
from tests.store_data import ME, NOW, START, Traffic, full_message, message, month, rules, verdict

CURSOR = "1"
NUMBERS = itertools.count()


def derived(store: Store) -> list[Request]:
    """Return what the store's requests say at NOW."""
    return [assess(request, rules(), NOW) for request in store.requests()]


# -- rows --------------------------------------------------------------------------------------------------------------


def test_full_message_survives_the_store_without_its_words(store: Store) -> None:
    whole = full_message()
    store.add("work", [whole], CURSOR)
    assert whole.verdict.deadline is not None
    assert whole.verdict.promise is not None
    kept = replace(
        whole.verdict,
        text="",
        quotes={},
        deadline=replace(whole.verdict.deadline, text=""),
        promise=replace(whole.verdict.promise, text=""),
    )
    assert list(store.messages()) == [replace(whole, verdict=kept)]


def test_keep_text_keeps_the_words(store: Store) -> None:
    store.keep_text = True
    store.add("work", [full_message()], CURSOR)
    assert list(store.messages()) == [full_message()]


def test_codec_covers_every_field() -> None:
    columns = set(MessageTable.__table__.columns.keys())  # type: ignore[attr-defined]
    assert columns == {*MESSAGE_COLUMNS, "id"}
    columns = set(RequestTable.__table__.columns.keys())  # type: ignore[attr-defined]
    assert columns == {*request_codec.REQUEST_COLUMNS, "message"}
    blank = message(0)
    full = full_message()
    untouched = {f.name for f in fields(Message) if getattr(full, f.name) == f.default}
    assert not untouched, "full_message must fill every field, or the round trip proves nothing of it"
    assert read_message(message_row(blank, keep_text=False)) == blank


@given(st.text(), st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_t18_hostile_text_never_stops_a_batch(subject: str, name: str, ids: list[str]) -> None:
    """T18: NUL and lone surrogates are taken out, everything else stays."""
    hostile = message(0, subject=subject + "\0\ud800", sender_name=name + "\udcff", references=tuple(ids))
    row = clean_row(message_row(hostile, keep_text=False))
    for value in row:
        if isinstance(value, str):
            assert "\0" not in value
            value.encode()


def test_t18_surrogates_and_nul_are_stored(store: Store) -> None:
    """T18."""
    store.add("work", [message(0, subject="a\0b\ud800c", sender_name="\udfff"), message(1)], CURSOR)
    assert [stored.subject for stored in store.messages()] == ["ab?c", message(1).subject]


# -- copies ------------------------------------------------------------------------------------------------------------


def copies(draw: random.Random) -> list[Message]:
    """Make copies of one message as several folders and lists would hold them."""
    return [
        message(
            0,
            received_at=START + dt.timedelta(seconds=draw.randrange(3)),
            in_sent=draw.random() < 0.3,
            subject=draw.choice(["Plan", "[list] Plan"]),
            subject_words=draw.choice([1, 2]),
            bcc=tuple(draw.sample(["x@corp.example", "y@corp.example"], draw.randrange(3))),
            ref=f"f/{number}",
            verdict=verdict(score=draw.choice([0.2, 0.9])),
        )
        for number in range(draw.randrange(2, 5))
    ]


@given(st.integers(0, 10**6))
def test_merging_copies_knows_no_order(seed: int) -> None:
    draw = random.Random(seed)
    rows = [message_row(copy, keep_text=False) for copy in copies(draw)]
    place = MESSAGE_COLUMNS.index("ref")

    def merged(order: list[tuple[object, ...]]) -> list[object]:
        result = order[0]
        for row in order[1:]:
            result = merge(result, row)
        assert merge(result, order[0])[:place] == result[:place], "a copy that was seen adds nothing"
        return [value for at, value in enumerate(result) if at != place]

    expected = merged(rows)
    for _ in range(5):
        draw.shuffle(rows)
        assert merged(list(rows)) == expected


def test_copies_are_one_message_received_with_the_earliest(store: Store) -> None:
    late = message(0, received_at=START + dt.timedelta(minutes=9), subject="[list] x", in_sent=True)
    early = message(0, subject="x", bcc=("z@corp.example",))
    assert store.add("work", [late], "1").new == 1
    assert store.add("work", [early], "2").changed == 1
    assert store.add("work", [late, early], "3") == store.add("work", [early], "4")
    (one,) = store.messages()
    assert (one.received_at, one.in_sent, one.subject, one.bcc) == (START, True, "x", ("z@corp.example",))


def test_a_copy_elsewhere_only_moves_the_ref(store: Store) -> None:
    store.add("work", [message(0)], "1")
    track_store(store, rules(), NOW)
    assert store.add("work", [message(0, ref="Archive/7")], "2").changed == 0
    assert [stored.ref for stored in store.messages()] == ["Archive/7"]
    assert store.pending() == 0


# -- derivation --------------------------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**6), st.integers(1, 9))
def test_any_split_order_and_repetition_gives_the_same_requests(stores: Stores, seed: int, splits: int) -> None:
    """What sync by sync derives is what one derivation of all facts derives, of whatever order they came in."""
    messages = Traffic(seed, 40).messages
    expected = [replace(request, trace=()) for request in track(messages, (), rules(), NOW)]
    draw = random.Random(seed)
    arriving = [*messages, *draw.choices(messages, k=10)]
    draw.shuffle(arriving)
    with Store.open(stores.url(f"split{next(NUMBERS)}")) as store:
        for number in range(splits):
            store.add("work", arriving[number::splits], str(number))
            track_store(store, rules(), NOW - dt.timedelta(hours=splits - number))
        assert derived(store) == expected


def test_incremental_tracking_reads_only_what_can_be_influenced(store: Store) -> None:
    store.add("work", [message(number) for number in range(50)], "1")
    track_store(store, rules(), NOW)
    answer = message(99, sender=ME, to=("bo@corp.example",), in_reply_to=("<m7@corp.example>",), in_sent=True)
    store.add("work", [answer], "2")
    report = track_store(store, rules(), NOW)
    assert (report.messages, report.reason) == (2, "")
    states = {request.message_id: request.state for request in store.requests()}
    assert states.pop("<m7@corp.example>") is State.ANSWERED
    assert set(states.values()) == {State.OPEN}


def test_a_changed_rule_derives_everything_again_and_says_so(store: Store) -> None:
    store.add("work", [message(number) for number in range(4)], "1")
    assert track_store(store, rules(), NOW).reason == ""
    assert track_store(store, rules(), NOW).messages == 0
    report = track_store(store, rules("r2", threshold=0.95), NOW)
    assert (report.messages, report.requests, report.reason) == (4, 0, "the rules changed")
    assert store.requests() == []


def test_groups_hold_everything_once(store: Store) -> None:
    messages = Traffic(3, 200).messages
    store.add("work", messages, "1")
    seen: list[str] = []

    def derive(portions: Iterable[tuple[Portion, Portion]]) -> Iterator[tuple[Portion, Derived]]:
        for key, portion in portions:
            seen.extend(row[MESSAGE_COLUMNS.index("key")] for row in portion.rows)
            yield key, Derived()

    counts = list(store.derive_all(derive))
    assert sum(read for read, _ in counts) == len(messages)
    assert sorted(seen) == sorted(m.key for m in messages)


def test_big_portions_come_last_and_nothing_else_changes(store: Store) -> None:
    store.add("work", [*month(1, 400), *month(2, 100), *month(3, 100)], "1")
    sizes: list[int] = []

    def derive(portions: Iterable[tuple[Portion, Portion]]) -> Iterator[tuple[Portion, Derived]]:
        for key, portion in portions:
            sizes.append(len(portion.ids))
            yield key, Deriving(rules(), NOW, keep_text=False).do(portion)

    usual = list(store.derive_all(derive))
    found, before = store.requests(), list(sizes)
    biggest = max(before)
    assert before[-1] < biggest, "this shows nothing otherwise"
    sizes.clear()
    assert sorted(store.derive_all(derive, big=biggest - 1)) == sorted(usual)
    assert sizes == [*(size for size in before if size < biggest), biggest]
    assert found
    assert store.requests() == found


# -- decisions ---------------------------------------------------------------------------------------------------------


def test_decisions_take_effect_and_are_undone(store: Store) -> None:
    store.add("work", [message(0), message(1)], "1")
    track_store(store, rules(), NOW)
    decision = Decision(DecisionKind.DISMISS, "work", "key-0", NOW)
    store.decide(decision)
    assert store.decisions() == [decision]
    track_store(store, rules(), NOW)
    assert [request.state for request in store.requests()] == [State.DISMISSED, State.OPEN]
    assert store.undo("work", "key-1") is None
    assert store.undo() == decision
    assert store.undo() is None
    track_store(store, rules(), NOW)
    assert [request.state for request in store.requests()] == [State.OPEN, State.OPEN]
    assert store.decisions() == []


def test_snooze_and_done_keep_their_times(store: Store) -> None:
    later = NOW + dt.timedelta(days=2)
    decisions = [
        Decision(DecisionKind.SNOOZE, "work", "key-0", NOW, until=later),
        Decision(DecisionKind.DONE, "work", "key-1", NOW, answered_at=START),
    ]
    for decision in decisions:
        store.decide(decision)
    assert store.decisions() == decisions


# -- asking ------------------------------------------------------------------------------------------------------------


def test_filters_and_prefixes_in_both_readers(store: Store) -> None:
    """The quick reader and the store give the same answers."""
    store.add("work", Traffic(5, 80).messages, "1")
    store.add("old", [replace(message(500), mailbox="old")], "1")
    store.succeeded("work", NOW, ("a notice",))
    store.failed("old", NOW, "It is down.", NOW + dt.timedelta(hours=1))
    track_store(store, rules(), NOW)
    every = store.requests()
    asked = [
        Filter(),
        Filter(states=(State.OPEN,)),
        Filter(states=(State.ANSWERED, State.COVERED)),
        Filter(mailbox="old"),
        Filter(sender="BO@"),
        Filter(sender="b_@"),
        Filter(sender="%"),
        Filter(department="other", since=START + dt.timedelta(days=1), until=START + dt.timedelta(days=2)),
        Filter(department="' OR 1=1 --"),
        Filter(states=(State.OPEN,), due_before=NOW),
        Filter(due_before=START + dt.timedelta(days=2)),
        Filter(states=(State.OPEN, State.ANSWERED), mailbox="work"),
        Filter(message_id=every[0].message_id),
        Filter(promised=True),
    ]
    with quick.opened(store.url) as fast:
        assert fast is not None
        sizes = []
        for wanted in asked:
            found = store.requests(wanted)
            assert fast.requests(wanted) == found
            sizes.append(len(found))
        for day in (0, 1, 3, 400):
            _waiting_says_what_the_list_says(fast, store, START + dt.timedelta(days=day))
        assert fast.mailbox_states() == store.mailbox_states()
        assert fast.count() == len(every)
        assert fast.meta("derivation") == store.meta("derivation")
        for prefix in (every[0].id, every[0].id[:3].upper(), "%", "_", "", "zzzzzzzzz"):
            assert sorted(r.id for r in fast.find(prefix)) == sorted(r.id for r in store.find(prefix))
    assert sizes[0] == len(every) > sizes[1] > 0
    assert sizes[3] == 1
    assert sizes[4] > 0
    assert sizes[5:7] == [0, 0], "LIKE wildcards are letters here"
    assert sizes[8] == 0
    assert 0 < sizes[9] <= sizes[1]
    assert 0 < sizes[10] < sizes[0]
    assert sizes[12] == 1
    assert [request.id for request in store.find(every[0].id)] == [every[0].id]
    assert store.find("%") == []


def _waiting_says_what_the_list_says(fast: quick.Quick, store: Store, worked_until: dt.datetime) -> None:
    """Figures and the most urgent come from SQL; the list of all that is open is the measure."""
    listed = sorted(store.requests(Filter(states=(State.OPEN,))), key=lambda each: (each.due_at, each.id))
    for most in (0, 3, 1000):
        found = fast.waiting(worked_until, most)
        assert (found.open, found.first) == (len(listed), tuple(listed[:most]))
        assert found.overdue == sum(each.due_at < worked_until for each in listed)
        later = [each for each in listed if each.due_at >= worked_until]
        assert found.coming == (later[0] if later else None)


def test_mailbox_states(store: Store) -> None:
    store.add("work", [], "c1")
    store.failed("work", NOW, "The server refused the login.", NOW + dt.timedelta(minutes=15))
    state = store.mailbox_state("work")
    assert (state.cursor, state.last_success, state.error_at) == ("c1", None, NOW)
    assert state.last_error == "The server refused the login."
    store.succeeded("work", NOW, ("one", "two"))
    state = store.mailbox_state("work")
    assert (state.cursor, state.last_success, state.last_error) == ("c1", NOW, "")
    assert state.notices == ("one", "two")
    assert store.cursor("never read") == ""


def test_a_message_is_found_by_its_message_id(store: Store) -> None:
    store.add("work", Traffic(5, 80).messages, "1")
    store.add("old", [message(7, mailbox="old")], "1")
    assert sorted(found.mailbox for found in store.named("<m7@corp.example>")) == ["old", "work"]
    assert store.named("<m7@CORP.example>") == store.named("%") == []
    assert store.count() == 81
    assert store.count("work", before=START + dt.timedelta(hours=-2)) == 0
    assert store.count(before=START + dt.timedelta(days=30)) == 81


def test_r4_the_same_batch_again_changes_no_row(store: Store, stores: Stores) -> None:
    """R4: what comes again is recognised before it is written."""
    messages = Traffic(9, 60).messages
    store.add("work", messages, "1")
    track_store(store, rules(), NOW)
    before = dump(stores, store, "message", "link", "request", "untracked", "mailbox")
    before_that = stores.written(store)
    assert store.add("work", messages, None) == store.add("work", messages[:7], None)
    track_store(store, rules(), NOW)
    assert dump(stores, store, "message", "link", "request", "untracked", "mailbox") == before
    assert stores.written(store) == before_that
