"""Running another program without a shell, with an end in time and in size."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


def run(command: Sequence[str], *, folder: Path, seconds: float, largest: int) -> tuple[int, bytes]:
    """Run a program and give its exit code and at most `largest` bytes of what it printed.

    It gets no input and may not wait for a terminal of ours to type on, but keeps stderr closed to our logs. Raises
    OSError if it cannot be started and `subprocess.TimeoutExpired`, with it and its children ended, if it takes too
    long.
    """
    process = subprocess.Popen(  # noqa: S603 - the user's own command, as a list, no shell
        list(command),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    with process:
        try:
            output, _ = process.communicate(timeout=seconds)
        except BaseException:
            _end(process)
            raise
    return process.returncode, output[:largest]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started, which may hold the pipe open."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
    with suppress(OSError):
        process.kill()
