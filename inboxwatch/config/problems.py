"""What is wrong with a configuration, in words: where, which key, and what was probably meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from inboxwatch.errors import ConfigurationError

Place = tuple[str | int, ...]
"""Where a key is: ("mailbox", 0, "host")."""

_PLAIN = {
    "missing": "is missing",
    "string_type": "must be a text in quotes",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "tuple_type": 'must be a list like ["…", "…"]',
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "string_too_short": "must not be empty",
    "too_short": "must not be empty",
    "path_type": "must be a path in quotes",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `message` goes on from the key: "is missing"."""

    place: Place
    message: str
    line: int | None = None

    def __str__(self) -> str:
        """The line of an error message."""
        where = f"line {self.line}: " if self.line else ""
        return f"{where}{show(self.place)}: {self.message}" if self.place else f"{where}{self.message}"


class ConfigurationProblems(ConfigurationError):  # noqa: N818 - it is many errors
    """Every problem of one configuration file; `problems` has them one by one."""

    def __init__(self, source: str, problems: list[Problem]) -> None:
        """List them in the order of the file."""
        self.problems = sorted(problems, key=lambda problem: problem.line or 0)
        count = f"{len(problems)} problems" if len(problems) > 1 else "a problem"
        lines = "".join(f"\n  {problem}" for problem in self.problems)
        remedy = "Every key is explained in config.example.toml."
        super().__init__(f"The configuration {source} has {count}:{lines}", remedy)

    def __str__(self) -> str:
        """One problem a line, then what to do."""
        return f"{self.message}\n{self.remedy}"

    @classmethod
    def of(cls, path: Path, problems: list[Problem], text: str, raw: Mapping[str, Any]) -> ConfigurationProblems:
        """The problems of a file, with the line of each key."""
        return cls(str(path), with_lines(problems, text, raw))


def show(place: Place) -> str:
    """A key as people write it: the second mailbox's host is "mailbox[2].host"."""
    shown = ""
    for part in place:
        shown += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if shown else part
    return shown


def explain(error: ValidationError, model: type[BaseModel], base: Place = ()) -> list[Problem]:
    """What pydantic found in one table, in our words."""
    found = []
    for detail in error.errors(include_url=False, include_input=False):
        place = (*base, *(part for part in detail["loc"] if part != "[key]"))
        if detail["type"] == "extra_forbidden":
            message = unknown(str(place[-1]), valid_keys(model, detail["loc"][:-1]))
        elif detail["type"] == "literal_error":
            message = f"must be {detail['ctx']['expected']}"
        elif detail["type"] == "enum":
            message = f"must be {detail['ctx']['expected'].replace(' or ', ', ').replace(', ', ' or ')}"
        else:
            message = _PLAIN.get(detail["type"]) or _reworded(detail["msg"])
        found.append(Problem(place, message))
    return found


def table_problems(model: type[BaseModel], table: Mapping[str, Any], also: Iterable[str] = ()) -> list[str]:
    """What is wrong with a connector's own table, in words that begin with the key: "hosst: there is no such key".

    `also` are further keys that may have been meant: those that every mailbox has.
    """
    names = [field.alias or name for name, field in model.model_fields.items()]
    strange = [key for key in table if key not in names]
    valid = [*names, *also]
    found = [f"{key}: {unknown(key, valid)}" for key in strange]
    try:
        model.model_validate({key: value for key, value in table.items() if key not in strange})
    except ValidationError as error:
        found += map(str, explain(error, model))
    return found


def unknown(key: str, valid: Iterable[str]) -> str:
    """What to say of a key that does not exist."""
    names = sorted(valid)
    near = difflib.get_close_matches(key.lower(), names, n=1, cutoff=0.6)
    if near:
        return f'there is no such key; did you mean "{near[0]}"?'
    return f"there is no such key; valid here: {', '.join(names)}"


def nearest(name: str, valid: Iterable[str]) -> str:
    """A hint to add to a sentence about a name that nothing has: '; did you mean "Finance"?'."""
    names = list(valid)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    return f'; did you mean "{near[0]}"?' if near else f" (there are: {', '.join(names) or 'none'})"


def valid_keys(model: type[BaseModel], path: Iterable[str | int]) -> list[str]:
    """The keys of the table at `path` inside `model`."""
    for part in path:
        if isinstance(part, str) and part in model.model_fields:
            model = _inner(model.model_fields[part].annotation) or model
    return list(model.model_fields)


def _inner(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in getattr(annotation, "__args__", ()) if (found := _inner(part))), None)


def _reworded(message: str) -> str:
    message = message.removeprefix("Value error, ").removeprefix("Input ")
    return message[:1].lower() + message[1:] if message.startswith(("Should", "should")) else message


def with_lines(problems: Iterable[Problem], text: str, raw: Mapping[str, Any]) -> list[Problem]:
    """The same problems with the line of each key; tomllib does not tell, so the text is gone through once more."""
    lines = locate(text)
    return [Problem(problem.place, problem.message, _line(problem.place, lines, text, raw)) for problem in problems]


def _line(place: Place, lines: Mapping[Place, int], text: str, raw: Mapping[str, Any]) -> int | None:
    for length in range(len(place), 0, -1):
        line = lines.get(place[:length]) or lines.get((*place[:length], 0))  # or the first of an array of tables
        if line is None:
            continue
        value: Any = raw
        for part in place:
            try:
                value = value[part]
            except (LookupError, TypeError):
                return line
        quoted = f'"{value}"' if isinstance(value, str) and length < len(place) else None
        rest = enumerate(text.splitlines()[line - 1 :], line)
        return next((number for number, shown in rest if quoted and quoted in shown), line)
    return None


_HEADER = re.compile(r"\s*(\[\[?)([^\[\]]+)\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")


def locate(text: str) -> dict[Place, int]:
    """The line of every table and key of a TOML text that tomllib could read; inline tables count as their key."""
    found: dict[Place, int] = {}
    table: Place = ()
    counts: dict[Place, int] = {}
    inside = ""
    for number, line in enumerate(text.splitlines(), 1):
        quotes = next((mark for mark in ('"""', "'''") if mark in line), "")
        if inside:
            inside = "" if inside in line else inside
            continue
        if header := _HEADER.fullmatch(line):
            table = _table(_parts(header[2]), counts, new=header[1] == "[[")
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault((*table, *_parts(key[1])), number)
        if quotes and line.count(quotes) % 2:
            inside = quotes
    return found


def _table(parts: Place, counts: dict[Place, int], *, new: bool) -> Place:
    """The place of a table header: an array's table gets its number, a table inside one its parent's."""
    place: Place = ()
    for index, part in enumerate(parts, 1):
        place = (*place, part)
        if new and index == len(parts):
            counts[place] = counts.get(place, -1) + 1
        if place in counts:
            place = (*place, counts[place])
    return place


def _parts(dotted: str) -> Place:
    return tuple(part.strip().strip("\"'") for part in re.findall(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""", dotted))
