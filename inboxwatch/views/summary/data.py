"""The summary as JSON: the figures of docs/json.md and what the page says besides. Strings are as the mail has them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from inboxwatch.figures import TOO_FEW
from inboxwatch.trends import who_waits
from inboxwatch.views import apart, data

if TYPE_CHECKING:
    from inboxwatch.breakdown import Breakdown
    from inboxwatch.figures import Figures
    from inboxwatch.summary import Summary
    from inboxwatch.trends import Hour


def as_json(summary: Summary, *, rules: str, team: bool = False) -> data.Json:
    """`report --format json`; with `team` without anything about single people or mails (T23)."""
    figures = summary.figures.as_json()
    departments = summary.figures.departments
    if team:
        figures["departments"] = {
            name: each.as_json() for name, each in sorted(departments.items()) if each.judged >= TOO_FEW
        }
    values: data.Json = {
        "generated_at": data.instant(summary.now),
        "rules": rules,
        "week": summary.week,
        "start": data.instant(summary.start),
        "end": data.instant(summary.end),
        "figures": figures,
        "week_before": summary.before.as_json(),
        "trend": [{"week": each.label, "figures": each.figures.as_json()} for each in summary.trend],
        "open": len(summary.open),
        "overdue": summary.overdue,
        "ages": [{"upto_seconds": age.upto, "open": age.open, "overdue": age.overdue} for age in summary.ages],
        "twelve_weeks": _recent(summary.recent, team=team),
        "promises": {"kept": len(summary.kept), "broken": len(summary.broken)},
        "hours": None if summary.hours is None else {"best": _hour(summary.hours[0]), "worst": _hour(summary.hours[1])},
        "thanks": summary.thanks,
        "quality": {
            "unread_mailboxes": list(summary.quality.unread_mailboxes),
            "unjudged": summary.quality.unjudged,
            "dismissed": summary.quality.dismissed,
            "marked": summary.quality.marked,
            "precision": summary.quality.precision,
            "flagged": summary.quality.flagged,
        },
    }
    if summary.external is not None:
        values["external"] = apart.weeks(summary.external)
    if not team:
        values["owed"] = {**apart.weeks(summary.owed), "oldest": apart.oldest(summary.owed)}
        values["between"] = apart.between(summary.between)
        values["first"] = [{"why": todo.why.value, "request": data.request(todo.request)} for todo in summary.first]
        values["waiting"] = [
            {
                "department": cell.department,
                "mailbox": cell.mailbox,
                "open": cell.open,
                "overdue": cell.overdue,
                "oldest": data.instant(cell.oldest),
            }
            for cell in who_waits(summary.open)
        ]
        values["oldest"] = [data.request(each) for each in summary.open[:10]]
    return values


def _recent(found: Breakdown, *, team: bool) -> data.Json:
    """All weeks of the trend together; for a team neither mailboxes nor people, and no department by name."""
    values: data.Json = {
        "figures": _alone(found.figures),
        "answers": asdict(found.answers),
        "deadlines": asdict(found.deadlines),
        "consistency": {
            "within_target_range": found.spread.within_target_range,
            "p90_over_median": found.spread.p90_over_median,
        },
        "hours": [
            {"weekday": each.weekday + 1, "hour": each.hour, "figures": _alone(each.figures)} for each in found.hours
        ],
    }
    if not team:
        values["consistency"] |= {
            "worst_department": found.spread.worst_department or None,
            "best_department": found.spread.best_department or None,
        }
        values["mailboxes"] = {name: _alone(each) for name, each in found.mailboxes.items()}
        values["requesters"] = {name: _alone(each) for name, each in found.requesters.items()}
    return values


def _alone(figures: Figures) -> data.Json:
    """Figures without those of departments."""
    return {name: value for name, value in figures.as_json().items() if name != "departments"}


def _hour(hour: Hour) -> data.Json:
    figures = hour.figures
    return {"hour": hour.hour, "n": figures.judged, "median_seconds": figures.median_seconds}
