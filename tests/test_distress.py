"""R15: where nothing can be written down, the owner is told through channels that need no disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from inboxwatch.config import load
from inboxwatch.errors import ConfigurationError, NotSentError
from inboxwatch.watch.distress import Distress
from tests.fakes import FakeChannel
from tests.notice_data import at

CONFIGURATION = """
[calendar]
timezone = "Europe/Berlin"
[reminders]
channels = ["one", "two", "gone"]
[[channel]]
name = "one"
kind = "console"
[[channel]]
name = "two"
kind = "console"
[[channel]]
name = "gone"
kind = "console"
"""


class Ear:
    """Channels by name; one of them cannot be opened."""

    def __init__(self, folder: Path, more: str = "") -> None:
        """Make the channels."""
        path = folder / "config.toml"
        path.write_text(CONFIGURATION.replace("[[channel]]", f"{more}\n[[channel]]", 1))
        path.chmod(0o600)
        self.channels = {"one": FakeChannel(NotSentError("No.")), "two": FakeChannel()}
        self.distress = Distress(load(path), self.open)

    def open(self, name: str) -> FakeChannel:
        """Open one."""
        if name == "gone":
            raise ConfigurationError("No keyring.", "")
        return self.channels[name]


@pytest.fixture
def ear(tmp_path: Path) -> Ear:
    return Ear(tmp_path)


def test_r15_it_is_told_once_a_day_through_whatever_works(ear: Ear) -> None:
    assert ear.distress.tell("The disk that holds store.db is full.\x1b[31m", at("2 10:00")) == ("two",)
    assert ear.distress.tell("The disk is full.", at("2 10:01")) == ()
    (letter,) = ear.channels["two"].letters
    assert letter.title == "inboxwatch cannot use its store"
    assert "The disk that holds store.db is full." in letter.text
    assert "\x1b" not in letter.text
    assert ear.distress.tell("The disk is full.", at("3 10:00")) == ("one", "two")
    assert len({letter.key for letter in ear.channels["two"].letters}) == 2
    assert ear.channels["two"].closed == 2


def test_it_is_told_again_until_somebody_heard_it(tmp_path: Path) -> None:
    ear = Ear(tmp_path)
    ear.channels["two"].ends = [NotSentError("No.")]
    assert ear.distress.tell("The disk is full.", at("2 10:00")) == ()
    assert ear.distress.tell("The disk is full.", at("2 10:01")) == ("one", "two")


def test_not_at_night_not_while_paused_not_when_off(tmp_path: Path) -> None:
    ear = Ear(tmp_path)
    assert ear.distress.tell("The disk is full.", at("2 22:00")) == ()
    assert ear.distress.tell("The disk is full.", at("3 09:00")) != ()
    assert Ear(tmp_path, 'pause = "2026-04-01"').distress.tell("Full.", at("2 10:00")) == ()
    assert Ear(tmp_path, "max_per_day = 0").distress.tell("Full.", at("2 10:00")) == ()
