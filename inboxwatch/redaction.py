"""Secrets never reach a log (T14): whatever was handed out as one is known here, and taken out of every line.

Connectors and channels keep secrets out of their sentences themselves; this is the net below, for what libraries say
and for tracebacks. What is known is kept in memory only, as long as the process lives: there are few.
"""

from __future__ import annotations

import base64
import json
import urllib.parse
from functools import lru_cache
from typing import Final

PLACE: Final = "•••"
"""What stands where a secret stood."""
_SHORTEST: Final = 4
"""Characters below which a secret is taken out only as it is: its encodings would hit words at random."""
_TURNS: Final = 3

_known: dict[str, None] = {}


def remember(secret: str) -> str:
    """Have a secret taken out of all that is logged from now on; returns it."""
    if secret and secret not in _known:
        _known[secret] = None
        _forms_of_all.cache_clear()
    return secret


def forget(secret: str) -> None:
    """No longer take a secret out; only for one that nobody uses any more, where there are thousands."""
    if _known.pop(secret, 0) is None:
        _forms_of_all.cache_clear()


def redact(text: str) -> str:
    """Take every known secret out of a text: as it is, escaped, URL-encoded and in base64 at any place."""
    for form in _forms_of_all():
        if form in text:
            text = text.replace(form, PLACE)
    return text


@lru_cache(maxsize=1)
def _forms_of_all() -> tuple[str, ...]:
    """The longest first, so that no part of a form is left beside another one's mark."""
    forms = {form for secret in _known for form in _forms(secret)}
    return tuple(sorted(forms, key=len, reverse=True))


def _forms(secret: str) -> set[str]:
    forms = {secret}
    if len(secret) < _SHORTEST:
        return forms
    raw = secret.encode("utf-8", "surrogatepass")
    forms |= {repr(secret)[1:-1], json.dumps(secret)[1:-1], secret.replace("\\", "\\\\").replace('"', '\\"')}
    forms |= {urllib.parse.quote(secret), urllib.parse.quote(secret, safe=""), urllib.parse.quote_plus(secret)}
    for turn in range(_TURNS):
        middle = _encoded(raw, turn)
        forms |= {middle, middle.replace("+", "-").replace("/", "_")}
    return {form for form in forms if len(form) >= _SHORTEST}


def _encoded(raw: bytes, before: int) -> str:
    """Return what is the same in the base64 of every text that holds `raw` with `before` bytes, modulo 3, before it."""
    whole = base64.b64encode(b"\0" * before + raw).decode()
    start = -(-before * 4 // 3)
    end = (before + len(raw)) * 8 // 6
    return whole[start:end]
