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
from itertools import repeat
from operator import mul
from sys import intern
from typing import Any

from inboxwatch.classifier.grams import CODE, Grams

WORD = "w:"
"""What the names of features of words begin with."""
WORDS = "words"
"""The feature that stands for all of them: what they add together."""
BELOW = 1.5
"""How much steeper scores fall below one half: by cross-validation, see docs/classifier-figures.md."""
_FILE = "weights.json"
_MOST = 30.0
_NOTHING = repeat(0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """A linear model on a logistic scale: what each feature adds. A feature without a weight adds nothing.

    `words` holds the features of single words by their word, `grams` what scores the sentences.
    """

    bias: float
    weights: Mapping[str, float]
    words: Mapping[str, float]
    grams: Grams

    def total(self, features: Mapping[str, float], personal: Mapping[str, float] | None = None) -> float:
        """The sum on the logistic scale; `personal` holds weights of one owner, added by name, and "bias"."""
        total = sum(map(mul, map(self.weights.get, features, _NOTHING), features.values()), self.bias)
        if personal:
            total += personal.get("bias", 0.0)
            for name, value in features.items():
                if name in personal:
                    total += personal[name] * value
        return total

    def score(self, features: Mapping[str, float], personal: Mapping[str, float] | None = None) -> float:
        """How likely a reply is needed, between 0 and 1, as it is told."""
        return told(self.total(features, personal))


def probability(total: float) -> float:
    """The logistic scale as a probability, never quite 0 or 1."""
    return 1 / (1 + math.exp(-max(-_MOST, min(_MOST, total))))


def told(total: float) -> float:
    """The score of a sum on the logistic scale: below one half nearer to 0 than `probability` has it.

    The model is learnt with few requests weighed like many, so that one half is the best threshold everywhere; what it
    says below is too much for a mailbox as mailboxes are. Decisions at one half and the order of messages stay.
    """
    return probability(total if total >= 0 else total * BELOW)


@functools.cache
def load() -> Weights:
    """The weights of the package, read at first use."""
    return build(json.loads(pkgutil.get_data(__package__, _FILE) or b"{}"))


def build(content: Mapping[str, Any]) -> Weights:
    """The weights from the content of `weights.json`; raises KeyError where something is missing."""
    codes: dict[str, float] = {}
    words: dict[str, float] = {}
    pairs: dict[tuple[str, str], float] = {}
    for entry, weight in content["sentence"]["weights"].items():
        first, _, second = entry.partition(" ")
        if second:
            pairs[intern(first), intern(second)] = weight
        elif entry.startswith(CODE):
            codes[entry[len(CODE) :]] = weight
        else:
            words[intern(entry)] = weight
    weights = content["weights"]
    known = {name[len(WORD) :]: weight for name, weight in weights.items() if name.startswith(WORD)}
    return Weights(content["bias"], weights, known, Grams(content["sentence"]["bias"], codes, words, pairs))
