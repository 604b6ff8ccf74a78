"""What Exchange knows of people: the owner's own absence note, and departments of those who are asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from connectors.exchange_read import when
from connectors.exchange_services import T, text
from inboxwatch.mail.write import sendable
from inboxwatch.ports import Colleague, Hints

if TYPE_CHECKING:
    from exchangelib import Account
    from lxml.etree import _Element as Element

_NOON = dt.time(12)


def absence(account: Account) -> Hints:
    """The whole days of a scheduled absence note. Its times are in UTC, so days are told by the nearest midnight."""
    from exchangelib.properties import Mailbox
    from exchangelib.services import GetUserOofSettings

    class Get(GetUserOofSettings):  # type: ignore[misc]
        def _elem_to_obj(self, elem: Element) -> Element:
            return elem

    settings = Get(account=account).get(mailbox=Mailbox(email_address=account.primary_smtp_address))
    duration = settings.find(f"{T}Duration")
    if text(settings, "OofState") != "Scheduled" or duration is None:
        return Hints()
    start, end = when(text(duration, "StartTime")), when(text(duration, "EndTime"))
    if start is None or end is None:
        return Hints()
    first = start.date() + dt.timedelta(days=start.time() >= _NOON)
    last = end.date() - dt.timedelta(days=end.time() < _NOON)
    return Hints(leave=((first, last),)) if first <= last else Hints()


def people(account: Account, addresses: Iterable[str]) -> list[Colleague]:
    """Look addresses up in the organisation's address list, one by one; unknown and ambiguous ones are left out."""
    from exchangelib.services import ResolveNames

    class Resolve(ResolveNames):  # type: ignore[misc]
        def _elem_to_obj(self, elem: Element) -> Element:
            return elem

    found: list[Colleague] = []
    if account.version is None:  # asking for it finds it out, which this service does not do by itself
        return found
    for address in dict.fromkeys(addresses):
        if not sendable(address):
            continue
        answers: list[Any] = list(
            Resolve(protocol=account.protocol).call(
                [f"smtp:{address}"], return_full_contact_data=True, search_scope="ActiveDirectory"
            )
        )
        known = [each for each in answers if not isinstance(each, Exception)]
        contact = known[0].find(f"{T}Contact") if len(known) == 1 else None
        if contact is not None and _line(text(contact, "Department")):
            name = _line(text(contact, "DisplayName"))
            found.append(Colleague(address, _line(text(contact, "Department")), name))
    return found


def _line(value: str) -> str:
    """One line, short."""
    return " ".join(value.split())[:200]
