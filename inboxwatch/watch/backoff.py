"""How long to wait before a mailbox is tried again: the program's one retry policy for what runs for ever.

Why no library: stamina and tenacity own the loop and the sleep (`time.sleep`), while here the wait must end at once
when the program is told to stop (R10), the instant of the next attempt is stored and shown before the wait begins, and
success is no return but a connection that has lasted. What would be left of a library is the one line of arithmetic.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Final

FIRST: Final = 1.0
"""Seconds before the second attempt, at least: never more than one attempt a second."""
LONGEST: Final = 600.0
"""Seconds between two attempts, at most."""
LASTED: Final = 60.0
"""A connection that worked for so many seconds begins the series anew; one that breaks at once does not."""
REFUSED: Final = 900.0
"""Seconds between two attempts where somebody has to act first; more often would lock the account."""
HICCUPS: Final = (30.0, 60.0)
"""Seconds before the second and third attempt after a refusal: servers refuse good passwords now and then."""
_DOUBLINGS: Final = 10


@dataclass
class Backoff:
    """Attempts at one thing. `chance` makes the jitter, so that twenty mailboxes do not come back in one moment."""

    chance: random.Random = field(default_factory=random.Random)
    failures: int = 0
    refusals: int = 0

    def succeeded(self, lasted: float) -> None:
        """Note that all is well since `lasted` seconds."""
        if lasted >= LASTED:
            self.failures = self.refusals = 0

    def failed(self, *, permanent: bool) -> float:
        """Note a failure; return the seconds to wait. `permanent`: trying again will hardly help."""
        if permanent:
            self.failures, self.refusals = 0, self.refusals + 1
            base = HICCUPS[self.refusals - 1] if self.refusals <= len(HICCUPS) else REFUSED
            return base * self.chance.uniform(1.0, 1.1)
        self.refusals, self.failures = 0, self.failures + 1
        ceiling = FIRST * 2.0 ** min(self.failures, _DOUBLINGS)
        return min(LONGEST, self.chance.uniform(max(FIRST, ceiling / 2), ceiling))
