"""Files without an account and without a store: read, classify, track, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inboxwatch.classifier import classify
from inboxwatch.figures import figures
from inboxwatch.mail import facts
from inboxwatch.tracker import track
from inboxwatch.watch.reports import Progress, ScanResult, quiet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from inboxwatch.config import Settings
    from inboxwatch.ports import Batch, Connector

SCAN = "scan"
"""What the mailbox of a scan is called."""


def scan(paths: Iterable[Path], settings: Settings, now: dt.datetime, progress: Progress = quiet) -> ScanResult:
    """Read mail files as one mailbox called `scan` and derive its requests as of `now`; keeps nothing.

    `settings` describe that one mailbox (`Settings.for_scan`). Raises PermanentError for a path that cannot be read.
    """
    owner = settings.owner(SCAN)
    messages, notices = [], []
    for batch in _batches(list(paths)):
        messages += [facts(mail, classify(mail, owner), SCAN, now) for mail in batch.mails]
        notices += batch.notices
        progress(SCAN, len(messages), batch.total)
    requests = track(messages, (), settings.rules(), now)
    return ScanResult(tuple(requests), figures(requests), len(messages), tuple(dict.fromkeys(notices)))


def _batches(paths: list[Path]) -> Iterator[Batch]:
    """All batches of the files at these paths."""
    from pathlib import Path as Here

    from inboxwatch import plugins

    for path in paths:
        connector: Connector = plugins.connector("files")({"path": str(path.absolute())}, str, Here.cwd())
        try:
            yield from connector.fetch("", None)
        finally:
            connector.close()
