"""How much each sentence of an English mail reads like a request: words and pairs of words, weighed and summed.

Two look-ups a word over the whole mail at once; the bars between sentences are words too, so that "please" at the
beginning of a sentence is another pair than in its middle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

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

    def scores(self, sentences: Iterable[Sentence]) -> list[float]:
        """What each sentence scores, on the logistic scale."""
        bias, codes = self.bias, self.codes
        found = []
        for sentence in sentences:
            score = bias + sentence.weight
            for code in sentence.codes:
                if code in codes:
                    score += codes[code]
            found.append(score)
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
