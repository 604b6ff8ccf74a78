"""Files without an account and without a store: read, classify, track, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inboxwatch.classifier import UNREADABLE
from inboxwatch.classifier.personal import judge
from inboxwatch.classifier.reasons import quotes_of
from inboxwatch.figures import figures
from inboxwatch.mail import facts
from inboxwatch.tracker import track_all
from inboxwatch.watch.reports import Progress, ScanResult, quiet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from inboxwatch.classifier.personal import Personal
    from inboxwatch.config import Settings
    from inboxwatch.model import Message

SCAN = "scan"
"""What the mailbox of a scan is called."""


def scan(
    paths: Iterable[Path],
    settings: Settings,
    now: dt.datetime,
    progress: Progress = quiet,
    *,
    personal: Personal | None = None,
) -> ScanResult:
    """Read mail files as one mailbox called `scan` and derive its requests as of `now`; keeps nothing.

    `settings` describe that one mailbox (`Settings.for_scan`), `personal` are its owner's weights, if any. Raises
    PermanentError for a path that cannot be read.
    """
    from inboxwatch import plugins

    owner = settings.owner(SCAN)
    messages: list[Message] = []
    notices: list[str] = []
    places = {"path": [str(path.absolute()) for path in paths]}
    connector = plugins.connector("files")(places, str, settings.base)
    try:
        for batch in connector.fetch("", None):
            messages += [facts(mail, judge(mail, owner, personal), SCAN, now) for mail in batch.mails]
            notices += batch.notices
            progress(SCAN, len(messages), batch.total)
    finally:
        connector.close()
    blind = sum(UNREADABLE in message.verdict.reasons for message in messages)
    if blind:
        notices.append(f"{blind} of {len(messages)} messages could not be judged; please report them as a bug.")
    found = track_all(messages, (), settings.rules(), now)
    requests = found.requests
    said = {message.key: message.verdict for message in messages if message.verdict.quotes}
    quotes = {request.id: quotes_of(said[request.key]) for request in requests if request.key in said}
    return ScanResult(
        tuple(requests),
        figures(requests),
        len(messages),
        tuple(dict.fromkeys(notices)),
        quotes,
        owed=tuple(found.owed),
        external=tuple(found.external) if settings.figures.external else None,
    )
