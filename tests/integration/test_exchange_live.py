"""The contract once more, with a mailbox that is filled through Exchange Web Services themselves.

With INBOXWATCH_EWS_URL, _USER and _PASSWORD set (and _CA, a PEM file, and _ADDRESS, where the user is no address) that
is a live server; without them our own on loopback, so that these hooks are known to work. A folder of its own is made
for it ("inboxwatch contract"), and what it holds is deleted for good; nothing else in the mailbox is touched. A live
server rewrites mail, so there a message is compared by what the rules read of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from exchangelib import EWSDateTime, ExtendedProperty, Folder, Message
from exchangelib.properties import FolderId, ItemId
from exchangelib.services import CreateFolder, CreateItem, DeleteItem
from exchangelib.services.common import folder_ids_element

from connectors.exchange import connect, parsed
from connectors.exchange_link import Link
from connectors.exchange_services import distinguished, folder_at, folders_in, id_of, sync_page, text
from inboxwatch.model import Mail
from inboxwatch.ports import Connector
from tests.contract import ConnectorContract, Delivery, bare
from tests.servers.dovecot import free_port
from tests.servers.ews import Ews
from tests.servers.exchange import ADA, PASSWORD

LIVE = {
    key: os.environ.get(f"INBOXWATCH_EWS_{key.upper()}", "") for key in ("url", "user", "password", "ca", "address")
}
"""Read when the tests are collected: each test runs without these variables."""
FOLDER = "inboxwatch contract"
CHUNK = 50
_THE_SAME = "the same as in test_exchange_contract, where no live server is named"


class Flags(ExtendedProperty):  # type: ignore[misc]
    """PidTagMessageFlags: 1 is a message that was not written here, so no draft."""

    property_tag, property_type = 0x0E07, "Integer"


class Arrival(ExtendedProperty):  # type: ignore[misc]
    """PidTagMessageDeliveryTime."""

    property_tag, property_type = 0x0E06, "SystemTime"


class Hands:
    """What another program does to the mailbox: makes a folder, fills it, empties it."""

    def __init__(self, settings: dict[str, object], password: str) -> None:
        """Sign in and find or make the folder."""
        self.link = Link(parsed(settings), str(settings["endpoint"]), lambda: password, Path(str(settings["ca_file"])))
        account = self.account = self.link.account
        top = folder_at(account, distinguished(account, "msgfolderroot")).id
        found = [each.id for each in folders_in(account, top) if each.name == FOLDER]
        if not found:
            payload = CreateFolder(account=account).get_payload(
                parent_folder=FolderId(id=top), folders=[Folder(name=FOLDER, folder_class="IPF.Note")]
            )
            self._ask(CreateFolder, payload)
            found = [each.id for each in folders_in(account, top) if each.name == FOLDER]
        self.id = found[0]

    def _ask(self, service: type, payload: Any) -> None:  # noqa: ANN401 - exchangelib has no types
        for each in service(account=self.account)._get_elements(payload=payload):
            if isinstance(each, Exception):
                raise each

    def ids(self) -> list[Any]:
        """The items, oldest arrival first."""
        state, found = "", []
        while True:
            page = sync_page(self.account, self.id, state, 500, ("datetime_received", "is_read", "is_draft"))
            found += [element for kind, element in page.changes if kind == "Create"]
            state = page.state
            if page.last:
                return sorted(found, key=lambda each: text(each, "DateTimeReceived"))

    def put(self, deliveries: Sequence[Delivery]) -> None:
        """Let messages arrive."""
        for at in range(0, len(deliveries), CHUNK):
            items = [
                Message(
                    account=self.account, mime_content=each.raw, flags=1, arrival=EWSDateTime.from_datetime(each.at)
                )
                for each in deliveries[at : at + CHUNK]
            ]
            payload = CreateItem(account=self.account).get_payload(
                items=items, folder=None, message_disposition="SaveOnly", send_meeting_invitations="SendToNone"
            )
            place = folder_ids_element([FolderId(id=self.id)], version=self.account.version, tag="m:SavedItemFolderId")
            payload.insert(0, place)
            self._ask(CreateItem, payload)

    def delete(self, elements: Sequence[Any]) -> None:
        """Delete for good."""
        for at in range(0, len(elements), CHUNK):
            payload = DeleteItem(account=self.account).get_payload(
                items=[ItemId(id=id_of(each)) for each in elements[at : at + CHUNK]], delete_type="HardDelete",
                send_meeting_cancellations="SendToNone", affected_task_occurrences="AllOccurrences",
                suppress_read_receipts=True,
            )  # fmt: skip
            self._ask(DeleteItem, payload)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, object], str]]:
    """The mailbox's table and password, live or on loopback."""
    more: dict[str, object] = {"folders": [FOLDER], "sent": ""}
    Message.register("flags", Flags)
    Message.register("arrival", Arrival)
    try:
        if LIVE["url"]:
            table: dict[str, object] = {"endpoint": LIVE["url"], "username": LIVE["user"], **more}
            table |= {"ca_file": LIVE["ca"] or None, "address": LIVE["address"], "timeout": 120.0}
            yield table, LIVE["password"]
        else:
            with Ews(tmp_path_factory.mktemp("live")) as server:
                server.add(ADA, PASSWORD)
                yield server.settings(ADA, **more), PASSWORD
    finally:
        Message.deregister("arrival")
        Message.deregister("flags")


@pytest.fixture(scope="module")
def hands(place: tuple[dict[str, object], str]) -> Iterator[Hands]:
    """Another program, signed in once."""
    made = Hands(*place)
    yield made
    made.delete(made.ids())
    made.link.close()


class TestLive(ConnectorContract):
    batch_size = 400
    many = 810

    @pytest.fixture(autouse=True)
    def _place(self, place: tuple[dict[str, object], str], hands: Hands) -> None:
        self.settings, self.password = place
        self.hands = hands

    def seen(self, mail: Mail) -> object:
        """What the rules read of a mail and every server keeps; our own keeps all of it."""
        if not LIVE["url"]:
            return bare(mail)
        whose = [[each.address for each in people] for people in (mail.to, mail.cc)]
        sender = mail.sender.address if mail.sender else ""
        words = (mail.message_id, mail.subject, mail.text.strip(), mail.in_reply_to, mail.references)
        return (sender, whose, *words, mail.date)

    def make_mailbox(self, deliveries: Sequence[Delivery]) -> None:
        self.hands.delete(self.hands.ids())
        self.hands.put(deliveries)

    def deliver(self, deliveries: Sequence[Delivery]) -> None:
        self.hands.put(deliveries)

    def connector(self) -> Connector:
        return connect(self.settings, lambda: self.password, Path())

    def snapshot(self) -> object:
        names = ("DateTimeReceived", "IsRead", "IsDraft")
        return [(id_of(each), *(text(each, name) for name in names)) for each in self.hands.ids()]

    def unreachable(self) -> Connector:
        settings = {**self.settings, "endpoint": f"https://localhost:{free_port()}/EWS/Exchange.asmx"}
        return connect(settings, lambda: "x", Path())

    def remove(self, index: int) -> None:
        self.hands.delete([self.hands.ids()[index]])

    def test_memory_is_bounded(self) -> None:
        if not LIVE["url"]:
            pytest.skip(_THE_SAME)
        super().test_memory_is_bounded()

    def test_resumes_at_every_batch(self) -> None:
        if not LIVE["url"]:
            pytest.skip(_THE_SAME)
        super().test_resumes_at_every_batch()
