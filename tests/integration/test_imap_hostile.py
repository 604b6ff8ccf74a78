"""Servers and networks that mean harm: downgrades, certificates, floods, injected commands, secrets in errors."""

from __future__ import annotations

import base64
import logging
import re
import traceback
import urllib.parse
from collections.abc import Callable
from pathlib import Path

import pytest

from connectors.imap import connect
from connectors.imap_folders import wire_name
from connectors.imap_session import Session
from inboxwatch.errors import ConfigurationError, ConnectorError, PermanentError, TransientError
from tests import builders
from tests.servers.certificates import Authority
from tests.servers.dovecot import Dovecot
from tests.servers.faultproxy import FaultProxy
from tests.servers.scripted import ScriptedServer, Talk

CANARY = 'Canary-7e1"x'


def failure(server: ScriptedServer, **more: object) -> ConnectorError:
    """Fetch from a scripted server and return the one error that this must raise."""
    connector = connect(server.settings(**more), lambda: CANARY, Path())
    with pytest.raises((TransientError, PermanentError)) as caught:
        list(connector.fetch("", None))
    connector.close()
    assert "\n" not in str(caught.value)
    return caught.value


def forms(secret: str) -> list[bytes]:
    """Return the ways in which a secret may show."""
    return [
        secret.encode(),
        secret.replace('"', '\\"').encode(),
        base64.b64encode(secret.encode()),
        base64.b64encode(f"\0ada\0{secret}".encode()),
        urllib.parse.quote(secret).encode(),
    ]


# -- T12: downgrade ------------------------------------------------------------------------------------------------


def _no_starttls(talk: Talk) -> None:
    talk.send(b"* OK ready\r\n")
    while True:
        tag, _ = talk.command()
        talk.send(tag + b" OK as you like\r\n")


def _refuses_starttls(talk: Talk) -> None:
    talk.send(b"* OK ready\r\n")
    while True:
        tag, words = talk.command()
        talk.send(tag + (b" NO not today\r\n" if words == b"STARTTLS" else b" OK\r\n"))


def _preauth(talk: Talk) -> None:
    talk.send(b"* PREAUTH welcome, no need to sign in\r\n")
    while True:
        tag, _ = talk.command()
        talk.send(tag + b" OK\r\n")


def _pipelined(talk: Talk) -> None:
    talk.send(b"* OK ready\r\n")
    tag, _ = talk.command()
    talk.send(tag + b" OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n" + b"W1 OK injected\r\n")
    while True:
        tag, _ = talk.command()
        talk.send(tag + b" OK\r\n")


def _garbage(talk: Talk) -> None:
    talk.send(b"\x15\x03\x01 SSH-2.0-nonsense\r\n")
    while True:
        tag, _ = talk.command()
        talk.send(tag + b" OK\r\n")


def _bye(talk: Talk) -> None:
    talk.send(b"* BYE \x1b]0;owned\x07 overloaded\r\n")
    while True:
        tag, _ = talk.command()
        talk.send(tag + b" OK\r\n")


def _answers_before_greeting(talk: Talk) -> None:
    talk.send(b"+ go on, send the password\r\n* OK ready\r\n")
    while True:
        tag, _ = talk.command()
        talk.send(tag + b" OK\r\n")


@pytest.mark.parametrize(
    ("script", "says"),
    [
        (_no_starttls, "does not offer STARTTLS"),
        (_refuses_starttls, "not today"),
        (_preauth, "signed in already"),
        (_pipelined, "between STARTTLS and the handshake"),
        (_garbage, "does not speak IMAP"),
        (_bye, "overloaded"),
        (_answers_before_greeting, ""),
    ],
)
def test_t12_no_password_before_tls(script: Callable[[Talk], None], says: str) -> None:
    """T12: whatever a server does instead of STARTTLS, it never sees the password; the error names the cause."""
    capabilities = b"IMAP4rev1 AUTH=PLAIN" + (b"" if script is _no_starttls else b" STARTTLS")
    with ScriptedServer(script, capabilities=capabilities) as server:
        error = failure(server, security="starttls")
        assert says in str(error)
        assert b"AUTHENTICATE" not in server.heard.upper()
        assert b"LOGIN" not in server.heard.upper()
        for form in forms(CANARY):
            assert form not in server.heard
    assert "\x1b" not in str(error)


