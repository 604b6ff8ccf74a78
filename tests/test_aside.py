"""R5: a message that raises, hangs, eats memory or is withheld is set aside, and all the others are read."""

from __future__ import annotations

import datetime as dt
import os
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from inboxwatch.config import MailboxSettings, Settings
from inboxwatch.errors import TransientError, WithheldError
from inboxwatch.mail import parse
from inboxwatch.model import Mail
from inboxwatch.ports import Batch
from inboxwatch.store import Store
from inboxwatch.store.aside import TRIES
from inboxwatch.store.ready import Ready
from inboxwatch.watch.aside import MailboxTries
from inboxwatch.watch.reports import quiet
from inboxwatch.watch.sync import Pass
from inboxwatch.work import guard
from inboxwatch.work.guard import Broken, Court, Guard, PoisonError
from inboxwatch.work.judge import Judging
from tests.conftest import NOW
from tests.fakes import FakeConnector, FakeMailbox
from tests.servers.daemon import question

MINUTE = dt.timedelta(minutes=1)
SETTINGS = Settings.model_validate(
    {
        "me": {"addresses": ["alice@example.test"]},
        "directory": {"internal_domains": ["example.test"]},
        "calendar": {"timezone": "UTC"},
        "mailbox": [{"name": "work", "connector": "files", "path": "x", "since": "3650d"}],
    }
)


@dataclass(frozen=True, slots=True)
class Poisoned(Judging):
    """Judging with a mail that it does not survive: its subject says of what. Each try adds a byte to `log`."""

    log: str = ""

    def do(self, mails: Iterable[Mail]) -> list[Ready]:
        """Judge as usual, or die."""
        mails = list(mails)
        for mail in mails:
            kind = mail.subject.partition(" ")[0]
            if kind in {"raise", "hang", "memory", "die"}:
                with Path(self.log).open("a") as log:
                    log.write(kind[0])
            if kind == "raise":
                raise ValueError(mail.subject)
            if kind == "hang":
                time.sleep(60)
            if kind == "memory":
                bytearray(3 << 30)
            if kind == "die":
                os.kill(os.getpid(), signal.SIGKILL)
        return Judging.do(self, mails)


def poison(kind: str) -> bytes:
    return question(1).replace(b"Subject: Budget 1", f"Subject: {kind} of a mail".encode()).replace(b"<q1.", b"<p1.")


in_a_file = pytest.mark.parametrize("stores", ["sqlite"], indirect=True)
"""For what takes long and says nothing of the database: how a process that judges ends."""


@pytest.fixture
def court(monkeypatch: pytest.MonkeyPatch) -> Iterator[Court]:
    monkeypatch.setattr(guard, "PATIENCE", 2.5)  # a busy machine takes one to hand a mail over
    monkeypatch.setattr(guard, "EACH", 0.0)
    made = Court()
    yield made
    made.close()


@dataclass
class Watch:
    """Passes over one mailbox as the daemon makes them."""

    store: Store
    court: Court
    connector: FakeConnector
    log: Path
    now: dt.datetime = NOW
    careful: bool = False

    def once(self) -> tuple[str, ...]:
        """One pass; returns what it says."""
        mailbox: MailboxSettings = SETTINGS.mailbox[0]
        reading = Pass(SETTINGS, self.store, self.now, quiet, mailbox)
        usual = reading.judging()
        kept = {name: getattr(usual, name) for name in Judging.__dataclass_fields__}
        judging = Poisoned(**kept, log=str(self.log))
        tries = MailboxTries(self.store, "work", self.now)
        return reading.once(self.connector, Guard(self.court, judging, tries, lambda: self.careful)).notices

    def tries(self) -> int:
        """How often the poison was tried."""
        return len(self.log.read_text()) if self.log.exists() else 0


def mailbox(kind: str, others: int = 49) -> FakeMailbox:
    """Make a mailbox whose 20th message is poison."""
    made = FakeMailbox()
    for number in range(others + 1):
        made.add(poison(kind) if number == 20 else question(number), NOW - dt.timedelta(hours=1))
    return made


ENDS = {"raise": "ValueError", "hang": "takes more than", "memory": "MemoryError", "die": "ended the process"}
"""Kinds of poison, and what is said of them; memory is refused by the limit, not used until somebody loses patience."""


@in_a_file
@pytest.mark.parametrize("kind", ENDS)
def test_r5_poison_is_set_aside_after_three_tries_and_the_others_are_read(
    kind: str, store: Store, court: Court, tmp_path: Path
) -> None:
    watch = Watch(store, court, FakeConnector(mailbox(kind)), tmp_path / "tries")
    said = watch.once()
    assert store.count("work") == 49
    assert any("1 message is set aside" in words for words in said)
    assert store.cursor("work") == "50"
    for minutes in (0, 1, 15, 30, 60, 600):
        watch.now = NOW + minutes * MINUTE
        watch.once()
    (aside,) = store.asides.all()
    assert (aside.attempts, aside.ref) == (TRIES, "21")
    assert watch.tries() == TRIES
    assert "reading it" in aside.why and "of a mail" not in aside.why
    assert ENDS[kind] in aside.why
    assert store.count("work") == 49


def test_r5_another_version_tries_again_and_stores_it(store: Store, court: Court, tmp_path: Path) -> None:
    box = mailbox("raise", others=2)
    box.add(poison("raise"), NOW)
    watch = Watch(store, court, FakeConnector(box), tmp_path / "tries")
    watch.once()
    watch.now += 20 * MINUTE
    watch.once()
    assert [each.attempts for each in store.asides.all()] == [TRIES]
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE aside SET version = 'older'")
    number = max(box.messages)
    box.messages[number] = (question(99), NOW)  # as if this version could read it
    watch.once()
    assert store.asides.all() == [] and store.count("work") == 4


