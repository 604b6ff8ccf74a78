"""The weekly summary through channels: once for each week, with its picture, also from the daemon's list of jobs."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from inboxwatch import classifier
from inboxwatch.cli import main
from inboxwatch.demo import write_company
from inboxwatch.errors import ConfigurationError, NotSentError, UncertainError
from inboxwatch.mail import parse
from inboxwatch.mail.write import Outgoing, written
from inboxwatch.model import Address, AutomaticKind, Owner
from inboxwatch.notices import Delivery
from inboxwatch.store import Store
from inboxwatch.watch import weekly
from inboxwatch.watch.jobs import jobs
from tests.engines import Stores
from tests.fakes import FakeChannel
from tests.notice_data import at
from tests.servers.smtp import Sink
from tests.test_remind import FIRST, Killed, Office

REPORT = """
[report]
when = "Mon 08:00"
channel = "one"
"""
MONDAY = at("9 08:00")
"""A week after the first pass: the moment at which the summary is due."""
WORK = frozenset({"work"})


@pytest.fixture
def office(tmp_path: Path, stores: Stores) -> Iterator[Office]:
    made = Office(tmp_path, REPORT, stores.url())
    made.asks("3 10:00")
    made.sync("3 10:05")
    yield made
    made.store.close()


def send(office: Office, now: dt.datetime, week: str = "2026-W10") -> list[Delivery]:
    wanted = weekly.notices(office.settings, week, now)
    return [record.state for record in weekly.send(office.settings, office.store, now, wanted, channels=office.open)]


def due(office: Office, now: dt.datetime, settled: frozenset[str] = WORK, started: dt.datetime = FIRST) -> list[str]:
    found = weekly.due(office.settings, office.store, now, started=started, settled=settled)
    return [notice.topic for notice in found]


def test_each_week_is_told_once(office: Office) -> None:
    assert send(office, MONDAY) == [Delivery.SENT]
    assert send(office, at("9 08:01")) == [Delivery.SENT]  # what is known of it
    assert send(office, at("12 08:01")) == [Delivery.SENT]
    (letter,) = office.told
    assert letter.title == "Responsiveness in week 10"
    assert "One request came from colleagues; it is still open." in letter.text
    assert send(office, at("16 08:00"), "2026-W11") == [Delivery.SENT]
    assert len(office.told) == 2


def test_when_it_is_due(office: Office) -> None:
    assert due(office, at("8 20:00")) == []  # of W09 nothing was watched
    assert due(office, at("9 07:59")) == []
    assert due(office, MONDAY) == ["2026-W10"]
    assert due(office, at("15 22:00")) == ["2026-W10"]  # whoever was offline gets it later in the week
    send(office, MONDAY)
    assert due(office, at("9 08:01")) == [] == due(office, at("15 22:00"))
    assert due(office, at("16 08:00")) == ["2026-W11"]


def test_it_waits_for_mailboxes_but_not_for_ever(office: Office) -> None:
    started = at("9 08:30")
    assert due(office, at("9 08:31"), frozenset(), started) == []
    assert due(office, at("9 08:31"), WORK, started) == ["2026-W10"]
    assert due(office, at("9 09:31"), frozenset(), started) == ["2026-W10"]


def test_nothing_while_paused(office: Office) -> None:
    office.store.notices.pause(at("10 08:00"))
    assert send(office, MONDAY) == []
    assert send(office, at("10 08:00")) == [Delivery.SENT]


@pytest.mark.parametrize("arrives", [True, False])
def test_a_kill_while_sending(office: Office, arrives: bool) -> None:
    """R2: looked for before it is sent again."""

    class Dies(FakeChannel):
        def send(self, letter: object) -> None:
            if arrives:
                super().send(letter)  # type: ignore[arg-type]
            raise Killed

    office.channels["one"] = Dies(looks=True)
    with pytest.raises(Killed):
        send(office, MONDAY)
    arrived = office.channels["one"].letters
    office.restart()
    office.channels["one"] = FakeChannel(looks=True)
    office.channels["one"].letters = arrived
    states = [state for minute in (1, 3, 5) for state in send(office, at(f"9 08:0{minute}"))]
    assert states[-1] is Delivery.SENT
    assert len(office.told) == 1


def test_silence_and_refusal(office: Office) -> None:
    office.channels["one"] = FakeChannel(NotSentError("down"), UncertainError("silent"), looks=True)
    assert send(office, MONDAY) == [Delivery.FAILED]
    assert send(office, at("9 08:00:30")) == [Delivery.FAILED]  # its time has not come
    assert send(office, at("9 08:02")) == [Delivery.UNCERTAIN]
    assert send(office, at("9 08:10")) == [Delivery.SENT]
    assert len(office.told) == 1


def test_a_store_made_anew_tells_nothing_twice(tmp_path: Path) -> None:
    office = Office(tmp_path, REPORT)
    send(office, MONDAY)
    office.store.close()
    for file in office.folder.glob("store.db*"):
        if not file.name.endswith(".told"):
            file.unlink()
    office.store = Store.open(f"sqlite:///{office.folder}/store.db")
    office.sync("9 09:00")
    assert send(office, at("9 09:01")) == [Delivery.SENT]
    assert len(office.told) == 1
    office.store.close()


def test_the_daemon_s_job(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weekly, "plugged_channels", lambda *_: office.open)
    listed = jobs(office.settings, office.store, FIRST, None, lambda: WORK, lambda _: None)
    (job,) = [each for each in listed if each.name == "summary"]
    for now in ("9 07:00", "9 08:00", "9 08:01", "9 12:00", "10 08:00"):
        job.do(at(now))
    assert [letter.title for letter in office.told] == ["Responsiveness in week 10"]


def test_a_chat_and_a_team_get_no_names(tmp_path: Path) -> None:
    more = REPORT + 'team_channel = "two"\nlanguage = "de"\n'
    office = Office(tmp_path, more)
    object.__setattr__(office.settings.channel[0], "subjects", False)  # as chats are by default
    office.asks("3 10:00", "Secret plan")
    office.sync("3 10:05")
    assert send(office, MONDAY) == [Delivery.SENT, Delivery.SENT]
    (chat,), (team,) = office.told, office.channels["two"].letters
    assert chat.text.splitlines()[-1] == "inboxwatch report --week 2026-W10"
    for letter in (chat, team):
        assert "bo" not in re.findall(r"\w+", letter.text.lower())
        assert "Secret" not in letter.text
    assert "niemand wird genannt" in team.text.lower()
    assert send(office, at("9 08:05")) == [Delivery.SENT, Delivery.SENT]
    assert len(office.told) == len(office.channels["two"].letters) == 1
    office.store.close()


def company(folder: Path, port: int) -> tuple[list[str], Path]:
    made = write_company(folder / "company")
    with made.config.open("a") as file:
        file.write('\n[report]\nchannel = "me"\nlanguage = "en"\n')
        file.write(f'[[channel]]\nname = "me"\nkind = "email"\nhost = "localhost"\nport = {port}\n')
        file.write('security = "insecure"\n')
    return ["--config", str(made.config), "--now", made.now.isoformat()], made.config


def test_the_command_mails_text_html_and_picture_once(tmp_path: Path) -> None:
    """A real mail server; what arrives needs nothing from elsewhere, and no inboxwatch takes it for a request (R24)."""
    with Sink() as sink:
        options, _ = company(tmp_path, sink.port)
        run = CliRunner()
        assert run.invoke(main, [*options, "sync"]).exit_code == 0
        first = run.invoke(main, [*options, "report", "--send"])
        again = run.invoke(main, [*options, "report", "--send"])
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "2026-W20 through me: sent, " in first.stderr
    assert "2026-W20 through me: was sent before, " in again.stderr
    (mail,) = sink.mails
    assert len(mail.raw) <= 100_000
    text, related = mail.message.iter_parts()
    html, image = related.iter_parts()
    assert mail.message.get_content_type() == "multipart/alternative"
    assert related.get_content_type() == "multipart/related"
    page = html.get_content()
    assert re.findall(r'src="([^"]*)"', page) == [f"cid:{image['Content-ID'].strip('<>')}"]
    assert image.get_content().startswith(b"\x89PNG\r\n")
    assert "<script" not in page and "http" not in page
    assert "Responsiveness in week 20" in page
    assert "Responsiveness in week 20" in text.get_content()
    owner = Owner(addresses=frozenset({"mira.sandberg@kestrel.example"}))
    assert classifier.classify(parse(mail.raw, ref="1"), owner).automatic is AutomaticKind.NOTIFICATION


def test_no_channel_no_mail(tmp_path: Path) -> None:
    made = write_company(tmp_path / "company")
    options = ["--config", str(made.config), "--now", made.now.isoformat()]
    result = CliRunner().invoke(main, [*options, "report", "--send"])
    assert result.exit_code == 3
    assert "[report]" in result.stderr


def test_a_content_id_cannot_break_out() -> None:
    person = Address("", "a@corp.example")
    mail = Outgoing(
        "<a@b.example>",
        at("9 08:00"),
        person,
        (person,),
        "s",
        "t",
        html="<p>",
        images={"x>\r\nBcc: <eve@e.example": b"x"},
    )
    with pytest.raises(ValueError, match="Content-ID"):
        written(mail)


@pytest.mark.parametrize("key", ["channel", "team_channel"])
def test_a_channel_that_there_is_not_is_a_problem_of_the_configuration(tmp_path: Path, key: str) -> None:
    with pytest.raises(ConfigurationError, match='no channel is called "onne"; did you mean "one"'):
        Office(tmp_path, f'[report]\n{key} = "onne"\n')


def _watches(folder: Path, pid: int) -> bool:
    """Whether that process holds the store by now, so that it can be told to stop."""
    lock = folder / "s.db.run"
    return lock.exists() and f'"pid": {pid}' in lock.read_text()


def test_the_real_daemon_mails_the_week_once(tmp_path: Path) -> None:
    """A daemon that begins after the summary's time; its second run on the same store sends nothing more."""
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    (tmp_path / "work.mbox").write_bytes(b"")
    with Sink() as sink:
        config = tmp_path / "config.toml"
        config.write_text(DAEMON.format(port=sink.port))
        config.chmod(0o600)
        program = [sys.executable, "-m", "inboxwatch", "--config", str(config), "--store", f"sqlite:///{tmp_path}/s.db"]
        early = (now - dt.timedelta(days=15)).isoformat()
        subprocess.run([*program, "--now", early, "sync"], check=True, capture_output=True)
        for run in range(2):
            with subprocess.Popen([*program, "run"], stderr=subprocess.DEVNULL) as daemon:
                try:
                    end = time.monotonic() + 60
                    while not (sink.mails if run == 0 else _watches(tmp_path, daemon.pid)):
                        assert time.monotonic() < end
                        time.sleep(0.05)
                    time.sleep(3 * run)
                    daemon.terminate()
                    assert daemon.wait(20) == 0
                finally:
                    daemon.kill()
    (mail,) = sink.mails
    _, week, _ = (now.astimezone(ZoneInfo("Europe/Berlin")) - dt.timedelta(days=7)).isocalendar()
    assert mail.message["Subject"] == f"Responsiveness in week {week}"
    assert mail.message.get_content_type() == "multipart/alternative"


DAEMON = """
[me]
addresses = ["ada@corp.example"]
[calendar]
timezone = "Europe/Berlin"
[[mailbox]]
name = "work"
connector = "files"
path = "work.mbox"
[report]
when = "Mon 00:00"
channel = "me"
language = "en"
[[channel]]
name = "me"
kind = "email"
host = "localhost"
port = {port}
security = "insecure"
"""
