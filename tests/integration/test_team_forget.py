"""Legal erasure across the fleet: one person, every space that workers poll, by a worker's login alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from inboxwatch.cli import main
from inboxwatch.store import Store
from inboxwatch.store.team.polled import Entry, put
from tests.facts import ADA, ALICE, message
from tests.integration.team_office import Office, office
from tests.servers.postgres import Postgres, postgres

__all__ = ["postgres"]

pytestmark = pytest.mark.server("postgresql")

POLLED = ("ann", "ben")


@pytest.fixture
def here(postgres: Postgres) -> Iterator[Office]:
    """Ann and Ben are polled, Cia reads her mail herself; Alice wrote to all of them."""
    with office(postgres) as made:
        made.add(*POLLED, "cia")
        made.add("wk", member=False, worker=True)
        put(made.admin_url, [Entry(made.login(name), "work", "imap", {}, 300) for name in POLLED])
        for name in (*POLLED, "cia"):
            with Store.open(made.url(name)) as store:
                store.add("work", [message("q", ALICE), message("r", ADA, cc=(ALICE,), hours=1)], "1")
        yield made


def forget(url: str, *words: str) -> Result:
    """Run `team forget`."""
    return CliRunner().invoke(main, ["--store", url, "team", "forget", *words])


def said(here: Office, name: str) -> str:
    """Everything that a member's space holds, as text."""
    with Store.open(here.url(name)) as store:
        return "".join(map(str, store.export()))


def test_a_person_is_forgotten_in_every_polled_space(here: Office) -> None:
    """T23: what they wrote goes, their address in others' mail too; whoever reads for themselves is left alone."""
    done = forget(here.url("wk"), ALICE.upper(), "--yes")
    assert done.exit_code == 0, done.stderr
    assert "4 messages in 2 spaces" in done.stderr
    for name in POLLED:
        assert ALICE not in said(here, name)
        with Store.open(here.url(name)) as store:
            assert store.count() == 1
            assert store.pending() == 1, "the next poll derives what is left"
    assert ALICE in said(here, "cia")
    assert "0 messages in 2 spaces" in forget(here.url("wk"), ALICE, "--yes").stderr


@pytest.mark.parametrize("name", ["ann", "cia"])
def test_only_a_worker_may(here: Office, name: str) -> None:
    """A member's login erases nothing of others, and nothing of its own by the way."""
    forget(here.url(name), ALICE, "--yes")
    for each in {*POLLED, "cia"} - {name}:
        assert ALICE in said(here, each)


def test_it_asks_and_wants_an_address(here: Office) -> None:
    """Nothing happens by mistake."""
    assert forget(here.url("wk"), "alice").exit_code == 2
    assert forget(here.url("wk"), ALICE).exit_code == 1
    assert ALICE in said(here, "ann")
