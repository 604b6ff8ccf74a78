"""Where a shared store is: its URL read and judged, with the standard library alone."""

from __future__ import annotations

import getpass
import hashlib
import os
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from inboxwatch.errors import StoreError
from inboxwatch.smtp_settings import loopback

PORT: Final = 5432
_SCHEMES: Final = ("postgresql", "postgresql+psycopg")
_FILES: Final = ("sslrootcert", "sslcert", "sslkey", "sslcrl", "passfile")
_VERIFIED: Final = "verify-full"
_OPTIONS: Final = frozenset(
    "host port owner sslmode sslrootcert sslcert sslkey sslcrl passfile connect_timeout application_name "
    "target_session_attrs".split()
)
"""With `host=db1,db2` and `target_session_attrs=read-write` whoever leads is found, after a failover, too."""
_FIXED: Final = {
    "client_encoding": "UTF8",
    "gssencmode": "disable",  # encryption without a check of who is at the other end
    "keepalives_idle": "30",  # a server that vanished is noticed within a minute
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}


@dataclass(frozen=True, slots=True)
class Address:
    """A space in a shared store. `owner` is "" for the login's own; `options` are libpq's, without a password."""

    host: str
    port: int
    database: str
    user: str
    owner: str
    options: Mapping[str, str]
    password: str = field(default="", repr=False)

    def __str__(self) -> str:
        """Words for a sentence, without a password."""
        return f"the space of {self.space} in {self.server}"

    @property
    def space(self) -> str:
        """Whose rows these are."""
        return self.owner or self.user

    @property
    def server(self) -> str:
        """Words for the database alone."""
        place = self.host if self.host and not self.host.startswith(("/", "@")) else "this machine"
        return f"{self.database} on {place}" + ("" if self.port == PORT else f":{self.port}")

    @property
    def lock(self) -> int:
        """The number under which writers of this space wait for each other."""
        return _number(f"space\0{self.space}")

    @property
    def companion(self) -> Path:
        """The local path that stands for this space: locks, journal and snapshot lie beside it, none of its rows."""
        import platformdirs

        what = "\0".join((self.host, str(self.port), self.database, self.space))
        name = hashlib.blake2b(what.encode("utf-8", "replace"), digest_size=8).hexdigest()
        return Path(platformdirs.user_data_dir("inboxwatch", appauthor=False)) / f"space-{name}"

    def arguments(self) -> dict[str, str | int]:
        """What libpq is given."""
        given: dict[str, str | int] = {"port": self.port, "dbname": self.database, "user": self.user}
        if self.host:
            given["host"] = self.host
        if self.password:
            given["password"] = self.password
        return {"connect_timeout": 10, "application_name": "inboxwatch", **_FIXED, **self.options, **given}


def parse(url: str, owner: str = "") -> Address:
    """Read a `postgresql+psycopg://…` URL; what it leaves out, libpq's variables say. Raises StoreError.

    `owner` names another space than the login's own (a shared mailbox), as `?owner=` in the URL does.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise StoreError("The store's URL cannot be read.", f"It has to look like {_EXAMPLE}.") from None
    if parts.scheme not in _SCHEMES:
        raise StoreError(f"A store at {parts.scheme}:… is not supported.", f"It has to look like {_EXAMPLE}.")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if unknown := sorted(options.keys() - _OPTIONS):
        raise StoreError(f"The store's URL has an option {unknown[0]!r} that inboxwatch does not know.", "Remove it.")
    database = unquote(parts.path.lstrip("/")) or os.environ.get("PGDATABASE", "")
    if not database:
        raise StoreError("The store's URL names no database.", f"It has to look like {_EXAMPLE}.")
    options |= {name: str(Path(options[name]).expanduser()) for name in _FILES if options.get(name, "").startswith("~")}
    host = options.pop("host", "") or unquote(parts.hostname or "") or os.environ.get("PGHOST", "")
    asked = options.pop("owner", "")
    number = options.pop("port", "") or port or os.environ.get("PGPORT", "") or PORT
    try:
        whole = int(number)
    except ValueError:
        raise StoreError("The store's URL has a port that is no number.", f"It has to look like {_EXAMPLE}.") from None
    user = unquote(parts.username or "") or os.environ.get("PGUSER", "") or getpass.getuser()
    space = owner or asked
    _encrypted(host, options)
    return Address(host, whole, database, user, "" if space == user else space, options, unquote(parts.password or ""))


def naming(url: str, owner: str) -> str:
    """Return the URL with the space in it."""
    if not owner:
        return url
    place, _, query = url.partition("?")
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name != "owner"]
    return f"{place}?{urlencode([*kept, ('owner', owner)])}"


def bare(url: str) -> str:
    """Return the URL without its password."""
    netloc = urlsplit(url).netloc
    who, mark, where = netloc.rpartition("@")
    return url.replace(f"//{netloc}", f"//{who.partition(':')[0]}{mark}{where}", 1)


_EXAMPLE: Final = "postgresql+psycopg://NAME@db.corp.example/inboxwatch"


def _encrypted(host: str, options: dict[str, str]) -> None:
    """See to it that nothing crosses a network before certificate and host name are checked (T13)."""
    if all(each.startswith(("/", "@")) or not each or loopback(each) for each in host.split(",")):
        options.setdefault("sslmode", "prefer")
        return
    if options.setdefault("sslmode", _VERIFIED) != _VERIFIED:
        message = f"The connection to {host} would not be verified (sslmode={options['sslmode']})."
        remedy = "Leave sslmode out, and name your organisation's authority with sslrootcert=FILE if it has its own."
        raise StoreError(message, remedy)
    if "sslrootcert" not in options and not os.environ.get("PGSSLROOTCERT"):
        own = Path("~/.postgresql/root.crt").expanduser()
        options["sslrootcert"] = str(own) if own.exists() else ssl.get_default_verify_paths().cafile or "system"


def _number(text: str) -> int:
    """63 bits of a hash, signed as PostgreSQL has them."""
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8, person=b"inboxwatch").digest()
    return int.from_bytes(digest, "big", signed=True)