def test_t12_plain_text_needs_loopback_and_the_word() -> None:
    """T12: in clear only with security = "insecure", and only to this computer."""
    for host in ("mail.corp.example", "10.0.0.1", "localhost.evil.example", "127.0.0.1.nip.example", "192.0.2.1"):
        with pytest.raises(ConfigurationError, match="only"):
            connect({"host": host, "username": "a", "security": "insecure"}, lambda: "x", Path())
    for host in ("localhost", "127.0.0.1", "::1", "127.8.8.8"):
        connect({"host": host, "username": "a", "security": "insecure"}, lambda: "x", Path())


# -- T13: certificates ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize("flaw", ["self-signed", "expired", "wrong host", "other authority", "system authorities"])
def test_t13_a_bad_certificate_is_refused(tmp_path: Path, flaw: str, security: str) -> None:
    """T13: self-signed, expired, for another host, by another authority: refused with a sentence, nothing sent."""
    good, other = Authority(tmp_path / "good"), Authority(tmp_path / "other", "another CA")
    pair = {
        "self-signed": lambda: good.issue("self", self_signed=True),
        "expired": lambda: good.issue("old", days=(-20, -10)),
        "wrong host": lambda: good.issue("elsewhere", hosts=("mail.other.example",)),
        "other authority": lambda: other.issue("foreign"),
        "system authorities": lambda: good.issue("private"),
    }[flaw]()

    def script(talk: Talk) -> None:
        if security == "starttls":
            talk.send(b"* OK ready\r\n")
            tag, _ = talk.command()
            talk.send(tag + b" OK begin\r\n")
            talk.tls(pair)
            talk.login(b"")
        else:
            talk.login()

    with ScriptedServer(
        script, pair=pair if security == "tls" else None, capabilities=b"IMAP4rev1 AUTH=PLAIN STARTTLS"
    ) as server:
        ca_file = {} if flaw == "system authorities" else {"ca_file": str(good.file)}
        error = failure(server, security=security, **ca_file)
        for form in forms(CANARY):
            assert form not in server.heard
    assert isinstance(error, PermanentError)
    assert "certificate" in error.message
    assert error.remedy


@pytest.mark.server("dovecot")
def test_t13_tls_below_1_2_is_refused() -> None:
    """T13: a server that is stuck at TLS 1.1 is refused with a sentence."""
    from inboxwatch.tls import verifying_context

    context = verifying_context(None)
    assert context.check_hostname
    assert context.verify_mode.name == "CERT_REQUIRED"
    assert context.minimum_version.name == "TLSv1_2"


@pytest.mark.server("dovecot", "doveadm")
@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_t13_a_private_authority_by_file(dovecot: Dovecot, security: str) -> None:
    """T13: ca_file, also relative to the configuration's folder, makes a private authority good."""
    port = dovecot.tls_port if security == "tls" else dovecot.port
    for ca_file, base in ((str(dovecot.ca), Path()), (dovecot.ca.name, dovecot.ca.parent)):
        settings = dovecot.settings(port=port, security=security, ca_file=ca_file)
        connector = connect(settings, lambda: dovecot.password("alice"), base)
        list(connector.fetch("", None))
        connector.close()


# -- T14: secrets --------------------------------------------------------------------------------------------------


