"""A large mailbox for measurements: as many messages as asked for, shaped like real ones, not meant to be read.

Of each hundred, sixty are plain text, thirty carry HTML of 5 to 40 kB beside it and ten an attachment of 50 to 500 kB;
headers come as transport systems leave them. Answers lie in Sent. The same seed gives the same bytes.
"""

from __future__ import annotations

import base64
import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import format_datetime
from pathlib import Path

from inboxwatch.demo import mime
from inboxwatch.demo.maildir import Maildir
from inboxwatch.demo.people import COLLEAGUES, CUSTOMER, CUSTOMER_TWO, DOMAIN, MIRA, PARTNERS, Person
from inboxwatch.demo.phrases import PHRASES, Topic
from inboxwatch.demo.traffic import CUSTOMERS, ITEMS

START = dt.datetime(2024, 5, 20, tzinfo=dt.UTC)
DAYS = 730
_FILLER = base64.encodebytes(random.Random(1).randbytes(400_000))
_LINE = 77
"""Bytes of one encoded line with its end."""


@dataclass(frozen=True, slots=True)
class Load:
    """What was written."""

    inbox: int
    sent: int
    bytes: int


def write_load(folder: Path, messages: int = 10_000, seed: int = 1, sent: int | None = None) -> Load:
    """Write `messages` into a Maildir++ tree whose root is INBOX, and `sent` (a third) more into its `.Sent`.

    Raises `FileExistsError` if `folder` holds a mailbox already.
    """
    if (folder / "cur").exists():
        raise FileExistsError(folder)
    rng = random.Random(seed)
    answers = messages // 3 if sent is None else sent
    inbox, outbox = Maildir(folder), Maildir(folder / ".Sent")
    size = 0
    step = dt.timedelta(days=DAYS) / max(1, messages)
    for number in range(messages):
        writer = _Writer(rng, seed, number, START + step * number)
        raw = writer.message()
        inbox.add(raw, writer.when)
        size += len(raw)
        if number * answers // messages != (number + 1) * answers // messages:
            raw = writer.answer()
            outbox.add(raw, writer.answered)
            size += len(raw)
    return Load(inbox.count, outbox.count, size)


def fresh(messages: int, seed: int, when: dt.datetime) -> Iterator[bytes]:
    """Make some more messages, all of them written at `when`, for whoever delivers them."""
    rng = random.Random(seed)
    for number in range(messages):
        yield _Writer(rng, seed, number, when).message()


class _Writer:
    """Draws one message and, if wanted, its answer."""

    def __init__(self, rng: random.Random, seed: int, number: int, when: dt.datetime) -> None:
        self.rng = rng
        self.when = when.replace(microsecond=0)
        self.answered = self.when + dt.timedelta(minutes=rng.randint(3, 900))
        self.sender: Person = rng.choice((*COLLEAGUES, *PARTNERS, CUSTOMER, CUSTOMER_TWO))
        self.key = f"{seed}.{number}.{rng.getrandbits(48):012x}"
        self.topic = self._topic()
        self.bulk = rng.random() < 0.15

    def _topic(self) -> Topic:
        topics = PHRASES[self.sender.language].topics
        topic = self.rng.choice(topics.get(self.sender.first) or topics[next(iter(topics))])
        values = {
            "n": self.rng.randint(10_000, 99_999),
            "item": self.rng.choice(ITEMS),
            "customer": self.rng.choice(CUSTOMERS),
        }
        return Topic(topic.subject.format(**values), topic.ask.format(**values), topic.answer.format(**values))

    def message(self) -> bytes:
        """An inbound message with the headers that a transport system adds."""
        head = [
            *self._received(),
            *self._signatures(),
            f"From: {mime.address(self.sender)}",
            f"To: {mime.address(MIRA)}",
            f"Subject: {mime.words(self.topic.subject)}",
            f"Date: {format_datetime(self.when)}",
            f"Message-ID: <{self.key}@{self.sender.domain}>",
            "MIME-Version: 1.0",
        ]
        if self.bulk:
            head += [
                f"List-Id: <{self.rng.randint(1, 40)}.news.example>",
                "Precedence: bulk",
                "List-Unsubscribe: <https://news.example/leave>",
            ]
        return "\n".join(head).encode() + b"\n" + self._body()

    def answer(self) -> bytes:
        """The owner's reply to it."""
        head = [
            f"From: {mime.address(MIRA)}",
            f"To: {mime.address(self.sender)}",
            f"Subject: {mime.words('Re: ' + self.topic.subject)}",
            f"Date: {format_datetime(self.answered)}",
            f"Message-ID: <{self.key}.answer@{DOMAIN}>",
            f"In-Reply-To: <{self.key}@{self.sender.domain}>",
            f"References: <{self.key}@{self.sender.domain}>",
            "MIME-Version: 1.0",
        ]
        text = f"{self.topic.answer}\n\n{MIRA.first}\n\n> {self.topic.ask}\n"
        return "\n".join(head).encode() + b"\n" + mime.text_entity(text)

    def _received(self) -> list[str]:
        hops = self.rng.randint(2, 5)
        stamp = format_datetime(self.when + dt.timedelta(seconds=4))
        return [
            f"Received: from relay{hop}.{self.sender.domain} (relay{hop}.{self.sender.domain} [192.0.2.{hop}])\n"
            f"\tby mx{hop}.{DOMAIN} (Postfix) with ESMTPS id {self.rng.getrandbits(40):X}\n"
            f"\tfor <{MIRA.address}>; {stamp}"
            for hop in range(hops)
        ]

    def _signatures(self) -> list[str]:
        seal = base64.b64encode(self.rng.randbytes(256)).decode()
        folded = "\n\t ".join(seal[start : start + 72] for start in range(0, len(seal), 72))
        return [
            f"Return-Path: <{self.sender.address}>",
            f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={self.sender.domain}; s=k1;\n\tb={folded}",
            f"Authentication-Results: mx.{DOMAIN}; dkim=pass header.d={self.sender.domain}; dmarc=pass",
            "X-Spam-Status: No, score=-1.9 required=5.0 tests=BAYES_00,DKIM_SIGNED,DKIM_VALID",
        ]

    def _body(self) -> bytes:
        foot = f"-- \n{self.sender.name}\n{self.sender.role}\n"
        text = f"Hello {MIRA.first},\n\n{self.topic.ask}\n\n{self.sender.first}\n\n{foot}"
        content, draw = mime.text_entity(text), self.rng.random()
        if draw < 0.6:
            return content
        if draw < 0.9:
            page = mime.html_page(text).encode()
            filler = b"<p>" + _FILLER[: self.rng.randint(5_000, 40_000)] + b"</p>"
            part = (
                b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + page + filler + b"\n"
            )
            return mime.multipart("alternative", [content, part])
        lines = self.rng.randint(50_000, 500_000) // _LINE
        part = (
            b'Content-Type: application/pdf\nContent-Disposition: attachment; filename="scan.pdf"\n'
            b"Content-Transfer-Encoding: base64\n\n" + _FILLER[: lines * _LINE]
        )
        return mime.multipart("mixed", [content, part])
