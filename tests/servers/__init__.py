"""Real and scripted counterparts for connector tests: a private Dovecot, certificates, a fault proxy, a hostile IMAP server."""
