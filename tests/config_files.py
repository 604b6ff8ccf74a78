"""Configurations for tests: a good one, the least one, and a file that only its owner may touch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inboxwatch.config import ConfigurationProblems, load
from inboxwatch.errors import Exit

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
    """What is wrong with a configuration, in words."""
    with pytest.raises(ConfigurationProblems) as caught:
        load(path, **named)  # type: ignore[arg-type]
    assert caught.value.exit_code == Exit.CONFIGURATION
    assert str(path) in str(caught.value)
    return [str(problem) for problem in caught.value.problems]
