"""Does a message need a reply? Evidence per sentence, weighed on a logistic scale whose threshold is 0.5."""

from __future__ import annotations

import math
from dataclasses import dataclass

from inboxwatch.classifier.words import Sentence
from inboxwatch.model import RequestKind

BIAS = -1.9
WEIGHTS = {
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
"""Weights by hand, tried on human-labelled mail (docs/classifier.md); a code counts once a message, a repeat less."""

_REPEAT = 0.35
_REQUESTS = ("asks", "please", "orders", "tells", "needs", "waits", "approves", "meets", "wonders", "chases")
_ASKED = frozenset({"asks", "please", "orders", "tells", "needs"})
_POLITE = frozenset({"please", "orders"})


@dataclass(frozen=True, slots=True)
class Need:
    """How likely a reply is needed, what kind of request it is, and why: codes, strongest first, with their words."""

    score: float
    kind: RequestKind
    reasons: tuple[str, ...]
    quotes: dict[str, str]


def weigh(sentences: list[Sentence], extra: list[str]) -> Need:
    """Weigh all sentences and `extra` codes about the whole message."""
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
    for code in extra:
        counts[code] = 1
    total = BIAS
    shares = {}
    for code, count in counts.items():
        weight = WEIGHTS[code]
        shares[code] = weight * (1 + _REPEAT * math.log(count)) if weight > 0 and count > 1 else weight
        total += shares[code]
    score = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
    reasons = tuple(sorted(shares, key=lambda code: (-abs(shares[code]), code)))
    return Need(round(score, 4), _kind(counts), reasons, quotes)


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
    found = [code for code in _REQUESTS if code in codes and (code not in _POLITE or "courtesy" not in codes)]
    if sentence.question:
        found = [code for code in found if code != "wonders"]
        found.append("question")
    elif "opens" in codes and not found:
        found.append("opens")
    return found


def _kind(counts: dict[str, int]) -> RequestKind:
    """The kind of request: approval and scheduling by their words, a question by its mark, else a request."""
    if "approves" in counts:
        return RequestKind.APPROVAL
    if "meets" in counts:
        return RequestKind.SCHEDULING
    asked = not _ASKED.isdisjoint(counts)
    if ("question" in counts or "wonders" in counts or "opens" in counts) and not asked:
        return RequestKind.QUESTION
    return RequestKind.REQUEST
