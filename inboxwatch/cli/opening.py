"""Opening a mail: in the browser where its server shows it there, else by its id in the system's mail program.

That is `mid:` (RFC 2392), `message:` on macOS.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import quote

from inboxwatch.errors import InboxwatchError, UsageError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.model import Request


def link(message_id: str, platform: str = sys.platform) -> str:
    """The address of a mail; the id is percent-encoded, so that nothing in it means anything else."""
    identity = message_id.strip().removeprefix("<").removesuffix(">")
    if not identity:
        raise UsageError("That mail has no Message-ID to open it by.", "")
    if platform == "darwin":
        return f"message:{quote(f'<{identity}>', safe='@')}"
    return f"mid:{quote(identity, safe='@')}"


def shown_at(run: Run, request: Request) -> str:
    """The address at which a browser shows the mail of a request, "" where its connector knows none or cannot ask."""
    from inboxwatch.watch.sync import plugged

    table = next((each for each in run.settings.mailbox if each.name == request.mailbox), None)
    with run.open_store() as store:
        stored = store.named(request.message_id) if request.message_id else []
    refs = [each.ref for each in stored if (each.mailbox, each.key) == (request.mailbox, request.key) and each.ref]
    if table is None or not refs:
        return ""
    try:
        connector = plugged(run.settings)(table)
        try:
            ask = getattr(connector, "shown_at", None)
            return str(ask(refs[0])) if ask is not None else ""
        finally:
            connector.close()
    except InboxwatchError:
        return ""


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
