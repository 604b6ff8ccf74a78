"""Which notice is due now and why, or why not; docs/reminders.md is the definition. Pure: `now` is an argument.

It reads in this order: policy (the owner's wishes, reasons, limits), book (what was told), stages (one request),
alarms (the watch itself), planning (who is told what now), still (is it still right, just before it is sent).
"""

from inboxwatch.reminders.planning import Scene, Woken, is_owed, key_of, plan, resumable
from inboxwatch.reminders.policy import HARD_CAP, Plan, Policy, Reason, Seen, Silence
from inboxwatch.reminders.still import still, with_items

__all__ = [
    "HARD_CAP",
    "Plan",
    "Policy",
    "Reason",
    "Scene",
    "Seen",
    "Silence",
    "Woken",
    "is_owed",
    "key_of",
    "plan",
    "resumable",
    "still",
    "with_items",
]
