"""The email channel: a notice as a mail to the owner, through a server of its own or through a mailbox's.

A notice says in every way that machines know that a machine wrote it (`mail.write.notice_headers`), so that nothing
answers it and no inboxwatch takes it for a request (R24). Its Message-ID is made of the notice's key: sent twice, it is
the same mail twice, and in a mailbox that we can look into it is looked for before it is sent again (R2).
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from inboxwatch.address_patterns import normalise
from inboxwatch.channels import Around
from inboxwatch.errors import ConfigurationError, RefusedError
from inboxwatch.model import Address
from inboxwatch.ports import Channel, Letter, Mailer
from inboxwatch.smtp_settings import PORTS, Security, loopback

if TYPE_CHECKING:
    from inboxwatch.mail.write import Outgoing

SECRET = "password"  # noqa: S105 - which keys say where it is
_OWN = ("port", "security", "username", "ca_file", "timeout")


class Settings(BaseModel):
    """The keys of a `[[channel]]` with `kind = "email"`; see config.example.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False)

    to: str = ""
    sender: str = Field("", alias="from")
    mailbox: str = ""
    host: str = Field("", max_length=253)
    port: int = Field(0, ge=0, le=65535)
    security: Security = "tls"
    username: str = Field("", max_length=320)
    ca_file: Path | None = None
    timeout: float = Field(30.0, gt=0, le=600)

    @field_validator("to", "sender")
    @classmethod
    def _address(cls, value: str) -> str:
        if not value:
            return ""
        from inboxwatch.mail.write import sendable

        address = normalise(value)
        if not (address and sendable(address)):
            raise ValueError("is not an e-mail address")
        return address

    @field_validator("host", "username")
    @classmethod
    def _printable(cls, value: str) -> str:
        if not value.isprintable():
            raise ValueError("holds control characters")
        return value

    @field_validator("security")
    @classmethod
    def _safe(cls, value: Security, info: ValidationInfo) -> Security:
        if value == "insecure" and not loopback(info.data.get("host", "")):
            raise ValueError('"insecure" is for this computer itself (localhost) only: use "tls" or "starttls"')
        return value

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.host and self.mailbox:
            raise ValueError('either host says which server sends, or mailbox = "…" whose, not both')
        given = [key for key in _OWN if key in self.model_fields_set]
        if given and not self.host:
            raise ValueError(f"{', '.join(given)} belong to a host of its own: host is missing")
        return self


class EmailChannel:
    """Mails one person, by default the owner."""

    at_most_once = False

    def __init__(self, settings: Settings, around: Around) -> None:
        """Connect nothing yet. Raises ConfigurationError if nobody is known to write to."""
        self._settings, self._around = settings, around
        from inboxwatch.mail.write import sendable

        self._to = settings.to or around.owner.address
        if not sendable(self._to):
            raise ConfigurationError(
                f"The channel '{around.name}' does not know whom to write to.",
                'Say to = "…" in its [[channel]], or your addresses under [me].',
            )
        self._from = settings.sender or around.owner.address or self._to
        self._domain = self._from.rpartition("@")[2].lower()

    def send(self, letter: Letter) -> None:
        """Send one mail, with a null envelope sender where the server takes that."""
        from inboxwatch.mail.write import written

        to = letter.to or self._to
        try:
            raw = written(self._mail(letter, to))
        except ValueError:
            raise RefusedError(f"{to[:80]!a} is no address that a notice can be sent to.", "Correct it.") from None
        self._mailer.send(raw, "", [to])

    def holds(self, key: str) -> bool | None:
        """Look into the mailbox that it is sent to, where that is one that we can look into."""
        return self._mailer.holds(self._message_id(key), "inbox")

    def examine(self) -> str:
        """Go as far as a notice would, send nothing, and say where it would go."""
        examine = getattr(self._mailer, "examine", None)
        where = f" through {examine()}" if examine is not None else ""
        return f"mails {self._to}{where}"

    def close(self) -> None:
        """Let go of the mailer."""
        mailer = self.__dict__.pop("_mailer", None)
        if mailer is not None:
            mailer.close()

    @functools.cached_property
    def _mailer(self) -> Mailer:
        settings, around = self._settings, self._around
        if not settings.host:
            return around.mailer(settings.mailbox)
        from inboxwatch.channels.relay import Relay
        from inboxwatch.smtp import Server

        port = settings.port or PORTS[settings.security]
        ca_file = None if settings.ca_file is None else around.base / settings.ca_file.expanduser()
        server = Server(settings.host, port, settings.security, settings.username, ca_file, settings.timeout)
        return Relay(server, around.secret, self._from)

    def _message_id(self, key: str) -> str:
        from inboxwatch.mail.write import notice_id

        return notice_id(self._around.mark(f"notice {key}"), self._domain)

    def _mail(self, letter: Letter, to: str) -> Outgoing:
        from inboxwatch.mail.write import Outgoing, notice_headers

        message_id = self._message_id(letter.key)
        token = self._around.mark(f"header {message_id}")
        return Outgoing(
            message_id=message_id,
            date=dt.datetime.now(dt.UTC),
            sender=Address("inboxwatch", self._from),
            to=(Address(self._around.owner.name if to == self._to else "", to),),
            subject=letter.title,
            text=letter.text,
            html=letter.html,
            images=letter.images,
            extra={**notice_headers(self._to, self._domain), "X-Inboxwatch-Notice": token},
        )


def connect(settings: Mapping[str, object], around: Around) -> Channel:
    """Make the channel; nothing is asked of the network yet."""
    return EmailChannel(Settings.model_validate(dict(settings)), around)