def _echo(talk: Talk) -> None:
    """Throw everything that it hears back at the client, also decoded."""
    talk.send(b"* OK ready\r\n")
    while True:
        tag, _, words = talk.line().partition(b" ")
        if words.upper() == b"CAPABILITY":
            talk.send(b"* CAPABILITY " + talk.server.capabilities + b"\r\n" + tag + b" OK done\r\n")
            continue
        if words.upper() == b"AUTHENTICATE PLAIN":
            talk.send(b"+ \r\n")
            words = talk.line()
        last = words.rpartition(b" ")[2]
        clear = b"" if b'"' in last else base64.b64decode(last + b"==")
        talk.send(tag + b" NO you said: " + words + b" / " + clear + b"\r\n")


def test_t14_no_secret_in_errors_or_logs(caplog: pytest.LogCaptureFixture) -> None:
    """T14: at DEBUG, with a server that echoes: the password is in no log, no error, no traceback."""
    caplog.set_level(logging.DEBUG)
    scripts = [_echo, _bye, _preauth, _login_then("BAD"), _login_then("* OK " + "x" * 300_000)]
    for script in scripts:
        for capabilities in (b"IMAP4rev1 AUTH=PLAIN", b"IMAP4rev1 AUTH=PLAIN SASL-IR", b"IMAP4rev1"):
            with ScriptedServer(script, capabilities=capabilities) as server:
                error = failure(server, timeout=0.5)
                assert script is not _echo or any(form in server.heard for form in forms(CANARY))
            shown = "".join(traceback.format_exception(error)) + caplog.text
            chain: BaseException | None = error
            while chain is not None:
                shown += repr(chain) + str(chain.args)
                chain = chain.__cause__ or chain.__context__
            for form in forms(CANARY):
                assert form.decode() not in shown


def _login_then(words: str) -> Callable[[Talk], None]:
    def script(talk: Talk) -> None:
        talk.login()
        while True:
            tag, _ = talk.command()
            talk.send((words + "\r\n").encode() if words.startswith("*") else tag + b" " + words.encode() + b"\r\n")

    return script


@pytest.mark.server("dovecot", "doveadm")
def test_a_wrong_password_is_one_sentence(dovecot: Dovecot) -> None:
    """The server refused: permanent, says whose password and what to do."""
    connector = connect(dovecot.settings(), lambda: "wrong", Path())
    with pytest.raises(PermanentError, match=r"refused the password of alice@example\.test") as caught:
        list(connector.fetch("", None))
    assert "app password" in caught.value.remedy


@pytest.mark.parametrize("code", ["[LIMIT] too many", "[UNAVAILABLE] later", "[INUSE] busy"])
def test_a_busy_server_is_transient(code: str) -> None:
    """The bracketed code says that the password was not the trouble."""

    def script(talk: Talk) -> None:
        talk.send(b"* OK ready\r\n")
        while True:
            tag, words = talk.command()
            if words == b"AUTHENTICATE PLAIN":
                talk.send(b"+ \r\n")
                talk.line()
            talk.send(tag + b" NO " + code.encode() + b"\r\n")

    with ScriptedServer(script) as server:
        error = failure(server)
    assert isinstance(error, TransientError)
    assert code in error.message
    assert error.remedy


def test_unknown_host_refused_port_and_plain_port() -> None:
    """One clear sentence each."""
    cases = [
        ({"host": "no-such-host.invalid"}, "no-such-host.invalid"),
        ({"host": "localhost", "port": 1}, "refused"),
    ]
    for settings, says in cases:
        connector = connect({"username": "ada", "timeout": 3, **settings}, lambda: "x", Path())
        with pytest.raises(ConnectorError, match=re.escape(says)) as caught:
            list(connector.fetch("", None))
        assert caught.value.remedy
    with ScriptedServer(lambda talk: talk.login()) as server:
        assert "does not speak TLS" in str(failure(server, security="tls"))


# -- R12: a server that lies or floods -----------------------------------------------------------------------------


def _huge_literal(talk: Talk) -> None:
    talk.login()
    talk.folder()
    talk.send(b"* 1 FETCH (UID 1 BODY[HEADER.FIELDS (FROM)] {4294967296}\r\n")
    while True:
        talk.send(b"x" * 65536)


