"""What the weekly summary asks besides requests: thanks, mails that could not be judged, corrections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from inboxwatch.store.codec import seconds

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Mapping

    from inboxwatch.store.postgres.asks import Asks

THANKS: Final = 1 << 3
"""The bit of `codec`'s flags that says that a message thanks."""
ASKS: Final = 0.5
"""The score from which a mail asks for something: one that does and closes with "Thanks" thanks for nothing yet."""
_MARGIN: Final = 7 * 86_400
"""Seconds by which a message may have been sent before it came; it is found by when it was sent."""

_NEAR: Final = (
    "FROM message WHERE sent_at >= :early AND sent_at < :end AND received_at >= :start AND received_at < :end"
)
_THANKS: Final = (
    f"SELECT sender, count(DISTINCT key) {_NEAR} "
    "AND in_sent = 0 AND automatic = '' AND (flags & :bit) <> 0 AND score < :asks GROUP BY sender"
)
_UNJUDGED: Final = f"SELECT count(*) {_NEAR} AND reasons = :blind"
_DECIDED: Final = "SELECT kind, count(*) FROM decision WHERE undone = 0 AND at >= :start AND at < :end GROUP BY kind"


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """`thanks` counts thanking messages by sender, `decided` decisions in force by their kind."""

    thanks: Mapping[str, int]
    unjudged: int
    decided: Mapping[str, int]


def week_facts(connection: sqlite3.Connection | Asks, start: dt.datetime, end: dt.datetime, blind: str) -> WeekFacts:
    """Read them for what came in [start, end); `blind` is the reason code of what could not be judged."""
    begin = seconds(start)
    values = {
        "start": begin,
        "end": seconds(end),
        "early": begin - _MARGIN,
        "bit": THANKS,
        "blind": blind,
        "asks": ASKS,
    }
    ask = connection.execute
    return WeekFacts(
        {sender: int(count) for sender, count in ask(_THANKS, values)},
        int(ask(_UNJUDGED, values).fetchone()[0]),
        {kind: int(count) for kind, count in ask(_DECIDED, values)},
    )
