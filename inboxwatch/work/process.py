"""The second process: reads its work and then pieces of it from its input, writes the results, ends with its input."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import struct
import sys
from contextlib import suppress
from typing import IO, Any, NamedTuple

GARBAGE = (5_000, 5, 5)
"""Thresholds of the garbage collector: values that become rows leave few cycles, and looking for them takes a tenth."""

_SIZE = struct.Struct("<Q")


class Turn(NamedTuple):
    """Other work to do from now on; there is no answer to it."""

    work: Any


def send(pipe: IO[bytes], content: bytes) -> None:
    """Write one message, its size before it. Raises OSError if nobody reads any more."""
    pipe.write(_SIZE.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:  # noqa: ANN401 - whatever was packed
    """Read one message and unpack it. Raises EOFError at the end of the pipe."""
    head = pipe.read(_SIZE.size)
    if len(head) < _SIZE.size:
        raise EOFError
    (size,) = _SIZE.unpack(head)
    content = pipe.read(size)
    if len(content) < size:
        raise EOFError
    return pickle.loads(content)  # noqa: S301 - both ends are this program, and nobody else has the pipe


def pack(value: object) -> bytes:
    """Make of a value what `send` sends."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _limit(memory: int) -> None:
    """Have the system refuse this process more memory than that, where it can; 0: as much as there is."""
    if memory:
        with suppress(ImportError, OSError, ValueError):
            import resource

            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def main() -> None:
    """Work until the input ends. Whatever goes wrong ends the process: its parent then does the work itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle; when it ends, so does our input
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing else may write among the answers
    gc.freeze()
    gc.set_threshold(*GARBAGE)
    with suppress(EOFError, BrokenPipeError):
        work = receive(questions)
        _limit(getattr(work, "memory", 0))
        while True:
            question = receive(questions)
            if isinstance(question, Turn):
                work = question.work
            else:
                send(answers, pack(work.do(question)))
