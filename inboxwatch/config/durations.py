"""Lengths of time as people write them in the configuration: "30m", "2h30m", "90d"."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from pydantic import BeforeValidator

_PARTS = re.compile(r"(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?:in)?)?(?:(\d+)s)?", re.ASCII)
_UNITS = (7 * 86_400, 86_400, 3600, 60, 1)
_LONGEST = 100 * 366 * 86_400


def seconds(text: object) -> int:
    """Read a duration. Raises ValueError with a sentence that says what is wrong."""
    if not isinstance(text, str):
        raise ValueError('a duration is a text like "90d", "4h" or "2h30m"')  # noqa: TRY004 - pydantic wants ValueError
    match = _PARTS.fullmatch("".join(text.split()).lower())
    if match is None or not match.group(0) or len(text) > 30:  # noqa: PLR2004 - no duration is longer
        raise ValueError(f'"{text[:30]}" is not a duration like "90d", "4h" or "2h30m"')
    total = sum(int(number) * unit for number, unit in zip(match.groups(default="0"), _UNITS, strict=True))
    if not 0 < total <= _LONGEST:
        raise ValueError(f'"{text}" must be more than nothing and at most a hundred years')
    return total


def business_seconds(text: object) -> int:
    """Read a length of working time: hours and minutes, for a working day has no fixed length."""
    if isinstance(text, str) and re.search(r"\d\s*[dw]", text.lower()):
        raise ValueError(f'"{text[:30]}" counts days, but working days differ in length: say it in hours, as "8h"')
    return seconds(text)


def show(total: int) -> str:
    """A duration in the form that the configuration takes: 9000 is "2h30m"."""
    shown = ""
    for unit, letter in zip(_UNITS[1:], "dhms", strict=True):
        number, total = divmod(total, unit)
        shown += f"{number}{letter}" if number else ""
    return shown or "0s"


BusinessSeconds = Annotated[int, BeforeValidator(business_seconds)]
"""Working time in seconds, written as "4h"."""
Span = Annotated[dt.timedelta, BeforeValidator(lambda text: dt.timedelta(seconds=seconds(text)))]
"""Wall-clock time, written as "90d"."""
