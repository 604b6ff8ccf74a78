"""From the tables of the file to what the rules work with: calendar, directory, targets, mailboxes."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inboxwatch.address_patterns import Pattern, normalise
from inboxwatch.config import calendars, people_copy
from inboxwatch.config.problems import Problem, nearest
from inboxwatch.directory import OTHER, Directory, Entry
from inboxwatch.directory_file import decode, parse
from inboxwatch.model import Mailbox, MailboxKind
from inboxwatch.places import store_url
from inboxwatch.targets import Rule, Targets

if TYPE_CHECKING:
    from inboxwatch.business_hours import Calendar
    from inboxwatch.config import Settings
    from inboxwatch.config.tables import MailboxSettings

LARGEST_DIRECTORY = 64 << 20


@dataclass(frozen=True)
class Built:
    """What the tables mean."""

    mailboxes: tuple[Mailbox, ...]
    directory: Directory
    """With what mail servers say of colleagues, below what the configuration says."""
    configured: Directory
    calendar: Calendar
    targets: Targets
    notices: tuple[str, ...]
    version: str
    entries: str = field(default="", repr=False)
    """The directory's lines as they count in the version."""


def build(settings: Settings, base: Path, problems: list[Problem], *, like: Built | None = None) -> Built:
    """Make everything, as far as it can be made; what is wrong goes to `problems`.

    `like` was made of the same `[directory]` with domains of its own: its directory is taken, which may be large.
    """
    notices: list[str] = []
    mailboxes = tuple(_mailbox(settings, index, table, problems) for index, table in enumerate(settings.mailbox))
    doubtful = {problem.place[0] for problem in problems if problem.place}
    if settings.mailbox and not any(mailbox.addresses for mailbox in mailboxes) and "me" not in doubtful:
        problems.append(Problem(("me", "addresses"), 'is missing: your own addresses, like ["ada@corp.example"]'))
    configured = like.configured if like else _directory(settings, base, mailboxes, problems, notices)
    directory = _with_servers(settings, base, configured, problems) if settings.directory.from_server else configured
    made = calendars.make(settings.calendar, base, problems, notices)
    targets = _targets(settings, directory, problems, notices)
    entries = like.entries if like and like.directory is directory else _entries(directory)
    version = _version(settings, mailboxes, directory, entries, made.fingerprint)
    return Built(mailboxes, directory, configured, made.calendar, targets, tuple(notices), version, entries)


def _mailbox(settings: Settings, index: int, table: MailboxSettings, problems: list[Problem]) -> Mailbox:
    named = table.table.get("address") or table.username
    address = normalise(named) if isinstance(named, str) else ""
    own = tuple(dict.fromkeys((*table.addresses, *([address] if address else []))))
    if table.kind is MailboxKind.SHARED:
        if not own:
            message = 'a shared mailbox needs addresses = ["…"], where mail for it arrives'
            problems.append(Problem(("mailbox", index), message))
        return Mailbox(
            table.name, table.kind, frozenset(own), frozenset(table.groups), members=frozenset(table.members),
            authserv_id=table.authserv_id, main=own[0] if own else "",
        )  # fmt: skip
    own = tuple(dict.fromkeys((*settings.me.addresses, *own)))
    return Mailbox(
        table.name, table.kind, frozenset(own), frozenset((*settings.me.groups, *table.groups)),
        frozenset(settings.me.delegates), authserv_id=table.authserv_id, main=own[0] if own else "",
    )  # fmt: skip


def _directory(
    settings: Settings, base: Path, mailboxes: tuple[Mailbox, ...], problems: list[Problem], notices: list[str]
) -> Directory:
    table = settings.directory
    domains = table.internal_domains
    if not domains:
        addresses = {*settings.me.addresses, *(address for mailbox in mailboxes for address in mailbox.addresses)}
        domains = tuple(sorted({address.rpartition("@")[2] for address in addresses}))
        if domains and settings.mailbox:
            shown = ", ".join(domains)
            notices.append(f"No internal_domains are configured: mail from {shown} counts as internal.")
    directory = Directory.of(domains, table.partners, table.departments, _lines(table.file, base, problems))
    outsiders = directory.outsiders()
    if outsiders:
        more = f" and {len(outsiders) - 3} more" if len(outsiders) > 3 else ""  # noqa: PLR2004 - as many as a line holds
        shown = ", ".join(outsiders[:3]) + more
        notices.append(f"Departments name people outside, whose mail opens no request: {shown}. Make them partners.")
    return directory


