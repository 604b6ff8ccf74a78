"""Absence notes and departments from Exchange: suggestions, for those who are asked about and nobody else."""

from __future__ import annotations

import datetime as dt

import pytest

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


def test_departments_of_those_who_are_asked_for(ews: Ews) -> None:
    ews.add("bo@corp.example", name="Bo Lind", department="Finance")
    ews.add("carol@corp.example")
    made = connector(ews)
    asked = ["bo@corp.example", "carol@corp.example", "nobody@corp.example", "evil\r\n@corp.example"]
    assert made.people(asked) == [Colleague("bo@corp.example", "Finance", "Bo Lind")]
    assert ews.asked["ResolveNames"] == 3
    made.close()
