"""Errors that a person reads: what is wrong and what to do, with the exit code that scripts rely on."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the command (docs/json.md); scripts rely on them."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    CONFIGURATION = 3
    MAILBOX = 4
    OVERDUE = 5


class InboxwatchError(Exception):
    """Base of every expected failure.

    `message` is one sentence about what is wrong; `remedy` says what to do. Both may hold text that came from a
    server or a file: views neutralise it before it reaches a terminal.
    """

    exit_code: Exit = Exit.FAILED

    def __init__(self, message: str, remedy: str = "") -> None:
        """Keep the two halves apart so that JSON can show them apart."""
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        """One line: what is wrong, then what to do."""
        return f"{self.message} {self.remedy}".strip()


class UsageError(InboxwatchError):
    """The command line asks for something that does not exist or makes no sense."""

    exit_code = Exit.USAGE


class ConfigurationError(InboxwatchError):
    """The configuration is missing or wrong; all problems are in one error."""

    exit_code = Exit.CONFIGURATION


class StoreError(InboxwatchError):
    """The store cannot be opened, is damaged, is newer than this program, or is busy."""


class TakenOverError(StoreError):
    """Another `run` has taken this store over: this one may write and send nothing any more."""


class ConnectorError(InboxwatchError):
    """A mailbox could not be read. Never raised bare: it is either transient or permanent."""

    exit_code = Exit.MAILBOX


class TransientError(ConnectorError):
    """Trying again later may help: network, time-out, server busy. Retry lives in one place, not in connectors.

    `after` is how many seconds the other side asks to be left alone (Retry-After, back-off), 0 if it says nothing.
    """

    def __init__(self, message: str, remedy: str = "", *, after: float = 0.0) -> None:
        """Keep the wish beside the sentence; whoever tries again obeys it."""
        super().__init__(message, remedy)
        self.after = after


class WithheldError(TransientError):
    """The mailbox shows a message and does not hand it out, asked for it alone."""


class PermanentError(ConnectorError):
    """Trying again will not help before somebody acts: wrong password, unknown folder, certificate refused."""


class ElsewhereError(PermanentError):
    """The domain points at a server on a host that is not its own, `endpoint`; nothing was sent there (T20)."""

    def __init__(self, message: str, remedy: str, endpoint: str) -> None:
        """Keep the address beside the sentence; the owner may agree to it."""
        super().__init__(message, remedy)
        self.endpoint = endpoint


class ChannelError(InboxwatchError):
    """A notice or mail could not be sent. Never raised bare: `NotSentError`, `UncertainError` or `RefusedError`."""


class NotSentError(ChannelError):
    """Nothing left this machine, or the other side said so: sending again later may help and repeats nothing."""


class UncertainError(ChannelError):
    """The other side may have accepted it (silence after the final dot, RFC 1047): look before sending again."""


class RefusedError(ChannelError):
    """The other side will not take it before somebody acts: address unknown, password wrong, malformed."""
