"""The owner's language: sentences from `locales/*.ftl` (Fluent), dates, times and percentages from Babel."""

from __future__ import annotations

import datetime as dt
import functools
import locale as system
import os
from importlib import resources
from typing import TYPE_CHECKING

from inboxwatch.views.words import duration

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

LANGUAGES = ("en", "de", "fr", "es")
LONGEST = 500
"""Characters of a value in a sentence; Fluent refuses more than 1,000."""
_LOCALES = {"en": "en_GB"}
"""Where the day stands before the month."""


def language(wanted: str = "") -> str:
    """The language to speak: `wanted`, or that of the environment as gettext reads it; English for any other.

    The first of LC_ALL, LC_MESSAGES and LANG that is set decides (POSIX); LANGUAGE lists what is preferred to it,
    unless that is the C locale. LC_TIME is about the form of dates alone.
    """
    if (code := _code(wanted)) in LANGUAGES:
        return code
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    first = next(filter(None, (*names, *_windows())), "")
    preferred = os.environ.get("LANGUAGE", "").split(":") if _code(first) not in {"", "c", "posix"} else []
    return next((code for code in map(_code, (*preferred, first)) if code in LANGUAGES), LANGUAGES[0])


def _code(name: str) -> str:
    """`de_AT.UTF-8@euro` -> `de`."""
    return name.replace("-", "_").split("_")[0].split(".")[0].lower()


def _windows() -> tuple[str, ...]:
    """What Windows says, where the environment says nothing."""
    return tuple(filter(None, system.getlocale()[:1])) if os.name == "nt" else ()


@functools.cache
def _bundle(code: str) -> FluentBundle:
    from fluent.runtime import FluentBundle, FluentResource

    text = (resources.files("inboxwatch.views.summary") / "locales" / f"{code}.ftl").read_text(encoding="utf-8")
    bundle = FluentBundle([code], use_isolating=False)
    bundle.add_resource(FluentResource(text))
    return bundle


class Phrases:
    """Speaks one language, in one time zone."""

    def __init__(self, code: str, zone: dt.tzinfo) -> None:
        """`code` is one of `LANGUAGES`."""
        self.code, self.zone = code, zone
        self._locale = _LOCALES.get(code, code)

    def __call__(self, name: str, **values: str | int) -> str:
        """Say a sentence. Raises LookupError for a name or a value that the language does not have."""
        bundle = _bundle(self.code)
        pattern = bundle.get_message(name).value if bundle.has_message(name) else None
        if pattern is None:
            raise LookupError(name)
        short = {key: value[:LONGEST] if isinstance(value, str) else value for key, value in values.items()}
        said, wrong = bundle.format_pattern(pattern, short)
        if wrong:
            raise LookupError(f"{name}: {wrong[0]}")
        return str(said)

    def share(self, value: float | None) -> str:
        """Say a rate as a percentage."""
        from babel.numbers import format_percent

        return self("none") if value is None else str(format_percent(round(value, 2), locale=self._locale))

    def number(self, value: float) -> str:
        """Say a number with at most one digit after the point."""
        from babel.numbers import format_decimal

        return str(format_decimal(round(value, 1), locale=self._locale))

    def seconds(self, value: int | None) -> str:
        """Say a duration of working time; a median that is not reached is "not yet"."""
        return self("not-yet") if value is None else duration(value).replace(" ", "\N{NO-BREAK SPACE}")

    def day(self, day: dt.date) -> str:
        """Say a day with its month: "16 November"."""
        from babel.dates import format_skeleton

        return str(format_skeleton("MMMMd", dt.datetime.combine(day, dt.time()), locale=self._locale))

    def instant(self, at: dt.datetime) -> str:
        """Say a moment on the wall: weekday, day, time."""
        from babel.dates import format_datetime, format_skeleton

        local = at.astimezone(self.zone)
        date = format_skeleton("MMMEd", local, locale=self._locale)
        return f"{date} {format_datetime(local, 'HH:mm', locale=self._locale)}"
