"""Messages, decisions and rules -> requests with their acknowledgements and promises (docs/clock.md).

`track` is a pure function of the set of messages: arrival order, batches and repeated copies change nothing. It reads
in this order: rules (who answers), view (one responder's conversation), gate (what opens a request), ending (what
stops its clock), promises, finish (the figures), assess (what only time changes). `owed` mirrors the walk.
"""

from inboxwatch.conversations import EVERYTHING, link_tokens
from inboxwatch.tracker.assess import assess
from inboxwatch.tracker.gate import Gate
from inboxwatch.tracker.identity import request_id
from inboxwatch.tracker.requests import Tracked, refusal, track, track_all
from inboxwatch.tracker.rule_replies import revealed
from inboxwatch.tracker.rules import Responder, Rules, responders

__all__ = [
    "EVERYTHING",
    "VERSION",
    "Gate",
    "Responder",
    "Rules",
    "Tracked",
    "assess",
    "link_tokens",
    "refusal",
    "request_id",
    "responders",
    "revealed",
    "track",
    "track_all",
]

VERSION = "4"
"""Changes whenever the same facts and rules would derive something else; the store then derives everything again."""
