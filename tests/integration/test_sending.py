"""Sending for a mailbox: the mailer against Dovecot and a real mail server, and `ack` from mail to promise."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from connectors.imap_mailer import ImapMailer, connect, guessed_host
from inboxwatch import plugins
from inboxwatch.channels.email import connect as email
from inboxwatch.cli import main
from inboxwatch.errors import ChannelError, ConfigurationError, NotSentError, RefusedError
from inboxwatch.model import Address
from inboxwatch.ports import Channel
from inboxwatch.store import Store
from inboxwatch.store.outgoing import Outgoing, Stage
from tests import builders
from tests.contract_channels import LETTER, ChannelContract
from tests.servers.dovecot import Dovecot, free_port, running
from tests.servers.smtp import Sink
from tests.test_channel_console import around

pytestmark = pytest.mark.server("dovecot")

ALICE, BOB = "alice@example.test", "bob@example.test"
IDENTITY = f"<{'a' * 32}@example.test>"
DRAFTS = 'namespace inbox {\n  mailbox "Entwürfe" {\n    auto = create\n    special_use = \\Drafts\n  }\n}\n'


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    yield from running(Dovecot(extra=DRAFTS))


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as one:
        yield one


@pytest.fixture(autouse=True)
def _clean(server: Dovecot) -> None:
    server.wipe("alice")


def mailer(server: Dovecot, sink: Sink | None = None, **more: object) -> ImapMailer:
    port = sink.port if sink else free_port()
    table = server.settings(smtp_host="localhost", smtp_port=port, smtp_security="insecure", timeout=5, **more)
    made = connect(table, lambda: server.password("alice"), Path())
    assert isinstance(made, ImapMailer)
    return made


def raw(identity: str = IDENTITY, **more: Any) -> bytes:  # noqa: ANN401 - what the builder takes
    return builders.raw(**{"message_id": identity, "sender": ALICE, "to": BOB, **more})


# The mailer


def test_what_is_sent_is_delivered_and_filed_once(server: Dovecot) -> None:
    before = server.snapshot("alice")
    with Sink(auth={ALICE: server.password("alice")}) as sink, closing(mailer(server, sink)) as one:
        assert one.holds(IDENTITY, "sent") is False
        one.send(raw(), ALICE, [BOB])
        assert [(mail.sender, mail.recipients) for mail in sink.mails] == [(ALICE, [BOB])]
        one.file(raw(), "sent")
        one.file(raw(), "sent")
        assert one.holds(IDENTITY, "sent") is True
    after = server.snapshot("alice")
    assert [name for name in after if after[name] != before[name]] == ["Sent"]
    assert b"\\Seen" in b"".join(after["Sent"])
    assert b"".join(after["Sent"]).count(IDENTITY.encode()) == 1


def test_drafts_are_found_by_their_mark_in_any_language(server: Dovecot) -> None:
    with closing(mailer(server)) as one:
        one.file(raw(), "drafts")
        assert one.holds(IDENTITY, "drafts") is True
        assert one.holds(IDENTITY, "sent") is False
    assert b"\\Draft" in b"".join(server.snapshot("alice")["Entw&APw-rfe"])


def test_a_mailbox_without_such_a_folder_says_so(server: Dovecot) -> None:
    with closing(mailer(server, drafts="Nowhere", sent="")) as one:
        with pytest.raises(RefusedError, match="Nowhere"):
            one.file(raw(), "drafts")
        assert one.holds(IDENTITY, "drafts") is None
        assert one.holds(IDENTITY, "sent") is None


@pytest.mark.parametrize(
    "value", ["<a@b>\r\nX1 STORE 1:* +FLAGS (\\Deleted)", '<a"@b>', "<a{3}@b>", "a@b", "<>", "<é@b>"]
)
def test_t5_nothing_but_our_own_message_ids_is_searched(server: Dovecot, value: str) -> None:
    """T5: what might be a command never reaches the server; it cannot be looked for, and that is said."""
    assert mailer(server).holds(value, "inbox") is None


def test_where_nothing_answers_nothing_was_sent(server: Dovecot) -> None:
    with pytest.raises(NotSentError):
        mailer(server).send(raw(), ALICE, [BOB])
    gone = connect(server.settings(port=free_port()), str, Path())
    with pytest.raises(NotSentError):
        gone.file(raw(), "sent")


def test_a_wrong_password_is_refused_and_not_quoted(server: Dovecot, caplog: pytest.LogCaptureFixture) -> None:
    """T14."""
    caplog.set_level(logging.DEBUG)
    one = connect(server.settings(), lambda: "wrong-canary", Path())
    with pytest.raises(RefusedError, match="refused the password") as caught:
        one.file(raw(), "sent")
    assert "wrong-canary" not in str(caught.value) + caplog.text
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("imap.corp.example", "smtp.corp.example"), ("IMAP4.x.example", "smtp.x.example"), ("mail.x", "mail.x"),
        ("outlook.office365.com", "smtp.office365.com"), ("imap", "imap"),
    ],
)  # fmt: skip
def test_the_mail_servers_name_is_guessed_inside_the_domain(host: str, expected: str) -> None:
    assert guessed_host(host) == expected


def test_a_guess_that_fails_says_what_to_configure(server: Dovecot) -> None:
    one = connect(server.settings(), lambda: "x", Path())
    with pytest.raises(ChannelError, match="smtp_host"):
        one.send(raw(), ALICE, [BOB])


def test_servers_that_file_what_they_send_get_no_copy() -> None:
    for host, expected in (("imap.gmail.com", True), ("outlook.office365.com", True), ("mail.corp.example", False)):
        made = connect({"host": host, "username": "a"}, str, Path())
        assert isinstance(made, ImapMailer)
        assert made.files_sent is expected
    said = connect({"host": "imap.gmail.com", "username": "a", "smtp_files_sent": False}, str, Path())
    assert isinstance(said, ImapMailer)
    assert said.files_sent is False


class TestEmailThroughAMailbox(ChannelContract):
    """The email channel through the watched mailbox that it writes to: it can look whether a notice is there (R2)."""

    looks = True
    others = True

    @pytest.fixture(autouse=True)
    def _servers(self, server: Dovecot) -> Iterator[None]:
        self.server = server
        with Sink(auth={ALICE: server.password("alice")}) as self.sink:
            yield

    def channel(self, port: int = 0) -> Channel:
        table = self.server.settings(
            smtp_host="localhost", smtp_port=port or self.sink.port, smtp_security="insecure", timeout=3
        )

        def delivering(_: str) -> ImapMailer:
            made = connect(table, lambda: self.server.password("alice"), Path())
            assert isinstance(made, ImapMailer)
            return made

        return Delivering(email({}, around(owner=Address("Alice", ALICE), mailer=delivering)), self)

    def received(self) -> list[str]:
        bodies = [mail.message.get_body(("plain",)) for mail in self.sink.mails]
        texts = [body.get_content() if body is not None else "" for body in bodies]
        return [f"{mail.message['Subject']}\n{text}" for mail, text in zip(self.sink.mails, texts, strict=True)]

    def marks(self) -> list[str]:
        return [mail.message["Message-ID"] for mail in self.sink.mails]

    def unreachable(self) -> Channel:
        return self.channel(free_port())

    def refusing(self) -> Channel:
        self.sink.replies["RCPT"] = "550 no"
        return self.channel()

    def silent(self) -> Channel:
        self.sink.silent = True
        return self.channel()


@dataclass
class Delivering:
    """The channel, and a mail server that puts what it took into the mailbox at once."""

    inner: Channel
    test: TestEmailThroughAMailbox
    at_most_once: bool = False

    def send(self, letter: Any) -> None:  # noqa: ANN401 - a Letter
        self.inner.send(letter)
        if letter.key == LETTER.key:
            self.test.server.append("alice", "INBOX", [self.test.sink.mails[-1].raw])

    def holds(self, key: str) -> bool | None:
        return self.inner.holds(key)

    def close(self) -> None:
        self.inner.close()


# `ack`


@dataclass
class Desk:
    """A configuration with one mailbox on Dovecot, whose mail goes out through the sink."""

    folder: Path
    server: Dovecot
    sink: Sink

    def run(self, *args: str, **more: Any) -> Result:  # noqa: ANN401 - what CliRunner takes
        result = CliRunner().invoke(main, ["--config", str(self.folder / "config.toml"), *args], **more)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def json(self, *args: str) -> Any:  # noqa: ANN401 - JSON
        result = self.run(*args, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    def request(self) -> dict[str, Any]:
        [found] = self.json("requests")["requests"]
        assert isinstance(found, dict)
        return found

    def copies(self, folder: str = "Sent") -> int:
        return b"".join(self.server.snapshot("alice")[folder]).count(b"In-Reply-To: <q1@example.test>")

    def stages(self) -> list[Stage]:
        with Store.open(f"sqlite:///{self.folder}/store.db") as store:
            [opened] = store.named("<q1@example.test>")
            return [each.stage for each in store.outgoing.about("work", opened.key)]


@pytest.fixture
def desk(tmp_path: Path, server: Dovecot) -> Iterator[Desk]:
    with Sink(auth={ALICE: server.password("alice")}) as sink:
        (tmp_path / "password").write_text(server.password("alice"))
        (tmp_path / "password").chmod(0o600)
        table = server.settings(smtp_host="localhost", smtp_port=sink.port, smtp_security="insecure", timeout=3)
        lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in table.items())
        (tmp_path / "config.toml").write_text(
            f'[me]\nname = "Alice Adams"\naddresses = ["{ALICE}"]\n[calendar]\ntimezone = "UTC"\n[calendar.hours]\n'
            + "".join(f'{day} = ["00:00-24:00"]\n' for day in "mon tue wed thu fri sat sun".split())
            + f'[store]\nurl = "sqlite:///{tmp_path}/store.db"\n[[mailbox]]\nname = "work"\nconnector = "imap"\n'
            f'password_file = "password"\n{lines}\n'
        )
        (tmp_path / "config.toml").chmod(0o600)
        mail = raw(
            "<q1@example.test>", sender=f"Bob Brown <{BOB}>", to=f"{ALICE}, carol@example.test", cc="eve@evil.example",
            subject="Budget 2027", text="Hi Alice,\n\ncould you send me the figures for the budget?\n\nBob",
            date=dt.datetime.now(dt.UTC),
        )  # fmt: skip
        desk = Desk(tmp_path, server, sink)
        assert desk.run("sync").exit_code == 0, "what comes after the first pass is no history"
        server.append("alice", "INBOX", [mail])
        assert desk.run("sync").exit_code == 0
        yield desk


def test_ack_from_mail_to_promise(desk: Desk) -> None:
    """Mail, sync, ack: delivered to a real server, in Sent, and status says holding with its promise at once."""
    request = desk.request()
    shown = desk.run("ack", request["id"], "--by", "7d", "--yes")
    assert shown.exit_code == 0, shown.output
    for line in ("To: Bob Brown <bob@example.test>", "Cc: <carol@example.test>", "Subject: Re: Budget 2027", "Hi Bob,"):
        assert line in shown.stdout
    assert "Promised by" in shown.stderr
    [mail] = desk.sink.mails
    assert (mail.sender, mail.recipients) == (ALICE, [BOB, "carol@example.test"])
    assert mail.message["In-Reply-To"] == mail.message["References"] == "<q1@example.test>"
    assert mail.message["Auto-Submitted"] is None, "a person wrote it"
    assert mail.message["Bcc"] is None
    assert desk.copies() == 1
    told = desk.request()
    assert (told["state"], told["acknowledgement_kind"]) == ("acknowledged", "holding")
    assert told["promise"]["state"] == "open"
    assert told["acknowledgement_message_id"] == mail.message["Message-ID"]
    assert desk.run("sync").exit_code == 0
    assert desk.request() == told, "the copy in Sent changes nothing"
    assert desk.stages() == [Stage.DONE]


def test_a_dry_run_and_a_no_change_nothing(desk: Desk) -> None:
    identity = desk.request()["id"]
    before = desk.server.snapshot("alice")
    assert "Re: Budget 2027" in desk.run("ack", identity, "--dry-run").stdout
    refused = desk.run("ack", identity)
    assert refused.exit_code == 2
    assert "--yes" in refused.stderr
    found = desk.json("ack", identity, "--by", "Friday", "--dry-run")
    assert (found["sent"], found["holding"], found["language"]) == (False, True, "en")
    assert found["promise_due_at"] is not None
    assert desk.sink.mails == []
    assert desk.server.snapshot("alice") == before
    assert desk.request()["state"] == "open"
    assert desk.stages() == []


def test_a_draft_promises_nothing(desk: Desk) -> None:
    assert desk.run("ack", desk.request()["id"], "--by", "Friday", "--draft", "--yes").exit_code == 0
    assert desk.sink.mails == []
    assert desk.copies("Entw&APw-rfe") == 1
    assert desk.request()["state"] == "open"


def test_a_second_holding_reply_moves_the_promise(desk: Desk) -> None:
    identity = desk.request()["id"]
    assert desk.run("ack", identity, "--by", "3d", "--yes").exit_code == 0
    first = desk.request()["promise"]["due_at"]
    later = (dt.datetime.now(dt.UTC) + dt.timedelta(minutes=10)).isoformat()
    assert desk.run("ack", identity, "--by", "9d", "--yes", env={"INBOXWATCH_NOW": later}).exit_code == 0
    assert desk.request()["promise"]["due_at"] > first
    assert len(desk.sink.mails) == 2
    assert desk.copies() == 2


def test_silence_after_the_mail_sends_it_no_second_time_by_itself(desk: Desk) -> None:
    """R2: the server took it and never said so; it is looked for in Sent, and sent again only when told so."""
    identity = desk.request()["id"]
    desk.sink.silent = True
    assert desk.run("ack", identity, "--yes").exit_code == 1
    assert desk.stages() == [Stage.INTENDED]
    desk.sink.silent = False
    asked = desk.run("ack", identity, "--yes")
    assert asked.exit_code == 2
    assert "--again" in asked.stderr
    assert len(desk.sink.mails) == 1
    assert desk.run("ack", identity, "--yes", "--again").exit_code == 0
    first, second = desk.sink.mails
    assert first.message["Message-ID"] == second.message["Message-ID"]
    assert first.raw.split(b"X-Peer")[0] == second.raw.split(b"X-Peer")[0], "the same mail to the byte"
    assert desk.copies() == 1
    assert desk.request()["acknowledgement_kind"] == "holding"


def test_what_the_server_filed_itself_is_found_in_sent(desk: Desk) -> None:
    identity = desk.request()["id"]
    desk.sink.silent = True
    assert desk.run("ack", identity, "--yes").exit_code == 1
    desk.server.append("alice", "Sent", [desk.sink.mails[0].raw])
    assert desk.run("ack", identity, "--yes").exit_code == 0
    assert len(desk.sink.mails) == 1
    assert desk.copies() == 1
    assert desk.request()["acknowledgement_kind"] == "holding"
    assert desk.stages() == [Stage.DONE]


@pytest.mark.parametrize("place", ["reached-sent", "add", "file"])
def test_a_death_after_the_mail_left_is_mended_by_the_next_call(
    desk: Desk, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R2 at each step after the server took it: nothing is sent twice, all is filed and tracked in the end."""
    identity = desk.request()["id"]

    class DeathError(BaseException):
        """As sudden as a kill."""

    def die(*_: object, **__: object) -> None:
        raise DeathError

    targets = {
        "reached-sent": (Outgoing, "reached"),
        "add": (Store, "add"),
        "file": (ImapMailer, "file"),
    }
    with monkeypatch.context() as patch:
        patch.setattr(*targets[place], die)
        with pytest.raises(DeathError):
            CliRunner().invoke(main, ["--config", str(desk.folder / "config.toml"), "ack", identity, "--yes"])
    again = ["--again"] if place == "reached-sent" else []
    assert desk.run("ack", identity, "--yes", *again).exit_code == 0
    assert len({mail.message["Message-ID"] for mail in desk.sink.mails}) == 1
    assert len(desk.sink.mails) == (2 if again else 1)
    assert desk.copies() == 1
    assert desk.request()["acknowledgement_kind"] == "holding"
    assert desk.stages() == [Stage.DONE]


