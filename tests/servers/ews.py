"""An Exchange server for tests: Exchange Web Services over TLS on loopback, for the real exchangelib.

`Ews(folder)` has mailboxes (`add`) and users who sign in with a password or a bearer token. `fail` makes the next
requests go wrong in one of the ways that real servers have. It was written from the published element names; it
proves that we speak the protocol as it understands it, no more.
"""

from __future__ import annotations

import base64
import json
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from lxml import etree

from tests.servers.certificates import Authority, Pair
from tests.servers.ews_items import m, t
from tests.servers.ews_operations import NS, Operations, RefusedError, notification
from tests.servers.ews_soap import SOAP, envelope, soap_fault
from tests.servers.ews_state import Box

PATH = "/EWS/Exchange.asmx"
VERSIONS = ("Exchange2007", "Exchange2007_SP1", "Exchange2010", "Exchange2010_SP1", "Exchange2010_SP2",
            "Exchange2013", "Exchange2013_SP1", "Exchange2015", "Exchange2016")  # fmt: skip
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
        self._server = _Server(("127.0.0.1", 0), _handler(self, context))
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


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        """Say nothing: clients of these tests go away in the middle."""


def _handler(server: Ews, context: ssl.SSLContext) -> type[BaseHTTPRequestHandler]:  # noqa: C901 - one closure
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 120
        disable_nagle_algorithm = True
        _signed_in, _full = "", False
        _ntlm: Any = None

        def setup(self) -> None:
            """Shake hands here, in the connection's own thread."""
            self.request.settimeout(10)
            self.request = context.wrap_socket(self.request, server_side=True)
            super().setup()

        def finish(self) -> None:
            """Close what was made of the connection."""
            try:
                with suppress(OSError):
                    super().finish()
            finally:
                self.request.close()

        def do_POST(self) -> None:
            """Answer one request."""
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.path != PATH:
                self._elsewhere()
                return
            if self._full:
                self._send(400, b"Bad Request", {"Connection": "close"})
                return
            self._full = server.narrow and len(body) > 65_536
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            request = etree.fromstring(body, parser)
            operation = request.find(f"{{{SOAP}}}Body")[0]
            name = etree.QName(operation).localname
            server.asked[name] += 1
            fault = server.fault(name)
            if fault is not None and fault.status:
                self._send(fault.status, fault.body, fault.headers)
                return
            user = self._signed_in or server.user(self.headers.get("Authorization", ""))
            if not user:
                user = self._handshake()
            if not user:
                return
            self._go_on(request, operation, user, fault)

        def _handshake(self) -> str:
            """NTLM, which signs in a connection; else say which ways there are. Returns who is in by now."""
            scheme, _, token = self.headers.get("Authorization", "").partition(" ")
            if scheme == "NTLM" and "NTLM" in server.schemes:
                import spnego

                self._ntlm = self._ntlm or spnego.server(protocol="ntlm")
                with suppress(spnego.exceptions.SpnegoError):
                    challenge = self._ntlm.step(base64.b64decode(token))
                    if self._ntlm.complete:
                        self._signed_in = str(self._ntlm.client_principal).replace("\\\\", "\\").lstrip("\\")
                        return self._signed_in
                    self._send(401, b"", [("WWW-Authenticate", f"NTLM {base64.b64encode(challenge or b'').decode()}")])
                    return ""
                self._ntlm = None
            self._send(401, b"", [("WWW-Authenticate", scheme) for scheme in server.schemes])
            return ""

        def do_GET(self) -> None:
            """Answer what is asked without a request of Exchange Web Services."""
            self._elsewhere()

        def _elsewhere(self) -> None:
            server.asked[self.path.partition("/v1.0")[0]] += 1
            if self.path.startswith("/autodiscover/autodiscover.json/v1.0/") and server.names:
                answer = json.dumps({"Protocol": "EWS", "Url": server.names}).encode()
                self._send(200, answer, {"Content-Type": "application/json; charset=utf-8"})
            elif "autodiscover" not in self.path or not server.autodiscover:
                self._send(404, b"Not found")
            elif not server.user(self.headers.get("Authorization", "")):
                self._send(401, b"", [("WWW-Authenticate", scheme) for scheme in server.schemes])
            else:
                self._send(200, server.autodiscover, {"Content-Type": "text/xml; charset=utf-8"})

        def _go_on(self, request: etree._Element, operation: etree._Element, user: str, fault: Fault | None) -> None:
            if fault is not None and fault.silent:
                server.over.wait(fault.silent)
                self.close_connection = True
                return
            wanted = request.find(f"{{{SOAP}}}Header/t:RequestServerVersion", NS)
            version = "Exchange2007" if wanted is None else str(wanted.get("Version"))
            if version not in VERSIONS[: VERSIONS.index(server.version) + 1]:
                self._soap(soap_fault("ErrorInvalidServerVersion", "The specified server version is invalid."), 500)
                return
            impersonated = request.findtext(
                f"{{{SOAP}}}Header/t:ExchangeImpersonation/t:ConnectingSID/t:PrimarySmtpAddress", "", NS
            ).lower()
            allowed = server.users[user].impersonates
            if impersonated and impersonated not in allowed and "*" not in allowed:
                text = "The account does not have permission to impersonate the requested user."
                self._soap(soap_fault("ErrorImpersonateUserDenied", text), 500)
                return
            if impersonated and impersonated not in server.boxes:
                self._soap(soap_fault("ErrorNonExistentMailbox", "No mailbox with such guid."), 500)
                return
            self._answer(Operations(server, user, impersonated), operation, fault)

        def _answer(self, operations: Operations, operation: etree._Element, fault: Fault | None) -> None:
            name = etree.QName(operation).localname
            if fault is not None and fault.code and fault.soap:
                self._soap(soap_fault(fault.code, "The server cannot service this request.", fault.back_off), 500)
                return
            if fault is not None and fault.raw:
                self._send(200, fault.raw, {"Content-Type": "text/xml; charset=utf-8"})
                return
            if name == "GetUserOofSettingsRequest":
                self._oof(operations, operation)
                return
            if name == "GetStreamingEvents" and not (fault is not None and fault.code):
                self._stream(operations, operation, fault)
                return
            try:
                if fault is not None and fault.code:
                    error = RefusedError(fault.code, "This went wrong.")
                    answer = m(f"{name}Response", None, m("ResponseMessages", None, operations._message(name, error)))
                else:
                    answer = operations.answer(operation)
            except RefusedError as error:
                self._soap(soap_fault(error.code, error.text), 500)
                return
            if fault is not None and fault.slow:
                server.over.wait(fault.slow)
            self._soap(answer, 200, fault.cut if fault is not None else 0)

        def _oof(self, operations: Operations, operation: etree._Element) -> None:
            try:
                box = operations.box(operation.findtext("t:Mailbox/t:Address", "", NS))
            except RefusedError as error:
                self._soap(soap_fault(error.code, error.text), 500)
                return
            rows = [t("OofState", box.oof["OofState"]), t("ExternalAudience", "None")]
            if "StartTime" in box.oof:
                times = [t("StartTime", box.oof["StartTime"]), t("EndTime", box.oof["EndTime"])]
                rows.append(t("Duration", None, *times))
            good = m("ResponseMessage", None, m("ResponseCode", "NoError"), ResponseClass="Success")
            self._soap(m("GetUserOofSettingsResponse", None, good, t("OofSettings", None, *rows)), 200)

        def _stream(self, operations: Operations, operation: etree._Element, fault: Fault | None) -> None:
            """Stream until the minutes are over: a notification at once with each change, else a sign of life."""
            minutes = int(operation.findtext("m:ConnectionTimeout", "1", NS))
            try:
                box, found = operations.subscription(operation.findtext("m:SubscriptionIds/t:SubscriptionId", "", NS))
            except RefusedError as error:
                name = "GetStreamingEvents"
                answer = m(f"{name}Response", None, m("ResponseMessages", None, operations._message(name, error)))
                self._soap(answer, 200)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/xml; charset=utf-8")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self._chunk(m("ConnectionStatus", "OK"), fault.cut if fault is not None else 0)
            end = time.monotonic() + minutes * 60
            while (
                found in box.subscriptions
                and not server.over.is_set()
                and not self.close_connection
                and time.monotonic() < end
            ):
                with box.changed:
                    if box.order <= box.subscriptions[found].seen:
                        box.changed.wait(min(server.heartbeat, end - time.monotonic()))
                if found not in box.subscriptions:
                    break
                self._chunk(m("Notifications", None, notification(box, found)), 0)
            self._chunk(m("ConnectionStatus", "Closed"), 0)
            self.wfile.write(b"0\r\n\r\n")

        def _chunk(self, content: etree._Element, cut: int) -> None:
            message = m("GetStreamingEventsResponseMessage", None, m("ResponseCode", "NoError"), content)
            message.set("ResponseClass", "Success")
            data = envelope(m("GetStreamingEventsResponse", None, m("ResponseMessages", None, message)))
            self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data) if not cut else b"%x\r\n%s" % (len(data), data[:cut]))
            self.wfile.flush()
            if cut:
                self._drop()

        def _soap(self, body: etree._Element, status: int, cut: int = 0) -> None:
            data = envelope(body, server.version)
            self._send(status, data, {"Content-Type": "text/xml; charset=utf-8"}, cut)

        def _send(
            self,
            status: int,
            body: bytes,
            headers: dict[str, str] | list[tuple[str, str]] = (),
            cut: int = 0,  # type: ignore[assignment]
        ) -> None:
            self.send_response(status)
            for key, value in headers.items() if isinstance(headers, dict) else headers:
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[:cut] if cut else body)
            if cut:
                self.wfile.flush()
                self._drop()

        def _drop(self) -> None:
            self.close_connection = True
            raise ConnectionAbortedError

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
