"""The console channel: a notice as lines on the terminal that `remind` or `run` was started from."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

from inboxwatch.channels import Around, visible
from inboxwatch.errors import NotSentError
from inboxwatch.ports import Channel, Letter


class Settings(BaseModel):
    """The keys of a `[[channel]]` with `kind = "console"`; see config.example.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stream: Literal["stdout", "stderr"] = "stdout"


class ConsoleChannel:
    """Writes to whatever stdout or stderr is at that moment; twice is better than never, for a terminal scrolls."""

    at_most_once = False

    def __init__(self, settings: Settings) -> None:
        """Write nothing yet."""
        self._stream = settings.stream

    def send(self, letter: Letter) -> None:
        """Print title and text. Raises NotSentError where nobody can read it any more."""
        stream = getattr(sys, self._stream)
        to = f" [{letter.to}]" if letter.to else ""
        lines = visible(f"{letter.title.replace(chr(10), ' ')}{to}\n{letter.text}").rstrip()
        encoding = getattr(stream, "encoding", None) or "utf-8"
        try:
            stream.write(lines.encode(encoding, "replace").decode(encoding) + "\n")
            stream.flush()
        except (OSError, ValueError):
            raise NotSentError(f"Nothing can be written to {self._stream} any more.") from None

    def holds(self, key: str) -> bool | None:  # noqa: ARG002 - the port's signature
        """Nobody knows what a terminal still shows."""
        return None

    def close(self) -> None:
        """Nothing is held."""


def connect(settings: Mapping[str, object], around: Around) -> Channel:  # noqa: ARG001 - a channel's signature
    """Make the channel."""
    return ConsoleChannel(Settings.model_validate(dict(settings)))
