"""Where configuration, store and cached calendars lie; quick to import, for prompts ask it, too."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote

FILE = "inboxwatch.sqlite3"
VARIABLE = "INBOXWATCH_CONFIG"


def default_path() -> Path:
    """Where the configuration lies on this platform if nobody says otherwise."""
    import platformdirs

    return platformdirs.user_config_path("inboxwatch", appauthor=False) / "config.toml"


def choose(path: Path | None) -> Path:
    """The configuration to read: `path`, else INBOXWATCH_CONFIG, else the platform's folder."""
    if path is not None:
        return Path(path).expanduser()
    named = os.environ.get(VARIABLE)
    return Path(named).expanduser() if named else default_path()


def store_url(url: str, base: Path) -> str:
    """The URL of the store; a relative SQLite path starts from the configuration's folder, `~` is the home folder."""
    if not url:
        return f"sqlite:///{data_folder() / FILE}"
    scheme, mark, path = url.partition(":///")
    if not mark or not scheme.startswith("sqlite") or not path or path == ":memory:":
        return url
    place, query = (path.partition("?")[0], path.partition("?")[2])
    whole = (base / Path(unquote(place)).expanduser()).absolute()
    return f"{scheme}:///{whole}" + (f"?{query}" if query else "")


def data_folder() -> Path:
    """The platform's folder for data that must be kept."""
    import platformdirs

    return platformdirs.user_data_path("inboxwatch", appauthor=False)


def cache_folder() -> Path:
    """The platform's folder for what can be fetched again."""
    import platformdirs

    return platformdirs.user_cache_path("inboxwatch", appauthor=False)
