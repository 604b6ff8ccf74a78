"""What the planner is told of a shared store before there is a row: it decides whose rows are read."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from inboxwatch.store import Store, tracking
from inboxwatch.store.messages import Adder
from inboxwatch.store.postgres import layer
from inboxwatch.store.ready import ready
from inboxwatch.watch import track
from inboxwatch.work.derive import Deriving
from tests.integration.team_office import office
from tests.servers.postgres import Postgres, postgres
from tests.store_data import NOW, month, rules

__all__ = ["postgres"]

pytestmark = pytest.mark.server("postgresql")


def test_the_planner_takes_a_space_for_so_many_rows_however_many_there_are(postgres: Postgres) -> None:
    """With three spaces in mind it reads whole tables as soon as they are large (bench/team_scale.py)."""
    with office(postgres) as here:
        found = here.administrator.execute(
            "SELECT tablename::text, n_distinct, most_common_vals FROM pg_stats "
            "WHERE schemaname = 'inboxwatch' AND attname = 'owner'"
        ).fetchall()
        here.administrator.execute("ANALYZE inboxwatch.message")
        again = here.administrator.execute(
            "SELECT n_distinct FROM pg_stats WHERE tablename = 'message' AND attname = 'owner'"
        ).fetchone()
    assert {"message", "link", "request", "untracked"} <= {name for name, _, _ in found}
    assert {share for _, share, _ in found} == {layer._OWNERS}
    assert {usual for _, _, usual in found} == {None}  # a name that is none of these would be taken for a rare one
    assert again == (layer._OWNERS,)


def _read(connection: Connection) -> int:
    """Rows of our tables that this session has read so far and not yet told the statistics of."""
    words = (
        "SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables "
        "WHERE schemaname = 'inboxwatch'"
    )
    return int(connection.exec_driver_sql(words).scalar() or 0)


def test_the_first_member_of_all_is_not_read_as_a_whole_again_and_again(postgres: Postgres) -> None:
    """Who has all rows of a new store is found by the right indexes, too: 20 messages read 2,100 rows, not 140,000."""
    with office(postgres) as here:
        here.add("alice")
        with Store.open(here.url("alice")) as store:
            for number in range(3):
                store.add("work", month(number), str(number))
                track(store, rules(), NOW)
            with store.writing() as connection:
                before = _read(connection)
                Adder(connection, "work").add(
                    ready(each, store.secret, keep_text=False) for each in [*month(2)[:400], *month(3)[:20]]
                )
                stored = _read(connection)
                portion = tracking.load(connection, tracking.affected(connection, store.secret), store.secret)
                tracking.save(connection, portion, Deriving(rules(), NOW, keep_text=False).do(portion))
                derived = _read(connection)
    assert 400 <= stored - before < 600
    assert len(portion.ids) < derived - stored < 5_000
