"""One verdict a message: written by a machine or not, does it need a reply, why; explainable, total, linear in time.

`classify` is the whole path: `automatic` (machine mail by evidence), `text` (zones), `words` and `phrases` (cues of all
languages), `needs` (score, kind, reasons), `people` (who is meant), `moves` (chaser, withdrawal, holding reply) and
`promises` (deadline, promise).
"""

from __future__ import annotations

from inboxwatch.classifier import verdicts
from inboxwatch.classifier.evaluate import Metrics, evaluate
from inboxwatch.classifier.reasons import reason_words
from inboxwatch.model import Mail, Owner, Verdict

__all__ = ["VERSION", "Metrics", "classify", "evaluate", "reason_words"]

VERSION = verdicts.VERSION
"""Changes whenever a verdict may change; stored with each verdict."""


def classify(mail: Mail, owner: Owner) -> Verdict:
    """Judge one message for the mailbox of `owner`. Total: any mail gives a verdict, nothing is raised."""
    try:
        return verdicts.judge(mail, owner)
    except Exception:  # noqa: BLE001 - hostile mail must not stop its neighbours; the verdict says that it is blind
        return Verdict(VERSION, reasons=("unreadable",))
