"""Finding servers: what is published, known, guessed; hostile answers find nothing (T20, T21)."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from inboxwatch.discovery import Candidate, autoconfig, discover, find, names, providers
from tests.servers.certificates import Authority
from tests.timing import cpu_seconds

PUBLISHED = b"""<?xml version="1.0"?>
<clientConfig version="1.1"><emailProvider id="corp.example">
 <incomingServer type="pop3"><hostname>pop.corp.example</hostname><port>995</port><socketType>SSL</socketType>
 </incomingServer>
 <incomingServer type="imap"><hostname>plain.corp.example</hostname><port>143</port><socketType>plain</socketType>
 </incomingServer>
 <incomingServer type="imap"><hostname>Mail.corp.example</hostname><port>993</port><socketType>SSL</socketType>
  <username>%EMAILLOCALPART%</username></incomingServer>
 <outgoingServer type="smtp"><hostname>mail.corp.example</hostname><port>587</port><socketType>STARTTLS</socketType>
 </outgoingServer>
</emailProvider></clientConfig>"""


def silent(*_: str) -> list[tuple[str, ...]]:
    """A name system that knows nothing."""
    return []


def test_what_a_domain_publishes_comes_first_and_only_what_is_encrypted() -> None:
    asked: list[str] = []

    def fetch(url: str) -> bytes | None:
        asked.append(url)
        return PUBLISHED if "well-known" in url else None

    found = discover("corp.example", fetch=fetch, ask=silent)
    imap = found.of("imap")[0]
    assert (imap.host, imap.port, imap.security) == ("mail.corp.example", 993, "tls")
    assert imap.user("ada@corp.example") == "ada"
    assert found.of("smtp")[0].security == "starttls"
    assert all("plain." not in each.host and "pop." not in each.host for each in found.candidates)
    assert len(asked) == 2 and all(url.startswith("https://") and "@" not in url for url in asked)


def test_only_the_domain_is_told_to_anybody() -> None:
    urls = [url for url, _ in autoconfig.addresses("corp.example")]
    assert len(urls) == 3 and all("ada" not in url for url in urls)


def test_a_known_provider_needs_no_network() -> None:
    def never(*_: str) -> bytes:
        raise AssertionError

    found = discover("gmail.com", fetch=never, ask=silent)
    assert found.of("imap")[0].host == "imap.gmail.com" and found.provider == "google"
    assert "app password" in found.advice[0]


def test_the_mail_exchanger_tells_whose_customer_a_domain_is() -> None:
    def ask(_: str, kind: str) -> list[tuple[str, ...]]:
        return [("10", "corp-example.mail.protection.outlook.com.")] if kind == "MX" else []

    found = discover("corp.example", fetch=lambda _: None, ask=ask)
    assert found.provider == "microsoft" and found.of("imap")[0].host == "outlook.office365.com"


def test_an_exchanger_that_only_looks_like_a_providers_is_not_believed() -> None:
    assert providers.by_exchanger(["mx.google.com.evil.example."]) is None
    assert providers.by_exchanger(["evilgoogle.com"]) is None


def test_service_records_by_priority() -> None:
    def ask(name: str, kind: str) -> list[tuple[str, ...]]:
        rows = {"_imaps._tcp.corp.example": [("20", "1", "993", "b.example."), ("10", "1", "1993", "a.example.")]}
        return list(rows.get(name, [("0", "0", "0", ".")] if kind == "SRV" else []))

    found = names.services("corp.example", ask)
    assert [(each.host, each.port) for each in found] == [("a.example", 1993), ("b.example", 993)]


def test_nothing_known_leaves_guesses_that_must_be_reached() -> None:
    found = discover("corp.example", fetch=lambda _: None, ask=silent)
    assert [each.host for each in found.of("imap")] == ["imap.corp.example", "mail.corp.example", "corp.example"]
    assert find.first(found, "imap", lambda _: False) is None
    assert find.first(found, "imap", lambda each: each.host.startswith("mail.")) == found.of("imap")[1]


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>nothing here</html>",
        b"\xff\xfe\x00 no xml",
        b"<clientConfig><incomingServer type='imap'/></clientConfig>",
        PUBLISHED.replace(b"Mail.corp.example", b"a b; rm -rf").replace(b"plain", b"x"),
        PUBLISHED.replace(b"<port>993</port>", b"<port>99999999999</port>"),
        b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><clientConfig>&c;</clientConfig>',
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><clientConfig>&f;</clientConfig>',
    ],
)
def test_t21_odd_and_hostile_answers_find_no_server(answer: bytes) -> None:
    assert [each for each in autoconfig.read(answer, "x") if each.kind == "imap"] == []


def test_t21_a_billion_laughs_cost_nothing() -> None:
    entities = b"".join(b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 12))
    bomb = b'<!DOCTYPE l [<!ENTITY l0 "lol">' + entities + b"]><clientConfig>&l11;</clientConfig>"
    assert cpu_seconds(lambda: list(autoconfig.read(bomb, "x"))) < 1


class Page(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self) -> None:
        if self.path == "/big":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x" * (autoconfig.LARGEST + 2))
        elif self.path == "/plain":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()
        elif self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
        elif self.path == "/good":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(PUBLISHED)
        else:
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """An https server, and the authority to trust it by."""
    authority = Authority(tmp_path_factory.mktemp("site"))
    pair = authority.issue("site")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair.certificate, pair.key)
    server = HTTPServer(("127.0.0.1", 0), Page)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{server.server_port}", authority.file
    server.shutdown()
    server.server_close()
    thread.join()


def test_fetching_is_bounded_and_stays_encrypted(site: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    url, ca_file = site
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(ca_file))
    assert autoconfig.fetched(f"{url}/good") == PUBLISHED
    for path in ("big", "plain", "loop", "missing"):
        assert autoconfig.fetched(f"{url}/{path}") is None
    assert autoconfig.fetched(url.replace("https", "http") + "/good") is None


def test_t13_an_untrusted_certificate_publishes_nothing(
    site: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.delenv("CURL_CA_BUNDLE", raising=False)
    assert autoconfig.fetched(f"{site[0]}/good") is None


def test_a_server_counts_only_with_a_good_certificate_and_the_right_greeting(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "ca")
    pair = authority.issue("server")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair.certificate, pair.key)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def serve() -> None:
            for greeting in (b"* OK ready\r\n", b"* OK ready\r\n", b"220 mail\r\n"):
                plain, _ = listener.accept()
                with plain:
                    try:
                        with context.wrap_socket(plain, server_side=True) as secure:
                            secure.sendall(greeting)
                    except OSError:
                        continue

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        here = Candidate("imap", "localhost", port, "tls", "test")
        assert not find.reach(here)
        assert find.reach(here, ca_file=authority.file)
        assert not find.reach(here, ca_file=authority.file)
        thread.join()
    assert not find.reach(here)
