"""`sync`: calendars are fetched first, what the settings assume is said once."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inboxwatch.cli import main
from inboxwatch.config import ical_files
from inboxwatch.watch.again import Rereading
from tests.builders import raw

URL = "https://cal.example/secret-canary/away.ics"
CLOSED = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20260302\r\n"
    b"END:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a configuration, one request of Monday 2 March 2026, 09:00 UTC, and a calendar by URL."""
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "1.eml").write_bytes(raw())
    config = tmp_path / "config.toml"
    config.write_text(
        '[me]\naddresses = ["ada@corp.example"]\n[calendar]\ntimezone = "UTC"\n'
        f'ical = ["{URL}"]\n[calendar.hours]\nmon = ["09:00-17:00"]\ntue = ["09:00-17:00"]\n'
        '[[mailbox]]\nname = "files"\nconnector = "files"\npath = "mail"\n[store]\nurl = "sqlite:///store.db"\n'
    )
    config.chmod(0o600)
    return tmp_path


def run(place: Path, *args: str) -> Result:
    options = ["--config", str(place / "config.toml"), "--now", "2026-03-03T12:00:00Z"]
    return CliRunner().invoke(main, [*options, *args])


def test_calendars_are_fetched_and_count_in_the_same_pass(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ical_files, "_fetch", lambda _: CLOSED)
    result = run(place, "sync")
    assert result.exit_code == 0, result.stderr
    assert "could not be fetched" not in result.stderr
    [request] = json.loads(run(place, "requests", "--json").stdout)["requests"]
    assert request["due_at"] == "2026-03-03T13:00:00Z"  # Monday is closed, so four hours of Tuesday
    assert request["business_seconds"] == 3 * 3600


def test_a_calendar_that_cannot_be_fetched_is_said_and_stops_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: str) -> bytes:
        raise OSError(113, "No route to host")

    monkeypatch.setattr(ical_files, "_fetch", fail)
    for _ in range(2):  # it is news each time: the calendar is still not there
        result = run(place, "sync")
        assert result.exit_code == 0
        assert result.stderr.count("The calendar at cal.example could not be fetched: No route to host.") == 1
        assert "canary" not in result.stderr
    said = json.loads(run(place, "sync", "--json").stdout)["notices"]
    assert said == ["The calendar at cal.example could not be fetched: No route to host."]
    assert json.loads(run(place, "requests", "--json").stdout)["requests"][0]["due_at"] == "2026-03-02T13:00:00Z"


def test_what_the_settings_assume_is_said_once_until_it_changes(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ical_files, "_fetch", lambda _: CLOSED)
    words = "No internal_domains are configured"
    assert run(place, "sync").stderr.count(words) == 1
    assert words not in run(place, "sync").stderr
    assert words in run(place, "status").stdout
    config = place / "config.toml"
    config.write_text(config.read_text().replace("ada@corp", "ada@other"))
    assert run(place, "sync").stderr.count(words) == 1


def test_a_new_classifier_reads_the_files_again_and_sync_says_how_many_are_left(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the files connector: what an older classifier judged is judged anew, some in each pass."""
    monkeypatch.setattr(ical_files, "_fetch", lambda _: CLOSED)
    for number in range(2, 8):
        (place / "mail" / f"{number}.eml").write_bytes(raw(subject=f"Matter {number}"))
    assert run(place, "sync").exit_code == 0
    with closing(sqlite3.connect(place / "store.db")) as connection:
        connection.execute("UPDATE message SET version = 'ancient', score = 0")
        connection.execute("DELETE FROM meta WHERE name LIKE 'judged again%'")
        connection.execute(
            "UPDATE meta SET value = replace(value, char(10), 'old' || char(10)) WHERE name = 'derivation'"
        )
        connection.commit()
    (place / "mail" / "7.eml").unlink()
    assert json.loads(run(place, "requests", "--json").stdout)["requests"] == []
    monkeypatch.setattr(Rereading.some, "__defaults__", (4,))
    [box] = json.loads(run(place, "sync", "--json").stdout)["mailboxes"]
    assert box["judged_again"] + box["left"] in {6, 7}
    assert box["left"] == 3
    told = run(place, "sync").stderr
    assert "judged again by the new classifier." in told
    assert "1 message is no longer in files and keeps the verdict of an older classifier." in told
    assert len(json.loads(run(place, "requests", "--json").stdout)["requests"]) == 6
    assert "judged again" not in run(place, "sync").stderr
