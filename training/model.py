"""The whole model: fitted, asked, and written in the form that the package reads."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from inboxwatch.classifier.features import ALONE, PLAIN
from inboxwatch.classifier.model import WORD, WORDS, told
from training import fitting
from training.fitting import Linear, Numbers
from training.rows import Row

_INNER = 5
_SENTENCES = "parakweet"
_ENGLISH = ("says:", "question:")
_PLAIN = {"rules": 1.0, "cue:needs": 0.85}
"""What weighs where nothing was learnt: the rules, and a need of the writer once more, for it mostly is the request."""


@dataclass(frozen=True, slots=True)
class Model:
    """Scores of sentences, and a regression for each kind of message: see `inboxwatch.classifier.features`."""

    sentences: Linear
    mails: Linear
    alone: Linear
    known: frozenset[str]

    def totals(self, rows: Sequence[Row]) -> list[float]:
        """What scikit-learn says of messages that the model was not fitted on, on the logistic scale."""
        found = []
        for row, scores in zip(rows, fitting.sentence_scores(self.sentences, rows), strict=True):
            if row.english:
                linear, seen = self.alone, fitting.sentence_and_mail(row, scores)
                if not row.alone:
                    linear, seen = self.mails, {**seen, **fitting.words(row, self.known)}
                found.append(float(linear.totals([seen])[0]))
            else:
                found.append(row.seen["rules"])
        return found

    def probabilities(self, rows: Sequence[Row]) -> Numbers:
        """How likely each message needs a reply; machine mail never."""
        said = [told(total) for total in self.totals(rows)]
        return np.where([row.machine for row in rows], 0.0, np.array(said))

    def content(self) -> dict[str, Any]:
        """What goes into `weights.json`. For other languages nothing was learnt: the rules decide.

        The names of their features are there with weight 0, for what an owner's own mail may teach.
        """
        weights = self.mails.weights()
        plain = {name: 0.0 for name in weights if not name.startswith((WORD, *_ENGLISH))} | _PLAIN
        for prefix, bias, own in (
            (PLAIN, 0.0, plain),
            (ALONE, self.alone.bias, self.alone.weights()),
        ):
            weights[prefix] = round(bias - self.mails.bias, fitting.DECIMALS)
            weights |= {prefix + name: weight for name, weight in own.items()}
        weights[WORDS] = 1.0
        entries = {name: weight for name, weight in sorted(self.sentences.weights().items()) if weight}
        return {
            "bias": self.mails.bias,
            "weights": dict(sorted(weights.items())),
            "sentence": {"bias": self.sentences.bias, "weights": entries},
        }


def fit(rows: Sequence[Row], allowed: Collection[str]) -> Model:
    """Fit all; sentences that are also messages are scored by regressions that have not seen them."""
    single = [row for row in rows if row.name == _SENTENCES]
    sentences = fitting.fit_sentences(single, allowed)
    part = {row.group: zlib.crc32(row.group.encode()) % _INNER for row in single}
    scores: dict[int, list[float]] = {}
    for inner in range(_INNER):
        held = [row for row in single if part[row.group] == inner]
        others = fitting.fit_sentences([row for row in single if part[row.group] != inner], allowed)
        scores |= dict(zip(map(id, held), fitting.sentence_scores(others, held), strict=True))
    mails = [row for row in rows if row.name != _SENTENCES]
    scores |= dict(zip(map(id, mails), fitting.sentence_scores(sentences, mails), strict=True))
    persons = [row for row in rows if not row.machine]
    short = [row for row in persons if row.english and row.alone]
    seen = [fitting.sentence_and_mail(row, scores[id(row)]) for row in short]
    alone = fitting.fit_mails(short, seen, fitting.ALONE_STRENGTH)
    whole = [row for row in persons if row.english and not row.alone]
    known = fitting.vocabulary(whole, allowed)
    seen = [fitting.sentence_and_mail(row, scores[id(row)]) | fitting.words(row, known) for row in whole]
    return Model(sentences, fitting.fit_mails(whole, seen, fitting.MAIL_STRENGTH), alone, known)
