"""The types that we write for imapclient say what imapclient has."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import imapclient

from connectors import imap_base


def test_every_typed_method_of_imapclient_exists_with_these_parameters() -> None:
    """A renamed method or parameter of a new imapclient shows here, before a mailbox is read."""
    tree = ast.parse(Path(imap_base.__file__).read_text(encoding="utf-8"))
    typed = next(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == "IMAPClient")
    methods = [node for node in typed.body if isinstance(node, ast.FunctionDef)]
    assert len(methods) >= 8
    for method in methods:
        real = inspect.signature(getattr(imapclient.IMAPClient, method.name)).parameters
        named = [*method.args.args, *method.args.kwonlyargs]
        assert {argument.arg for argument in named} <= set(real), method.name
    assert imap_base.IMAPClient is imapclient.IMAPClient
    assert set(inspect.signature(imapclient.SocketTimeout).parameters) == {"connect", "read"}
