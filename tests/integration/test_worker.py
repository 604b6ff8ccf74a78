"""Real workers, as processes, on a real PostgreSQL: hundreds of mailboxes of a Dovecot that has a master user."""

from __future__ import annotations

import base64
import json
import re
import signal
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.servers.daemon import question
from tests.servers.dovecot import Dovecot, running
from tests.servers.fleet import Fleet
from tests.servers.postgres import Postgres, postgres

__all__ = ["postgres"]

pytestmark = pytest.mark.server("postgresql", "dovecot")

MASTER = "canary-master-5e1f"


@pytest.fixture(scope="module")
def office() -> Iterator[Dovecot]:
    """A mail server whose master user enters every mailbox."""
    yield from running(Dovecot(master=MASTER))


@pytest.fixture
def fleet(postgres: Postgres, tmp_path: Path) -> Iterator[Fleet]:
    """A team's database; the workers see folders of this test only."""
    with Fleet(postgres, tmp_path) as made:
        assert made.command("team", "key", "new").returncode == 0
        yield made


def enlist(fleet: Fleet, office: Dovecot, names: list[str], *, password: str = MASTER, poll: str = "15s") -> None:
    """Import mailboxes as an admin would."""
    (fleet.folder / "master.password").write_text(password + "\n")
    (fleet.folder / "master.password").chmod(0o600)
    shared = {
        "connector": "imap", "host": "localhost", "port": office.tls_port, "ca_file": str(office.ca),
        "username": "{address}*master", "password_file": "master.password", "poll": poll, "since": "3650d",
    }  # fmt: skip
    (fleet.folder / "shared.toml").write_text(
        "".join(f"{key} = {json.dumps(value)}\n" for key, value in shared.items())
    )
    (fleet.folder / "users.csv").write_text(
        "owner,address\n" + "".join(f"{name},{name}@example.test\n" for name in names)
    )
    files = (str(fleet.folder / "users.csv"), "--shared", str(fleet.folder / "shared.toml"))
    done = fleet.command("team", "mailboxes", "import", *files)
    assert done.returncode == 0, done.stderr


def read(fleet: Fleet) -> int:
    """How many mailboxes have been read."""
    return int(fleet.rows("SELECT count(*) FROM inboxwatch.polled WHERE read_at IS NOT NULL")[0][0])


def overlapping(log: str, users: set[str]) -> list[str]:
    """Users who had two sessions at once, by what the mail server wrote down."""
    inside: dict[str, int] = {}
    found = []
    for line in log.splitlines():
        if match := re.search(r"imap-login: Info: Login: user=<([^>]+)>", line):
            user = match[1].partition("@")[0]
            inside[user] = inside.get(user, 0) + 1
            if inside[user] > 1 and user in users:
                found.append(line)
        elif match := re.search(r"imap\(([^)]+)\).*(Logged out|Disconnected|Connection closed)", line):
            user = match[1].partition("@")[0]
            inside[user] = inside.get(user, 0) - 1
    return found


