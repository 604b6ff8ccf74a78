"""One verdict a message: written by a machine or not, does it need a reply, why; explainable, total, linear in time."""

from __future__ import annotations

from inboxwatch.classifier.automatic import detect
from inboxwatch.model import Mail, Owner, RequestKind, Verdict

VERSION = "rules-0"


def classify(mail: Mail, owner: Owner) -> Verdict:
    """Judge one message for the mailbox of `owner`; any input gives a verdict."""
    automatic, code = detect(mail)
    if automatic is not None:
        return Verdict(VERSION, automatic=automatic, reasons=(code,), text=mail.text)
    if mail.invitation is not None and mail.invitation.method == "REQUEST":
        return Verdict(VERSION, score=0.95, kind=RequestKind.INVITATION, reasons=("invitation",), text=mail.text)
    text = "\n".join(line for line in mail.text.splitlines() if not line.startswith(">"))
    asks = "?" in text or "please" in text.lower()
    score, reasons = (0.8, ("question",)) if asks else (0.1, ())
    return Verdict(VERSION, score=score, reasons=reasons, text=text)
