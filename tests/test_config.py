"""The configuration: what it means, where it is found, and which rules it makes."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from inboxwatch import config
from inboxwatch.config import Settings, load, zone
from inboxwatch.errors import ConfigurationError, UsageError
from inboxwatch.model import MailboxKind, Owner
from tests.config_files import EXAMPLE, GOOD, Write, write

__all__ = ["write"]


# What a good one means


def test_settings_cannot_be_changed(write: Write) -> None:
    settings = load(write(GOOD))
    with pytest.raises(ValueError, match="frozen"):
        settings.me.name = "Bo"  # type: ignore[misc]


def test_rules_are_made_from_the_tables(write: Write) -> None:
    rules = load(write(GOOD)).rules()
    [mailbox] = rules.mailboxes
    assert mailbox.name == "work"
    assert mailbox.kind is MailboxKind.PERSONAL
    assert mailbox.addresses == {"ada@corp.example", "a.lovelace@corp.example"}
    assert mailbox.main == "ada@corp.example"
    assert rules.targets.pick("x@corp.example", "other", "work", "") == (4 * 3600, "default")
    assert rules.directory.internal("x@eu.corp.example")
    assert rules.threshold == 0.5
    assert rules.version


def test_a_shared_mailbox_is_its_members(write: Write) -> None:
    text = '[[mailbox]]\nname = "support"\nconnector = "files"\npath = "x"\nkind = "shared"\n'
    text += 'addresses = ["support@corp.example"]\nmembers = ["bo@corp.example"]\ngroups = ["all@corp.example"]\n'
    settings = load(write(GOOD + text))
    shared = settings.mailboxes[1]
    assert (shared.kind, shared.main) == (MailboxKind.SHARED, "support@corp.example")
    assert shared.addresses == {"support@corp.example"}
    assert shared.members == {"bo@corp.example"}
    assert shared.groups == {"all@corp.example"}
    assert settings.owner("support") == Owner(frozenset({"support@corp.example"}))


def test_the_owner_has_a_name(write: Write) -> None:
    settings = load(write(GOOD))
    assert settings.owner("work") == Owner(
        frozenset({"ada@corp.example", "a.lovelace@corp.example"}), ("Ada Lovelace",)
    )
    with pytest.raises(KeyError):
        settings.owner("nobody's")


def test_the_address_of_an_exchange_mailbox_goes_before_the_user_name(write: Write) -> None:
    text = GOOD.replace('host = "mail.corp.example"', 'address = "support@corp.example"')
    assert "support@corp.example" in load(write(text)).mailboxes[0].addresses


def test_the_connector_gets_its_own_keys_only(write: Write) -> None:
    text = GOOD + 'since = "7d"\npassword_env = "SECRET"\nfolders = ["INBOX"]\n'
    [mailbox] = load(write(text)).mailbox
    assert mailbox.table == {"host": "mail.corp.example", "username": "ada@corp.example", "folders": ["INBOX"]}
    assert mailbox.since == dt.timedelta(days=7)
    assert mailbox.username == "ada@corp.example"


def test_what_is_assumed_is_said(write: Write) -> None:
    """No calendar configured: Monday-Friday 09:00-17:00 in the system's zone, and the program says so."""
    bare = '[me]\naddresses = ["ada@corp.example"]\n[[mailbox]]\nname = "a"\nconnector = "files"\n'
    settings = load(write(bare))
    assert any("Monday to Friday 09:00-17:00" in notice and "system's zone" in notice for notice in settings.notices)
    assert any("corp.example counts as internal" in notice for notice in settings.notices)
    zone_only = load(write(bare + '[calendar]\ntimezone = "Asia/Tokyo"\n'))
    assert any("Monday to Friday 09:00-17:00 counts (Asia/Tokyo)" in notice for notice in zone_only.notices)
    assert zone_only.working_calendar.zone.key == "Asia/Tokyo"
    assert load(write(GOOD)).notices == ()


def test_listed_outsiders_are_named(write: Write) -> None:
    text = GOOD.replace("[calendar]", '[directory.departments]\nLaw = ["eve@law.example"]\n[calendar]')
    [notice] = load(write(text)).notices
    assert "eve@law.example" in notice


def test_dates_may_be_toml_dates(write: Write) -> None:
    text = GOOD.replace("[calendar.hours]", "extra_holidays = [2026-12-24]\nleave = [2026-08-03]\n[calendar.hours]")
    calendar = load(write(text)).calendar
    assert calendar.extra_holidays == (dt.date(2026, 12, 24),)
    assert calendar.leave == ((dt.date(2026, 8, 3), dt.date(2026, 8, 3)),)


