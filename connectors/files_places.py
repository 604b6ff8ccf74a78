"""Finds the mailboxes under a path: mbox files, Maildirs with their subfolders, and folders of single messages."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from inboxwatch.errors import PermanentError
from inboxwatch.mail import folders

_SNIFF_BYTES = 8_192
_MESSAGE_SUFFIXES = (".eml", ".emlx", ".mail", ".msg.txt")
_MBOX_SUFFIXES = (".mbox", ".mbx", ".mboxrd")
_KNOWN = re.compile(
    rb"^(?:from|to|cc|subject|date|received|message-id|return-path|mime-version|content-type|delivered-to|reply-to|"
    rb"sender|x-[a-z0-9-]+|dkim-signature|authentication-results|arc-[a-z-]+|envelope-to|status|list-[a-z]+)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_WHAT = "Give an mbox file, a Maildir, an .eml file, or a folder of these."


class Kind(Enum):
    """How messages lie in a place."""

    MBOX = "mbox"
    FILES = "files"


class Place(NamedTuple):
    """An mbox file, or the single-message files of one Maildir or directory.

    `key` stands for it in cursors and refs. `paths` are the file itself, or the directories (cur, new) or the one
    file that hold the messages. `maildir`: names carry arrival time and flags.
    """

    key: str
    kind: Kind
    paths: tuple[Path, ...]
    folder: str
    maildir: bool = False

    @property
    def in_sent(self) -> bool:
        """Whether its name says that its mail was sent by the owner."""
        return folders.is_sent(self.folder)

    @property
    def drafts(self) -> bool:
        """Whether its name says that its mail was never sent."""
        return folders.is_drafts(self.folder)


def places(roots: Sequence[Path]) -> list[Place]:
    """Return what lies under these paths, in an order that depends on names only.

    Raises PermanentError for a path that is missing, unreadable or no mailbox. Links inside are not followed.
    """
    found: dict[str, Place] = {}
    for number, root in enumerate(roots):
        try:
            mode = root.stat().st_mode
        except FileNotFoundError:
            raise PermanentError(f"There is no file or folder {str(root)!r}.", "Check the path.") from None
        except (OSError, ValueError) as error:
            raise unreadable(root, error) from None
        here = list(_folder(root, root, number)) if stat.S_ISDIR(mode) else [_file(root, number)]
        if not here and not _is_empty(root):
            raise PermanentError(f"There is no mail in {str(root)!r}.", _WHAT)
        for place in here:
            found.setdefault(place.key, place)
    return list(found.values())


def unreadable(path: Path, error: Exception) -> PermanentError:
    """Make the sentence for a path that cannot be read."""
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return PermanentError(f"{str(path)!r} cannot be read: {why}.", "Check the path and its permissions.")


def _is_empty(root: Path) -> bool:
    """Whether a folder holds no file at all, which is a mailbox without mail yet."""
    return root.is_dir() and not any(files for _, _, files in os.walk(root))


def _key(number: int, path: Path, root: Path) -> str:
    """Stand for a path: stable while it lies where it lies, and never usable as a path."""
    relative = os.fsencode(path.relative_to(root)) if path != root else b""
    return hashlib.blake2b(b"%d/" % number + os.fsencode(root.absolute()) + b"\0" + relative, digest_size=8).hexdigest()


def _file(root: Path, number: int) -> Place:
    """Make the place of a file that was named by the user: it must be mail."""
    if not root.is_file():
        raise PermanentError(f"{str(root)!r} is neither a file nor a folder.", _WHAT)
    kind = _sniff(root, named=True)
    if kind is None:
        raise PermanentError(f"{str(root)!r} is not a mailbox.", _WHAT)
    return Place(_key(number, root, root), kind, (root,), root.name)


def _folder(root: Path, directory: Path, number: int) -> Iterator[Place]:
    """Walk a folder; an explicit stack, because nesting may be deep."""
    todo = [directory]
    while todo:
        here = todo.pop()
        try:
            with os.scandir(here) as entries:
                names = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            if here == root:
                raise unreadable(here, error) from None
            continue
        inside = [Path(e.path) for e in names if e.is_dir(follow_symlinks=False)]
        maildir = tuple(path for path in inside if path.name in ("cur", "new"))
        name = _name(root, here)
        if maildir:
            yield Place(_key(number, here, root), Kind.FILES, maildir, name, maildir=True)
        single = False
        for entry in names:
            if entry.is_file(follow_symlinks=False) and not (maildir and _is_index(entry.name)):
                kind = _sniff(Path(entry.path))
                if kind is Kind.MBOX:
                    path = Path(entry.path)
                    yield Place(_key(number, path, root), kind, (path,), _name(root, path))
                single = single or kind is Kind.FILES
        if single and not maildir:
            yield Place(_key(number, here, root), Kind.FILES, (here,), name)
        skipped = {"cur", "new", "tmp"} if maildir else set()
        todo += [path for path in reversed(inside) if path.name not in skipped]


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


def _sniff(path: Path, *, named: bool = False) -> Kind | None:
    """Say what a file holds, None for no mail. `named`: the user gave this very file."""
    try:
        with path.open("rb") as file:
            head = file.read(_SNIFF_BYTES)
    except OSError as error:
        if named:
            raise unreadable(path, error) from None
        return None
    lower = path.name.lower()
    if lower.endswith(_MESSAGE_SUFFIXES):
        return Kind.FILES
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if head.startswith(b"From ") or lower.endswith(_MBOX_SUFFIXES) or (named and not head):
        return Kind.MBOX
    return Kind.FILES if _is_message(head) else None


def _is_message(head: bytes) -> bool:
    """Whether a file that begins like this holds one message: a header that mail has."""
    if b"\0" in head[:512]:
        return False
    block = head.replace(b"\r\n", b"\n").partition(b"\n\n")[0][:4_000]
    name, colon, _ = block.partition(b"\n")[0].partition(b":")
    return bool(colon) and b" " not in name.rstrip() and _KNOWN.search(block) is not None
