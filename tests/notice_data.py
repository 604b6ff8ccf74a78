"""Requests, records, mailboxes and scenes for the tests of reminders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from inboxwatch.business_hours import Calendar
from inboxwatch.model import (
    Acknowledgement,
    AcknowledgementKind,
    Outcome,
    Promise,
    PromiseState,
    Request,
    RequestKind,
    State,
)
from inboxwatch.notices import Delivery, Notice, Record
from inboxwatch.reminders import Plan, Policy, Scene, Silence, plan
from inboxwatch.tracker.assess import outcome_of

BERLIN = ZoneInfo("Europe/Berlin")
CALENDAR = Calendar.default(BERLIN)
LONG_AGO = dt.datetime(2026, 1, 5, 8, 0, tzinfo=dt.UTC)


def at(words: str) -> dt.datetime:
    """Read `2 14:30`: day of March 2026 (the 2nd is a Monday) and time in Berlin."""
    day, _, clock = words.partition(" ")
    hour, minute, *second = map(int, clock.split(":"))
    return dt.datetime(2026, 3, int(day), hour, minute, *second, tzinfo=BERLIN).astimezone(dt.UTC)


@dataclass(frozen=True)
class Box:
    """A mailbox that has been read for months, until just now unless said otherwise."""

    name: str = "work"
    first_success: dt.datetime | None = LONG_AGO
    last_success: dt.datetime | None = None
    last_error: str = ""
    permanent: bool = False
    alarms: tuple[str, ...] = ()


def request(name: str = "aaaaaaaa", received: str = "2 10:00", target: int = 4 * 3600, **changes: object) -> Request:
    """Bo's request of Monday at 10:00, due at 14:00; `Desk.now` assesses it."""
    values: dict[str, object] = {
        "id": name,
        "mailbox": "work",
        "key": f"key-{name}",
        "conversation": "c",
        "message_id": f"<{name}@corp.example>",
        "subject": "The figures",
        "sender": "bo@corp.example",
        "department": "Sales",
        "kind": RequestKind.QUESTION,
        "score": 0.9,
        "reasons": (),
        "received_at": at(received),
        "target_seconds": target,
        "target_rule": "",
        "due_at": CALENDAR.due(at(received), target),
        "deadline": None,
        "state": State.OPEN,
        "outcome": Outcome.PENDING,
        "acknowledgement": None,
        "answered_at": None,
        "ended_at": None,
        "elapsed_seconds": 0,
        "business_seconds": 0,
        "chasers": 0,
        "handed_over_to": "",
        "promise": None,
        "snoozed_until": None,
    }
    return Request(**{**values, **changes})  # type: ignore[arg-type]


def promised(by: str, made: str = "2 11:00", **changes: object) -> Request:
    """A request that was acknowledged with a promise."""
    acknowledgement = Acknowledgement(at(made), "ada@corp.example", AcknowledgementKind.HOLDING)
    promise = Promise(at(by), PromiseState.OPEN)
    values = {"state": State.ACKNOWLEDGED, "ended_at": at(made), "acknowledgement": acknowledgement, "promise": promise}
    return request(**{**values, **changes})  # type: ignore[arg-type]


def assessed(item: Request, now: dt.datetime) -> Request:
    """Move a request to `now`, as `tracker.assess` does."""
    promise = item.promise
    if promise is not None and promise.state is PromiseState.OPEN and promise.due_at < now:
        promise = replace(promise, state=PromiseState.BROKEN)
    snoozed = item.snoozed_until if item.snoozed_until is not None and item.snoozed_until > now else None
    if item.state is not State.OPEN:
        return replace(item, promise=promise, snoozed_until=snoozed)
    business = CALENDAR.elapsed(item.received_at, max(now, item.received_at))
    outcome = outcome_of(item.state, business, item.target_seconds)
    return replace(item, promise=promise, snoozed_until=snoozed, business_seconds=business, outcome=outcome)


class Desk:
    """An owner who is told: keeps records as the store would, and everything that was ever sent."""

    def __init__(self, *requests: Request, **policy: object) -> None:
        """Begin with these requests and one channel."""
        self.requests = list(requests)
        self.policy = Policy(**{"channels": ("mail",), **policy})  # type: ignore[arg-type]
        self.boxes: list[Box] = [Box()]
        self.records: list[Record] = []
        self.woken: dict[tuple[str, str], dt.datetime] = {}
        self.settled: set[str] | None = None
        self.started: dt.datetime | None = None

    def look(self, now: dt.datetime | str) -> Plan:
        """Decide at a moment; a box without an own time was read just then."""
        moment = at(now) if isinstance(now, str) else now
        boxes = [box if box.last_success else replace(box, last_success=moment) for box in self.boxes]
        scene = Scene(self.policy, CALENDAR, moment, boxes, self.settled, self.started, self.woken)
        return plan([assessed(item, moment) for item in self.requests], self.records, scene)

    def tell(self, now: dt.datetime | str, state: Delivery = Delivery.SENT) -> list[Notice]:
        """Decide and send."""
        moment = at(now) if isinstance(now, str) else now
        notices = list(self.look(moment).notices)
        self.records += [Record(notice, state, moment) for notice in notices]
        return notices

    def through(self, moments: Iterable[dt.datetime]) -> list[Notice]:
        """Decide and send at each of these moments, in that order."""
        return [notice for moment in moments for notice in self.tell(moment)]


def said(notices: Iterable[Notice]) -> list[str]:
    """Say what was told: `aaaaaaaa breach 0`."""
    return [f"{item.request} {item.stage} {item.number}" for notice in notices for item in notice.items]


def stages(notices: Iterable[Notice]) -> list[str]:
    """The stages alone."""
    return [item.stage.value for notice in notices for item in notice.items]


def only(found: Plan) -> Silence:
    """The one silence of a plan that tells nothing."""
    assert found.notices == ()
    (silence,) = found.silences
    return silence
