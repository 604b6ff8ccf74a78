"""Finds the mailboxes under a path: mbox files, Maildirs with their subfolders, and folders of single messages."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from connectors.files_mbox import entries, looks_like_mail
from inboxwatch.errors import Exit, PermanentError
from inboxwatch.mail import folders, headless

_SNIFF_BYTES = 8_192
_MESSAGE_SUFFIXES = (".eml", ".emlx", ".mail", ".msg.txt")
_MBOX_SUFFIXES = (".mbox", ".mbx", ".mboxrd")
_WHAT = "Give an mbox file, a Maildir, an .eml file, or a folder of these."


class Kind(Enum):
    """How messages lie in a place."""

    MBOX = "mbox"
    FILES = "files"


class Place(NamedTuple):
    """An mbox file, or the single-message files of one Maildir or directory.

    `key` stands for it in cursors and refs. `paths` are the file itself, or the directories that hold the messages
    (cur and new of a Maildir), in which `names` are messages (empty: all). `maildir`: names carry arrival time and
    flags. `text`: a file that was named by the user and begins with no mail header.
    """

    key: str
    kind: Kind
    paths: tuple[Path, ...]
    folder: str
    maildir: bool = False
    names: frozenset[str] = frozenset()
    text: bool = False

    @property
    def in_sent(self) -> bool:
        """Whether its name says that its mail was sent by the owner."""
        return folders.is_sent(self.folder)

    @property
    def drafts(self) -> bool:
        """Whether its name says that its mail was never sent."""
        return folders.is_drafts(self.folder)


class Survey(NamedTuple):
    """What lies under some paths: the places with mail, files without any, and every directory that was looked at."""

    places: list[Place]
    skipped: list[Path]
    directories: list[Path]


def survey(roots: Sequence[Path]) -> Survey:
    """Return what lies under these paths, in an order that depends on names only.

    Links inside are not followed. Raises PermanentError for a path that is missing, unreadable or no mailbox.
    """
    found: dict[str, Place] = {}
    skipped: list[Path] = []
    directories: list[Path] = []
    for number, root in enumerate(roots):
        try:
            mode = root.stat().st_mode
        except FileNotFoundError:
            raise PermanentError(f"There is no file or folder {str(root)!r}.", "Check the path.") from None
        except (OSError, ValueError) as error:
            raise unreadable(root, error) from None
        inside = _folder(root, number, skipped, directories) if stat.S_ISDIR(mode) else [_file(root, number)]
        here = list(inside)
        if not here and not _is_empty(root):
            raise PermanentError(f"There is no mail in {str(root)!r}.", _WHAT)
        for place in here:
            found.setdefault(place.key, place)
    return Survey(list(found.values()), skipped, directories)


def unreadable(path: Path, error: Exception) -> PermanentError:
    """Make the sentence for a path that cannot be read."""
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return PermanentError(f"{str(path)!r} cannot be read: {why}.", "Check the path and its permissions.")


class NoMailError(PermanentError):
    """A file that was named holds nothing that could be read as mail: the file is wrong, not the mailbox."""

    exit_code = Exit.FAILED


def no_mailbox(path: Path) -> PermanentError:
    """Make the sentence for a file that holds no mail."""
    return NoMailError(f"{str(path)!r} is not a mailbox.", _WHAT)


def _is_empty(root: Path) -> bool:
    """Whether a folder holds no file at all, which is a mailbox without mail yet."""
    return root.is_dir() and not any(files for _, _, files in os.walk(root))


def _key(number: int, path: Path, root: Path) -> str:
    """Stand for a path: stable while it lies where it lies, and never usable as a path."""
    relative = os.fsencode(path.relative_to(root)) if path != root else b""
    return hashlib.blake2b(b"%d/" % number + os.fsencode(root.absolute()) + b"\0" + relative, digest_size=8).hexdigest()


def _file(root: Path, number: int) -> Place:
    """Make the place of a file that was named by the user: mail, or a text that is read as one message."""
    if not root.is_file():
        raise PermanentError(f"{str(root)!r} is neither a file nor a folder.", _WHAT)
    lower = root.name.lower()
    try:
        with root.open("rb") as file:
            head = file.read(_SNIFF_BYTES)
            kind = _kind(lower, head) if head.strip() or lower.endswith(_MESSAGE_SUFFIXES) else Kind.MBOX
            if kind is Kind.MBOX and head.strip() and not _begins_mbox(head) and next(entries(file), None) is None:
                kind = None  # called an mbox, and there is no message in it
    except OSError as error:
        raise unreadable(root, error) from None
    what, remedy = headless.refusal(head)
    if what and (kind is None or headless.is_outlook(head)):
        raise NoMailError(f"{str(root)!r} {what}.", remedy)
    text = kind is not Kind.MBOX and not headless.has_header(head)
    return Place(_key(number, root, root), kind or Kind.FILES, (root,), root.name, text=text)


def _folder(root: Path, number: int, skipped: list[Path], directories: list[Path]) -> Iterator[Place]:
    """Walk a folder; an explicit stack, because nesting may be deep."""
    todo = [root]
    while todo:
        here = todo.pop()
        directories.append(here)
        try:
            with os.scandir(here) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            if here == root:
                raise unreadable(here, error) from None
            skipped.append(here)
            continue
        inside = [Path(entry.path) for entry in found if entry.is_dir(follow_symlinks=False)]
        halves = tuple(path for path in inside if path.name in ("cur", "new"))
        files = [Path(entry.path) for entry in found if entry.is_file(follow_symlinks=False)]
        if halves:
            directories += halves
            yield Place(_key(number, here, root), Kind.FILES, halves, _name(root, here), maildir=True)
            files = [path for path in files if not _is_index(path.name)]
        yield from _files(root, here, number, files, skipped)
        known = {"cur", "new", "tmp"} if halves else set()
        todo += [path for path in reversed(inside) if path.name not in known]


def _files(root: Path, here: Path, number: int, files: list[Path], skipped: list[Path]) -> Iterator[Place]:
    """Sort the files of a directory into mbox files, single messages, and others."""
    single = []
    for path in files:
        kind = _sniff(path)
        if kind is Kind.MBOX:
            yield Place(_key(number, path, root), kind, (path,), _name(root, path))
        elif kind is Kind.FILES:
            single.append(path.name)
        else:
            skipped.append(path)
    if single:
        key = _key(number, here / "*", root)
        yield Place(key, Kind.FILES, (here,), _name(root, here), names=frozenset(single))


def _is_index(name: str) -> bool:
    """Whether a file beside cur and new belongs to a server or a program."""
    return name.startswith(("dovecot", ".", "maildir", "subscriptions", "courier")) or name.endswith((".lock", ".db"))


def _name(root: Path, path: Path) -> str:
    """Return the folder's name for people and for the rules: relative, "INBOX" for a Maildir's or a folder's top."""
    if path == root:
        return root.name if folders.is_sent(root.name) or folders.is_drafts(root.name) else "INBOX"
    relative = str(path.relative_to(root)).encode("utf-8", "replace").decode()
    prefix = f"{root.name}/" if folders.is_sent(root.name) or folders.is_drafts(root.name) else ""
    return prefix + folders.decoded(relative.lstrip("."))


def _sniff(path: Path) -> Kind | None:
    """Say what a file inside a folder holds, None for no mail."""
    lower = path.name.lower()
    if lower.endswith(_MESSAGE_SUFFIXES):
        return Kind.FILES
    try:
        with path.open("rb") as file:
            return _kind(lower, file.read(_SNIFF_BYTES))
    except OSError:
        return None


def _kind(lower: str, head: bytes) -> Kind | None:
    """Tell by name and beginning what a file holds, None for no mail."""
    if lower.endswith(_MESSAGE_SUFFIXES):
        return Kind.FILES
    if _begins_mbox(head) or lower.endswith(_MBOX_SUFFIXES):
        return Kind.MBOX
    return Kind.FILES if looks_like_mail(head) else None


def _begins_mbox(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").startswith(b"From ")
