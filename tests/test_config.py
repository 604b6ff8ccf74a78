"""The configuration: what a good one means, and how a bad one is told, all problems at once."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel

from inboxwatch import config, plugins
from inboxwatch.config import ConfigurationProblems, Settings, load, zone
from inboxwatch.config.problems import table_problems
from inboxwatch.errors import ConfigurationError, Exit, UsageError
from inboxwatch.model import MailboxKind, Owner

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"
Write = Callable[[str], Path]

GOOD = """
[me]
name = "Ada Lovelace"
addresses = ["Ada@Corp.example", "a.lovelace@corp.example"]
[directory]
internal_domains = ["corp.example"]
[calendar]
timezone = "Europe/Berlin"
[calendar.hours]
mon = ["09:00-17:00"]
[[mailbox]]
name = "work"
connector = "imap"
host = "mail.corp.example"
username = "ada@corp.example"
"""

ADA = '[me]\naddresses = ["ada@corp.example"]\n'
BOX = '[[mailbox]]\nname = "a"\nconnector = "x"\n'


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a configuration that only its owner may touch."""

    def write(text: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)
        return path

    return write


def problems(path: Path, **named: object) -> list[str]:
    with pytest.raises(ConfigurationProblems) as caught:
        load(path, **named)  # type: ignore[arg-type]
    assert caught.value.exit_code == Exit.CONFIGURATION
    assert str(path) in str(caught.value)
    return [str(problem) for problem in caught.value.problems]


# The example


def example(tmp_path: Path) -> Settings:
    copy = tmp_path / "config.toml"
    shutil.copyfile(EXAMPLE, copy)
    copy.chmod(0o600)
    return load(copy, validate_mailbox=plugins.problems, validate_channel=plugins.channel_problems)


def test_the_example_loads(tmp_path: Path) -> None:
    settings = example(tmp_path)
    assert settings.me.name == "Ada Lovelace"
    assert {"work", "cloud", "archive", "support"} <= {mailbox.name for mailbox in settings.mailbox}
    assert settings.mailbox[0].table["host"] == "mail.corp.example"
    assert settings.rules().calendar.zone == ZoneInfo("Europe/Berlin")


