"""Opening a mail by its id in the system's mail program (`mid:`, RFC 2392; `message:` on macOS)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from urllib.parse import quote

from inboxwatch.errors import UsageError


def link(message_id: str, platform: str = sys.platform) -> str:
    """The address of a mail; the id is percent-encoded, so that nothing in it means anything else."""
    identity = message_id.strip().removeprefix("<").removesuffix(">")
    if not identity:
        raise UsageError("That mail has no Message-ID to open it by.", "")
    if platform == "darwin":
        return f"message:{quote(f'<{identity}>', safe='@')}"
    return f"mid:{quote(identity, safe='@')}"


def hand_over(address: str) -> None:
    """Ask the system to open it, without a word of its own on this terminal. Raises UsageError."""
    if sys.platform == "win32":
        try:
            os.startfile(address)  # noqa: S606 - `mid:` and percent-encoded
        except OSError as error:
            raise _nobody() from error
        return
    program = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if program is None:
        raise _nobody()
    quiet = subprocess.DEVNULL
    command = [program, address]
    try:
        done = subprocess.run(command, stdin=quiet, stdout=quiet, stderr=quiet, timeout=10, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _nobody() from error
    if done.returncode:
        raise _nobody()


def _nobody() -> UsageError:
    return UsageError("No program here opens mails by their id.", "Thunderbird and Apple Mail do.")
