"""Does a message need a reply? Evidence per sentence, and what the model makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inboxwatch.classifier.model import Weights
from inboxwatch.classifier.words import Sentence
from inboxwatch.model import RequestKind

RULES = {
    "question": 2.6,
    "asks": 2.4,
    "please": 2.0,
    "orders": 1.5,
    "tells": 2.0,
    "needs": 1.1,
    "wonders": 1.2,
    "waits": 2.1,
    "approves": 1.0,
    "meets": 1.3,
    "opens": 0.7,
    "chases": 2.2,
    "deadline": 0.8,
    "noted": -1.6,
    "closing": -0.3,
    "thanks-only": -1.5,
    "withdraws": -3.0,
    "long": -0.7,
    "names-owner": 0.4,
    "greets-others": -0.8,
    "crowd": -0.8,
    "forward": -0.3,
    "bulk": -1.6,
    "subject-question": 0.4,
}
"""What each code says by the rules, set by hand on a logistic scale: their sum is a feature of the model."""
NOTHING = -1.9
"""The sum of the rules where there is no evidence."""
_PREFIX, _HALF = len("cue:"), 0.5
_REQUESTS = ("asks", "please", "orders", "tells", "needs", "waits", "approves", "meets", "wonders", "chases")
_REQUESTING = frozenset(_REQUESTS)
_ASKED = frozenset({"asks", "please", "orders", "tells", "needs"})
_POLITE = frozenset({"please", "orders"})


_STRONGEST = sorted(RULES, key=lambda code: (-abs(RULES[code]), code))
_FOR = {code: place + len(RULES) * (RULES[code] < 0) for place, code in enumerate(_STRONGEST)}.__getitem__
_AGAINST = {code: place + len(RULES) * (RULES[code] > 0) for place, code in enumerate(_STRONGEST)}.__getitem__
"""The place of a code among reasons for a verdict: those that speak for it first, by strength."""


@dataclass(slots=True)
class Tally:
    """How often each code was found in a message, and the words of its first sentence."""

    counts: dict[str, int]
    quotes: dict[str, str]


@dataclass(slots=True)
class Need:
    """How likely a reply is needed, what kind of request it is, and why: codes, strongest first."""

    score: float
    kind: RequestKind
    reasons: tuple[str, ...]


def tally(sentences: Iterable[Sentence]) -> Tally:
    """Count the evidence of all sentences."""
    counts: dict[str, int] = {}
    quotes: dict[str, str] = {}
    for sentence in sentences:
        if sentence.evidence:
            quote = " ".join(sentence.words)
            for code in sentence.evidence:
                if code in counts:
                    counts[code] += 1
                else:
                    counts[code] = 1
                    quotes[code] = quote
    return Tally(counts, quotes)


def rules(seen: Mapping[str, float]) -> float:
    """The sum of the rules over features of evidence ("cue:asks"); a repeat counts only for what speaks for a reply."""
    total = NOTHING
    for name, value in seen.items():
        rule = RULES[name[_PREFIX:]]
        total += rule * value if rule > 0 else rule
    return total


def weigh(
    tally: Tally, seen: Mapping[str, float], weights: Weights, personal: Mapping[str, float] | None = None
) -> Need:
    """Score the features; reasons are the codes counted, those that speak for the verdict first, by strength."""
    score = weights.score(seen, personal)
    reasons = tuple(sorted(tally.counts, key=_FOR if score >= _HALF else _AGAINST))
    return Need(round(score, 4), _kind(tally.counts), reasons)


def evidence(sentence: Sentence) -> list[str]:
    """Codes of one sentence that speak for or against a reply; closings and small talk silence its requests.

    A courtesy ("please find attached") only takes the force out of its "please".
    """
    codes = sentence.codes
    if "noted" in codes and not sentence.question:
        return ["noted"]
    if "closing" in codes:
        return ["closing"]
    if "withdraws" in codes and "stays" not in codes and not sentence.question:
        return ["withdraws"]
    if "social" in codes:
        return []
    found: list[str] = []
    if not _REQUESTING.isdisjoint(codes):
        found = [code for code in _REQUESTS if code in codes and (code not in _POLITE or "courtesy" not in codes)]
    if sentence.question:
        found = [code for code in found if code != "wonders"]
        found.append("question")
    elif "opens" in codes and not found:
        found.append("opens")
    return found


def _kind(counts: Mapping[str, int]) -> RequestKind:
    """The kind of request: approval and scheduling by their words, a question by its mark, else a request."""
    if "approves" in counts:
        return RequestKind.APPROVAL
    if "meets" in counts:
        return RequestKind.SCHEDULING
    asked = not _ASKED.isdisjoint(counts)
    if ("question" in counts or "wonders" in counts or "opens" in counts) and not asked:
        return RequestKind.QUESTION
    return RequestKind.REQUEST
