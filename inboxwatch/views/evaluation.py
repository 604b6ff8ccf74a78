"""The classifier's measurements, for people and as the JSON of docs/json.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from inboxwatch.views.table import Column, grid, heading, lined, note, text
from inboxwatch.views.text import safe
from inboxwatch.views.words import plural, share

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from inboxwatch.classifier.bootstrap import Interval
    from inboxwatch.classifier.evaluate import Summary
    from inboxwatch.classifier.measure import AtThreshold, Calibration, Metrics, Mistake
    from inboxwatch.views.data import Json

Intervals = Mapping[str, "Interval | None"]
FIGURES = {
    "precision": "Precision",
    "recall": "Recall",
    "f1": "F1",
    "average_precision": "Average precision",
    "roc_auc": "ROC area",
}
_SHORT = {"precision": "Precision", "recall": "Recall", "f1": "F1", "average_precision": "AP", "roc_auc": "ROC area"}


def as_json(name: str, found: Summary, skipped: int, errors: int) -> Json:
    """One set: the stable fields first, then intervals, thresholds, calibration, groups, mistakes."""
    result: Json = {**found.metrics.as_json(), "set": name, "skipped": skipped}
    result["intervals"] = _intervals(found.intervals)
    result["resampled_by"] = found.drawn_by
    result["thresholds"] = [_threshold(each) for each in found.thresholds]
    result["best"] = _threshold(found.best) if found.best else None
    if found.calibration is not None:
        result["calibration"] = _calibration(found.calibration)
    if found.groups is not None:
        result["by"] = {
            value: {**each.metrics.as_json(), "intervals": _intervals(each.intervals), "resampled_by": each.drawn_by}
            for value, each in found.groups.items()
        }
    if errors:
        result["errors"] = [_mistake(each) for each in found.metrics.mistakes[:errors]]
    return result


def _intervals(found: Intervals) -> Json:
    return {name: None if pair is None else [round(value, 4) for value in pair] for name, pair in found.items()}


def _threshold(found: AtThreshold) -> Json:
    names = ("threshold", "precision", "recall", "f1", "flagged")
    return {name: round(getattr(found, name), 4) for name in names}


def _calibration(found: Calibration) -> Json:
    bins = [
        {"from": each.start, "to": each.end, "n": each.n, "said": round(each.said, 4), "true": round(each.true, 4)}
        for each in found.bins
    ]
    return {"brier": round(found.brier, 4), "bins": bins}


def _mistake(each: Mistake) -> Json:
    names = ("id", "subject", "needs_reply", "score")
    return {**{name: getattr(each, name) for name in names}, "reasons": list(each.reasons)}


def lines(name: str, found: Summary, skipped: int, errors: int) -> list[RenderableType]:
    """One set on a terminal."""
    metrics = found.metrics
    left = f", {skipped:,} borderline skipped" if skipped else ""
    many = f"{plural(metrics.n, 'message')}, {metrics.positives:,} need a reply{left}; at {metrics.threshold:g}"
    parts: list[RenderableType] = [heading(name), note(many, ""), figures(metrics, found.intervals)]
    parts.append(note(f"95 % intervals, resampled by {found.drawn_by}."))
    if found.groups is not None:
        parts += [Text(), _groups(found.groups)]
    parts += [Text(), _thresholds(found)]
    if found.calibration is not None:
        parts += [Text(), note(f"Calibration: Brier score {found.calibration.brier:.3f}", "")]
        parts.append(_reliability(found.calibration))
    if errors:
        parts += [Text(), *mistakes(metrics.mistakes[:errors])]
    return [*parts, Text()]


def figures(metrics: Metrics, sure: Intervals) -> Table:
    """One figure a line with its interval."""
    rows = [[title, f"{getattr(metrics, name):.3f}", interval(sure.get(name))] for name, title in FIGURES.items()]
    return grid([Column("Measure"), Column("Value", right=True), Column("95 % interval", right=True)], rows)


def interval(found: Interval | None) -> str:
    """Say an interval, or that there is too little to tell."""
    return "–" if found is None else f"{found[0]:.3f} – {found[1]:.3f}"


def _groups(groups: Mapping[str, Summary]) -> Table:
    columns = [Column("Group"), Column("n", right=True), Column("Positive", right=True)]
    columns += [Column(title, right=True) for title in _SHORT.values()]
    rows: list[list[str | Text]] = []
    for value, each in groups.items():
        measured = each.metrics
        cells = [f"{getattr(measured, name):.2f} ({_short(each.intervals.get(name))})" for name in _SHORT]
        rows.append([value or "–", f"{measured.n:,}", f"{measured.positives:,}", *cells])
    return grid(columns, rows)


def _short(found: Interval | None) -> str:
    return "–" if found is None else f"{found[0]:.2f}–{found[1]:.2f}"


def _thresholds(found: Summary) -> Table:
    """What each threshold would do; the one in use and the best for F1 are named."""
    titles = ("Threshold", "Precision", "Recall", "F1", "Flagged")
    rows: list[list[str | Text]] = [[*_cells(each), ""] for each in found.thresholds]
    if found.best is not None:
        rows.append([*_cells(found.best), "best F1 (chosen on these messages, so it flatters)"])
    return grid([*(Column(title, right=True) for title in titles), Column("", 1)], rows)


def _cells(each: AtThreshold) -> list[str | Text]:
    return [
        f"{each.threshold:.2f}",
        f"{each.precision:.2f}",
        f"{each.recall:.2f}",
        f"{each.f1:.2f}",
        share(each.flagged),
    ]


def _reliability(found: Calibration) -> Table:
    columns = [Column("Score"), Column("n", right=True), Column("Said", right=True), Column("True", right=True)]
    rows: list[list[str | Text]] = [
        [f"{each.start:.1f} – {each.end:.1f}", f"{each.n:,}", share(each.said), share(each.true)] for each in found.bins
    ]
    return grid(columns, rows)


def mistakes(found: Sequence[Mistake]) -> list[RenderableType]:
    """The worst mistakes, each with its whole id, by which it can be looked up, and the reasons that led there."""
    parts: list[RenderableType] = [heading("Worst mistakes")] if found else [note("No mistakes.")]
    for each in found:
        words = text("✗ missed", "red") if each.needs_reply else text("! false alarm", "yellow")
        parts.append(Text.assemble("  ", words, f" {each.score:.2f}  {safe(each.id)}  {safe(each.subject)}"))
        parts.append(lined([("    ·", reason) for reason in each.reasons or ("no reason",)]))
    return parts
