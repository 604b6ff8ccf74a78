"""The fleet's side of the database: the table of polled mailboxes, and Procrastinate's own schema; idempotent.

Who may do what: a worker reads all rows and writes how polls went, an admin manages rows and seals credentials, a
member sees how it stands with the own mailboxes and not the sealed credential; leads and everybody else see nothing.
Procrastinate's tables are the workers' alone. They are unlogged: the queue is made anew from `polled` after a crash of
the database, so its writes need not wait for the disk.
"""

from __future__ import annotations

from importlib import metadata, resources
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

QUEUE: Final = "procrastinate"
"""Schema of the queue."""

_OF_POLL: Final = "due_at, wake_at, read_at, waiting, failures, refusals, crashes, error, error_at, made_with"
"""What a worker writes."""

TABLE: Final = f"""
CREATE TABLE IF NOT EXISTS inboxwatch.polled (
    owner text NOT NULL CHECK (owner <> '' AND owner !~ '[[:cntrl:]]'),
    mailbox text NOT NULL CHECK (mailbox <> '' AND mailbox !~ '[[:cntrl:]]'),
    connector text NOT NULL,
    settings jsonb NOT NULL DEFAULT '{{}}',
    secret bytea,
    every integer NOT NULL DEFAULT 300 CHECK (every BETWEEN 15 AND 86400),
    due_at timestamptz NOT NULL DEFAULT now(),
    wake_at timestamptz,
    read_at timestamptz,
    waiting integer NOT NULL DEFAULT 0,
    failures integer NOT NULL DEFAULT 0,
    refusals integer NOT NULL DEFAULT 0,
    crashes integer NOT NULL DEFAULT 0,
    error text NOT NULL DEFAULT '',
    error_at timestamptz,
    made_with text NOT NULL DEFAULT '',
    PRIMARY KEY (owner, mailbox)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
COMMENT ON TABLE inboxwatch.polled IS 'Mailboxes that workers poll; secret is sealed with a key that is not here';
CREATE INDEX IF NOT EXISTS polled_due ON inboxwatch.polled (due_at);
CREATE INDEX IF NOT EXISTS polled_error ON inboxwatch.polled (connector) WHERE error <> '';
ALTER TABLE inboxwatch.polled ENABLE ROW LEVEL SECURITY;
ALTER TABLE inboxwatch.polled FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS polled_worker ON inboxwatch.polled;
CREATE POLICY polled_worker ON inboxwatch.polled TO inboxwatch_worker
    USING ((SELECT inboxwatch.is_worker(current_user))) WITH CHECK ((SELECT inboxwatch.is_worker(current_user)));
DROP POLICY IF EXISTS polled_admin ON inboxwatch.polled;
CREATE POLICY polled_admin ON inboxwatch.polled TO inboxwatch_admin
    USING ((SELECT inboxwatch.is_admin(current_user))) WITH CHECK ((SELECT inboxwatch.is_admin(current_user)));
DROP POLICY IF EXISTS polled_member ON inboxwatch.polled;
CREATE POLICY polled_member ON inboxwatch.polled FOR SELECT TO inboxwatch_member
    USING (owner = (SELECT inboxwatch.acting(current_user)));
REVOKE ALL ON inboxwatch.polled FROM PUBLIC, inboxwatch_member, inboxwatch_lead, inboxwatch_admin, inboxwatch_worker;
GRANT SELECT, UPDATE ({_OF_POLL}) ON inboxwatch.polled TO inboxwatch_worker;
GRANT SELECT, INSERT, DELETE, UPDATE (connector, settings, secret, every, due_at, failures, refusals)
    ON inboxwatch.polled TO inboxwatch_admin;
GRANT SELECT (owner, mailbox, connector, every, due_at, read_at, waiting, error, error_at)
    ON inboxwatch.polled TO inboxwatch_member;
"""  # noqa: S608 - column names of ours

_UNLOGGED: Final = "".join(
    f"ALTER TABLE {QUEUE}.procrastinate_{name} SET UNLOGGED;\n"
    for name in ("events", "periodic_defers", "jobs", "workers")  # none may refer to one that is more fleeting
)

_RIGHTS: Final = f"""
{_UNLOGGED}
ALTER TABLE {QUEUE}.procrastinate_jobs SET (fillfactor = 70,
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
ALTER TABLE {QUEUE}.procrastinate_events SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
CREATE INDEX IF NOT EXISTS inboxwatch_lock ON {QUEUE}.procrastinate_jobs (lock) WHERE status IN ('todo', 'doing');
REVOKE ALL ON SCHEMA {QUEUE} FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {QUEUE} FROM PUBLIC;
GRANT USAGE ON SCHEMA {QUEUE} TO inboxwatch_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {QUEUE} TO inboxwatch_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA {QUEUE} TO inboxwatch_worker;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {QUEUE} TO inboxwatch_worker;
"""


def install(connection: Connection) -> None:
    """Make or renew both, within the transaction of `connection`; needs `inboxwatch.acting` and the group roles."""
    run(connection, TABLE)
    installed = _installed(connection)
    run(connection, f"CREATE SCHEMA IF NOT EXISTS {QUEUE}")
    before = str(connection.exec_driver_sql("SELECT current_setting('search_path')").scalar())
    run(connection, f"SET LOCAL search_path = {QUEUE}, pg_temp")
    for script in _scripts(installed):
        run(connection, script)
    connection.exec_driver_sql("SELECT set_config('search_path', %s, true)", (before,))
    run(connection, f"COMMENT ON SCHEMA {QUEUE} IS '{metadata.version('procrastinate')}'")
    run(connection, _RIGHTS)


def run(connection: Connection, script: str) -> None:
    """Run several statements as they are: no placeholders, so that a per cent sign is one."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(script)
    finally:
        cursor.close()


def _installed(connection: Connection) -> str:
    """Which Procrastinate made the queue, "" before the first."""
    there = f"SELECT obj_description(to_regnamespace('{QUEUE}'), 'pg_namespace')"
    made = f"SELECT to_regclass('{QUEUE}.procrastinate_jobs') IS NOT NULL"
    return str(connection.exec_driver_sql(there).scalar() or "") if connection.exec_driver_sql(made).scalar() else ""


def _scripts(installed: str) -> Iterator[str]:
    """The whole schema for a new queue, else the migrations since the version that made it, in their order."""
    folder = resources.files("procrastinate") / "sql"
    if not installed:
        yield (folder / "schema.sql").read_text(encoding="utf-8")
        return
    for file in sorted((folder / "migrations").iterdir(), key=lambda each: each.name):
        if file.name.endswith(".sql") and _number(file.name.partition("_")[0]) > _number(installed):
            yield file.read_text(encoding="utf-8")


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:3] if part.isdecimal())
