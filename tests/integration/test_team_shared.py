"""A shared mailbox on the team's store: its members work in one space, whoever is first has it, others see nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from inboxwatch.errors import StoreError
from inboxwatch.model import Decision, DecisionKind
from inboxwatch.store import Store
from inboxwatch.store.team import people
from inboxwatch.watch import track
from tests.facts import ALICE, at, message, rules, shared
from tests.integration.team_office import Office, office
from tests.servers.postgres import PgBouncer, Postgres, pgbouncer, postgres

__all__ = ["pgbouncer", "postgres"]

pytestmark = pytest.mark.server("postgresql", "pgbouncer")

SUPPORT = "support@corp.example"
MEMBERS = ("bo", "carol")
RULES = rules(mailboxes=(shared("support", SUPPORT, *(f"{name}@corp.example" for name in MEMBERS)),))


@pytest.fixture
def desk(postgres: Postgres) -> Iterator[Office]:
    """An office in which Bo and Carol share a mailbox, and Dave does not."""
    with office(postgres) as here:
        here.add(*MEMBERS, "dave")
        for name in MEMBERS:
            people.set_shared(here.admin_url, "support", here.login(name), inside=True)
        yield here


def taken(who: str) -> Decision:
    """A member's word that they are on Alice's request."""
    return Decision(DecisionKind.TAKE, "support", "q", at(1), by=f"{who}@corp.example")


def test_one_of_two_at_the_same_moment_has_it(desk: Office, pgbouncer: PgBouncer) -> None:
    """Bo and Carol ask at once, one of them through pgbouncer: one has it, the other is told who."""
    urls = {"bo": desk.url("bo", owner="support"), "carol": desk.url("carol", pgbouncer, owner="support")}
    with Store.open(urls["bo"]) as store:
        store.add("support", [message("q", ALICE, SUPPORT, mailbox="support")], "1")
        track(store, RULES, at(1))
    for _ in range(10):
        start = threading.Barrier(len(urls))
        told: dict[str, str] = {}

        def ask(who: str, start: threading.Barrier = start, told: dict[str, str] = told) -> None:
            with Store.open(urls[who]) as store:
                start.wait()
                holder = store.take(taken(who))
                told[who] = holder.by if holder else ""

        threads = [threading.Thread(target=ask, args=(who,)) for who in urls]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        (winner,) = (who for who, holder in told.items() if not holder)
        assert set(told.values()) == {"", f"{winner}@corp.example"}
        with Store.open(urls["carol"]) as store:
            track(store, RULES, at(2))
            (request,) = store.requests()
            assert request.taken_by == f"{winner}@corp.example"
            undone = store.undo("support", "q")
            assert undone is not None
            assert store.undo("support", "q") is None, "the loser's word was not noted"


def test_whoever_is_no_member_has_no_way_in(desk: Office) -> None:
    """Dave's own space is his; the shared one is refused, by its name and by what he may set."""
    with Store.open(desk.url("bo", owner="support")) as store:
        store.add("support", [message("q", ALICE, SUPPORT, mailbox="support")], "1")
    with Store.open(desk.url("dave")) as store:
        assert store.count() == 0
    with pytest.raises(StoreError), Store.open(desk.url("dave", owner="support")) as store:
        store.count()
    people.set_shared(desk.admin_url, "support", desk.login("bo"), inside=False)
    with pytest.raises(StoreError), Store.open(desk.url("bo", owner="support")) as store:
        store.count()
    with Store.open(desk.url("carol", owner="support")) as store:
        assert store.count() == 1
