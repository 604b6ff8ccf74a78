"""config.example.toml: whole, valid, and with the program's own defaults."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel

from inboxwatch import plugins
from inboxwatch.config import Settings, load
from tests.config_files import EXAMPLE


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
