"""A small Microsoft Graph v1.0 on loopback over TLS: real mail, real state, the wire format as it is published.

Mail folders, messages by delta with pages and tokens, single messages, `$batch`, `sendMail` in MIME, drafts, users,
mailbox settings. Bearer tokens are those of `tests.servers.oauth`. Faults are put into `faults`.
"""

from __future__ import annotations

import base64
import json
import re
import ssl
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, quote, unquote, urlsplit

import jwt

from tests.servers.certificates import Authority, Pair
from tests.servers.graph_mail import shown
from tests.servers.graph_state import WELL_KNOWN, Account, Item, State
from tests.servers.oauth import SECRET

ROOT = ""
"""The key in a query under which its mailbox is kept, as the service writes it in links."""
PAGE = 10
"""Messages on a page where the client asks for no size."""


class GraphFault(Exception):  # noqa: N818 - it is what Graph answers
    """An answer that is an error."""

    def __init__(self, status: int, code: str, message: str, **headers: str) -> None:
        """`code` and `message` as Microsoft publishes them."""
        super().__init__(message)
        self.status, self.code, self.message = status, code, message
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class _Quiet(ThreadingHTTPServer):
    """Clients that go away are no news."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


class Graph(State):
    """The service on a free port of loopback; `url` is its `base_url`, `ca` the authority to trust."""

    def __init__(self, folder: Path, *, pair: Pair | None = None, authority: Authority | None = None) -> None:
        """Serve one account, ada@corp.example, until others are added."""
        super().__init__()
        authority = authority or Authority(folder / "graph")
        pair = pair or authority.issue("graph")
        self.ca = authority.file
        self.scopes = {"Mail.Read", "Mail.Send", "Mail.ReadWrite", "MailboxSettings.Read", "User.Read.All"}
        self.faults: list[Callable[[str, str], GraphFault | None]] = []
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.trips = 0
        self.sent: list[bytes] = []
        self.most_filtered = 5_000
        self.packed = b""
        self.table: dict[str, object] = {}
        self.spoil: Callable[[dict[str, Any]], dict[str, Any]] = lambda answer: answer
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pair.certificate, pair.key)
        self._server = _Quiet(("127.0.0.1", 0), _handler(self))
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self.origin = f"https://127.0.0.1:{self._server.server_port}"
        self.url = f"{self.origin}/v1.0"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self) -> Self:
        """Start answering."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    # -- answers ------------------------------------------------------------------------------------------------------

    def answer(self, method: str, target: str, headers: dict[str, str], body: bytes) -> tuple[int, Any, dict[str, str]]:
        """Answer one request; raises GraphFault."""
        parts = urlsplit(target)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        path = re.sub(r"\('([^']*)'\)", r"/\1", unquote(parts.path).removeprefix("/v1.0/"))
        query[ROOT] = "me" if path.startswith("me/") else f"users('{path.split('/')[1]}')" if "/" in path else ""
        self.asked.append((method, target, headers))
        for fault in list(self.faults):
            found = fault(method, target)
            if found is not None:
                raise found
        claims = self._claims(headers)
        if path == "$batch" and method == "POST":
            return 200, self._batch(json.loads(body), headers), {}
        account, rest = self._whose(path, claims)
        with self.lock:
            return self._route(method, account, rest, query, headers, body)

    def _claims(self, headers: dict[str, str]) -> dict[str, Any]:
        kind, _, token = headers.get("authorization", "").partition(" ")
        try:
            token = token if kind == "Bearer" else ""
            claims: dict[str, Any] = jwt.decode(token, SECRET, algorithms=["HS256"])
        except jwt.ExpiredSignatureError:
            raise GraphFault(
                401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."
            ) from None
        except jwt.InvalidTokenError:
            raise GraphFault(401, "InvalidAuthenticationToken", "Access token is empty.") from None
        return claims

    def _whose(self, path: str, claims: dict[str, Any]) -> tuple[Account, str]:
        first, _, rest = path.partition("/")
        if path == "users":
            return next(iter(self.accounts.values())), path
        if first == "me":
            if claims.get("idtyp") == "app":
                raise GraphFault(400, "BadRequest", "/me request is only valid with delegated authentication flow.")
            return self.account(claims["email"]), rest
        user, _, rest = rest.partition("/")
        if first != "users":
            raise GraphFault(400, "BadRequest", f"Resource not found for the segment '{first}'.")
        if not user:
            return self.account(), "users"
        if user not in self.accounts:
            message = (
                f"Resource '{user}' does not exist or one of its queried reference-property objects are not present."
            )
            raise GraphFault(404, "Request_ResourceNotFound", message)
        return self.accounts[user], rest

    def _route(  # noqa: PLR0911 - one answer a path
        self, method: str, account: Account, path: str, query: dict[str, str], headers: dict[str, str], body: bytes
    ) -> tuple[int, Any, dict[str, str]]:
        if method == "POST":
            return self._write(account, path, headers, body)
        if method != "GET":
            raise GraphFault(405, "BadRequest", "Not allowed here.")
        if path == "users":
            self._needs("User.Read.All")
            one = re.fullmatch(r"mail eq '(.*)'", query.get("$filter", ""))
            wanted = one[1].replace("''", "'") if one else ""
            return 200, {"value": [_person(each) for each in self.accounts.values() if each.address == wanted]}, {}
        if path == "mailboxSettings":
            self._needs("MailboxSettings.Read")
            return 200, account.settings, {}
        self._needs("Mail.Read", "Mail.ReadBasic", "Mail.ReadWrite")
        delta = re.fullmatch(r"mailFolders/([^/]+)/messages/(?:delta|microsoft\.graph\.delta)(?:\(\))?", path)
        if delta:
            return 200, self._delta(account, delta[1], query, headers), {}
        listed = re.fullmatch(r"mailFolders/([^/]+)/messages", path)
        if listed:
            return 200, self._listed(account, listed[1], query, headers), {}
        children = re.fullmatch(r"mailFolders(?:/([^/]+)/childFolders)?", path)
        if children:
            return 200, self._folders(account, children[1] or "", query), {}
        folder = re.fullmatch(r"mailFolders/([^/]+)", path)
        if folder:
            return 200, self._folder(account, self._known(account, folder[1])), {}
        single = re.fullmatch(r"messages/([^/]+)", path)
        if single:
            return 200, self._shown(self._item(account, single[1]), query, headers), {}
        raise GraphFault(400, "BadRequest", f"Resource not found for the segment '{path}'.")

    def _needs(self, *one_of: str) -> None:
        if not self.scopes & set(one_of):
            raise GraphFault(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")

    def _known(self, account: Account, key: str) -> str:
        found = key.lower() if key.lower() in WELL_KNOWN else key
        if found not in account.folders:
            raise GraphFault(404, "ErrorItemNotFound", "The specified object was not found in the store.")
        return found

    def _folder(self, account: Account, key: str) -> dict[str, Any]:
        count = sum(item.folder == key for item in account.items)
        return {"id": key, "displayName": account.folders[key][0], "totalItemCount": count}

    def _folders(self, account: Account, parent: str, query: dict[str, str]) -> dict[str, Any]:
        under = [key for key, (_, above) in account.folders.items() if above == parent]
        at, size = int(query.get("$skip", 0)), int(query.get("$top", PAGE))
        answer: dict[str, Any] = {"value": [self._folder(account, key) for key in under[at : at + size]]}
        if at + size < len(under):
            place = f"{parent}/childFolders" if parent else ""
            answer["@odata.nextLink"] = (
                f"{self.url}/{query[ROOT]}/mailFolders{'/' if place else ''}{place}?$top={size}&$skip={at + size}"
            )
        return answer

    def _item(self, account: Account, identity: str) -> Item:
        for item in account.items:
            if identity in (_identity(item, {"prefer": 'IdType="ImmutableId"'}), _identity(item, {})):
                return item
        raise GraphFault(404, "ErrorItemNotFound", "The specified object was not found in the store.")

    def _may_show(self, query: dict[str, str]) -> None:
        """Texts and extended properties are not for Mail.ReadBasic."""
        if "$expand" in query or "body" in query.get("$select", "body").split(","):
            self._needs("Mail.Read", "Mail.ReadWrite")

    def _shown(self, item: Item, query: dict[str, str], headers: dict[str, str]) -> dict[str, Any]:
        """The selected properties; the extended ones only if they are expanded."""
        self._may_show(query)
        wanted = query["$select"].split(",") if "$select" in query else [*item.values]
        values = {name: item.values.get(name) for name in wanted if name != "id"}
        values.pop("singleValueExtendedProperties", None)
        if "parentFolderId" in values:
            values["parentFolderId"] = item.folder
        if "isRead" in values:
            values["isRead"] = item.read
        asked = set(re.findall(r"id eq '([^']+)'", query.get("$expand", "")))
        if asked:
            found = [each for each in item.values["singleValueExtendedProperties"] if each["id"] in asked]
            if found:
                values["singleValueExtendedProperties"] = found
        if "@odata.type" in item.values:
            values = {"@odata.type": item.values["@odata.type"], **values}
            if "responseType" in item.values:
                values["responseType"] = item.values["responseType"]
        values = {name: value for name, value in values.items() if value is not None or name == "from"}
        return {"@odata.etag": f'W/"{item.change}"', "id": _identity(item, headers), **values}

    def _delta(self, account: Account, key: str, query: dict[str, str], headers: dict[str, str]) -> dict[str, Any]:
        key = self._known(account, key)
        token = query.get("$deltatoken") or query.get("$skiptoken")
        if token:
            state = json.loads(base64.urlsafe_b64decode(token))
            if state["epoch"] != account.epoch:
                raise GraphFault(
                    410, "syncStateNotFound", "The sync state generation is not found; continue with resync."
                )
        else:
            after = re.fullmatch(r"receivedDateTime ge (\S+)", query.get("$filter", ""))
            kept = {name: value for name, value in query.items() if name in {"$select", "$expand"}}
            self._may_show(kept)
            state = {"at": 0, "first": True, "epoch": account.epoch, "query": kept, "seen": 0}
            state["since"] = after[1] if after else ""
        size = re.search(r"odata\.maxpagesize=(\d+)", headers.get("prefer", ""))
        most = int(size[1]) if size else PAGE
        changed = [item for item in account.items if item.folder == key]
        changed += [] if state["first"] else [item for item in account.removed if item.folder == key]
        changed = [
            item
            for item in sorted(changed, key=lambda item: item.change)
            if item.change > state["at"]
            and (not state["since"] or item.values.get("receivedDateTime", "9") >= state["since"])
        ]
        if state["first"] and state["since"]:
            changed = changed[: max(0, self.most_filtered - state["seen"])]
        page, left = changed[:most], changed[most:]
        state["seen"] += len(page)
        value = [self._changed(item, state, headers) for item in page]
        state |= {"at": page[-1].change} if left else {"at": account.changes, "first": False}
        link = base64.urlsafe_b64encode(json.dumps(state).encode()).decode()
        name = "skiptoken" if left else "deltatoken"
        place = f"{self.url}/{query[ROOT]}/mailFolders('{quote(key)}')/messages/delta?${name}={link}"
        return self.spoil({"value": value, "@odata.nextLink" if left else "@odata.deltaLink": place})

    def _changed(self, item: Item, state: dict[str, Any], headers: dict[str, str]) -> dict[str, Any]:
        if item.what == "deleted":
            return {"id": _identity(item, headers), "@removed": {"reason": "deleted"}}
        if item.what == "read" and not state["first"]:
            return {"@odata.etag": f'W/"{item.change}"', "id": _identity(item, headers), "isRead": item.read}
        return self._shown(item, state["query"], headers)

    def _listed(self, account: Account, key: str, query: dict[str, str], headers: dict[str, str]) -> dict[str, Any]:
        key = self._known(account, key)
        self._may_show(query)
        items = [item for item in account.items if item.folder == key]
        wanted = re.fullmatch(r"internetMessageId eq '([^']*)'", query.get("$filter", ""))
        if wanted:
            items = [item for item in items if item.values["internetMessageId"] == wanted[1]]
        return {"value": [self._shown(item, query, headers) for item in items[: int(query.get("$top", PAGE))]]}

    def _batch(self, asked: dict[str, Any], headers: dict[str, str]) -> dict[str, Any]:
        if len(asked["requests"]) > 20:
            raise GraphFault(400, "BadRequest", "Number of batch request steps exceeds the maximum value of 20.")
        answers = []
        for one in asked["requests"]:
            own = {name.lower(): value for name, value in one.get("headers", {}).items()}
            try:
                status, value, more = self.answer(
                    one["method"], f"/v1.0{one['url']}", {"authorization": headers["authorization"], **own}, b""
                )
            except GraphFault as fault:
                status, value, more = fault.status, _error(fault), fault.headers
            answers.append({"id": one["id"], "status": status, "headers": more, "body": value})
        return {"responses": answers[::-1]}

    def _write(
        self, account: Account, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, Any, dict[str, str]]:
        if headers.get("content-type") != "text/plain":
            raise GraphFault(400, "BadRequest", "Only MIME is taken here.")
        try:
            raw = base64.b64decode(body, validate=True)
        except ValueError:
            raise GraphFault(
                400, "ErrorMimeContentInvalidBase64String", "Invalid base64 string for MIME content."
            ) from None
        now = datetime.now(UTC).replace(microsecond=0)
        if path == "sendMail":
            self._needs("Mail.Send")
            values = shown(raw, now, transported=False)
            sender = (values["from"] or {"emailAddress": {"address": ""}})["emailAddress"]["address"]
            if sender.lower() != account.address:
                message = "The user account does not have the right to send as this account."
                raise GraphFault(403, "ErrorSendAsDenied", message)
            self.sent.append(raw)
            self.deliver([(raw, now)], "sentitems", account.address)
            people = [*values["toRecipients"], *values["ccRecipients"], *values["bccRecipients"]]
            for address in {person["emailAddress"]["address"].lower() for person in people} & {*self.accounts}:
                self.deliver([(raw, now)], "inbox", address)
            return 202, None, {}
        if path == "messages":
            self._needs("Mail.ReadWrite")
            self.deliver([(raw, now)], "drafts", account.address)
            return 201, {"id": _identity(account.items[-1], headers)}, {}
        raise GraphFault(400, "BadRequest", f"Resource not found for the segment '{path}'.")


def _person(account: Account) -> dict[str, Any]:
    return {"mail": account.address, "displayName": account.name, "department": account.department or None}


def _identity(item: Item, headers: dict[str, str]) -> str:
    """The immutable id if it is asked for; else one that changes with the folder."""
    place = "" if "ImmutableId" in headers.get("prefer", "") else f"@{item.folder}"
    return "AAkALg" + base64.urlsafe_b64encode(f"message-{item.number:09}{place}".encode()).decode()


def _error(fault: GraphFault) -> dict[str, Any]:
    inner = {"date": "2026-11-23T00:00:00", "request-id": "00000000-0000-0000-0000-000000000000"}
    return {"error": {"code": fault.code, "message": fault.message, "innerError": inner}}


def _handler(graph: Graph) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _answer(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(size)
            headers = {name.lower(): value for name, value in self.headers.items()}
            graph.trips += 1
            try:
                status, value, more = graph.answer(self.command, self.path, headers, body)
            except GraphFault as fault:
                status, value, more = fault.status, _error(fault), fault.headers
            data = b"" if value is None else json.dumps(value).encode()
            if graph.packed:
                data, more = graph.packed, {**more, "Content-Encoding": "gzip"}
            self.send_response(status)
            for name, text in {"Content-Type": "application/json", "Content-Length": str(len(data)), **more}.items():
                self.send_header(name, text)
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = do_DELETE = _answer  # noqa: N815 - the standard library's names

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    return Handler
