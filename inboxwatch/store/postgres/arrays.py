"""Columns of rows as PostgreSQL's array literals: one text each, made quicker than a driver converts each value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_DIALECT: sa.Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]


class Values(sa.types.UserDefinedType[Any]):
    """A list of values, given to the driver as one text."""

    cache_ok = True
    render_bind_cast = True

    def __init__(self, item: sa.types.TypeEngine[Any]) -> None:
        """Of values as a column of this type has them."""
        self.item = item

    def get_col_spec(self, **_rest: object) -> str:
        """Name the type."""
        return f"{self.item.compile(dialect=_DIALECT)}[]"

    def bind_processor(self, dialect: sa.Dialect) -> Callable[[Any], Any]:  # noqa: ARG002 - as it is called
        """Write it."""
        return literal


def literal(values: Sequence[object]) -> str:
    """Return values of one type (texts, numbers, bytes), or None among them, as an array literal."""
    kinds = set(map(type, values))
    if kinds == {str}:
        return _texts(values)  # type: ignore[arg-type]
    if kinds <= {int, float}:
        return f"{{{str(list(values))[1:-1]}}}"
    if kinds == {bytes}:
        return '{"' + '","'.join([rf"\\x{value.hex()}" for value in values]) + '"}'  # type: ignore[attr-defined]
    return "{" + ",".join(map(_single, values)) + "}"


def _texts(values: Sequence[str]) -> str:
    """Quote all of them at once where none holds a quote or backslash, as is usual."""
    together = "".join(values)
    if '"' in together or "\\" in together:
        values = [value.replace("\\", "\\\\").replace('"', '\\"') for value in values]
    return '{"' + '","'.join(values) + '"}'


def _single(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    return _texts((value,))[1:-1] if isinstance(value, str) else literal((value,))[1:-1]
