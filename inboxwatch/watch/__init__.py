"""The shell around the pure core: read mailboxes into the store, derive requests, look at files without a store.

One code path for one pass and for ever: `sync` is one pass over all mailboxes followed by `track`. `now` is an
argument everywhere.
"""

from inboxwatch.watch.reclassify import reclassify
from inboxwatch.watch.reports import MailboxReport, Progress, ScanResult, SyncReport, TrackReport, quiet
from inboxwatch.watch.scan import scan
from inboxwatch.watch.sync import PAUSES, plugged, sync
from inboxwatch.watch.track import rebuild, track

__all__ = [
    "PAUSES",
    "MailboxReport",
    "Progress",
    "ScanResult",
    "SyncReport",
    "TrackReport",
    "plugged",
    "quiet",
    "rebuild",
    "reclassify",
    "scan",
    "sync",
    "track",
]
