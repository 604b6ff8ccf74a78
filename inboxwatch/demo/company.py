"""Writes the invented company into a folder: its mail, its directory, a configuration, and the instant to look from."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from pathlib import Path

from inboxwatch.demo.letter import Letter, at
from inboxwatch.demo.maildir import Maildir
from inboxwatch.demo.mime import render
from inboxwatch.demo.people import DOMAIN, JONAS, MIRA, MIRA_ALIAS, ORDERS, STAFF, TITLE, departments_csv
from inboxwatch.demo.stories import EXPLAIN, Story, tell
from inboxwatch.demo.traffic import Traffic

NOW = at("05-21", "14:30").astimezone(dt.UTC)
"""The demo's now: a Thursday afternoon in Berlin."""
SEED = 7

CONFIG = """\
# {title}: a configuration for the demo, written by inboxwatch.
[me]
name = "{name}"
addresses = ["{address}", "{alias}"]
groups = ["{group}"]
delegates = ["{delegate}"]

[directory]
internal_domains = ["{domain}"]
partners = ["*@norrlab.example", "claire@moreau-conseil.example"]
file = "departments.csv"

[calendar]
timezone = "Europe/Berlin"
holidays = "DE-BE"
leave = ["2026-05-15/2026-05-15"]
[calendar.hours]
mon = ["09:00-12:30", "13:15-17:30"]
tue = ["09:00-12:30", "13:15-17:30"]
wed = ["09:00-12:30", "13:15-17:30"]
thu = ["09:00-12:30", "13:15-17:30"]
fri = ["09:00-12:30", "13:15-15:00"]

[targets]
acknowledge_within = "4h"
[[targets.rule]]
department = "Finance"
acknowledge_within = "2h"

[[mailbox]]
name = "demo"
connector = "files"
path = '{mail}'

[store]
url = 'sqlite:///{store}'
"""


@dataclass(frozen=True, slots=True)
class Company:
    """What was written. `now` is in UTC; `explain` is the Message-ID of the request worth explaining."""

    title: str
    people: int
    now: dt.datetime
    config: Path
    mail: Path
    inbox: int
    sent: int
    explain: str
    stories: tuple[Story, ...]


def write_company(folder: Path, *, seed: int = SEED) -> Company:
    """Write six weeks of mail below `folder`, always the same bytes for a seed; `folder` must not hold any yet.

    Raises `FileExistsError` if it does.
    """
    folder.mkdir(parents=True, exist_ok=True)
    mail = folder / "mail"
    mail.mkdir()
    tales = tell()
    letters = [letter for tale in tales for letter in tale.letters] + Traffic(random.Random(seed), NOW).letters()
    inbox, sent = _write(mail, letters)
    (folder / "departments.csv").write_text(departments_csv(), encoding="utf-8")
    config = folder / "config.toml"
    config.write_text(_config(folder, mail), encoding="utf-8")
    stories = tuple(story for tale in tales for story in tale.stories)
    explain = next(story.message_id for story in stories if story.name == EXPLAIN)
    return Company(TITLE, len(STAFF), NOW, config, mail, inbox, sent, explain, stories)


def _write(mail: Path, letters: list[Letter]) -> tuple[int, int]:
    inbox, sent = Maildir(mail / "INBOX"), Maildir(mail / "Sent")
    for letter in sorted(letters, key=lambda one: (one.when, one.message_id)):
        when, raw = render(letter, DOMAIN)
        (sent if letter.outgoing else inbox).add(raw, when)
    return inbox.count, sent.count


def _config(folder: Path, mail: Path) -> str:
    return CONFIG.format(
        title=TITLE,
        name=MIRA.name,
        address=MIRA.address,
        alias=MIRA_ALIAS.address,
        group=ORDERS.address,
        delegate=JONAS.address,
        domain=DOMAIN,
        mail=mail.resolve(),
        store=(folder.resolve() / "store.sqlite3").as_posix(),
    )
