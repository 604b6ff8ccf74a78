"""Learns one owner's weights from examples, measures them on later mail, and says which is better.

Logistic regression on top of the shipped model (its score is the starting point), drawn towards no change at all
(L2), by coordinate-wise Newton steps. Deterministic: same examples, same weights. Features of the shipped vocabulary
take part, at most `MOST_FEATURES`, and as many of sender history (`senders`).
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from inboxwatch.classifier import bootstrap, model
from inboxwatch.classifier.bootstrap import Interval
from inboxwatch.classifier.measure import AtThreshold, Metrics, at_threshold, measure
from inboxwatch.classifier.personal import BIAS, LARGEST, MOST_FEATURES
from inboxwatch.classifier.senders import HISTORY

HELD_BACK: Final = 0.25
"""Share of the examples, the latest ones, that nothing is learnt from before they have been judged."""
FEWEST: Final = 30
"""Examples of each class needed to learn from."""
FEWEST_HELD: Final = 10
"""Examples of each class needed to judge on."""
SURE: Final = 0.9
"""Share of resamples in which the adapted model must be better to be kept: the order of the messages, and order and
F1 together (a mere shift of all scores helps F1 and knows nothing)."""
WORSE: Final = 0.02
"""So much may F1 fall if the order of the messages gains more."""
GAIN: Final = 0.005
"""So much must average precision rise: flagging more or less of the same order is the threshold's business."""
STRENGTHS: Final = (2.0, 8.0, 32.0)
"""How strongly weights are drawn to 0: chosen by the later part of what is learnt from."""
_SEEN, _PASSES, _LONGEST_STEP = 4, 20, 1.0
_NOTHING, _STILL = 1e-3, 1e-2
"""A smaller step is not taken; a pass without a larger one is the last."""
_BIAS_STRENGTH: Final = 4.0
"""The bias is drawn to 0 more strongly: who answers little may just as well be behind with his mail."""


_HISTORY_STRENGTH: Final = 0.25
"""Sender history is drawn to 0 less: there are few messages of each sender, and what they tell holds."""


@dataclass(frozen=True, slots=True)
class Example:
    """One message: its features, whether the owner wants it flagged, how sure that is, when it was received."""

    features: Mapping[str, float]
    label: bool
    weight: float
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """Figures of one model on the held-back examples; `flagged` is the share that it flags."""

    metrics: Metrics
    intervals: Mapping[str, Interval | None]
    at: AtThreshold


@dataclass(frozen=True, slots=True)
class Lesson:
    """What came of learning. `weights` are learnt from all examples, None where the shipped model stays better.

    `too_few`: there was not enough to learn from or to judge on, and nothing else is said. `share`: in which share of
    resamples the adapted model (learnt from the earlier part only) was better. `since`: the first held-back example.
    """

    learnt: int
    held: int
    too_few: bool = False
    weights: Mapping[str, float] | None = None
    before: Judged | None = None
    after: Judged | None = None
    share: float = 0.0
    since: dt.datetime | None = None


def learn(examples: Sequence[Example], threshold: float) -> Lesson:
    """Learn from the earlier examples, judge on the later ones, and if that is better, learn from all."""
    ordered = sorted(examples, key=lambda each: each.at)
    earlier, later = _split(ordered)
    if min(_classes(earlier)) < FEWEST or min(_classes(later)) < FEWEST_HELD:
        return Lesson(len(earlier), len(later), too_few=True)
    strength = _strength(earlier)
    weights = fit(earlier, strength)
    plain, adapted = ([(score(each, which), each.label) for each in later] for which in (None, weights))
    before, after = _judged(plain, threshold), _judged(adapted, threshold)
    shares = bootstrap.better(plain, adapted, threshold)
    share = min(shares[bootstrap.BOTH], shares["average_precision"])
    better = share >= SURE and _improves(before.metrics, after.metrics)
    kept = fit(ordered, strength) if better else None
    return Lesson(len(earlier), len(later), weights=kept, before=before, after=after, share=share, since=later[0].at)


def score(example: Example, weights: Mapping[str, float] | None) -> float:
    """What the classifier would say with these weights."""
    return round(model.load().score(example.features, weights), 4)


def _split(ordered: Sequence[Example]) -> tuple[Sequence[Example], Sequence[Example]]:
    """The earlier part and the held-back later one."""
    cut = len(ordered) - round(len(ordered) * HELD_BACK)
    return ordered[:cut], ordered[cut:]


def _classes(examples: Sequence[Example]) -> tuple[int, int]:
    """How many want a reply, how many do not."""
    positives = sum(each.label for each in examples)
    return positives, len(examples) - positives


