"""The files connector keeps the contract with an mbox, a Maildir and a folder of `.eml` files."""

from __future__ import annotations

import mailbox
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from connectors.files import FilesConnector
from tests.contract import ConnectorContract, Delivery


def _state(path: Path) -> object:
    """Every file below with its bytes, name and times."""
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    return [(str(p), p.read_bytes(), p.stat().st_mtime_ns, p.stat().st_mode) for p in files]


class _Files(ConnectorContract):
    path: Path

    def connector(self) -> FilesConnector:
        return FilesConnector([self.path])

    def snapshot(self) -> object:
        return _state(self.path)

    def unreachable(self) -> FilesConnector:
        return FilesConnector([self.path.parent / "missing"])


class TestMbox(_Files):
    """One mbox file."""

    @pytest.fixture(autouse=True)
    def _place(self, tmp_path: Path) -> None:
        self.path = tmp_path / "mail.mbox"

    def make_mailbox(self, deliveries: Sequence[Delivery]) -> None:
        self.path.write_bytes(b"".join(_mbox_entry(d) for d in deliveries))

    def deliver(self, deliveries: Sequence[Delivery]) -> None:
        with self.path.open("ab") as file:
            file.write(b"".join(_mbox_entry(d) for d in deliveries))

    def remove(self, index: int) -> None:
        box = mailbox.mbox(self.path)
        del box[index]
        box.close()


def _mbox_entry(delivery: Delivery) -> bytes:
    line = f"From bo@corp.example {delivery.at:%a %b %e %H:%M:%S %Y}\n".encode()
    return line + delivery.raw.replace(b"\r\n", b"\n") + b"\n"


class TestMaildir(_Files):
    """A Maildir."""

    @pytest.fixture(autouse=True)
    def _place(self, tmp_path: Path) -> None:
        self.path = tmp_path / "Maildir"
        for name in ("cur", "new", "tmp"):
            (self.path / name).mkdir(parents=True)
        self.count = 0

    def make_mailbox(self, deliveries: Sequence[Delivery]) -> None:
        self.deliver(deliveries)

    def deliver(self, deliveries: Sequence[Delivery]) -> None:
        for delivery in deliveries:
            name = f"{int(delivery.at.timestamp())}.M{self.count}.host"
            target = f"cur/{name}:2,S" if self.count % 2 else f"new/{name}"
            (self.path / "tmp" / name).write_bytes(delivery.raw)
            (self.path / "tmp" / name).rename(self.path / target)
            self.count += 1

    def remove(self, index: int) -> None:
        next(p for p in self.path.rglob("*") if f".M{index}." in p.name).unlink()


class TestEml(_Files):
    """A folder of `.eml` files, two levels deep."""

    keeps_time = False

    @pytest.fixture(autouse=True)
    def _place(self, tmp_path: Path) -> None:
        self.path = tmp_path / "exported"
        (self.path / "2026").mkdir(parents=True)
        self.count = 0

    def make_mailbox(self, deliveries: Sequence[Delivery]) -> None:
        self.deliver(deliveries)

    def deliver(self, deliveries: Sequence[Delivery]) -> None:
        for delivery in deliveries:
            folder = self.path / "2026" if self.count % 3 == 2 else self.path
            temporary = folder / f".{self.count}"
            temporary.write_bytes(delivery.raw)
            os.replace(temporary, folder / f"message {self.count}.eml")  # noqa: PTH105 - atomically
            self.count += 1

    def remove(self, index: int) -> None:
        next(self.path.rglob(f"message {index}.eml")).unlink()
