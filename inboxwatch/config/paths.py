"""Where the store and cached calendars lie if nobody says otherwise."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

FILE = "inboxwatch.sqlite3"


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
