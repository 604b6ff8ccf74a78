"""The email channel with a mail server of its own, against a real SMTP server (aiosmtpd)."""

from __future__ import annotations

import base64
import json
import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from inboxwatch import classifier, plugins
from inboxwatch.channels.email import connect
from inboxwatch.errors import ChannelError, ConfigurationError, NotSentError, RefusedError, UncertainError
from inboxwatch.mail import parse
from inboxwatch.model import Address, AutomaticKind, Owner
from inboxwatch.ports import Channel, Letter
from tests.contract_channels import HOSTILE, LETTER, ChannelContract
from tests.servers.certificates import Authority
from tests.servers.dovecot import free_port
from tests.servers.smtp import Scripted, Sink, Taken
from tests.test_channel_console import around

CANARY = "Kanarie/7+q=&z"
ME = "ada@corp.example"
HEADERS = [
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress", "List-Id",
    "X-Inboxwatch-Notice", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
]  # fmt: skip
PAYLOADS = (*HOSTILE, "a@b>\r\nRCPT TO:<eve@evil.example", "x\r\n\r\nBody", "x\r\n.\r\nMAIL FROM:<>", "x\n\n<p>y")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as server:
        yield server


def plain(server: Sink | Scripted, **more: object) -> Channel:
    """A channel to a server in clear on this computer."""
    table = {"host": server.host, "port": server.port, "security": "insecure", "timeout": 5, **more}
    return connect(table, around())


def names(mail: Taken) -> list[str]:
    """The headers, but for what the server of the test adds."""
    return [name for name in mail.message if name != "X-Peer"]


def people(mail: Taken, name: str) -> list[str]:
    return [address.addr_spec for address in mail.message[name].addresses]


class TestEmail(ChannelContract):
    others = True
    canary = CANARY

    @pytest.fixture(autouse=True)
    def _server(self, authority: Authority) -> Iterator[None]:
        pair = authority.issue("smtp")
        self.ca = str(authority.file)
        with Sink(auth={"ada": CANARY}, pair=pair, starttls=True) as self.sink:
            yield

    def channel(self, **more: object) -> Channel:
        table = {
            "host": "localhost", "port": self.sink.port, "security": "starttls", "username": "ada", "ca_file": self.ca,
            "timeout": 2, **more,
        }  # fmt: skip
        return connect(table, around(secret=lambda: CANARY))

    def received(self) -> list[str]:
        found = []
        for mail in self.sink.mails:
            body = mail.message.get_body(("plain",))
            assert body is not None
            found.append(f"{mail.message['Subject']}\n{body.get_content()}")
        return found

    def marks(self) -> list[str]:
        return [mail.message["Message-ID"] for mail in self.sink.mails]

    def unreachable(self) -> Channel:
        return self.channel(port=free_port())

    def refusing(self) -> Channel:
        self.sink.replies["RCPT"] = "550 5.1.1 no such person"
        return self.channel()

    def overloaded(self) -> Channel:
        self.sink.replies["DATA"] = "451 4.3.0 later"
        return self.channel()

    def silent(self) -> Channel:
        self.sink.silent = True
        return self.channel()

    def test_silence_left_the_mail_there(self) -> None:
        with pytest.raises(UncertainError):
            self.silent().send(LETTER)
        assert len(self.sink.mails) == 1

    def test_a_connection_that_ends_after_the_mail_is_uncertain_too(self) -> None:
        self.sink.drop = True
        with pytest.raises(UncertainError):
            self.channel().send(LETTER)

    def test_a_wrong_password_is_tried_once_and_not_quoted(self) -> None:
        channel = connect(
            {
                "host": "localhost",
                "port": self.sink.port,
                "security": "starttls",
                "username": "ada",
                "ca_file": self.ca,
            },
            around(secret=lambda: "wrong-canary"),
        )
        with pytest.raises(RefusedError, match="refused the password of ada") as caught:
            channel.send(LETTER)
        assert "wrong-canary" not in str(caught.value)
        assert self.sink.passwords == ["wrong-canary"], "no account is locked by us"

    def test_html_is_an_alternative(self) -> None:
        self.channel().send(Letter("a" * 32, "t", "words", html="<p>words</p>"))
        message = self.sink.mails[0].message
        assert message.get_content_type() == "multipart/alternative"
        assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


