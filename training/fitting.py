"""The two regressions of the model: how much a sentence reads like a request, and whether a mail needs a reply."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from inboxwatch.classifier import features, needs
from inboxwatch.classifier.grams import CODE
from inboxwatch.classifier.model import WORD
from training.rows import Row

Numbers = npt.NDArray[np.float64]
SENTENCE_STRENGTH, MAIL_STRENGTH, ALONE_STRENGTH = 0.12, 0.004, 0.02
"""How weakly weights are drawn to 0 (scikit-learn's C)."""
RARE = 0.25
"""Features that vary less than this are not enlarged any more: a rare one must not be learnt from three mails."""
CODE_SCALE, WORD_SCALE = 0.8, 18.0
RULES, RULE_SCALE = ("rules", "cue:"), 4.0
"""What is set by hand may weigh more: where mail is strange, it is all that can be relied on."""
SEEN_SENTENCES, SEEN_MAILS, SEEN_SETS = 2, 4, 2
DECIMALS = 5
WEIGHT = {"mailex": 1.0, "bc3": 1.0, "panza": 1.0, "enron_inbox": 2.0, "parakweet": 1.0, "everyday": 0.7}
POSITIVE = {"mailex": 2.0, "bc3": 1.8, "panza": 1.2, "enron_inbox": 0.65, "parakweet": 2.2, "everyday": 1.0}
"""Weights of messages, and of those that need a reply: labels of 1 in 10 to 6 in 10, yet one threshold for all."""

_FOR = [code for code, rule in needs.RULES.items() if rule > 0]
_SAYS = ["says:" + name for name in ("most", "next", "sum", "any", "question")]
UPWARD = frozenset(["rules", *_SAYS, *("cue:" + code for code in _FOR), *("code:" + code for code in _FOR)])
"""Features of what speaks for a reply: their weights are never below 0."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A fitted regression over named features, with weights in the features' own units."""

    vectorizer: DictVectorizer
    regression: LogisticRegression

    def weights(self) -> dict[str, float]:
        """Feature name -> weight."""
        names = self.vectorizer.get_feature_names_out()
        return {str(name): float(weight) for name, weight in zip(names, self.regression.coef_[0], strict=True)}

    @property
    def bias(self) -> float:
        """The intercept."""
        return float(self.regression.intercept_[0])

    def totals(self, seen: Sequence[dict[str, float]]) -> Numbers:
        """What scikit-learn says, on the logistic scale."""
        return np.asarray(self.regression.decision_function(self.vectorizer.transform(seen)))


def _fit(seen: Sequence[dict[str, float]], labels: Sequence[bool], weights: Sequence[float], strength: float) -> Linear:
    """Fit on features of like size (words apart), then put the weights into the features' own units and round them.

    What speaks for a reply must not be counted against it: such features are left out until none is.
    """
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(seen)
    names = vectorizer.get_feature_names_out()
    squares = np.asarray(matrix.multiply(matrix).mean(0))[0]
    spread = np.sqrt(np.maximum(squares - np.square(np.asarray(matrix.mean(0))[0]), 0))
    scale = np.where([name.startswith(WORD) for name in names], WORD_SCALE, 1 / np.maximum(spread, RARE))
    scale = scale * [RULE_SCALE if name.startswith(RULES) else 1.0 for name in names]
    upward = np.array([name in UPWARD for name in names])
    regression = LogisticRegression(C=strength, max_iter=2000, tol=1e-8)
    while True:
        regression.fit(matrix @ sparse.diags(scale), labels, sample_weight=weights)
        wrong = upward & (regression.coef_[0] < 0)
        if not wrong.any():
            break
        scale = np.where(wrong, 0.0, scale)
    regression.coef_ = np.round(regression.coef_ * scale, DECIMALS)
    regression.intercept_ = np.round(regression.intercept_, DECIMALS)
    return Linear(vectorizer, regression)


def sentence_features(row: Row, part: slice, known: Collection[str] | None = None) -> dict[str, float]:
    """Counts of (known) words and pairs over the root of the length, and codes, of some sentences of a message."""
    length = sum(row.steps[part]) ** 0.5
    counts = Counter(name for sentence in row.entries[part] for name in sentence if known is None or name in known)
    seen = {name: count / length for name, count in counts.items()}
    seen.update({CODE + code: 1.0 for sentence in row.sentences[part] for code in sentence.codes})
    return seen


def fit_sentences(rows: Sequence[Row], allowed: Collection[str]) -> Linear:
    """Learn from single sentences. Only words and pairs seen more than once and `allowed` take part."""
    counts = Counter(name for row in rows for name in {name for sentence in row.entries for name in sentence})
    known = {
        name for name, count in counts.items() if count >= SEEN_SENTENCES and all(w in allowed for w in name.split(" "))
    }
    seen = [sentence_features(row, slice(None), known) for row in rows]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(seen)
    often = np.asarray((matrix > 0).sum(0))[0]
    codes = [name.startswith(CODE) for name in vectorizer.get_feature_names_out()]
    scale = np.where(codes, CODE_SCALE, np.log((1 + len(rows)) / (1 + often)))  # rare rows may say more
    regression = LogisticRegression(C=SENTENCE_STRENGTH, max_iter=2000, tol=1e-8)
    regression.fit(matrix @ sparse.diags(scale), [row.label for row in rows])
    regression.coef_ = np.round(regression.coef_ * scale, DECIMALS)
    regression.intercept_ = np.round(regression.intercept_, DECIMALS)
    return Linear(vectorizer, regression)


def sentence_scores(linear: Linear, rows: Sequence[Row]) -> list[list[float]]:
    """What each sentence of each message scores."""
    flat = [sentence_features(row, slice(at, at + 1)) for row in rows for at in range(len(row.steps))]
    totals = iter(linear.totals(flat).tolist() if flat else [])
    return [[next(totals) for _ in row.steps] for row in rows]


def vocabulary(rows: Sequence[Row], allowed: Collection[str]) -> frozenset[str]:
    """Words that occur often enough, in more than one set, and are `allowed`."""
    sets: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for word in row.words:
            sets[word][row.name] += 1
    return frozenset(
        word
        for word, counts in sets.items()
        if len(counts) >= SEEN_SETS and sum(counts.values()) >= SEEN_MAILS and word in allowed
    )


def sentence_and_mail(row: Row, scores: Sequence[float]) -> dict[str, float]:
    """All features of one English message but its words."""
    return {**row.seen, **features.asking(row.sentences, scores)}


def words(row: Row, known: Collection[str]) -> dict[str, float]:
    """Features of the words of one message."""
    return features.vocabulary([word for word in row.words if word in known])


def fit_mails(rows: Sequence[Row], seen: Sequence[dict[str, float]], strength: float) -> Linear:
    """Learn whether a message needs a reply."""
    weights = [WEIGHT[row.name] * (POSITIVE[row.name] if row.label else 1.0) for row in rows]
    return _fit(seen, [row.label for row in rows], weights, strength)
