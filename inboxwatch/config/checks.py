"""Checks of the file's tables: their shape, their names for each other, and secrets that do not belong there."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from inboxwatch.config.problems import Place, Problem, explain, nearest, unknown
from inboxwatch.config.tables import MailboxSettings

if TYPE_CHECKING:
    from inboxwatch.config import Settings

ValidateMailbox = Callable[[str, Mapping[str, Any]], Iterable[str]]
"""(connector, its keys) -> what is wrong with them, in words; "host: is missing" speaks of one key."""

ValidateChannel = ValidateMailbox
"""(kind, its keys) -> the same for a channel."""

SCAN = "scan"
"""The mailbox that `inboxwatch scan` makes of files; rules may name it though no table does."""

_CHANNEL = frozenset({"name", "kind", "subjects"})
"""Keys that every channel has."""

_LIKELY = 0.8
"""How like a key of every mailbox a key must be to be taken for it while nobody knows the connector."""

_SECRETS = frozenset(
    {"password", "passwd", "passphrase", "secret", "client_secret", "token", "access_token", "refresh_token", "api_key"}
)


def check(
    model: type[Settings],
    raw: Mapping[str, Any],
    *,
    exposed: bool,
    validate_mailbox: ValidateMailbox | None,
    validate_channel: ValidateChannel | None = None,
) -> tuple[Settings, list[Problem]]:
    """The settings, as far as they can be made, and every problem found so far. Bad tables get their defaults."""
    problems = list(_secrets(raw))
    settings, wrong = _shape(model, raw)
    problems += (problem for problem in wrong if not any(secret.place == problem.place for secret in problems))
    problems += _misplaced(model, raw)
    if validate_mailbox:
        problems += _connectors(raw, validate_mailbox)
    if validate_channel:
        problems += _kinds(raw, validate_channel)
    problems += _names(settings, {problem.place[0] for problem in wrong if problem.place})
    if exposed:
        problems += _exposed(settings)
    return settings, problems


def _shape(model: type[Settings], raw: Mapping[str, Any]) -> tuple[Settings, list[Problem]]:
    known = {name: value for name, value in raw.items() if name in model.model_fields}
    try:
        return model.model_validate(known), []
    except ValidationError as error:
        wrong = explain(error, model)
    for problem in wrong:
        _drop(known, problem.place)
    return model.model_validate(known), wrong


def _drop(tables: dict[str, Any], place: Place) -> None:
    """Leave out a bad key, so that the others of its table can still be looked at; of a list of tables, all."""
    table, key = str(place[0]), place[1] if len(place) > 1 else None
    if isinstance(tables.get(table), dict) and key is not None:
        tables[table] = {name: value for name, value in tables[table].items() if name != key}
    else:
        tables.pop(table, None)


def _misplaced(model: type[Settings], raw: Mapping[str, Any]) -> Iterable[Problem]:
    """Top-level tables and keys that do not exist; a key that stands outside its table is told where it belongs."""
    from inboxwatch.config.problems import valid_keys

    for key in raw:
        if key in model.model_fields:
            continue
        home = [table for table in model.model_fields if key in valid_keys(model, [table])]
        message = f"belongs under [{home[0]}]" if home else unknown(key, model.model_fields)
        yield Problem((key,), message)


def _secrets(value: Any, place: Place = ()) -> Iterable[Problem]:  # noqa: ANN401 - anything TOML can hold
    """Keys that would hold a secret in this file (T15)."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key.lower() in _SECRETS and isinstance(inner, str):
                yield Problem(
                    (*place, key),
                    "a secret does not belong in this file: keep it in the system's keyring, or say where it is with "
                    "password_command, password_file or password_env",
                )
            else:
                yield from _secrets(inner, (*place, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _secrets(inner, (*place, index))


def _connectors(raw: Mapping[str, Any], validate: ValidateMailbox) -> Iterable[Problem]:
    """What the connectors say of the keys that are theirs."""
    tables = raw.get("mailbox", ())
    ours = [key for key in MailboxSettings.model_fields if key != "table"]
    for index, table in enumerate(tables if isinstance(tables, list) else ()):
        if not isinstance(table, dict):
            continue
        theirs = {key: value for key, value in table.items() if key not in ours}
        if not isinstance(table.get("connector"), str):  # nobody knows the other keys, but "conector" is no secret
            yield from _mistyped(("mailbox", index), theirs, ours)
            continue
        theirs = {key: value for key, value in theirs.items() if key.lower() not in _SECRETS}
        for words in validate(table["connector"], theirs):
            place, message = _placed(words)
            yield Problem(("mailbox", index, *place), message)


def _mistyped(place: Place, theirs: Iterable[str], ours: Sequence[str]) -> Iterable[Problem]:
    """Keys that look like one of ours, in a table of which nobody knows the others."""
    likely = [key for key in theirs if difflib.get_close_matches(key, ours, n=1, cutoff=_LIKELY)]
    yield from (Problem((*place, key), unknown(key, ours)) for key in likely)


def _kinds(raw: Mapping[str, Any], validate: ValidateChannel) -> Iterable[Problem]:
    """What the channels say of the keys that are theirs."""
    tables = raw.get("channel", ())
    for index, table in enumerate(tables if isinstance(tables, list) else ()):
        if not isinstance(table, dict):
            continue
        theirs = {key: value for key, value in table.items() if key not in _CHANNEL and key.lower() not in _SECRETS}
        if not isinstance(table.get("kind"), str):
            yield from _mistyped(("channel", index), theirs, sorted(_CHANNEL))
            continue
        for words in validate(table["kind"], theirs):
            place, message = _placed(words)
            yield Problem(("channel", index, *place), message)


_PLACED = re.compile(r"([A-Za-z_]\w*)(?:\[(\d{1,6})\])?: (.+)", re.DOTALL)


def _placed(words: str) -> tuple[Place, str]:
    """Take the key off a connector's words: "host: is missing", "folders[2]: must be a text in quotes"."""
    found = _PLACED.fullmatch(words)
    if found is None:
        return (), words
    key, number, message = found.groups()
    return ((key, int(number) - 1) if number else (key,)), message


def _names(settings: Settings, bad: set[str | int]) -> Iterable[Problem]:
    """Names that must be unique, and names that must exist. Tables that could not be read are not compared with."""
    named = {table: [entry.name for entry in getattr(settings, table)] for table in ("mailbox", "channel")}
    for table, names in named.items():
        for index, name in enumerate(names):
            if name in names[:index]:
                yield Problem((table, index, "name"), f'another {table} is called "{name}" already')
    if not {"mailbox", "targets"} & bad:
        mailboxes = named["mailbox"]
        for index, rule in enumerate(settings.targets.rule):
            if rule.mailbox is not None and rule.mailbox not in (*mailboxes, SCAN):
                message = f'no mailbox is called "{rule.mailbox}"{nearest(rule.mailbox, mailboxes)}'
                yield Problem(("targets", "rule", index, "mailbox"), message)
    if "channel" not in bad:
        yield from _channels(settings)
        if "mailbox" not in bad:
            yield from _senders(settings)


def _channels(settings: Settings) -> Iterable[Problem]:
    channels = [channel.name for channel in settings.channel]
    used: list[tuple[Place, str]] = [(("report", "channel"), settings.report.channel)]
    used.append((("report", "team_channel"), settings.report.team_channel))
    used += [(("reminders", "channels", index), name) for index, name in enumerate(settings.reminders.channels)]
    for place, name in used:
        if name and name not in channels:
            yield Problem(place, f'no channel is called "{name}"{nearest(name, channels)}')


def _senders(settings: Settings) -> Iterable[Problem]:
    """Mailboxes that a channel sends through."""
    mailboxes = [mailbox.name for mailbox in settings.mailbox]
    for index, channel in enumerate(settings.channel):
        name = channel.table.get("mailbox", "")
        if name and name not in mailboxes:
            message = f'no mailbox is called "{name}"{nearest(str(name), mailboxes)}'
            yield Problem(("channel", index, "mailbox"), message)


def _exposed(settings: Settings) -> Iterable[Problem]:
    """URLs with a password in a file that others may read (T15). The URL itself is not shown."""
    if urlsplit(settings.store.url).password:
        yield Problem(("store", "url"), "holds a password, and others may read this file; run: chmod 600 on it")
    for index, channel in enumerate(settings.channel):
        if channel.url.partition("://")[2].strip("/"):  # a webhook's path is its password
            message = "is a password to whoever reads it, and others may read this file; run: chmod 600 on it"
            yield Problem(("channel", index, "url"), message)
