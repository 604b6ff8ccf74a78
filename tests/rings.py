"""A keyring in one file, as a machine without a desktop may have; for tests."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest


class FileKeyring(keyring.backend.KeyringBackend):
    """Keeps every entry in one JSON file."""

    priority = 1

    def __init__(self, path: Path) -> None:
        """Keep everything at `path`."""
        super().__init__()  # type: ignore[no-untyped-call]
        self.path, self._lock = path, threading.Lock()

    def entries(self) -> dict[str, str]:
        """All that is kept: "service user" -> secret."""
        found: dict[str, str] = json.loads(self.path.read_text()) if self.path.exists() else {}
        return found

    def _write(self, entries: dict[str, str]) -> None:
        self.path.write_text(json.dumps(entries))

    def get_password(self, service: str, username: str) -> str | None:
        """Return a secret, None if there is none."""
        with self._lock:
            return self.entries().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""
        with self._lock:
            self._write({**self.entries(), f"{service} {username}": password})

    def delete_password(self, service: str, username: str) -> None:
        """Remove a secret."""
        with self._lock:
            entries = self.entries()
            if entries.pop(f"{service} {username}", None) is None:
                raise keyring.errors.PasswordDeleteError
            self._write(entries)


@pytest.fixture
def ring(tmp_path: Path) -> Iterator[FileKeyring]:
    """The keyring of this test."""
    before = keyring.get_keyring()
    backend = FileKeyring(tmp_path / "ring.json")
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)
