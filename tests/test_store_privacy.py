"""What the store keeps of people and their words, and how it is taken out and away."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import replace

import sqlalchemy as sa
from sqlmodel import SQLModel

from inboxwatch.classifier import VERSION, classify, personal
from inboxwatch.classifier.personal import Personal
from inboxwatch.classifier.senders import Senders
from inboxwatch.mail import facts, parse
from inboxwatch.model import Decision, DecisionKind, Message, Owner, State
from inboxwatch.store import Store
from inboxwatch.store.state import PERSONAL
from inboxwatch.tracker import assess
from inboxwatch.watch import track
from tests import builders
from tests.engines import Stores
from tests.store_data import ME, NOW, START, Traffic, full_message, message, rules

PERSON = "carol@corp.example"


def on_disk(store: Store) -> bytes:
    """Return every byte that lies in the store's folder; of a shared store also every row that its owner has."""
    found = [path.read_bytes() for path in sorted(store.path.parent.iterdir())]
    if not store.path.read_bytes().startswith(b"SQLite"):
        with store.reading() as connection:
            for table in SQLModel.metadata.sorted_tables:
                rows = connection.execute(sa.select(table)).all()
                found += [b"".join(_bytes(value) for value in row) for row in rows]
    return b"\n".join(found)


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def read(text: str, number: int, store: Store, *, keep_subjects: bool = True) -> Message:
    """Make a stored message of a whole mail with this body."""
    at = START + dt.timedelta(hours=number)
    raw = builders.raw(
        message_id=f"<p{number}@corp.example>", subject=f"Subject{number} zebra", text=text, date=at, received=at
    )
    mail = parse(raw, ref=str(number))
    verdict = classify(mail, Owner(frozenset({ME})))
    return facts(mail, verdict, "work", NOW, keep_subjects=keep_subjects, secret=store.secret)


def bodies(count: int) -> list[str]:
    """Make texts of words that occur nowhere else."""
    draw = random.Random(7)
    words = ["".join(draw.choices("bcdfghjklmnpqrstvwxz", k=9)) for _ in range(400)]
    return [  # what asks is quoted as a reason, as long as the text is at hand
        f"Hi Ada,\n\nCould you please send me the {' '.join(draw.choices(words, k=3))} by Friday?\n"
        f"It is about {' '.join(draw.choices(words, k=12))} by {draw.choice(words)}.\n"
        f"I promise {' '.join(draw.choices(words, k=8))}.\n\n> {' '.join(draw.choices(words, k=10))}\n"
        for _ in range(count)
    ]


def grams(text: str) -> Iterator[bytes]:
    """All runs of two invented words."""
    words = [word.strip("?.>") for word in text.split()]
    for one, two in itertools.pairwise(words):
        if len(one) == len(two) == 9:
            yield f"{one} {two}".encode()


def test_t23_no_word_of_a_body_is_on_disk(store: Store) -> None:
    """T23: after storing and tracking, none of 1,000 random body n-grams is in the store, its WAL or elsewhere."""
    texts = bodies(60)
    store.add("work", [read(text, number, store) for number, text in enumerate(texts)], "1")
    assert track(store, rules(), NOW).requests == 60
    wanted = [gram for text in texts for gram in grams(text)]
    assert len(wanted) >= 1000
    data = on_disk(store)
    assert b"Subject7 zebra" in data, "or this test looks in the wrong place"
    assert [gram for gram in wanted if gram in data] == []
    assert not any(word in data for text in texts for word in text.encode().split() if len(word) == 9)
    assert b"by friday" not in data.lower(), "the words that told the deadline"


def test_t23_without_subjects_only_a_keyed_hash_is_on_disk(store: Store) -> None:
    """T23."""
    messages = [read("Could you look?", number, store, keep_subjects=False) for number in range(5)]
    store.add("work", messages, "1")
    track(store, rules(), NOW)
    assert b"zebra" not in on_disk(store).lower()
    assert len({stored.subject_key for stored in store.messages()}) == 5


def test_settings_that_keep_less_remove_what_was_kept(store: Store) -> None:
    store.keep_text = True
    whole = [read("Could you send it by Friday noon?", number, store) for number in range(6)]
    store.add("work", [*whole, full_message()], "1")
    track(store, rules(), NOW)
    before = [replace(request, subject="") for request in store.requests()]
    assert b"zebra" in on_disk(store)
    assert b"Friday" in on_disk(store)
    store.keep_text = False
    assert store.keep_less(subjects=False, text=False) > 0
    for word in (b"zebra", b"noon", b"Friday", b"tomorrow"):
        assert word not in on_disk(store)
    assert store.keep_less(subjects=False, text=False) == 0
    expected = [read("Could you send it by Friday noon?", n, store, keep_subjects=False) for n in range(6)]
    assert [m.subject_key for m in store.messages()][:6] == [m.subject_key for m in expected]
    assert store.add("work", expected, "2").new == 0
    track(store, rules("again"), NOW)
    assert [request.id for request in store.requests()] == [request.id for request in before]


