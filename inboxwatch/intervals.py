"""Half-open intervals of whole UTC seconds, `(start, end)` with start < end: union and difference."""

from __future__ import annotations

from collections.abc import Iterable

Interval = tuple[int, int]


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """Sorted, disjoint intervals that cover the same seconds; empty ones are dropped, touching ones joined."""
    result: list[Interval] = []
    for start, end in sorted(intervals):
        if start >= end:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def difference(intervals: Iterable[Interval], closed: Iterable[Interval]) -> list[Interval]:
    """What is left of `intervals` without `closed`; sorted and disjoint."""
    gaps = union(closed)
    result: list[Interval] = []
    position = 0
    for opens, closes in union(intervals):
        start = opens
        while position < len(gaps) and gaps[position][1] <= start:
            position += 1
        index = position
        while index < len(gaps) and gaps[index][0] < closes:
            if gaps[index][0] > start:
                result.append((start, gaps[index][0]))
            start = max(start, gaps[index][1])
            index += 1
        if start < closes:
            result.append((start, closes))
    return result
