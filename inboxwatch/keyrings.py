"""The system's keyring: one entry a mailbox and purpose. What goes wrong is one sentence and never holds a secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inboxwatch.errors import PermanentError, TransientError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend


def read(mailbox: str, service: str, user: str) -> str | None:
    """Return an entry, None if there is none. Raises PermanentError without a keyring, TransientError if locked."""
    from keyring.errors import KeyringError, KeyringLocked

    try:
        return _backend(mailbox).get_password(service, user)
    except KeyringLocked:
        raise TransientError(
            f"The system's keyring is locked, so the secret of mailbox '{mailbox}' cannot be read.",
            "Unlock it by signing in to the desktop.",
        ) from None
    except KeyringError as error:
        raise _no_keyring(mailbox, error) from None


def write(mailbox: str, service: str, user: str, secret: str) -> None:
    """Keep an entry. Raises PermanentError if the keyring does not take it."""
    from keyring.errors import KeyringError

    try:
        _backend(mailbox).set_password(service, user, secret)
    except KeyringError as error:
        raise _no_keyring(mailbox, error) from None


def delete(mailbox: str, service: str, user: str) -> bool:
    """Remove an entry; False if it was not there. Raises PermanentError without a keyring."""
    from keyring.errors import KeyringError, PasswordDeleteError

    try:
        _backend(mailbox).delete_password(service, user)
    except PasswordDeleteError:
        return False
    except KeyringError as error:
        raise _no_keyring(mailbox, error) from None
    return True


def usable() -> bool:
    """Whether this system has a keyring that keeps something."""
    import keyring
    from keyring.backends import fail, null

    return not isinstance(keyring.get_keyring(), fail.Keyring | null.Keyring)


def _backend(mailbox: str) -> KeyringBackend:
    import keyring

    if not usable():
        raise _no_keyring(mailbox, None)
    return keyring.get_keyring()


def _no_keyring(mailbox: str, error: Exception | None) -> PermanentError:
    kind = f" ({type(error).__name__})" if error is not None else ""
    return PermanentError(
        f"This system has no keyring that can be used{kind}, so mailbox '{mailbox}' has no password.",
        "Say where it is with password_command, password_file or password_env in its [[mailbox]].",
    )
