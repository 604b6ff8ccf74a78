"""Making frozen dataclasses cheaply, for those of which every mail needs one.

The `__init__` of a frozen dataclass goes past its own `__setattr__` with one call a field: for a `Mail` that takes
longer than reading its dates and addresses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def maker(frozen: Callable[P, T]) -> Callable[P, T]:
    """Return a function that makes what `frozen`, a dataclass with slots and without `__post_init__`, makes.

    The object is filled while it belongs to a twin that anybody may write to, and changes its class in the end: Python
    allows that between classes with the same slots. Like `dataclasses` themselves this writes the function as source.
    """
    if not isinstance(frozen, type) or not is_dataclass(frozen) or hasattr(frozen, "__post_init__"):
        message = f"{frozen!r} is made otherwise"
        raise TypeError(message)
    names = [field.name for field in fields(frozen)]
    defaults = {field.name: field.default for field in fields(frozen) if field.default is not MISSING}
    source = "\n ".join(
        [
            f"def make({', '.join(f'{name}=_defaults[{name!r}]' if name in defaults else name for name in names)}):",
            "_it = _new(_twin)",
            *[f"_it.{name} = {name}" for name in names],
            "_it.__class__ = _frozen",
            "return _it",
        ]
    )
    twin = type(frozen.__name__, (), {"__slots__": names})
    there = {"_new": object.__new__, "_twin": twin, "_frozen": frozen, "_defaults": defaults}
    exec(source, there)  # noqa: S102 - names of our own fields, nothing else
    make: Callable[P, T] = there["make"]  # type: ignore[assignment]
    return make
