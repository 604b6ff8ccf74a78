"""One verdict a message: written by a machine or not, does it need a reply, why; explainable, total, linear in time.

`classify` is the whole path: `automatic` (machine mail by evidence), `text` (zones), `words` and `phrases` (cues of all
languages), `needs` (score, kind, reasons), `people` (who is meant), `moves` (chaser, withdrawal, holding reply) and
`promises` (deadline, promise).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from contextvars import ContextVar

from inboxwatch.classifier import verdicts
from inboxwatch.classifier.evaluate import Metrics, evaluate
from inboxwatch.classifier.reasons import reason_words
from inboxwatch.classifier.verdicts import features_of
from inboxwatch.model import Mail, Owner, Verdict

__all__ = ["UNREADABLE", "VERSION", "Metrics", "classify", "evaluate", "features_of", "reason_words", "strict"]

VERSION = verdicts.VERSION
"""Changes whenever a verdict may change; stored with each verdict."""


UNREADABLE = "unreadable"
"""The reason code of a verdict that stands for a defect of ours; callers count and report it."""

_strict: ContextVar[bool] = ContextVar("strict", default=False)


@contextlib.contextmanager
def strict(*, on: bool = True) -> Iterator[None]:
    """Let defects of the classifier be raised inside the block instead of being told by `UNREADABLE`; for tests."""
    token = _strict.set(on)
    try:
        yield
    finally:
        _strict.reset(token)


def classify(mail: Mail, owner: Owner, personal: Mapping[str, float] | None = None) -> Verdict:
    """Judge one message for the mailbox of `owner`. Total: any mail gives a verdict, nothing is raised.

    `personal` are weights of this owner, added to those of the model: feature name -> weight, and "bias".
    """
    try:
        return verdicts.judge(mail, owner, personal)
    except Exception:  # hostile mail must not stop its neighbours; the verdict says that it is blind
        if _strict.get():
            raise
        return Verdict(VERSION, reasons=(UNREADABLE,))
