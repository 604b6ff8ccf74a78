"""A store with any number of messages, without reading any mail: threads of a question, an answer, a thank-you."""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inboxwatch.classifier import VERSION
from inboxwatch.demo.people import COLLEAGUES, MIRA
from inboxwatch.model import Message, RequestKind, Verdict

NOW = dt.datetime(2026, 5, 21, 12, 30, tzinfo=dt.UTC)
START = dt.datetime(2023, 5, 22, 7, 0, tzinfo=dt.UTC)

CONFIG = """\
[me]
name = "Mira Sandberg"
addresses = ["mira.sandberg@kestrel.example"]
[directory]
internal_domains = ["kestrel.example"]
[directory.departments]
Finance = ["carol.whitfield@kestrel.example", "dieter.anders@kestrel.example"]
IT = ["priya.raman@kestrel.example", "felix.huber@kestrel.example"]
[calendar]
timezone = "Europe/Berlin"
holidays = "DE-BE"
[[mailbox]]
name = "bench"
connector = "files"
path = "{folder}/mail"
[store]
url = "sqlite:///{folder}/store.sqlite3"
"""

ASKS = Verdict(VERSION, score=0.9, kind=RequestKind.QUESTION, reasons=("question",), greets_owner=True)
ANSWERS = Verdict(VERSION, score=0.05)
THANKS = Verdict(VERSION, score=0.02, thanks=True)


def _message(key: str, sender: str, to: str, when: dt.datetime, verdict: Verdict, parents: tuple[str, ...]) -> Message:
    subject = f"Order {key.split('.', maxsplit=1)[0]}"
    return Message(
        mailbox="bench",
        key=key,
        message_id=f"<{key}>",
        in_reply_to=parents[-1:],
        references=parents,
        sender=sender,
        sender_name="",
        sender_header="",
        reply_to=(),
        to=(to,),
        cc=(),
        bcc=(),
        subject=subject,
        subject_key=subject.lower(),
        subject_words=2,
        forward_subject=False,
        received_at=when,
        sent_at=when,
        in_sent=sender == MIRA.address,
        authentication=(),
        verdict=verdict,
        ref=key,
    )


def messages(
    count: int, every: int = 1, owed: int = 0, *, start: dt.datetime = START, end: dt.datetime = NOW, name: str = ""
) -> Iterator[Message]:
    """Threads of three in time's order; of the latest, some have no answer yet.

    Only each `every`-th begins with a request; each `owed`-th (0: none) is one that the owner began by asking.
    `name` begins all keys: messages of another name are others.
    """
    rng = random.Random(1)
    threads = -(-count // 3)
    step = (end - start) / (threads + 1)
    for number in range(threads):
        asker, when = rng.choice(COLLEAGUES).address, start + step * number
        ask, reply, thanks = (f"{name}{number}.{part}@kestrel.example" for part in "abc")
        after = when + dt.timedelta(minutes=rng.randint(2, 2000))
        if owed and number % owed == 1:
            yield _message(ask, MIRA.address, asker, when, ASKS, ())
            yield _message(reply, asker, MIRA.address, after, ANSWERS, (f"<{ask}>",))
            continue
        yield _message(ask, asker, MIRA.address, when, THANKS if number % every else ASKS, ())
        yield _message(reply, MIRA.address, asker, after, ANSWERS, (f"<{ask}>",))
        yield _message(thanks, asker, MIRA.address, after + dt.timedelta(minutes=9), THANKS, (f"<{ask}>", f"<{reply}>"))


def fill(folder: Path, count: int, every: int = 1, owed: int = 0) -> Path:
    """Write a configuration and a store with `count` messages into `folder`; return the configuration's path."""
    from inboxwatch.store import Store

    (folder / "mail").mkdir()
    config = folder / "config.toml"
    config.write_text(CONFIG.format(folder=folder))
    stream = (message for message in messages(count, every, owed) if message.received_at <= NOW)
    with Store.open(f"sqlite:///{folder / 'store.sqlite3'}") as store:
        while batch := tuple(islice(stream, 5000)):
            store.add("bench", batch, None)
    return config
