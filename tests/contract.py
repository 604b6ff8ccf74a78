"""What every connector must do, as one suite that each connector's test class inherits.

A test module writes the hooks and gets all the tests::

    class TestFiles(ConnectorContract):
        @pytest.fixture(autouse=True)
        def _place(self, tmp_path): self.path = tmp_path / "box.mbox"
        def make_mailbox(self, deliveries): ...   # an empty mailbox, then these messages, in this order
        def deliver(self, deliveries): ...        # new mail arrives later, by another hand than the connector's
        def connector(self): ...                  # a new connector on that mailbox; may be called many times
        def snapshot(self): ...                   # the mailbox's whole state: bytes, names, flags; compared with ==
        def unreachable(self): ...                # a connector whose mailbox is not there at all
        def remove(self, index): ...              # another client deletes the message at `index`

`make_mailbox` gets each message with the time at which it arrived; the connector must report it as `provider_time`
where `keeps_time` is True. Messages lie in one folder that is not Sent. Class attributes tune the suite:

    batch_size      the most messages that a batch may hold
    keeps_time      the mailbox knows when a message arrived (to the second)
    notices         `wait` must return True within 10 seconds when mail arrives
    memory_limit    bytes that reading 30 MB of mail may take at its peak
"""

from __future__ import annotations

import datetime as dt
import json
import time
import tracemalloc
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pytest

from inboxwatch.errors import PermanentError, TransientError
from inboxwatch.mail import parse
from inboxwatch.model import Mail
from inboxwatch.ports import Batch, Connector
from tests import builders

START = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Delivery:
    """A message and when the mailbox took it in."""

    raw: bytes
    at: dt.datetime


def deliveries(count: int, *, first: int = 0, size: int = 0) -> list[Delivery]:
    """Make messages that differ, an hour apart; `size` pads each with an attachment of so many bytes."""
    out = []
    for number in range(first, first + count):
        at = START + dt.timedelta(hours=number)
        parts: dict[str, object] = {
            "message_id": f"<contract-{number}@corp.example>",
            "subject": f"Question {number}",
            "text": f"Could you look at number {number}?\n",
            "date": at,
            "received": at,
        }
        if size:
            parts |= {"content_type": 'multipart/mixed; boundary="=_m"', "text": _padded(number, size)}
        out.append(Delivery(builders.raw(**parts), at))  # type: ignore[arg-type]
    return out


