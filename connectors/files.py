"""Reads mail from files: mbox, Maildir (Maildir++ subfolders), `.eml`, and folders of these. Never writes.

[[mailbox]]
name = "archive"
connector = "files"
path = "old-mail.mbox"          # or a list of paths; relative to the configuration file
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from connectors.files_marks import FilesMark, Item, MboxMark, tail
from connectors.files_mbox import entries
from connectors.files_places import Kind, Place, Survey, no_mailbox, survey, unreadable
from connectors.files_read import arrival, content, gone, read
from inboxwatch.errors import ConfigurationError, InboxwatchError
from inboxwatch.model import Mail
from inboxwatch.ports import Batch, Cursor, Finding

BATCH = 500
"""Messages in a batch."""
_POLL_SECONDS = 1.0
_SINCE_SLACK = dt.timedelta(days=1)


class Settings(BaseModel):
    """The mailbox's own table; further keys belong to every mailbox and are checked elsewhere."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    path: tuple[str, ...]

    @field_validator("path", mode="before")
    @classmethod
    def _one_or_more(cls, value: object) -> object:
        paths = [value] if isinstance(value, str) else value
        if not isinstance(paths, list | tuple) or not all(isinstance(path, str) for path in paths):
            raise ValueError('must be a path in quotes, or a list of them like ["a.mbox", "b.mbox"]')
        if not paths or any(not path.strip() or "\0" in path for path in paths):
            raise ValueError("must name a file or folder")
        return paths

    def paths(self, base: Path) -> tuple[Path, ...]:
        """Return the paths, those that are relative taken from `base`."""
        return tuple(base / Path(path).expanduser() for path in self.path)


def connect(settings: Mapping[str, object], secret: Callable[[], str], base: Path) -> FilesConnector:  # noqa: ARG001
    """Make the connector of a mailbox; files need no secret. Raises ConfigurationError."""
    try:
        parsed = Settings.model_validate(settings)
    except ValidationError as error:
        words = "; ".join(problem["msg"].removeprefix("Value error, ").lower() for problem in error.errors())
        raise ConfigurationError(f"The path of a files mailbox: {words}.", 'Write path = "mail.mbox".') from None
    return FilesConnector(parsed.paths(base))


class _Found(NamedTuple):
    """A parsed message, None if a hint says that it is no mail of the owner's (draft, deleted)."""

    mail: Mail | None


