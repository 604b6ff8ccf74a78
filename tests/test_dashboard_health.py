"""The view Health: what `status` says of the daemon and of reminders, and whether each channel works."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.text import Text

from inboxwatch.cli import main, watching
from inboxwatch.dashboard.app import Dashboard
from inboxwatch.dashboard.source import Channel, Telling
from inboxwatch.demo import Company
from inboxwatch.store.state import MailboxState
from inboxwatch.views.watching import Box, Daemon
from tests import builders
from tests.test_dashboard import App, cells, three, until, use, words
from tests.test_dashboard_live import company, live, options, printed
from tests.test_trends import NOW

__all__ = ["company"]

OFF = "Reminders are off: no channel is named under [reminders]."


def test_channels_and_reminders_are_shown_beside_mailboxes() -> None:
    source = three()
    channels = (
        Channel("mail-me", NOW - dt.timedelta(hours=1)),
        Channel("chat", NOW, "hooks.corp.example refuses [b]that[/b] (HTTP 404).", NOW + dt.timedelta(minutes=5)),
        Channel("new"),
    )
    source.reminding = Telling([Text("Next reminder: today 15:00.")], channels)

    async def script(app: Dashboard, pilot: App) -> None:
        await pilot.press("5")
        await until(pilot, lambda: bool(cells(app, "channels")))
        assert cells(app, "channels") == [
            ["mail-me", "today 12:00", "✓ fine"],
            ["chat", "today 13:00", "! hooks.corp.example refuses [b]that[/b] (HTTP 404); tried again today 13:05"],
            ["new", "never", "· nothing has been told through it"],
        ]
        assert words(app, "notices") == (
            "! chat: hooks.corp.example refuses [b]that[/b] (HTTP 404).\nNext reminder: today 15:00.\n> A notice."
        )

    use(source, script, (140, 30))


@pytest.mark.parametrize("width", [80, 200])
def test_an_error_is_told_to_its_end_with_what_to_do(width: int) -> None:
    """The table cuts it at 80 columns; the remedy stands last."""
    error = "mail.corp.example does not let ada@corp.example read the mailbox [b]support[/b]@corp.example. " * 2
    source = three()
    source.boxes = [MailboxState("support", last_error=f"{error}An administrator can grant the right (the docs).")]
    source.reminding = Telling(channels=(Channel("chat", NOW, "The hook is gone. Make a new one and set url."),))

    async def script(app: Dashboard, pilot: App) -> None:
        await pilot.press("5")
        await until(pilot, lambda: bool(cells(app, "channels")))
        shown = " ".join("".join(strip.text for strip in app.screen._compositor.render_strips()).split())
        assert "An administrator can grant the right (the docs)." in shown
        assert "! chat: The hook is gone. Make a new one and set url." in shown

    use(source, script, (width, 24))


def test_without_mailboxes_it_says_so() -> None:
    source = three()
    source.boxes = []

    async def script(app: Dashboard, pilot: App) -> None:
        await pilot.press("5")
        await until(pilot, lambda: "No mailbox is configured" in words(app, "notices"))

    use(source, script)


def test_a_channel_that_refuses_is_told_as_the_store_knows_it(company: Company) -> None:
    source = live(company)
    assert [each.plain for each in source.telling().lines] == [OFF]
    with company.config.open("a", encoding="utf-8") as config:
        config.write('\n[reminders]\nchannels = ["chat"]\n[[channel]]\nname = "chat"\nkind = "apprise"\n')
        config.write('url = "json://127.0.0.1:1/"\n')
    company.config.chmod(0o600)
    assert [each.name for each in live(company).telling().channels] == ["chat"]
    assert live(company).telling().channels[0].at is None
    raw = builders.raw(
        sender="felix.huber@kestrel.example", to="mira.sandberg@kestrel.example", subject="Brand new",
        date=company.now + dt.timedelta(minutes=30), text="Hi Mira, could you please send me the plan today?",
    )  # fmt: skip
    (company.config.parent / "mail" / "INBOX" / "cur" / "1779368000.new.host:2,").write_bytes(raw)
    later = replace(company, now=company.now + dt.timedelta(days=5))
    printed(later, "sync")
    assert CliRunner().invoke(main, [*options(later), "remind"]).exit_code == 1  # nothing listens at that port
    (told,) = live(later).telling().channels
    assert told.at == later.now and told.error and told.next_attempt is not None


def test_the_daemon_is_asked_as_status_asks_it(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    """It writes a good pass down once an hour; what it knows itself is newer, and both screens say the same."""
    read = company.now + dt.timedelta(minutes=40)
    daemon = Daemon(os.getpid(), company.now, boxes={"demo": Box("poll", 60, last_success=read)})
    assert live(company).present().mailboxes[0].last_success != read

    def here(path: Path) -> Daemon:
        assert path.name.startswith("store")
        return daemon

    monkeypatch.setattr(watching, "daemon_of", here)
    present = live(company).present()
    assert present.mailboxes[0].last_success == read
    assert "watches 1 mailbox" in present.watched
    assert f"'inboxwatch run' (process {os.getpid()})" in " ".join(printed(company, "status").split())
