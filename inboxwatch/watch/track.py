"""Deriving requests from what the store holds: what changed, or everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inboxwatch import classifier, tracker
from inboxwatch.classifier import verdicts
from inboxwatch.watch.adapted import outdated
from inboxwatch.watch.reports import Progress, TrackReport, quiet
from inboxwatch.watch.snapshot import refresh
from inboxwatch.watch.tally import tally
from inboxwatch.work.derive import BIG, Deriving, big
from inboxwatch.work.share import MANY, Share

if TYPE_CHECKING:
    import datetime as dt

    from inboxwatch.store import Store

LARGE = 50_000
"""Messages from which on a new second process is worth its start: the one that has judged holds 15 MB more."""

TRACKING = "tracking"
"""What progress calls it."""

DERIVATION = "derivation"
"""Name of the store's note of what its requests were derived with."""

_PARTS = ("the rules", "the tracker", "the classifier")


def derivation(rules: tracker.Rules) -> str:
    """Name everything besides the facts that requests depend on: rules, tracker, classifier."""
    return f"{rules.version}\n{tracker.VERSION}\n{classifier.VERSION}"


def track(store: Store, rules: tracker.Rules, now: dt.datetime, progress: Progress = quiet) -> TrackReport:
    """Derive again what new messages and decisions can have changed; everything if the rules changed meanwhile."""
    before = store.meta(DERIVATION)
    if before != derivation(rules):
        return rebuild(store, rules, now, progress, reason=_reason(before, derivation(rules)))
    pending = store.pending()
    if not pending:
        tally(store, rules, now, derived=False)
        return TrackReport(outdated=outdated(store, rules))
    if pending * 4 > store.count():
        return rebuild(store, rules, now, progress, reason="")
    messages, requests = store.derive_pending(Deriving(rules, now, store.keep_text).do)
    refresh(store, rules, now)
    tally(store, rules, now, derived=True)
    return TrackReport(messages, requests, outdated=outdated(store, rules))


def rebuild(
    store: Store, rules: tracker.Rules, now: dt.datetime, progress: Progress = quiet, *, reason: str = "asked for"
) -> TrackReport:
    """Derive every request again from the facts. A kill in between costs time, nothing else."""
    total = store.count()
    messages = requests = 0
    with Share(Deriving(rules, now, store.keep_text), big) as share:
        if total > MANY:
            share.hire(fresh=total > LARGE)
            verdicts.forget()  # some megabytes of phrases that tracking does not need
        for read, found in store.derive_all(share.done, big=BIG):
            messages += read
            requests += found
            progress(TRACKING, messages, total)
    store.set_meta(DERIVATION, derivation(rules))
    refresh(store, rules, now)
    tally(store, rules, now, derived=True)
    return TrackReport(messages, requests, reason, outdated=outdated(store, rules))


def _reason(before: str, wanted: str) -> str:
    """Say what changed since requests were last derived."""
    if not before:
        return ""
    old, new = before.split("\n"), wanted.split("\n")
    changed = [name for name, was, now in zip(_PARTS, old, new, strict=False) if was != now]
    return f"{' and '.join(changed)} changed"
