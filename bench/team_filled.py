"""A shared store with a year of a thousand members in it: one member's space as the program makes it, and copies."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.filled import CONFIG, messages
from inboxwatch.config import load
from inboxwatch.store import Store
from inboxwatch.store.team import people
from inboxwatch.store.team.install import install
from inboxwatch.store.team.moving import join
from inboxwatch.watch import track
from tests.servers.postgres import Postgres

if TYPE_CHECKING:
    import psycopg

    from inboxwatch.model import Message
    from inboxwatch.tracker import Rules

WEEKS = 52
IN_A_TEAM = 25
LARGE = ("message", "link", "request")
"""Tables whose keys and indexes are made after the rows; the others are small."""

_CONSTRAINTS = """
SELECT conrelid::regclass::text, conname::text, pg_get_constraintdef(oid), contype::text FROM pg_constraint
WHERE connamespace = 'inboxwatch'::regnamespace AND (contype = 'f' AND confrelid = ANY (%(tables)s::regclass[])
    OR contype IN ('f', 'p', 'u') AND conrelid = ANY (%(tables)s::regclass[]))
ORDER BY contype = 'f' DESC, conname
"""
_INDEXES = """
SELECT indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = ANY (%(tables)s::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""
_COPIED = "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
_TALLIES = """
SELECT owner, date_trunc('week', to_timestamp(received_at) AT TIME ZONE 'Europe/Berlin')::date, department, count(*),
    count(*) FILTER (WHERE state = 'open'), count(*) FILTER (WHERE state = 'open' AND outcome = 'missed'),
    count(*) FILTER (WHERE outcome = 'met'), count(*) FILTER (WHERE outcome = 'missed'),
    count(*) FILTER (WHERE outcome = 'excused'), sum(chasers),
    count(*) FILTER (WHERE promise_state = 'kept'), count(*) FILTER (WHERE promise_state = 'broken'),
    count(*) FILTER (WHERE promise_state = 'open'),
    coalesce(array_agg(business_seconds ORDER BY business_seconds)
        FILTER (WHERE state IN ('acknowledged', 'answered')), '{}'),
    coalesce(array_agg(business_seconds ORDER BY business_seconds)
        FILTER (WHERE state NOT IN ('acknowledged', 'answered') AND outcome <> 'excused'), '{}')
FROM inboxwatch.request GROUP BY 1, 2, 3
"""
_NAMES = (
    "owner, week, department, requests, open, overdue, met, missed, excused, chasers, kept, broken, promised, times, "
    "censored"
)
_UNLIKE = f"SELECT count(*) FROM (SELECT {_NAMES} FROM inboxwatch.tally EXCEPT ({_TALLIES})) AS unlike"  # noqa: S608 - ours


@dataclass
class Filled:
    """The server, who is in it, and the file with the same messages as one space."""

    server: Postgres
    database: str
    folder: Path
    admin: psycopg.Connection[Any]
    now: dt.datetime
    passwords: dict[str, str]
    lead: str = "member0001"
    member: str = "member0002"
    leaver: str = "member0003"
    team: str = "team01"

    @property
    def template(self) -> Path:
        """The file of SQLite's."""
        return self.folder / "store.sqlite3"

    def url(self, login: str) -> str:
        """The shared store as a login opens it."""
        return self.server.url(login, self.passwords[login], database=self.database)

    def connect(self, login: str) -> psycopg.Connection[Any]:
        """Open a session of a login."""
        return self.server.connect(login, self.passwords[login], database=self.database)

    def config(self, login: str) -> Path:
        """A configuration file of a login; without one, of the file."""
        path = self.folder / f"{login or 'file'}.toml"
        file = f"sqlite:///{self.template}"
        path.touch(mode=0o600)
        path.write_text(CONFIG.format(folder=self.folder).replace(file, self.url(login) if login else file))
        return path

    @cached_property
    def rules(self) -> Rules:
        """What requests are derived with."""
        return load(self.config(self.lead)).rules()

    def track(self, store: Store) -> None:
        """Derive what is to be derived."""
        track(store, self.rules, self.now)

    def count(self) -> int:
        """How many messages there are."""
        row = self.admin.execute("SELECT count(*) FROM inboxwatch.message").fetchone()
        assert row is not None
        return int(row[0])

    def fresh(self, count: int, number: int) -> list[Message]:
        """Messages of the last days that are in no space yet; another number, others."""
        start = self.now - dt.timedelta(days=2)
        return list(islice(messages(count, 4, start=start, end=self.now, name=f"n{number}-"), count))


def fill(server: Postgres, folder: Path, count: int, requests: int, each: int) -> Filled:
    """Make the store: so many messages and requests or a few more, about `each` messages a member."""
    database, now = server.create_database(), dt.datetime.now(dt.UTC).replace(microsecond=0)
    install(server.url(database=database))
    made = Filled(server, database, folder, server.connect(database=database), now, {})
    _measured(made)
    _say(made, "the first space")
    (folder / "mail").mkdir()
    start = now - dt.timedelta(weeks=WEEKS)
    every = max(1, round(count / 3 / requests))
    with Store.open(f"sqlite:///{made.template}") as file, Store.open(made.url(made.lead)) as shared:
        stream = messages(each, every, owed=25, start=start, end=now)
        file.add("bench", [one for one in islice(stream, each) if one.received_at <= now], None)
        join(file, shared)
        made.track(file)
        made.track(shared)
        members = max(IN_A_TEAM, -(-count // file.count()), -(-requests // len(file.requests())))
    unlike = made.admin.execute(_UNLIKE.encode()).fetchone()
    assert unlike == (0,), f"{unlike} tallies of the program differ from those by SQL"
    _people(made, members)
    _copies(made, members)
    _tallies(made)
    return made


def _say(made: Filled, what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {made.database}: {what}", file=sys.stderr, flush=True)


def _measured(made: Filled) -> None:
    """Logins for those who are measured."""
    url = made.server.url(database=made.database)
    for login in (made.lead, made.member, made.leaver):
        made.passwords[login] = made.server.login(login)
        wanted = people.Wanted(team=made.team, member=True, lead=login == made.lead or None)
        people.add(url, login, wanted, password=False)


def _people(made: Filled, members: int) -> None:
    """Everybody else, in teams of 25."""
    admin = made.admin
    given = {"n": members, "size": IN_A_TEAM}
    team = "'team' || lpad(((n - 1) / %(size)s + 1)::text, 2, '0')"
    name = "'member' || lpad(n::text, 4, '0')"
    numbers = "FROM generate_series(1, %(n)s) AS n ON CONFLICT DO NOTHING"
    for words in (
        f"INSERT INTO inboxwatch.team (name) SELECT DISTINCT {team} {numbers}",
        f"INSERT INTO inboxwatch.member (login, team, member) SELECT {name}, {team}, true {numbers}",
        f"INSERT INTO inboxwatch.space (name, kind) SELECT {name}, 'personal' {numbers}",
    ):
        admin.execute(words.encode(), given)
    admin.execute("UPDATE inboxwatch.team SET changed_at = now() - interval '400 days'")


def _copies(made: Filled, members: int) -> None:
    """Copy the first space for all others, message by message: one's rows lie as far apart as mail makes them."""
    admin, tables = made.admin, [f"inboxwatch.{name}" for name in LARGE]
    constraints = admin.execute(_CONSTRAINTS, {"tables": tables}).fetchall()
    indexes = admin.execute(_INDEXES, {"tables": tables}).fetchall()
    for place, name, _, _ in constraints:
        _do(admin, f'ALTER TABLE {place} DROP CONSTRAINT "{name}"')
    for _, name, _ in indexes:
        _do(admin, f"DROP INDEX {name}")
    small = ("meta", "mailbox", "decision", "apart")
    _say(made, "rows of all members")
    _together(made, ([_copy(admin, name, members)] for name in (*LARGE, *small)))
    _say(made, "keys and indexes")
    keys = {name: [words for place, _, words in indexes if place == name] for name in tables}
    for place, name, words, kind in constraints:
        if kind != "f":
            keys[place].append(f'ALTER TABLE {place} ADD CONSTRAINT "{name}" {words}')
    _together(made, keys.values())
    foreign = [
        f'ALTER TABLE {place} ADD CONSTRAINT "{name}" {words}'
        for place, name, words, kind in constraints
        if kind == "f"
    ]
    for words in foreign:
        _do(admin, words)
    _say(made, "vacuum")
    _do(admin, "VACUUM (ANALYZE)")


def _copy(admin: psycopg.Connection[Any], name: str, members: int) -> str:
    columns = [row[0] for row in admin.execute(_COPIED, (f"inboxwatch.{name}",)) if row[0] != "owner"]
    others = "CASE WHEN state = 'open' THEN 0 ELSE mod(n * 7919 + received_at, 900) END"
    values = [f"{each} + {others}" if each in {"business_seconds", "elapsed_seconds"} else each for each in columns]
    order = {"message": "ORDER BY id", "link": "ORDER BY message", "request": "ORDER BY message"}.get(name, "")
    return (
        f"INSERT INTO inboxwatch.{name} (owner, {', '.join(columns)}) "  # noqa: S608 - names of our tables
        f"SELECT 'member' || lpad(n::text, 4, '0'), {', '.join(values)} "
        f"FROM (SELECT *, 2 AS second FROM inboxwatch.{name} WHERE owner = 'member0001' {order} OFFSET 0) AS it "
        f"CROSS JOIN LATERAL generate_series(it.second, {members}) AS n"
    )


def _tallies(made: Filled) -> None:
    """Of all members, in one statement: without the trigger that fills in the team of each row."""
    _say(made, "tallies")
    _do(made.admin, "SET session_replication_role = replica")
    _do(made.admin, f"INSERT INTO inboxwatch.tally ({_NAMES}) {_TALLIES} ON CONFLICT DO NOTHING")
    its = "UPDATE inboxwatch.tally SET team = member.team FROM inboxwatch.member"
    _do(made.admin, f"{its} WHERE login = owner AND tally.team IS NULL")
    _do(made.admin, "RESET session_replication_role")
    _do(made.admin, "VACUUM (FULL, ANALYZE) inboxwatch.tally")
    _do(made.admin, "VACUUM (ANALYZE)")
    _do(made.admin, "CHECKPOINT")
    _say(made, "filled")


def _do(link: psycopg.Connection[Any], words: str) -> None:
    link.execute(words.encode())


def _together(made: Filled, work: Iterable[Iterable[str]]) -> None:
    """Lists of statements, each in a session of its own, three at a time."""

    def one(statements: Iterable[str]) -> None:
        with made.server.connect(database=made.database) as link:
            for words in statements:
                _do(link, words)

    with ThreadPoolExecutor(3) as pool:
        jobs: list[Callable[[], None]] = [pool.submit(one, each).result for each in work]
        for job in jobs:
            job()
