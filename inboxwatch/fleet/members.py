"""Settings of a polled space: the organisation's tables, the owner's own wishes over them, the polled mailboxes.

The wishes are text that a member wrote and a worker reads: only tables that name no file, no command, no address to
fetch and no channel of their own count; the rest is left out.
"""

from __future__ import annotations

import hashlib
import json
import threading
import tomllib
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final, Self

from inboxwatch.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from inboxwatch.config import Settings
    from inboxwatch.fleet.roster import Row

ALLOWED: Final[Mapping[str, frozenset[str]]] = {
    "me": frozenset({"name", "addresses", "groups", "delegates"}),
    "calendar": frozenset(
        {"timezone", "holidays", "extra_holidays", "not_holidays", "leave", "special_hours", "hours"}
    ),
    "targets": frozenset({"acknowledge_within", "rule"}),
    "classifier": frozenset({"threshold"}),
    "reminders": frozenset(
        {
            "before", "breach", "repeat", "deadline", "promises_before", "escalate_after", "deputies", "max_per_day",
            "quiet_outside_hours", "pause",
        }
    ),
    "ack": frozenset({"template"}),
    "report": frozenset({"when", "language"}),
    "store": frozenset({"keep_subjects"}),
}  # fmt: skip
"""What a member may say; everything else is the organisation's."""

_OURS: Final = frozenset({"mailbox", "team"})
_KEPT: Final = 500
"""Settings kept made, the latest used."""


def wishes(text: str) -> dict[str, dict[str, Any]]:
    """The member's tables, as far as they count. Raises ConfigurationError for what is no TOML."""
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigurationError(f"The member's settings are not valid TOML: {error}.") from None
    found = {}
    for name, allowed in ALLOWED.items():
        table = tables.get(name)
        if isinstance(table, dict):
            found[name] = {key: value for key, value in table.items() if key in allowed}
    return found


def left_out(text: str) -> list[str]:
    """What of a member's text does not count, as `table` or `table.key`."""
    kept, found = wishes(text), []
    for name, table in tomllib.loads(text).items():
        if name not in kept:
            found.append(name)
        elif isinstance(table, dict):
            found += [f"{name}.{key}" for key in table if key not in kept[name]]
    return found


class Organisation:
    """The worker's own configuration, and the settings of spaces made with it. Any thread may use it."""

    def __init__(self, raw: Mapping[str, Any], base: Path) -> None:
        """Relative paths of the organisation's tables start from `base`."""
        self._raw = {name: table for name, table in raw.items() if name not in _OURS}
        self._base = base
        self._made: OrderedDict[str, Settings] = OrderedDict()
        self._lock = threading.Lock()
        self._alone: Settings | None = None
        self.version = _digest(self._raw)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The organisation whose configuration this is."""
        from inboxwatch.config.read import read

        return cls(read(settings.path, chosen=True)[1] if settings.path else {}, settings.base)

    def made_with(self, rows: Sequence[Row], text: str) -> str:
        """Name what the settings of a space are made of; equal names mean equal settings."""
        boxes = [[row.mailbox, row.connector, row.settings, row.every] for row in rows]
        return _digest([self.version, text, boxes])

    def settings(self, rows: Sequence[Row], text: str) -> Settings:
        """The settings of the space whose mailboxes these are. Raises ConfigurationError."""
        name = f"{rows[0].owner}\n{self.made_with(rows, text)}"
        with self._lock:
            found = self._made.pop(name, None)
        made = found or self._make(rows, text)
        with self._lock:
            self._made[name] = made
            while len(self._made) > _KEPT:
                self._made.popitem(last=False)
        return made

    def _make(self, rows: Sequence[Row], text: str) -> Settings:
        from inboxwatch.config import from_tables

        raw = dict(self._raw)
        for name, table in (wishes(text) if text else {}).items():
            raw[name] = {**raw.get(name, {}), **table}
        own = [address for row in rows if row.settings.get("kind") != "shared" for address in _addresses(row)]
        me = dict(raw.get("me", {}))
        me["addresses"] = list(dict.fromkeys((*own, *me.get("addresses", ()))))
        raw["me"] = me
        raw["mailbox"] = [
            {**row.settings, "name": row.mailbox, "connector": row.connector, "poll": f"{row.every}s"} for row in rows
        ]
        return from_tables(raw, self._base, like=self._with_directory())

    def _with_directory(self) -> Settings | None:
        """The organisation's settings without a mailbox, for their directory; None where each space has another one."""
        from inboxwatch.config import from_tables

        if not self._raw.get("directory", {}).get("internal_domains"):
            return None
        with self._lock:
            self._alone = self._alone or from_tables({"directory": self._raw["directory"]}, self._base)
        return self._alone


def _addresses(row: Row) -> Sequence[str]:
    found = row.settings.get("addresses", ())
    return [each for each in found if isinstance(each, str)]


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
