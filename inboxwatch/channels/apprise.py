"""The apprise channel: desktop, Slack, Teams, ntfy, Telegram, Matrix and whatever else the Apprise library knows.

Its `url` is a credential: it is never shown, logged or quoted. What the library does over HTTP goes through
`channels.http`, which follows no redirect, waits no longer than `timeout`, and remembers what became of it, for the
library itself says only yes or no. Text is made harmless for the service that gets it (`channels.chat`).
"""

from __future__ import annotations

import functools
import re
import time
import warnings
from collections.abc import Mapping
from types import ModuleType
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from inboxwatch.channels import Around, chat, visible
from inboxwatch.errors import ChannelError, NotSentError, RefusedError, UncertainError
from inboxwatch.ports import Channel, Letter

if TYPE_CHECKING:
    from apprise import NotifyBase

SECRET = "url"  # noqa: S105 - which keys say where it is
DESKTOP = frozenset({"dbus", "qt", "kde", "glib", "gnome", "macosx", "windows"})
"""Addresses of this computer's own screen: pop-ups, which nobody wants twice."""
EVERY = 10.0
"""Seconds between two pop-ups (T22)."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{0,20}):", re.IGNORECASE)


class Settings(BaseModel):
    """The keys of a `[[channel]]` with `kind = "apprise"`; see config.example.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    url: str = Field("", repr=False)
    private_hosts: bool = True
    timeout: float = Field(20.0, gt=0, le=600)


class AppriseChannel:
    """Tells through one service. The address is fetched when something is sent, and not kept."""

    def __init__(self, settings: Settings, around: Around) -> None:
        """Load and connect nothing yet."""
        self._settings, self._around = settings, around
        self._last: float | None = None
        self._scheme = _scheme(settings.url)
        self.at_most_once = self._scheme in DESKTOP  # which has no secret, and so is written in the file itself

    def send(self, letter: Letter) -> None:
        """Send one letter. Raises NotSentError, UncertainError or RefusedError, none of which quotes the address."""
        if letter.to:
            raise RefusedError(f"The channel '{self._around.name}' tells you alone, not {letter.to}.")
        url = self._around.secret()
        self._scheme = _scheme(url)
        if self._scheme in DESKTOP:
            self._pop_up(letter, url)
        else:
            title, text = chat.escaped(self._scheme, letter.title), chat.escaped(self._scheme, letter.text)
            self._notify(url, title, text, letter.key)

    def holds(self, key: str) -> bool | None:  # noqa: ARG002 - the port's signature
        """Nobody can look into a chat."""
        return None

    def close(self) -> None:
        """Nothing is held."""

    def _pop_up(self, letter: Letter, url: str) -> None:
        from inboxwatch.channels import desktop

        now = time.monotonic()
        if self._last is not None and now - self._last < EVERY:
            raise NotSentError(f"There was a pop-up less than {EVERY:g} seconds ago.")
        title, text = visible(letter.title), visible(letter.text)
        program = desktop.program(self._scheme)
        if program:
            desktop.show(program, title, text)
        else:
            self._notify(url, title, desktop.marked_up(self._scheme, text), letter.key)
        self._last = now

    def _notify(self, url: str, title: str, text: str, key: str) -> None:
        from inboxwatch.channels.http import Exchange, quiet

        settings = self._settings
        exchange = Exchange(self._around.mark(f"notice {key}"), settings.timeout, private=settings.private_hosts)
        failure: ChannelError | None = None
        with quiet(), exchange.watched():
            try:
                plugin = self._plugin(url)
                exchange.bridge(type(plugin).__module__)
                told = _told(plugin, title, text)
            except ChannelError as error:
                failure = error
            except Exception as error:  # noqa: BLE001 - a hundred plug-ins, each with its own errors
                told = False
                exchange.note(error)
        if failure is None and not told:
            failure = self._what_happened(exchange)
        if failure is not None:  # outside the handlers: nothing that knows the address hangs on it
            raise failure

    def _plugin(self, url: str) -> NotifyBase:
        apprise = _library()
        asset = apprise.AppriseAsset(
            storage_mode="memory", async_mode=False, app_id="inboxwatch", app_desc="inboxwatch", app_url="",
            image_url_mask="", image_url_logo="", http_redirects=False, secure_logging=True, service_timeout=0,
        )  # fmt: skip
        plugin: NotifyBase | None = apprise.Apprise.instantiate(url, asset=asset, suppress_exceptions=True)
        if plugin is None:
            raise RefusedError(
                f"The address of channel '{self._around.name}' ({self._scheme or 'no scheme'}://…) is none that "
                "Apprise can use.",
                "Compare it with https://appriseit.com/services/; some services need a further package.",
            )
        plugin.socket_connect_timeout = plugin.socket_read_timeout = self._settings.timeout
        return plugin

    def _what_happened(self, exchange: object) -> ChannelError:
        from inboxwatch.channels.http import Exchange, Outcome

        assert isinstance(exchange, Exchange)  # noqa: S101 - keeps `requests` out of this module
        service = f"The service of channel '{self._around.name}' ({self._scheme}://…)"
        outcome, words = exchange.outcome()
        if outcome is Outcome.NOT_SENT:
            return NotSentError(f"{service} {words}.")
        if outcome is Outcome.REFUSED:
            return RefusedError(f"{service} {words}.", "Check the address in its [[channel]].")
        return UncertainError(f"{service} {words}.", "It may have arrived.")


@functools.cache
def _library() -> ModuleType:
    """Load the library with all its plug-ins: 0.3 s and 25 MB, once. What it imports is on its own conscience."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import apprise

        apprise.Apprise.instantiate("json://localhost")
    return apprise


def _told(plugin: NotifyBase, title: str, text: str) -> bool:
    apprise = _library()
    notifier = apprise.Apprise(asset=plugin.asset)
    notifier.add(plugin)
    return bool(notifier.notify(body=text, title=title, body_format=apprise.NotifyFormat.TEXT))


def _scheme(url: str) -> str:
    found = _SCHEME.match(url)
    return found[1].lower() if found else ""


def connect(settings: Mapping[str, object], around: Around) -> Channel:
    """Make the channel; the library is loaded when something is sent."""
    return AppriseChannel(Settings.model_validate(dict(settings)), around)
