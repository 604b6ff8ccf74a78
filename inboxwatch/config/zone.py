"""The system's time zone and the version of the time zone data."""

from __future__ import annotations

import difflib
import zoneinfo
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo


def known(key: str) -> ZoneInfo:
    """The zone of an IANA name. Raises ValueError, with the nearest name, for what is none."""
    try:
        return ZoneInfo(key)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        near = difflib.get_close_matches(key, sorted(zoneinfo.available_timezones()), n=1)
        hint = f'; did you mean "{near[0]}"?' if near else ', like "Europe/Berlin"'
        raise ValueError(f'"{key}" is not an IANA time zone{hint}') from None


def system() -> ZoneInfo:
    """The zone of this machine, UTC where it cannot be found out."""
    import tzlocal

    try:
        return ZoneInfo(tzlocal.get_localzone_name())
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError, TypeError, LookupError):
        return ZoneInfo("UTC")


def data_version() -> str:
    """The version of the time zone data in use ("2026a"), "" if it does not say."""
    for folder in zoneinfo.TZPATH:
        for name, mark in (("tzdata.zi", "# version "), ("+VERSION", "")):
            try:
                with (Path(folder) / name).open(encoding="utf-8", errors="replace") as file:
                    line = file.readline(80).strip()
            except OSError:
                continue
            if line.startswith(mark):
                return line.removeprefix(mark)
    import importlib.metadata

    try:
        return importlib.metadata.version("tzdata")
    except importlib.metadata.PackageNotFoundError:
        return ""


def country(key: str) -> str:
    """The two-letter country of a zone ("DE" for Europe/Berlin), "" where several share it or none is known."""
    try:
        text = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    except (ModuleNotFoundError, OSError):
        return ""
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return next((row[0] for row in rows if len(row) > 2 and row[2] == key), "")  # noqa: PLR2004 - the third column