class FilesConnector:
    """Reads everything under some paths, again from where it stopped."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Take the paths; nothing is opened yet."""
        self._paths = tuple(paths)
        self._watched: list[Path] = []
        self._signature: object = None
        self._bell = threading.Event()
        self._unread: list[str] = []

    def fetch(self, cursor: Cursor, since: dt.datetime | None) -> Iterator[Batch]:
        """Yield what is new, place by place, in batches of at most 500 messages."""
        state = _State(cursor)
        earliest = since - _SINCE_SLACK if since is not None and state.first_pass else None
        found_here = survey(self._paths)
        here = found_here.places
        notices = _notices(found_here) if state.first_pass else ()
        self._unread = []
        self._watched = _watched(found_here)
        self._signature = _signature(self._watched)
        state.forget_others(here)
        before = state.dump()
        held: list[Mail] = []
        done = 0
        for place in here:
            if place.drafts:
                continue
            steps = self._mbox(place, state) if place.kind is Kind.MBOX else self._files(place, state)
            for found in steps:
                if found.mail is None or (earliest is not None and _older(found.mail, earliest)):
                    continue
                held.append(found.mail)
                if len(held) == BATCH:
                    done += len(held)
                    yield Batch(tuple(held), state.dump(), done, notices=notices)
                    held.clear()
                    notices = ()
        state.first_pass = False
        after = state.dump()
        if held or after != before or self._unread:
            left = [*self._unread[:3], *([f"{len(self._unread) - 3} more cannot be read."] if self._unread[3:] else [])]
            yield Batch(tuple(held), after, done + len(held), notices=(*notices, *left))

    def _mbox(self, place: Place, state: _State) -> Iterator[_Found]:
        """Read an mbox file on from its mark; the mark moves before each message is handed over."""
        path = place.paths[0]
        mark = MboxMark.load(state.marks.get(place.key))
        try:
            with path.open("rb") as file:
                stat = os.fstat(file.fileno())
                if mark.unchanged(stat):
                    return
                offset = mark.resume(file, stat.st_size)
                if not offset:
                    mark = MboxMark()
                with path.open("rb") as stream:
                    for entry in entries(stream, offset):
                        mark = MboxMark(entry.end, entry.start, stat.st_size, stat.st_mtime_ns, tail(file, entry.end))
                        state.marks[place.key] = mark
                        ref = f"{place.key}:{entry.start}:{_digest(entry.raw)}"
                        yield _Found(read(entry.raw, place, ref, entry.at))
                if not mark.offset and stat.st_size and path in self._paths:
                    raise no_mailbox(path)
                state.marks[place.key] = MboxMark(
                    mark.offset, mark.last, stat.st_size, stat.st_mtime_ns, mark.tail, whole=True
                )
        except OSError as error:
            raise unreadable(path, error) from None

    def _files(self, place: Place, state: _State) -> Iterator[_Found]:
        """Read the single-message files that are new, oldest first."""
        mark = FilesMark.load(state.marks.get(place.key))
        state.marks[place.key] = mark
        named = {str(path) for path in place.paths}
        for item in mark.unread(_items(place)):
            try:
                raw = content(item.path, named=item.path in named)
            except OSError as error:
                self._unread.append(f"{item.path!r} cannot be read and is left out: {error.strerror}.")
                continue  # not marked, so that the next pass tries it again
            mark.add(item)
            if raw is None or gone(item.path, maildir=place.maildir):
                continue
            yield _Found(read(raw, place, f"{place.key}:{item.base}", arrival(item.base, maildir=place.maildir)))

    def texts(self, refs: Iterable[str]) -> Mapping[str, Mail]:
        """Read messages again; only files that lie in the places now are ever opened."""
        wanted: dict[str, list[str]] = {}
        for ref in refs:
            wanted.setdefault(ref.partition(":")[0], []).append(ref)
        out: dict[str, Mail] = {}
        for place in survey(self._paths).places:
            mine = wanted.get(place.key)
            if mine:
                out.update(_mbox_texts(place, mine) if place.kind is Kind.MBOX else _files_texts(place, mine))
        return out

    def wait(self, seconds: float) -> bool:
        """Look once a second whether a file or folder has changed since the last fetch."""
        if self._signature is None:
            self._watched = _watched(survey(self._paths))
            self._signature = _signature(self._watched)
        end = time.monotonic() + seconds
        while True:
            if _signature(self._watched) != self._signature:
                return True
            left = end - time.monotonic()
            if left <= 0:
                return False
            if self._bell.wait(min(left, _POLL_SECONDS)):
                self._bell.clear()
                return True

    def wake(self) -> None:
        """End a wait, now or at its beginning; from any thread."""
        self._bell.set()

    abort = wake
    """There is no connection that could be cut."""

    def examine(self) -> Iterator[Finding]:
        """Say what lies under the paths, for `doctor`."""
        try:
            found = survey(self._paths)
        except InboxwatchError as error:
            yield Finding("Files", "failed", error.message, error.remedy)
            return
        shown = ", ".join(str(path) for path in self._paths)
        yield Finding("Files", "ok", shown)
        boxes = sum(place.kind is Kind.MBOX for place in found.places)
        folder = sum(place.kind is Kind.FILES for place in found.places)
        yield Finding("Folders", "ok", f"{boxes} mbox files, {folder} folders or files of single messages")
        sent = [place.folder for place in found.places if place.in_sent]
        if sent:
            yield Finding("Sent folder", "ok", ", ".join(sent[:5]))
        yield Finding("Read-only", "ok", "files are opened for reading only")

    def close(self) -> None:
        """Nothing stays open between calls."""


