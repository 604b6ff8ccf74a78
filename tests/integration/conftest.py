"""Fixtures of the integration tests: real servers, started once a session."""

from __future__ import annotations

from tests.servers.dovecot import dovecot, poor_dovecot
from tests.servers.exchange import _ews, box, ews

__all__ = ["_ews", "box", "dovecot", "ews", "poor_dovecot"]
