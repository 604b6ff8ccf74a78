"""What the planner is told of a shared store before there is a row: it decides whose rows are read."""

from __future__ import annotations

import pytest

from inboxwatch.store.postgres import layer
from tests.integration.team_office import office
from tests.servers.postgres import Postgres, postgres

__all__ = ["postgres"]

pytestmark = pytest.mark.server("postgresql")


def test_the_planner_takes_a_space_for_a_small_part_of_each_table(postgres: Postgres) -> None:
    """With three spaces in mind it reads whole tables as soon as they are large (bench/team_scale.py)."""
    with office(postgres) as here:
        found = here.administrator.execute(
            "SELECT tablename::text, n_distinct FROM pg_stats WHERE schemaname = 'inboxwatch' AND attname = 'owner'"
        ).fetchall()
        here.administrator.execute("ANALYZE inboxwatch.message")
        again = here.administrator.execute(
            "SELECT n_distinct FROM pg_stats WHERE tablename = 'message' AND attname = 'owner'"
        ).fetchone()
    assert {"message", "link", "request", "untracked"} <= {name for name, _ in found}
    assert {share for _, share in found} == {layer._OWNERS}
    assert again == (layer._OWNERS,)
