"""Our server speaks the protocol as exchangelib itself understands it, with exchangelib's own objects."""

from __future__ import annotations

from pathlib import Path

from connectors.exchange import parsed
from connectors.exchange_link import Link
from tests.builders import raw
from tests.servers.ews import Ews
from tests.servers.ews_state import Box
from tests.servers.exchange import ADA, PASSWORD


def test_folders_items_absence_names_and_pull(ews: Ews, box: Box) -> None:
    box.department = "Research"
    box.oof = {"OofState": "Scheduled", "StartTime": "2026-08-03T00:00:00Z", "EndTime": "2026-08-15T00:00:00Z"}
    box.put("inbox", [raw(subject="One", message_id="<1@corp.example>")])
    settings = parsed(ews.settings(ADA))
    link = Link(settings, settings.endpoint, lambda: PASSWORD, Path(str(ews.ca)))
    account = link.account
    inbox = account.inbox
    assert (inbox.name, inbox.total_count) == ("Inbox", 1)
    [item] = inbox.all()
    assert (item.subject, item.message_id, item.author.email_address) == (
        "One",
        "<1@corp.example>",
        "bo@corp.example",
    )
    assert inbox.filter(message_id="<1@corp.example>").count() == 1
    assert inbox.filter(message_id="<2@corp.example>").count() == 0
    assert [kind for kind, _ in inbox.sync_items()] == ["create"] and inbox.item_sync_state
    assert account.oof_settings.state == "Scheduled" and account.oof_settings.end.year == 2026
    [(person, contact)] = account.protocol.resolve_names([ADA], return_full_contact_data=True)
    assert (person.email_address, contact.department) == (ADA, "Research")
    subscription, watermark = inbox.subscribe_to_pull()
    box.put("inbox", [raw(subject="Two")])
    [events] = inbox.get_events(subscription, watermark)
    assert [type(event).__name__ for event in events.events] == ["NewMailEvent"]
    inbox.unsubscribe(subscription)
    assert box.subscriptions == {}
    link.close()
