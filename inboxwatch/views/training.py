"""What `train` found out, for people and as the JSON of docs/json.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.text import Text

from inboxwatch.classifier import model
from inboxwatch.classifier.personal import BIAS
from inboxwatch.classifier.reasons import WORDS
from inboxwatch.classifier.senders import LESS, MORE
from inboxwatch.views import data, evaluation
from inboxwatch.views.table import Column, grid, heading, note
from inboxwatch.views.text import safe
from inboxwatch.views.words import exact, plural, share

if TYPE_CHECKING:
    import datetime as dt

    from rich.console import RenderableType
    from rich.table import Table

    from inboxwatch.classifier.learn import Judged, Lesson
    from inboxwatch.classifier.personal import Personal
    from inboxwatch.classifier.senders import Senders

SHOWN = 15
"""Weights that `train --show` lists for people; JSON has all."""
_KINDS = {"plain:": "(not in English)", "alone:": "(a single sentence)"}
_FEATURES = {
    BIAS: "is a message at all",
    "rules": "what the phrases make of it together",
    "to:owner": "is addressed to you",
    "to:cc": "has you in copy",
    "to:others": "is addressed to others",
    "to:one": "has one recipient",
    "to:group": "has many recipients, the more the stronger",
    "turn:reply": "is a reply",
    "turn:forward": "is a forward",
    "turn:asks": "asks in its subject",
    "turn:quotes": "quotes other mail",
    "turn:carries": "carries other mail",
    "turn:closes": "ends with a greeting",
    "greets:owner": "greets you by name",
    "greets:others": "greets others by name",
    "greets:named": "names you",
    "moves:thanks": "thanks",
    "moves:promises": "promises something",
    "says:most": "how much its strongest sentence asks",
    "says:sum": "how much its sentences ask together",
    "says:mean": "how much its sentences ask on average",
    "says:first": "how much its first sentence asks",
    "says:last": "how much its last sentence asks",
}
"""Features that are no phrase; others are shown by their name alone."""
_HABITS = {
    "answered": "answered by you",
    "unanswered": "never answered",
    "marked": "marked by you as requests",
    "dismissed": "dismissed by you",
}


def sentence(examples: Mapping[str, int], gone: int) -> str:
    """What was looked at, in one sentence: messages by what the owner did with them, and those that are gone."""
    parts = [f"{count:,} {_HABITS[habit]}" for habit, count in examples.items() if count]
    more = f" {plural(gone, 'message')} more cannot be read any longer." if gone else ""
    seen = plural(sum(examples.values()), "message")
    return f"{seen} of your own history: {', '.join(parts) or 'none that tells anything'}.{more}"


def comparison(lesson: Lesson, zone: dt.tzinfo) -> list[RenderableType]:
    """Before and after on the held-back mail."""
    before, after = lesson.before, lesson.after
    if before is None or after is None or lesson.since is None:
        return []
    words = f"Learnt from {lesson.learnt:,}, judged on the latest {lesson.held:,} (since {exact(lesson.since, zone)}):"
    titles = ("Measure", "Shipped", "95 % interval", "Adapted", "95 % interval")
    rows: list[list[str | Text]] = [
        [title, *_pair(before, name), *_pair(after, name)] for name, title in evaluation.FIGURES.items()
    ]
    rows.append(["Flagged", share(before.at.flagged), "", share(after.at.flagged), ""])
    return [note(words, ""), grid([Column(title, right=title != "Measure") for title in titles], rows)]


def _pair(judged: Judged, name: str) -> tuple[str, str]:
    return f"{getattr(judged.metrics, name):.3f}", evaluation.interval(judged.intervals.get(name))


def learnt(found: Personal, zone: dt.tzinfo) -> list[RenderableType]:
    """What is in use: when it was learnt, from what, and the weights that matter most."""
    told = found.told.get("examples")
    counts = told if isinstance(told, Mapping) else {}
    parts = [f"{count:,} {_HABITS[habit]}" for habit, count in counts.items() if habit in _HABITS and count]
    learnt = f"Learnt {exact(found.at, zone)} from {', '.join(parts) or 'your history'}."
    shown: list[RenderableType] = [
        heading(f"Personal weights for {found.classifier}"),
        note(learnt, ""),
        _weights(found.weights),
    ]
    return [*shown, heading("Senders"), _senders(found.senders)] if found.senders else shown


def _senders(found: Senders) -> Table:
    """Whose mail is answered more or less than others'."""
    everybody = [*found.people.items(), *found.teams.items()]
    ordered = sorted(everybody, key=lambda pair: (-abs(pair[1]), pair[0]))[:SHOWN]
    rows: list[list[str | Text]] = [
        [f"{weight:+.2f}", safe(name), WORDS[MORE if weight > 0 else LESS]] for name, weight in ordered
    ]
    return grid([Column("Weight", right=True), Column("Sender", 1), Column("What was learnt", 2)], rows)


def _weights(weights: Mapping[str, float]) -> Table:
    ordered = sorted(weights.items(), key=lambda pair: (-abs(pair[1]), pair[0]))[:SHOWN]
    rows: list[list[str | Text]] = [[f"{weight:+.2f}", words_of(name), name] for name, weight in ordered]
    return grid([Column("Weight", right=True), Column("What a message does", 2), Column("Feature", 1)], rows)


def words_of(name: str) -> str:
    """A feature in words, where it has any; those of mail that is read without words have names of their own."""
    kind = next((kind for kind in _KINDS if name.startswith(kind)), "")
    bare = name.removeprefix(kind)
    if bare.startswith(model.WORD):
        words = f"says “{bare.removeprefix(model.WORD)}”"
    elif bare == model.WORDS:
        words = "has words that ask, by and large"
    else:
        words = _FEATURES.get(bare) or WORDS.get(bare.partition(":")[2], "")
    return f"{words} {_KINDS[kind]}".strip() if words and kind else words


def lesson_json(lesson: Lesson | None) -> data.Json:
    """What was learnt from, what it was judged on, and how well before and after."""
    if lesson is None:
        names = ("learnt_from", "held_back", "held_back_since", "before", "after", "better_share")
        return dict.fromkeys(names)
    return {
        "learnt_from": lesson.learnt,
        "held_back": lesson.held,
        "held_back_since": data.instant(lesson.since),
        "before": _judged(lesson.before),
        "after": _judged(lesson.after),
        "better_share": round(lesson.share, 3) if lesson.before else None,
    }


def _judged(found: Judged | None) -> data.Json | None:
    if found is None:
        return None
    intervals = {
        name: None if pair is None else [round(each, 4) for each in pair] for name, pair in found.intervals.items()
    }
    return {**found.metrics.as_json(), "flagged": round(found.at.flagged, 4), "intervals": intervals}


def model_json(found: Personal | None) -> data.Json | None:
    """Everything that is kept of a model."""
    if found is None:
        return None
    weights = dict(sorted(found.weights.items()))
    return {
        "classifier": found.classifier,
        "version": found.version,
        "learnt_at": data.instant(found.at),
        "weights": weights,
        "senders": {**found.senders.people, **found.senders.teams},
        **{name: found.told[name] for name in ("examples", "before", "after") if name in found.told},
    }
