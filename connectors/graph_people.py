"""Colleagues in Microsoft's directory: only those who are asked for, never a list of the organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from connectors.graph_errors import refused
from connectors.graph_wire import STEPS, Wire
from inboxwatch.mail.write import sendable
from inboxwatch.ports import Colleague

_OK = 200


def people(wire: Wire, addresses: Iterable[str]) -> list[Colleague]:
    """Look addresses up; raises what a connector raises."""
    wanted = [address for address in dict.fromkeys(addresses) if sendable(address)]
    found = []
    for at in range(0, len(wanted), STEPS):
        some = wanted[at : at + STEPS]
        replies = wire.batch({str(number): _path(address) for number, address in enumerate(some)})
        for number, address in enumerate(some):
            reply = replies.get(str(number))
            if reply is None:
                continue
            if reply.status != _OK:
                raise refused(wire.where, reply.status, reply.data, reply.headers)
            found += _known(address, reply.data)
    return found


def _path(address: str) -> str:
    wanted = quote("mail eq '{}'".format(address.replace("'", "''")))
    return f"/users?$filter={wanted}&$select=mail,displayName,department&$top=2"


def _known(address: str, data: object) -> list[Colleague]:
    """The one user with this address; two would be nobody."""
    users = data.get("value") if isinstance(data, Mapping) else None
    if not isinstance(users, list) or len(users) != 1 or not isinstance(users[0], Mapping):
        return []
    department, name = users[0].get("department"), users[0].get("displayName")
    known = isinstance(department, str) and department.strip()
    return [Colleague(address, _line(department), _line(name))] if known else []


def _line(value: object) -> str:
    """One line, short."""
    return " ".join(str(value or "").split())[:200]