def test_a_refusal_leaves_nothing_behind(desk: Desk) -> None:
    identity = desk.request()["id"]
    desk.sink.replies["carol@example.test"] = "550 5.1.1 unknown"
    failed = desk.run("ack", identity, "--yes")
    assert failed.exit_code == 1
    assert "carol@example.test" in failed.stderr
    assert desk.sink.mails == []
    assert desk.stages() == []
    assert desk.request()["state"] == "open"
    desk.sink.replies.clear()
    assert desk.run("ack", identity, "--yes").exit_code == 0


def test_what_was_answered_needs_no_holding_reply(desk: Desk) -> None:
    identity = desk.request()["id"]
    assert desk.run("done", identity).exit_code == 0
    refused = desk.run("ack", identity, "--yes")
    assert refused.exit_code == 2
    assert "nobody waits" in refused.stderr
    assert desk.sink.mails == []


def test_a_mailbox_of_files_cannot_send() -> None:
    from inboxwatch.config import Settings

    box = {"name": "archive", "connector": "files", "path": "x"}
    settings = Settings.model_validate({"me": {"addresses": [ALICE]}, "mailbox": [box]})
    with pytest.raises(ConfigurationError, match="is only read"):
        plugins.mailer(settings, "archive")
    with pytest.raises(ConfigurationError, match="No mailbox is configured that mail can be sent through"):
        plugins.mailer(settings)