class _State:
    """The cursor: a mark for each place, and whether the first pass has ended."""

    def __init__(self, cursor: Cursor) -> None:
        self.marks: dict[str, object] = {}
        self.first_pass = True
        try:
            data = json.loads(cursor) if cursor else {}
        except ValueError:
            data = {}
        if isinstance(data, dict) and data.get("v") == 1 and isinstance(data.get("places"), dict):
            self.marks = dict(data["places"])
            self.first_pass = bool(data.get("first"))

    def forget_others(self, here: Sequence[Place]) -> None:
        """Drop the marks of places that are gone."""
        known = {place.key for place in here}
        self.marks = {key: mark for key, mark in self.marks.items() if key in known}

    def dump(self) -> Cursor:
        """Write the cursor."""
        marks = {k: m.dump() if isinstance(m, MboxMark | FilesMark) else m for k, m in sorted(self.marks.items())}
        return json.dumps({"v": 1, "first": self.first_pass, "places": marks}, separators=(",", ":"))


def _notices(found: Survey) -> tuple[str, ...]:
    """Say which files were not taken for what they may have been meant to be."""
    texts = [place.paths[0] for place in found.places if place.text]
    notices = []
    if found.skipped:
        notices.append(_counted(found.skipped, "holds no mail and is left out", "hold no mail and are left out"))
    if texts:
        notices.append(_counted(texts, "has no mail header and is read as text", "have no mail header: read as texts"))
    return tuple(notices)


def _counted(paths: Sequence[Path], one: str, many: str) -> str:
    first = repr(str(paths[0]))
    return f"{first} {one}." if len(paths) == 1 else f"{len(paths)} files {many}: {first} and {len(paths) - 1} more."


def _older(mail: Mail, earliest: dt.datetime) -> bool:
    when = mail.provider_time or mail.received_header or mail.date
    return when is not None and when < earliest


def _digest(raw: bytes) -> str:
    return hashlib.blake2b(raw[:2_000], digest_size=5).hexdigest()


def _watched(found: Survey) -> list[Path]:
    """Return the paths whose times change when mail arrives: directories, and files that mail is appended to."""
    return found.directories + [path for place in found.places for path in place.paths if place.kind is Kind.MBOX]


def _signature(paths: Sequence[Path]) -> object:
    """Return something that changes when mail may have arrived."""
    out = []
    for path in paths:
        try:
            stat = path.stat()
        except OSError:
            out.append((0, 0))
        else:
            out.append((stat.st_mtime_ns, stat.st_size))
    return out


def _items(place: Place) -> list[Item]:
    """List the single-message files of a place, in no order."""
    out = []
    for path in place.paths:
        if path.is_file():
            out.append(Item(path.stat().st_ctime_ns, path.name, str(path)))
            continue
        try:
            with os.scandir(path) as found:
                for entry in found:
                    if entry.name.startswith(".") or not entry.is_file(follow_symlinks=False):
                        continue
                    if place.names and entry.name not in place.names:
                        continue
                    base = entry.name.partition(":2,")[0] if place.maildir else entry.name
                    try:
                        out.append(Item(entry.stat(follow_symlinks=False).st_ctime_ns, base, entry.path))
                    except FileNotFoundError:
                        continue  # another program has just moved it; the next pass sees it
        except OSError as error:
            raise unreadable(path, error) from None
    return out


def _mbox_texts(place: Place, refs: Sequence[str]) -> dict[str, Mail]:
    out = {}
    try:
        with place.paths[0].open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            for ref in refs:
                _, _, rest = ref.partition(":")
                offset, _, digest = rest.partition(":")
                if not (offset.isascii() and offset.isdecimal() and len(offset) < 16) or int(offset) >= size:  # noqa: PLR2004
                    continue
                entry = next(entries(file, int(offset)), None)
                if entry is None or entry.start != int(offset) or _digest(entry.raw) != digest:
                    continue
                mail = read(entry.raw, place, ref, entry.at)
                if mail is not None:
                    out[ref] = mail
    except OSError as error:
        raise unreadable(place.paths[0], error) from None
    return out


def _files_texts(place: Place, refs: Sequence[str]) -> dict[str, Mail]:
    wanted = {ref.partition(":")[2]: ref for ref in refs}
    named = {str(path) for path in place.paths}
    out = {}
    for item in _items(place):
        ref = wanted.get(item.base)
        if ref is None:
            continue
        try:
            raw = content(item.path, named=item.path in named)
        except OSError:
            continue  # gone from the owner's reach, as good as gone
        if raw is not None:
            mail = read(raw, place, ref, arrival(item.base, maildir=place.maildir))
            if mail is not None:
                out[ref] = mail
    return out
