"""Fakes instead of patches: a mailbox in memory and a connector on it, which keeps the contract."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from inboxwatch.errors import ChannelError, ConnectorError, PermanentError
from inboxwatch.mail import parse
from inboxwatch.model import Mail
from inboxwatch.ports import Batch, Cursor, Letter


@dataclass
class FakeMailbox:
    """Messages by number, which is never used again. `sent` holds the numbers that lie in the Sent folder."""

    messages: dict[int, tuple[bytes, dt.datetime]] = field(default_factory=dict)
    sent: set[int] = field(default_factory=set)
    last: int = 0
    missing: bool = False

    def add(self, raw: bytes, at: dt.datetime, *, in_sent: bool = False) -> int:
        """Take a message in; return its number."""
        self.last += 1
        self.messages[self.last] = (raw, at)
        if in_sent:
            self.sent.add(self.last)
        return self.last


class FakeConnector:
    """Reads a `FakeMailbox`. `errors` are raised in turn by `fetch`, after as many batches as their key says."""

    def __init__(
        self, mailbox: FakeMailbox, *, batch_size: int = 500, errors: Mapping[int, ConnectorError] | None = None
    ) -> None:
        """Read `mailbox` in batches of `batch_size`."""
        self.mailbox = mailbox
        self.batch_size = batch_size
        self.errors = dict(errors or {})
        self.closed = 0
        self.fetches: list[Cursor] = []
        self._seen = mailbox.last

    def fetch(self, cursor: Cursor, since: dt.datetime | None) -> Iterator[Batch]:
        """Yield what has a higher number than the cursor."""
        self.fetches.append(cursor)
        if self.mailbox.missing:
            raise PermanentError("The mailbox does not exist.", "Name another one.")
        last = int(cursor) if cursor.isascii() and cursor.isdecimal() and len(cursor) < 19 else 0
        last = last if last <= self.mailbox.last else 0
        first_pass = last == 0
        self._seen = self.mailbox.last
        numbers = [n for n in sorted(self.mailbox.messages) if n > last]
        if since is not None and first_pass:
            numbers = [n for n in numbers if self.mailbox.messages[n][1] >= since]
        done = 0
        for index, start in enumerate(range(0, len(numbers), self.batch_size)):
            if index in self.errors:
                raise self.errors.pop(index)
            chunk = numbers[start : start + self.batch_size]
            done += len(chunk)
            yield Batch(tuple(self._read(n) for n in chunk), str(chunk[-1]), done, len(numbers))
        if not numbers and self.mailbox.last > last:
            yield Batch((), str(self.mailbox.last))
        if len(numbers) == 0 and 0 in self.errors:
            raise self.errors.pop(0)

    def _read(self, number: int) -> Mail:
        raw, at = self.mailbox.messages[number]
        in_sent = number in self.mailbox.sent
        return parse(raw, ref=str(number), folder="Sent" if in_sent else "INBOX", in_sent=in_sent, provider_time=at)

    def wait(self, seconds: float) -> bool:
        """Say whether something arrived since the last fetch."""
        if self.mailbox.last == self._seen:
            time.sleep(min(seconds, 0.01))
        return self.mailbox.last != self._seen

    def texts(self, refs: Iterable[str]) -> Mapping[str, Mail]:
        """Read messages again."""
        known = {str(n) for n in self.mailbox.messages}
        return {ref: self._read(int(ref)) for ref in refs if ref in known}

    def close(self) -> None:
        """Count how often it was closed."""
        self.closed += 1


class FakeChannel:
    """Keeps what it is given. Sends end in turn as `ends` says: an error to raise, then as if nothing were wrong.

    `arrives` says of each of those errors whether the letter got through all the same. With `looks` it knows what it
    holds. `before` is called before each send, for what happens just then.
    """

    def __init__(self, *ends: ChannelError | None, arrives: bool = False, looks: bool = False) -> None:
        """Hold nothing yet."""
        self.at_most_once = False
        self.ends = list(ends)
        self.arrives = arrives
        self.looks = looks
        self.letters: list[Letter] = []
        self.tries = 0
        self.closed = 0

    def send(self, letter: Letter) -> None:
        """Take a letter, or fail as told."""
        self.tries += 1
        error = self.ends.pop(0) if self.ends else None
        if error is None or self.arrives:
            self.letters.append(letter)
        if error is not None:
            raise error

    def holds(self, key: str) -> bool | None:
        """Say whether a letter arrived, if that can be looked at."""
        return any(letter.key == key for letter in self.letters) if self.looks else None

    def close(self) -> None:
        """Count how often it was closed."""
        self.closed += 1
