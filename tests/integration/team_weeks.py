"""Weeks of a team in numbers, told by its members, for the tests of figures; and its command."""

from __future__ import annotations

import datetime as dt
from typing import Any

from click.testing import CliRunner, Result

from inboxwatch.cli import main
from inboxwatch.store.team import tallies
from tests.integration.team_office import Office

TEAM = ("ann", "ben", "cia", "dan", "eve", "fay")
NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
"""The database's own clock says which weeks are closed, so these tests live in the present."""
MONDAY = NOW.date() - dt.timedelta(days=NOW.weekday())
PAST = MONDAY - dt.timedelta(weeks=3)


def tell(office: Office, name: str, week: dt.date, count: int, department: str = "Finance", **more: object) -> None:
    """Write one tally as its owner: `count` requests, all met after 60 seconds but for what `more` says."""
    row: dict[str, Any] = dict.fromkeys(tallies.Tally._fields, 0)
    row |= {
        "week": week,
        "department": department,
        "requests": count,
        "met": count,
        "times": [60] * count,
        "censored": [],
    }
    row |= more
    names = ", ".join(row)
    link = office.administrator
    link.execute(f"SET ROLE {office.login(name)}".encode())
    try:
        values = ", ".join(["%s"] * len(row))
        link.execute(f"INSERT INTO inboxwatch.tally ({names}) VALUES ({values})".encode(), list(row.values()))  # noqa: S608
    finally:
        link.execute("RESET ROLE")


def run(url: str, *words: str) -> Result:
    return CliRunner().invoke(main, ["--store", url, "team", *words])


def shows(office: Office, name: str, *, since: dt.date) -> None:
    """Let the leads see the own figures since a day."""
    assert run(office.url(name), "share", "on").exit_code == 0
    with office.connect() as link:
        link.execute("UPDATE inboxwatch.member SET shares_since = %s WHERE login = %s", (since, office.login(name)))
