"""The checks of `doctor`, each total: what it finds is a line, never an exception."""

from __future__ import annotations

import datetime as dt
import stat
from typing import TYPE_CHECKING

from inboxwatch.errors import InboxwatchError
from inboxwatch.views.checks import Check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from inboxwatch.cli.run import Run
    from inboxwatch.config import MailboxSettings
    from inboxwatch.ports import Connector, Finding
    from inboxwatch.store import MailboxState
    from inboxwatch.store.polls import Poll
    from inboxwatch.store.state import Aside

OK, WARNING, FAILED = "ok", "warning", "failed"
STALE_PEOPLE = dt.timedelta(days=14)
"""What mail servers said of departments longer ago is a warning: they are asked daily."""
STALE_ZONES = 3
"""Years after which time zone data is certain to be wrong somewhere."""


def examine(run: Run) -> list[Check]:
    """Go through everything, in the order in which it would be repaired."""
    return [*_configuration(run), *_clock(run), *_store(run), *_mailboxes(run), *_channels(run)]


def _configuration(run: Run) -> Iterator[Check]:
    from inboxwatch.cli.present import workers_read

    settings = run.settings
    yield Check("Configuration", "File", OK, str(settings.path))
    if not settings.mailbox and not workers_read(run):
        yield Check("Configuration", "Mailboxes", WARNING, "none is configured", "Add a [[mailbox]] table.")
    yield Check("Configuration", "Working time", OK, run.calendar.describe())
    if settings.directory.from_server:
        yield _people(run)
    for notice in settings.notices:
        yield Check("Configuration", "Assumed", WARNING, notice, "Say it in the configuration if this is wrong.")


def _people(run: Run) -> Check:
    """How many departments came from mail servers, and how old that is."""
    from inboxwatch.config import people_copy
    from inboxwatch.views.words import duration, plural

    name, remedy = "Departments", "'inboxwatch sync' and 'inboxwatch run' ask when it is time."
    people = people_copy.read(people_copy.place_of(run.settings.store_url))
    if people.trouble:
        return Check("Configuration", name, WARNING, people.trouble, remedy)
    if people.looked is None:
        return Check("Configuration", name, WARNING, "no mail server's directory was asked yet", remedy)
    known = [one for one in people.known.values() if one.department]
    where = ", ".join(dict.fromkeys(one.mailbox for one in known))
    told = f"{plural(len(known), 'colleague')} from the server of {where}" if known else "no mail server knows any"
    old = run.now - people.looked > STALE_PEOPLE
    told = f"{told}, last asked {duration((run.now - people.looked).total_seconds(), days=True)} ago"
    return Check("Configuration", name, WARNING if old else OK, told, remedy if old else "")


def _clock(run: Run) -> Iterator[Check]:
    from inboxwatch.config.zone import data_version

    frozen = ", frozen by --now" if run.frozen else ""
    yield Check("Clock", "Now", OK, f"{run.now.astimezone(run.calendar.zone):%A %d %B %Y %H:%M %Z}{frozen}")
    version = data_version()
    if not version:
        yield Check("Clock", "Time zones", WARNING, "their version is unknown", "Install the package tzdata.")
    elif int(version[:4]) + STALE_ZONES < run.now.year:
        yield Check("Clock", "Time zones", WARNING, f"{version} is old", "Update the package tzdata.")
    else:
        yield Check("Clock", "Time zones", OK, version)


def _store(run: Run) -> Iterator[Check]:
    from inboxwatch.store.files import SCHEMA, is_shared, path_of, schema_of

    try:
        if is_shared(run.store_url):
            yield from _read_through(run, "every row was read")
            return
        path = path_of(run.store_url)
        if not path.exists():
            yield Check("Store", "File", WARNING, f"{path} is not there yet", "Run 'inboxwatch sync'.")
            return
        yield from _permissions(path)
        schema = schema_of(path)
        yield Check("Store", "Schema", OK, schema if schema == SCHEMA else f"{schema}, will be migrated to {SCHEMA}")
        yield from _read_through(run, "every page was read")
    except InboxwatchError as error:
        yield Check("Store", "Integrity", FAILED, error.message, error.remedy)


def _read_through(run: Run, what: str) -> Iterator[Check]:
    """Read all that the store holds; raises StoreError."""
    from inboxwatch.cli.present import polled
    from inboxwatch.store.files import is_shared
    from inboxwatch.store.hosts import elsewhere
    from inboxwatch.store.polls import laid_over
    from inboxwatch.views.words import plural

    polls = polled(run)
    with run.open_store() as store:
        if is_shared(run.store_url):
            yield Check("Store", "Place", OK, store.place)
            if (hold := elsewhere(store)) is not None:
                yield Check("Store", "Daemon", OK, f"on the host {hold.host} ({hold})")
            yield from _workers(run, polls)
        store.check()
        yield Check("Store", "Integrity", OK, f"{what}; {plural(store.count(), 'message')}")
        yield from _states(run, laid_over(store.mailbox_states(), polls))
        yield from _asides(store.asides.all())