def forgettable() -> list[Message]:
    """Messages that name a person in every field there is."""
    others = [
        message(1, cc=(PERSON, "dan@corp.example"), reply_to=(PERSON,), subject=f"For {PERSON.upper()}"),
        message(2, message_id=f"<x.{PERSON}.1>", sender_header=f"Bo <bo@corp.example> for {PERSON}"),
        message(3, references=(f"<x.{PERSON}.1>", "<m1@corp.example>"), in_reply_to=(f"<x.{PERSON}.1>",)),
        message(4, sender=ME, to=(PERSON,), in_sent=True, in_reply_to=("<m9@corp.example>",)),
    ]
    whole = full_message()
    assert whole.invitation is not None
    assert whole.report is not None
    invitation = replace(whole.invitation, organizer=PERSON, uid=f"7-{PERSON}")
    report = replace(whole.report, failed=(PERSON,))
    others.append(message(5, invitation=invitation, report=report, ref=f"{PERSON}/5", provider_conversation=PERSON))
    return [*others, *(message(n, sender=PERSON, sender_header=PERSON) for n in range(9, 12))]


def test_t23_forget_erases_a_person_from_every_byte(store: Store, stores: Stores) -> None:
    """T23: messages by them, their address in others', requests, decisions, states, backups: nothing is left."""
    store.add("work", forgettable(), PERSON)
    store.decide(Decision(DecisionKind.DISMISS, "work", "key-10", NOW))
    store.decide(Decision(DecisionKind.TAKE, "work", "key-1", NOW, by=PERSON))
    store.failed("work", NOW, f"Login as {PERSON} failed.")
    track(store, rules(), NOW)
    if not stores.shared:  # one of a migration
        store.path.with_name(f"{store.path.name}.backup-0000").write_text(PERSON)
    assert any(request.sender == PERSON for request in store.requests())
    store.add("work", [], "cursor")
    assert store.forget(f" {PERSON.upper()} ") == 8
    track(store, rules(), NOW)
    assert PERSON.encode() not in on_disk(store).lower()
    left = {stored.key: stored for stored in store.messages()}
    assert sorted(left) == ["key-1", "key-2", "key-3", "key-4", "key-5"]
    assert left["key-1"].cc == ("dan@corp.example",)
    assert left["key-3"].in_reply_to == (left["key-2"].message_id,), "conversations stay together"
    assert store.decisions() == []
    assert {request.sender for request in store.requests()} == {"bo@corp.example"}
    store.check()


def test_forget_matches_what_a_new_derivation_says(store: Store) -> None:
    store.add("work", Traffic(11, 120).messages, "1")
    track(store, rules(), NOW)
    store.forget(PERSON)
    track(store, rules(), NOW)
    incremental = [assess(request, rules(), NOW) for request in store.requests()]
    track(store, rules("other"), NOW)
    assert store.requests() == incremental
    assert len(incremental) > 5


def test_t23_purge_leaves_nothing_older(store: Store) -> None:
    """T23: what retention ends is gone from every file, with requests and decisions."""
    store.add("work", [message(n, subject=f"old{n}x", subject_key=f"old{n}x") for n in range(40)], "1")
    track(store, rules(), NOW)
    store.decide(Decision(DecisionKind.DONE, "work", "key-3", NOW))
    store.decide(Decision(DecisionKind.DONE, "work", "key-33", NOW))
    assert store.purge(START + dt.timedelta(hours=30)) == 30
    data = on_disk(store)
    assert [n for n in range(40) if f"old{n}x".encode() in data] == list(range(30, 40))
    assert [decision.key for decision in store.decisions()] == ["key-33"]
    track(store, rules(), NOW)
    assert [request.key for request in store.requests()] == [f"key-{n}" for n in range(30, 40)]
    assert store.purge(START) == 0


def test_export_holds_all_facts_and_no_secret(store: Store, stores: Stores) -> None:
    store.add("work", [full_message(), message(2)], "cur")
    store.succeeded("work", NOW)
    store.decide(Decision(DecisionKind.MARK, "work", "key-2", NOW))
    track(store, rules(), NOW)
    rows = list(store.export())
    text = "\n".join(json.dumps(row) for row in rows)
    assert store.secret.hex() not in text
    tables = [row["table"] for row in rows]
    expected = {"mailbox": 1, "message": 2, "decision": 1, "request": 1} | ({"tally": 1} if stores.shared else {})
    assert {name: tables.count(name) for name in tables} == expected
    message_row = next(row for row in rows if row["table"] == "message")
    assert message_row["to_addresses"] == ME
    request = next(row for row in rows if row["table"] == "request")
    assert request["state"] == State.OPEN.value


def test_sender_history_leaves_with_the_person_and_with_their_last_mail(store: Store) -> None:
    """What `train` learnt of people is in the store by their addresses; on both engines it is taken out."""
    learnt = Personal(VERSION, {}, NOW, {}, Senders({PERSON: 0.9, "dan@corp.example": -0.7, "bo@corp.example": 0.5}))
    store.add("work", [message(1, sender="bo@corp.example")], None)
    store.set_meta(PERSONAL, personal.write((learnt, learnt)))
    store.forget(PERSON)
    assert personal.known(store.meta(PERSONAL)) == {"dan@corp.example", "bo@corp.example"}
    assert PERSON.encode() not in on_disk(store)
    store.purge(START)
    assert personal.known(store.meta(PERSONAL)) == {"bo@corp.example"}  # nobody else's mail is there