def _huge_greeting(talk: Talk) -> None:
    while True:
        talk.send(b"* OK " + b"x" * 65536)


def _literal_in_greeting(talk: Talk) -> None:
    talk.send(b"* OK {4000000000}\r\n")
    while True:
        talk.send(b"x" * 65536)


def _endless_untagged(talk: Talk) -> None:
    talk.login()
    talk.folder()
    while True:
        talk.send(b"* 5 EXISTS\r\n* OK still here\r\n" * 2_000)


def _endless_before_login(talk: Talk) -> None:
    talk.send(b"* OK ready\r\n")
    while True:
        talk.send(b"* OK still here\r\n" * 2_000)


def _endless_rows(talk: Talk) -> None:
    talk.login()
    talk.folder()
    number = 0
    while True:
        number += 1
        talk.send(b"* 1 FETCH (UID 1 X%d {60000}\r\n" % number + b"y" * 60_000 + b")\r\n")


def _endless_line(talk: Talk) -> None:
    talk.login()
    talk.folder()
    talk.send(b"* 1 FETCH (UID 1 FLAGS (")
    while True:
        talk.send(b"flag " * 10_000)


def _endless_lists(talk: Talk) -> None:
    talk.login()
    tag, _ = talk.folder()
    talk.send(b"* 1 FETCH (UID 1 BODYSTRUCTURE " + b"(" * 100_000 + b"\r\n" + tag + b" OK\r\n")


def _many_messages(talk: Talk) -> None:
    talk.login()
    tag, _ = talk.folder(exists=2**31, uidnext=2**32 - 1)
    talk.send(tag + b" OK but none given\r\n")


def _endless_search(talk: Talk) -> None:
    talk.login()
    while True:
        tag, words = talk.command()
        if words.startswith(b"UID SEARCH"):
            while True:
                talk.send(b"* SEARCH" + b" 1 2 3" * 1_000 + b"\r\n")
        elif words.startswith(b"STATUS"):
            talk.send(b'* STATUS "INBOX" (MESSAGES 9999999 UIDNEXT 9999999 UIDVALIDITY 1)\r\n')
        elif words.startswith(b"EXAMINE"):
            talk.send(b"* OK [UIDVALIDITY 1] x\r\n")
        talk.send(tag + b" OK\r\n")


def _bad_to_all(talk: Talk) -> None:
    talk.send(b"* OK ready\r\n")
    while True:
        tag, _, _ = talk.line().partition(b" ")
        talk.send(tag + b" BAD what?\r\n")


def _empty_rows(talk: Talk) -> None:
    talk.login()
    while True:
        tag, _ = talk.folder()
        talk.send(b"* 1 FETCH ()\r\n* 2 FETCH\r\n* 3 FETCH (UID 3)\r\n* FETCH\r\n" + tag + b" OK\r\n")


def _nonsense(talk: Talk) -> None:
    talk.login()
    while True:
        talk.command()
        talk.send(b"\xff\xfe\r\n\r\n)))(((\r\n")


def _unknown_tag(talk: Talk) -> None:
    talk.login()
    while True:
        talk.command()
        talk.send(b"W999 OK done\r\n")


def _memory(field: str) -> int:
    """Return VmRSS or VmHWM of this process in kB."""
    return int(Path("/proc/self/status").read_text().partition(field + ":")[2].split()[0])


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="memory is measured by Linux's /proc")
@pytest.mark.parametrize(
    "script",
    [
        _huge_literal,
        _huge_greeting,
        _literal_in_greeting,
        _endless_untagged,
        _endless_before_login,
        _endless_rows,
        _endless_line,
        _endless_lists,
        _many_messages,
        _endless_search,
        _bad_to_all,
        _empty_rows,
        _nonsense,
        _unknown_tag,
    ],
)
def test_r12_a_lying_or_flooding_server_costs_one_error(script: Callable[[Talk], None]) -> None:
    """R12: memory stays bounded, one TransientError or PermanentError says what happened, no message is made up."""
    clear, before = Path("/proc/self/clear_refs"), _memory("VmRSS")
    clear.write_text("5")  # the peak begins anew
    with ScriptedServer(script) as server:
        error = failure(server, sent="")
    assert _memory("VmHWM") - before < 150_000, "kB"
    assert error.message