# What a notice looks like


def test_a_notice_says_in_every_way_that_a_machine_wrote_it(sink: Sink) -> None:
    """R24, RFC 3834, RFC 5436: null sender, Auto-Submitted with the owner, response suppression, a List-Id of ours."""
    plain(sink).send(LETTER)
    [mail] = sink.mails
    assert (mail.sender, mail.recipients) == ("", [ME])
    message = mail.message
    assert sorted(names(mail)) == sorted(HEADERS)
    assert message["Auto-Submitted"] == f'auto-notified; owner-email="{ME}"'
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["List-Id"] == "inboxwatch notices <notices.inboxwatch.corp.example>"
    assert re.fullmatch(r"<[0-9a-f]{32}\.notice@inboxwatch\.corp\.example>", message["Message-ID"])
    assert "Precedence" not in message
    assert (people(mail, "From"), people(mail, "To")) == ([ME], [ME])


def test_a_server_without_null_sender_gets_the_own_address(sink: Sink) -> None:
    sink.replies["<>"] = "550 5.7.1 sender must be yours"
    plain(sink).send(LETTER)
    [mail] = sink.mails
    assert (mail.sender, mail.recipients) == (ME, [ME])


def test_what_fails_for_the_own_address_too_is_refused(sink: Sink) -> None:
    sink.replies["DATA"] = "554 5.7.1 spam"
    with pytest.raises(RefusedError, match=r"554 5\.7\.1 spam"):
        plain(sink).send(LETTER)
    assert sink.mails == []


def test_r24_a_notice_that_is_read_back_is_nobodys_request(sink: Sink) -> None:
    """Two instances that watch each other's mailbox, and one whose gateway strips what it does not know."""
    letter = Letter("b" * 32, "Can you send the report by Friday?", "Please send the report by Friday, Ada!\n")
    plain(sink, to="bo@corp.example").send(letter)
    raw = sink.mails[0].raw
    stripped = b"\r\n".join(
        line for line in raw.split(b"\r\n") if not line.lower().startswith((b"auto-", b"x-", b"list-"))
    )
    assert b"Auto-Submitted" not in stripped
    for each in (raw, stripped):
        mail = parse(each, ref="1")
        verdict = classifier.classify(mail, Owner(frozenset({"bo@corp.example"}), ("Bo",)))
        assert verdict.automatic is AutomaticKind.NOTIFICATION


@pytest.mark.parametrize("text", PAYLOADS)
def test_t4_no_text_makes_a_header_a_recipient_or_a_second_mail(sink: Sink, text: str) -> None:
    """T4: exactly one MAIL FROM, one RCPT and the fixed set of headers, whatever stands in title, text or HTML."""
    plain(sink).send(Letter("c" * 32, f"{text}", f"{text}\n"))
    plain(sink).send(Letter("c" * 32, f"About {text} end", f"{text}\n{text}", html=f"<p>{text}</p>"))
    assert [(mail.sender, mail.recipients) for mail in sink.mails] == [("", [ME])] * 2
    for mail, headers in zip(sink.mails, (HEADERS, HEADERS[:-1]), strict=True):
        assert sorted(names(mail)) == sorted(headers)
        assert mail.raw.isascii()
        assert max(map(len, mail.raw.split(b"\r\n"))) < 998
        block = mail.raw.partition(b"\r\n\r\n")[0]
        assert b"\n" not in block.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "to",
    ["a@b> NOTIFY=NEVER", "a@b\r\nRCPT TO:<c@d>", "a b@c.example", "<a@b.example>", "a@b@c", "ada", 'a"@b', "@b", "a@"],
)
def test_t4_no_recipient_is_more_than_one(sink: Sink, to: str) -> None:
    with pytest.raises(RefusedError):
        plain(sink).send(Letter("d" * 32, "t", "x", to=to))
    assert sink.mails == []


