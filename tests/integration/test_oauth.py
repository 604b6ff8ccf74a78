"""OAuth 2 from the sign-in to the mail, against Dovecot's own check of tokens and a provider on loopback (R17)."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from connectors.imap import connect
from inboxwatch.errors import PermanentError
from inboxwatch.oauth.browser import Browser
from inboxwatch.oauth.device import Device
from inboxwatch.oauth.grant import Grant, Vault
from inboxwatch.oauth.settings import OAuthSettings
from inboxwatch.oauth.wire import access_for
from tests.rings import FileKeyring
from tests.servers.dovecot import Dovecot, running
from tests.servers.oauth import SECRET, Provider

pytestmark = [pytest.mark.server("dovecot"), pytest.mark.usefixtures("ring")]

MAIL = (
    b"From: bo@example.test\r\nTo: alice@example.test\r\nSubject: Plan\r\nMessage-ID: <1@x>\r\n\r\nCan you send it?\r\n"
)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    """A Dovecot that takes access tokens."""
    for started in running(Dovecot(oauth=SECRET)):
        started.append("alice", "INBOX", [MAIL])
        yield started


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Provider]:
    """A provider that signs alice in."""
    with Provider(tmp_path, "alice@example.test") as started:
        yield started


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks lie in the data folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr("inboxwatch.oauth.access.PAUSES", (0.0, 0.0))


def table(server: Dovecot, provider: Provider, kind: str = "microsoft") -> dict[str, Any]:
    return server.settings(auth="oauth2", oauth2=provider.table(kind))


def signed_in(provider: Provider, grant: Grant | None = None) -> Vault:
    """Put a grant into the keyring as if alice had signed in."""
    vault = Vault("work", "alice@example.test")
    first = provider.grant()
    vault.save(grant or Grant(first["refresh_token"], first["access_token"], int(time.time()) + 3600))
    return vault


def read(server: Dovecot, provider: Provider, kind: str = "microsoft") -> list[str]:
    settings = table(server, provider, kind)
    access = access_for("work", "alice@example.test", settings, Path())
    connector = connect(settings, access, Path())
    try:
        return [mail.subject for batch in connector.fetch("", None) for mail in batch.mails]
    finally:
        connector.close()


def test_device_code_to_mail(server: Dovecot, provider: Provider) -> None:
    said: list[str] = []
    device = Device("work", OAuthSettings.model_validate(provider.table("microsoft")), Path())
    grant = device.sign_in(said.append)
    Vault("work", "alice@example.test").save(grant)
    assert any("ABCD-EFGH" in line and "/device" in line for line in said)
    assert read(server, provider) == ["Plan"]
    assert "refresh_token" not in provider.asked


def test_browser_to_mail(server: Dovecot, provider: Provider) -> None:
    def agree(page: str) -> None:
        def browse() -> None:
            import ssl

            context = ssl.create_default_context(cafile=provider.ca)
            with urllib.request.urlopen(page, timeout=10, context=context) as answer:  # noqa: S310 - our own page
                assert b"close this page" in answer.read()

        threading.Thread(target=browse, daemon=True).start()

    browser = Browser("work", OAuthSettings.model_validate(provider.table("custom")), Path())
    grant = browser.sign_in(lambda _: None, agree)
    Vault("work", "alice@example.test").save(grant)
    assert provider.asked == ["authorization_code"]
    assert read(server, provider, "custom") == ["Plan"]
    assert browser.refresh(grant).access != grant.access


@pytest.mark.parametrize("kind", ["microsoft", "custom"])
def test_r17_a_token_at_its_end_is_renewed_and_the_new_refresh_token_kept(
    server: Dovecot, provider: Provider, kind: str
) -> None:
    first = provider.grant()
    vault = signed_in(provider, Grant(first["refresh_token"], provider.access(lifetime=-10), int(time.time()) - 10))
    assert read(server, provider, kind) == ["Plan"]
    kept = vault.load()
    assert kept is not None and kept.refresh in provider.refresh_tokens and kept.refresh != first["refresh_token"]
    assert provider.asked == ["refresh_token"]


def test_r17_a_token_that_the_server_refuses_early_is_renewed_once(server: Dovecot, provider: Provider) -> None:
    first = provider.grant()
    signed_in(provider, Grant(first["refresh_token"], provider.access(lifetime=-10), int(time.time()) + 3600))
    assert read(server, provider) == ["Plan"]
    assert provider.asked == ["refresh_token"]


def test_r17_two_refusals_in_passing_are_borne(server: Dovecot, provider: Provider) -> None:
    first = provider.grant()
    signed_in(provider, Grant(first["refresh_token"]))
    provider.refusals = 2
    assert read(server, provider) == ["Plan"]
    assert provider.asked == ["refresh_token"] * 3


@pytest.mark.parametrize("kind", ["microsoft", "custom"])
def test_r17_a_revoked_sign_in_says_what_to_do(server: Dovecot, provider: Provider, kind: str) -> None:
    first = provider.grant()
    signed_in(provider, Grant(first["refresh_token"]))
    provider.refresh_tokens.clear()
    with pytest.raises(PermanentError) as caught:
        read(server, provider, kind)
    assert "has ended: The refresh token was revoked." in str(caught.value)
    assert "inboxwatch login 'work'" in caught.value.remedy
    assert first["refresh_token"] not in str(caught.value)
    assert len(provider.asked) == 3


def test_nobody_signed_in(server: Dovecot, provider: Provider) -> None:
    with pytest.raises(PermanentError, match="Nobody has signed in"):
        read(server, provider)


def test_r17_one_refresh_for_all_threads(provider: Provider) -> None:
    first = provider.grant()
    signed_in(provider, Grant(first["refresh_token"]))
    provider.slow = 0.2
    settings = {"auth": "oauth2", "oauth2": provider.table("microsoft")}
    access = access_for("work", "alice@example.test", settings, Path())
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(access())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and len(set(found)) == 1
    assert provider.asked == ["refresh_token"]


PROCESS = """
import json, sys, keyring
from pathlib import Path
from tests.rings import FileKeyring
from inboxwatch.oauth.wire import access_for
keyring.set_keyring(FileKeyring(Path(sys.argv[1])))
print(access_for("work", "alice@example.test", json.loads(sys.argv[2]), Path())())
"""


def test_r17_one_refresh_for_all_processes(provider: Provider, ring: FileKeyring) -> None:
    first = provider.grant()
    signed_in(provider, Grant(first["refresh_token"]))
    provider.slow = 0.3
    settings = json.dumps({"auth": "oauth2", "oauth2": provider.table("microsoft")})
    command = [sys.executable, "-c", PROCESS, str(ring.path), settings]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    found = {process.communicate(timeout=60)[0].strip() for process in started}
    assert len(found) == 1 and all(found)
    assert provider.asked == ["refresh_token"]
