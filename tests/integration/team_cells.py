"""Every cell of who may do what to what in a shared store: tried out, not looked up (T24).

An actor is a login with a space that it asks for. What an actor sees or changes is named by whose rows they are;
DENIED is an error of the database about rights. The tables come from the catalogue.
"""

# ruff: noqa: S608 - names of tables and columns come from the catalogue

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.integration.team_office import Office

Seen = frozenset[str] | None
DENIED: Final[Seen] = None
ACTIONS: Final = ("select", "copy", "insert", "update", "delete", "truncate", "copy from", "lock")

WHOSE: Final = {
    "team": "name",
    "space": "name",
    "member": "login",
    "shared_member": "login",
    "alembic_version": "'everybody'",
    "published": "team",
    "moment": "team",
}
"""Tables without owners -> what names whose a row is."""

_TABLES: Final = """
SELECT relname::text FROM pg_class
WHERE relnamespace = 'inboxwatch'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY relname
"""
_COLUMNS: Final = """
SELECT attname::text, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity <> 'a'
ORDER BY attnum
"""
_VALUES: Final = {
    "text": "'{owner}-secret'",
    "name": "'{owner}-secret'",
    "bigint": "1",
    "integer": "60",
    "double precision": "0.5",
    "bytea": "'\\x00'",
    "boolean": "false",
    "jsonb": "'{{}}'",
    "date": "'2026-01-05'",
    "timestamp with time zone": "'2026-01-05 00:00Z'",
    "text[]": "'{{}}'",
    "bigint[]": "'{{1,2}}'",
    "xid8": "'1'",
}


_REFUSALS: Final = (
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.FeatureNotSupported,  # COPY FROM a table with row-level security
    psycopg.errors.WrongObjectType,  # a view cannot be truncated
    psycopg.errors.ObjectNotInPrerequisiteState,  # nor every one be written
)


@dataclass(frozen=True, slots=True)
class Actor:
    """A login, and the space that it asks for ("" for none)."""

    login: str
    owner: str = ""

    def __str__(self) -> str:
        """Name it in a failure."""
        return f"{self.login}@{self.owner}" if self.owner else self.login


def tables(link: psycopg.Connection[Any]) -> list[str]:
    """All that can be selected from in the schema, by name."""
    return [row[0] for row in link.execute(_TABLES).fetchall()]


def owned(link: psycopg.Connection[Any], table: str) -> bool:
    """Whether its rows have owners."""
    return any(name == "owner" for name, _, _ in columns(link, table))


def columns(link: psycopg.Connection[Any], table: str) -> list[tuple[str, str, bool]]:
    """Name, type and whether a value is needed, of each column that is filled by who inserts."""
    return [(row[0], row[1], row[2]) for row in link.execute(_COLUMNS, (f"inboxwatch.{table}",)).fetchall()]


def fill(office: Office, names: tuple[str, ...]) -> None:
    """Put one row of each of `names` into every table with owners, as the administrator, past all checks of keys."""
    with office.connect() as link:
        link.execute("SET session_replication_role = replica")
        for table in tables(link):
            if not owned(link, table):
                continue
            for name in names:
                put(link, office, table, name)


def put(link: psycopg.Connection[Any], office: Office, table: str, name: str) -> None:
    """Put a row of `name` into a table with owners; needs `session_replication_role = replica`."""
    row = {column: _VALUES[kind].format(owner=office.login(name)) for column, kind, _ in columns(link, table)}
    row["owner"] = f"'{office.login(name)}'"
    link.execute(_insert(table, row))


def _insert(table: str, row: dict[str, str]) -> bytes:
    named = ", ".join(f'"{name}"' for name in row)
    return f"INSERT INTO inboxwatch.{table} ({named}) VALUES ({', '.join(row.values())})".encode()


