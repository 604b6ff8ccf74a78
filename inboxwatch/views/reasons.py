"""Why a message was judged as it was, for every view: lists, `explain`, the dashboard. Strongest first, five at most.

Words only: what goes to a terminal passes `text.safe` where it is drawn.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from inboxwatch.classifier.reasons import ASKING, instant_words, reason_words, verdict_words

if TYPE_CHECKING:
    from inboxwatch.model import Mail, Request, Verdict


def of_request(request: Request, zone: dt.tzinfo, quotes: Mapping[str, str] | None = None) -> list[str]:
    """Why it is a request, its deadline told in `zone`; `quotes` are the mail's words by code, if they are at hand."""
    deadline = instant_words(request.deadline.astimezone(zone)) if request.deadline is not None else ""
    return reason_words(request.reasons, quotes, deadline=deadline) or [ASKING]


def of_verdict(verdict: Verdict, mail: Mail | None = None) -> list[str]:
    """Why a message needs a reply or not, or which machine wrote it; `mail` is what was just read, if it was."""
    return verdict_words(verdict, mail)