def test_doctor_tries_each_channel_and_sends_nothing(desk: Desk) -> None:
    config = desk.folder / "config.toml"
    channels = '[[channel]]\nname = "me"\nkind = "email"\n[[channel]]\nname = "tty"\nkind = "console"\n'
    config.write_text(f"{config.read_text()}{channels}[reminders]\nchannels = ['me']\n")
    found = {
        check["name"]: check for check in json.loads(desk.run("doctor", "--json").stdout) if check["area"] == "Channels"
    }
    assert found["me"]["state"] == "ok"
    assert f"mails {ALICE} through localhost:{desk.sink.port}" in found["me"]["detail"]
    assert "nothing is told through it" in found["tty"]["detail"]
    assert desk.sink.mails == []
    desk.sink.auth = {ALICE: "another"}
    [failed] = [check for check in json.loads(desk.run("doctor", "--json").stdout) if check["name"] == "me"]
    assert failed["state"] == "failed"
    assert "refused the password" in failed["detail"]


CANARY = "Kanarie7geheim"


@pytest.mark.parametrize("failure", ["wrong", "gone", "refused", "silent", "crash"])
@pytest.mark.parametrize("command", ["ack", "remind", "doctor"])
def test_t14_the_command_writes_no_secret_of_a_channel(
    desk: Desk, command: str, failure: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """T14: the SMTP password and the address of a webhook, at -vv, on each failure path and through a crash."""
    identity = desk.request()["id"]
    config = desk.folder / "config.toml"
    port = free_port() if failure == "gone" else desk.sink.port
    config.write_text(
        f'{config.read_text()}[[channel]]\nname = "mail"\nkind = "email"\nhost = "localhost"\nport = {port}\n'
        f'security = "insecure"\nusername = "{ALICE}"\npassword_env = "THE_WORD"\ntimeout = 1\n[[channel]]\n'
        'name = "hook"\nkind = "apprise"\nurl_env = "THE_URL"\ntimeout = 1\n'
        '[reminders]\nchannels = ["mail", "hook"]\nquiet_outside_hours = false\n'
    )
    monkeypatch.setenv("THE_WORD", CANARY)
    monkeypatch.setenv("THE_URL", f"json://localhost:{free_port()}/{CANARY}")
    word = desk.server.password("alice") if command == "ack" else CANARY
    desk.sink.auth = {ALICE: word if failure != "wrong" else "else"}
    desk.sink.replies |= {"RCPT": f"550 {word}"} if failure == "refused" else {}
    desk.sink.silent = failure == "silent"
    if failure == "crash":

        def boom(*_: object, **named: object) -> None:
            password = word
            raise RuntimeError(f"an accident {len(password)} {len(named)}")

        monkeypatch.setattr(
            "inboxwatch.smtp._Link.deliver" if command != "doctor" else "inboxwatch.smtp._Link.enter", boom
        )
    args = {"ack": ["ack", identity, "--yes"], "remind": ["remind"], "doctor": ["doctor"]}[command]
    later = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=9)).isoformat()
    done = CliRunner().invoke(main, ["--config", str(config), "-vv", "--now", later, *args])
    if command != "doctor" or failure in {"wrong", "gone", "crash"}:
        met = {
            "wrong": "refused the password",
            "gone": "refused",
            "refused": "550",
            "silent": "did not say",
            "crash": "runtimeerror",
        }
        assert met[failure] in done.output.lower() or command == "ack", "the failure was met"
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("mail.")]
    for secret in (CANARY, desk.server.password("alice")):
        assert secret not in done.output + str(done.exception or "") + "".join(ours)
