"""What `status` and `doctor` say in a space that nobody but workers reads: who polls it, and whether they come."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from inboxwatch.cli import main
from inboxwatch.fleet.roster import Row
from inboxwatch.store.quick import opened
from tests.integration.team_office import Office, office
from tests.integration.test_worker_fence import Slow
from tests.servers.postgres import Postgres, postgres

__all__ = ["postgres"]

pytestmark = pytest.mark.server("postgresql")

CONFIGURATION = '[me]\naddresses = ["alice@example.test"]\n[directory]\ninternal_domains = ["example.test"]\n'


@pytest.fixture
def here(postgres: Postgres) -> Iterator[Office]:
    """A team with a member, whose mailbox a worker polls."""
    with office(postgres) as made:
        made.add("alice", "bo")
        made.add("wk", member=False, worker=True)
        yield made


def listed(here: Office, owner: str, due: str = "1 hour") -> None:
    """Have a mailbox polled."""
    here.administrator.execute(
        "INSERT INTO inboxwatch.polled (owner, mailbox, connector, due_at) "
        "VALUES (%(owner)s, 'mail', 'imap', now() + %(due)s::interval) "
        "ON CONFLICT (owner, mailbox) DO UPDATE SET due_at = now() + %(due)s::interval",
        {"owner": here.login(owner), "due": due},
    )


def polled(here: Office, owner: str, new: int = 1) -> None:
    """Poll it, as a worker does, and write down that this was done."""
    import datetime as dt

    from inboxwatch.fleet.members import Organisation
    from inboxwatch.fleet.polling import Polling
    from inboxwatch.store.team.spaces import Spaces
    from inboxwatch.work.guard import Court

    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    spaces, court = Spaces.open(here.url("wk"), connections=2), Court()
    tables = {"directory": {"internal_domains": ["example.test"]}}
    polling = Polling(Organisation(tables, Path()), spaces, lambda _: Slow(1, _going()), court, now, lambda: now)
    try:
        row = Row(here.login(owner), "mail", "imap", {"addresses": [f"{owner}@example.test"]}, 300, now)
        assert polling.poll((row,), "mail").new == new
    finally:
        court.close()
        spaces.close()
    statement = "UPDATE inboxwatch.polled SET read_at = now() WHERE owner = %s AND mailbox = 'mail'"
    here.administrator.execute(statement, (here.login(owner),))


def _going() -> threading.Event:
    go = threading.Event()
    go.set()
    return go


def run(here: Office, folder: Path, *arguments: str) -> str:
    """Run a command of alice's, who has no mailbox in her configuration."""
    config = folder / "config.toml"
    config.write_text(f'{CONFIGURATION}[calendar]\ntimezone = "UTC"\n[store]\nurl = "{here.url("alice")}"\n')
    config.chmod(0o600)
    done = CliRunner().invoke(main, ["--config", str(config), *arguments])
    assert done.exit_code == 0, (done.output, done.exception)
    return " ".join(done.stdout.split())


def test_status_says_that_workers_poll_and_when_they_did_last(here: Office, tmp_path: Path) -> None:
    listed(here, "alice")
    listed(here, "bo")
    polled(here, "alice")
    said = run(here, tmp_path, "status")
    assert "1 colleague request open, 1 overdue" in said, "as the workers have worked it out"
    assert "Workers of your organisation poll 1 mailbox of this space; last read today" in said, said
    assert "No daemon" not in said
    assert "No mailbox has been read yet" not in said
    told: dict[str, Any] = json.loads(run(here, tmp_path, "status", "--json"))
    assert told["daemon"] is None
    assert told["workers"]["mailboxes"] == 1
    assert told["workers"]["last_read_at"] <= told["generated_at"] < told["workers"]["next_due_at"]
    assert [(each["name"], each["watched"]) for each in told["mailboxes"]] == [("mail", None)]
    assert told["mailboxes"][0]["last_success"] == told["workers"]["last_read_at"], "newer than what the space says"


def test_what_the_owner_decides_is_left_to_the_workers_and_their_rules(here: Office, tmp_path: Path) -> None:
    """This configuration knows nothing of the mailbox: deriving with it would forget every request of it."""
    listed(here, "alice")
    polled(here, "alice")
    [request] = json.loads(run(here, tmp_path, "requests", "--json"))["requests"]
    run(here, tmp_path, "dismiss", request["id"])
    assert "1 colleague request open" in run(here, tmp_path, "status")
    polled(here, "alice", new=0)
    assert "Nobody waits for you" in run(here, tmp_path, "status")
    run(here, tmp_path, "undo")
    polled(here, "alice", new=0)
    assert "1 colleague request open" in run(here, tmp_path, "status")


def test_a_space_that_no_worker_comes_to_is_pointed_out(here: Office, tmp_path: Path) -> None:
    listed(here, "alice")
    polled(here, "alice")
    listed(here, "alice", due="-2 hours")
    assert "! No worker has come for 1 mailbox of this space, due for" in run(here, tmp_path, "status")


def test_doctor_knows_of_workers_too(here: Office, tmp_path: Path) -> None:
    listed(here, "alice")
    polled(here, "alice")
    found: list[dict[str, Any]] = json.loads(run(here, tmp_path, "doctor", "--json"))
    states = {each["name"]: (each["state"], each["detail"]) for each in found}
    assert states["Workers"][0] == "ok"
    assert "poll 1 mailbox" in states["Workers"][1]
    assert "Mailboxes" not in states, "that none is configured is as it should be"
    listed(here, "alice", due="-2 hours")
    found = json.loads(run(here, tmp_path, "doctor", "--json"))
    assert {each["name"]: each["state"] for each in found}["Workers"] == "warning"


def test_whoever_may_not_see_the_table_is_told_of_no_worker(here: Office) -> None:
    listed(here, "alice")
    polled(here, "alice")
    with opened(here.url("alice")) as quick:
        assert quick is not None
        assert [each.mailbox for each in quick.polls()] == ["mail"]
    here.administrator.execute("REVOKE ALL ON inboxwatch.polled FROM inboxwatch_member")
    try:
        with opened(here.url("alice")) as quick:
            assert quick is not None
            assert quick.polls() == ()
    finally:
        here.administrator.execute(
            "GRANT SELECT (owner, mailbox, every, due_at, read_at) ON inboxwatch.polled TO inboxwatch_member"
        )
