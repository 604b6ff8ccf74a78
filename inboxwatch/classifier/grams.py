"""How much each sentence of an English mail reads like a request: words and pairs of words, weighed and summed.

Two look-ups a word over the whole mail at once; the bars between sentences are words too, so that "please" at the
beginning of a sentence is another pair than in its middle.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat

from inboxwatch.classifier.phrases import STOP
from inboxwatch.classifier.words import Sentence

CODE = "code:"
"""What the names of codes begin with among the weights of sentences."""


@dataclass(frozen=True, slots=True)
class Grams:
    """Weights of words, pairs of words, and codes.

    What a sentence's words and pairs add up to is divided by the root of its length, its codes count as they are.
    """

    bias: float
    codes: Mapping[str, float]
    words: Mapping[str, float]
    pairs: Mapping[tuple[str, str], float]

    def scores(self, sentences: Iterable[Sentence], tokens: Sequence[str], ends: Iterable[int]) -> list[float]:
        """What each sentence scores, on the logistic scale; `tokens` and `ends` as `spell` makes them."""
        none = repeat(0.0)
        words = list(map(self.words.get, tokens, none))
        pairs = list(map(self.pairs.get, zip(tokens, tokens[1:], strict=False), none))  # noqa: RUF007 - a fifth quicker
        found, start = [], 0
        for sentence, end in zip(sentences, ends, strict=True):
            score = self.bias + (sum(words[start:end]) + sum(pairs[start:end])) / math.sqrt(end - start)
            for code in sentence.codes:
                score += self.codes.get(code, 0.0)
            found.append(score)
            start = end
        return found


def spell(sentences: Iterable[Sentence]) -> tuple[list[str], list[int]]:
    """All sentences as one row of words with bars between them, and at which bar each ends; two bars end the row."""
    tokens = [STOP]
    ends = []
    for sentence in sentences:
        tokens += sentence.words
        if sentence.question:
            tokens.append("?")
        ends.append(len(tokens))
        tokens.append(STOP)
    tokens.append(STOP)
    return tokens, ends


def entries(tokens: Sequence[str], start: int, end: int) -> list[str]:
    """Words and pairs (with a blank between) of one sentence, from one bar to the other, as training counts them."""
    words = tokens[start : end + 1]
    return [*words[1:-1], *map(" ".join, pairwise(words))]
