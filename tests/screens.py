"""Renders views on a real pseudo-terminal and reads back what a terminal would have received."""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import os
import pty
import re
import struct
import termios
import threading
from collections.abc import Callable, Sequence

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


def foreign(screen: str) -> list[str]:
    """Characters of a screen that a mail must not have put there, once rich's own colours are taken off."""
    plain = SGR.sub("", screen).replace("\r\n", "\n")
    return [char for char in plain if (char < " " and char != "\n") or "\x7f" <= char <= "\x9f"]