def _workers(run: Run, polls: tuple[Poll, ...]) -> Iterator[Check]:
    """Whether workers do what they are to do in this space."""
    from inboxwatch.views.watching import line

    if polls:
        said = line(None, expected=False, frame=run.frame(), polls=polls)
        late = said.startswith("!")
        remedy = "Ask your admin whether the workers run ('inboxwatch team mailboxes list')." if late else ""
        yield Check("Store", "Workers", WARNING if late else OK, said.removeprefix("! "), remedy)


def _permissions(path: Path) -> Iterator[Check]:
    open_to_others = stat.S_IRWXG | stat.S_IRWXO
    files = (path, path.with_name(f"{path.name}-wal"))
    exposed = [each for each in files if each.exists() and each.stat().st_mode & open_to_others]
    if exposed:
        yield Check("Store", "File", WARNING, f"{exposed[0]} is open to others", f"chmod 600 {exposed[0]}")
    else:
        yield Check("Store", "File", OK, f"{path}, for you alone")


def _states(run: Run, states: Sequence[MailboxState]) -> Iterator[Check]:
    from inboxwatch.views.words import instant

    for state in states:
        success = state.last_success
        when = instant(success, run.now, run.calendar.zone) if success else "never"
        yield Check("Store", f"Last read of {state.name}", OK if success else WARNING, when)


def _asides(asides: Sequence[Aside]) -> Iterator[Check]:
    """Name the messages that could not be read, by mailbox and reason."""
    from inboxwatch.views.words import plural

    for mailbox, why in dict.fromkeys((each.mailbox, each.why) for each in asides):
        found = [each for each in asides if (each.mailbox, each.why) == (mailbox, why)]
        places = ", ".join(each.ref for each in found[:3]) + (" …" if len(found) > 3 else "")  # noqa: PLR2004
        tries = max(each.attempts for each in found)
        detail = f"{plural(len(found), 'message')}: {why}; tried {plural(tries, 'time')}; at {places}"
        remedy = "Look at it in the mailbox yourself; the next version of inboxwatch tries it again. Please report it."
        yield Check("Store", "Set aside", WARNING, detail, remedy, mailbox)


def _mailboxes(run: Run) -> Iterator[Check]:
    for mailbox in run.settings.mailbox:
        yield from _mailbox(run, mailbox)


def _mailbox(run: Run, mailbox: MailboxSettings) -> Iterator[Check]:
    """Go through the connector's own steps, then read the first batch after what is known; nothing is stored."""
    from inboxwatch.cli.hints import hinted
    from inboxwatch.cli.kind import another_way
    from inboxwatch.cli.leave import announced
    from inboxwatch.watch.sync import plugged

    try:
        connector = plugged(run.settings)(mailbox)
    except InboxwatchError as error:
        yield Check("Mailboxes", "Settings", FAILED, error.message, error.remedy, mailbox.name)
        return
    try:
        failed = False
        for finding in _steps(connector):
            failed = finding.state == FAILED
            yield Check("Mailboxes", finding.name, finding.state, finding.detail, finding.remedy, mailbox.name)
            if failed:
                yield from another_way(run, mailbox, finding)
        if not failed:
            yield from _reading(run, mailbox, connector)
            yield from announced(run, mailbox, connector)
            yield from hinted(run, mailbox, connector)
    finally:
        connector.close()


def _steps(connector: Connector) -> Iterator[Finding]:
    """The steps that a connector offers to go through; not every one does."""
    examine = getattr(connector, "examine", None)
    if examine is not None:
        yield from examine()


def _reading(run: Run, mailbox: MailboxSettings, connector: Connector) -> Iterator[Check]:
    try:
        start = run.now - dt.timedelta(days=1)
        batch = next(iter(connector.fetch(_cursor(run, mailbox.name), start)), None)
    except InboxwatchError as error:
        yield Check("Mailboxes", "Reading", FAILED, error.message, error.remedy, mailbox.name)
        return
    waiting = f"{len(batch.mails):,} or more messages not yet read" if batch and batch.mails else "nothing new"
    yield Check("Mailboxes", "Reading", OK, waiting, "", mailbox.name)
    for notice in batch.notices if batch else ():
        yield Check("Mailboxes", "Notice", WARNING, notice, "", mailbox.name)


def _channels(run: Run) -> Iterator[Check]:
    """Make each channel, and have it go as far as it can without telling anybody anything."""
    used = {*run.settings.reminders.channels, *run.settings.report.channels}
    for table in run.settings.channel:
        state, words, remedy = _channel(run, table.name)
        if state == OK and table.name not in used:
            words, remedy = f"{words}; nothing is told through it", "Name it under [reminders] or [report]."
        yield Check("Channels", table.name, state, words, remedy)


def _channel(run: Run, name: str) -> tuple[str, str, str]:
    from inboxwatch import plugins

    try:
        channel = plugins.channel(run.settings, name, b"")
        try:
            examine = getattr(channel, "examine", None)
            return OK, examine() if examine is not None else "configured; 'inboxwatch remind' tries it", ""
        finally:
            channel.close()
    except InboxwatchError as error:
        return FAILED, error.message, error.remedy


def _cursor(run: Run, name: str) -> str:
    from inboxwatch.store.files import path_of

    try:
        if not path_of(run.store_url).exists():
            return ""
        with run.open_store() as store:
            return store.cursor(name)
    except InboxwatchError:
        return ""