def test_the_directory_file_is_read(write: Write, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("eve@corp.example;Law;Eve;eve.main@corp.example\n", encoding="utf-8")
    settings = load(write(GOOD.replace("[calendar]", 'file = "people.csv"\n[calendar]')))
    assert settings.people.department("eve@corp.example") == "Law"
    assert settings.people.person("eve@corp.example") == "eve.main@corp.example"


def test_ical_files_close(write: Write, tmp_path: Path) -> None:
    (tmp_path / "away.ics").write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20260518\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    calendar = load(write(GOOD.replace("[calendar.hours]", 'ical = ["away.ics"]\n[calendar.hours]'))).working_calendar
    monday = dt.datetime(2026, 5, 18, tzinfo=ZoneInfo("Europe/Berlin"))
    assert calendar.elapsed(monday, monday + dt.timedelta(days=1)) == 0
    assert calendar.elapsed(monday + dt.timedelta(days=7), monday + dt.timedelta(days=8)) == 8 * 3600


# The fingerprint


def test_the_version_is_the_same_for_the_same_rules(write: Write) -> None:
    one = load(write(GOOD)).version
    assert one == load(write(GOOD + "# a comment\n")).version
    assert one == load(write(GOOD + '[reminders]\nbefore = "2h"\n')).version, "reminders derive nothing"
    code = "import sys; from inboxwatch.config import load; print(load(sys.argv[1]).version)"
    for seed in ("1", "2"):
        run = [sys.executable, "-c", code, str(write(GOOD))]
        found = subprocess.run(
            run, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        )
        assert found.stdout.strip() == one


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('mon = ["09:00-17:00"]', 'mon = ["09:00-16:00"]'),
        ("Europe/Berlin", "Europe/Vienna"),
        ('["corp.example"]', '["corp.example", "corp2.example"]'),
        ("[calendar]", 'partners = ["*@vendor.example"]\n[calendar]'),
        ("[calendar]", 'departments = { Law = ["eve@corp.example"] }\n[calendar]'),
        ("a.lovelace@", "lovelace@"),
        ("[calendar]", '[targets]\nacknowledge_within = "3h"\n[calendar]'),
        ("[calendar]", "[classifier]\nthreshold = 0.6\n[calendar]"),
        ("[calendar.hours]", 'holidays = "DE"\n[calendar.hours]'),
        ("[calendar.hours]", 'leave = ["2026-08-03"]\n[calendar.hours]'),
        ('connector = "imap"', 'connector = "imap"\nauthserv_id = "mx"'),
    ],
)
def test_the_version_changes_with_whatever_changes_what_is_derived(write: Write, old: str, new: str) -> None:
    assert old in GOOD
    assert load(write(GOOD)).version != load(write(GOOD.replace(old, new))).version


def test_the_version_changes_with_the_directorys_file(write: Write, tmp_path: Path) -> None:
    path = write(GOOD.replace("[calendar]", 'file = "people.csv"\n[calendar]'))
    versions = set()
    for department in ("Law", "Sales"):
        (tmp_path / "people.csv").write_text(f"eve@corp.example,{department}\n", encoding="utf-8")
        versions.add(load(path).version)
    assert len(versions) == 2


# Finding and reading the file


def test_a_missing_file_says_what_to_do(home: Path) -> None:
    with pytest.raises(ConfigurationError, match="There is no configuration at") as caught:
        load()
    assert str(home) in str(caught.value)
    assert f"Copy {EXAMPLE} to that path" in str(caught.value)
    with pytest.raises(ConfigurationError, match="--config"):
        load(home / "none.toml")


def test_the_environment_names_the_file(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(GOOD)
    monkeypatch.setenv("INBOXWATCH_CONFIG", str(path))
    assert load().path == path


def test_the_platforms_folder_is_the_default(home: Path) -> None:
    assert str(config.DEFAULT_PATH).startswith(str(home))
    path = Path(str(config.DEFAULT_PATH))
    path.parent.mkdir(parents=True)
    path.write_text(GOOD, encoding="utf-8")
    path.chmod(0o600)
    assert load().path == path


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"[me\nname = 1", "line 1"),
        (b'[me]\nname = "a"\nname = "b"', "line 3"),
        (b"[me]\nname = \xff", "not UTF-8 (line 2)"),
        (b"x = " + b"[" * 5000, "nested too deeply"),
        (b"#" * (1 << 20) + b"\n\n", "over 1 MiB"),
        (b'[store]\nurl = "C:\\Users\\ada"', "single quotes"),
    ],
)
def test_what_is_no_toml_is_one_sentence(write: Write, data: bytes, words: str) -> None:
    path = write("")
    path.write_bytes(data)
    with pytest.raises(ConfigurationError, match=re.escape(words)) as caught:
        load(path)
    assert str(path) in str(caught.value)


