"""Columns of rows as PostgreSQL's array literals: one text each, made quicker than a driver converts each value."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


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
