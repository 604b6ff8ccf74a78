"""How good verdicts are on labelled messages: what was judged, the figures, the worst mistakes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from inboxwatch.classifier.bootstrap import Interval, intervals
from inboxwatch.classifier.labelled import Row, mail_of, unit
from inboxwatch.classifier.measure import (
    AtThreshold,
    Calibration,
    Metrics,
    Mistake,
    best,
    calibration,
    measure,
    thresholds,
)
from inboxwatch.classifier.reasons import verdict_words
from inboxwatch.model import Owner, Verdict

__all__ = ["Judged", "Metrics", "Mistake", "Row", "Summary", "evaluate", "judge", "mail_of", "measure", "summary"]

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled row with the verdict on it. `score` is 0 for an automatic message: it needs no reply."""

    row: Row
    label: bool
    score: float
    verdict: Verdict

    @property
    def pair(self) -> tuple[float, bool]:
        """What figures are made of."""
        return self.score, self.label


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything that is told of one set. `drawn_by`: what the intervals keep together (thread, mailbox or row).

    `groups` are the same without thresholds, for the values of one field.
    """

    metrics: Metrics
    intervals: Mapping[str, Interval | None]
    drawn_by: str
    thresholds: tuple[AtThreshold, ...] = ()
    best: AtThreshold | None = None
    calibration: Calibration | None = None
    groups: Mapping[str, Summary] | None = None


def evaluate(rows: Iterable[Row], threshold: float = _HALF, addresses: Iterable[str] = ()) -> Metrics:
    """Classify labelled rows and compare. Rows whose `needs_reply` is null are borderline and skipped.

    The owner is `addresses`, or else each row's first To address. An automatic message needs no reply.
    """
    judged = [found for row in rows if (found := judge(row, addresses)) is not None]
    return measure([each.pair for each in judged], threshold, mistakes(judged, threshold))


def judge(row: Row, addresses: Iterable[str] = ()) -> Judged | None:
    """Classify one row; None if it has no label. `addresses` as for `evaluate`."""
    from inboxwatch.classifier import classify  # the package imports this module

    label = row.get("needs_reply")
    if not isinstance(label, bool):
        return None
    mail = mail_of(row)
    mine = frozenset(address.lower() for address in addresses)
    verdict = classify(mail, Owner(mine or frozenset(address.address for address in mail.to[:1])))
    return Judged(row, label, 0.0 if verdict.automatic is not None else verdict.score, verdict)


def mistakes(judged: Sequence[Judged], threshold: float) -> tuple[Mistake, ...]:
    """Wrong verdicts, the most confident first."""
    wrong = [each for each in judged if (each.score >= threshold) != each.label]
    wrong.sort(key=lambda each: -abs(each.score - threshold))
    return tuple(
        Mistake(
            str(each.row.get("id", "")),
            each.label,
            each.score,
            tuple(verdict_words(each.verdict)),
            str(each.row.get("subject") or ""),
        )
        for each in wrong
    )


def summary(
    judged: Sequence[Judged],
    threshold: float = _HALF,
    *,
    by: Callable[[Row], str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Summary:
    """Measure a set from all sides; `by` names the group of a row."""
    pairs = [each.pair for each in judged]
    whole = _sure(judged, threshold, progress)
    parts = None
    if by is not None:
        parts = {name: _sure(rows, threshold) for name, rows in _groups(judged, by).items()}
    return Summary(
        replace(whole.metrics, mistakes=mistakes(judged, threshold)),
        whole.intervals,
        whole.drawn_by,
        thresholds(pairs),
        best(pairs),
        calibration(pairs),
        parts,
    )


def _sure(judged: Sequence[Judged], threshold: float, progress: Callable[[int, int], None] | None = None) -> Summary:
    """Figures and intervals of some rows."""
    pairs = [each.pair for each in judged]
    drawn_by, units = _units(judged)
    found = intervals(pairs, threshold, units, progress=progress)
    return Summary(measure(pairs, threshold), found, drawn_by)


def _units(judged: Sequence[Judged]) -> tuple[str, list[object]]:
    """Name what the rows are drawn by, and each row's unit."""
    found = [unit(each.row) for each in judged]
    names = {name for name, _ in found if name}
    by = names.pop() if len(names) == 1 else "thread" if names else "row"
    return by, [pair if pair[0] else place for place, pair in enumerate(found)]


def _groups(judged: Iterable[Judged], name: Callable[[Row], str]) -> Mapping[str, list[Judged]]:
    """Rows by what `name` makes of them, in the order of the names."""
    found: dict[str, list[Judged]] = {}
    for each in judged:
        found.setdefault(name(each.row), []).append(each)
    return dict(sorted(found.items()))
