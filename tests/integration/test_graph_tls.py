"""Whom the graph connector talks to (T13), and what it does when they go away or talk without end (R8, T17)."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from connectors.graph import connect
from inboxwatch.errors import ConfigurationError, PermanentError, TransientError
from tests.contract import deliveries, mails
from tests.integration.test_graph_contract import table, token
from tests.servers.certificates import Authority, Pair
from tests.servers.graph import Graph

BAD: dict[str, Callable[[Authority], Pair]] = {
    "wrong host": lambda authority: authority.issue("x", hosts=("graph.example",)),
    "expired": lambda authority: authority.issue("x", days=(-20, -2)),
    "not yet valid": lambda authority: authority.issue("x", days=(5, 20)),
    "self-signed": lambda authority: authority.issue("x", self_signed=True),
    "other authority": lambda authority: Authority(authority.folder / "other", "another CA").issue("x"),
}


@contextmanager
def serving(folder: Path, pair: Callable[[Authority], Pair] | None = None) -> Iterator[Graph]:
    """A service with this certificate and two messages."""
    authority = Authority(folder / "authority")
    with Graph(folder, authority=authority, pair=pair(authority) if pair else None) as graph:
        graph.deliver([(each.raw, each.at) for each in deliveries(2)])
        yield graph


@pytest.mark.parametrize("kind", BAD)
def test_t13_a_bad_certificate_is_refused_before_anything_is_said(tmp_path: Path, kind: str) -> None:
    asked: list[str] = []

    def counting() -> str:
        asked.append("token")
        return token()

    with serving(tmp_path, BAD[kind]) as graph, closing(connect(table(graph), counting, Path())) as connector:
        with pytest.raises(PermanentError, match=r"certificate .* was refused") as caught:
            list(connector.fetch("", None))
        assert graph.asked == [] and "ca_file" in caught.value.remedy


def test_t13_an_authority_that_the_system_does_not_know_needs_ca_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(tmp_path) as graph:
        for settings in (table(graph), {k: v for k, v in table(graph).items() if k != "ca_file"}):
            with closing(connect(settings, token, Path())) as connector:
                if "ca_file" in settings:
                    assert len(mails(connector.fetch("", None))) == 2
                    continue
                monkeypatch.setenv("SSL_CERT_FILE", "/dev/null")
                with pytest.raises(PermanentError, match="certificate"):
                    list(connector.fetch("", None))


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_a_ca_file_that_is_none_is_one_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_bytes(content)
    with serving(tmp_path) as graph:
        connector = connect({**table(graph), "ca_file": str(path)}, token, Path())
        with closing(connector), pytest.raises(PermanentError, match="ca_file"):
            list(connector.fetch("", None))


@pytest.mark.parametrize("url", ["http://127.0.0.1/v1.0", "https://ada@127.0.0.1/v1.0", "ftp://x", "graph", "https://"])
def test_t13_only_https_is_spoken(url: str) -> None:
    for key in ("base_url", "authority"):
        keys = {"tenant": "corp.example", "client_id": "x", "address": "ada@corp.example", key: url}
        with pytest.raises(ConfigurationError, match="https"):
            connect(keys, token, Path())


def test_wrong_settings_are_named_all_at_once_and_show_nothing() -> None:
    keys = {"tenant": "a/b", "client_id": "", "address": "nobody", "folders": [], "hunter2": 1, "timeout": "soon"}
    with pytest.raises(ConfigurationError) as caught:
        connect(keys, token, Path())
    for key in ("tenant", "client_id", "address", "folders", "hunter2", "timeout"):
        assert key in str(caught.value)


def test_r8_a_connection_that_breaks_is_made_again(tmp_path: Path) -> None:
    with serving(tmp_path) as graph, closing(connect(table(graph), token, Path())) as connector:
        broken = [True, True]

        def vanish(_method: str, _target: str) -> None:
            if broken:
                broken.pop()
                raise ConnectionAbortedError

        graph.faults.append(vanish)
        for _ in range(2):
            with pytest.raises(TransientError, match="broke"):
                list(connector.fetch("", None))
        assert len(mails(connector.fetch("", None))) == 2


def test_t17_an_answer_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small on the wire, large when unpacked; the page and then the single message."""
    monkeypatch.setattr("connectors.graph_pass.LARGEST", 1 << 20)
    with serving(tmp_path) as graph:
        whole = gzip.compress(json.dumps({"value": [], "x": "y" * (40 << 20)}).encode())

        graph.packed = whole
        with (
            closing(connect(table(graph), token, Path())) as connector,
            pytest.raises(TransientError, match="MB at once"),
        ):
            list(connector.fetch("", None))


@pytest.mark.parametrize("body", [b"", b"<html>", b"[" * 100_000, b'"x"', b"null", b"\xff\xfe", b'{"value": [}'])
def test_an_answer_that_is_no_object_is_a_transient_error(tmp_path: Path, body: bytes) -> None:
    with serving(tmp_path) as graph:
        graph.packed = gzip.compress(body)
        with closing(connect(table(graph), token, Path())) as connector, pytest.raises(TransientError):
            list(connector.fetch("", None))
