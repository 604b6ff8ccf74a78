"""The daemon from delivery to reminder, against a real IMAP and a real SMTP server (R3, R10, R24)."""

from __future__ import annotations

import datetime as dt
import time
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.servers.daemon import Machine, question, until
from tests.servers.dovecot import Dovecot
from tests.servers.smtp import Sink

pytestmark = pytest.mark.server("dovecot")
ALWAYS = "[calendar.hours]\n" + "".join(
    f'{day} = ["00:00-24:00"]\n' for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
)


def machine_of(folder: Path, server: Dovecot, sink: Sink) -> Machine:
    """Watch alice's mailbox, work at all hours, be reminded by mail an hour before what is due in half an hour."""
    secret = folder / "alice.password"
    secret.write_text(server.password("alice") + "\n")
    secret.chmod(0o600)
    more = (
        f'{ALWAYS}[targets]\nacknowledge_within = "30m"\n[reminders]\nchannels = ["mail-me"]\nbefore = "25m"\n'
        f'[[channel]]\nname = "mail-me"\nkind = "email"\nto = "me@elsewhere.example"\nfrom = "alice@example.test"\n'
        f'host = "localhost"\nport = {sink.port}\nsecurity = "insecure"\ntimeout = 60\n'
    )
    box = server.settings("alice", password_file=secret.name, poll="1d")
    return Machine(folder, {"alice": box}, more)


def arrived(server: Dovecot, number: int, minutes: float) -> bytes:
    """Put a question into the mailbox that came some minutes ago; returns its Message-ID."""
    then = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=minutes)
    mail = question(number).replace(b"Mon, 18 May 2026 09:00:00 +0000", format_datetime(then).encode())
    server.append("alice", "INBOX", [mail], when=then)
    return f"<q{number}.alice@example.test>".encode()


def backdated(machine: Machine, server: Dovecot) -> None:
    """Let the mailbox be watched since an hour ago, so that what comes now is no history."""
    assert machine.run("sync").returncode == 0
    import sqlite3

    with sqlite3.connect(machine.store) as link:
        link.execute("UPDATE mailbox SET first_success = first_success - 3600")
    link.close()
    del server


def test_what_is_due_is_told_once_and_what_was_answered_is_not(dovecot: Dovecot, tmp_path: Path) -> None:
    """R3: an answer in Sent, of which nobody pushes news, is seen before the reminder is sent."""
    dovecot.wipe("alice")
    with Sink() as sink, machine_of(tmp_path, dovecot, sink) as machine:
        backdated(machine, dovecot)
        machine.start().watching("alice")
        arrived(dovecot, 1, 20)
        (told,) = until(lambda: list(sink.mails), 60)
        assert told.recipients == ["me@elsewhere.example"] and told.sender == ""
        assert told.message["Auto-Submitted"].startswith("auto-notified")
        asked = arrived(dovecot, 2, 20)
        answer = (
            b"From: alice@example.test\r\nTo: carol2@example.test\r\nSubject: Re: Budget 2\r\nMessage-ID: <a2@x>\r\n"
            b"In-Reply-To: " + asked + b"\r\nDate: " + format_datetime(dt.datetime.now(dt.UTC)).encode() + b"\r\n\r\n"
            b"Here are the figures.\r\n"
        )
        dovecot.append("alice", "Sent", [answer])
        until(lambda: machine.rows("SELECT count(*) FROM message") == [(3,)], 60)
        until(lambda: machine.rows("SELECT state FROM request ORDER BY message_id") == [("open",), ("answered",)])
        time.sleep(3)
        assert len(sink.mails) == 1
        assert machine.stop() == 0


def test_r10_it_stops_while_a_mail_server_is_silent(dovecot: Dovecot, tmp_path: Path) -> None:
    """The mail server takes the reminder in and never answers: SIGTERM ends the daemon all the same."""
    dovecot.wipe("alice")
    with Sink(silent=True) as sink, machine_of(tmp_path, dovecot, sink) as machine:
        backdated(machine, dovecot)
        machine.start().watching("alice")
        arrived(dovecot, 1, 20)
        until(lambda: list(sink.mails), 60)
        began = time.monotonic()
        assert machine.stop() == 0
        assert time.monotonic() - began < 5
        assert machine.rows("SELECT state FROM notice") == [("intended",)]
