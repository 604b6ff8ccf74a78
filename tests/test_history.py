"""What the owner did with their mail, read from the store: what tells something, and what does not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from inboxwatch.model import AutomaticKind, Decision, DecisionKind, Mailbox, MailboxKind, Message
from inboxwatch.store import Store
from inboxwatch.watch.history import PATIENCE, Habit, past
from tests.store_data import ME, PEOPLE, START, message, rules, verdict

LATER = START + dt.timedelta(days=60)
QUIET = verdict(score=0.1)
"""A verdict that flags nothing: history is about all mail, not about what was flagged."""


def asked(number: int, **changes: object) -> Message:
    return message(number, verdict=QUIET, ref=f"ref{number}", **changes)


def answer(number: int, to: int, sender: str = ME, **changes: object) -> Message:
    """A message of the owner's (or of `sender`) that answers number `to`, to Bo."""
    about = f"<m{to}@corp.example>"
    values = {"sender": sender, "to": (PEOPLE[0],), "in_reply_to": (about,), "references": (about,)}
    same = {"subject_key": f"the budget of quarter {to}", "verdict": QUIET}
    return message(number, **{**values, **same, **changes})


def told(
    store: Store, *messages: Message, decisions: tuple[Decision, ...] = (), now: dt.datetime = LATER
) -> dict[str, str]:
    store.add("work", messages, None)
    for decision in decisions:
        store.decide(decision)
    return {each.ref: str(each.habit) for each in past(store, rules(), now)}


def test_answered_and_never_answered(store: Store) -> None:
    found = told(store, asked(1), asked(2), answer(3, to=1))
    assert found == {"ref1": "answered", "ref2": "unanswered"}


def test_silence_tells_nothing_while_the_owner_wrote_to_nobody(store: Store) -> None:
    """Ada was away from 2 to long after: only what lay there while she wrote to others counts as left alone."""
    late = START + PATIENCE + dt.timedelta(days=3)
    away = replace(asked(2), received_at=START + dt.timedelta(days=1), sent_at=START + dt.timedelta(days=1))
    back = replace(answer(9, to=1), received_at=late, sent_at=late)
    assert told(store, asked(1), away, back) == {"ref1": "answered"}


def test_what_is_recent_tells_nothing_yet(store: Store) -> None:
    found = told(store, asked(1), asked(2), answer(3, to=1), now=START + PATIENCE)
    assert found == {"ref1": "answered"}


def test_what_was_asked_again_and_never_answered_is_no_sign_that_nothing_was_owed(store: Store) -> None:
    again = asked(
        4, in_reply_to=("<m2@corp.example>",), references=("<m2@corp.example>",), subject_key="the budget of quarter 2"
    )
    assert told(store, asked(1), asked(2), answer(3, to=1), again) == {"ref1": "answered"}


def test_of_two_messages_the_one_that_the_reply_names_was_answered(store: Store) -> None:
    more = asked(
        2, in_reply_to=("<m1@corp.example>",), references=("<m1@corp.example>",), subject_key="the budget of quarter 1"
    )
    reply = answer(
        3, to=2, references=("<m1@corp.example>", "<m2@corp.example>"), subject_key="the budget of quarter 1"
    )
    assert told(store, asked(1), more, reply) == {"ref2": "answered"}


def test_machines_strangers_and_recipients_in_copy_are_left_out(store: Store) -> None:
    machine = asked(2, sender="bot@corp.example")
    machine = replace(machine, verdict=verdict(automatic=AutomaticKind.NOTIFICATION))
    stranger = asked(4, sender="eve@elsewhere.example")
    copied = asked(5, to=(PEOPLE[1],), cc=(ME,))
    assert told(store, asked(1), machine, stranger, copied, answer(6, to=1)) == {"ref1": "answered"}


def test_corrections_come_first_and_those_undone_do_not_count(store: Store) -> None:
    messages = [asked(number) for number in range(1, 5)]
    decisions = (
        Decision(DecisionKind.DISMISS, "work", messages[0].key, LATER),
        Decision(DecisionKind.MARK, "work", messages[1].key, LATER),
        Decision(DecisionKind.DONE, "work", messages[2].key, LATER, answered_at=START + dt.timedelta(hours=9)),
    )
    found = told(store, *messages, answer(6, to=1), decisions=decisions)
    assert found == {"ref1": "dismissed", "ref2": "marked", "ref3": "answered", "ref4": "unanswered"}
    store.undo("work", messages[0].key)
    store.undo("work", messages[1].key)
    found = told(store)
    assert (found["ref1"], found["ref2"]) == ("answered", "unanswered")


def test_shared_mailboxes_are_not_the_owners(store: Store) -> None:
    store.add("work", [asked(1), answer(2, to=1)], None)
    assert [each.habit for each in past(store, rules(), LATER)] == [Habit.ANSWERED]
    team = Mailbox("work", MailboxKind.SHARED, frozenset({ME}), members=frozenset({ME}), main=ME)
    assert past(store, replace(rules(), mailboxes=(team,)), LATER) == []


def test_nothing_is_changed_by_looking(store: Store) -> None:
    told(store, asked(1), answer(2, to=1))
    before = store.pending()
    past(store, rules(), LATER)
    assert store.pending() == before
    assert store.requests() == []
