"""Signing in at Microsoft by a code that is typed in any browser (RFC 8628); msal speaks the protocol."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inboxwatch.errors import InboxwatchError, PermanentError, TransientError
from inboxwatch.oauth.access import EndedError
from inboxwatch.oauth.grant import Grant, granted
from inboxwatch.oauth.settings import MICROSOFT, OAuthSettings
from inboxwatch.oauth.words import again, offline, said

if TYPE_CHECKING:
    from msal import PublicClientApplication


class Device:
    """One program at one tenant."""

    def __init__(self, name: str, settings: OAuthSettings, base: Path) -> None:
        """`name` is the mailbox's; nothing is asked yet."""
        self._name, self._settings, self._base = name, settings, base

    def sign_in(self, say: Callable[[str], None]) -> Grant:
        """Say where to type which code, and wait until it was typed or has expired."""
        app = self._app()
        flow = self._ask(lambda: app.initiate_device_flow(scopes=list(self._settings.wanted)))
        if "user_code" not in flow:
            raise PermanentError(
                f"The provider starts no sign-in: {said(flow)}.", "Check client_id, tenant and scopes."
            )
        say(f"Open {flow['verification_uri']} in any browser and type the code {flow['user_code']}")
        answer = self._ask(lambda: app.acquire_token_by_device_flow(flow))
        if "access_token" not in answer:
            remedy = "Sign in within a quarter of an hour, with an account that may use this program."
            raise PermanentError(f"The sign-in came to nothing: {said(answer)}.", remedy)
        return granted(answer, time.time())

    def refresh(self, before: Grant) -> Grant:
        """Buy a new grant. Raises EndedError if the provider refuses the old one."""
        app = self._app()
        scopes = list(self._settings.wanted)
        answer = self._ask(lambda: app.acquire_token_by_refresh_token(before.refresh, scopes=scopes))
        if "access_token" not in answer:
            if answer.get("error") in {"temporarily_unavailable", "server_error"}:
                raise TransientError(f"The provider gives mailbox '{self._name}' no token just now: {said(answer)}.")
            raise EndedError(
                f"The sign-in of mailbox '{self._name}' has ended: {said(answer)}.",
                again(answer, self._name),
            )
        return granted(answer, time.time(), before.refresh)

    def _app(self) -> PublicClientApplication:
        import msal
        import requests

        settings = self._settings
        ca_file = settings.ca_file
        verify: str | bool = True if ca_file is None else str(self._base / ca_file.expanduser())
        session = requests.Session()  # told with each request: what a session verifies by gives way to the environment
        session.request = functools.partial(session.request, timeout=settings.timeout, verify=verify)  # type: ignore[method-assign]
        known = settings.authority == MICROSOFT
        return self._ask(
            lambda: msal.PublicClientApplication(
                settings.client_id,
                authority=f"{settings.authority}/{settings.tenant}",
                instance_discovery=None if known else False,
                http_client=session,
            )
        )

    def _ask(self, question: Callable[[], Any]) -> Any:  # noqa: ANN401 - msal answers dictionaries and objects
        import requests

        try:
            answer = question()
        except InboxwatchError:
            raise
        except requests.RequestException as error:
            raise offline(self._settings.authority, error) from None
        except ValueError:
            message = f"{self._settings.authority} knows no organisation '{self._settings.tenant}'."
            raise PermanentError(message, "Set tenant to your domain or to the id of your organisation.") from None
        return answer if isinstance(answer, Mapping) or answer is not None else {}
