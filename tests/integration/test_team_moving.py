"""`team join` and `team leave`: a personal store into the shared one and back, nothing lost, nobody told twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from inboxwatch.cli import main
from inboxwatch.errors import StoreError
from inboxwatch.model import Decision, DecisionKind
from inboxwatch.notices import Delivery, Notice, NoticeItem, NoticeKind, Record, Stage
from inboxwatch.store import Store, statements
from inboxwatch.store.team import moving
from inboxwatch.watch.track import track
from tests.integration.team_office import Office, office
from tests.servers.postgres import Postgres, postgres
from tests.store_data import NOW, Traffic, message, rules

__all__ = ["postgres"]

pytestmark = pytest.mark.server("postgresql")


@pytest.fixture
def here(postgres: Postgres) -> Iterator[Office]:
    with office(postgres) as made:
        made.add("alice", "bo", team="support")
        yield made


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Store]:
    """A personal store with a correspondence, decisions, and a reminder that was sent."""
    with Store.open(f"sqlite:///{tmp_path / 'mine.db'}") as store:
        store.add("work", Traffic(1, 200).messages, "cursor-1")
        store.succeeded("work", NOW)
        track(store, rules(), NOW)
        found = store.requests()
        for request, kind in zip(found, (DecisionKind.DISMISS, DecisionKind.SNOOZE), strict=False):
            until = NOW + dt.timedelta(days=1) if kind is DecisionKind.SNOOZE else None
            store.decide(Decision(kind, request.mailbox, request.key, NOW, until=until))
        track(store, rules(), NOW)
        remind(store, found[3].id)
        yield store


def remind(store: Store, request: str) -> bool:
    """Claim and record a reminder about a request; False if it had been sent before."""
    item = NoticeItem(request, Stage.BREACH)
    notice = Notice(f"notice-{request}", NoticeKind.REMINDER, "desktop", (item,), NOW)
    wanted = Record(notice, Delivery.INTENDED, NOW)
    claim = store.notices.claim(wanted, lambda _: (item,), lambda told, _: told)
    if claim.record is not None:
        store.notices.record(replace(claim.record, state=Delivery.SENT))
    return claim.record is not None


def exported(store: Store) -> list[dict[str, Any]]:
    """All rows that move, in the order of their columns: tallies and looks belong to the shared store."""
    return sorted((row for row in store.export() if row["table"] not in {"tally", "look"}), key=repr)


def facts(store: Store) -> dict[str, Any]:
    """What a merge keeps: messages, decisions, requests, notices, whatever their row ids."""
    return {
        "messages": sorted(map(repr, store.messages())),
        "decisions": sorted(map(repr, store.decisions())),
        "requests": sorted(map(repr, store.requests())),
        "records": sorted(map(repr, store.notices.records(NOW))),
    }


def test_an_empty_space_takes_the_store_as_it_is(here: Office, mine: Store) -> None:
    with Store.open(here.url("alice")) as shared:
        moved = moving.join(mine, shared)
        assert moved.whole and moved.messages == mine.count() == 200
        assert (moved.decisions, moved.notices) == (2, 1)
        assert exported(shared) == exported(mine)
        assert shared.secret == mine.secret
        assert shared.cursor("work") == "cursor-1"
        assert facts(shared) == facts(mine)
        assert not remind(shared, mine.requests()[3].id)
    with Store.open(here.url("bo")) as other:
        assert other.count() == 0


def test_joining_again_changes_nothing_and_brings_what_is_new(here: Office, mine: Store) -> None:
    with Store.open(here.url("alice")) as shared:
        moving.join(mine, shared)
        before = exported(shared)
        again = moving.join(mine, shared)
        track(shared, rules(), NOW)
        assert not again.whole
        assert exported(shared) == before
        mine.add("work", [message(900)], "cursor-2")
        mine.undo()
        track(mine, rules(), NOW)
        remind(mine, mine.requests()[5].id)
        moving.join(mine, shared)
        track(shared, rules(), NOW)
        assert facts(shared) == facts(mine)
        assert shared.cursor("work") == "cursor-1", "the space goes on reading from where it was"
        assert not remind(shared, mine.requests()[5].id)


def test_a_used_space_and_a_store_become_one(here: Office, mine: Store) -> None:
    """The shared store has read the mailbox itself, partly the same messages, and has its own secret."""
    with Store.open(here.url("alice")) as shared:
        shared.add("work", [*Traffic(1, 200).messages[150:], message(901)], "newer")
        shared.succeeded("work", NOW + dt.timedelta(days=1))
        track(shared, rules(), NOW)
        moved = moving.join(mine, shared)
        track(shared, rules(), NOW)
        assert not moved.whole and moved.messages == 201
        assert shared.secret != mine.secret
        mine.add("work", [message(901)], None)
        track(mine, rules(), NOW)
        assert facts(shared) == facts(mine)
        assert shared.cursor("work") == "newer"
        assert shared.mailbox_state("work").first_success == mine.mailbox_state("work").first_success
        assert not remind(shared, mine.requests()[3].id)


def test_a_join_that_breaks_off_can_be_repeated(here: Office, mine: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    real = statements.bulk
    tables: list[str] = []

    def breaks(connection: Any, statement: Any, columns: Any, rows: Any) -> None:  # noqa: ANN401 - passed on
        tables.append(statement.table.name)
        if statement.table.name == "notice":
            raise StoreError("The connection was lost.")
        real(connection, statement, columns, rows)

    with Store.open(here.url("alice")) as shared:
        monkeypatch.setattr(moving, "bulk", breaks)
        with pytest.raises(StoreError, match="lost"):
            moving.join(mine, shared)
        assert "message" in tables and shared.count() == 0
        monkeypatch.undo()
        assert moving.join(mine, shared).whole
        assert exported(shared) == exported(mine)


def test_there_and_back_again(here: Office, mine: Store, tmp_path: Path) -> None:
    there = tmp_path / "back" / "mine.db"
    there.parent.mkdir()
    with Store.open(here.url("alice")) as shared:
        moving.join(mine, shared)
        companion = shared.path
        assert moving.leave(shared, there).messages == 200
    with Store.open(f"sqlite:///{there}") as back:
        assert exported(back) == exported(mine)
        assert back.secret == mine.secret
        assert not remind(back, mine.requests()[3].id)
    assert there.stat().st_mode & 0o777 == 0o600
    assert not list(companion.parent.glob(f"{companion.name}*"))
    assert [path.name for path in there.parent.iterdir()] == ["mine.db"]
    assert rows_of(here, "alice") == 0


def rows_of(here: Office, name: str) -> int:
    """How many rows of an owner there are in any table, asked past all policies."""
    with here.connect() as link:
        tables = [row[0] for row in link.execute("SELECT inboxwatch.owned()").fetchall()]
        words = " UNION ALL ".join(f"SELECT owner FROM inboxwatch.{table}" for table in tables)  # noqa: S608
        [(count,)] = link.execute(
            f"SELECT count(*) FROM ({words}) AS all_of_them WHERE owner = %s".encode(),  # noqa: S608
            (here.login(name),),
        ).fetchall()
    return int(count)


def test_leaving_erases_everything_of_one_and_nothing_of_others(here: Office, mine: Store, tmp_path: Path) -> None:
    from tests.integration import team_cells

    with Store.open(here.url("bo")) as other:
        moving.join(mine, other)
        kept = exported(other)
    with Store.open(here.url("alice")) as shared:
        moving.join(mine, shared)
        track(shared, rules(), dt.datetime.now(dt.UTC))
    with here.connect() as link:
        link.execute("SET session_replication_role = replica")
        for table in ("polled", "look", "tally"):
            for name in ("alice", "bo"):
                team_cells.put(link, here, table, name)
    before = rows_of(here, "bo")
    with Store.open(here.url("alice")) as shared:
        moving.leave(shared, tmp_path / "out.db")
    assert rows_of(here, "alice") == 0
    assert rows_of(here, "bo") == before
    with Store.open(here.url("bo"), readonly=True) as other:
        assert exported(other) == kept


def test_a_leave_that_breaks_off_loses_nothing(
    here: Office, mine: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "out.db"
    with Store.open(here.url("alice")) as shared:
        moving.join(mine, shared)

        def breaks(*_arguments: object, **_more: object) -> None:
            raise StoreError("The connection was lost.")

        for name in ("_publish", "_moved"):  # before the file has its name, and after
            monkeypatch.setattr(moving, name, breaks)
            with pytest.raises(StoreError, match="lost"):
                moving.leave(shared, there)
            monkeypatch.undo()
            assert there.exists() == (name == "_moved")
            assert exported(shared) == exported(mine)
        assert moving.leave(shared, there).messages == 200
    with Store.open(here.url("alice")) as shared:
        moving.leave(shared, there)  # once more: nothing to do, and the file stays
    with Store.open(f"sqlite:///{there}") as back:
        assert exported(back) == exported(mine)
    assert rows_of(here, "alice") == 0


def test_an_export_tells_what_the_shared_store_keeps_beside(here: Office, mine: Store) -> None:
    from tests.integration import team_cells

    with Store.open(here.url("alice")) as shared, here.connect() as link:
        moving.join(mine, shared)
        track(shared, rules(), NOW)
        link.execute("SET session_replication_role = replica")
        team_cells.put(link, here, "look", "alice")
        kept = {row["table"] for row in shared.export()}
    assert {"tally", "look", "message"} <= kept
    assert not {"tally", "look"} & {row["table"] for row in mine.export()}


def test_leaving_overwrites_nobody_else_s_store(here: Office, mine: Store, tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'other.db'}") as other:
        other.add("work", [message(1)], None)
    with Store.open(here.url("alice")) as shared:
        moving.join(mine, shared)
        with pytest.raises(StoreError, match="another store"):
            moving.leave(shared, tmp_path / "other.db")
        assert shared.count() == 200


def test_nothing_moves_under_a_running_daemon(here: Office, mine: Store) -> None:
    from inboxwatch.store.instance import Instance

    daemon = Instance(mine, NOW)
    with Store.open(here.url("alice")) as shared, pytest.raises(StoreError, match="End it first"):
        moving.join(mine, shared)
    daemon.release()


def test_the_commands(here: Office, mine: Store, tmp_path: Path) -> None:
    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["--store", here.url("alice"), "team", *words])

    joined = run("join", "--from", str(mine.path))
    assert joined.exit_code == 0 and "200 messages, 2 decisions, 1 notice" in joined.stderr, joined.stderr
    assert run("join", "--from", str(tmp_path / "none.db")).exit_code == 2
    left = run("leave", "--to", str(tmp_path / "left.db"), "--yes")
    assert left.exit_code == 0 and "200 messages" in left.stderr, left.stderr
    assert rows_of(here, "alice") == 0
    refused = CliRunner().invoke(main, ["--store", f"sqlite:///{mine.path}", "team", "leave", "--yes"])
    assert refused.exit_code == 2
