"""Renders views on a real pseudo-terminal and reads back what a terminal would have received."""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console, RenderableType

from inboxwatch.model import (
    Acknowledgement,
    AcknowledgementKind,
    Outcome,
    Promise,
    PromiseState,
    Request,
    RequestKind,
    State,
)

UTC = dt.UTC
NOW = dt.datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
PROGRAM = [sys.executable, "-c", "from inboxwatch.cli import main; main(prog_name='inboxwatch')"]
SGR = re.compile(r"\x1b\[[0-9;]*m")


def request(**changes: object) -> Request:
    """Build an open, overdue request of Carol's; `changes` replace fields."""
    values: dict[str, object] = {
        "id": "abcdefgh",
        "mailbox": "work",
        "key": "k1",
        "conversation": "c1",
        "message_id": "<m1@corp.example>",
        "subject": "Budget numbers",
        "sender": "carol@corp.example",
        "department": "Finance",
        "kind": RequestKind.QUESTION,
        "score": 0.91,
        "reasons": ("question",),
        "received_at": NOW - dt.timedelta(hours=30),
        "target_seconds": 4 * 3600,
        "target_rule": "default",
        "due_at": NOW - dt.timedelta(hours=5),
        "deadline": None,
        "state": State.OPEN,
        "outcome": Outcome.MISSED,
        "acknowledgement": None,
        "answered_at": None,
        "ended_at": None,
        "elapsed_seconds": 30 * 3600,
        "business_seconds": 9 * 3600,
        "chasers": 1,
        "handed_over_to": "",
        "promise": None,
        "snoozed_until": None,
    }
    return Request(**{**values, **changes})  # type: ignore[arg-type]


def answered(**changes: object) -> Request:
    """Build a request that was acknowledged with a promise and answered."""
    at = NOW - dt.timedelta(hours=2)
    return request(
        id="ijklmnop",
        state=State.ANSWERED,
        outcome=Outcome.MET,
        acknowledgement=Acknowledgement(at, "ada@corp.example", AcknowledgementKind.HOLDING, "<a1@corp.example>"),
        answered_at=at,
        ended_at=at,
        promise=Promise(NOW, PromiseState.KEPT, "by noon"),
        **changes,
    )


def on_terminal(draw: Callable[[Console], Sequence[RenderableType]], *, width: int = 80, colour: bool = True) -> str:
    """Draw on a pseudo-terminal of `width` columns and give back what arrived at its other end."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    received: list[bytes] = []
    reader = threading.Thread(target=_drain, args=(master, received), daemon=True)
    reader.start()
    with os.fdopen(slave, "w", encoding="utf-8", errors="replace") as stream:
        console = Console(
            file=stream,
            markup=False,
            emoji=False,
            highlight=False,
            width=width,
            color_system="standard" if colour else None,
            force_terminal=True,
            legacy_windows=False,
        )
        for part in draw(console):
            console.print(part)
    reader.join(timeout=10)
    os.close(master)
    return b"".join(received).decode("utf-8")


def _drain(master: int, received: list[bytes]) -> None:
    """Read until the other end is closed, which a pseudo-terminal reports as an error."""
    with contextlib.suppress(OSError):
        while piece := os.read(master, 65536):
            received.append(piece)


def _encoded(raw: bytes) -> str:
    """A header value that only decoding turns into these bytes (RFC 2047)."""
    return "=?utf-8?Q?" + "".join(f"={byte:02X}" for byte in raw) + "?="


def hostile_mailbox(folder: Path, texts: list[str]) -> Path:
    """Write a Maildir with one request a text: as its subject, the sender's name and the folder's name."""
    inbox = folder / "mail" / "INBOX"
    for name in ("cur", "new", "tmp"):
        (inbox / name).mkdir(parents=True)
    for number, text in enumerate(texts):
        minute = f"{8 + number // 60:02}:{number % 60:02}"
        hidden = _encoded(text.encode("utf-8", "surrogateescape"))
        (inbox / "cur" / f"{1795000000 + number}.M{number}.h:2,").write_bytes(
            f"From: {hidden} <bo{number}@corp.example>\r\nTo: ada@corp.example\r\nSubject: {hidden}\r\n"
            f"Message-ID: <{number}@corp.example>\r\nDate: Wed, 18 Nov 2026 {minute}:00 +0000\r\n"
            "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            "Could you send me the plan, please?\r\n".encode()
            + text.encode("utf-8", "surrogateescape")
        )
    config = folder / "config.toml"
    config.write_text(
        '[me]\naddresses = ["ada@corp.example"]\n[[mailbox]]\nname = "work"\nconnector = "files"\n'
        f'path = "{folder / "mail"}"\n[store]\nurl = "sqlite:///{folder / "store.db"}"\n'
    )
    config.chmod(0o600)
    return config


def command_on_terminal(arguments: list[str], *, width: int = 100, narrated: bool = True) -> str:
    """Run the command with stdout, and stderr if `narrated` (then with progress bars), on a pseudo-terminal."""
    master, slave = pty.openpty()
    pieces: list[bytes] = []
    reader = threading.Thread(target=_drain, args=(master, pieces), daemon=True)
    reader.start()
    environment = {**os.environ, "COLUMNS": str(width), "LINES": "60", "TERM": "xterm-256color", "PYTHONUTF8": "1"}
    environment.pop("NO_COLOR", None)
    errors = slave if narrated else subprocess.PIPE
    command = [*PROGRAM, *arguments]
    subprocess.run(command, stdout=slave, stderr=errors, env=environment, check=False, timeout=60)
    os.close(slave)
    reader.join(timeout=10)
    os.close(master)
    return b"".join(pieces).decode("utf-8")


def foreign(screen: str) -> list[str]:
    """Characters of a screen that a mail must not have put there, once rich's own colours are taken off."""
    plain = SGR.sub("", screen).replace("\r\n", "\n")
    return [char for char in plain if (char < " " and char != "\n") or "\x7f" <= char <= "\x9f"]
