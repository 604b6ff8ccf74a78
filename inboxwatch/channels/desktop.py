"""Pop-ups by the desktop's own program: the text is one argument, no shell, no script made of it (T22)."""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
from pathlib import Path

from inboxwatch.errors import NotSentError, UncertainError

SECONDS = 10
_OSASCRIPT = (
    "on run arguments", "display notification (item 2 of arguments) with title (item 1 of arguments)", "end run"
)  # fmt: skip


def program(scheme: str) -> str:
    """The program that shows pop-ups here, "" if there is none: then the library has to."""
    if scheme == "windows":
        return ""
    name = "osascript" if scheme == "macosx" or sys.platform == "darwin" else "notify-send"
    return shutil.which(name) or ""


def command(path: str, title: str, text: str) -> list[str]:
    """The arguments; nothing that begins with a hyphen can be taken for an option."""
    if Path(path).name == "osascript":
        return [path, *(part for line in _OSASCRIPT for part in ("-e", line)), "--", title, text]
    return [path, "--app-name=inboxwatch", "--", title, html.escape(text, quote=False)]


def marked_up(scheme: str, text: str) -> str:
    """Text for the library's own pop-ups: those of D-Bus understand markup."""
    return text if scheme in {"macosx", "windows"} else html.escape(text, quote=False)


def show(path: str, title: str, text: str) -> None:
    """Show it. Raises NotSentError where there is no desktop, UncertainError where nothing is heard of it."""
    from inboxwatch.processes import run

    name = Path(path).name
    try:
        code, _ = run(command(path, title or " ", text), folder=Path.home(), seconds=SECONDS, largest=1 << 16)
    except subprocess.TimeoutExpired:
        raise UncertainError(f"{name} did not come back within {SECONDS} seconds.") from None
    except OSError as error:
        raise NotSentError(f"{name} cannot be run: {error.strerror}.") from None
    if code:
        raise NotSentError(f"{name} could not show a pop-up (exit code {code}).", "Is a desktop running?")
