"""One signed-in way to an Exchange server: exchangelib's protocol with our own sessions, certificates and limits.

exchangelib keeps protocols and HTTP adapters in globals, shared by all accounts of a process. Here each connector has
its own: a protocol that no cache knows, with an adapter that verifies as this mailbox says, speaks to this host only,
bounds what it reads, and can be cut off from another thread.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from connectors.exchange_errors import HttpError, RetiredError, SignInError, Where, translated
from connectors.exchange_wire import Sockets, adapter, silenced
from inboxwatch.errors import PermanentError, TransientError
from inboxwatch.tls import verifying_context

if TYPE_CHECKING:
    from exchangelib import Account
    from requests import PreparedRequest, Response, Session

    from connectors.exchange import Settings

CONNECTIONS = 2
"""One for a stream of notifications, one for everything else."""

MOMENT = 2.0
"""Seconds that a goodbye may take."""


class Link:
    """`account` is exchangelib's; `where` names it in sentences. Nothing is asked before the first use."""

    def __init__(self, settings: Settings, endpoint: str, secret: Callable[[], str], ca_file: Path | None) -> None:
        """Ask for the secret and make the account."""
        self.where = Where(endpoint, settings.username, settings.mailbox, settings.auth == "oauth2")
        self.sockets = Sockets()
        self._taken = False
        with translated(self.where):
            context = verifying_context(ca_file)
            self.account: Account = self._account(settings, endpoint, secret, context)

    def _account(
        self, settings: Settings, endpoint: str, secret: Callable[[], str], context: ssl.SSLContext
    ) -> Account:
        from exchangelib import DELEGATE, IMPERSONATION, UTC, Account, Configuration, Credentials
        from exchangelib.protocol import Protocol
        from exchangelib.transport import GSSAPI, NOAUTH, SSPI

        silenced()
        how, credentials = None, None
        if settings.auth == "kerberos":
            how = _kerberos((GSSAPI, SSPI))
        elif settings.auth == "oauth2":
            how = NOAUTH  # the token is put in by our own session
        else:
            credentials = Credentials(settings.username, secret())
        config = Configuration(
            credentials=credentials,
            service_endpoint=endpoint,
            auth_type=how,
            retry_policy=_policy(),
            max_connections=CONNECTIONS,
        )
        account = Account(
            primary_smtp_address=settings.mailbox,
            config=config,
            access_type=IMPERSONATION if settings.access == "impersonation" else DELEGATE,
            default_timezone=UTC,
        )
        with suppress(KeyError):
            del Protocol[config]  # it would be shared, and hold the password as long as the process lives
        token = secret if settings.auth == "oauth2" else None
        account.protocol = _protocol(config, Wire(endpoint, context, settings.timeout, self.sockets, token))
        return account

    @contextmanager
    def using(self) -> Iterator[Account]:
        """Lend the account; whatever goes wrong becomes one of our errors.

        Exchange answers 401 in passing, too: a refusal after the same sign-in was taken is not the last word, and the
        next link, which starts anew, finds out.
        """
        self.sockets.failure = None
        try:
            with translated(self.where, lambda: self.sockets.failure):
                yield self.account
        except SignInError:
            if not self._taken:
                raise
            message = f"{self.where.server} refused the sign-in of {self.where.username} that it took before."
            raise TransientError(message, "It is tried again by itself.") from None
        self._taken = True

    def cut(self) -> None:
        """End whatever goes on, from another thread. Never raises."""
        self.sockets.cut()

    def hurry(self) -> None:
        """Wait no longer than a moment for whatever is still asked: nothing that matters is."""
        self.account.protocol.TIMEOUT = min(self.account.protocol.TIMEOUT, MOMENT)

    def close(self) -> None:
        """Close the connections. Never raises."""
        with suppress(Exception):
            self.account.protocol.close()
        self.sockets.close()


class Wire:
    """How sessions are made for one endpoint."""

    def __init__(
        self, endpoint: str, context: ssl.SSLContext, timeout: float, sockets: Sockets, token: Callable[[], str] | None
    ) -> None:
        """`token` fetches access tokens where they are what signs in."""
        self.endpoint, self.context, self.timeout, self.sockets, self.token = endpoint, context, timeout, sockets, token

    def session(self) -> Session:
        """Make a session that speaks to this endpoint only."""
        import requests
        from exchangelib.transport import DEFAULT_HEADERS

        made = requests.Session()
        made.adapters.clear()
        made.mount("https://", adapter(self.context, urlsplit(self.endpoint).netloc, self.sockets))
        made.headers.update({**DEFAULT_HEADERS, "User-Agent": "inboxwatch"})
        if self.token is not None:
            made.auth = bearer(self.token)
        return made


