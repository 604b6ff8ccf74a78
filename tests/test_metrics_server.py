"""Figures over HTTP: what Prometheus's own parser reads, to this computer only, and nothing else is served."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from prometheus_client.parser import text_string_to_metric_families

from inboxwatch.cli import main, metrics
from inboxwatch.demo import write_company
from inboxwatch.errors import StoreError, UsageError


@contextmanager
def served(text: str | Exception = "a 1\n", host: str = "127.0.0.1") -> Iterator[int]:
    def read() -> str:
        if isinstance(text, Exception):
            raise text
        return text

    server = metrics.serve((host, 0), read)
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()


def get(port: int, path: str = "/metrics", **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


def test_who_looks_whether_it_lives_need_not_read_it() -> None:
    with served() as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("HEAD", "/metrics")
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Content-Length"], answer.read()) == (200, "4", b"")
        connection.close()


def test_the_daemon_serves_what_export_prints(tmp_path: Path) -> None:
    company = write_company(tmp_path / "company")
    options = ["--config", str(company.config)]
    assert CliRunner().invoke(main, [*options, "--now", company.now.isoformat(), "sync"]).exit_code == 0
    command = [sys.executable, "-m", "inboxwatch", *options, "run", "--metrics", "127.0.0.1:0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "NO_COLOR": "1"}) as daemon:
        assert daemon.stderr is not None
        try:
            port = next(int(found[1]) for line in daemon.stderr if (found := re.search(r":(\d+)/metrics", line)))
            status, body = get(port)
        finally:
            daemon.send_signal(signal.SIGTERM)
            daemon.stderr.read()
    assert (daemon.wait(), status) == (0, 200)
    families = {family.name: family for family in text_string_to_metric_families(body)}
    total = [each.value for each in families["inboxwatch_requests"].samples if each.labels == {"department": ""}]
    assert total[0] > 100
    assert "@" not in body


def test_nothing_else_is_served() -> None:
    with served() as port:
        assert get(port) == (200, "a 1\n")
        assert [get(port, path)[0] for path in ("/", "/metrics/x", "/../etc/passwd")] == [404, 404, 404]
        assert [get(port, Host=host)[0] for host in ("evil.example", "evil.example:80", "")] == [403, 403, 403]
        assert [get(port, Host=host)[0] for host in ("localhost", "127.0.0.1:99", "[::1]", "[::1]:9")] == [200] * 4


def test_a_silent_client_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics._Handler, "timeout", 0.2)
    with served() as port, socket.create_connection(("127.0.0.1", port)):
        assert get(port)[0] == 200


def test_a_store_that_cannot_be_read_is_an_error_of_ours() -> None:
    with served(StoreError("The store is busy.", "")) as port:
        assert get(port)[0] == 503


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("9464", ("127.0.0.1", 9464)),
        (":9464", ("127.0.0.1", 9464)),
        ("localhost:0", ("127.0.0.1", 0)),
        ("[::1]:9464", ("::1", 9464)),
        ("0.0.0.0:9464", ("0.0.0.0", 9464)),  # noqa: S104 - named
    ],
)
def test_addresses(words: str, wanted: tuple[str, int]) -> None:
    assert metrics.place(words) == wanted


@pytest.mark.parametrize("words", ["", "x", "127.0.0.1", "example.com:80", "127.0.0.1:99999", "127.0.0.1:-1"])
def test_no_addresses(words: str) -> None:
    with pytest.raises(UsageError, match=re.escape(f"'{words}' is no address")):
        metrics.place(words)


def test_an_address_that_is_taken() -> None:
    with served() as port, pytest.raises(UsageError, match="cannot be served"):
        metrics.serve(("127.0.0.1", port), str)
