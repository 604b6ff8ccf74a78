"""What the daemon costs and how quick it is: latency with IDLE, memory, processor, and the disk while nothing happens.

    python bench/daemon.py            # one minute of idling
    python bench/daemon.py --idle 600 # ten minutes, as the figures in docs/performance.md

Needs Dovecot. Memory is that of the daemon's process as the kernel counts it (VmRSS), five mailboxes over TLS.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.servers.daemon import Machine, question, until
from tests.servers.dovecot import Dovecot

BOXES = 5
DELIVERIES = 20


def number_of(path: Path, name: str) -> int:
    """Read a number from a file of /proc."""
    line = next(line for line in path.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1])


def processor(pid: int) -> float:
    """Return the seconds of processor time that a process and its ended children have used."""
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, words[11:15])) / os.sysconf("SC_CLK_TCK")


def boxes(server: Dovecot, folder: Path) -> Machine:
    """Make a configuration of five mailboxes, all of one user, as five accounts would be."""
    secret = folder / "password"
    secret.write_text(server.password("alice") + "\n")
    secret.chmod(0o600)
    table = server.settings("alice", password_file=secret.name)
    return Machine(folder, {f"box{n}": table for n in range(BOXES)})


def latencies(server: Dovecot, machine: Machine) -> list[float]:
    """Deliver messages one by one; return the seconds until each is a request in the store."""
    found = []
    for number in range(DELIVERIES):
        began = time.perf_counter()
        server.append("alice", "INBOX", [question(1000 + number)])
        wanted = (number + 1) * BOXES
        until(lambda wanted=wanted: machine.rows("SELECT count(*) FROM message")[0][0] >= wanted)
        until(lambda number=number: machine.rows("SELECT count(DISTINCT message_id) FROM request")[0][0] > number)
        found.append(time.perf_counter() - began)
        time.sleep(0.3)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--idle", type=float, default=60.0, help="seconds of idling that are measured")
    options = parser.parse_args()
    with Dovecot() as server, tempfile.TemporaryDirectory() as name:
        machine = boxes(server, Path(name))
        with machine:
            machine.start().watching(*(f"box{n}" for n in range(BOXES)))
            time.sleep(2)
            found = latencies(server, machine)
            print(f"delivered -> tracked request: median {statistics.median(found):.2f} s, most {max(found):.2f} s")
            time.sleep(45)  # the second process that judges ends when it has had nothing to do
            io = Path(f"/proc/{machine.pid}/io")
            begun, wrote, calls = processor(machine.pid), number_of(io, "write_bytes"), number_of(io, "syscw")
            time.sleep(options.idle)
            used = processor(machine.pid) - begun
            print(f"idle for {options.idle:.0f} s with {BOXES} mailboxes:")
            print(f"  resident {number_of(Path(f'/proc/{machine.pid}/status'), 'VmRSS') / 1024:.1f} MB")
            print(f"  processor {used:.2f} s, {100 * used / options.idle:.3f} % of a core")
            print(f"  written to the disk {number_of(io, 'write_bytes') - wrote} bytes")
            print(f"  calls that write (to anything) {number_of(io, 'syscw') - calls}")
            assert machine.stop() == 0


if __name__ == "__main__":
    main()
