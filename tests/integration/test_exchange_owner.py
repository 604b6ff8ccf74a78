"""Absence notes and departments from Exchange: suggestions, for those who are asked about and nobody else."""

from __future__ import annotations

import datetime as dt

import pytest

from inboxwatch.errors import TransientError
from inboxwatch.ports import Colleague, Hints
from tests.servers.ews import Ews
from tests.servers.ews_state import Box
from tests.servers.exchange import connector


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-08-03T00:00:00Z", "2026-08-15T00:00:00Z"),
        ("2026-08-02T22:00:00Z", "2026-08-14T22:00:00Z"),
        ("2026-08-03T07:00:00Z", "2026-08-15T07:00:00Z"),
    ],
    ids=["UTC", "Berlin", "Los Angeles"],
)
def test_a_scheduled_note_is_a_hint_at_leave(ews: Ews, box: Box, start: str, end: str) -> None:
    made = connector(ews)
    assert made.hints() == Hints()
    box.oof = {"OofState": "Scheduled", "StartTime": start, "EndTime": end}
    assert made.hints() == Hints(leave=((dt.date(2026, 8, 3), dt.date(2026, 8, 14)),))
    box.oof = {"OofState": "Enabled", "StartTime": start, "EndTime": end}
    assert made.hints() == Hints(), "a note without an end names no days"
    made.close()


WORK = """<?xml version="1.0"?><Root xmlns="WorkingHours.xsd"><WorkHoursVersion1><TimeZone><Bias>-60</Bias>
<Standard><Bias>0</Bias><ChangeDate><Time>03:00:00</Time><Date>0000/10/05</Date><DayOfWeek>0</DayOfWeek></ChangeDate>
</Standard><DaylightSavings><Bias>-60</Bias><ChangeDate><Time>02:00:00</Time><Date>0000/03/05</Date>
<DayOfWeek>0</DayOfWeek></ChangeDate></DaylightSavings><Name>{zone}</Name></TimeZone><TimeSlot><Start>{start}</Start>
<End>16:30:00</End></TimeSlot><WorkDays>{days}</WorkDays></WorkHoursVersion1></Root>"""


def work(zone: str = "W. Europe Standard Time", start: str = "08:00:00", days: str = "Monday Tuesday") -> bytes:
    return WORK.format(zone=zone, start=start, days=days).encode()


def test_working_hours_and_zone_are_hints_too(ews: Ews, box: Box) -> None:
    made = connector(ews)
    box.work_hours = work()
    two = (("08:00-16:30",),) * 2 + ((),) * 5
    assert made.hints() == Hints(timezone="Europe/Berlin", hours=two)
    box.work_hours = work(days="Weekdays")
    assert made.hints().hours == (("08:00-16:30",),) * 5 + ((),) * 2
    ews.fail("GetUserConfiguration", code="ErrorServerBusy", soap=True)
    with pytest.raises(TransientError):
        made.hints()
    ews.fail("GetUserConfiguration", code="ErrorAccessDenied")
    assert made.hints() == Hints()
    made.close()


@pytest.mark.parametrize(
    "stream",
    [b"<", b"<Root/>", work(zone="No Such Time", start="x"), work(zone="../etc/passwd", days="Someday"),
     b'<!DOCTYPE x [<!ENTITY a "ha">]><Root xmlns="WorkingHours.xsd">&a;</Root>', work("", "17:00:00")],
)  # fmt: skip
def test_odd_working_time_hints_at_nothing(ews: Ews, box: Box, stream: bytes) -> None:
    made = connector(ews)
    box.work_hours = stream
    assert made.hints() == Hints()
    made.close()


def test_departments_of_those_who_are_asked_for(ews: Ews) -> None:
    ews.add("bo@corp.example", name="Bo Lind", department="Finance")
    ews.add("carol@corp.example")
    made = connector(ews)
    asked = ["bo@corp.example", "carol@corp.example", "nobody@corp.example", "evil\r\n@corp.example"]
    assert made.people(asked) == [Colleague("bo@corp.example", "Finance", "Bo Lind")]
    assert ews.asked["ResolveNames"] == 3
    made.close()
