"""Figures of (score, label) pairs: how good a ranking, a threshold and the probabilities themselves are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

Scored = Sequence[tuple[float, bool]]
"""Score between 0 and 1, and whether a reply was needed."""
NAMES = ("n", "positives", "precision", "recall", "f1", "average_precision", "roc_auc", "threshold")
THRESHOLDS = tuple(step / 10 for step in range(1, 10))
_BINS = 5


@dataclass(frozen=True, slots=True)
class Mistake:
    """One message that was judged wrongly: its id, what the label says, the score, and the reasons in words."""

    id: str
    needs_reply: bool
    score: float
    reasons: tuple[str, ...]
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Figures over all labelled rows; those without a denominator are 0. `mistakes` are the worst first."""

    n: int
    positives: int
    precision: float
    recall: float
    f1: float
    average_precision: float
    roc_auc: float
    threshold: float
    mistakes: tuple[Mistake, ...] = field(default=())

    def as_json(self) -> dict[str, float | int]:
        """The stable fields of `inboxwatch evaluate --json`."""
        return {name: round(getattr(self, name), 4) for name in NAMES}


@dataclass(frozen=True, slots=True)
class AtThreshold:
    """What one threshold would do; `flagged` is the share of all messages that it flags."""

    threshold: float
    precision: float
    recall: float
    f1: float
    flagged: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Messages whose score lies in [start, end): how likely they were said to be, and how many were."""

    start: float
    end: float
    n: int
    said: float
    true: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Whether scores are probabilities: mean squared error (Brier), 0.25 for always 0.5; and by bins of the score."""

    brier: float
    bins: tuple[Bin, ...]


def measure(scored: Scored, threshold: float, mistakes: tuple[Mistake, ...] = ()) -> Metrics:
    """Figures of (score, label) pairs; ties in score are counted as ties, as scikit-learn does."""
    positives = sum(label for _, label in scored)
    at = at_threshold(scored, threshold)
    average, auc = _curves(scored, positives)
    return Metrics(len(scored), positives, at.precision, at.recall, at.f1, average, auc, threshold, mistakes)


def at_threshold(scored: Scored, threshold: float) -> AtThreshold:
    """Flag what scores at least `threshold`."""
    chosen = [label for score, label in scored if score >= threshold]
    positives, right = sum(label for _, label in scored), sum(chosen)
    precision = right / len(chosen) if chosen else 0.0
    recall = right / positives if positives else 0.0
    f1 = 2 * right / (len(chosen) + positives) if right else 0.0
    return AtThreshold(threshold, precision, recall, f1, len(chosen) / len(scored) if scored else 0.0)


def thresholds(scored: Scored) -> tuple[AtThreshold, ...]:
    """What the thresholds .1, .2 … .9 would do."""
    return tuple(at_threshold(scored, each) for each in THRESHOLDS)


def best(scored: Scored) -> AtThreshold | None:
    """Find the threshold with the highest F1, the highest such one; None without positives.

    Chosen on the very messages that it is measured on, so it flatters: compare with the other thresholds.
    """
    positives = sum(label for _, label in scored)
    if not positives:
        return None
    flagged = right = 0
    found, top = 1.0, -1.0
    ordered = sorted(scored, reverse=True)
    for place, (score, label) in enumerate(ordered):
        flagged += 1
        right += label
        if place + 1 < len(ordered) and ordered[place + 1][0] == score:
            continue
        f1 = 2 * right / (flagged + positives)
        if f1 > top:
            found, top = score, f1
    return at_threshold(scored, found)


def calibration(scored: Scored, bins: int = _BINS) -> Calibration:
    """Compare scores with what was true, in `bins` equal parts of the scale; empty parts are left out."""
    parts: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for score, label in scored:
        parts[min(bins - 1, int(score * bins))].append((score, label))
    rows = tuple(
        Bin(
            place / bins,
            (place + 1) / bins,
            len(part),
            sum(score for score, _ in part) / len(part),
            sum(label for _, label in part) / len(part),
        )
        for place, part in enumerate(parts)
        if part
    )
    brier = sum((score - label) ** 2 for score, label in scored) / len(scored) if scored else 0.0
    return Calibration(brier, rows)


def _curves(scored: Scored, positives: int) -> tuple[float, float]:
    """Average precision and area under the ROC curve, walking down the distinct scores."""
    groups: dict[float, list[int]] = {}
    for score, label in scored:
        groups.setdefault(score, [0, 0])[int(label)] += 1
    return walk([tuple(groups[score]) for score in sorted(groups, reverse=True)], positives, len(scored) - positives)


def walk(groups: Sequence[Sequence[int]], positives: int, negatives: int) -> tuple[float, float]:
    """Average precision and ROC area of groups of equal score, the highest first, each (negatives, positives)."""
    seen = hits = 0
    average = area = 0.0
    for misses, found in groups:
        area += misses * (hits + found / 2)
        hits += found
        seen += found + misses
        if found:
            average += found * hits / seen
    return (average / positives if positives else 0.0), (
        area / (positives * negatives) if positives and negatives else 0.0
    )
