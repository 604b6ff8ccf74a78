"""Credentials at rest: sealed with AES-256-GCM, bound to the owner and the mailbox that they are for.

A sealed value is `1 NAME NONCE CIPHERTEXT`: one byte of version, the key's name with its length before it, 12 random
bytes, the rest. Who owns the database can neither open it nor move it to another row.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Final

from inboxwatch.errors import PermanentError
from inboxwatch.redaction import remember

if TYPE_CHECKING:
    from inboxwatch.fleet.keys import KeyRing

_VERSION: Final = 1
_NONCE: Final = 12


def seal(ring: KeyRing, owner: str, mailbox: str, secret: str) -> bytes:
    """Seal a secret for one mailbox with the ring's first key."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    closed = AESGCM(ring.keys[ring.first]).encrypt(nonce, secret.encode(), _bound(owner, mailbox))
    name = ring.first.encode("ascii")
    return bytes((_VERSION, len(name))) + name + nonce + closed


def opened(ring: KeyRing, owner: str, mailbox: str, value: bytes) -> str:
    """Open what was sealed for this mailbox. Raises PermanentError where the key is missing, or something was changed.

    The secret is taken out of all logs from then on.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    name, rest = _parts(value)
    key = ring.keys.get(name)
    if key is None:
        message = "The credential of this mailbox was sealed with a key that this worker does not have."
        raise PermanentError(
            message, "Give it the same keys as the machine that imported the mailbox ([team] key_file)."
        )
    try:
        secret = AESGCM(key).decrypt(rest[:_NONCE], rest[_NONCE:], _bound(owner, mailbox)).decode()
    except (InvalidTag, ValueError):
        message = "The credential of this mailbox cannot be opened: it was changed, or is another mailbox's."
        raise PermanentError(message, "Import the mailbox again: inboxwatch team mailboxes import.") from None
    return remember(secret)


def key_name(value: bytes) -> str:
    """Which key sealed a value, "" if nobody can say."""
    return _parts(value)[0]


def _parts(value: bytes) -> tuple[str, bytes]:
    if len(value) < 2 or value[0] != _VERSION:  # noqa: PLR2004 - the head
        return "", b""
    end = 2 + value[1]
    return value[2:end].decode("ascii", "replace"), value[end:]


def _bound(owner: str, mailbox: str) -> bytes:
    """What the seal holds besides: no two pairs have the same bytes."""
    return json.dumps(["inboxwatch", owner, mailbox]).encode()
