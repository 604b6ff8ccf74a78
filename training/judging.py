"""Cross-validation: ten parts that tear no thread, mailbox or template apart, each judged by a model of the others."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from inboxwatch.classifier.measure import calibration, measure
from training import model
from training.fitting import Numbers
from training.rows import EVERYDAY, SETS, Row

PARTS = 10


def parts(rows: Sequence[Row]) -> list[int]:
    """A part for each row: whole groups, large ones first, into the part that holds least of their set."""
    size = Counter(row.group for row in rows)
    held: dict[tuple[str, int], int] = Counter()
    home: dict[str, int] = {}
    for group in sorted(size, key=lambda group: (-size[group], zlib.crc32(group.encode()), group)):
        name = group.partition("/")[0]
        home[group] = min(range(PARTS), key=lambda part: (held[name, part], part))
        held[name, home[group]] += size[group]
    return [home[row.group] for row in rows]


def crossed(rows: Sequence[Row], allowed: Collection[str], share: float = 1.0) -> Numbers:
    """Probabilities of all rows, each by a model that saw nothing of its group but `share` of the others."""
    home = parts(rows)
    found = np.zeros(len(rows))
    for part in range(PARTS):
        others = [row for row, of in zip(rows, home, strict=True) if of != part and _kept(row, share)]
        places = [at for at, of in enumerate(home) if of == part]
        found[places] = model.fit(others, allowed).probabilities([rows[at] for at in places])
    return found


def _kept(row: Row, share: float) -> bool:
    """Whether a group is among the `share` that is learnt from; a smaller share is part of every larger one."""
    key = row.group if row.name not in {"panza", "enron_inbox"} else f"{row.group}{sorted(row.words)}"
    return zlib.crc32(key.encode()) % 1000 < share * 1000


def figures(rows: Sequence[Row], found: Numbers) -> Iterator[str]:
    """One line a set."""
    for name in (*SETS, EVERYDAY, "enron_inbox, random"):
        only = name.endswith("random")
        pairs = [
            (float(score), row.label)
            for row, score in zip(rows, found, strict=True)
            if row.name == name.partition(",")[0] and (row.random or not only)
        ]
        got = measure(pairs, 0.5)
        line = (
            f"{name:20} n {got.n:5} positive {got.positives:5}  P {got.precision:.3f} R {got.recall:.3f} "
            f"F1 {got.f1:.3f} AP {got.average_precision:.3f} AUC {got.roc_auc:.3f}"
        )
        line += f" calibration error {_error(pairs):.3f}"
        yield line + (f"  best P at R >= .60: {_precision(pairs, 0.6):.3f}" if name.startswith("enron") else "")


def _error(pairs: Sequence[tuple[float, bool]]) -> float:
    """How far scores are from the shares that are true, on average over the fifths of the scale."""
    found = calibration(pairs).bins
    apart = sum(each.n * abs(each.said - each.true) for each in found)
    return apart / len(pairs) if pairs else 0.0


def _precision(pairs: Sequence[tuple[float, bool]], recall: float) -> float:
    """The best precision at a threshold whose recall is at least `recall`."""
    every = [measure(pairs, threshold) for threshold in sorted({score for score, _ in pairs})]
    return max(got.precision for got in every if got.recall >= recall)
