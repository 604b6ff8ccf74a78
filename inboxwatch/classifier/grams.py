"""How much each sentence of an English mail reads like a request: rows of up to three words, weighed and summed.

Three look-ups a word over the whole mail at once; the bars between sentences are words too, so that "please" at the
beginning of a sentence is another row than in its middle, and no row of the table reaches across a bar.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, repeat
from operator import add

from inboxwatch.classifier.phrases import STOP
from inboxwatch.classifier.words import Sentence


CODE = "code:"
"""What the names of codes begin with among the rows of `weights.json`."""


@dataclass(frozen=True, slots=True)
class Grams:
    """Weights of rows of one, two and three words, and of codes.

    What a sentence's rows add up to is divided by the root of its length, its codes count as they are.
    """

    bias: float
    codes: Mapping[str, float]
    ones: Mapping[str, float]
    twos: Mapping[tuple[str, str], float]
    threes: Mapping[tuple[str, str, str], float]

    def scores(self, sentences: Iterable[Sentence], tokens: Sequence[str], ends: Iterable[int]) -> list[float]:
        """What each sentence scores, on the logistic scale; `tokens` and `ends` as `spell` makes them."""
        none = repeat(0.0)
        second, third = tokens[1:], tokens[2:]
        pairs = map(self.twos.get, zip(tokens, second, strict=False), none)
        triples = map(self.threes.get, zip(tokens, second, third, strict=False), none)
        ones = map(self.ones.get, tokens, none)
        sums = list(accumulate(map(add, ones, map(add, pairs, triples)), initial=0.0))
        found, start = [], 0
        for sentence, end in zip(sentences, ends, strict=True):
            score = self.bias + (sums[end] - sums[start]) / math.sqrt(end - start)
            for code in sentence.codes:
                score += self.codes.get(code, 0.0)
            found.append(score)
            start = end
        return found


def spell(sentences: Iterable[Sentence]) -> tuple[list[str], list[int]]:
    """All sentences as one row of words with bars between them, and at which bar each ends; three bars end the row."""
    tokens = [STOP]
    ends = []
    for sentence in sentences:
        tokens += sentence.words
        if sentence.question:
            tokens.append("?")
        ends.append(len(tokens))
        tokens.append(STOP)
    tokens += (STOP, STOP)
    return tokens, ends


def rows(tokens: Sequence[str], start: int, end: int) -> list[str]:
    """All rows of one sentence, words parted by blanks, as training counts them: from one bar to the other."""
    words = tokens[start : end + 1]
    found = list(words[1:-1])
    found += map(" ".join, pairwise(words))
    found += map(" ".join, zip(words, words[1:], words[2:], strict=False))
    return found
