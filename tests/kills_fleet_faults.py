"""What dies in a fleet, how, and how it is made good (kills_fleet)."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.kills_fleet_scene import Scene, Worker
from tests.kills_fleet_worker import STALLED
from tests.servers.gate import Gate

AWAY = 2.0
"""Seconds that something is gone."""
LONG = STALLED + 5.0
"""Seconds that something sleeps: by then others have taken over."""


@dataclass
class Fault:
    """One kind of fault: what to do to which worker when the trap springs, and how it is made good."""

    where: Callable[[Worker, Scene], list[Gate]]
    strike: Callable[[Worker, Scene], object]
    heal: Callable[[Worker, Scene], object]
    most: int = 40
    """Statements among which the point is drawn."""

    @property
    def while_sending(self) -> bool:
        """Whether it strikes whichever worker sends first."""
        return self.where is _smtp


def _database(worker: Worker, _: Scene) -> list[Gate]:
    return [worker.database]


def _smtp(worker: Worker, _: Scene) -> list[Gate]:
    return [worker.smtp]


def _imap(_: Worker, scene: Scene) -> list[Gate]:
    return [scene.imap]


def _kill(worker: Worker, _: Scene) -> None:
    worker.tell(signal.SIGKILL)


def _again(worker: Worker, _: Scene) -> None:
    worker.start()


def _sleep(worker: Worker, _: Scene) -> None:
    worker.tell(signal.SIGSTOP)


def _wake(worker: Worker, _: Scene) -> None:
    time.sleep(LONG)
    worker.tell(signal.SIGCONT)


def _backends(scene: Scene) -> list[int]:
    query = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND usename LIKE 'worker%'"
    return [pid for (pid,) in scene.fleet.rows(query)]


def _terminate(_: Worker, scene: Scene) -> None:
    for pid in _backends(scene):
        scene.fleet.rows("SELECT pg_terminate_backend(%s)", pid)


def _backend(_: Worker, scene: Scene) -> None:
    """Kill one session's process: the server throws all others out and recovers by itself."""
    for pid in _backends(scene)[:1]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _crash(_: Worker, scene: Scene) -> None:
    scene.postgres.crash()


def _immediate(_: Worker, scene: Scene) -> None:
    scene.postgres.halt(signal.SIGQUIT)


def _resume(_: Worker, scene: Scene) -> None:
    time.sleep(AWAY)
    scene.postgres.resume()


def _bouncer(_: Worker, scene: Scene) -> None:
    scene.pooled.crash()
    scene.members.crash()


def _bounce(_: Worker, scene: Scene) -> None:
    time.sleep(AWAY)
    scene.pooled.resume()
    scene.members.resume()


def _nothing(_: Worker, scene: Scene) -> None:
    del scene


def _net(gates: Callable[[Worker, Scene], list[Gate]], how: str, most: int, away: float) -> Fault:
    def strike(worker: Worker, scene: Scene) -> None:
        for gate in gates(worker, scene):
            gate.shut(how)

    def heal(worker: Worker, scene: Scene) -> None:
        time.sleep(away)
        for gate in gates(worker, scene):
            gate.open()

    return Fault(gates, strike, heal, most)


FAULTS: dict[str, tuple[int, Fault]] = {
    "worker killed at a statement": (16, Fault(_database, _kill, _again)),
    "worker killed while it sends": (12, Fault(_smtp, _kill, _again, 6)),
    "worker suspended at a statement": (7, Fault(_database, _sleep, _wake)),
    "worker suspended while it sends": (5, Fault(_smtp, _sleep, _wake, 6)),
    "all sessions terminated": (9, Fault(_database, _terminate, _nothing)),
    "all sessions terminated while it sends": (4, Fault(_smtp, _terminate, _nothing, 6)),
    "one session killed -9": (6, Fault(_database, _backend, _nothing)),
    "database killed -9": (7, Fault(_database, _crash, _resume)),
    "database killed -9 while it sends": (4, Fault(_smtp, _crash, _resume, 6)),
    "database stopped at once": (6, Fault(_database, _immediate, _resume)),
    "pgbouncer killed": (10, Fault(_database, _bouncer, _bounce)),
    "pgbouncer killed while it sends": (3, Fault(_smtp, _bouncer, _bounce, 6)),
    "network to the database cut": (4, _net(_database, "cut", 40, AWAY)),
    "network to the database reset": (5, _net(_database, "reset", 40, AWAY)),
    "network to the database silent": (5, _net(_database, "stall", 40, LONG)),
    "network to the mailboxes reset": (2, _net(_imap, "reset", 12, AWAY)),
    "network to the mailboxes silent": (2, _net(_imap, "stall", 12, LONG)),
    "network to the mail server reset": (2, _net(_smtp, "reset", 6, AWAY)),
    "network to the mail server silent": (2, _net(_smtp, "stall", 6, LONG)),
}
"""Kind -> how many of 111 points, and what it is."""


ALONE = {kind for kind in FAULTS if kind.startswith("worker killed") or "mail server" in kind}
"""Kinds after which no mailbox may have two sessions at once: nobody sleeps or has lost sight of the database."""


def drawn(points: int, seed: int, only: str = "") -> list[str]:
    """Draw kinds in their proportions, in a seeded order; each at least once if there are enough points.

    `only` those that have this in their name.
    """
    kinds = [kind for kind, (share, _) in FAULTS.items() if only in kind for _ in range(share)]
    chance = random.Random(seed)
    chance.shuffle(kinds)
    first = list(dict.fromkeys(kinds))
    chosen = first[:points]
    rest = list(kinds)
    for kind in first:
        rest.remove(kind)
    while len(chosen) < points:
        if not rest:
            rest = list(kinds)
            chance.shuffle(rest)
        chosen.append(rest.pop())
    chance.shuffle(chosen)
    return chosen
