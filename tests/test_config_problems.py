"""Bad configurations: all problems at once, each one clear sentence that repeats no secret."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydantic import BaseModel

from inboxwatch import plugins
from inboxwatch.config import load
from inboxwatch.config.problems import table_problems
from inboxwatch.errors import ConfigurationError
from tests.config_files import ADA, BOX, GOOD, Write, problems, write

__all__ = ["write"]


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
