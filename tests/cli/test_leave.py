"""`doctor` tells of leave that the owner's own absence notes announce and the calendar does not know."""

from __future__ import annotations

import datetime as dt
import re

from tests.cli.conftest import Office

NOTE = """\
From: Mira Sandberg <mira@kestrel.example>
To: bo@kestrel.example
Subject: Automatic reply: Printer
Date: {date}
Message-ID: <note-{number}@kestrel.example>
Auto-Submitted: auto-replied

{text}
"""


def leave(office: Office) -> list[str]:
    """What `doctor` says of leave."""
    return [check["detail"] for check in office.json("doctor", "--json") if check["name"] == "Leave"]


def send(office: Office, number: int, text: str) -> None:
    """Put an automatic reply of the owner's into their Sent folder, two days old, and sync."""
    now = dt.datetime.fromisoformat(office.now) - dt.timedelta(days=2)
    (sent,) = office.folder.rglob("Sent")
    date = now.strftime("%a, %d %b %Y %H:%M:%S %z")
    place = sent / "new" / f"{int(now.timestamp())}.note{number}.demo"
    place.write_text(NOTE.format(date=date, number=number, text=text))
    assert office.run("sync").exit_code == 0


def test_an_announced_absence_is_suggested_until_the_calendar_knows_it(office: Office) -> None:
    """The period and the line to add; the same note twice is one; once added, nothing more is said."""
    assert leave(office) == []
    send(office, 1, "I am out of the office from 1 to 12 June 2026.")
    send(office, 2, "I am out of the office from 1 to 12 June 2026.")
    assert leave(office) == ["your out-of-office note says that you are away 2026-06-01 to 2026-06-12"]
    config = office.folder / "config.toml"
    config.write_text(re.sub(r"leave = .*", 'leave = ["2026-06-01/2026-06-12"]', config.read_text()))
    assert leave(office) == []


def test_notes_that_are_over_or_name_no_day_say_nothing(office: Office) -> None:
    """Nothing is guessed."""
    send(office, 1, "I am out of the office until 3 January 2020.")
    send(office, 2, "I am out of the office, please call my colleague.")
    assert leave(office) == []
