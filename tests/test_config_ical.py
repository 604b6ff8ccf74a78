"""iCal files and URLs of the configuration: fetched only when asked, over TLS only, kept privately."""

from __future__ import annotations

import datetime as dt
import stat
from http.client import IncompleteRead
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from inboxwatch.config import ConfigurationProblems, Settings, load
from inboxwatch.config.ical_files import copy_of, refresh

URL = "https://cal.example/secret-canary/away.ics"
AWAY = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20260518\r\n"
    b"END:VEVENT\r\nEND:VCALENDAR\r\n"
)
MONDAY = dt.datetime(2026, 5, 18, tzinfo=ZoneInfo("Europe/Berlin"))


def configured(tmp_path: Path, ical: str = URL) -> Settings:
    path = tmp_path / "config.toml"
    path.write_text(
        f'[calendar]\ntimezone = "Europe/Berlin"\nical = ["{ical}"]\n[calendar.hours]\nmon = ["09:00-17:00"]\n',
        encoding="utf-8",
    )
    path.chmod(0o600)
    return load(path)


def hours(settings: Settings) -> float:
    return settings.working_calendar.elapsed(MONDAY, MONDAY + dt.timedelta(days=1)) / 3600


def test_a_url_counts_once_it_was_fetched(tmp_path: Path) -> None:
    before = configured(tmp_path)
    assert hours(before) == 8
    [notice] = before.notices
    assert "was not fetched yet" in notice
    assert "cal.example" in notice
    assert refresh([URL], lambda _: AWAY) == []
    after = configured(tmp_path)
    assert hours(after) == 0
    assert after.notices == ()
    assert after.version != before.version


def test_t14_the_secret_address_of_a_calendar_is_not_shown(tmp_path: Path) -> None:
    """Providers hand out calendar URLs whose path is as good as a password."""

    def fail(_: str) -> bytes:
        raise OSError(113, "No route to host")

    said = [*configured(tmp_path).notices, *refresh([URL], fail)]
    assert len(said) == 2
    assert "canary" not in " ".join(said)
    assert "canary" not in copy_of(URL).name


def test_t15_the_copy_is_private(tmp_path: Path) -> None:
    refresh([URL], lambda _: AWAY)
    assert stat.S_IMODE(copy_of(URL).stat().st_mode) == 0o600
    assert stat.S_IMODE(copy_of(URL).parent.stat().st_mode) == 0o700
    assert list(copy_of(URL).parent.iterdir()) == [copy_of(URL)]
    assert tmp_path


@pytest.mark.parametrize(
    "sent",
    [
        b"<html>Please sign in</html>",
        b"",
        b"BEGIN:VCALENDAR but nothing else",
        b"BEGIN:VCALENDAR" + b" " * (33 << 20),
    ],
)
def test_a_bad_answer_leaves_the_old_copy(sent: bytes) -> None:
    refresh([URL], lambda _: AWAY)
    [notice] = refresh([URL], lambda _: sent)
    assert "could not be fetched" in notice
    assert copy_of(URL).read_bytes() == AWAY


@pytest.mark.parametrize("url", ["http://cal.example/a.ics", "file:///etc/passwd", "https:///a.ics"])
def test_only_https_is_fetched(url: str, tmp_path: Path) -> None:
    def never(_: str) -> bytes:
        raise AssertionError

    assert len(refresh([url], never)) == 1
    with pytest.raises(ConfigurationProblems, match="only https"):
        configured(tmp_path, url)


def test_a_server_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    settings = Settings.model_validate({"calendar": {"ical": ["https://127.0.0.1:9/a.ics", str(tmp_path / "a.ics")]}})
    [notice] = settings.refresh_calendars()
    assert notice.startswith("The calendar at 127.0.0.1 could not be fetched: ")
    assert Settings().refresh_calendars() == []


def test_files_start_from_the_configurations_folder(tmp_path: Path) -> None:
    (tmp_path / "away.ics").write_bytes(AWAY)
    assert hours(configured(tmp_path, "away.ics")) == 0


def test_a_file_that_is_no_calendar_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "away.ics").write_bytes(b"nothing of the kind")
    with pytest.raises(ConfigurationProblems, match="is not an iCalendar file"):
        configured(tmp_path, "away.ics")


def test_left_out_events_are_said(tmp_path: Path) -> None:
    (tmp_path / "away.ics").write_bytes(AWAY.replace(b"UID:1", b"UID:1\r\nRRULE:FREQ=SECONDLY"))
    [notice] = configured(tmp_path, "away.ics").notices
    assert notice == "away.ics: an event is left out: it repeats secondly"


def test_t14_notices_about_a_fetched_calendar_name_its_host_only(tmp_path: Path) -> None:
    refresh([URL], lambda _: AWAY.replace(b"UID:1", b"UID:1\r\nRRULE:FREQ=SECONDLY"))
    [notice] = configured(tmp_path).notices
    assert notice == "cal.example: an event is left out: it repeats secondly"


def test_a_server_that_breaks_off_is_one_sentence() -> None:
    def cut(_: str) -> bytes:
        raise IncompleteRead(b"BEGIN:VCAL")

    [notice] = refresh([URL], cut)
    assert "could not be fetched" in notice


def test_closed_for_good_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "away.ics").write_bytes(AWAY.replace(b"UID:1", b"UID:1\r\nRRULE:FREQ=DAILY"))
    with pytest.raises(ConfigurationProblems, match="nothing would ever fall due"):
        configured(tmp_path, "away.ics")
