"""The program that is killed: reminds at the given moments, over a real store, through sockets to the test's sink.

`python -m tests.kills_child FOLDER PORT MODE NOW…`; MODE: `looks` (the sink can be asked what it holds), `blind` (it
cannot), `once` (a desktop), `mail` (through the channels that FOLDER/config.toml names).
"""

from __future__ import annotations

import datetime as dt
import socket
import sys
from pathlib import Path

from inboxwatch.config import load
from inboxwatch.errors import NotSentError, UncertainError
from inboxwatch.ports import Letter
from inboxwatch.store import Store
from inboxwatch.watch.remind import remind


class SocketChannel:
    """One line a letter: `NAME KEY`; the sink answers `ok`. With `looks`, `?KEY` is answered by `yes` or `no`."""

    def __init__(self, name: str, port: int, mode: str) -> None:
        """Connect nothing yet."""
        self.at_most_once = mode == "once"
        self._name, self._port, self._looks = name, port, mode == "looks"

    def send(self, letter: Letter) -> None:
        """Send and wait for the answer."""
        if self._ask(f"{self._name} {letter.key}") != "ok":
            raise UncertainError("The sink said nothing.")

    def holds(self, key: str) -> bool | None:
        """Ask the sink."""
        return self._ask(f"?{key}") == "yes" if self._looks else None

    def _ask(self, line: str) -> str:
        try:
            with socket.create_connection(("127.0.0.1", self._port), timeout=10) as connection:
                connection.sendall(f"{line}\n".encode())
                return connection.recv(100).decode().strip()
        except ConnectionRefusedError:
            raise NotSentError("The sink is gone.") from None

    def close(self) -> None:
        """Nothing is held."""


def main(folder: str, port: str, mode: str, *moments: str) -> None:
    """Remind at each moment."""
    base = Path(folder)
    settings = load(base / "config.toml")
    with Store.open(f"sqlite:///{base}/store.db") as store:
        for moment in moments:
            now = dt.datetime.fromisoformat(moment)
            sockets = None if mode == "mail" else lambda name: SocketChannel(name, int(port), mode)
            remind(settings, store, now, channels=sockets)


if __name__ == "__main__":
    main(*sys.argv[1:])
