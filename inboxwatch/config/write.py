"""Writing a configuration for `init`: short, commented, for its owner alone; an existing one is never replaced."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inboxwatch.errors import ConfigurationError

Value = str | int | bool | Sequence[str] | Mapping[str, str]


@dataclass(frozen=True)
class Answers:
    """What `init` was told. `mailbox` are the keys of its table, in the order in which they are written."""

    address: str
    mailbox: Mapping[str, Value]
    name: str = ""
    timezone: str = ""
    holidays: str = ""
    departments: str = ""
    extra: Sequence[str] = field(default=())


def document(answers: Answers) -> str:
    """A whole configuration. Colleagues are those of the address's own domain, until the owner names more."""
    domain = answers.address.rpartition("@")[2]
    lines = [
        "# Written by 'inboxwatch init'. Every key is explained in config.example.toml.",
        "",
        "[me]",
        f"name = {toml(answers.name)}",
        f"addresses = {toml([answers.address])}  # add your other addresses; the first is the main one",
        "",
        "[calendar]",
        f"timezone = {toml(answers.timezone)}",
        f"holidays = {toml(answers.holidays)}  # country or country-region; leave and hours: see the example",
        "",
        "[targets]",
        'acknowledge_within = "4h"  # business time',
        "",
    ]
    lines += ["[directory]", f"internal_domains = {toml([domain])}  # whose mail counts, with their subdomains"]
    if answers.departments:
        lines.append(f"file = {toml(answers.departments)}")
    return "\n".join([*lines, "", *_mailbox(answers.mailbox)])


def addition(answers: Answers) -> str:
    """A further mailbox, to be put behind what is there."""
    return "\n".join(["", *_mailbox(answers.mailbox)])


def _mailbox(keys: Mapping[str, Value]) -> list[str]:
    return ["[[mailbox]]", *(f"{key} = {toml(value)}" for key, value in keys.items()), ""]


def toml(value: Value) -> str:
    """A value as TOML; JSON's strings are TOML's basic strings, but for DEL."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key} = {toml(each)}" for key, each in value.items())
        return f"{{ {inner} }}"
    return f"[{', '.join(toml(each) for each in value)}]"


def save(path: Path, text: str) -> None:
    """Write a new file with mode 0600 in a folder that is the owner's alone. Raises ConfigurationError."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        message = f"There is a file at {path} already, and it was left as it is."
        raise ConfigurationError(message, "Use --add for a further mailbox, or move it away.") from None
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be written: {error.strerror}.", "Check the folder.") from None


def append(path: Path, text: str) -> None:
    """Put text behind an existing configuration, all or nothing. Raises ConfigurationError."""
    new = path.with_name(f"{path.name}.new")
    try:
        whole = path.read_text(encoding="utf-8").rstrip("\n") + "\n" + text
        new.unlink(missing_ok=True)
        save(new, whole)
        new.chmod(path.stat().st_mode & 0o777)
        new.replace(path)
    except (OSError, UnicodeDecodeError) as error:
        new.unlink(missing_ok=True)
        raise ConfigurationError(f"{path} cannot be changed: {error}.", "Check the file.") from None
