"""Counterparts for connector tests: a private Dovecot, certificates, a fault proxy, a scripted hostile server."""
