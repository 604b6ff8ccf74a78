"""An Exchange server for tests: Exchange Web Services over TLS on loopback, for the real exchangelib.

`Ews(folder)` has mailboxes (`add`) and users who sign in with a password or a bearer token. `fail` makes the next
requests go wrong in one of the ways that real servers have. It was written from the published element names; it
proves that we speak the protocol as it understands it, no more.
"""

from __future__ import annotations

import base64
import ssl
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.servers.certificates import Authority, Pair
from tests.servers.ews_http import PATH, Listener
from tests.servers.ews_state import Box

RETIRED = "EWS is not enabled for this organization. Exchange Web Services in Exchange Online is being retired."


@dataclass
class User:
    """Somebody who signs in: whose mailbox, which others they may open, whom they may act as ("*": everybody)."""

    password: str
    address: str
    opens: set[str] = field(default_factory=set)
    impersonates: set[str] = field(default_factory=set)


@dataclass
class Fault:
    """What goes wrong with the next `times` requests of one `operation` (or any), after `skip` that go well.

    `code`: an error of the schema, as a SOAP fault with `soap`; `status`: only HTTP, with `body` and `headers`;
    `silent`: seconds without an answer; `slow`: seconds until what was done is answered; `cut`: the connection ends
    after so many bytes of the answer; `raw`: this instead of the answer.
    """

    operation: str = ""
    times: int = 1
    skip: int = 0
    code: str = ""
    soap: bool = False
    back_off: int = 0
    status: int = 0
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    silent: float = 0.0
    slow: float = 0.0
    cut: int = 0
    raw: bytes = b""


class Ews:
    """One server; `asked` counts the operations, `ca` is the authority to trust."""

    host = "localhost"

    def __init__(self, folder: Path, *, pair: Pair | None = None, version: str = "Exchange2016") -> None:
        """Listen at once on a free port."""
        authority = Authority(folder / "ews")
        self.ca = authority.file
        pair = pair or authority.issue("ews")
        self.over = threading.Event()
        self._first = version
        self.reset()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pair.certificate, pair.key)
        self._server = Listener(self, context)
        self.port = self._server.server_port
        self.url = f"https://{self.host}:{self.port}{PATH}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        """Start answering."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self.over.set()
        for box in self.boxes.values():
            with box.changed:
                box.changed.notify_all()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def reset(self) -> None:
        """Forget all mailboxes, users, faults and switches.

        `accepts` says whose a bearer token is, `autodiscover` is what that answers, `names` what its
        second version says the address is, `broken` are items that are not
        handed out with the code of the refusal, `schemes` what a request without sign-in is told; `streams`: there are
        streaming subscriptions;
        `partial`: names are found by parts of addresses; `decodes`: headers are shown decoded; `keeps_attachments`:
        no attachment is handed out; `misplaced`: stored settings come in another namespace; `narrow`: what follows a
        request of 64 KB on its connection is refused; `fractions`: times have fractions of a second; `sent_headers`:
        what lies in Sent has a header, as mail has that other programs than Outlook put there.
        """
        self.version, self.fractions, self.streams, self.heartbeat = self._first, False, True, 5.0
        self.sent_headers = self.partial = self.decodes = self.keeps_attachments = self.misplaced = False
        self.narrow = False
        self.boxes: dict[str, Box] = {}
        self.users: dict[str, User] = {}
        self.accepts: Callable[[str], str] = lambda _: ""
        self.autodiscover, self.names = b"", ""
        self.broken: dict[str, str] = {}
        self.schemes: tuple[str, ...] = ('Basic realm="mail"',)
        self.faults: list[Fault] = []
        self.asked: Counter[str] = Counter()

    def add(self, address: str, password: str = "correct horse", **box: str) -> Box:  # noqa: S107 - invented
        """Make a mailbox and the user whose it is."""
        made = self.boxes[address] = Box(address, **box)
        self.users[address] = User(password, address)
        return made

    def fail(self, operation: str = "", **fault: object) -> Fault:
        """Let something go wrong."""
        made = Fault(operation, **fault)  # type: ignore[arg-type]
        self.faults.append(made)
        return made

    def settings(self, user: str, **more: object) -> dict[str, object]:
        """The table of a mailbox here."""
        return {"endpoint": self.url, "username": user, "ca_file": str(self.ca), "timeout": 10.0, **more}

    def fault(self, operation: str) -> Fault | None:
        """What is to go wrong with this request."""
        for fault in self.faults:
            if fault.operation in ("", operation):
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                fault.times -= 1
                if fault.times <= 0:
                    self.faults.remove(fault)
                return fault
        return None

    def user(self, authorization: str) -> str:
        """Who signs in with this header; "" for nobody."""
        scheme, _, value = authorization.partition(" ")
        if scheme.lower() == "bearer":
            return self.accepts(value)
        if scheme.lower() == "basic" and any(each.startswith("Basic") for each in self.schemes):
            name, _, password = base64.b64decode(value).decode("utf-8", "replace").partition(":")
            known = self.users.get(name)
            return name if known is not None and known.password == password else ""
        return ""
