"""How the Exchange server of the tests is spoken to: HTTP, signing in, faults, the stream of events."""

from __future__ import annotations

import base64
import json
import ssl
import time
from collections.abc import Sequence
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from lxml import etree

from tests.servers.ews_items import m, t
from tests.servers.ews_operations import NS, Operations, RefusedError, notification
from tests.servers.ews_soap import SOAP, envelope, soap_fault

if TYPE_CHECKING:
    from tests.servers.ews import Ews, Fault

PATH = "/EWS/Exchange.asmx"
VERSIONS = ("Exchange2007", "Exchange2007_SP1", "Exchange2010", "Exchange2010_SP1", "Exchange2010_SP2",
            "Exchange2013", "Exchange2013_SP1", "Exchange2015", "Exchange2016")  # fmt: skip


class Listener(ThreadingHTTPServer):
    """Accepts connections for `ews`; each shakes hands by `context` in a thread of its own."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, ews: Ews, context: ssl.SSLContext) -> None:
        """Listen on a free port."""
        self.ews, self.context = ews, context
        super().__init__(("127.0.0.1", 0), Handler)

    def handle_error(self, *_: object) -> None:
        """Say nothing: clients of these tests go away in the middle."""


class Handler(BaseHTTPRequestHandler):
    """One connection: signs in, hands requests to `Operations`, and lets go wrong what `Ews.fail` asked for."""

    server: Listener
    protocol_version = "HTTP/1.1"
    timeout = 120
    disable_nagle_algorithm = True
    _signed_in, _full = "", False
    _ntlm: Any = None

    def setup(self) -> None:
        """Shake hands here, in the connection's own thread."""
        self._ews = self.server.ews
        self.request.settimeout(10)
        self.request = self.server.context.wrap_socket(self.request, server_side=True)
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
        self._full = self._ews.narrow and len(body) > 65_536
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        request = etree.fromstring(body, parser)
        operation = request.find(f"{{{SOAP}}}Body")[0]
        name = etree.QName(operation).localname
        self._ews.asked[name] += 1
        fault = self._ews.fault(name)
        if fault is not None and fault.status:
            self._send(fault.status, fault.body, fault.headers)
            return
        user = self._signed_in or self._ews.user(self.headers.get("Authorization", ""))
        if not user:
            user = self._handshake()
        if not user:
            return
        self._go_on(request, operation, user, fault)

    def _handshake(self) -> str:
        """NTLM, which signs in a connection; else say which ways there are. Returns who is in by now."""
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        if scheme == "NTLM" and "NTLM" in self._ews.schemes:
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
        self._send(401, b"", [("WWW-Authenticate", scheme) for scheme in self._ews.schemes])
        return ""

    def do_GET(self) -> None:
        """Answer what is asked without a request of Exchange Web Services."""
        self._elsewhere()

    def _elsewhere(self) -> None:
        self._ews.asked[self.path.partition("/v1.0")[0]] += 1
        if self.path.startswith("/autodiscover/autodiscover.json/v1.0/") and self._ews.names:
            answer = json.dumps({"Protocol": "EWS", "Url": self._ews.names}).encode()
            self._send(200, answer, {"Content-Type": "application/json; charset=utf-8"})
        elif "autodiscover" not in self.path or not self._ews.autodiscover:
            self._send(404, b"Not found")
        elif not self._ews.user(self.headers.get("Authorization", "")):
            self._send(401, b"", [("WWW-Authenticate", scheme) for scheme in self._ews.schemes])
        else:
            self._send(200, self._ews.autodiscover, {"Content-Type": "text/xml; charset=utf-8"})

    def _go_on(self, request: etree._Element, operation: etree._Element, user: str, fault: Fault | None) -> None:
        if fault is not None and fault.silent:
            self._ews.over.wait(fault.silent)
            self.close_connection = True
            return
        wanted = request.find(f"{{{SOAP}}}Header/t:RequestServerVersion", NS)
        version = "Exchange2007" if wanted is None else str(wanted.get("Version"))
        if version not in VERSIONS[: VERSIONS.index(self._ews.version) + 1]:
            self._soap(soap_fault("ErrorInvalidServerVersion", "The specified server version is invalid."), 500)
            return
        impersonated = request.findtext(
            f"{{{SOAP}}}Header/t:ExchangeImpersonation/t:ConnectingSID/t:PrimarySmtpAddress", "", NS
        ).lower()
        allowed = self._ews.users[user].impersonates
        if impersonated and impersonated not in allowed and "*" not in allowed:
            text = "The account does not have permission to impersonate the requested user."
            self._soap(soap_fault("ErrorImpersonateUserDenied", text), 500)
            return
        if impersonated and impersonated not in self._ews.boxes:
            self._soap(soap_fault("ErrorNonExistentMailbox", "No mailbox with such guid."), 500)
            return
        self._answer(Operations(self._ews, user, impersonated), operation, fault)

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
            self._ews.over.wait(fault.slow)
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
            and not self._ews.over.is_set()
            and not self.close_connection
            and time.monotonic() < end
        ):
            with box.changed:
                if box.order <= box.subscriptions[found].seen:
                    box.changed.wait(min(self._ews.heartbeat, end - time.monotonic()))
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
        data = envelope(body, self._ews.version)
        self._send(status, data, {"Content-Type": "text/xml; charset=utf-8"}, cut)

    def _send(
        self, status: int, body: bytes, headers: dict[str, str] | Sequence[tuple[str, str]] = (), cut: int = 0
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
