"""IMAP: what another thread may do to a busy connection, and messages that a server does not hand out (R5, R10)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from connectors.imap import connect
from inboxwatch.errors import TransientError, WithheldError
from inboxwatch.ports import Connector
from tests.servers.scripted import Script, ScriptedServer, Talk

HEADER = b"From: bo@corp.example\r\nSubject: x\r\nMessage-ID: <%d@x>\r\n\r\n"


def rows(talk: Talk, held: set[int]) -> None:
    """Serve a folder of three messages for ever; those in `held` are found and never handed out."""
    talk.login()
    while True:
        tag, words = talk.folder()
        if words.startswith(b"UID FETCH"):
            asked = {int(each) for part in words.split()[2].split(b",") for each in part.split(b":")}
            for uid in range(min(asked), max(asked) + 1):
                if uid not in held:
                    header = HEADER % uid
                    talk.send(
                        b'* %d FETCH (UID %d INTERNALDATE "18-May-2026 09:00:00 +0000" RFC822.SIZE 99 BODYSTRUCTURE '
                        b'("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1) BODY[HEADER.FIELDS (FROM)] {%d}\r\n%s'
                        b" BODY[1]<0> {5}\r\nhello)\r\n" % (uid, uid, len(header), header)
                    )
        talk.send(tag + b" OK done\r\n")


def server_of(held: set[int]) -> Script:
    return lambda talk: rows(talk, held)


def test_r5_a_message_that_is_not_handed_out_is_named_and_passed_over() -> None:
    """The others are delivered, the cursor moves on, and it is asked for again by its place."""
    held = {2}
    with ScriptedServer(server_of(held)) as server:
        connector = connect(server.settings(sent=""), lambda: "secret", Path())
        batches = list(connector.fetch("", None))
        assert sorted(mail.message_id for batch in batches for mail in batch.mails) == ["<1@x>", "<3@x>"]
        assert [ref for batch in batches for ref in batch.withheld] == ["1.2.INBOX"]
        assert list(connector.fetch(batches[-1].cursor, None)) == []
        with pytest.raises(WithheldError):
            connector.texts(["1.2.INBOX"])
        assert set(connector.texts(["1.2.INBOX", "1.3.INBOX"])) == {"1.3.INBOX"}
        held.clear()
        assert set(connector.texts(["1.2.INBOX"])) == {"1.2.INBOX"}
        connector.close()


def test_r12_a_server_that_hands_out_nothing_at_all_is_in_trouble_itself() -> None:
    with ScriptedServer(server_of({1, 2, 3})) as server:
        connector = connect(server.settings(sent=""), lambda: "secret", Path())
        with pytest.raises(TransientError, match="did not hand out 3 messages"):
            list(connector.fetch("", None))
        connector.close()


def idling(talk: Talk) -> None:
    """Serve an empty folder, and IDLE until DONE."""
    talk.login()
    while True:
        tag, words = talk.folder(exists=0, uidnext=1)
        if words == b"IDLE":
            talk.send(b"+ idling\r\n")
            talk.line()
        talk.send(tag + b" OK done\r\n")


def stalling(talk: Talk) -> None:
    """Sign in, and never answer anything again."""
    talk.login()
    while True:
        talk.line()


def later(act: Callable[[], None]) -> threading.Timer:
    timer = threading.Timer(0.3, act)
    timer.start()
    return timer


def test_a_wait_ends_when_somebody_rings() -> None:
    """The connection stays; a ring before the wait counts, too."""
    with ScriptedServer(idling) as server:
        connector = connect(server.settings(sent=""), lambda: "secret", Path())
        list(connector.fetch("", None))
        assert connector.pushes  # type: ignore[attr-defined]
        began = time.monotonic()
        timer = later(connector.wake)  # type: ignore[attr-defined]
        assert connector.wait(30) is True
        assert time.monotonic() - began < 10
        timer.join()
        connector.wake()  # type: ignore[attr-defined]
        assert connector.wait(30) is True
        assert list(connector.fetch("", None)) is not None and server.connections == 1
        assert connector.wait(0.2) is False
        connector.close()


def watch(connector: Connector) -> None:
    list(connector.fetch("", None))
    connector.wait(30)


@pytest.mark.parametrize("script", [idling, stalling])
def test_r10_a_busy_connection_can_be_cut_off(script: Script) -> None:
    """In IDLE and in a command that nobody answers."""
    with ScriptedServer(script) as server:
        connector = connect(server.settings(sent="", timeout=60), lambda: "secret", Path())
        began = time.monotonic()
        timer = later(connector.abort)  # type: ignore[attr-defined]
        with pytest.raises(TransientError):
            watch(connector)
        assert time.monotonic() - began < 10
        timer.join()
        connector.close()
        connector.abort()  # type: ignore[attr-defined]
        connector.wake()  # type: ignore[attr-defined]
