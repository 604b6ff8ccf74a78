"""The `oauth2` table of a mailbox: who signs people in there, and as which registered program we ask."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

MICROSOFT = "https://login.microsoftonline.com"
GOOGLE_AUTHORIZE = "https://accounts.google.com/o/oauth2/v2/auth"
GOOGLE_TOKEN = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address

SCOPES = {
    "microsoft": (
        "https://outlook.office.com/IMAP.AccessAsUser.All",
        "https://outlook.office.com/SMTP.Send",
    ),
    "google": ("https://mail.google.com/",),
    "custom": (),
}
"""What is asked for where `scopes` says nothing: to read by IMAP and to send by SMTP. Google knows no smaller scope."""


class OAuthSettings(BaseModel):
    """`oauth2 = { … }` of a mailbox; see docs/oauth.md for how to register a program at each provider.

    `client_file` is the JSON file that Google offers for download; it stands for `client_id`, the client's secret and
    the addresses. `authority` is for national clouds (https://login.microsoftonline.us).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    provider: Literal["microsoft", "google", "custom"]
    client_id: str = ""
    client_file: Path | None = None
    tenant: str = "common"
    authority: str = MICROSOFT
    authorize_url: str = GOOGLE_AUTHORIZE
    token_url: str = GOOGLE_TOKEN
    scopes: tuple[str, ...] = ()
    ca_file: Path | None = None
    timeout: float = Field(30.0, gt=0, le=600)

    @field_validator("authority", "authorize_url", "token_url")
    @classmethod
    def _encrypted(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname or parts.username or not url.isprintable():
            raise ValueError("has to be an https:// address without a user name")
        return url.rstrip("/")

    @field_validator("tenant")
    @classmethod
    def _one_word(cls, tenant: str) -> str:
        if not tenant or not all(char.isalnum() or char in ".-" for char in tenant):
            raise ValueError("is the domain or the id of the organisation, like corp.example")
        return tenant

    @model_validator(mode="after")
    def _known_program(self) -> Self:
        if not self.client_id and self.client_file is None:
            raise ValueError("client_id is missing: the id of the program that you registered (docs/oauth.md)")
        if self.provider == "custom" and not {"authorize_url", "token_url"} <= self.model_fields_set:
            raise ValueError('provider = "custom" needs authorize_url and token_url')
        if self.client_file is not None and self.provider == "microsoft":
            raise ValueError("client_file is for Google; Microsoft needs client_id alone")
        return self

    @property
    def wanted(self) -> tuple[str, ...]:
        """The scopes to ask for."""
        return self.scopes or SCOPES[self.provider]
