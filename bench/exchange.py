"""First sync of an Exchange mailbox against a bare exchangelib loop for the same properties, on the same server.

    python bench/exchange.py [MESSAGES]

The server is our own, in a process of its own; with INBOXWATCH_EWS_URL, _USER, _PASSWORD and _CA set it is a live one,
of whose mailbox Inbox and Sent Items are read as they are. Printed are the CPU seconds of the reading process, the wall
time, the peak of its memory, and the ratios; the connector's times include making `Mail` of every message.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

LIVE = os.environ.get("INBOXWATCH_EWS_URL", "")
ADA = os.environ.get("INBOXWATCH_EWS_USER", "ada@corp.example") if LIVE else "ada@corp.example"
PASSWORD = os.environ.get("INBOXWATCH_EWS_PASSWORD", "") if LIVE else "correct horse"
FIELDS = (
    "item_class", "subject", "body", "attachments", "datetime_received", "datetime_created", "last_modified_time",
    "datetime_sent", "size", "in_reply_to", "is_draft", "headers", "conversation_id", "parent_folder_id",
    "sender", "author", "to_recipients", "cc_recipients", "bcc_recipients", "reply_to", "message_id", "references",
)  # fmt: skip
WORDS = "Could you look at the figures of the third quarter and tell me until Thursday whether they are right?\r\n"


def serve(folder: str, messages: int, pipe: Connection) -> None:
    """Run the server until told to stop."""
    from tests.builders import raw
    from tests.servers.ews import Ews

    with Ews(Path(folder)) as server:
        box = server.add(ADA, PASSWORD)
        received = "from a by mail.corp.example with ESMTPS id 1; Mon, 2 Mar 2026 09:00:00 +0000"
        box.put(
            "inbox",
            [
                raw(
                    subject=f"Question {n}",
                    message_id=f"<b{n}@corp.example>",
                    text=WORDS * (n % 20 + 1),
                    received=received,
                )
                for n in range(messages)
            ],
        )
        pipe.send(server.settings(ADA, timeout=120.0))
        pipe.recv()


def bare(table: dict[str, Any]) -> int:
    """The loop that anybody would write."""
    from exchangelib import DELEGATE, Account, Configuration, Credentials
    from exchangelib.protocol import BaseProtocol
    from requests.adapters import HTTPAdapter

    class Trusting(HTTPAdapter):
        def send(self, request: object, *args: object, **kwargs: object) -> object:
            return super().send(request, *args, **{**kwargs, "verify": table["ca_file"]})  # type: ignore[arg-type]

    BaseProtocol.HTTP_ADAPTER_CLS = Trusting
    config = Configuration(service_endpoint=table["endpoint"], credentials=Credentials(ADA, PASSWORD))
    account = Account(ADA, config=config, access_type=DELEGATE)
    count = 0
    for place in (account.inbox, account.sent):
        found = [
            item
            for kind, item in place.sync_items(only_fields=["item_class"], max_changes_returned=400)
            if kind == "create"
        ]
        for item in account.fetch(found, only_fields=FIELDS, chunk_size=100):
            count += bool(item.subject)
    return count


def ours(table: dict[str, Any]) -> int:
    """A first pass of the connector, every mail read."""
    from connectors.exchange import connect

    connector = connect(table, lambda: PASSWORD, Path())
    count = sum(bool(mail.subject) for batch in connector.fetch("", None) for mail in batch.mails)
    connector.close()
    return count


def measured(name: str, table: dict[str, Any], pipe: Connection) -> None:
    """Do it, and send what it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    count = {"bare": bare, "ours": ours}[name](table)
    took = {"messages": count, "cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    pipe.send({**took, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024})


def compared(table: dict[str, Any], messages: int) -> None:
    """Run both, one after the other, twice; the better time of each counts. `messages` 0: however many there are."""
    context = multiprocessing.get_context("spawn")
    best: dict[str, dict[str, float]] = {}
    for name in ("bare", "ours") * 2:
        mine, its = context.Pipe()
        process = context.Process(target=measured, args=(name, table, its))
        process.start()
        its.close()
        took = mine.recv()
        process.join()
        messages = messages or took["messages"]
        assert took["messages"] == messages
        if name not in best or took["cpu"] < best[name]["cpu"]:
            best[name] = took
    ratios = {key: round(best["ours"][key] / best["bare"][key], 2) for key in ("cpu", "wall")}
    print(json.dumps({**best, "ours / bare": ratios}, indent=1))


def main(messages: int) -> None:
    """Compare on the live server, or on our own with so many messages."""
    if LIVE:
        compared({"endpoint": LIVE, "username": ADA, "ca_file": os.environ["INBOXWATCH_EWS_CA"], "timeout": 120.0}, 0)
        return
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        near, far = context.Pipe()
        server = context.Process(target=serve, args=(folder, messages, far))
        server.start()
        far.close()
        compared(near.recv(), messages)
        near.send("stop")
        server.join()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
