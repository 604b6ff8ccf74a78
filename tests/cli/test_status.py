"""`status` and `requests --overdue`: figures from SQL say what each clock says, however many are open."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from contextlib import closing

import pytest

from inboxwatch.cli.present import worked_until
from inboxwatch.cli.run import Run
from inboxwatch.store import Filter
from inboxwatch.tracker import assess
from inboxwatch.views import requests
from tests.cli.conftest import Office

HOURS = range(-30 * 24, 24, 7)


def at(office: Office, hours: float) -> Run:
    """A run with the office's configuration so many hours from its time."""
    now = dt.datetime.fromisoformat(office.now) + dt.timedelta(hours=hours)
    return Run.start(config=str(office.folder / "config.toml"), store=None, now=now.isoformat(), verbose=0)


def test_overdue_by_sql_is_overdue_by_the_clock_at_any_hour(synced: Office) -> None:
    """Night, weekend, holiday, closing time to the second: `due_at` before the last worked instant means missed."""
    first = at(synced, 0)
    with first.open_store() as store:
        everything = store.requests()
        still_open = store.requests(Filter(states=("open",)))  # type: ignore[arg-type]  # a State is its text
    instants = {each.due_at for each in everything}
    moments = {first.now + dt.timedelta(hours=hours) for hours in HOURS}
    moments |= {due + dt.timedelta(seconds=s) for due in instants for s in (-1, 0, 1, 7200, 16 * 3600, 60 * 3600)}
    assert len(still_open) > 3
    seen = set()
    for moment in sorted(moments):
        run = Run.start(config=first.config_path, store=None, now=moment.isoformat(), verbose=0)
        run.__dict__["settings"] = first.settings
        worked = worked_until(run)
        assessed = [assess(each, run.rules, moment) for each in still_open]
        late = {each.id for each in assessed if requests.is_late(each)}
        assert late == {each.id for each in still_open if each.due_at < worked}, moment
        ordered = [requests.urgency(each) for each in sorted(assessed, key=lambda each: each.due_at)]
        future = [each for each in assessed if each.received_at > moment]
        assert future or ordered == sorted(ordered), moment
        seen.add(len(late))
    assert len(seen) > 3


def test_status_counts_all_and_shows_the_most_urgent(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from inboxwatch.cli import present

    whole = office.json("status", "--json")
    listed = office.json("requests", "--state", "open", "--json")["requests"]
    overdue = office.json("requests", "--overdue", "--json")["requests"]
    assert whole["requests"] == listed
    assert (whole["open"], whole["overdue"]) == (len(listed), len(overdue))
    assert whole["next_due_at"] == min(each["due_at"] for each in listed if each["outcome"] == "pending")
    monkeypatch.setattr(present, "MOST", 2)
    short = office.json("status", "--json")
    assert short["requests"] == listed[:2]
    assert (short["open"], short["overdue"], short["next_due_at"]) == tuple(
        whole[key] for key in ("open", "overdue", "next_due_at")
    )
    screen = office.run("status").stdout
    assert f"{len(listed)} colleague requests open, {len(overdue)} overdue" in screen
    assert f"… and {len(listed) - 2} more" in screen


def test_status_reads_few_rows_however_many_are_open(office: Office) -> None:
    """SQLite tells how it would look: through the index of open requests, without sorting; no clock is asked."""
    run = at(office, 0)
    path = run.store_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(request)")]
        connection.execute("PRAGMA foreign_keys = OFF")
        row = dict(
            zip(names, connection.execute("SELECT * FROM request WHERE ended_at IS NULL").fetchone(), strict=True)
        )
        rows = [{**row, "id": f"x{n}", "message": 10**6 + n, "due_at": row["due_at"] + n} for n in range(40_000)]
        marks = ", ".join(f":{name}" for name in names)
        connection.executemany(f"INSERT INTO request ({', '.join(names)}) VALUES ({marks})", rows)  # noqa: S608
        connection.commit()
        plans = [
            connection.execute(f"EXPLAIN QUERY PLAN {statement}", (0,)).fetchall()
            for statement in (
                "SELECT * FROM request WHERE ended_at IS NULL ORDER BY due_at, id LIMIT ?",
                "SELECT * FROM request WHERE ended_at IS NULL AND due_at >= ? ORDER BY due_at, id LIMIT 1",
                "SELECT count(*) FROM request WHERE ended_at IS NULL AND due_at < ?",
            )
        ]
    for plan in plans:
        words = " ".join(step[3] for step in plan)
        assert "request_open" in words
        assert "TEMP B-TREE" not in words
    found = json.loads(office.run("status", "--json").stdout)
    assert found["open"] > 40_000
    assert len(found["requests"]) == 1000
