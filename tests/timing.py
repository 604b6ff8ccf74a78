"""How much processor time a call takes by itself: whatever else the machine does, and without the coverage tracer."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable


def cpu_seconds(call: Callable[[], object], rounds: int = 1) -> float:
    """Return the processor time of `rounds` calls, in seconds for one."""
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        started = time.process_time()
        for _ in range(rounds):
            call()
        return (time.process_time() - started) / rounds
    finally:
        sys.settrace(tracer)
