"""Durations and instants in the words a person reads."""

from __future__ import annotations

import datetime as dt

_MINUTE, _HOUR, _DAY, _WEEK = 60, 3600, 86400, 7


def duration(seconds: float, *, days: bool = False) -> str:
    """Say seconds as `2 h 10 min`. With `days` (wall-clock time only, a business day has no fixed length) `3 d 4 h`."""
    whole = max(0, int(seconds))
    if days and whole >= _DAY:
        return _two(whole, _DAY, "d", _HOUR, "h") if whole < 10 * _DAY else f"{whole // _DAY} d"
    if whole >= 100 * _HOUR:
        return f"{whole // _HOUR} h"
    if whole >= _HOUR:
        return _two(whole, _HOUR, "h", _MINUTE, "min")
    return f"{whole // _MINUTE} min" if whole >= _MINUTE else f"{whole} s"


def reached(seconds: int | None) -> str:
    """Say a quantile of business time; one that the estimate never reaches is "not yet"."""
    return "not yet" if seconds is None else duration(seconds)


def _two(seconds: int, big: int, big_name: str, small: int, small_name: str) -> str:
    rest = seconds % big // small
    return f"{seconds // big} {big_name}" + (f" {rest} {small_name}" if rest else "")


def instant(at: dt.datetime, now: dt.datetime, zone: dt.tzinfo) -> str:
    """Say an instant in `zone`: the weekday within a week of `now`, else the date, with the year where it differs."""
    local, today = at.astimezone(zone), now.astimezone(zone)
    days = (local.date() - today.date()).days
    if abs(days) < _WEEK:
        return {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days, f"{local:%a}") + f" {local:%H:%M}"
    return f"{local:%d %b %H:%M}" if local.year == today.year else f"{local:%d %b %Y}"


def exact(at: dt.datetime, zone: dt.tzinfo) -> str:
    """Say an instant in full with its zone, for `explain`; seconds only where they are not 0."""
    local = at.astimezone(zone)
    return f"{local:%a %d %b %Y %H:%M}" + (f":{local:%S}" if local.second else "") + f" {local:%Z}"


def plural(count: int, one: str, many: str = "") -> str:
    """Say `1 request`, `2 requests`, `1,200 requests`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def share(value: float | None) -> str:
    """Say a rate as a percentage."""
    return "–" if value is None else f"{value:.0%}"