class Trial:
    """Try every action of an actor on a connection, each in a transaction that is rolled back."""

    def __init__(
        self,
        link: psycopg.Connection[Any],
        actor: Actor,
        rows: dict[str, list[dict[str, Any]]],
        prepared: set[str] | None = None,
    ) -> None:
        """`rows` are the rows of each table as the administrator sees them.

        With `prepared`, the names of what the session has prepared, whoever it was then, plans are made once and kept.
        """
        self._link, self._actor, self._rows, self._prepared = link, actor, rows, prepared

    def cells(self) -> Iterator[tuple[str, str, Seen]]:
        """Table, action, and whose rows it reached."""
        for table in self._rows:
            for action in ACTIONS:
                yield table, action, self._attempt(table, action)

    def _attempt(self, table: str, action: str) -> Seen:
        self._link.execute("BEGIN")
        try:
            self._link.execute("SELECT set_config('inboxwatch.owner', %s, true)", (self._actor.owner,))
            return self._act(table, action)
        except _REFUSALS as error:
            if "-secret" in str(error):  # the error itself told
                return frozenset({str(error)})
            return DENIED
        finally:
            self._link.execute("ROLLBACK")

    def _act(self, table: str, action: str) -> Seen:
        whose = WHOSE.get(table, "owner")
        words = {
            "select": f"SELECT {whose} FROM inboxwatch.{table}",
            "update": f"UPDATE inboxwatch.{table} SET {_first(whose)} = {_first(whose)} RETURNING {whose}",
            "delete": f"DELETE FROM inboxwatch.{table} RETURNING {whose}",
            "truncate": f"TRUNCATE inboxwatch.{table} CASCADE",
            "lock": f"LOCK TABLE inboxwatch.{table} IN ACCESS EXCLUSIVE MODE NOWAIT",
        }
        if action in {"copy", "copy from"}:
            return self._copy(table, whose, action)
        if action == "insert":
            return self._inserted(table, whose)
        found = self._link.execute(self._plan(f"{action}_{table}", words[action]).encode())
        return frozenset(row[0] for row in found.fetchall()) if found.description else frozenset({"everybody"})

    def _plan(self, name: str, words: str) -> str:
        """The statement itself, or the execution of its plan."""
        if self._prepared is None or name.startswith(("truncate", "lock")):
            return words
        if name not in self._prepared:
            self._link.execute(f"PREPARE {name} AS {words}".encode())
            self._prepared.add(name)
        return f"EXECUTE {name}"

    def _copy(self, table: str, whose: str, action: str) -> Seen:
        if action == "copy from":
            with self._link.cursor().copy(f"COPY inboxwatch.{table} FROM STDIN".encode()):
                return frozenset({"everybody"})
        with self._link.cursor().copy(f"COPY (SELECT {whose} FROM inboxwatch.{table}) TO STDOUT".encode()) as copy:
            return frozenset(bytes(line).decode().rstrip("\n") for line in copy)

    def _inserted(self, table: str, whose: str) -> Seen:
        """For whom a row can be written: tried for each row that there is, as it is."""
        reached = set()
        for number, row in enumerate(self._rows[table]):
            self._link.execute(f"SAVEPOINT s{number}".encode())
            try:
                self._link.execute(
                    sql.SQL(
                        "INSERT INTO inboxwatch.{0} SELECT * FROM jsonb_populate_record(NULL::inboxwatch.{0}, %s) "
                        "ON CONFLICT DO NOTHING"
                    ).format(sql.Identifier(table)),
                    (json.dumps(row),),
                )
                reached.add(row.get(whose, "everybody"))
            except psycopg.errors.InsufficientPrivilege:
                self._link.execute(f"ROLLBACK TO s{number}".encode())
        return frozenset(reached) if reached or not self._rows[table] else DENIED


def _first(whose: str) -> str:
    return "version_num" if whose == "'everybody'" else whose


def rows(link: psycopg.Connection[Any]) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables, as the administrator sees them."""
    return {
        table: [row[0] for row in link.execute(f"SELECT to_jsonb(t) FROM inboxwatch.{table} t".encode()).fetchall()]
        for table in tables(link)
    }
