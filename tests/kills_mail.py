"""The same kills with real mail: SMTP to a sink, delivered into a real Dovecot, which is looked into again (R2).

`python -m tests.kills_mail` sweeps every call; `tests/test_kills.py` makes a few.
"""

from __future__ import annotations

import collections
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import kills
from tests.servers.dovecot import Dovecot
from tests.servers.smtp import Sink

SECRET = "KILLS_PASSWORD"
ENOUGH = 75
"""Kill points that a whole sweep must reach."""


def configuration(server: Dovecot, port: int) -> str:
    """Alice's mailbox, which sends and can be looked into, and a channel that mails her."""
    table = {**server.settings(), "smtp_host": "localhost", "smtp_port": port, "smtp_security": "insecure"}
    lines = [f"{key} = {json.dumps(value)}" for key, value in {**table, "password_env": SECRET}.items()]
    return "\n".join(
        [
            f'[me]\nname = "Ada"\naddresses = ["ada@corp.example", "{server.user("alice")}"]',
            '[directory]\ninternal_domains = ["corp.example"]\n[calendar]\ntimezone = "Europe/Berlin"',
            '[reminders]\nchannels = ["c0"]\n[[channel]]\nname = "c0"\nkind = "email"\nmailbox = "work"',
            f'to = "{server.user("alice")}"',
            '[[mailbox]]\nname = "work"\nconnector = "imap"',
            *lines,
            "",
        ]
    )


def point(server: Dovecot, folder: Path, call: str, number: int, tally: kills.Tally) -> bool:
    """Kill there, deliver what got through, start again, count; False if the program ended before."""
    with kills.copied(folder) as copy, Sink(auth={server.user("alice"): server.password("alice")}) as sink:
        (copy / "config.toml").write_text(configuration(server, sink.port))
        server.wipe("alice")
        environment = {**kills.environment(), SECRET: server.password("alice")}
        program = [sys.executable, "-m", "tests.kills_child", str(copy), "0", "mail"]
        run = [*kills.traced(call, number), *program, kills.NOW.isoformat()]
        ended = subprocess.run(run, cwd=kills.ROOT, check=False, env=environment, capture_output=True, timeout=120)
        if ended.returncode == 0:
            return False
        where = f"mail {call} {number}"
        if ended.returncode not in {-signal.SIGKILL, 128 + signal.SIGKILL}:
            tally.faults.append(f"{where}: ended with {ended.returncode}: {ended.stderr[-500:]!r}")
        server.deliver("alice", [mail.raw for mail in sink.mails])
        moments = [moment.isoformat() for moment in kills.LATER]
        again = subprocess.run(
            [*program, *moments], cwd=kills.ROOT, check=False, env=environment, capture_output=True, timeout=120
        )
        if again.returncode != 0:
            tally.faults.append(f"{where}: could not go on: {again.stderr[-500:]!r}")
        counts = collections.Counter(mail.message["Message-ID"] for mail in sink.mails)
        tally.points += 1
        tally.by_call[call] += 1
        lost, twice = int(not counts), sum(counts.values()) - 1 if counts else 0
        tally.lost, tally.twice = tally.lost + lost, tally.twice + twice
        tally.worst_lost, tally.worst_twice = max(tally.worst_lost, lost), max(tally.worst_twice, twice)
        tally.faults += [f"{where}: {fault}" for fault in kills.left_behind(copy / "store.db")]
    return True


def calls_made(server: Dovecot, folder: Path) -> dict[str, int]:
    """How often an unkilled run makes each call."""
    with kills.copied(folder) as copy, Sink(auth={server.user("alice"): server.password("alice")}) as sink:
        (copy / "config.toml").write_text(configuration(server, sink.port))
        log = copy / "calls"
        trace = ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={','.join(kills.CALLS)}"]
        program = [sys.executable, "-m", "tests.kills_child", str(copy), "0", "mail", kills.NOW.isoformat()]
        environment = {**os.environ, **kills.environment(), SECRET: server.password("alice")}
        subprocess.run([*trace, *program], cwd=kills.ROOT, check=True, env=environment)
        assert len(sink.mails) == 1, "the unkilled run sends one mail"
        lines = log.read_text(errors="replace").splitlines()
    return {call: sum(f" {call}(" in line for line in lines) for call in kills.CALLS}


def sweep(server: Dovecot, sample: int | None = None, seed: int = 7) -> kills.Tally:
    """Kill at every call, or at a seeded sample of so many."""
    tally = kills.Tally("looks")
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        folder = Path(name)
        kills.template(folder)
        for call, number in kills.chosen(calls_made(server, folder), sample, seed):
            if tally.points == sample:
                break
            point(server, folder, call, number, tally)
    return tally


def main() -> None:
    """Sweep everything, print what was found; fails if the bar is missed."""
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd's own news
    with Dovecot() as server:
        tally = sweep(server)
    print(f"mail to a watched mailbox, {tally}", flush=True)  # noqa: T201 - its purpose
    tally.check()
    assert tally.points >= ENOUGH, f"fewer than {ENOUGH} kill points were reached"


if __name__ == "__main__":
    main()
