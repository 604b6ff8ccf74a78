"""The trained model as the package ships it: weights of features, read once, scored in pure Python.

`python -m training` writes `weights.json`; nothing of scikit-learn is needed to score.
"""

from __future__ import annotations

import functools
import json
import math
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inboxwatch.classifier.grams import CODE, Grams

WORDS = "w:"
"""What the names of features of words begin with."""
_FILE = "weights.json"
_MOST = 30.0


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear model on a logistic scale: what each feature adds. A feature without a weight adds nothing.

    `names` holds the features of single words and pairs of words, `grams` what scores the sentences.
    """

    bias: float
    weights: Mapping[str, float]
    names: Mapping[str | tuple[str, str], str]
    grams: Grams

    def total(self, features: Mapping[str, float], personal: Mapping[str, float] | None = None) -> float:
        """The sum on the logistic scale; `personal` holds weights of one owner, added by name, and "bias"."""
        weights = self.weights
        total = self.bias
        for name in weights.keys() & features.keys():
            total += weights[name] * features[name]
        if personal:
            total += personal.get("bias", 0.0)
            for name in personal.keys() & features.keys():
                total += personal[name] * features[name]
        return total

    def score(self, features: Mapping[str, float], personal: Mapping[str, float] | None = None) -> float:
        """How likely a reply is needed, between 0 and 1."""
        return probability(self.total(features, personal))


def probability(total: float) -> float:
    """The logistic scale as a probability, never quite 0 or 1."""
    return 1 / (1 + math.exp(-max(-_MOST, min(_MOST, total))))


@functools.cache
def load() -> Weights:
    """The weights of the package, read at first use."""
    return build(json.loads(pkgutil.get_data(__package__, _FILE) or b"{}"))


def build(content: Mapping[str, Any]) -> Weights:
    """The weights from the content of `weights.json`; raises KeyError where something is missing."""
    tables: tuple[dict[Any, float], ...] = ({}, {}, {}, {})
    for row, weight in content["sentence"]["rows"].items():
        words = tuple(row.split(" "))
        if row.startswith(CODE):
            tables[0][row[len(CODE) :]] = weight
        else:
            tables[len(words)][words if len(words) > 1 else row] = weight
    names: dict[str | tuple[str, str], str] = {}
    for name in content["weights"]:
        if name.startswith(WORDS):
            first, _, second = name[len(WORDS) :].partition(" ")
            names[(first, second) if second else first] = name
    return Weights(content["bias"], content["weights"], names, Grams(content["sentence"]["bias"], *tables))
