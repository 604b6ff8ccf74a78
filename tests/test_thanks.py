"""Thanks received, as the weekly summary counts them: not the word at the end of a mail that asks for something."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from click.testing import CliRunner

from inboxwatch.cli import main
from tests import builders

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
CONFIG = """
[me]
addresses = ["ada@corp.example"]
[directory]
internal_domains = ["corp.example"]
[calendar]
timezone = "UTC"
[[mailbox]]
name = "work"
connector = "files"
path = "mail"
[store]
url = "sqlite:///{store}"
"""


def test_a_polite_close_is_no_thanks(tmp_path: Path) -> None:
    texts = {
        "asks": "Hi Ada,\n\ncould you please send me the numbers by Friday?\n\nThanks\nBo\n",
        "thanks": "Hi Ada,\n\nthank you very much for the numbers, that helped a lot.\n\nBo\n",
        "short": "Thanks!\n",
        "tells": "Hi Ada,\n\nthe report is on the share now.\n\nThanks\nBo\n",
    }
    inbox = tmp_path / "mail" / "INBOX" / "cur"
    inbox.mkdir(parents=True)
    for number, (name, text) in enumerate(texts.items()):
        at = NOW - dt.timedelta(hours=20 - number)
        raw = builders.raw(
            sender="bo@corp.example", to="ada@corp.example", subject=f"About {name} things", date=at, text=text
        )
        (inbox / f"{int(at.timestamp())}.{name}.host:2,").write_bytes(raw)
    config = tmp_path / "config.toml"
    config.write_text(CONFIG.format(store=tmp_path / "store.sqlite3"))
    run = ["--config", str(config), "--now", NOW.isoformat()]
    assert CliRunner().invoke(main, [*run, "sync"]).exit_code == 0
    report = json.loads(CliRunner().invoke(main, [*run, "report", "--week", "now", "--json"]).stdout)
    assert report["figures"]["requests"] == 1
    assert report["thanks"] == 3
