"""A store whose URL names two servers goes on with the one that leads, after a failover, too."""

from __future__ import annotations

import pytest

from inboxwatch.store import Store
from tests.integration.team_office import Office, office
from tests.servers.postgres import Postgres
from tests.servers.standby import Standby

pytestmark = pytest.mark.server("postgresql")


def both(here: Office, standby: Standby) -> str:
    """Alice's URL with both hosts, the one that follows first."""
    url = here.url("alice", sslmode="disable", target_session_attrs="read-write")
    return url.replace(f"@{here.server.host}:", f"@{standby.host},{here.server.host}:")


def test_whoever_leads_is_found_before_and_after_a_failover() -> None:
    with Postgres() as server, office(server) as here, Standby(server, host="127.0.0.2") as standby:
        here.add("alice")
        standby.caught_up()
        with Store.open(both(here, standby)) as store:
            store.set_meta("colour", "blue")
            standby.caught_up()
            server.crash()
            standby.promote()
            assert store.meta("colour") == "blue"
            store.set_meta("colour", "green")
        with standby.connect(database=here.database) as link:
            assert link.execute("SELECT value FROM inboxwatch.meta WHERE name = 'colour'").fetchall() == [("green",)]
        server.resume()  # the office is cleared away there
