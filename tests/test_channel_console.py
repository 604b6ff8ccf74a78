"""The console channel."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from inboxwatch.channels import Around
from inboxwatch.channels.console import connect
from inboxwatch.model import Address
from inboxwatch.ports import Channel, Letter, Mailer
from tests.contract_channels import LETTER, ChannelContract


def around(**changed: object) -> Around:
    """What a channel is given."""

    def mailer(name: str) -> Mailer:
        raise AssertionError(name)

    values = {
        "name": "me", "base": Path(), "secret": str, "owner": Address("Ada", "ada@corp.example"), "key": b"k" * 32,
        "mailer": mailer,
    }  # fmt: skip
    return Around(**{**values, **changed})  # type: ignore[arg-type]


class Screen(io.StringIO):
    """Remembers each piece that was written at once."""

    def __init__(self) -> None:
        """Nothing was written yet."""
        super().__init__()
        self.pieces: list[str] = []

    def write(self, text: str) -> int:
        self.pieces.append(text)
        return super().write(text)


class TestConsole(ChannelContract):
    others = True

    @pytest.fixture(autouse=True)
    def _streams(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.out, self.err, self.patch = Screen(), Screen(), monkeypatch

    def channel(self, **settings: str) -> Channel:
        self.patch.setattr(sys, "stdout", self.out)
        self.patch.setattr(sys, "stderr", self.err)
        return connect(settings, around())

    def received(self) -> list[str]:
        return self.out.pieces

    def unreachable(self) -> Channel:
        channel = self.channel(stream="stderr")
        self.err.close()
        return channel

    def test_stderr_may_be_meant(self) -> None:
        self.channel(stream="stderr").send(LETTER)
        assert LETTER.title in self.err.getvalue()
        assert self.out.getvalue() == ""

    def test_a_terminal_that_knows_little_gets_what_it_can_show(self, monkeypatch: pytest.MonkeyPatch) -> None:
        raw = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
        connect({}, around()).send(Letter("0" * 32, "Größe", "ok"))
        assert raw.getvalue().splitlines() == [b"Gr??e", b"ok"]

    def test_t1_controls_and_bidi_marks_go(self) -> None:
        self.channel().send(Letter("0" * 32, "a\x1b]0;x\x07b\u202e", "\x9b31m\x7f ok 👩\u200d💻"))
        assert self.out.getvalue() == "a ]0;x b \n 31m  ok 👩\u200d💻\n"
