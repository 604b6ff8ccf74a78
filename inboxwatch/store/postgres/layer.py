"""The layer of owners: in PostgreSQL each row of each table belongs to a space, and nobody meets another's (T24).

Made from what the database holds and `SQLModel.metadata` says, over tables as `metadata.create_all` or a migration
left them; doing it again changes nothing. Queries never name an owner: the column fills itself, a policy compares it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlmodel import SQLModel

from inboxwatch.store import tables  # noqa: F401 - fills the metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

SCHEMA_NAME: Final = "inboxwatch"
MINE: Final = "owner = (SELECT inboxwatch.acting(current_user))"
"""Whose rows the session may see and write (store/team/sql/identity.sql); asked once a statement, not once a row."""
ROLES: Final = "inboxwatch_member, inboxwatch_worker"
"""Whom the policy lets into spaces; roles with other tasks have policies of their own."""
_WANTED: Final = "coalesce(nullif(current_setting('inboxwatch.owner', true), ''), current_user)"
"""Whose a new row is, nearly free of cost; that it may be theirs is for the policy to say."""
POLICY: Final = "space"
_OWNERS: Final = -0.001
"""Spaces a row, for the planner: it takes each for a thousand rows, however many there are. A number of spaces would be
wrong in a small store, where any index seems as good as the right one, or in a large one (bench/team_scale.py)."""
_FOLLOWING: Final = ("link", "untracked")
"""Tables of rows that belong to messages and are too many for a foreign key, whose check costs as much as the row."""

_CONSTRAINTS: Final = """
SELECT con.conname, con.contype::text, pg_get_constraintdef(con.oid), array_agg(att.attname::text ORDER BY key.place)
FROM pg_constraint con
CROSS JOIN LATERAL unnest(con.conkey) WITH ORDINALITY AS key (number, place)
JOIN pg_attribute att ON att.attrelid = con.conrelid AND att.attnum = key.number
WHERE con.conrelid = %s::regclass GROUP BY con.oid, con.conname, con.contype
"""
_INDEXES: Final = """
SELECT cls.relname::text, ind.indisunique, pg_get_expr(ind.indpred, ind.indrelid),
       array_agg(pg_get_indexdef(ind.indexrelid, place, true) ORDER BY place)
FROM pg_index ind JOIN pg_class cls ON cls.oid = ind.indexrelid
CROSS JOIN LATERAL generate_series(1, ind.indnkeyatts) AS place
WHERE ind.indrelid = %s::regclass
  AND NOT EXISTS (SELECT FROM pg_constraint con WHERE con.conindid = ind.indexrelid)
GROUP BY cls.relname, ind.indisunique, ind.indpred, ind.indrelid
"""
_COLUMNS: Final = """
SELECT att.attname::text, col.collname::text, pg_get_serial_sequence(%s, att.attname)
FROM pg_attribute att LEFT JOIN pg_collation col ON col.oid = att.attcollation
WHERE att.attrelid = %s::regclass AND att.attnum > 0 AND NOT att.attisdropped ORDER BY att.attnum
"""
_THERE: Final = "SELECT tablename::text FROM pg_tables WHERE schemaname = %s"


def spaces(connection: Connection) -> list[str]:
    """Return the tables whose rows have owners, of those that are there."""
    there = set(connection.exec_driver_sql(_THERE, (SCHEMA_NAME,)).scalars())
    return [table.name for table in SQLModel.metadata.sorted_tables if table.name in there]


def lay(connection: Connection, *, new: bool = False) -> None:
    """Give all tables owners, keys that begin with them, and policies; all in the transaction that is open.

    `new`: the tables have just been made, and nothing is in them.
    """
    for words in _steps(connection, new=new):
        connection.exec_driver_sql(words)


def _steps(connection: Connection, *, new: bool) -> Iterator[str]:
    """Statement after statement, each made from what those before have left."""
    names = spaces(connection)
    for name in names:
        yield from _columns(connection, name)
        yield from _foreign_keys_off(connection, name)
    for name in names:
        yield from _keys(connection, name)
        yield from _indexes(connection, name)
        if new:
            yield from _statistics(SQLModel.metadata.tables[name])
    for name in names:
        yield from _foreign_keys(connection, name)
        yield from _policies(name)
    yield from _following()


def unforced(connection: Connection) -> None:
    """Let the tables' owner meet all rows, until `lay`: a migration is about every space."""
    for name in spaces(connection):
        words = f"ALTER TABLE {_full(name)} NO FORCE ROW LEVEL SECURITY"
        connection.exec_driver_sql(words)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _full(name: str) -> str:
    return f"{SCHEMA_NAME}.{_quoted(name)}"


def _listed(names: list[str]) -> str:
    return ", ".join(map(_quoted, names))


def _columns(connection: Connection, name: str) -> Iterator[str]:
    """Owner; texts in the order of their code points, as SQLite has them; no numbers from a common sequence.

    A sequence would tell each space how much the others get; see `messages.following`.
    """
    found = connection.exec_driver_sql(_COLUMNS, (_full(name), _full(name))).all()
    if all(column != "owner" for column, _, _ in found):
        yield f'ALTER TABLE {_full(name)} ADD COLUMN owner text COLLATE "C" NOT NULL DEFAULT {_WANTED}'
    changes = [
        f'ALTER COLUMN {_quoted(column)} TYPE text COLLATE "C"'
        for column, collation, _ in found
        if collation not in {None, "C"}
    ]
    if changes:
        yield f"ALTER TABLE {_full(name)} {', '.join(changes)}"
    for column, _, sequence in found:
        if sequence:
            yield f"ALTER TABLE {_full(name)} ALTER COLUMN {_quoted(column)} DROP DEFAULT"
            yield f"DROP SEQUENCE {sequence}"


