"""`team mailboxes import`: a CSV file, and a TOML file with what all its mailboxes share, become polled mailboxes.

Columns of the CSV file: `owner` and `address` are needed; `mailbox` (its name in the space, default "mail"),
`connector`, `poll`, `kind`, `members` and `groups` (addresses, parted by spaces) and `password` have a meaning of
their own; every other column is a key of the connector. The TOML file is one `[[mailbox]]` table without its name; in
its texts `{address}`, `{local}` (before the @) and `{owner}` stand for what the line says. Cells win over it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from inboxwatch.address_patterns import normalise
from inboxwatch.config.tables import LATEST, SOONEST, MailboxSettings, Secrets
from inboxwatch.errors import ConfigurationError, InboxwatchError

if TYPE_CHECKING:
    from inboxwatch.store.team.polled import Entry

_LISTS: Final = ("members", "groups")
_NEEDED: Final = ("owner", "address")
_SHOWN: Final = 20

Seal = Callable[[str, str, str], bytes]
"""(owner, mailbox, secret) -> sealed."""


@dataclass(frozen=True)
class Census:
    """What was read: entries to put, or the problems that stand in their way."""

    entries: list[Entry]
    problems: list[str]


@dataclass
class Reader:
    """Reads a CSV file's text. `shared` is the TOML table; `secret` fetches what all share, None if nothing is."""

    shared: Mapping[str, Any]
    secret: Callable[[], str] | None
    seal: Seal
    _common: str | None = None
    _taken: dict[str, frozenset[str]] = field(default_factory=dict)

    def read(self, text: str) -> Census:
        """Make entries; raises only what `secret` raises."""
        entries: dict[tuple[str, str], Entry] = {}
        problems: list[str] = []
        found = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        try:
            names = found.fieldnames or ()
            problems += [f"the first line names no column '{name}'" for name in _NEEDED if name not in names]
            for cells in found if not problems else ():
                try:
                    entry = self._entry(cells, entries)
                except ConfigurationError as error:
                    problems.append(f"line {found.line_num}: {error.message}")
                else:
                    entries[entry.owner, entry.mailbox] = entry
                if len(problems) >= _SHOWN:
                    problems.append("… and perhaps more")
                    break
        except csv.Error as error:
            problems.append(f"line {found.line_num}: {error}")
        return Census(list(entries.values()), problems)

    def _entry(self, cells: Mapping[Any, Any], known: Mapping[tuple[str, str], Entry]) -> Entry:
        from inboxwatch.store.team.polled import Entry

        line = {key: value.strip() for key, value in cells.items() if key and isinstance(value, str) and value.strip()}
        owner, address = line.pop("owner", ""), normalise(line.pop("address", ""))
        if not owner.isprintable() or not owner:
            raise ConfigurationError("it names no owner")
        if not address:
            raise ConfigurationError("it has no e-mail address")
        name, given = line.pop("mailbox", "mail"), line.pop("password", "")
        if (owner, name) in known:
            raise ConfigurationError(f"{owner} has a mailbox '{name}' in a line above")
        table = self._table(line, owner, address)
        box = self._checked(name, table)
        kept = {key: value for key, value in table.items() if key not in {"connector", "poll", *Secrets.model_fields}}
        secret = given or self._shared_secret()
        sealed = self.seal(owner, name, secret) if secret else None
        return Entry(owner, name, box.connector, kept, round(box.poll.total_seconds()), sealed)

    def _table(self, line: Mapping[str, str], owner: str, address: str) -> dict[str, Any]:
        """The mailbox's table: what all share, filled in, and over it the line."""
        words = {"{address}": address, "{local}": address.partition("@")[0], "{owner}": owner}
        table: dict[str, Any] = {key: _filled(value, words) for key, value in self.shared.items()}
        table |= {key: value.split() if key in _LISTS else value for key, value in line.items()}
        table["addresses"] = list(dict.fromkeys((address, *table.get("addresses", ()))))
        if "address" in self._takes(str(table.get("connector", ""))):
            table.setdefault("address", address)
        return table

    def _checked(self, name: str, table: Mapping[str, Any]) -> MailboxSettings:
        """The table as settings. Raises ConfigurationError with what is wrong, never with a value."""
        from pydantic import ValidationError

        from inboxwatch import plugins
        from inboxwatch.config.problems import explain

        try:
            box = MailboxSettings.model_validate({**table, "name": name})
        except ValidationError as error:
            raise ConfigurationError("; ".join(str(problem) for problem in explain(error, MailboxSettings))) from None
        if not name.isprintable():
            raise ConfigurationError("the mailbox's name holds control characters")
        if not SOONEST <= box.poll <= LATEST:
            raise ConfigurationError("poll lies between 15s and 1d")
        wrong = plugins.problems(box.connector, box.table)
        if wrong:
            raise ConfigurationError("; ".join(wrong))
        return box

    def _takes(self, connector: str) -> frozenset[str]:
        """The keys of a connector; none for one that does not exist, which is said elsewhere."""
        if connector not in self._taken:
            from importlib import import_module

            from inboxwatch import plugins

            try:
                model = getattr(import_module(plugins.connector(connector).__module__), "Settings", None)
            except InboxwatchError:
                model = None
            self._taken[connector] = frozenset(getattr(model, "model_fields", ()))
        return self._taken[connector]

    def _shared_secret(self) -> str:
        if self.secret is None:
            return ""
        if self._common is None:
            self._common = self.secret()
        return self._common


def _filled(value: object, words: Mapping[str, str]) -> object:
    if not isinstance(value, str):
        return value
    for mark, word in words.items():
        value = value.replace(mark, word)
    return value