def _judged(pairs: Sequence[tuple[float, bool]], threshold: float) -> Judged:
    return Judged(measure(pairs, threshold), bootstrap.intervals(pairs, threshold), at_threshold(pairs, threshold))


def _improves(before: Metrics, after: Metrics) -> bool:
    return after.f1 >= before.f1 - WORSE and after.average_precision >= before.average_precision + GAIN


def _strength(examples: Sequence[Example]) -> float:
    """Choose how strongly weights are drawn to 0, by how well the later part of these examples is foretold."""
    earlier, later = _split(examples)
    losses = {}
    weights: dict[str, float] = {}
    for strength in sorted(STRENGTHS, reverse=True):
        weights = fit(earlier, strength, weights)
        losses[strength] = sum(each.weight * _loss(each, weights) for each in later)
    return min(STRENGTHS, key=lambda strength: (losses[strength], -strength))


def _loss(example: Example, weights: Mapping[str, float]) -> float:
    """How surprising the truth is, in nats."""
    said = model.probability(model.load().total(example.features, weights))
    return -math.log(max(1e-6, said if example.label else 1 - said))


def fit(examples: Sequence[Example], strength: float, start: Mapping[str, float] | None = None) -> dict[str, float]:
    """Weights that explain the examples best without straying far from 0; features without a say are left out.

    `start` are weights to begin with: where they are near, fewer steps are needed.
    """
    shipped = model.load()
    columns = _columns(examples, [shipped.total(each.features) for each in examples])
    weights = {name: (start or {}).get(name, 0.0) for name in columns}
    # a feature of large numbers would get away with small weights: draw to 0 what the weight does, not its size
    pulls = {
        name: strength * sum(value * value for _, value in column) / len(column) for name, column in columns.items()
    }
    pulls = {name: pull * (_HISTORY_STRENGTH if name.startswith(HISTORY) else 1.0) for name, pull in pulls.items()}
    columns[BIAS] = [(place, 1.0) for place in range(len(examples))]
    weights[BIAS], pulls[BIAS] = (start or {}).get(BIAS, 0.0), strength * _BIAS_STRENGTH
    totals = [shipped.total(each.features, weights) for each in examples]
    said = [model.probability(total) for total in totals]
    for _ in range(_PASSES):
        largest = 0.0
        for name, column in columns.items():
            step = _step(column, examples, said, weights[name], pulls[name])
            step = max(-LARGEST - weights[name], min(LARGEST - weights[name], step))
            if abs(step) < _NOTHING:
                continue
            weights[name] += step
            largest = max(largest, abs(step))
            for place, value in column:
                totals[place] += step * value
                said[place] = model.probability(totals[place])
        if largest < _STILL:
            break
    return {name: round(weight, 4) for name, weight in weights.items() if round(weight, 3)}


def _step(
    column: Sequence[tuple[int, float]], examples: Sequence[Example], said: Sequence[float], weight: float, pull: float
) -> float:
    """One Newton step for one weight, bounded; `said` is how likely each example is now."""
    slope, bend = pull * weight, pull
    for place, value in column:
        example, likely = examples[place], said[place]
        share = example.weight * value
        slope += share * (likely - example.label)
        bend += share * value * likely * (1 - likely)
    return max(-_LONGEST_STEP, min(_LONGEST_STEP, -slope / bend))


def _columns(examples: Sequence[Example], totals: Sequence[float]) -> dict[str, list[tuple[int, float]]]:
    """Where each feature occurs, with its value: those seen often enough that tell most beyond the shipped model."""
    known = model.load().weights
    columns: dict[str, list[tuple[int, float]]] = {}
    for place, example in enumerate(examples):
        for name, value in example.features.items():
            if value and (name in known or name.startswith(HISTORY)):
                columns.setdefault(name, []).append((place, value))
    said = [model.probability(total) for total in totals]

    def tells(name: str) -> float:
        """How far what this feature goes with is from what the shipped model says, in standard errors."""
        slope, bend = 0.0, 1.0
        for place, value in columns[name]:
            example = examples[place]
            slope += example.weight * (example.label - said[place]) * value
            bend += example.weight**2 * said[place] * (1 - said[place]) * value * value
        return abs(slope) / math.sqrt(bend)

    often = [name for name, column in columns.items() if len(column) >= _SEEN]
    ordered = sorted(often, key=lambda name: (-tells(name), name))
    seen = [name for name in ordered if not name.startswith(HISTORY)][:MOST_FEATURES]
    senders = [name for name in ordered if name.startswith(HISTORY)][:MOST_FEATURES]
    return {name: columns[name] for name in sorted([*seen, *senders])}