def bearer(token: Callable[[], str]) -> Callable[[PreparedRequest], PreparedRequest]:
    """Put an access token into each request; one that is refused is renewed and tried once more (R17)."""

    def sign(request: PreparedRequest) -> PreparedRequest:
        used = token()
        request.headers["Authorization"] = f"Bearer {used}"
        body = request.body

        def again(response: Response, **options: Any) -> Response:  # noqa: ANN401 - what requests passes on
            renew = getattr(token, "renew", None)
            if response.status_code != 401 or renew is None:  # noqa: PLR2004 - RFC 9110
                return response
            response.close()
            retry = response.request.copy()
            retry.body, retry.hooks = body, {"response": []}
            retry.headers["Authorization"] = f"Bearer {renew(used)}"
            return response.connection.send(retry, **options)

        request.register_hook("response", again)
        return request

    return sign


def _kerberos(kinds: tuple[str, ...]) -> str:
    from exchangelib.transport import AUTH_TYPE_MAP

    for kind in kinds:
        if kind in AUTH_TYPE_MAP:
            return kind
    raise PermanentError(
        'auth = "kerberos" needs a package that is not installed.', "Run: pip install 'exchangelib[kerberos]'"
    )


def _policy() -> Any:  # noqa: ANN401 - exchangelib has no types
    """Fail fast, and say plainly what the status of an answer means: waiting and trying again is not done here."""
    from exchangelib.errors import ErrorServerBusy, RedirectError, UnauthorizedError
    from exchangelib.protocol import FailFast

    class Policy(FailFast):  # type: ignore[misc]
        def raise_response_errors(self, response: Response) -> None:
            status = response.status_code
            if status == 200 or (status == 500 and _SOAP.match(response.content)):  # noqa: PLR2004
                return
            if status == 401:  # noqa: PLR2004 - RFC 9110
                locked = b"currently locked out" in response.content
                raise UnauthorizedError("locked out" if locked else "refused")
            if status == 403:  # noqa: PLR2004
                raise RetiredError
            if status in (429, 503):
                raise ErrorServerBusy("busy", back_off=_retry_after(response))
            if status in (301, 302, 303, 307, 308):
                raise RedirectError(url=response.headers.get("location", ""))
            raise HttpError(status)

    return Policy()


_SOAP = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,20}<(?:\?xml|(?:[\w-]{1,20}:)?Envelope\b)")
"""How a fault begins, whatever the server calls the namespace."""


def _retry_after(response: Response) -> float | None:
    """Seconds of Retry-After (RFC 9110, 10.2.3), if it is a number."""
    value = response.headers.get("Retry-After", "")
    return float(value) if value.isdecimal() and len(value) < 6 else None  # noqa: PLR2004 - longer than a day


def _protocol(config: Any, wire: Wire) -> Any:  # noqa: ANN401 - exchangelib has no types
    """A protocol of our own, which exchangelib's cache does not know."""
    import random

    from exchangelib.protocol import Protocol

    class Own(Protocol):  # type: ignore[misc]
        TIMEOUT = wire.timeout

        def raw_session(self, *_: object, **__: object) -> Session:
            return wire.session()

        def create_session(self) -> Session:
            made = wire.session()
            if wire.token is None:
                self._sign(made)
            made.session_id = random.randint(10_000, 99_999)  # type: ignore[attr-defined]  # noqa: S311 - a name
            made.usage_count = 0  # type: ignore[attr-defined]
            return made

        def get_auth_type(self) -> str:
            """Ask without signing in how the server wants it; whatever else it answers is told as it is."""
            from exchangelib.transport import get_auth_method_from_response

            with wire.session() as session:
                response = session.post(
                    wire.endpoint, data=self.dummy_xml(), allow_redirects=False, timeout=wire.timeout
                )
                if response.status_code == 401:  # noqa: PLR2004 - RFC 9110
                    return str(get_auth_method_from_response(response))
                self.config.retry_policy.raise_response_errors(response)
                raise HttpError(response.status_code)

        def _sign(self, made: Session) -> None:
            from exchangelib.transport import NTLM, get_auth_instance

            known = self.credentials
            if known is None:
                made.auth = get_auth_instance(auth_type=self.auth_type)
                return
            plain = self.auth_type == NTLM and known.type == known.EMAIL
            name = f"\\{known.username}" if plain else known.username
            made.auth = get_auth_instance(auth_type=self.auth_type, username=name, password=known.password)

    return type.__call__(Own, config=config)
