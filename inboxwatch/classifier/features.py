"""What the model sees of a message: named numbers, 0 where a name is missing.

An English mail is seen by its structure, by how much its sentences read like requests (`grams`) and by its words. Of
any other only evidence and structure are seen, under names of their own ("plain:"), for weights learnt without words.
Single sentences without any header ("alone:") have their own weights too: nobody is addressed, little is said.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from inboxwatch.classifier import model, needs, structure
from inboxwatch.model import Mail, Owner
from inboxwatch.model.values import value

if TYPE_CHECKING:
    from inboxwatch.classifier.moves import Moves
    from inboxwatch.classifier.needs import Tally
    from inboxwatch.classifier.people import Greeting
    from inboxwatch.classifier.promises import Dates
    from inboxwatch.classifier.text import Zones
    from inboxwatch.classifier.words import Sentence

PLAIN, ALONE = "plain:", "alone:"
_REPEAT = 0.35
_KNOWN = 0.6
_FEW = 4.0
_LEAST = -30.0
_SENTENCE_OR_TWO = 2


@value(frozen=True, slots=True)
class Reading:
    """A person's mail as it was read: zones, who is greeted, sentences, evidence, dates and moves.

    `language` is "" where it is not known; `foreign`: although the mail is long enough to tell. `seen` are its words,
    each once.
    """

    zones: Zones
    greeting: Greeting
    sentences: Sequence[Sentence]
    tally: Tally
    dated: Dates
    flags: Moves
    asks: bool
    language: str = ""
    foreign: bool = False
    seen: AbstractSet[str] = frozenset()


def of(mail: Mail, owner: Owner, reading: Reading, *, each_word: bool = False) -> dict[str, float]:
    """All features of one message for the mailbox of `owner`.

    `each_word`: words as features of their own, for personal weights; else what they add together, which is quicker.
    """
    weights = model.load()
    seen = base(mail, owner, reading)
    if not english(reading, weights):
        return named(PLAIN, seen)
    seen.update(asking(reading.sentences, weights.grams.scores(reading.sentences)))
    if alone(mail, reading):
        return named(ALONE, seen)
    known = weights.words
    found = known.keys() & reading.seen
    if each_word:
        seen.update(vocabulary(found))
    else:
        seen[model.WORDS] = math.fsum(map(known.__getitem__, found)) * share(len(found))
    return seen


def named(prefix: str, seen: Mapping[str, float]) -> dict[str, float]:
    """The same features under names of their own, and one for the bias of their weights."""
    return {prefix + name: value for name, value in seen.items()} | {prefix: 1.0}


def alone(mail: Mail, reading: Reading) -> bool:
    """Whether it is no mail but a sentence or two: no sender, no recipient."""
    return mail.sender is None and not mail.to and not mail.cc and len(reading.sentences) <= _SENTENCE_OR_TWO


def english(reading: Reading, weights: model.Weights) -> bool:
    """Whether English words may speak: the language is English, or too little is said to tell and most are known."""
    if reading.language or reading.foreign:
        return reading.language == "en"
    words = [word for sentence in reading.sentences for word in sentence.words]
    return sum(map(weights.grams.words.__contains__, words)) >= _KNOWN * len(words)


def base(mail: Mail, owner: Owner, reading: Reading) -> dict[str, float]:
    """Evidence, what the rules make of it, and structure: what can be seen in any language."""
    seen = evidence(reading.tally)
    rules = needs.rules(seen)
    seen["rules"] = rules
    for sentence in reading.sentences:
        for code in sentence.codes:
            seen["code:" + code] = 1.0
    seen.update(structure.of(mail, owner, reading))
    return seen


def evidence(tally: Tally) -> dict[str, float]:
    """1 for a code that is there, slightly more the more often it is."""
    return {"cue:" + code: 1 + _REPEAT * math.log(count) if count > 1 else 1.0 for code, count in tally.counts.items()}


def asking(sentences: Sequence[Sentence], scores: Sequence[float]) -> dict[str, float]:
    """The sentences' scores as features of the mail: the strongest, the next, the sum, first and last."""
    if not scores:
        return {"says:nothing": 1.0}
    likely = [1 / (1 + math.exp(-score)) if score > _LEAST else 0.0 for score in scores]
    ordered = sorted(scores, reverse=True)
    seen = {
        "says:most": ordered[0],
        "says:next": ordered[1] if len(ordered) > 1 else -2.0,
        "says:sum": math.log1p(sum(likely)),
        "says:mean": sum(scores) / len(scores),
        "says:first": scores[0],
        "says:last": scores[-1],
        "says:any": 1 - math.prod([1 - each for each in likely]),
    }
    questions = [score for score, sentence in zip(scores, sentences, strict=True) if sentence.question]
    if questions:
        seen["says:question"] = max(questions) + 2.0
    return seen


def vocabulary(words: Collection[str]) -> dict[str, float]:
    """Features of known words, each once."""
    return dict.fromkeys(map(model.WORD.__add__, words), share(len(words)))


def share(count: int) -> float:
    """What each of so many words counts: the more there are the less."""
    return 1 / max(_FEW, math.sqrt(count))