def get(port: int, path: str) -> tuple[int, str]:
    """Ask a worker's endpoint."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_two_workers_read_hundreds_of_mailboxes_each_into_its_own_space_and_one_may_die(
    fleet: Fleet, office: Dovecot
) -> None:
    """All are read, none twice at a time; what a worker had that is killed goes on elsewhere."""
    names = [f"many{number:03}" for number in range(220)]
    office.fill({name: [question(each, f"{name}@example.test") for each in range(3)] for name in names})
    enlist(fleet, office, names, poll="60s")
    fleet.rows_changed("UPDATE inboxwatch.polled SET due_at = now()")
    (first, _), (_, port) = fleet.start("--concurrency", "8"), fleet.start("--concurrency", "8")
    fleet.until(lambda: read(fleet) >= 20)
    assert read(fleet) < len(names), "it has to die in the middle"
    first.send_signal(signal.SIGKILL)
    first.wait()
    held = "SELECT args ->> 'owner' FROM procrastinate.procrastinate_jobs WHERE status = 'doing' AND task_name = 'poll'"
    assert fleet.rows(held), "it had some in its hands"
    fleet.until(lambda: read(fleet) == len(names), 240)
    assert "A worker died at poll" in fleet.said()
    messages = fleet.rows("SELECT owner, count(*), count(DISTINCT message_id) FROM inboxwatch.message GROUP BY owner")
    assert {owner: tuple(counts) for owner, *counts in messages} == dict.fromkeys(names, (3, 3))
    foreign = "SELECT count(*) FROM inboxwatch.message WHERE position(owner || '@example.test' IN message_id) = 0"
    assert fleet.rows(foreign) == [(0,)]
    assert fleet.rows("SELECT count(*) FROM inboxwatch.request GROUP BY owner") == [(3,)] * len(names)
    log = office.log.read_text()
    assert all(f"Login: user=<{name}@example.test>" in log for name in names), "the log shows who was read"
    assert overlapping(log, set(names)) == []
    status, text = get(port, "/healthz")
    assert (status, json.loads(text)["status"]) == (200, "ok")
    metrics = get(port, "/metrics")[1]
    assert 'inboxwatch_polls_total{connector="imap",result="new"}' in metrics
    assert re.search(r'inboxwatch_queue_depth\{status="todo"\} \d', metrics)
    assert not any(name in metrics for name in names)


def test_a_worker_ends_within_five_seconds_though_the_server_is_silent(fleet: Fleet) -> None:
    with Dovecot(master=MASTER) as silent:
        silent.fill({"slow": [question(1, "slow@example.test")]})
        enlist(fleet, silent, ["slow"])
        fleet.rows_changed("UPDATE inboxwatch.polled SET due_at = now()")
        silent.tell(signal.SIGSTOP)
        try:
            process, _ = fleet.start("--concurrency", "2")
            doing = "SELECT 1 FROM procrastinate.procrastinate_jobs WHERE status = 'doing' AND task_name = 'poll'"
            fleet.until(lambda: fleet.rows(doing))
            time.sleep(0.5)
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            assert process.wait(10) == 0
            assert time.monotonic() - began < 5
        finally:
            silent.tell(signal.SIGCONT)
        fleet.start("--concurrency", "2")
        fleet.until(lambda: read(fleet) == 1)
        assert fleet.rows("SELECT count(*) FROM inboxwatch.message") == [(1,)]


def test_a_credential_is_in_no_log_no_row_no_figure_and_no_process(fleet: Fleet, office: Dovecot) -> None:
    """T14: signed in and refused, at the noisiest."""
    wrong = "canary-refused-77aa"
    office.fill({"quiet": [question(1, "quiet@example.test")]})
    enlist(fleet, office, ["refused"], password=wrong)
    enlist(fleet, office, ["quiet"])
    fleet.rows_changed("UPDATE inboxwatch.polled SET due_at = now()")
    process, port = fleet.start("--concurrency", "2", verbose="-vv")
    state = "SELECT error <> '' FROM inboxwatch.polled WHERE owner = 'refused' OR read_at IS NOT NULL ORDER BY owner"
    fleet.until(lambda: fleet.rows(state) == [(False,), (True,)])
    tables = [fleet.rows(f"SELECT t::text FROM {name} AS t") for name in ("inboxwatch.polled", "inboxwatch.mailbox")]  # noqa: S608
    jobs = fleet.rows("SELECT t::text FROM procrastinate.procrastinate_jobs AS t")
    listed = fleet.command("team", "mailboxes", "list", "--json").stdout
    assert [each["owner"] for each in json.loads(listed)["mailboxes"]] == ["quiet", "refused"]
    own = Path(f"/proc/{process.pid}")
    shown = [fleet.said(), str(tables), str(jobs), listed, get(port, "/metrics")[1], get(port, "/healthz")[1]]
    shown += [(own / name).read_bytes().decode(errors="replace") for name in ("cmdline", "environ")]
    key = (fleet.folder / "team.key").read_text().strip().partition(":")[2]
    for secret in (wrong, MASTER, key, fleet.passwords[fleet.worker]):
        for form in (secret, urllib.parse.quote(secret), base64.b64encode(secret.encode()).decode()[:-4]):
            assert not any(form in text for text in shown), form
    assert "error" in fleet.said() or "warning" in fleet.said() or fleet.rows("SELECT error FROM inboxwatch.polled")


def test_a_rotated_key_opens_what_workers_poll_and_the_old_one_is_not_needed_any_more(
    fleet: Fleet, office: Dovecot
) -> None:
    office.fill({"turn": [question(1, "turn@example.test")]})
    enlist(fleet, office, ["turn"])
    assert fleet.command("team", "key", "new").returncode == 0
    said = fleet.command("team", "key", "rotate")
    assert "1 credentials" in said.stderr, said.stderr
    assert "0 credentials" in fleet.command("team", "key", "rotate").stderr
    path = fleet.folder / "team.key"
    path.write_text(path.read_text().splitlines()[0] + "\n")
    fleet.rows_changed("UPDATE inboxwatch.polled SET due_at = now()")
    fleet.start("--concurrency", "1")
    fleet.until(lambda: read(fleet) == 1)


def test_the_database_goes_away_and_comes_back(tmp_path: Path, office: Dovecot) -> None:
    """R32: nothing is lost and nothing is stored twice; the worker goes on by itself."""
    names = [f"away{number:02}" for number in range(40)]
    office.fill({name: [question(each, f"{name}@example.test") for each in range(3)] for name in names})
    with Postgres() as server, Fleet(server, tmp_path) as fleet:
        assert fleet.command("team", "key", "new").returncode == 0
        enlist(fleet, office, names)
        fleet.rows_changed("UPDATE inboxwatch.polled SET due_at = now()")
        process, port = fleet.start("--concurrency", "4")
        fleet.until(lambda: read(fleet) >= 5)
        server.crash()
        time.sleep(2)
        server.resume()
        fleet.until(lambda: read(fleet) == len(names))
        assert process.poll() is None
        counts: list[tuple[Any, ...]] = fleet.rows("SELECT DISTINCT count(*) FROM inboxwatch.message GROUP BY owner")
        assert counts == [(3,)]
        fleet.until(lambda: get(port, "/healthz")[0] == 200)
        assert "The queue cannot be used" in fleet.said()
        assert "Traceback" not in fleet.said(), f"the loss of a database is no bug: {fleet.said()}"
