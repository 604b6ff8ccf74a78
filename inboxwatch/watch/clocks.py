"""The two clocks of the daemon: the wall's, which people and mail go by, and one that only ever goes forward."""

from __future__ import annotations

import datetime as dt
import time
from typing import Final, Protocol

JUMP: Final = 20.0
"""Seconds by which the wall clock may move against the other one before plans are made anew."""


class Clock(Protocol):
    """What tells the time; tests have their own."""

    def now(self) -> dt.datetime:
        """The present in UTC, in whole seconds."""
        ...

    def monotonic(self) -> float:
        """Seconds that nobody sets, for waits and durations."""
        ...


class SystemClock:
    """The computer's clocks."""

    def now(self) -> dt.datetime:
        """The present in UTC, in whole seconds."""
        return dt.datetime.now(dt.UTC).replace(microsecond=0)

    def monotonic(self) -> float:
        """Seconds since some moment; where the computer sleeps, so do they."""
        return time.monotonic()


class Jumps:
    """Notices that the wall clock was set, or that the computer slept (R20)."""

    def __init__(self, clock: Clock) -> None:
        """Begin to watch."""
        self._clock = clock
        self._wall, self._steady = clock.now(), clock.monotonic()

    def look(self) -> float:
        """Return by how many seconds the wall clock has jumped since the last look; 0.0 where it went as usual."""
        wall, steady = self._clock.now(), self._clock.monotonic()
        jumped = (wall - self._wall).total_seconds() - (steady - self._steady)
        self._wall, self._steady = wall, steady
        return jumped if abs(jumped) > JUMP else 0.0
