"""Figures of one worker for Prometheus, and what its health endpoint says. No owner, no mailbox, no address."""

from __future__ import annotations

import datetime as dt
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from inboxwatch.fleet.queue import Depth, State
    from inboxwatch.fleet.roster import Outcome, Row

ALIVE: Final = 30.0
"""Seconds without the database after which a worker is not well."""
_LAGS: Final = (1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600)
_TIMES: Final = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


@dataclass
class Health:
    """Whether a worker does its work; any thread may ask."""

    started: dt.datetime
    last: float = float("-inf")
    """When the database last answered, on the clock that nobody sets."""
    stopping: bool = False
    polls: int = 0

    @property
    def reachable(self) -> bool:
        """Whether the database has answered lately."""
        return time.monotonic() - self.last < ALIVE

    def said(self) -> tuple[bool, dict[str, Any]]:
        """Whether all is well, and the words for it."""
        well = self.reachable and not self.stopping
        state = "ok" if well else "stopping" if self.stopping else "no database"
        return well, {"status": state, "since": self.started.isoformat(), "polls": self.polls}


class Gauges:
    """What a worker counts; `text` is the exposition."""

    def __init__(self, health: Health) -> None:
        """Begin at zero."""
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics

        disable_created_metrics()  # type: ignore[no-untyped-call]  # as many lines again that nobody asks for
        self.health = health
        self._registry = registry = CollectorRegistry()
        self._begun: dict[tuple[str, str], float] = {}
        self._lock = threading.Lock()
        self._polls = Counter(
            "inboxwatch_polls", "Polls that ended, by result", ["connector", "result"], registry=registry
        )
        self._errors = Counter(
            "inboxwatch_poll_errors", "Polls that failed, by provider and kind", ["provider", "kind"], registry=registry
        )
        self._lag = Histogram("inboxwatch_poll_lag_seconds", "How late polls began", buckets=_LAGS, registry=registry)
        self._took = Histogram("inboxwatch_poll_seconds", "How long polls took", buckets=_TIMES, registry=registry)
        self._new = Counter("inboxwatch_messages_new", "New messages that were stored", registry=registry)
        self._depth = Gauge("inboxwatch_queue_depth", "Jobs in the queue", ["status"], registry=registry)
        self._due = Gauge(
            "inboxwatch_mailboxes_due", "Mailboxes that should have been polled by now", registry=registry
        )
        self._failing = Gauge("inboxwatch_mailboxes_failing", "Mailboxes whose last poll failed", registry=registry)
        self._count = Gauge("inboxwatch_mailboxes", "Mailboxes that are polled, about", registry=registry)
        self._up = Gauge("inboxwatch_database_up", "Whether the database has answered lately", registry=registry)
        self._late = Gauge("inboxwatch_poll_lag_max_seconds", "How late the latest mailbox is now", registry=registry)

    def seen(self, row: Row, outcome: Outcome | None) -> None:
        """Note that a poll begins, or how it ended."""
        place = (row.owner, row.mailbox)
        if outcome is None:
            self._begun[place] = time.monotonic()
            self._lag.observe(max(0.0, (dt.datetime.now(dt.UTC) - row.due_at).total_seconds()))
            return
        self._took.observe(time.monotonic() - self._begun.pop(place, time.monotonic()))
        self.health.polls += 1
        result = "undone" if outcome.undone else "failed" if outcome.error else "new" if outcome.new else "nothing new"
        self._polls.labels(row.connector, result).inc()
        if outcome.new:
            self._new.inc(outcome.new)
        if result == "failed":
            self._errors.labels(provider(row), "permanent" if outcome.permanent else "transient").inc()

    def fleet(self, depth: Depth, state: State) -> None:
        """Note how the fleet does; the database has answered."""
        self.health.last = time.monotonic()
        self._depth.labels("todo").set(depth.todo)
        self._depth.labels("doing").set(depth.doing)
        self._due.set(state.due)
        self._failing.set(state.failing)
        self._count.set(state.mailboxes)
        self._late.set(state.late)

    def text(self) -> str:
        """All of it in the text format of Prometheus; what only the database knows is NaN while it is away."""
        from prometheus_client import generate_latest

        self._up.set(self.health.reachable)
        if not self.health.reachable:
            for gauge in (self._due, self._failing, self._count, self._late):
                gauge.set(float("nan"))
            for status in ("todo", "doing"):
                self._depth.labels(status).set(float("nan"))
        return generate_latest(self._registry).decode()


def provider(row: Row) -> str:
    """Who runs the server of a mailbox: the connector, and its host where the settings name one."""
    host = row.settings.get("host") or row.settings.get("tenant") or ""
    if not host and isinstance(row.settings.get("endpoint"), str):
        host = str(row.settings["endpoint"]).split("/")[2:3]
        host = host[0] if host else ""
    return f"{row.connector} {host}".strip()
