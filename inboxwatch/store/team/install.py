"""`team init` and `team upgrade`: roles, schema, who is who, tables, policies; all in one transaction, idempotent.

The order matters: roles (as the administrator of the database), then each script as the role that owns what it makes,
so that every function may do only what its owner may. What anybody may see and do stands in the scripts below `sql/`;
tests/integration/test_team_matrix.py holds it cell by cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Final

from inboxwatch.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection

OWNER: Final = "inboxwatch_owner"
"""The role that owns schema and tables; nobody logs in as it."""

_BEFORE: Final = (
    ("tables", OWNER),
    ("identity", "inboxwatch_identity"),
    ("eraser", "inboxwatch_eraser"),
    ("steward", "inboxwatch_steward"),
    ("figures", "inboxwatch_figures"),
    ("rights", OWNER),
)
"""Scripts that the owners' layer of the data tables builds on, each with the role that runs it."""

_AFTER: Final = (("owned", OWNER),)
"""Scripts that look at all tables."""

SAFE: Final = {15: 14, 16: 10, 17: 6}
"""Major version of PostgreSQL -> first minor one without known holes in what keeps rows apart (CVE-2024-10976: plans
that outlive a change of roles; CVE-2025-8713: samples of others' rows in statistics)."""

_MAY: Final = """
SELECT rolsuper OR rolcreaterole AND has_database_privilege(current_database(), 'CREATE'), rolname
       , current_setting('server_version_num')::int
FROM pg_roles WHERE rolname = current_user
"""
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('inboxwatch init', 0))"
_ROLES: Final = "SELECT count(*) FROM pg_roles WHERE starts_with(rolname, 'inboxwatch_')"


@dataclass(frozen=True, slots=True)
class Installed:
    """What was done: `before` and `after` are numbers of the schema, "" for none; `roles` were new."""

    before: str
    after: str
    roles: int
    server: str


def install(url: str, *, only_upgrade: bool = False) -> Installed:
    """Make everything that a shared store needs, or bring it up to date. Raises StoreError; a failure changes nothing.

    `url` is the database administrator's. With `only_upgrade` there has to be a store already.
    """
    from inboxwatch.store.files import SCHEMA
    from inboxwatch.store.postgres.address import parse
    from inboxwatch.store.postgres.schema import administering, prepare, present
    from inboxwatch.store.team import fleet_sql

    address = parse(url)
    with administering(url) as connection:
        _check(connection, address.server)
        scalar(connection, _LOCK)
        if only_upgrade and not present(connection):
            message = f"The database {address.server} holds no inboxwatch yet."
            raise StoreError(message, "Set it up with 'inboxwatch team init'.")
        known = int(scalar(connection, _ROLES))
        run(connection, script("roles"))
        if present(connection):  # every transaction of a store begins by reading it: wait for those, let no more begin
            _as(connection, OWNER, "LOCK TABLE inboxwatch.alembic_version IN ACCESS EXCLUSIVE MODE")
        for name, role in _BEFORE:
            _as(connection, role, script(name))
        _as(connection, OWNER)
        before = prepare(connection, address)
        fleet_sql.install(connection)
        for name, role in _AFTER:
            _as(connection, role, script(name))
        _as(connection, "NONE", script("end"))
        return Installed(before, SCHEMA, int(scalar(connection, _ROLES)) - known, address.server)


def safe(version: int) -> bool:
    """Whether a server of this `server_version_num` may hold the rows of several people."""
    major, minor = divmod(version, 10_000)
    return minor >= SAFE[major] if major in SAFE else major > max(SAFE)


def script(name: str) -> str:
    """The text of one of the scripts below `sql/`."""
    return (resources.files("inboxwatch.store.team") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def run(connection: Connection, text: str) -> None:
    """Run several statements as they are: no placeholders, so that a per cent sign is one."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(text)
    finally:
        cursor.close()


def scalar(connection: Connection, statement: str, *values: object) -> str:
    """Return the first value of a statement as text."""
    return str(connection.exec_driver_sql(statement, tuple(values)).scalar())


def _as(connection: Connection, role: str, text: str = "") -> None:
    run(connection, f"SET LOCAL ROLE {role};\n{text}")


def _check(connection: Connection, server: str) -> None:
    may, login, version = connection.exec_driver_sql(_MAY).one()
    if not safe(version):
        major, minor = divmod(version, 10_000)
        message = f"PostgreSQL {major}.{minor} does not keep the rows of members apart reliably."
        raise StoreError(message, f"Use {', '.join(f'{each}.{least}' for each, least in SAFE.items())} or newer.")
    if not may:
        message = f"{login} may not make roles and schemas in {server}."
        raise StoreError(message, "Use the URL of the database's administrator, with --store.")