def test_t4_a_name_of_the_owner_is_only_a_name(sink: Sink) -> None:
    table = {"host": sink.host, "port": sink.port, "security": "insecure"}
    owner = Address('A", <eve@evil.example>,\r\nBcc: x@y', ME)
    connect(table, around(owner=owner)).send(LETTER)
    assert people(sink.mails[0], "To") == [ME]
    assert sink.mails[0].message["Bcc"] is None


def test_lines_of_dots_arrive_as_they_are(sink: Sink) -> None:
    plain(sink).send(Letter("e" * 32, "t", "first\n.\n..\n.QUIT\nlast\n"))
    body = sink.mails[0].message.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == ["first", ".", "..", ".QUIT", "last"]


# Connections


def tls(authority: Authority, server: Sink | Scripted, security: str = "tls", **more: object) -> Channel:
    table = {
        "host": "localhost", "port": server.port, "security": security, "username": "ada",
        "ca_file": str(authority.file), "timeout": 3, **more,
    }  # fmt: skip
    return connect(table, around(secret=lambda: CANARY))


@pytest.mark.parametrize("starttls", [False, True])
def test_both_ways_of_tls_work(authority: Authority, starttls: bool) -> None:
    with Sink(auth={"ada": CANARY}, pair=authority.issue("good"), starttls=starttls) as sink:
        tls(authority, sink, "starttls" if starttls else "tls").send(LETTER)
        assert len(sink.mails) == 1


@pytest.mark.parametrize("starttls", [False, True])
@pytest.mark.parametrize("kind", ["self-signed", "expired", "wrong-host", "other-authority"])
def test_t13_no_bad_certificate_is_accepted(tmp_path: Path, authority: Authority, kind: str, starttls: bool) -> None:
    """T13: SMTPS and STARTTLS, each with every kind of bad certificate; no password is sent."""
    other = Authority(tmp_path / "other", "another CA")
    pair = {
        "self-signed": lambda: authority.issue("self", self_signed=True),
        "expired": lambda: authority.issue("old", days=(-10, -5)),
        "wrong-host": lambda: authority.issue("else", hosts=("mail.elsewhere.example",)),
        "other-authority": lambda: other.issue("strange"),
    }[kind]()
    with Sink(auth={"ada": CANARY}, pair=pair, starttls=starttls) as sink:
        with pytest.raises(RefusedError, match="certificate"):
            tls(authority, sink, "starttls" if starttls else "tls").send(LETTER)
        assert (sink.mails, sink.passwords) == ([], [])


def test_t13_without_ca_file_the_systems_authorities_decide(authority: Authority) -> None:
    with Sink(auth={"ada": CANARY}, pair=authority.issue("own")) as sink:
        table = {"host": "localhost", "port": sink.port, "username": "ada"}
        with pytest.raises(RefusedError, match="ca_file"):
            connect(table, around(secret=lambda: CANARY)).send(LETTER)
        assert sink.passwords == []


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((b"220 x\r\n", b"250-x\r\n250 AUTH PLAIN LOGIN\r\n"), "does not offer STARTTLS"),
        ((b"220 x\r\n", b"250-x\r\n250 STARTTLS\r\n", b"454 not now\r\n"), "refuses STARTTLS"),
        ((b"220 x\r\n", b"250-x\r\n250 STARTTLS\r\n", b"220 go\r\n250 AUTH PLAIN\r\n"), "between STARTTLS"),
        ((b"235 you are in\r\n",), "does not take mail"),
        ((b"hello there\r\n",), "does not speak SMTP"),
        ((b"\x16\x03\x01 TLS already\r\n",), "does not speak SMTP"),
        ((b"554 go away\r\n",), "554 go away"),
        ((b"220 x\r\n", b"250-x\r\n" * 300), "without end"),
        ((b"220 " + b"x" * 100_000 + b"\r\n",), "ended the connection"),
    ],
)
def test_t12_no_downgrade_gets_a_password(authority: Authority, lines: tuple[bytes, ...], words: str) -> None:
    """T12: STARTTLS stripped, refused, or answered with more; strange greetings: nothing secret is on the wire."""
    with Scripted(*lines) as server:
        with pytest.raises(ChannelError, match=words):
            tls(authority, server, "starttls").send(LETTER)
        assert b"AUTH" not in server.got
        assert b"MAIL" not in server.got


