"""What the model sees of a message: named numbers, 0 where a name is missing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inboxwatch.model import Mail, Owner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inboxwatch.classifier.moves import Moves
    from inboxwatch.classifier.needs import Tally
    from inboxwatch.classifier.people import Greeting
    from inboxwatch.classifier.promises import Dates
    from inboxwatch.classifier.text import Zones
    from inboxwatch.classifier.words import Sentence

_REPEAT = 0.35


@dataclass(frozen=True, slots=True)
class Reading:
    """A person's mail as it was read: zones, who is greeted, sentences, evidence, dates and moves.

    `language` is "" where it is not known; `foreign`: although the mail is long enough to tell.
    """

    zones: Zones
    greeting: Greeting
    sentences: Sequence[Sentence]
    tally: Tally
    dated: Dates
    flags: Moves
    asks: bool
    language: str = ""
    foreign: bool = False


def of(mail: Mail, owner: Owner, reading: Reading) -> dict[str, float]:
    """All features of one message for the mailbox of `owner`."""
    del mail, owner
    return {
        "cue:" + code: 1 + _REPEAT * math.log(count) if count > 1 else 1.0
        for code, count in reading.tally.counts.items()
    }
