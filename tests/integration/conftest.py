"""Fixtures of the integration tests: real servers, started once a session."""

from __future__ import annotations

from tests.servers.dovecot import dovecot, poor_dovecot

__all__ = ["dovecot", "poor_dovecot"]
