"""Statements that differ between the databases: upserts, many rows at once, lists of values."""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.sql.compiler import SQLCompiler
    from sqlalchemy.sql.dml import Insert
    from sqlalchemy.sql.operators import OperatorType

    from inboxwatch.store.codec import Row


class Within(FunctionElement[bool]):
    """See `within`."""

    type = sa.Boolean()
    inherit_cache = True
    name = "within"

    def self_group(self, against: OperatorType | None = None) -> Within:  # noqa: ARG002 - SQLAlchemy's signature
        """Stay as it is: SQLite has no type of its own for truth, and `(… IN (…)) = 1` would look at no index."""
        return self


def within(column: sa.Column[Any]) -> sa.ColumnElement[bool]:
    """A condition for the values that are given as `some` when the statement runs: it is built and compiled once.

    In SQLite a list of parameters; in PostgreSQL one parameter, for each of hundreds would be read and planned. Where
    an index holds other columns before this one, take `each`.
    """
    return Within(column)


@compiles(Within)
def _listed(element: Within, compiler: SQLCompiler, **more: Any) -> str:  # noqa: ANN401 - what SQLAlchemy hands on
    (column,) = element.clauses
    return compiler.process(column.in_(sa.bindparam("some", expanding=True)), **more)


@compiles(Within, "postgresql")
def _any(element: Within, compiler: SQLCompiler, **more: Any) -> str:  # noqa: ANN401 - the same
    (column,) = element.clauses
    from inboxwatch.store.postgres.arrays import Values

    kind = Values(column.type)
    some = compiler.process(sa.bindparam("some", type_=kind), **more)
    # a sub-select, of whose length the planner knows nothing: told of hundreds, it would rather read a whole space
    return f"{compiler.process(column, **more)} = ANY ((SELECT {some})::{kind.get_col_spec()})"


@lru_cache(maxsize=16)
def each(dialect: str, statement: sa.Select[Any], column: sa.Column[Any]) -> sa.Select[Any]:
    """Return a query for rows that hold one of the values given as `some`; in PostgreSQL a look at an index for each.

    Its planner, who is told little of a space (store/team/sql/owned.sql), would at times read all of it instead.
    """
    if dialect == "sqlite":
        return statement.where(within(column))
    from inboxwatch.store.postgres.arrays import Values

    some = sa.func.unnest(sa.bindparam("some", type_=Values(column.type))).table_valued("value")
    given = some.render_derived(name="given")
    found = statement.where(column == given.c.value).offset(sa.literal_column("0")).lateral("found")
    return sa.select(*found.c).select_from(given.join(found, sa.true()))


def insert_ignoring(connection: Connection, table: sa.Table) -> Insert:
    """Build an INSERT that leaves rows alone that are there already; upserts differ by database, hence here."""
    return _ignoring(connection.dialect.name, table)


@lru_cache(maxsize=32)
def _ignoring(dialect: str, table: sa.Table) -> Insert:
    """Return one and the same statement, so that it is compiled once; how many rows are new is read off it."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as postgresql_insert

        return postgresql_insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return sqlite_insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def following(connection: Connection, table: sa.Table) -> int:
    """Return the next row id, within a writing transaction.

    Handed out by us, as SQLite does: in a shared database a sequence would tell one space how much the others get, and
    row ids would be far apart, while `closure` counts on their being dense.
    """
    return (connection.scalar(sa.select(sa.func.max(table.c.id))) or 0) + 1


def bulk(connection: Connection, statement: Insert, columns: Sequence[str], rows: list[Row]) -> None:
    """Insert many rows given in the order of `columns`; `statement` is `sa.insert` or `insert_ignoring` of a table.

    SQLite's driver takes the rows as they are, which is twice as fast as one dictionary a row. PostgreSQL is given one
    statement with an array for each column: it would plan as many statements as there are rows.
    """
    if not rows:
        return
    names = tuple(columns)
    if connection.dialect.name == "sqlite":
        words, ordered = _positional(statement, connection.dialect, names)
        connection.exec_driver_sql(words, list(map(ordered, rows)) if ordered else rows)
    else:
        values = dict(zip(names, zip(*rows, strict=True), strict=True))
        connection.execute(_unnesting(statement, names), values)


@lru_cache(maxsize=64)
def _positional(
    statement: Insert, dialect: sa.Dialect, columns: tuple[str, ...]
) -> tuple[str, Callable[[Row], Row] | None]:
    """Return the SQL of an INSERT whose values are columns by position, and what puts a row in that order if needed."""
    compiled = statement.compile(dialect=dialect, column_keys=list(columns))
    order = tuple(compiled.positiontup or ())
    return str(compiled), None if order == columns else itemgetter(*map(columns.index, order))


@lru_cache(maxsize=64)
def _unnesting(statement: Insert, columns: tuple[str, ...]) -> Insert:
    """Return PostgreSQL's INSERT from one array for each column."""
    from sqlalchemy.dialects.postgresql import insert

    from inboxwatch.store.postgres.arrays import Values

    table = statement.table
    assert isinstance(table, sa.Table)  # noqa: S101 - mypy knows an INSERT into less
    arrays: list[Any] = [sa.bindparam(name, type_=Values(table.c[name].type)) for name in columns]
    given = sa.func.unnest(*arrays).table_valued(*columns).render_derived(name="given")
    filled = insert(table).from_select(list(columns), sa.select(*(given.c[name] for name in columns)))
    return filled.on_conflict_do_nothing() if statement is _ignoring("postgresql", table) else filled
