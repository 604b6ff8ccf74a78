"""The short names that people type."""

from __future__ import annotations

import base64
import hashlib


def request_id(mailbox: str, key: str) -> str:
    """Return the short, stable name of the request that a message opens: 8 characters, base 32, lower case."""
    digest = hashlib.blake2b(f"{mailbox}\0{key}".encode(), digest_size=5).digest()
    return base64.b32encode(digest).decode().lower()


def owed_id(mailbox: str, key: str, person: str) -> str:
    """Return the same for what one of a message's readers owes its writer."""
    return request_id(f"{mailbox}\0{person}", key)