# -- T5, T19: values from mail and folder names --------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["a\r\nX1 DELETE INBOX", "a\nb", "a\0b", "a\x7fb", "x" * 2_000, "\ud800"],
)
def test_t5_a_hostile_folder_name_is_never_sent(name: str) -> None:
    """T5, T19: line breaks, NUL and endless names are refused before a byte is sent."""
    with pytest.raises(PermanentError):
        wire_name(name)


@pytest.mark.parametrize("text", [b"NOOP\r\nX1 EXPUNGE", b"UID SEARCH UID 1\n", b"UID SEARCH UID 1\r", b"NO\0OP"])
def test_t5_no_command_with_a_line_break_is_ever_queued(text: bytes) -> None:
    """T5: the last net, whatever a caller forgot: nothing is queued, let alone sent."""
    session = object.__new__(Session)
    with pytest.raises(PermanentError, match="line break"):
        session.send(text)


def test_folder_names_are_quoted_and_encoded() -> None:
    """Modified UTF-7 (RFC 3501, 5.1.3) in a quoted string; no wildcard or quote gets out of it."""
    assert wire_name('a"b\\c') == b'"a\\"b\\\\c"'
    assert wire_name("Entwürfe & 日本") == b'"Entw&APw-rfe &- &ZeVnLA-"'
    assert wire_name("../../etc/passwd") == b'"../../etc/passwd"'


@pytest.mark.server("dovecot", "doveadm")
def test_t5_nothing_from_a_mail_becomes_a_command(dovecot: Dovecot) -> None:
    """T5: hostile Message-IDs, subjects, refs: the wire carries only commands that we write, all read-only."""
    dovecot.wipe("alice")
    attack = "<a@b>\r\n X1 STORE 1:* +FLAGS (\\Deleted)\r\n X2 EXPUNGE"
    mails = [builders.raw(message_id=attack, subject=attack, references=attack) for _ in range(3)]
    mails.append(b'Message-ID: <x@y"\rX3 DELETE INBOX\r>\r\nSubject: {5}\r\n\r\n* BYE\r\n')
    dovecot.append("alice", "INBOX", mails)
    before = dovecot.snapshot()
    with FaultProxy(dovecot.port) as proxy:
        settings = dovecot.settings(port=proxy.port, security="insecure")
        connector = connect(settings, lambda: dovecot.password("alice"), Path())
        batches = list(connector.fetch("", None))
        found = [mail for batch in batches for mail in batch.mails]
        refs = [mail.ref for mail in found]
        connector.texts([*refs, "1.2.INBOX\r\nX4 DELETE INBOX", refs[0] + "\r\nX5 EXPUNGE", "1.2:*.INBOX"])
        dovecot.doveadm("mailbox", "update", "--uid-validity", "777777", "-u", dovecot.user("alice"), "INBOX")
        connector.close()
        list(connector.fetch(batches[-1].cursor, None))
        connector.close()
        said = bytes(proxy.said)
    assert len(found) == 4
    words = {line.split(b" ", 2)[1].upper() for line in said.split(b"\r\n") if line.count(b" ")}
    allowed = {b"CAPABILITY", b"AUTHENTICATE", b"LIST", b"STATUS", b"EXAMINE", b"UID", b"FETCH", b"UNSELECT", b"LOGOUT"}
    assert words <= allowed
    for verb in (b" STORE ", b"EXPUNGE", b"DELETE", b" SELECT ", b"APPEND", b" COPY ", b" MOVE "):
        assert verb not in said.upper()
    assert b"X1" not in said
    after = dovecot.snapshot()
    flags = [[line for line in state["INBOX"] if b"FETCH" in line] for state in (before, after)]
    assert flags[0] == flags[1]
