"""Departments from mail servers' own directories (`[directory] from_server`): asked about, kept, asked again weekly.

Asked about are people who wrote requests and whom the configuration puts in no department; nobody else, and who has
written no request any more is dropped. What is said goes below the configuration; a change derives requests again.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from inboxwatch.config import people_copy
from inboxwatch.config.people_copy import Known, People
from inboxwatch.directory import OTHER
from inboxwatch.errors import InboxwatchError, PermanentError
from inboxwatch.watch.sync import Connect, plugged
from inboxwatch.watch.track import track

if TYPE_CHECKING:
    from inboxwatch.config import MailboxSettings, Settings
    from inboxwatch.ports import Colleague
    from inboxwatch.store import Store

log = logging.getLogger(__name__)

DAY: Final = dt.timedelta(days=1)
"""How soon people who are new are asked about."""
WEEK: Final = dt.timedelta(days=7)
"""How soon those who are known are asked about again."""
AGAIN: Final = dt.timedelta(hours=1)
"""How soon trouble that passes is tried again."""
MOST: Final = 300
"""People to ask about in one go; the next go asks about the others."""


@dataclass(frozen=True)
class Looked:
    """What came of a look: whether departments changed, and what went wrong, in words."""

    changed: bool = False
    trouble: str = ""


def refresh(settings: Settings, store: Store, now: dt.datetime, *, connect: Connect | None = None) -> Looked:
    """Ask about whom it is time to ask about; `settings` know what was said at once, `track` has to follow a change.

    Does nothing unless `[directory] from_server` is true, and nothing within a day of the last time. Raises StoreError.
    """
    if not settings.directory.from_server:
        return Looked()
    version = settings.version
    settings.read_people_again()  # another run may have asked
    place = people_copy.place_of(settings.store_url)
    before = people_copy.read(place)
    if before.looked is not None and dt.timedelta() <= now - before.looked < DAY:
        return Looked(settings.version != version)
    wanted = _wanted(settings, store)
    if not wanted and not before.known:
        return Looked(settings.version != version)
    due = [address for address in wanted if _due(before.known.get(address), now)]
    after = _asked(settings, before, due[:MOST], now, connect or plugged(settings))
    if len(due) > MOST and not after.trouble:
        after = People(after.known, None, "")  # the rest at the next opportunity
    kept = {address: one for address, one in after.known.items() if address in set(wanted)}
    try:
        people_copy.write(place, People(kept, after.looked, after.trouble))
    except OSError as error:
        return Looked(trouble=f"Departments from the server cannot be kept in {place}: {error.strerror}.")
    settings.read_people_again()
    return Looked(settings.version != version, after.trouble)


def ask_around(settings: Settings, store: Store, connect: Connect | None, now: dt.datetime) -> None:
    """Do that in the daemon: say what went wrong, and derive requests again where departments changed."""
    looked = refresh(settings, store, now, connect=connect)
    if looked.trouble:
        log.warning("%s", looked.trouble)
    if looked.changed:
        track(store, settings.rules(), now)


def _wanted(settings: Settings, store: Store) -> list[str]:
    """Colleagues who wrote requests and whom the configuration puts in no department, sorted."""
    people = settings.configured_people
    senders = {request.sender for request in store.requests()}
    return sorted(each for each in senders if people.internal(each) and people.department(each) == OTHER)


def _due(known: Known | None, now: dt.datetime) -> bool:
    return known is None or not dt.timedelta() <= now - known.asked < WEEK


def _asked(settings: Settings, before: People, due: Sequence[str], now: dt.datetime, connect: Connect) -> People:
    """Ask each mailbox's server in turn about those whom none before it knew."""
    known = dict(before.known)
    left, trouble, passing, anybody = list(due), "", False, False
    for mailbox in settings.mailbox:
        if not left:
            break
        try:
            found = _ask(mailbox, left, connect)
        except InboxwatchError as error:
            trouble = f"The directory of {mailbox.name} could not be asked: {error}"
            passing |= not isinstance(error, PermanentError)
            log.info("%s", trouble)
            continue
        if found is None:
            continue
        anybody = True
        said = {one.address: Known(one.address, one.department, one.name, mailbox.name, now) for one in found}
        known |= said
        left = [address for address in left if address not in said]
    if not trouble and anybody:
        known |= {address: Known(address, "", "", "", now) for address in left}
    if due and not trouble and not anybody:
        trouble = "[directory] from_server is true, but no mailbox here has a directory that can be asked."
    return People(known, now - DAY + AGAIN if passing else now, trouble)


def _ask(mailbox: MailboxSettings, addresses: Sequence[str], connect: Connect) -> list[Colleague] | None:
    """Ask one server; None if this kind of mailbox has no directory."""
    connector = connect(mailbox)
    try:
        ask = getattr(connector, "people", None)
        return None if ask is None else ask(addresses)
    finally:
        connector.close()
