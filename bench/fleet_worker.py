"""One worker process of bench/fleet.py: the real worker, with a connector that only waits and invents mail.

Arguments: URL of the store, seconds between two looks at what is due, concurrency, file for its figures. The settings
of a polled row say what the connector does: `latency` (median seconds of a poll), `errors` and `news` (shares). With a
fifth argument nothing is polled at all: what is left is the queue.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import random
import resource
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inboxwatch.cli import logs
from inboxwatch.errors import TransientError
from inboxwatch.fleet.gauges import Gauges
from inboxwatch.fleet.members import Organisation
from inboxwatch.fleet.polling import Polling
from inboxwatch.fleet.roster import Outcome, Row
from inboxwatch.fleet.worker import Worker
from inboxwatch.mail import parse
from inboxwatch.model import Mail
from inboxwatch.ports import Batch
from inboxwatch.store.team.spaces import Spaces

ORGANISATION = {
    "directory": {"internal_domains": ["example.test"]},
    "calendar": {"timezone": "UTC"},
    "channel": [{"name": "log", "kind": "console", "stream": "stderr"}],
}


class Stub:
    """Waits as long as a server would, fails now and then, and has a new mail now and then."""

    def __init__(self, row: Row) -> None:
        """Draw what this poll will be."""
        self._row, self._chance = row, random.Random()

    def fetch(self, cursor: str, since: dt.datetime | None) -> Iterator[Batch]:
        """Yield one mail, or nothing."""
        del since
        said, chance = self._row.settings, self._chance
        if said["latency"]:
            time.sleep(min(20.0, chance.lognormvariate(0.0, 0.5) * float(said["latency"])))
        if chance.random() < float(said["errors"]):
            raise TransientError("The server is busy.")
        if not cursor or chance.random() < float(said["news"]):
            number = int(cursor or 0) + 1
            yield Batch([mail(self._row.owner, number)], str(number), 1, 1)

    def wait(self, seconds: float) -> bool:
        """Nobody waits."""
        return bool(seconds)

    def texts(self, refs: Iterable[str]) -> Mapping[str, Mail]:
        """Have nothing."""
        return dict.fromkeys(list(refs)[:0], mail("", 0))

    def close(self) -> None:
        """Nothing to close."""


def mail(owner: str, number: int) -> Mail:
    """Invent a mail: every third asks for something."""
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    words = "Could you please send me the figures by Friday?" if number % 3 == 0 else "For your information, all done."
    raw = (
        f"From: carol{number % 7}@example.test\r\nTo: {owner}@example.test\r\nSubject: Budget {number}\r\n"
        f"Message-ID: <{number}.{now.timestamp():.0f}.{owner}@example.test>\r\n"
        f"Date: {now:%a, %d %b %Y %H:%M:%S +0000}\r\n\r\n{words}\r\n"
    )
    return parse(raw.encode(), ref=str(number), folder="INBOX", provider_time=now)


def main() -> None:
    """Work until SIGTERM, then write down what it cost."""
    url, tick, concurrency, target = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
    logs.set_up(0)
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    spaces = Spaces.open(url, connections=concurrency)
    kept: list[Gauges] = []
    worker = Worker(Organisation(ORGANISATION, Path()), spaces, Stub, concurrency, kept.append, tick)  # type: ignore[arg-type]
    if len(sys.argv) > 5:
        Polling.poll = lambda *_: Outcome(made_with="nothing")  # type: ignore[method-assign]
    threading.Thread(target=_report, args=(kept, target), daemon=True).start()
    worker.run()
    _write(kept, target)


def _report(kept: list[Gauges], target: Path) -> None:
    while True:
        time.sleep(1)
        _write(kept, target)


def _write(kept: list[Gauges], target: Path) -> None:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = own.ru_utime + own.ru_stime
    said = {"polls": kept[0].health.polls if kept else 0, "cpu": cpu, "judging": children.ru_utime + children.ru_stime}
    new = target.with_suffix(f".{threading.get_ident()}")
    new.write_text(json.dumps({**said, "text": kept[0].text() if kept else ""}))
    new.replace(target)


if __name__ == "__main__":
    main()
