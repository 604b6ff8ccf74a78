"""Link tokens as the store keeps them: keyed hashes, from which nobody reads what they were made of. No database."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from inboxwatch.conversations import ECHO, EVERYTHING, QUOTED, SAID, link_tokens

if TYPE_CHECKING:
    from inboxwatch.model import Message

EVERYTHING_TOKEN: Final = 0
"""The token of messages that name nothing they belong to; no hash is 0."""
SAID_BITS: Final = 0b10
QUOTED_BITS: Final = 0b11
ECHO_BITS: Final = 0b01
ROLE: Final = 0b11
"""Both bits."""


def token_hash(token: str, secret: bytes) -> int:
    """61 bits of a hash that the secret begins (BLAKE2 needs no HMAC), then two bits of what the token means.

    EVERYTHING keeps a value of its own. Words said and the same words quoted differ in the last bit only, so that
    `counterpart_hash` needs no token.
    """
    role = 0
    if token[1:2] != ":":  # most say what they are by one letter ("i:", "s:")
        if token == EVERYTHING:
            return EVERYTHING_TOKEN
        if token.startswith((SAID, QUOTED)):
            role = SAID_BITS if token.startswith(SAID) else QUOTED_BITS
            token = token.partition(":")[2]
        elif token.startswith(ECHO):
            role = ECHO_BITS
    digest = hashlib.blake2b(secret + token.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return (int.from_bytes(digest, "big") >> 3 or 1) << 2 | role


def counterpart_hash(token: int) -> int:
    """Return the hashed token that is tied by this one, as `conversations.counterpart` does for tokens."""
    return token ^ 1 if token & SAID_BITS else token


def links(message: Message, secret: bytes) -> list[int]:
    """Hashed link tokens of a message; its key says nothing that its Message-ID does not say too."""
    drop = f"k:{message.key}" if message.message_id else None
    return [token_hash(token, secret) for token in link_tokens(message) if token != drop]
