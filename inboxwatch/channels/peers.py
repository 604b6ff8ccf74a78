"""Connections to hosts of the public internet only, judged by the address that was really connected to (T20).

A name can point somewhere else a moment after it was looked up, and numbers can be written in many ways; so the
socket itself is asked whom it talks to, before the first byte.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection


class PrivateAddressError(OSError):
    """The host is this computer, or one of a network that is not the public one."""


def public(address: str) -> bool:
    """Whether an address belongs to the public internet; one of IPv4 inside of IPv6 is judged as such."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        found = inner or found
    return found.is_global and not found.is_multicast


def _checked(connected: socket.socket) -> socket.socket:
    if not public(connected.getpeername()[0]):
        connected.close()
        raise PrivateAddressError("a private address")
    return connected


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn())


class _Secure(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn())


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class GuardedAdapter(HTTPAdapter):
    """Lets `requests` talk to public hosts only."""

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:  # noqa: ANN401
        """Use pools whose connections are checked."""
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