def test_r5_the_tries_count_across_crashes(store: Store, court: Court, tmp_path: Path) -> None:
    """A daemon that dies of a mail, time and again, tries it three times in ten starts; then the rest is read."""
    connector = FakeConnector(mailbox("raise", others=30))
    watch = Watch(store, court, connector, tmp_path / "tries")

    class Crash(BaseException):
        """The end of the program."""

    def crashes(judging: Judging, mails: list[Mail]) -> list[Ready | Broken]:
        if any(mail.subject.startswith("raise") for mail in mails):
            with watch.log.open("a") as log:
                log.write("x")
            raise Crash
        return Court.judge(court, judging, mails)

    court.judge = crashes  # type: ignore[method-assign, assignment]
    ends = 0
    for start in range(10):
        watch.careful = start > 0  # as `Instance.after_crash` says
        try:
            watch.once()
        except Crash:
            continue
        ends += 1
    assert (watch.tries(), ends) == (TRIES, 7)
    assert store.count("work") == 30
    assert [each.attempts for each in store.asides.all()] == [TRIES]


@in_a_file
def test_a_process_that_is_told_to_end_blames_no_mail(store: Store, court: Court, tmp_path: Path) -> None:
    watch = Watch(store, court, FakeConnector(mailbox("raise", others=5)), tmp_path / "tries", careful=True)
    court.close()
    with pytest.raises(TransientError, match="stopping"):
        watch.once()
    assert store.asides.all() == [] and store.cursor("work") == ""


def test_a_court_ends_its_process_when_there_is_nothing_to_do(
    court: Court, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    judging = Pass(SETTINGS, store, NOW, quiet, SETTINGS.mailbox[0]).judging()
    mail = parse(question(1), ref="1", folder="INBOX")
    assert len(court.judge(judging, [mail])) == 1
    helper = court._helper
    assert helper is not None
    court.rest()
    assert helper.process.poll() is None
    monkeypatch.setattr(guard, "IDLE", 0.0)
    court.rest()
    assert helper.process.poll() is not None
    assert len(court.judge(judging, [mail])) == 1


@in_a_file
def test_a_hanging_mail_is_noticed_in_time(court: Court, store: Store, tmp_path: Path) -> None:
    usual = Pass(SETTINGS, store, NOW, quiet, SETTINGS.mailbox[0]).judging()
    kept = {name: getattr(usual, name) for name in Judging.__dataclass_fields__}
    judging = Poisoned(**kept, log=str(tmp_path / "x"))
    court.judge(judging, [parse(question(1), ref="1", folder="INBOX")])
    began = time.monotonic()
    with pytest.raises(PoisonError, match=r"more than 2\.5 seconds"):
        court.judge(judging, [parse(poison("hang"), ref="1", folder="INBOX")])
    assert time.monotonic() - began < 10  # of the 60 that it would take


class Withholding(FakeConnector):
    """Shows a message and does not hand it out."""

    def __init__(self, mailbox: FakeMailbox, number: int) -> None:
        """Withhold that number."""
        super().__init__(mailbox)
        self.number, self.held = number, True

    def fetch(self, cursor: str, since: dt.datetime | None) -> Iterator[Batch]:
        for batch in super().fetch(cursor, since):
            mails = [mail for mail in batch.mails if mail.ref != str(self.number)]
            held = (str(self.number),) if len(mails) < len(batch.mails) else ()
            yield Batch(mails, batch.cursor, batch.done, batch.total, withheld=held)

    def texts(self, refs: Iterable[str]) -> dict[str, Mail]:
        if self.held:
            raise WithheldError("not handed out")
        return dict(super().texts(refs))


def test_r5_a_message_that_is_withheld_blocks_nobody_and_comes_later(
    store: Store, court: Court, tmp_path: Path
) -> None:
    connector = Withholding(mailbox("fine", others=9), 5)
    watch = Watch(store, court, connector, tmp_path / "tries")
    watch.once()
    assert store.count("work") == 9 and store.cursor("work") == "10"
    watch.now += 2 * MINUTE
    watch.once()
    assert [(each.attempts, each.ref) for each in store.asides.all()] == [(2, "5")]
    connector.held = False
    watch.now += 15 * MINUTE
    watch.once()
    assert store.count("work") == 10 and store.asides.all() == []


def test_what_is_gone_is_not_waited_for(store: Store, court: Court, tmp_path: Path) -> None:
    connector = Withholding(mailbox("fine", others=9), 5)
    watch = Watch(store, court, connector, tmp_path / "tries")
    watch.once()
    connector.held = False
    del connector.mailbox.messages[5]
    watch.now += 2 * MINUTE
    watch.once()
    assert store.asides.all() == []


def test_a_kill_between_judging_and_storing_loses_nothing(store: Store, court: Court, tmp_path: Path) -> None:
    """The cursor is past a message that was withheld: its row goes only when it is stored."""
    connector = Withholding(mailbox("fine", others=9), 5)
    watch = Watch(store, court, connector, tmp_path / "tries")
    watch.once()
    connector.held = False
    watch.now += 2 * MINUTE
    usual = store.add_ready

    def killed(*_: object, **__: object) -> None:
        raise SystemExit

    store.add_ready = killed  # type: ignore[method-assign, assignment]
    with pytest.raises(SystemExit):
        watch.once()
    store.add_ready = usual  # type: ignore[method-assign]
    assert [each.ref for each in store.asides.all()] == ["5"]
    watch.now += 15 * MINUTE
    watch.once()
    assert store.count("work") == 10 and store.asides.all() == []