@pytest.mark.parametrize("host", ["smtp.corp.example", "10.0.0.1", "127.0.0.1.nip.example", ""])
def test_t12_in_clear_only_to_this_computer(host: str) -> None:
    found = plugins.channel_problems("email", {"host": host, "security": "insecure"})
    assert any('"insecure" is for this computer itself' in words for words in found)


def test_r9_a_server_that_says_nothing_is_given_up() -> None:
    with Scripted() as server, pytest.raises(NotSentError, match="in time"):
        plain(server, timeout=0.3).send(LETTER)


def test_a_host_that_does_not_exist_is_said() -> None:
    with pytest.raises(ChannelError, match=r"smtp\.nowhere\.invalid"):
        connect({"host": "smtp.nowhere.invalid", "timeout": 5}, around()).send(LETTER)


# T14


@pytest.mark.parametrize("failure", ["auth", "tls", "refused", "echo", "silent", "gone"])
def test_t14_the_password_is_in_no_log_and_no_error(
    authority: Authority, failure: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """T14: at DEBUG, on each failure path; a server may even say the password back."""
    caplog.set_level(logging.DEBUG)
    for name in ("mail", "asyncio"):  # the sink's own
        caplog.set_level(logging.CRITICAL, name)
    pair = Authority(authority.folder / "x").issue("bad") if failure == "tls" else authority.issue("good")
    auth = {"ada": "other"} if failure == "auth" else {"ada": CANARY}
    with Sink(auth=auth, pair=pair, starttls=True, silent=failure == "silent") as sink:
        if failure in {"refused", "echo"}:
            sink.replies["RCPT"] = f"550 no {CANARY if failure == 'echo' else ''}"
        port = free_port() if failure == "gone" else sink.port
        with pytest.raises(ChannelError) as caught:
            tls(authority, sink, "starttls", port=port, timeout=1).send(LETTER)
    seen = "".join((str(caught.value), repr(caught.value), *map(str, caplog.records), *capfd.readouterr()))
    for form in (
        CANARY,
        base64.b64encode(CANARY.encode()).decode(),
        base64.b64encode(f"\0ada\0{CANARY}".encode()).decode(),
    ):
        assert form not in seen


# Settings


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"to": "nobody"}, "to: is not an e-mail address"),
        ({"from": "a@b\r\nBcc: x"}, "from: is not an e-mail address"),
        ({"sender": "a@b.example"}, "sender: there is no such key"),
        ({"host": "x.example", "mailbox": "work"}, "either host says which server sends"),
        ({"port": 25}, "port belong"),
        ({"hosst": "x"}, 'did you mean "host"?'),
        ({"url_env": "X"}, "url_env: there is no such key"),
        ({"host": "x\r\ny"}, "host: holds control characters"),
        ({"host": "x", "security": "ssl"}, "'tls', 'starttls' or 'insecure'"),
    ],
)
def test_wrong_settings_are_told(table: dict[str, object], words: str) -> None:
    found = plugins.channel_problems("email", table)
    assert len(found) == 1, found
    assert words in found[0]


def test_somebody_must_be_known_to_write_to() -> None:
    with pytest.raises(ConfigurationError, match="whom to write to"):
        connect({"host": "x.example"}, around(owner=Address("", "")))


def test_t4_holds_for_other_peoples_payloads_too(sink: Sink) -> None:
    """T4: INBOXWATCH_PAYLOADS may name a file of JSON lines with `text`; without it this is one more payload."""
    named = os.environ.get("INBOXWATCH_PAYLOADS")
    lines = Path(named).read_text(encoding="utf-8").splitlines() if named else [json.dumps({"text": "x\r\nBcc: y"})]
    for number, line in enumerate(lines):
        plain(sink).send(Letter(f"{number:032x}", json.loads(line)["text"], json.loads(line)["text"]))
    assert [(mail.sender, mail.recipients) for mail in sink.mails] == [("", [ME])] * len(lines)
    assert all(sorted(names(mail)) == sorted(HEADERS) for mail in sink.mails)
