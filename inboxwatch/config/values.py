"""What single values of the configuration are read from: addresses, hours, days, commands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container
from itertools import pairwise
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from inboxwatch.address_patterns import Pattern, normalise
from inboxwatch.directory import parse_domain
from inboxwatch.working_days import Span as Hours
from inboxwatch.working_days import parse_span


def _address(text: str) -> str:
    address = normalise(text)
    if not address:
        raise ValueError(f'"{text}" is not an e-mail address')
    return address


def _pattern(text: str) -> str:
    Pattern.parse(text)
    return text


def spans(texts: object) -> tuple[Hours, ...]:
    """Working hours of a day, in order. Raises ValueError where two overlap."""
    if isinstance(texts, str):
        texts = [texts]
    if not isinstance(texts, list | tuple):
        raise ValueError('hours are a list like ["09:00-12:30", "13:30-17:00"]')  # noqa: TRY004 - pydantic's way
    found = sorted(parse_span(text) if isinstance(text, str) else text for text in texts)
    for (_, end), (start, _) in pairwise(found):
        if start < end:
            raise ValueError("two spans of the day overlap")
    return tuple(found)


def leave(text: object) -> tuple[dt.date, dt.date]:
    """First and last day of a period; one day is both. Raises ValueError."""
    if isinstance(text, dt.date) and not isinstance(text, dt.datetime):
        return (text, text)
    first, slash, last = str(text).partition("/")
    try:
        period = (dt.date.fromisoformat(first.strip()), dt.date.fromisoformat((last if slash else first).strip()))
    except ValueError:
        raise ValueError(f'"{text}" is not a period like "2026-08-03/2026-08-14"') from None
    if period[1] < period[0]:
        raise ValueError(f'"{text}" ends before it begins')
    return period


def day(text: object) -> dt.date:
    """One day of the calendar. Raises ValueError."""
    if isinstance(text, dt.date) and not isinstance(text, dt.datetime):
        return text
    try:
        return dt.date.fromisoformat(str(text))
    except ValueError:
        raise ValueError(f'"{text}" is not a date like "2026-12-24"') from None


def words(value: object) -> object:
    """Split a command written as one text into words as a shell would; no shell ever runs it."""
    import shlex

    found = shlex.split(value) if isinstance(value, str) else value
    if found == []:
        raise ValueError("the command is empty")
    return found


Address = Annotated[str, AfterValidator(_address)]
AddressPattern = Annotated[str, AfterValidator(_pattern)]
Domain = Annotated[str, AfterValidator(parse_domain)]
Name = Annotated[str, Field(min_length=1)]


def apart(raw: object, fields: Container[str]) -> object:
    """Leave the keys in `fields` where they are and put all others, which are a plug-in's own, into `table`."""
    if not isinstance(raw, dict):
        return raw
    ours: dict[str, Any] = {key: value for key, value in raw.items() if key in fields and key != "table"}
    return {**ours, "table": {key: value for key, value in raw.items() if key not in ours}}
