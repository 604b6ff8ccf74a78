"""Where a browser shows a mail: addresses that a server may name, and what is done where there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from connectors import exchange, fields
from inboxwatch.cli import dashboard_source, opening
from inboxwatch.cli.run import Run
from inboxwatch.errors import TransientError
from inboxwatch.model import Request
from tests.cli.conftest import Office, office, synced
from tests.test_views_hostile import PAYLOADS

__all__ = ["office", "synced"]
ITEM = "AAMkAGI2+TAAA/AA=="


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("https://outlook.office365.com/owa/?ItemID=AAMk%2BA%3D&exvsurl=1&viewmodel=ReadMessageItem", True),
        ("https://mail.corp.example:8443/owa/?ItemID=x", True),
        ("http://outlook.office365.com/owa/?ItemID=x", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://user:secret@evil.example/", False),
        ("https://evil.example/ --new-window x", False),
        ("https://evil.example/\n-x", False),
        ("https://evil.example/`id`", False),
        ("https://evil.example/\u202efdp.exe", False),
        ("https://[bad", False),
        ("https://", False),
        ("https://evil.example/" + "a" * 5000, False),
        ("", False),
        (None, False),
        (7, False),
    ],
)
def test_t20_only_a_plain_https_address_is_opened(said: object, kept: bool) -> None:
    """The browser is sent nowhere else, and the system's opener gets nothing that it could take for an option."""
    assert fields.web_address(said) == (said if kept else "")


@pytest.mark.parametrize("name", PAYLOADS)
def test_hostile_addresses(name: str) -> None:
    assert fields.web_address(PAYLOADS[name]) == ""


@pytest.mark.parametrize(
    ("access", "path"),
    [("own", "/owa/"), ("delegate", "/owa/support@corp.example/"), ("impersonation", "/owa/support@corp.example/")],
)
def test_outlook_on_the_web_of_the_own_server(access: str, path: str, tmp_path: Path) -> None:
    """By the item's id; nothing is asked of anybody."""
    table = {
        "endpoint": "https://mail.corp.example/EWS/Exchange.asmx",
        "username": "ada@corp.example",
        "address": "support@corp.example",
        "access": access,
    }
    connector = exchange.connect(table, lambda: "", tmp_path)
    shown = connector.shown_at(f"{ITEM} i folder-id")
    assert shown == (
        f"https://mail.corp.example{path}?ItemID=AAMkAGI2%2BTAAA%2FAA%3D%3D&exvsurl=1&viewmodel=ReadMessageItem"
    )
    assert connector.shown_at("no reference of ours") == ""


class Shows:
    """A connector that knows an address, or fails."""

    def __init__(self, said: str | Exception) -> None:
        """What it says."""
        self.said, self.asked = said, []

    def shown_at(self, ref: str) -> str:
        self.asked.append(ref)
        if isinstance(self.said, Exception):
            raise self.said
        return self.said

    def close(self) -> None:
        self.asked.append("closed")


@pytest.mark.parametrize(
    ("said", "handed", "words"),
    [
        ("https://mail.corp.example/owa/?ItemID=x", "https://mail.corp.example/owa/?ItemID=x", "browser"),
        ("", "mid:", "mail program"),
        (TransientError("The server is away.", ""), "mid:", "mail program"),
        (None, "mid:", "mail program"),
    ],
)
def test_o_opens_the_browser_or_else_the_mail_program(
    office: Office, monkeypatch: pytest.MonkeyPatch, said: str | Exception | None, handed: str, words: str
) -> None:
    """`None`: a connector that knows no addresses at all, as of IMAP and of files."""
    told: list[str] = []
    monkeypatch.setattr(opening, "hand_over", told.append)
    connector = Shows(said) if said is not None else None
    if connector is not None:
        monkeypatch.setattr(sys.modules["inboxwatch.watch.sync"], "plugged", lambda _: lambda _: connector)
    run = Run.start(config=str(office.folder / "config.toml"), store=None, now=office.now, verbose=0)
    source = dashboard_source.Live(run)
    request: Request = source.present().requests[0]
    assert words in source.open(request)
    assert told[0].startswith(handed)
    if connector is not None:
        assert len(connector.asked) == 2 and connector.asked[-1] == "closed"