def _padded(number: int, size: int) -> bytes:
    line = b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5eg==\n"
    return (
        b"--=_m\nContent-Type: text/plain\n\nCould you look at number %d?\n" % number
        + b"--=_m\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n"
        + b"Content-Disposition: attachment; filename=a.pdf\n\n"
        + line * (size // len(line))
        + b"--=_m--\n"
    )


def bare(mail: Mail) -> Mail:
    """Return a mail without what belongs to its place, to compare across connectors."""
    hints = {k: v for k, v in mail.headers.items() if k not in ("status", "x-status", "x-keywords")}
    return replace(mail, ref="", folder="", provider_time=None, in_sent=False, provider_conversation="", headers=hints)


def mails(batches: Iterable[Batch]) -> list[Mail]:
    """Return the mails of all batches."""
    return [mail for batch in batches for mail in batch.mails]


def subjects(found: Iterable[Mail]) -> list[str]:
    """Return the subjects, sorted by number."""
    return sorted((mail.subject for mail in found), key=lambda s: (len(s), s))


class ConnectorContract(ABC):
    """The suite; see the module's docstring for the hooks."""

    batch_size = 500
    keeps_time = True
    notices = True
    memory_limit = 25_000_000
    many = 1_203
    """How many messages the tests of batches use: more than two batches."""

    @abstractmethod
    def make_mailbox(self, deliveries: Sequence[Delivery]) -> None:
        """Make the mailbox with these messages."""

    @abstractmethod
    def deliver(self, deliveries: Sequence[Delivery]) -> None:
        """Let new mail arrive."""

    @abstractmethod
    def connector(self) -> Connector:
        """Make a new connector on the mailbox."""

    @abstractmethod
    def snapshot(self) -> object:
        """Return the whole state of the mailbox."""

    @abstractmethod
    def unreachable(self) -> Connector:
        """Make a connector whose mailbox is not there."""

    @abstractmethod
    def remove(self, index: int) -> None:
        """Delete a message as another client would."""

    def seen(self, mail: Mail) -> object:
        """Return what of a mail is compared with what the parser reads; a server that rewrites mail keeps less."""
        return bare(mail)

    # -- helpers ---------------------------------------------------------------------------------------------------

    def read(self, cursor: str = "", since: dt.datetime | None = None, *, most: int = 1_000_000) -> list[Batch]:
        """Read at most so many batches with a fresh connector, and close it."""
        connector = self.connector()
        out = []
        try:
            for batch in connector.fetch(cursor, since):
                out.append(batch)
                if len(out) >= most:
                    break
        finally:
            connector.close()
        return out

    # -- the tests -------------------------------------------------------------------------------------------------

    def test_reads_every_message_as_the_parser_does(self) -> None:
        sent = deliveries(7)
        self.make_mailbox(sent)
        found = mails(self.read())
        assert subjects(found) == [f"Question {n}" for n in range(7)]
        expected = {parse(d.raw, ref="").subject: self.seen(parse(d.raw, ref="")) for d in sent}
        for mail in found:
            assert self.seen(mail) == expected[mail.subject]
            assert not mail.in_sent
        assert len({mail.ref for mail in found}) == 7

    def test_knows_when_messages_arrived(self) -> None:
        sent = deliveries(3)
        self.make_mailbox(sent)
        found = {mail.subject: mail.provider_time for mail in mails(self.read())}
        expected = {f"Question {n}": d.at if self.keeps_time else None for n, d in enumerate(sent)}
        assert found == expected

    def test_never_changes_the_mailbox(self) -> None:
        """R11: flags and bytes before = flags and bytes after."""
        self.make_mailbox(deliveries(5))
        before = self.snapshot()
        found = mails(self.read())
        connector = self.connector()
        connector.texts([mail.ref for mail in found])
        connector.wait(0.01)
        connector.close()
        assert len(found) == 5
        assert self.snapshot() == before

    def test_empty_mailbox(self) -> None:
        self.make_mailbox([])
        assert mails(self.read()) == []

    def test_second_run_changes_nothing(self) -> None:
        """R4: nothing comes twice, and the cursor stays."""
        self.make_mailbox(deliveries(6))
        cursor = self.read()[-1].cursor
        again = self.read(cursor)
        assert mails(again) == []
        cursor = again[-1].cursor if again else cursor
        assert self.read(cursor) == []

    def test_only_new_mail_afterwards(self) -> None:
        self.make_mailbox(deliveries(4))
        cursor = self.read()[-1].cursor
        self.deliver(deliveries(2, first=4))
        later = self.read(cursor)
        assert subjects(mails(later)) == ["Question 4", "Question 5"]
        assert mails(self.read(later[-1].cursor)) == []

    def test_mail_that_arrives_one_by_one(self) -> None:
        self.make_mailbox([])
        batches = self.read()
        cursor = batches[-1].cursor if batches else ""
        for number in range(4):
            self.deliver(deliveries(1, first=number))
            batches = self.read(cursor)
            assert subjects(mails(batches)) == [f"Question {number}"]
            cursor = batches[-1].cursor

    def test_resumes_at_every_batch(self) -> None:
        """R31: stop after each batch and go on from its cursor: nothing lost, nothing twice."""
        self.make_mailbox(deliveries(self.many))
        whole = self.read()
        assert max(len(batch.mails) for batch in whole) <= self.batch_size
        assert len(whole) >= 3
        expected = [f"Question {n}" for n in range(self.many)]
        assert subjects(mails(whole)) == expected
        for stop in range(1, len(whole) + 1):
            first = self.read(most=stop)
            rest = self.read(first[-1].cursor)
            assert subjects(mails(first) + mails(rest)) == expected, f"stopped after batch {stop}"

    def test_resumes_from_cursor_to_cursor(self) -> None:
        self.make_mailbox(deliveries(self.many))
        found: list[Mail] = []
        cursor = ""
        for _ in range(100):
            batches = self.read(cursor, most=1)
            if not batches:
                break
            found += batches[0].mails
            cursor = batches[0].cursor
        assert subjects(found) == [f"Question {n}" for n in range(self.many)]

    def test_a_batch_that_was_not_stored_comes_again(self) -> None:
        self.make_mailbox(deliveries(self.many))
        first, second = self.read(most=2)
        again = self.read(first.cursor, most=1)[0]
        begins = min(len(again.mails), len(second.mails))  # a pass may begin with a smaller batch
        assert begins
        assert subjects(again.mails)[:begins] == subjects(second.mails)[:begins]

    def test_cursor_is_a_small_string(self) -> None:
        self.make_mailbox(deliveries(5))
        for batch in self.read():
            assert isinstance(batch.cursor, str)
            assert json.loads(json.dumps(batch.cursor)) == batch.cursor
            assert len(batch.cursor) < 65_536

    def test_progress_never_goes_back(self) -> None:
        self.make_mailbox(deliveries(self.many))
        batches = self.read()
        done = [batch.done for batch in batches]
        assert done == sorted(done)
        assert all(batch.total in (0, self.many) for batch in batches)

    @pytest.mark.parametrize("cursor", ["rubbish", "{}", "[]", "null", '{"v": 99}', "\ud800", "9" * 5000])
    def test_a_foreign_cursor_loses_nothing(self, cursor: str) -> None:
        """It starts again or is refused with a sentence; it never skips mail."""
        self.make_mailbox(deliveries(3))
        refused = ""
        found: list[Batch] = []
        try:
            found = self.read(cursor)
        except PermanentError as error:
            refused = str(error)
        assert refused or len(mails(found)) == 3

    def test_since_bounds_the_first_pass(self) -> None:
        self.make_mailbox(deliveries(96))
        since = START + dt.timedelta(hours=60)
        found = mails(self.read(since=since))
        numbers = {int(mail.subject.split()[1]) for mail in found}
        assert numbers >= set(range(60, 96)), "nothing from then on may be missing"
        assert min(numbers) >= 60 - 36, "servers count in days of some zone: a day and a half is allowed"

    def test_since_does_not_hide_new_mail(self) -> None:
        self.make_mailbox(deliveries(3))
        batches = self.read(since=START + dt.timedelta(days=30))
        assert mails(batches) == []
        cursor = batches[-1].cursor if batches else ""
        self.deliver(deliveries(1, first=24 * 40))
        assert len(mails(self.read(cursor, since=START + dt.timedelta(days=30)))) == 1

    def test_reads_messages_again_by_ref(self) -> None:
        self.make_mailbox(deliveries(5))
        found = mails(self.read())
        connector = self.connector()
        wanted = [mail.ref for mail in found[1:4]]
        again = connector.texts(wanted)
        connector.close()
        assert set(again) == set(wanted)
        for mail in found[1:4]:
            assert again[mail.ref].text == mail.text
            assert bare(again[mail.ref]) == bare(mail)

    def test_gone_and_foreign_refs_are_left_out(self) -> None:
        """T5: a ref that names no message is never sent anywhere as it is."""
        self.make_mailbox(deliveries(3))
        found = mails(self.read())
        gone = next(mail for mail in found if mail.subject == "Question 1")
        kept = next(mail for mail in found if mail.subject == "Question 2")
        self.remove(1)
        connector = self.connector()
        hostile = ["", "nonsense", "../../etc/passwd", "1\r\nX LOGOUT", "INBOX:1:999999", "\0", gone.ref, kept.ref]
        again = connector.texts(hostile)
        connector.close()
        assert [mail.subject for mail in again.values()] in (["Question 2"], [])
        assert gone.ref not in again or again[gone.ref].subject == "Question 1"

    def test_deleted_mail_disturbs_nothing(self) -> None:
        """R11: another client deletes; what arrives later is still found."""
        self.make_mailbox(deliveries(6))
        cursor = self.read()[-1].cursor
        self.remove(2)
        self.deliver(deliveries(2, first=6))
        found = subjects(mails(self.read(cursor)))
        assert [s for s in found if s in ("Question 6", "Question 7")] == ["Question 6", "Question 7"]

    def test_broken_mail_is_kept_and_its_neighbours_unharmed(self) -> None:
        """R30: every message gives a record, and the others are as they are without it."""
        good = deliveries(2)
        at = START + dt.timedelta(hours=9)
        broken = [
            Delivery(b"\xff\xfe\xfd garbage without any header\r\n\r\n\x80\x81\r\n", at),
            Delivery(b'From: (((((((((((\r\nTo: <<<<,,;;::"\r\nSubject: =?x-none?B?!!!?=\r\n\r\nx\r\n', at),
            Delivery(b"Subject: no end of header, no body\r\n", at),
            Delivery(b'Content-Type: multipart/mixed; boundary=""\r\nSubject: bad mime\r\n\r\n--\r\n--\r\n', at),
            Delivery(b"Message-ID: <a\rX1 STORE 1:* +FLAGS (\\Deleted)>\r\nSubject: T5\r\n\r\nbody\r\n", at),
        ]
        self.make_mailbox([good[0], *broken, good[1]])
        found = mails(self.read())
        assert len(found) == 7
        by_id = {mail.message_id: mail for mail in found if mail.message_id}
        for number, delivery in enumerate(good):
            expected = self.seen(parse(delivery.raw, ref=""))
            assert self.seen(by_id[f"<contract-{number}@corp.example>"]) == expected

    def test_missing_mailbox_is_one_clear_sentence(self) -> None:
        connector = self.unreachable()
        with pytest.raises((PermanentError, TransientError)) as caught:
            list(connector.fetch("", None))
        connector.close()
        connector.close()
        assert caught.value.message
        assert caught.value.remedy
        assert "Traceback" not in str(caught.value)
        assert "\n" not in str(caught.value)

    def test_close_at_any_time(self) -> None:
        self.make_mailbox(deliveries(2))
        connector = self.connector()
        connector.close()
        connector.close()
        connector = self.connector()
        next(iter(connector.fetch("", None)))
        connector.close()

    def test_wait_comes_back(self) -> None:
        self.make_mailbox(deliveries(1))
        connector = self.connector()
        cursor = [batch.cursor for batch in connector.fetch("", None)][-1]
        started = time.monotonic()
        assert connector.wait(0.3) in (True, False)
        assert time.monotonic() - started < 10
        self.deliver(deliveries(1, first=1))
        started = time.monotonic()
        if self.notices:
            assert connector.wait(10) is True
            assert time.monotonic() - started < 10
        assert subjects(mails(connector.fetch(cursor, None))) == ["Question 1"]
        connector.close()

    def test_memory_is_bounded(self) -> None:
        """R31, T17: attachments are never held all at once."""
        self.make_mailbox(deliveries(600, size=50_000))
        connector = self.connector()
        tracemalloc.start()
        try:
            count = sum(len(batch.mails) for batch in connector.fetch("", None))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
            connector.close()
        assert count == 600
        assert peak < self.memory_limit
