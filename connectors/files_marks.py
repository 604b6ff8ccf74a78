"""How far a place has been read: small marks that the cursor carries, and the questions that they answer.

Neither needs the files' contents again. A mark that does not fit what lies there now makes the place be read again:
a message may come twice, never be left out.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

_TAIL = 512
_BUCKETS = 16
_SAME_TICK = 4_000


@dataclass(slots=True)
class MboxMark:
    """Reading stands at `offset`; `last` is where the last message read begins. `tail` proves the bytes before it."""

    offset: int = 0
    last: int = 0
    size: int = -1
    mtime: int = 0
    tail: str = ""
    whole: bool = False

    def dump(self) -> list[object]:
        """Return it as JSON takes it."""
        return [self.offset, self.last, self.size, self.mtime, self.tail, int(self.whole)]

    @classmethod
    def load(cls, data: object) -> MboxMark:
        """Read it; what is malformed means the beginning."""
        if (
            isinstance(data, list)
            and len(data) == len(cls.__dataclass_fields__)
            and all(isinstance(n, int) for n in (*data[:4], data[5]))
            and isinstance(data[4], str)
        ):
            offset, last, size, mtime, proof, whole = data
            return cls(offset, last, size, mtime, proof, bool(whole))
        return cls()

    def unchanged(self, stat: os.stat_result) -> bool:
        """Whether everything was read and the file is as it was."""
        return self.whole and (self.size, self.mtime) == (stat.st_size, stat.st_mtime_ns)

    def resume(self, file: BinaryIO, size: int) -> int:
        """Return the offset to go on from: after what was read if those bytes are the same, else 0."""
        if not self.offset or self.offset > size or tail(file, self.offset) != self.tail:
            return 0
        file.seek(self.offset)
        following = file.read(64)
        if not following.strip() or following.lstrip(b"\r\n").startswith(b"From "):
            return self.offset
        return self.last  # what was read as the last message had not been written to its end


def tail(file: BinaryIO, offset: int) -> str:
    """Digest the bytes before `offset`, and the beginning of the file."""
    file.seek(0)
    head = file.read(min(_TAIL, offset))
    file.seek(max(0, offset - _TAIL))
    return hashlib.blake2b(head + file.read(min(_TAIL, offset)), digest_size=8).hexdigest()


class Item(NamedTuple):
    """A single-message file. `base` is its name without flags; `changed` its inode's change time in nanoseconds."""

    changed: int
    base: str
    path: str

    @property
    def number(self) -> int:
        """Return a number for its name."""
        return int.from_bytes(hashlib.blake2b(os.fsencode(self.base), digest_size=6).digest())


@dataclass(slots=True)
class FilesMark:
    """Read are all files whose change time is before `until`, and those of that very instant in `same`.

    Programs move mail into place with the change time of that moment, which no tool can set. A clock that was put
    back, or a file that appeared while a folder was listed, breaks that order; so names that were read are counted and
    summed in buckets. A bucket that holds more or other names than then is read again.
    """

    until: int = 0
    same: list[int] = field(default_factory=list)
    counts: list[int] = field(default_factory=lambda: [0] * _BUCKETS)
    sums: list[int] = field(default_factory=lambda: [0] * _BUCKETS)

    def dump(self) -> list[object]:
        """Return it as JSON takes it."""
        return [self.until, self.same, self.counts, self.sums]

    @classmethod
    def load(cls, data: object) -> FilesMark:
        """Read it; what is malformed means the beginning."""
        if isinstance(data, list) and len(data) == len(cls.__dataclass_fields__) and isinstance(data[0], int):
            lists = data[1:]
            if all(isinstance(one, list) and all(isinstance(n, int) for n in one) for one in lists) and (
                len(lists[1]) == len(lists[2]) == _BUCKETS
            ):
                return cls(data[0], *lists)
        return cls()

    def add(self, item: Item) -> None:
        """Note that a file was read; files come in the order of their change time."""
        number = item.number
        if item.changed > self.until:
            self.until, self.same = item.changed, []
        if item.changed == self.until and len(self.same) < _SAME_TICK:
            self.same.append(number)
        bucket = number % _BUCKETS
        self.counts[bucket] += 1
        self.sums[bucket] ^= number

    def unread(self, items: Sequence[Item]) -> list[Item]:
        """Return the files that are still to be read, in order, and forget those that are gone."""
        numbers = {item.base: item.number for item in items}
        same = set(self.same)
        old: list[Item] = []
        new: list[Item] = []
        for item in items:
            read = item.changed < self.until or (item.changed == self.until and numbers[item.base] in same)
            (old if read else new).append(item)
        counts, sums = [0] * _BUCKETS, [0] * _BUCKETS
        for item in old:
            bucket = numbers[item.base] % _BUCKETS
            counts[bucket] += 1
            sums[bucket] ^= numbers[item.base]
        doubtful = {
            bucket
            for bucket in range(_BUCKETS)
            if counts[bucket] > self.counts[bucket]
            or (counts[bucket] == self.counts[bucket] and sums[bucket] != self.sums[bucket])
        }
        if doubtful:
            new += [item for item in old if numbers[item.base] % _BUCKETS in doubtful]
            for bucket in doubtful:
                counts[bucket] = sums[bucket] = 0
        self.counts, self.sums = counts, sums
        return sorted(new)
