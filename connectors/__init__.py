"""Connectors: how inboxwatch reads mailboxes. One file each, which owns its settings and its errors.

To add one, write a module with a function

    def connect(settings: Mapping[str, object], secret: Callable[[], str], base: Path) -> Connector

(`settings`: the mailbox's table of the configuration; `secret`: fetches the password or token when it is needed;
`base`: the folder that relative paths start from), let a test class inherit `tests.contract.ConnectorContract`, and
name the function in the entry-point group `inboxwatch.connectors`. Nothing else has to change. What a connector must
do is in `inboxwatch.ports`: three methods, never a write, transient or permanent errors and no others.
"""
