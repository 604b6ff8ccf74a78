"""A worker on mailboxes at Microsoft's: Exchange by one account that impersonates, Graph by a program's permission."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.daemon import question
from tests.servers.ews import Ews, User
from tests.servers.fleet import Fleet
from tests.servers.graph import Graph
from tests.servers.oauth import Provider
from tests.servers.postgres import Postgres, postgres

__all__ = ["postgres"]

pytestmark = pytest.mark.server("postgresql")

NAMES = ("ada", "bo", "carol")
PASSWORD = "canary-service-77c1"
MONDAY = dt.datetime(2026, 5, 18, 9, 0, 5, tzinfo=dt.UTC)


@pytest.fixture
def fleet(postgres: Postgres, tmp_path: Path) -> Iterator[Fleet]:
    """A team's database and a key."""
    with Fleet(postgres, tmp_path) as made:
        assert made.command("team", "key", "new").returncode == 0
        yield made


def enlist(fleet: Fleet, names: tuple[str, ...], secret: str, **shared: object) -> None:
    """Import mailboxes with one credential for all, and have them due."""
    (fleet.folder / "credential").write_text(secret + "\n")
    (fleet.folder / "credential").chmod(0o600)
    table = {**shared, "password_file": "credential", "poll": "15s", "since": "4000d"}
    (fleet.folder / "shared.toml").write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in table.items()))
    lines = "".join(f"{name},{name}@example.test\n" for name in names)
    (fleet.folder / "users.csv").write_text("owner,address\n" + lines)
    files = (str(fleet.folder / "users.csv"), "--shared", str(fleet.folder / "shared.toml"))
    done = fleet.command("team", "mailboxes", "import", *files)
    assert done.returncode == 0, done.stderr
    fleet.rows_changed("UPDATE inboxwatch.polled SET due_at = now()")


def tracked(fleet: Fleet) -> dict[str, tuple[int, int]]:
    """Owner -> how many messages and requests their space holds."""
    rows = fleet.rows(
        "SELECT owner, count(*), (SELECT count(*) FROM inboxwatch.request AS r WHERE r.owner = m.owner) "
        "FROM inboxwatch.message AS m GROUP BY owner"
    )
    return {owner: (messages, requests) for owner, messages, requests in rows}


def test_one_account_reads_many_mailboxes_of_exchange(fleet: Fleet, tmp_path: Path) -> None:
    """Each into its own space, by impersonation; the account's password is in no log and no row."""
    (tmp_path / "ews").mkdir()
    with Ews(tmp_path / "ews") as server:
        server.users["CORP\\service"] = User(PASSWORD, "service@example.test", impersonates={"*"})
        server.add("service@example.test")
        for number, name in enumerate(NAMES, 1):
            box = server.add(f"{name}@example.test")
            box.put("inbox", [question(each, f"{name}@example.test") for each in range(number)])
        settings = server.settings("CORP\\service", connector="exchange", access="impersonation")
        enlist(fleet, NAMES, PASSWORD, **settings)
        fleet.start("--concurrency", "2")
        expected = {name: (number, number) for number, name in enumerate(NAMES, 1)}
        fleet.until(lambda: tracked(fleet) == expected)
    assert PASSWORD not in fleet.said()
    assert fleet.rows("SELECT count(*) FROM inboxwatch.polled AS p WHERE position(%s IN p::text) > 0", PASSWORD) == [
        (0,)
    ]


def test_a_program_reads_a_mailbox_in_microsoft_365(fleet: Fleet, tmp_path: Path) -> None:
    """With the application's own permission, through Graph."""
    address = "ada@example.test"
    (tmp_path / "graph").mkdir()
    with (
        Provider(tmp_path / "graph", address) as provider,
        Graph(tmp_path / "graph", authority=provider.authority) as graph,
    ):
        graph.deliver([(question(1, address), MONDAY), (question(2, address), MONDAY)], address=address)
        enlist(
            fleet, ("ada",), provider.client_secret, connector="graph", permission="application", tenant="corp.example",
            client_id="inboxwatch-test", base_url=graph.url, authority=provider.url, ca_file=str(graph.ca),
        )  # fmt: skip
        fleet.start("--concurrency", "2")
        fleet.until(lambda: tracked(fleet) == {"ada": (2, 2)})
    assert provider.client_secret not in fleet.said()
