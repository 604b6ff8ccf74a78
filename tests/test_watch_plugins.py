"""Connectors by name."""

from __future__ import annotations

from pathlib import Path

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


def test_a_plugin_that_cannot_be_loaded_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(plugins.BUILT_IN, "broken", "no_such_module_here:connect")
    with pytest.raises(ConfigurationError, match="cannot be loaded"):
        plugins.connector("broken")


def test_there_are_no_channels_yet() -> None:
    assert plugins.names(plugins.CHANNELS) == []
