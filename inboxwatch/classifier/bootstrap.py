"""How sure figures are: resampling with replacement (percentile bootstrap), whole threads or mailboxes at a time.

Messages of one thread resemble each other, so drawing them one by one would claim a certainty that is not there.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from inboxwatch.classifier.measure import Scored, walk

TIMES: Final = 1_000
SEED: Final = 20_261_120
FIGURES: Final = ("precision", "recall", "f1", "average_precision", "roc_auc")
"""What intervals are given for."""
BOTH: Final = "f1+average_precision"
"""Name of the sum of both in `better`: how good the threshold is and how good the order is."""
_TAIL: Final = 0.025
_TOLD: Final = 50
"""Progress is told after so many resamples."""

Interval = tuple[float, float]
Figures = tuple[float | None, float | None, float | None, float | None, float | None]
"""In the order of `FIGURES`; None where it has no denominator in a resample."""
Units = Sequence[object]
"""One value a message; messages with equal values are drawn together."""


@dataclass(frozen=True, slots=True)
class _Ranks:
    """A scored set prepared for counting: each message as twice the rank of its score plus its label, by unit."""

    units: Sequence[Sequence[int]]
    ranks: int
    cut: int

    @classmethod
    def of(cls, scored: Scored, threshold: float, members: Sequence[Sequence[int]]) -> _Ranks:
        levels = sorted({score for score, _ in scored}, reverse=True)
        rank = {score: place for place, score in enumerate(levels)}
        codes = [2 * rank[score] + label for score, label in scored]
        units = [[codes[place] for place in places] for places in members]
        return cls(units, len(levels), sum(score >= threshold for score in levels))

    def figures(self, drawn: Sequence[int]) -> Figures:
        """Measure the units of these numbers."""
        tally = [0] * (2 * self.ranks)
        for code in chain.from_iterable([self.units[place] for place in drawn]):
            tally[code] += 1
        misses, found = tally[0::2], tally[1::2]
        positives, negatives = sum(found), sum(misses)
        right = sum(found[: self.cut])
        flagged = right + sum(misses[: self.cut])
        average, area = walk(list(zip(misses, found, strict=True)), positives, negatives)
        return (
            right / flagged if flagged else None,
            right / positives if positives else None,
            2 * right / (flagged + positives) if flagged + positives else None,
            average if positives else None,
            area if positives and negatives else None,
        )


def intervals(
    scored: Scored,
    threshold: float,
    units: Units | None = None,
    *,
    times: int = TIMES,
    seed: int = SEED,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Interval | None]:
    """95 % intervals of `FIGURES`; None where too few resamples have the figure, or there is one unit only."""
    members = _members(units if units is not None else range(len(scored)))
    ranks = _Ranks.of(scored, threshold, members)
    found: list[list[float]] = [[] for _ in FIGURES]
    for number, drawn in enumerate(_draws(len(members), times, seed), 1):
        for values, value in zip(found, ranks.figures(drawn), strict=True):
            if value is not None:
                values.append(value)
        if progress is not None and number % _TOLD == 0:
            progress(number, times)
    enough = len(members) > 1
    return {
        name: _percentiles(values) if enough and 2 * len(values) > times else None
        for name, values in zip(FIGURES, found, strict=True)
    }


def better(
    before: Scored, after: Scored, threshold: float, *, times: int = TIMES, seed: int = SEED
) -> Mapping[str, float]:
    """In which share of resamples `after` beats `before` on the same messages, by figure and `BOTH`; a tie is half."""
    members = [[place] for place in range(len(before))]
    old, new = _Ranks.of(before, threshold, members), _Ranks.of(after, threshold, members)
    names = (*FIGURES, BOTH)
    wins = dict.fromkeys(names, 0.0)
    for drawn in _draws(len(members), times, seed):
        for name, was, now in zip(names, _and_both(old.figures(drawn)), _and_both(new.figures(drawn)), strict=True):
            wins[name] += 0.5 if was is None or now is None or was == now else now > was
    return {name: count / times for name, count in wins.items()}


def _and_both(found: Figures) -> tuple[float | None, ...]:
    """The figures and, last, the sum of F1 and average precision."""
    _, _, f1, average, _ = found
    return (*found, None if f1 is None or average is None else f1 + average)


def _members(units: Units) -> list[list[int]]:
    """Places of the messages of each unit."""
    groups: dict[object, list[int]] = {}
    for place, unit in enumerate(units):
        groups.setdefault(unit, []).append(place)
    return list(groups.values())


def _draws(size: int, times: int, seed: int) -> Iterator[list[int]]:
    """Yield numbers below `size`, `size` of them each time; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, nothing secret
    for _ in range(times if size else 0):
        yield chance.choices(range(size), k=size)


def _percentiles(values: list[float]) -> Interval:
    ordered = sorted(values)
    last = len(ordered) - 1
    return ordered[round(_TAIL * last)], ordered[round((1 - _TAIL) * last)]
