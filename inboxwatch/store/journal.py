"""A second, small journal beside the store: what was told, and since when mailboxes are watched (R16).

A store that is damaged is put aside and made again from the mailboxes; what was told cannot be read there. So each
notice that was sent is also one line of this file, `NAME.told`, on the disk before the store says so. It holds ids of
requests, stages and times, no address, no word of a mail; a line that cannot be read is passed over.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from inboxwatch.errors import StoreError
from inboxwatch.notices import Delivery, Notice, NoticeItem, NoticeKind, Record, Stage
from inboxwatch.store.codec import instant, seconds

KEEP: Final = dt.timedelta(days=90)
"""Lines older than this are left out when the file is written anew."""
LARGEST: Final = 1 << 20
"""Bytes from which on it is written anew."""
_END: Final = 1 << 16
"""Bytes that hold the latest notice, however many requests it is about."""


class Journal:
    """The journal of the store at `path`. Raises StoreError where it cannot be written, never for what it holds."""

    def __init__(self, path: Path) -> None:
        """Open nothing yet."""
        self._path = path.with_name(path.name + ".told")

    def told(self, record: Record) -> None:
        """Add a notice, durably."""
        notice = record.notice
        items = [[item.request, item.stage.value, item.number] for item in notice.items]
        line = {"key": notice.key, "at": seconds(record.at), "kind": notice.kind.value, "channel": notice.channel}
        line |= {"deputy": bool(notice.to), "topic": notice.topic, "items": items, "target": record.target}
        self._append([line])

    def watched(self, since: Mapping[str, dt.datetime]) -> None:
        """Add since when mailboxes are watched."""
        if since:
            self._append([{"mailbox": name, "first": seconds(at)} for name, at in sorted(since.items())])

    def records(self) -> list[Record]:
        """Return the notices that were sent to the owner; deputies are told again, for their names are not here."""
        found = (_record(line) for line in self._lines() if not line.get("deputy"))
        return [record for record in found if record is not None]

    def latest(self) -> str:
        """Return the key of the notice that was told the owner last, "" if there is none; reads the end alone."""
        try:
            with self._path.open("rb") as file:
                file.seek(max(0, file.seek(0, os.SEEK_END) - _END))
                lines = file.read().decode("utf-8", "replace").splitlines()
        except OSError:
            return ""
        found = (_record(line) for line in _read(reversed(lines)) if not line.get("deputy"))
        return next((record.notice.key for record in found if record is not None), "")

    def first_passes(self) -> dict[str, dt.datetime]:
        """Return since when mailboxes are watched, the earliest line of each."""
        found: dict[str, dt.datetime] = {}
        for line in self._lines():
            name, at = line.get("mailbox"), line.get("first")
            if isinstance(name, str) and isinstance(at, int):
                with suppress(ValueError, OverflowError, OSError):
                    found[name] = min(found.get(name, instant(at)), instant(at))
        return found

    def without(self, requests: Iterable[str] = (), before: dt.datetime | None = None) -> None:
        """Write it anew without these requests, and without notices sent before an instant."""
        gone, limit = frozenset(requests), None if before is None else seconds(before)
        kept = []
        for line in self._lines():
            if limit is not None and isinstance(line.get("at"), int) and line["at"] < limit:
                continue
            if gone and isinstance(line.get("items"), list):
                line["items"] = [
                    item for item in line["items"] if not (isinstance(item, list) and item[:1] and item[0] in gone)
                ]
                if not line["items"] and not line.get("topic"):
                    continue
            kept.append(line)
        self._write_anew(kept)

    def _lines(self) -> Iterator[dict[str, Any]]:
        try:
            text = self._path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return
        yield from _read(text.splitlines())

    def _append(self, lines: list[dict[str, Any]]) -> None:
        data = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
        try:
            file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            try:
                # a line that a kill cut off must not swallow this one
                os.write(file, ("\n" + data).encode() if os.fstat(file).st_size else data.encode())
                os.fdatasync(file)
                size = os.fstat(file).st_size
            finally:
                os.close(file)
        except OSError as error:
            raise self._failed(error) from None
        if size > LARGEST:
            self.without(before=max(instant(line["at"]) for line in lines) - KEEP if "at" in lines[0] else None)

    def _write_anew(self, lines: list[dict[str, Any]]) -> None:
        if not self._path.exists():
            return
        temporary = self._path.with_name(f".{self._path.name}.{os.getpid()}.new")
        try:
            with suppress(FileNotFoundError):
                temporary.unlink()
            file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            with os.fdopen(file, "w", encoding="utf-8") as stream:
                stream.writelines(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(self._path)
        except OSError as error:
            raise self._failed(error) from None
        finally:
            with suppress(OSError):
                temporary.unlink()

    def _failed(self, error: OSError) -> StoreError:
        return StoreError(
            f"The journal {self._path} cannot be written: {error.strerror}.", "Make room, or check its owner."
        )


def _read(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Those lines that can be read."""
    for line in lines:
        with suppress(ValueError, RecursionError):
            value = json.loads(line)
            if isinstance(value, dict):
                yield value


def _record(line: dict[str, Any]) -> Record | None:
    """A line as the record of a notice that was sent; None for any other line."""
    try:
        items = tuple(NoticeItem(str(request), Stage(stage), int(number)) for request, stage, number in line["items"])
        at = instant(int(line["at"]))
        kind, topic = NoticeKind(line["kind"]), str(line.get("topic", ""))
        notice = Notice(str(line["key"]), kind, str(line["channel"]), items, at, "", topic)
        return Record(notice, Delivery.SENT, at, target=str(line.get("target", "")))
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None