def test_a_file_of_an_editor_on_windows_is_read(write: Write) -> None:
    path = write("")
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load(path).me.name == "Ada Lovelace"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"cannot be read|not a file"):
        load(tmp_path)


def test_every_table_is_optional(write: Write) -> None:
    settings = load(write(""))
    assert settings.model_dump() == Settings().model_dump()
    assert tomllib.loads("") == {}


# Scan without a configuration


def test_settings_for_scan() -> None:
    settings = Settings.for_scan(["Ada@Corp.example", "ada@old.example"])
    rules = settings.rules()
    [mailbox] = rules.mailboxes
    assert (mailbox.name, mailbox.kind, mailbox.main) == ("scan", MailboxKind.PERSONAL, "ada@corp.example")
    assert rules.directory.internal_domains == {"corp.example", "old.example"}
    assert settings.owner("scan").addresses == {"ada@corp.example", "ada@old.example"}


def test_settings_for_scan_of_a_shared_mailbox() -> None:
    settings = Settings.for_scan(["support@corp.example"], ["bo@corp.example"], "mx.corp.example")
    [mailbox] = settings.rules().mailboxes
    assert mailbox.kind is MailboxKind.SHARED
    assert mailbox.members == {"bo@corp.example"}
    assert mailbox.authserv_id == "mx.corp.example"


def test_settings_for_scan_add_to_the_configuration(write: Write) -> None:
    text = (
        GOOD + '[[targets.rule]]\nmailbox = "work"\nacknowledge_within = "2h"\n[targets]\nacknowledge_within = "3h"\n'
    )
    base = load(write(text.replace('[[targets.rule]]\nmailbox = "work"\nacknowledge_within = "2h"\n', "")))
    settings = Settings.for_scan(["ada@old.example"], base=base)
    [mailbox] = settings.rules().mailboxes
    assert mailbox.addresses == {"ada@corp.example", "a.lovelace@corp.example", "ada@old.example"}
    assert not settings.people.internal("x@old.example"), "internal_domains are configured"
    assert settings.targets.acknowledge_within == 3 * 3600


@pytest.mark.parametrize("me", [[], ["ada"], ["a@b@c.example"]])
def test_settings_for_scan_need_an_address(me: list[str]) -> None:
    with pytest.raises(UsageError):
        Settings.for_scan(me)


# The store


def test_the_store_lies_in_the_platforms_data_folder(write: Write, home: Path) -> None:
    assert load(write(GOOD)).store_url.startswith(f"sqlite:///{home}")


@pytest.mark.parametrize(
    "url", ["postgresql+psycopg://db/inboxwatch", "sqlite:///:memory:", "sqlite:////var/x.sqlite3"]
)
def test_urls_that_are_whole_stay_as_they_are(write: Write, url: str) -> None:
    assert load(write(f'[store]\nurl = "{url}"\n')).store_url == url


def test_a_relative_store_lies_beside_the_configuration(write: Write, tmp_path: Path) -> None:
    assert load(write('[store]\nurl = "sqlite:///mail.sqlite3"\n')).store_url == f"sqlite:///{tmp_path}/mail.sqlite3"


# Zones


def test_the_version_of_the_zone_data_can_be_shown() -> None:
    """R21: tzdata version shown."""
    assert re.match(r"20\d\d", zone.data_version())


@pytest.mark.parametrize("name", ["Asia/Kathmandu", "Nowhere/Land"])
def test_the_systems_zone_is_a_zone(name: str) -> None:
    run = [sys.executable, "-c", "from inboxwatch.config import zone; print(zone.system().key)"]
    found = subprocess.run(
        run, env={**os.environ, "TZ": name}, capture_output=True, text=True, check=True
    ).stdout.strip()
    assert (found == name) == (name == "Asia/Kathmandu")
    assert ZoneInfo(found)


# Import cost


def test_loading_a_configuration_imports_nothing_heavy(write: Write) -> None:
    """`status` must stay under a second: no holidays, icalendar or keyring unless the configuration needs them."""
    code = (
        "import sys; from inboxwatch.config import load; load(sys.argv[1]).store_url;"
        "print([m for m in ('holidays', 'icalendar', 'keyring', 'dateutil', 'sqlalchemy', 'idna') if m in sys.modules])"
    )
    run = [sys.executable, "-c", code, str(write(GOOD))]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip() == "[]"
