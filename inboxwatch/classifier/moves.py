"""What a message does in a conversation: asks again, withdraws, holds the asker off, says thanks."""

from __future__ import annotations

from inboxwatch.classifier.calendar_words import SIGNS
from inboxwatch.classifier.words import Sentence
from inboxwatch.model.values import value

_FILLER = frozenset({"thanks", "acknowledges", "closing", "busy", "before", "greeting"})
_HOLDS = frozenset({"holds", "acknowledges", "receives"})
_SMALL, _NAMES, _GREETING = 2, 3, 5
_OPENINGS = frozenset(
    "hi hello hey dear good morning hallo liebe lieber sehr guten moin servus bonjour salut cher chere bonsoir hola "
    "estimado estimada buenos buenas querido querida ciao salve gentile caro cara caros buongiorno ola oi prezado bom "
    "prezada boa beste hoi geachte goedemorgen goedemiddag dag czesc hej witaj drogi droga szanowny dzien".split()
)
"""First words of a greeting line."""
_HOLDING_WORDS, _HOLDING_SENTENCE = 60, 25


@value(frozen=True, slots=True)
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
        if "answers" in codes or "noted" in codes or len(sentence.words) > _HOLDING_SENTENCE:
            return False
        if "holds" in codes:
            held = True
        elif "acknowledges" in codes:
            acknowledged = True
        elif not (codes & _FILLER or sentence.promised or _is_small(at, sentence)):
            return False
    return held or (acknowledged and any(sentence.promised for sentence in sentences)) or _receipt(sentences)


def _is_small(at: int, sentence: Sentence) -> bool:
    """Whether a sentence is a greeting line or too short to answer; "In June." and "42." are answers."""
    words = sentence.words
    if words[0] in _OPENINGS:
        return len(words) <= _GREETING
    if len(words) > (_SMALL if at else _NAMES):
        return False
    return SIGNS.isdisjoint(words) and not any(word[0].isdigit() for word in words)


def _receipt(sentences: list[Sentence]) -> bool:
    """Whether the mail says "received" or "got it" outright, which "thanks" or "ok" alone do not."""
    return any("receives" in sentence.codes for sentence in sentences)
