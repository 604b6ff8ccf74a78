"""R31: large mailboxes. Tiny messages; INBOXWATCH_LARGE sets how many (default 6,000; the bar: 150,000)."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from connectors.imap import connect
from connectors.imap_fetch import BATCH
from connectors.imap_pass import FIRST
from tests.servers.dovecot import Dovecot
from tests.servers.faultproxy import FaultProxy

pytestmark = pytest.mark.server("dovecot")

COUNT = int(os.environ.get("INBOXWATCH_LARGE", "6000"))
READER = textwrap.dedent(
    """
    import json, sys
    from pathlib import Path
    from connectors.imap import connect
    settings, cursor, most = json.loads(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    connector, count, batches = connect(settings, lambda: "secret-a", Path()), 0, 0
    for batch in connector.fetch(cursor, None):
        count, batches, cursor = count + len(batch.mails), batches + 1, batch.cursor
        if batches == most:
            break
    status = Path("/proc/self/status").read_text()  # ru_maxrss would count what the parent had when it forked
    print(json.dumps([count, cursor, int(status.partition("VmHWM:")[2].split()[0]) // 1024]))
    """
)


def in_a_process(settings: dict[str, object], cursor: str = "", most: int = 0) -> tuple[int, str, int]:
    """Read in a process of its own and return messages, last cursor, peak memory in MB."""
    import json

    arguments = [sys.executable, "-c", READER, json.dumps(settings), cursor, str(most)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True, timeout=300)
    count, last, memory = json.loads(done.stdout)
    return count, last, memory


def test_r31_a_large_mailbox(dovecot: Dovecot) -> None:
    """First pass resumes with no batch repeated, memory is bounded, a later pass costs the same at any size."""
    dovecot.wipe("alice")
    for first in range(0, COUNT, 5_000):
        numbers = range(first, min(first + 5_000, COUNT))
        dovecot.append("alice", "INBOX", [b"Message-ID: <%d@x>\r\nSubject: s\r\n\r\nhi?\r\n" % n for n in numbers])
    settings = dovecot.settings(port=dovecot.port, security="insecure")
    started = time.monotonic()
    some, cursor, _ = in_a_process(settings, most=5)
    rest, cursor, memory = in_a_process(settings, cursor)
    print(f"{COUNT} messages in {time.monotonic() - started:.1f} s, {memory} MB")  # noqa: T201 - a figure for whoever asks
    some_wanted = sum(FIRST) + (5 - len(FIRST)) * BATCH
    assert (some, rest) == (some_wanted, COUNT - some_wanted)
    assert memory <= 120
    with FaultProxy(dovecot.port) as proxy:
        connector = connect({**settings, "port": proxy.port}, lambda: "secret-a", Path())
        assert list(connector.fetch(cursor, None)) == []
        connector.close()
        assert proxy.turns + 1 <= 5
        assert proxy.up + proxy.down <= 2_000
    dovecot.wipe("alice")