def _foreign_keys_off(connection: Connection, name: str) -> Iterator[str]:
    for constraint, kind, _, columns in connection.exec_driver_sql(_CONSTRAINTS, (_full(name),)):
        if kind == "f" and columns[0] != "owner":
            yield f"ALTER TABLE {_full(name)} DROP CONSTRAINT {_quoted(constraint)}"


def _keys(connection: Connection, name: str) -> Iterator[str]:
    for constraint, kind, _, columns in connection.exec_driver_sql(_CONSTRAINTS, (_full(name),)).all():
        if kind in {"p", "u"} and columns[0] != "owner":
            what = "PRIMARY KEY" if kind == "p" else "UNIQUE"
            yield (
                f"ALTER TABLE {_full(name)} DROP CONSTRAINT {_quoted(constraint)}, "
                f"ADD CONSTRAINT {_quoted(constraint)} {what} ({_listed(['owner', *columns])})"
            )


def _indexes(connection: Connection, name: str) -> Iterator[str]:
    for index, unique, condition, keys in connection.exec_driver_sql(_INDEXES, (_full(name),)).all():
        if keys[0] == "owner":
            continue
        yield f"DROP INDEX {_full(index)}"
        where = f" WHERE {condition}" if condition else ""
        kind = "UNIQUE INDEX" if unique else "INDEX"
        yield f"CREATE {kind} {_quoted(index)} ON {_full(name)} ({', '.join(['owner', *keys])}){where}"


def _statistics(table: sa.Table) -> Iterator[str]:
    """Tell the planner what the rows will be like, before there is one: many for each owner, and none the usual one.

    As long as it knows nothing it takes any index that begins with the owner for as good as the primary key, and a
    session keeps such a plan for its foreign keys: the first messages of the first member would take minutes. What it
    learns of owners here it never unlearns (store/team/sql/owned.sql): with three of them it would read whole tables.
    """
    values = {column.name: _invented(column.type) for column in table.columns} | {"owner": "'x' || n"}
    yield (
        f"INSERT INTO {_full(table.name)} ({_listed(list(values))}) "  # noqa: S608 - our own names
        f"SELECT {', '.join(values.values())} FROM generate_series(0, 299) AS given (n)"
    )
    yield f"ALTER TABLE {_full(table.name)} ALTER COLUMN owner SET (n_distinct = {_OWNERS})"
    yield f"ANALYZE {_full(table.name)}"
    yield f"TRUNCATE {_full(table.name)}"


def _invented(kind: sa.types.TypeEngine[Any]) -> str:
    if isinstance(kind, sa.LargeBinary):
        return "''::bytea"
    return "'x' || n" if isinstance(kind, sa.Text) else "n"


def _foreign_keys(connection: Connection, name: str) -> Iterator[str]:
    """Those that the tables have by design, within one space: no foreign key tells whether another's row is there.

    Not where rows come by the thousand, two or three to a message: there a trigger deletes what belongs to it.
    """
    if name in _FOLLOWING:
        return
    there = {row[0] for row in connection.exec_driver_sql(_CONSTRAINTS, (_full(name),)) if row[1] == "f"}
    for constraint in SQLModel.metadata.tables[name].foreign_key_constraints:
        columns = [column.name for column in constraint.columns]
        label = f"{name}_{'_'.join(columns)}_fkey"
        if label in there:
            continue
        other = constraint.referred_table.name
        theirs = _listed(["owner", *(element.column.name for element in constraint.elements)])
        rule = f" ON DELETE {constraint.ondelete}" if constraint.ondelete else ""
        yield (
            f"ALTER TABLE {_full(name)} ADD CONSTRAINT {_quoted(label)} "
            f"FOREIGN KEY ({_listed(['owner', *columns])}) REFERENCES {_full(other)} ({theirs}){rule}"
        )


def _following() -> Iterator[str]:
    """Let rows that belong to messages go with them: as whoever deletes, in one statement for all of them."""
    what = " ".join(
        f"DELETE FROM {_full(name)} USING gone WHERE {name}.owner = gone.owner AND {name}.message = gone.id;"  # noqa: S608
        for name in _FOLLOWING
    )
    yield (
        "CREATE OR REPLACE FUNCTION inboxwatch.follow() RETURNS trigger LANGUAGE plpgsql "
        f"SET search_path = pg_catalog, pg_temp AS $$ BEGIN {what} RETURN NULL; END $$"
    )
    yield (
        "CREATE OR REPLACE TRIGGER follow AFTER DELETE ON inboxwatch.message REFERENCING OLD TABLE AS gone "
        "FOR EACH STATEMENT EXECUTE FUNCTION inboxwatch.follow()"
    )


def _policies(name: str) -> Iterator[str]:
    """One rule for reading and writing, also for whoever owns the table."""
    yield f"ALTER TABLE {_full(name)} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS {POLICY} ON {_full(name)}"
    yield f"CREATE POLICY {POLICY} ON {_full(name)} TO {ROLES} USING ({MINE}) WITH CHECK ({MINE})"


def bare(table: sa.Table, connection: Connection, **_rest: object) -> None:
    """Leave foreign keys out of a table that a migration makes: `lay` adds them, with owners."""
    if connection.dialect.name == "postgresql":
        table.constraints -= {each for each in table.constraints if isinstance(each, sa.ForeignKeyConstraint)}
