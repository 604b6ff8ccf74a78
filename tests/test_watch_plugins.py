"""Connectors by name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from inboxwatch import plugins
from inboxwatch.errors import ConfigurationError


def test_built_in_connectors_are_found_and_loaded() -> None:
    assert {"files", "imap"} <= set(plugins.names())
    for name in plugins.BUILT_IN:
        assert callable(plugins.connector(name))


def test_files_connector_is_made_from_its_table(tmp_path: Path) -> None:
    connector = plugins.connector("files")({"path": "x.mbox"}, lambda: "", tmp_path)
    connector.close()


def test_an_unknown_name_is_met_with_the_nearest() -> None:
    with pytest.raises(ConfigurationError) as caught:
        plugins.connector("imapp")
    assert "'imapp'" in caught.value.message
    assert "Did you mean 'imap'?" in caught.value.remedy
    with pytest.raises(ConfigurationError, match="no connector"):
        plugins.connector("builtins:exec")


def test_problems_of_a_mailboxs_own_table_are_words() -> None:
    assert plugins.problems("files", {"path": "x"}) == []
    assert plugins.problems("files", {}) != []
    assert "no connector" in plugins.problems("nope", {})[0]


@pytest.mark.parametrize(
    ("name", "table", "expected"),
    [
        (
            "imap",
            {"hots": "x", "username": "a"},
            ['hots: there is no such key; did you mean "host"?', "host: is missing"],
        ),
        ("imap", {"host": "x", "username": "a", "autserv_id": "x"}, ['did you mean "authserv_id"']),
        ("imap", {"host": "x", "username": "a", "port": "many"}, ["port: must be a whole number"]),
        ("imap", {"host": "x", "username": "a", "port": 70000}, ["port: should be less than or equal to 65535"]),
        ("imap", {"host": "x", "username": "a", "security": "none"}, ["security: must be 'tls', 'starttls' or"]),
        ("imap", {"host": "x", "username": "a", "auth": "oauth2"}, ['auth = "oauth2" needs oauth2 = {']),
        ("imap", {"host": "x", "username": "a", "folders": []}, ["folders: names no folder"]),
        ("imap", {"host": "x", "username": "a", "folders": [1]}, ["folders[1]: must be a text in quotes"]),
        ("imap", {"host": "x", "username": "a", "folders": "INBOX"}, ["folders: must be a list like"]),
        ("imap", {"host": "", "username": "a"}, ["host: must not be empty"]),
        ("imap", {"host": "x", "username": "a", "ca_file": 3}, ["ca_file: must be a path in quotes"]),
        ("files", {"path": 3}, ["path: must be a path in quotes, or a list of them"]),
        ("files", {"pth": "a.mbox"}, ['pth: there is no such key; did you mean "path"?', "path: is missing"]),
        ("files", {"path": ""}, ["path: must name a file or folder"]),
    ],
)
def test_every_wrong_key_of_a_built_in_connector_is_told(
    name: str, table: dict[str, object], expected: list[str]
) -> None:
    found = plugins.problems(name, table)
    assert len(found) == len(expected), found
    for words, part in zip(found, expected, strict=True):
        assert part in words


def test_t12_plain_text_to_another_machine_is_refused_when_the_configuration_is_read() -> None:
    """T12: nothing is connected, so nothing can be sent in clear."""
    for host in ("mail.corp.example", "10.0.0.1", "127.0.0.1.nip.example"):
        [words] = plugins.problems("imap", {"host": host, "username": "a", "security": "insecure"})
        assert words.startswith('security: "insecure" is for this computer itself')
    assert plugins.problems("imap", {"host": "localhost", "username": "a", "security": "insecure"}) == []


def test_checking_a_table_loads_no_mail_library() -> None:
    """`status` reads the configuration too, and must stay fast."""
    code = (
        "import sys\nfrom inboxwatch import plugins\n"
        "assert plugins.problems('imap', {'host': 'x', 'username': 'a'}) == []\n"
        "assert plugins.problems('files', {'path': 'x'}) == []\n"
        "print(sorted({'imapclient', 'imaplib', 'ssl', 'keyring', 'selectolax'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_plugin_may_check_its_table_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connector without a pydantic model offers `validate`; one without either is not checked."""
    module = ModuleType("pigeon")
    module.connect = lambda *_: None  # type: ignore[attr-defined]
    module.connect.__module__ = "pigeon"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pigeon", module)
    monkeypatch.setitem(plugins.BUILT_IN, "pigeon", "pigeon:connect")
    assert plugins.problems("pigeon", {"seed": 1}) == []
    module.validate = lambda table: [f"{key}: tastes wrong" for key in table]  # type: ignore[attr-defined]
    assert plugins.problems("pigeon", {"seed": 1}) == ["seed: tastes wrong"]


def test_a_plugin_that_cannot_be_loaded_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(plugins.BUILT_IN, "broken", "no_such_module_here:connect")
    with pytest.raises(ConfigurationError, match="cannot be loaded"):
        plugins.connector("broken")


def test_the_built_in_channels_are_found() -> None:
    assert plugins.names(plugins.CHANNELS) == ["apprise", "console", "email"]
