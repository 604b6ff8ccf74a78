"""What settings of every mail server share: how a connection is secured, and its port."""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from typing import Literal

Security = Literal["tls", "starttls", "insecure"]
PORTS: dict[str, int] = {"tls": 465, "starttls": 587, "insecure": 25}
"""RFC 8314, 7.3; RFC 6409; RFC 5321."""


def loopback(host: str) -> bool:
    """Say whether a name can only mean this computer; names other than localhost are never looked up for that."""
    if host.lower() in {"localhost", "localhost.localdomain"}:
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False