def _with_servers(settings: Settings, base: Path, configured: Directory, problems: list[Problem]) -> Directory:
    """Put what mail servers said of colleagues below what the configuration says."""
    url = store_url(settings.store.url, base)
    if not url.startswith("sqlite"):  # every machine would have departments of its own, and derive with them
        message = "works with a store of one's own (SQLite): a shared one needs the same directory for all, in a file"
        problems.append(Problem(("directory", "from_server"), message))
        return configured
    return configured.over(people_copy.read(people_copy.place_of(url)).entries())


def _lines(name: str, base: Path, problems: list[Problem]) -> list[Entry]:
    """The directory's file."""
    if not name:
        return []
    place = ("directory", "file")
    path = base / Path(name).expanduser()
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_DIRECTORY + 1)
    except OSError as error:
        problems.append(Problem(place, f"{path} cannot be read: {error.strerror}"))
        return []
    if len(data) > LARGEST_DIRECTORY:
        problems.append(Problem(place, f"{path} is over {LARGEST_DIRECTORY >> 20} MiB; is it the right file?"))
        return []
    entries, bad = parse(decode(data))
    problems.extend(Problem(place, f"{path.name} line {line.line}: {line.message}") for line in bad[:20])
    if len(bad) > 20:  # noqa: PLR2004 - enough to see what is wrong
        problems.append(Problem(place, f"{path.name}: {len(bad) - 20} more bad lines"))
    return entries


def _targets(settings: Settings, directory: Directory, problems: list[Problem], notices: list[str]) -> Targets:
    doubtful = any(problem.place[:1] == ("directory",) for problem in problems)
    departments = [*directory.departments(), OTHER]
    rules = []
    for index, rule in enumerate(settings.targets.rule):
        if rule.department and not doubtful and rule.department.casefold() not in map(str.casefold, departments):
            message = f'no department is called "{rule.department}"{nearest(rule.department, departments)}'
            if settings.directory.from_server:  # the server may still name it
                notices.append(f"Rule {index + 1} of [targets] fits nobody yet: {message}.")
            else:
                problems.append(Problem(("targets", "rule", index, "department"), message))
        if rule.subject and not settings.store.keep_subjects:
            notices.append(f"Rule {index + 1} of [targets] asks for subjects, but [store] keep_subjects is false.")
        rules.append(
            Rule(
                rule.acknowledge_within,
                Pattern.parse(rule.sender) if rule.sender else None,
                rule.department,
                rule.subject,
                rule.mailbox,
                rule.sender or "",
            )
        )
    return Targets(settings.targets.acknowledge_within, tuple(rules))


def _version(
    settings: Settings, mailboxes: tuple[Mailbox, ...], directory: Directory, entries: str, calendar: str
) -> str:
    """Fingerprint what derivation depends on; the order of sets must not show."""
    facts = {
        "mailboxes": [_plain(dataclasses.asdict(mailbox)) for mailbox in mailboxes],
        "domains": sorted(directory.internal_domains),
        "partners": [_plain(dataclasses.asdict(partner)) for partner in directory.partners],
        "calendar": calendar,
        "targets": settings.targets.model_dump(mode="json"),
        "threshold": settings.classifier.threshold,
    }
    if settings.figures.external:
        facts["external"] = True
    texts = {name: _text(fact) for name, fact in facts.items()} | {"entries": entries}
    text = "{" + ", ".join(f'"{name}": {texts[name]}' for name in sorted(texts)) + "}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _entries(directory: Directory) -> str:
    """The directory's lines as they count in the version: a second for a hundred thousand of them."""
    return _text([_plain(dataclasses.asdict(entry)) for entry in directory.entries])


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=True)


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a dataclass holds
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value
