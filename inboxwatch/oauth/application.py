"""Access tokens of a program that acts for itself (client credentials, RFC 6749 section 4.4); msal speaks it.

Nobody signs in: the program proves itself by a secret or a certificate, and an administrator has said which mailboxes
it may read. Tokens live in memory only.
"""

from __future__ import annotations

import functools
import hashlib
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inboxwatch.errors import PermanentError, TransientError
from inboxwatch.oauth.grant import LONGEST, MARGIN
from inboxwatch.oauth.settings import MICROSOFT
from inboxwatch.oauth.words import offline, said
from inboxwatch.redaction import remember


@dataclass(frozen=True)
class Program:
    """Which program asks, where, and for what. `certificate` is a PEM file with its key."""

    client_id: str
    tenant: str
    scope: str
    authority: str = MICROSOFT
    certificate: Path | None = None
    ca_file: Path | None = None
    timeout: float = 30.0


class Application:
    """Called, it returns an access token that lasts; `renew` another than the one that was refused. Thread-safe."""

    def __init__(self, program: Program, secret: Callable[[], str], clock: Callable[[], float] = time.time) -> None:
        """`secret` is asked for the program's secret when a token is bought, unless there is a certificate."""
        self._program, self._secret, self._clock = program, secret, clock
        self._token, self._until = "", 0.0
        self._alone = threading.Lock()

    @classmethod
    def of(cls, program: Program, secret: Callable[[], str]) -> Application:
        """Return a program's tokens; the same for all its mailboxes where `secret` has a dictionary `applications`.

        Workers have one: ten thousand mailboxes would buy ten thousand tokens in five minutes. Who has another secret
        gets other tokens.
        """
        shared: dict[tuple[Program, str], Application] | None = getattr(secret, "applications", None)
        if shared is None:
            return cls(program, secret)
        proof = "" if program.certificate else hashlib.sha256(secret().encode()).hexdigest()
        return shared.setdefault((program, proof), cls(program, secret))

    def __call__(self) -> str:
        """Return a token. Raises PermanentError or TransientError, with what to do."""
        with self._alone:
            if not self._token or not MARGIN < self._until - self._clock() <= LONGEST:
                self._buy()
            return self._token

    def renew(self, refused: str) -> str:
        """Return another token than `refused`."""
        with self._alone:
            if self._token == refused:
                self._token = ""
            if not self._token:
                self._buy()
            return self._token

    def _buy(self) -> None:
        answer = self._asked()
        token = answer.get("access_token")
        if not isinstance(token, str) or not token:
            raise self._refused(answer)
        self._token = remember(token)
        seconds = answer.get("expires_in")
        self._until = self._clock() + (seconds if isinstance(seconds, int) else 0)

    def _asked(self) -> Mapping[str, Any]:
        import msal
        import requests

        program = self._program
        session = requests.Session()
        verify: str | bool = True if program.ca_file is None else str(program.ca_file)
        session.request = functools.partial(session.request, timeout=program.timeout, verify=verify)  # type: ignore[method-assign]
        credential = self._credential()
        try:
            app = msal.ConfidentialClientApplication(
                program.client_id,
                client_credential=credential,
                authority=f"{program.authority}/{program.tenant}",
                instance_discovery=None if program.authority == MICROSOFT else False,
                http_client=session,
            )
            answer = app.acquire_token_for_client(scopes=[program.scope])
        except requests.RequestException as error:
            raise offline(program.authority, error) from None
        except ValueError:
            message = f"{program.authority} knows no organisation '{program.tenant}', or the certificate is no good."
            raise PermanentError(message, "Set tenant to your domain or to the id of your organisation.") from None
        except Exception as error:
            if program.certificate is None:
                raise
            message = f"The certificate {program.certificate} cannot be used to sign ({type(error).__name__})."
            raise PermanentError(message, "Microsoft takes RSA keys; make the certificate with one.") from None
        finally:
            session.close()
        return answer if isinstance(answer, Mapping) else {}

    def _credential(self) -> object:
        path = self._program.certificate
        if path is None:
            return self._secret()
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes

        try:
            text = path.read_text(encoding="ascii")
            begin = text.index("-----BEGIN CERTIFICATE-----")
            public = x509.load_pem_x509_certificate(text[begin:].encode())
        except (OSError, ValueError):
            message = f"The certificate {path} cannot be read as PEM text that holds certificate and key."
            raise PermanentError(message, "Put both into that one file; only you may read it.") from None
        thumbprint = public.fingerprint(hashes.SHA1()).hex()  # noqa: S303 - what the protocol calls x5t
        return {"private_key": text, "thumbprint": thumbprint}

    def _refused(self, answer: Mapping[str, Any]) -> PermanentError | TransientError:
        if answer.get("error") in {"temporarily_unavailable", "server_error"}:
            return TransientError(f"{self._program.authority} gives no token just now: {said(answer)}.")
        return PermanentError(
            f"The program {self._program.client_id} got no token: {said(answer)}.",
            "Check client_id, tenant and the client's secret: has it expired? See docs/microsoft-365.md.",
        )
