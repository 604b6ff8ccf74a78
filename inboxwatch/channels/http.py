"""What a library does over HTTP, watched: no redirects, no waiting, no secrets in logs, and a memory of what happened.

Apprise's plug-ins call `requests.post(…)` and say yes or no. `Exchange.bridge` puts a stand-in for `requests` into a
plug-in's module (and nowhere else), which does the same through a session of ours while an exchange is watched.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from types import ModuleType
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import exceptions as low

from inboxwatch.channels.peers import GuardedAdapter, PrivateAddressError

LARGEST = 1 << 20
"""Bytes of an answer that are read; a service says some hundred."""
_LOGGERS = ("apprise", "urllib3", "urllib3.connectionpool", "urllib3.util.retry", "urllib3.connection", "requests")
_OVERLOADED = (408, 425, 429, 500, 503, 507)
_NOBODY_KNOWS = (502, 504)


class Outcome(StrEnum):
    """What became of a letter that the library could not deliver."""

    NOT_SENT = "not-sent"
    UNCERTAIN = "uncertain"
    REFUSED = "refused"


class Exchange:
    """The requests of one letter, in order. `key` goes along as Idempotency-Key, so that a receiver can drop doubles.

    `private`: hosts of the own network may be talked to (T20).
    """

    def __init__(self, key: str, timeout: float, *, private: bool) -> None:
        """Nothing has happened yet."""
        self.key, self.timeout, self.private = key, timeout, private
        self._results: list[int | Exception] = []
        self._bridged = False

    @contextmanager
    def watched(self) -> Iterator[None]:
        """What is asked within goes through here."""
        token = _CURRENT.set(self)
        try:
            yield
        finally:
            _CURRENT.reset(token)

    def bridge(self, name: str) -> None:
        """Have a module's `requests` go through here.

        Raises PrivateAddressError where hosts must be checked and the module connects in a way of its own.
        """
        module = sys.modules[name]
        if isinstance(getattr(module, "requests", None), ModuleType):
            module.requests = _Bridge(requests)  # type: ignore[attr-defined]
        self._bridged = isinstance(getattr(module, "requests", None), _Bridge)
        if not self._bridged and not self.private:
            self.note(PrivateAddressError())
            raise PrivateAddressError

    def note(self, result: int | Exception) -> None:
        """Remember how a request ended: its status, or what was raised."""
        self._results.append(result)

    def ask(self, method: str, url: str, **options: Any) -> requests.Response:  # noqa: ANN401 - as requests has it
        """Ask once, without redirects and proxies' or netrc's credentials for others, within the time limit."""
        options |= {"allow_redirects": False, "timeout": self.timeout, "stream": True, "verify": True}
        options["headers"] = {"Idempotency-Key": self.key, **(options.get("headers") or {})}
        if "discord" in url:
            options["data"] = _nobody_called(options.get("data"))
        with requests.Session() as session:
            adapter = HTTPAdapter() if self.private else GuardedAdapter()
            session.mount("https://", adapter)
            session.mount("http://", adapter)
            session.trust_env = self.private
            try:
                response = session.request(method, url, **options)
                response._content = _read(response, time.monotonic() + self.timeout)  # noqa: SLF001 - bounded
            except Exception as error:
                self.note(error)
                raise
        self.note(response.status_code)
        return response

    def outcome(self) -> tuple[Outcome, str]:
        """What the last request means for the letter, and words that go on from the service's name."""
        if not self._results:
            return (
                (Outcome.NOT_SENT, "was not asked: the library declined")
                if self._bridged
                else (Outcome.UNCERTAIN, "did not take it, and the library does not say why")
            )
        last = self._results[-1]
        return _of_status(last) if isinstance(last, int) else _of_error(last)


def _of_status(status: int) -> tuple[Outcome, str]:
    if status in _NOBODY_KNOWS:
        return Outcome.UNCERTAIN, f"answered {status}: something on the way to it failed"
    if status in _OVERLOADED or status > 504:  # noqa: PLR2004 - what servers in trouble say
        return Outcome.NOT_SENT, f"answered {status}"
    if 300 <= status < 400:  # noqa: PLR2004
        return Outcome.REFUSED, f"answered {status}: it points elsewhere, where nothing is sent to"
    return Outcome.REFUSED, f"answered {status}" + (" and yet did not take it" if status < 300 else "")  # noqa: PLR2004


def _of_error(error: Exception) -> tuple[Outcome, str]:
    if isinstance(error, PrivateAddressError) or _within(error, PrivateAddressError):
        return Outcome.REFUSED, "is at a private address, which private_hosts = false forbids"
    if isinstance(error, requests.exceptions.SSLError):
        return Outcome.REFUSED, "has a certificate that cannot be trusted"
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return Outcome.REFUSED, "has an address that cannot be asked"
    if isinstance(error, requests.exceptions.ConnectTimeout) or _within(error, low.NewConnectionError):
        return Outcome.NOT_SENT, "could not be reached"
    if isinstance(error, requests.exceptions.RequestException | OSError):
        return Outcome.UNCERTAIN, "did not say whether it took it"
    return Outcome.UNCERTAIN, f"did not take it ({type(error).__name__})"


def _within(error: BaseException, kind: type[BaseException]) -> bool:
    """Whether an error of that kind is the reason of this one; requests and urllib3 wrap them several times."""
    seen: list[BaseException] = []
    todo: list[object] = [error]
    while todo and len(seen) < 20:  # noqa: PLR2004 - they do not nest deeper
        each = todo.pop()
        if isinstance(each, kind):
            return True
        if isinstance(each, BaseException) and each not in seen:
            seen.append(each)
            todo += [*each.args, getattr(each, "reason", None), each.__cause__, each.__context__]
    return False


def _read(response: requests.Response, end: float) -> bytes:
    """Read an answer, not more and not longer than reasonable: one that drips is cut."""
    found = b""
    while len(found) < LARGEST and time.monotonic() < end:
        piece = response.raw.read1(1 << 14, decode_content=True)
        if not piece:
            break
        found += piece
    response.close()
    return found


def _nobody_called(data: object) -> object:
    """Discord's own way of saying that a text calls nobody."""
    try:
        payload = json.loads(data) if isinstance(data, str | bytes) else None
    except ValueError:
        payload = None
    return json.dumps({**payload, "allowed_mentions": {"parse": []}}) if isinstance(payload, dict) else data


class _Bridge:
    """Stands where a plug-in expects the module `requests`."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the module has
        exchange = _CURRENT.get()
        if exchange is None or name not in {"get", "post", "put", "patch", "delete", "head", "request"}:
            return getattr(self._module, name)
        if name == "request":
            return exchange.ask
        return lambda url, *args, **options: exchange.ask(name.upper(), url, **_named(name, args), **options)


def _named(name: str, args: tuple[Any, ...]) -> dict[str, Any]:
    """Arguments by position, as `requests.post(url, data, json)` and `requests.get(url, params)` take them."""
    names = {"get": ("params",), "post": ("data", "json")}.get(name, ("data",))
    return dict(zip(names, args, strict=False))


@contextmanager
def quiet() -> Iterator[None]:
    """Log nothing of what libraries say within: they quote addresses, which are credentials (T14)."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        if _drop not in logger.filters:
            logger.addFilter(_drop)
    token = _QUIET.set(True)
    try:
        yield
    finally:
        _QUIET.reset(token)


def _drop(_: logging.LogRecord) -> bool:
    return not _QUIET.get()


_CURRENT: ContextVar[Exchange | None] = ContextVar("inboxwatch_exchange", default=None)
_QUIET: ContextVar[bool] = ContextVar("inboxwatch_quiet", default=False)
