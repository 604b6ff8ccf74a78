"""Signing in with the browser of this machine: Google, and others that know RFC 8252 (loopback address, PKCE)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from inboxwatch.errors import PermanentError, TransientError
from inboxwatch.oauth.access import EndedError
from inboxwatch.oauth.grant import Grant, granted
from inboxwatch.oauth.loopback import Answer, listening
from inboxwatch.oauth.settings import OAuthSettings
from inboxwatch.oauth.words import offline, said

if TYPE_CHECKING:
    from requests_oauthlib import OAuth2Session

PATIENCE = 600
"""Seconds that the person in the browser may take."""


class Browser:
    """One program at one provider."""

    def __init__(self, name: str, settings: OAuthSettings, base: Path) -> None:
        """Read `client_file`, if there is one. Raises PermanentError if it cannot be used."""
        self._name, self._settings, self._base = name, settings, base
        self._id, self._secret = settings.client_id, ""
        if settings.client_file is not None:
            self._id, self._secret = _client(base / settings.client_file.expanduser())

    def sign_in(self, say: Callable[[str], None], open_page: Callable[[str], object] | None = None) -> Grant:
        """Open the provider's page in the browser and wait for its answer on a loopback port."""
        if open_page is None:
            import webbrowser

            open_page = webbrowser.open
        with listening() as (address, wait):
            session = self._session(redirect_uri=address)
            page, state = session.authorization_url(
                self._settings.authorize_url, access_type="offline", prompt="consent"
            )
            say(f"Sign in with the browser that opens. If none does, open this page in a browser here: {page}")
            open_page(page)
            answer = wait(PATIENCE)
        return self._exchange(session, answer, state)

    def _exchange(self, session: OAuth2Session, answer: Answer, state: str) -> Grant:
        if answer.get("state") != state:
            raise PermanentError("The browser came back with an answer to another question.", "Sign in once more.")
        if "code" not in answer:
            raise PermanentError(f"The sign-in came to nothing: {said(answer)}.", "Sign in once more and allow it.")

        def ask() -> Mapping[str, Any]:
            return cast(
                "Mapping[str, Any]",
                session.fetch_token(
                    self._settings.token_url, code=answer["code"], include_client_id=True, **self._keywords()
                ),
            )

        return self._ask(ask, "")

    def refresh(self, before: Grant) -> Grant:
        """Buy a new grant. Raises EndedError if the provider refuses the old one."""
        session = self._session()

        def ask() -> Mapping[str, Any]:
            return cast(
                "Mapping[str, Any]",
                session.refresh_token(
                    self._settings.token_url, refresh_token=before.refresh, client_id=self._id, **self._keywords()
                ),
            )

        return self._ask(ask, before.refresh)

    def _session(self, **more: str) -> OAuth2Session:
        from requests_oauthlib import OAuth2Session

        return OAuth2Session(self._id, scope=list(self._settings.wanted), pkce="S256", **more)

    def _keywords(self) -> dict[str, Any]:
        """What every question to the token endpoint says."""
        ca_file = self._settings.ca_file
        return {
            "timeout": self._settings.timeout,
            "verify": True if ca_file is None else str(self._base / ca_file.expanduser()),
            **({"client_secret": self._secret} if self._secret else {}),
        }

    def _ask(self, question: Callable[[], Mapping[str, Any]], before: str) -> Grant:
        import requests
        from oauthlib.oauth2 import OAuth2Error

        failed: OAuth2Error | None = None
        try:
            return granted(question(), time.time(), before)
        except requests.RequestException as error:
            raise offline(self._settings.token_url, error) from None
        except Warning:  # oauthlib's way to say that other scopes were granted than asked for
            raise PermanentError(
                "The provider did not allow all that inboxwatch needs.", "Sign in once more and tick every permission."
            ) from None
        except OAuth2Error as error:
            failed = error
        reason = said({"error": failed.error, "error_description": failed.description})
        if failed.error in {"temporarily_unavailable", "server_error"}:
            raise TransientError(f"The provider gives mailbox '{self._name}' no token just now: {reason}.")
        raise EndedError(
            f"The sign-in of mailbox '{self._name}' has ended: {reason}.", f"Run: inboxwatch login '{self._name}'"
        )


def _client(path: Path) -> tuple[str, str]:
    """Id and secret of the program from the file that Google offers for download."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))["installed"]
        return str(table["client_id"]), str(table.get("client_secret", ""))
    except OSError as error:
        message = f"The client_file {path} cannot be read: {error.strerror}."
        raise PermanentError(message, "Download it from the provider's console.") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        message = f"The client_file {path} describes no program of the kind 'Desktop app'."
        raise PermanentError(message, "Make such a client in the provider's console and download its JSON.") from None