def keys(model: type[BaseModel]) -> set[str]:
    """Every key of a model and of the tables inside it."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        inner = [
            part for part in (field.annotation, *getattr(field.annotation, "__args__", ())) if isinstance(part, type)
        ]
        tables = [part for part in inner if issubclass(part, BaseModel)]
        found |= {name}.union(*map(keys, tables))
    return found - {"table"}


def test_the_example_names_every_key() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    shown = set(re.findall(r"^#? ?([a-z_]+) = ", text, re.MULTILINE))
    shown |= {part for name in re.findall(r"^\[+([a-z._]+)\]", text, re.MULTILINE) for part in name.split(".")}
    assert keys(Settings) - shown == set()


@pytest.mark.parametrize("name", sorted(plugins.BUILT_IN))
def test_the_example_shows_every_key_of_each_connector_with_its_default(name: str) -> None:
    """In a table of that connector, each with words behind it; what is switched on has the default's value."""
    model = import_module(plugins.connector(name).__module__).Settings
    tables = re.split(r"^\[\[?[a-z._]+\]\]?$", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    mine = "\n".join(table for table in tables if f'connector = "{name}"' in table)
    for key, field in model.model_fields.items():
        line = re.search(rf"^(?:# )?{key} = (.+?)\s+# (.+)$", mine, re.MULTILINE)
        if field.is_required():
            assert re.search(rf"^{key} = .+", mine, re.MULTILINE), f"{name}: {key}"
            continue
        assert line, f"{name}: {key} is not in the example, or has no comment"
        default = field.default[0] if isinstance(field.default, tuple) and field.default else field.default
        told = f"{line[1]} {line[2]}"
        assert "default: " in told or str(default) in told, f"{name}: {key} does not say its default"


def test_the_commented_keys_of_the_example_are_valid_too(tmp_path: Path) -> None:
    """Each optional line, switched on alone, loads."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    (tmp_path / "departments.csv").write_text("dave@corp.example,Sales\n")
    optional = [number for number, line in enumerate(lines) if re.match(r"# [a-z_]+ = ", line)]
    assert len(optional) > 10
    for number in optional:
        changed = [*lines[:number], lines[number].removeprefix("# "), *lines[number + 1 :]]
        if "members" in lines[number]:
            changed = [line.replace('kind = "personal"', 'kind = "shared"') for line in changed]
        path = tmp_path / "config.toml"
        path.write_text("\n".join(changed), encoding="utf-8")
        path.chmod(0o600)
        assert load(path, validate_mailbox=plugins.problems, validate_channel=plugins.channel_problems), lines[number]


def test_the_defaults_of_the_example_are_the_programs(tmp_path: Path) -> None:
    settings, default = example(tmp_path), Settings()
    assert settings.targets.acknowledge_within == default.targets.acknowledge_within == 4 * 3600
    assert settings.classifier == default.classifier
    assert settings.store == default.store
    assert settings.report.when == default.report.when
    assert settings.reminders.model_copy(update={"channels": ()}) == default.reminders
    assert settings.mailbox[0].since == settings.mailbox[1].since == dt.timedelta(days=90)


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


# Problems


def test_all_problems_come_at_once_with_line_and_nearest_key(write: Write) -> None:
    path = write(
        """nam = "x"
[me]
adresses = ["ada@corp.example"]
[directory]
internal_domains = [
  "corp.example",
  "bad domain",
]
[calendar]
timezone = "Europe/Berln"
holidays = "DE-XX"
leave = ["2026-08-14/2026-08-03"]
[calendar.hours]
monday = ["09:00-17:00"]
tue = ["09:00-13:00", "12:00-17:00"]
[targets]
acknowledge_within = "1d"
[[mailbox]]
name = "a"
connector = "imap"
since = "3 fortnights"
[[mailbox]]
connector = "imap"
kind = "publik"
[report]
channel = "x"
"""
    )
    found = problems(path)
    expected = [
        ("line 1: nam", "no such key"),
        ("line 3: me.adresses", 'did you mean "addresses"?'),
        ("line 7: directory.internal_domains[2]", '"bad domain" is not a domain'),
        ("line 10: calendar.timezone", 'did you mean "Europe/Berlin"?'),
        ("line 11: calendar.holidays", "DE-XX"),
        ("line 12: calendar.leave", "ends before it begins"),
        ("line 14: calendar.hours.monday", 'did you mean "mon"?'),
        ("line 15: calendar.hours.tue", "overlap"),
        ("line 17: targets.acknowledge_within", "hours"),
        ("line 21: mailbox[1].since", "not a duration"),
        ("line 22: mailbox[2].name", "is missing"),
        ("line 24: mailbox[2].kind", "'personal' or 'shared'"),
        ("line 26: report.channel", 'no channel is called "x"'),
    ]
    assert len(found) == len(expected), found
    for line, (place, words) in zip(found, expected, strict=True):
        assert line.startswith(place), line
        assert words in line


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('addresses = ["a@b.example"]', "belongs under [me]"),
        ("[me]\naddresses = 3", "must be a list"),
        ("[me]\nname = 3", "must be a text in quotes"),
        ("me = 3", "must be a table"),
        ('[me]\naddresses = ["ada"]', '"ada" is not an e-mail address'),
        ('[directory]\npartners = ["a@b@c"]', "neither an address nor a pattern"),
        ('[directory]\nfile = "missing.csv"', "cannot be read: No such file"),
        ('[calendar]\nical = ["missing.ics"]', "cannot be read: No such file"),
        ('[calendar]\nical = ["http://x.example/a.ics"]', "only https"),
        ('[calendar]\nholidays = "Germany"', "not a country"),
        ("[calendar.hours]\nmon = []", "no day has any hours"),
        ('[calendar]\nspecial_hours = { "2026-13-01" = [] }', "is not a date"),
        ('[calendar]\nspecial_hours = { "2026-12-01" = ["9"] }', "not a time span"),
        ('[targets]\nacknowledge_within = "soon"', "not a duration"),
        ('[targets]\nacknowledge_within = "0m"', "more than nothing"),
        ('[[targets.rule]]\nacknowledge_within = "2h"', "at least one of"),
        ('[[targets.rule]]\ndepartment = "x"', "is missing"),
        ('[[targets.rule]]\nmailbox = "x"\nacknowledge_within = "2h"', 'no mailbox is called "x"'),
        ('directory.departments.Law = ["a@b.example"]\n[[targets.rule]]\ndepartment = "Laws"\nacknowledge_within="2h"',
         'did you mean "Law"?'),
        ("[classifier]\nthreshold = 2", "less than or equal to 1"),
        ("[reminders]\nmax_per_day = -1", "greater than or equal to 0"),
        ("[reminders]\nquiet_outside_hours = 3", "must be true or false"),
        ('[reminders]\nchannels = ["x"]', 'no channel is called "x"'),
        ('[report]\nwhen = "Someday"', "not a weekday and time"),
        ('[store]\nurl = "mysql://x"', "sqlite:///"),
        ('[ack]\ntemplate = { english = "x" }', "two letters"),
        ('[ack]\ntemplate = { en = "{nam}" }', "{name} and {by}"),
        ("[store]\nkeep_txt = true", 'did you mean "keep_text"?'),
        ('[[channel]]\nname = "a"\nkind = "email"\nmailbox = "x"', 'no mailbox is called "x"'),
        ('[[channel]]\nname = "a"\nkind = "email"\npassword_env = "A"\nurl_env = "b"', "only one of"),
        (ADA + BOX + 'kind = "shared"', "needs members"),
        (ADA + BOX + 'members = ["a@b.example"]', "shared"),
        ('[[mailbox]]\nname = "a"\nconnector = "files"', "your own addresses"),
        (ADA + BOX + BOX, 'another mailbox is called "a"'),
        (ADA + BOX + 'password_env = "A"\npassword_file = "b"', "only one of"),
    ],
)  # fmt: skip
def test_each_mistake_is_one_clear_sentence(write: Write, text: str, words: str) -> None:
    [problem] = problems(write(text))
    assert words in problem
    assert problem.startswith("line ") or "is missing" in problem, "with its line"


def test_bad_lines_of_the_directorys_file_have_their_number(write: Write, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("address,department\na@corp.example,Law\nnonsense,Law\n", encoding="utf-8")
    [problem] = problems(write(GOOD.replace("[calendar]", 'file = "people.csv"\n[calendar]')))
    assert "people.csv line 3" in problem


def test_the_connectors_keys_are_checked_by_the_connector(write: Write) -> None:
    """Configuration reaches no connector; the shell hands in who checks."""
    asked = []

    def validate(connector: str, table: object) -> list[str]:
        asked.append((connector, table))
        return ['hosst: there is no such key; did you mean "host"?', "It needs a host.", "hosst[2]: is odd"]

    found = problems(write(GOOD.replace("host =", "hosst =")), validate_mailbox=validate)
    assert found[0].startswith("line 12: mailbox[1]: It needs a host.") or found[0].startswith("line 11: mailbox[1]")
    assert any(line.startswith("line 14: mailbox[1].hosst:") for line in found)
    assert "line 14: mailbox[1].hosst[2]: is odd" in found
    assert asked == [("imap", {"hosst": "mail.corp.example", "username": "ada@corp.example"})]


class Account(BaseModel):
    """A connector's own settings."""

    host: str
    port: int = 993


def test_problems_of_a_connectors_own_table_in_words() -> None:
    assert table_problems(Account, {"host": "x"}) == []
    assert table_problems(Account, {"hosst": "x", "port": "many"}) == [
        'hosst: there is no such key; did you mean "host"?',
        "host: is missing",
        "port: must be a whole number",
    ]


def test_an_unknown_connector_is_a_problem_of_the_configuration(write: Write) -> None:
    [problem] = problems(write(GOOD.replace('"imap"', '"imapp"')), validate_mailbox=plugins.problems)
    assert "Did you mean 'imap'?" in problem


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


# Safety of the file


@pytest.mark.parametrize("mode", [0o646, 0o602, 0o666])
def test_t15_a_configuration_that_others_may_write_is_refused(write: Write, mode: int) -> None:
    """T15: whoever can write it could run commands as its reader (password_command)."""
    path = write(GOOD)
    path.chmod(mode)
    with pytest.raises(ConfigurationError, match="can be written by others") as caught:
        load(path)
    assert "chmod go-w" in str(caught.value)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a file away")
def test_t15_a_configuration_of_somebody_else_is_refused(write: Write, tmp_path: Path) -> None:
    path = write(GOOD)
    os.chown(path, 12345, 12345)
    with pytest.raises(ConfigurationError, match="belongs to somebody else"):
        load(path)
    os.chown(path, 0, 0)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    assert load(link)
    os.chown(link, 12345, 12345, follow_symlinks=False)
    with pytest.raises(ConfigurationError, match="belongs to somebody else"):
        load(link)


@pytest.mark.parametrize("key", ["password", "passwd", "Password", "token", "client_secret"])
def test_t15_a_secret_in_the_file_is_refused_and_not_repeated(write: Write, key: str) -> None:
    """T15: with the hint where secrets belong; T14: without showing it."""
    path = write(GOOD + f'{key} = "hunter2-canary"\n')
    [problem] = problems(path)
    assert f"mailbox[1].{key}" in problem
    assert "keyring" in problem
    assert "password_command" in problem
    with pytest.raises(ConfigurationError) as caught:
        load(path)
    assert "hunter2" not in f"{caught.value!r} {caught.value}"


def test_t15_a_url_with_a_password_needs_a_private_file(write: Write) -> None:
    path = write('[store]\nurl = "postgresql+psycopg://ada:hunter2-canary@db/x"\n')
    settings = load(path)
    assert "hunter2" not in repr(settings), "T14"
    path.chmod(0o644)
    [problem] = problems(path)
    assert "chmod 600" in problem
    assert "hunter2" not in problem


def test_t14_bad_values_are_not_repeated_where_a_secret_may_stand(write: Write) -> None:
    """A password in the wrong place, without quotes or as a number, must not land in a log."""
    for line in ("url = 12345678", 'url = "hunter2-canary"'):
        with pytest.raises(ConfigurationError) as caught:
            load(write(f"[store]\n{line}\n"))
        assert "12345678" not in str(caught.value)
        assert "hunter2" not in str(caught.value)


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
