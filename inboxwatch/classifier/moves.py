"""What a message does in a conversation: asks again, withdraws, holds the asker off, says thanks."""

from __future__ import annotations

from dataclasses import dataclass

from inboxwatch.classifier.words import Sentence

_FILLER = frozenset({"thanks", "acknowledges", "closing", "busy", "before", "greeting"})
_HOLDS = frozenset({"holds", "acknowledges", "receives"})
_SMALL = 2
_HOLDING_WORDS = 90


@dataclass(frozen=True, slots=True)
class Moves:
    """The flags of a verdict that speak of the conversation."""

    chases: bool
    withdraws: bool
    holding: bool
    thanks: bool


def moves(sentences: list[Sentence], codes: set[str], *, answers: bool) -> Moves:
    """Read the flags. `codes`: those of all sentences; `answers`: it carries a file, or asks something back."""
    withdraws = "withdraws" in codes and any(_withdraws(sentence) for sentence in sentences)
    chases = "chases" in codes and not withdraws and any(_chases(sentence) for sentence in sentences)
    thanks = "thanks" in codes and any(_thanks(sentence) for sentence in sentences)
    holding = not (withdraws or answers or codes.isdisjoint(_HOLDS)) and _holds(sentences)
    return Moves(chases, withdraws, holding, thanks)


def _chases(sentence: Sentence) -> bool:
    """Whether one sentence asks again."""
    return "chases" in sentence.codes and "withdraws" not in sentence.codes


def _thanks(sentence: Sentence) -> bool:
    """Whether one sentence says thanks, not in advance."""
    return "thanks" in sentence.codes and "before" not in sentence.codes


def _withdraws(sentence: Sentence) -> bool:
    """Whether one sentence says that it is solved or no longer needed; a question or "not solved" does not."""
    return "withdraws" in sentence.codes and "stays" not in sentence.codes and not sentence.question


def _holds(sentences: list[Sentence]) -> bool:
    """Whether the mail only says that it was received and will be seen to: every sentence is such or filler."""
    held = acknowledged = False
    if sum(len(sentence.words) for sentence in sentences) > _HOLDING_WORDS:
        return False
    for at, sentence in enumerate(sentences):
        codes = sentence.codes
        if "answers" in codes:
            return False
        if "holds" in codes:
            held = True
        elif "acknowledges" in codes:
            acknowledged = True
        elif not (codes & _FILLER or sentence.promised or len(sentence.words) <= _SMALL or _greets(at, sentence)):
            return False
    return held or (acknowledged and any(sentence.promised for sentence in sentences)) or _receipt(sentences)


def _greets(at: int, sentence: Sentence) -> bool:
    """Whether a sentence is the greeting line."""
    return at == 0 and len(sentence.words) <= 4  # noqa: PLR2004 - "dear ms van buren"


def _receipt(sentences: list[Sentence]) -> bool:
    """Whether the mail says "received" or "got it" outright, which "thanks" or "ok" alone do not."""
    return any("receives" in sentence.codes for sentence in sentences)
