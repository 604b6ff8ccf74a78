"""What Exchange knows of people: the owner's absence note and working time, departments of those who are asked for."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from connectors.exchange_read import when
from connectors.exchange_services import T, distinguished, local, text
from connectors.outlook_time import iana, week
from inboxwatch.mail.write import sendable
from inboxwatch.ports import Colleague, Hints

if TYPE_CHECKING:
    from exchangelib import Account
    from lxml.etree import _Element as Element

_NOON = dt.time(12)
_SPACE = "WorkingHours.xsd"
"""Its namespace, as published."""
_LARGEST = 64 << 10


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


def working_time(account: Account) -> Hints:
    """Zone and hours as Outlook keeps them in the calendar ([MS-OXOCFG] 2.2.5.2.1), as far as they are there.

    Raises as exchangelib does, but not for a server that has no such thing or does not hand it out.
    """
    from exchangelib.errors import ErrorServerBusy, ResponseMessageError
    from exchangelib.properties import UserConfigurationNameMNS
    from exchangelib.services import GetUserConfiguration

    class Get(GetUserConfiguration):  # type: ignore[misc]
        def _elem_to_obj(self, elem: Element) -> Element:
            return elem

        @classmethod
        def _get_elements_in_container(cls, container: Element) -> list[Element]:
            return [each for each in container if local(each) == "UserConfiguration"]  # in either namespace

    name = UserConfigurationNameMNS(name="WorkHours", folder=distinguished(account, "calendar"))
    try:
        found = list(Get(account=account).call(user_configuration_name=name, properties="XmlData"))
    except ErrorServerBusy:
        raise
    except ResponseMessageError:
        return Hints()
    data = text(found[0], "XmlData") if found and not isinstance(found[0], Exception) else ""
    return _work_hours(data)


def _work_hours(data: str) -> Hints:
    """Read the stream, which is XML in Base64; hostile or odd, it says nothing."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(base64.b64decode(data, validate=False)[:_LARGEST])
    except (ParseError, DefusedXmlException, ValueError):
        return Hints()
    space = f"{{{_SPACE}}}"
    zone = iana((root.findtext(f"{space}WorkHoursVersion1/{space}TimeZone/{space}Name") or "").strip())
    slot = f"{space}WorkHoursVersion1/{space}TimeSlot/{space}"
    days = (root.findtext(f"{space}WorkHoursVersion1/{space}WorkDays") or "").split()
    return Hints(timezone=zone, hours=week(days, root.findtext(f"{slot}Start"), root.findtext(f"{slot}End")))


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
        known = [each for each in answers if not isinstance(each, Exception) and _is(each, address)]
        contact = known[0].find(f"{T}Contact") if len(known) == 1 else None
        if contact is not None and _line(text(contact, "Department")):
            name = _line(text(contact, "DisplayName"))
            found.append(Colleague(address, _line(text(contact, "Department")), name))
    return found


def _is(found: Element, address: str) -> bool:
    """Whether that is the person asked for: some servers find parts of addresses and names, too."""
    boxes = [each.text or "" for each in found.iter(f"{T}EmailAddress", f"{T}Entry")]
    return address.lower() in {box.lower().removeprefix("smtp:").strip() for box in boxes}


def _line(value: str) -> str:
    """One line, short."""
    return " ".join(value.split())[:200]
