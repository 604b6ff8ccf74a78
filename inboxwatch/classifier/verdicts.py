"""Puts the parts of the classifier together: one mail in, one verdict out."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, TypedDict

from inboxwatch.classifier import (
    absence_period,
    automatic,
    features,
    grammar,
    language,
    model,
    moves,
    needs,
    people,
    phrases,
    prints,
    promises,
    text,
    words,
)
from inboxwatch.classifier.cues import LANGUAGES
from inboxwatch.model import AutomaticKind, Mail, Owner, RequestKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

VERSION = "model-2"

_CROWD, _LONG, _FEW_CHARACTERS, _HELD, _HALF = 15, 350, 12, 0.3, 0.5
_WORDLESS, _SUBJECT = 4, 300
_THANKS = ("thank", "danke", "dank", "merci", "gracias", "grazie", "obrigad", "bedankt", "dzi")
_ANSWERED = frozenset({"ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"})
_FORWARDED = (
    "fw:",
    "fwd:",
    "wg:",
    "tr:",
    "rv:",
    "enc:",
    "i:",
    "doorst:",
    "pd:",
    "vb:",
    "vs:",
    "weitergeleitet:",
    "转发:",
)
_ASKING = frozenset({"question", "asks", "please", "orders", "tells", "waits", "approves", "meets", "chases", "needs"})
_ASKING_BACK = frozenset({"question", "asks", "tells", "orders", "needs", "meets"})


class _Ties(TypedDict):
    """What a verdict says besides its judgement: who is meant, what is quoted."""

    version: str
    forwards: bool
    greets_owner: bool
    greets_others: bool
    names_owner: bool
    prints: tuple[int, ...]
    quoted_prints: tuple[int, ...]
    text: str


def table() -> phrases.Table:
    """The phrases of all languages and the words of the model, compiled at first use (about 50 ms)."""
    return _table(model.load())


@functools.lru_cache(maxsize=1)
def _table(weights: model.Weights) -> phrases.Table:
    """The phrases with what these weights give words and pairs of words."""
    compiled = phrases.compile_table(module.PHRASES for module in LANGUAGES.values())
    return phrases.weigh(compiled, weights.grams.words, weights.grams.pairs)


def forget() -> None:
    """Let go of the table: some megabytes that only judging needs."""
    _table.cache_clear()


def judge(mail: Mail, owner: Owner, personal: Mapping[str, float] | None = None) -> Verdict:
    """Judge one message. May raise on what no connector should deliver; `classify` does not."""
    zones = text.zone(mail.text)
    new_text = zones.text
    kind, code = automatic.detect(mail, new_text, quoted=bool(zones.quoted))
    if kind is not None:
        away = absence_period.period(mail, new_text) if kind is AutomaticKind.AUTO_REPLY else None
        return Verdict(VERSION, automatic=kind, reasons=(code,), absence=away, text=new_text)
    if mail.reaction:
        return Verdict(VERSION, reasons=("reaction",), text=new_text)
    ties = tie(mail, owner, zones)
    if mail.invitation is not None and mail.invitation.method == "REQUEST":
        return _invited(mail, owner, ties)
    return _read(mail, owner, zones, ties, personal)


def tie(mail: Mail, owner: Owner, zones: text.Zones) -> _Ties:
    """Read who is meant and what is quoted."""
    greeting = people.greeting(mail, owner, zones.text)
    shown = zones.own if len(zones.text) > _FEW_CHARACTERS or not zones.quoted else zones.quoted
    return {
        "version": VERSION,
        "forwards": _forwards(mail, zones),
        "greets_owner": greeting.owner,
        "greets_others": greeting.others,
        "names_owner": greeting.named,
        "prints": prints.own_prints(shown),
        "quoted_prints": prints.quoted_prints(zones.quoted) if zones.quoted else (),
        "text": zones.text,
    }


def _read(mail: Mail, owner: Owner, zones: text.Zones, ties: _Ties, personal: Mapping[str, float] | None) -> Verdict:
    """Judge what a person wrote."""
    reading = read(mail, zones, ties)
    flags, dated = reading.flags, reading.dated
    seen = features.of(mail, owner, reading, each_word=bool(personal))
    need = needs.weigh(reading.tally, seen, model.load(), personal)
    reasons = need.reasons or (("empty",) if not reading.sentences else ())
    if reading.foreign:
        reasons = (*reasons, "language-unknown")
    asks = reading.asks and need.score >= _HALF and not flags.withdraws
    return Verdict(
        score=min(need.score, _HELD) if flags.holding else need.score,
        kind=need.kind,
        reasons=("holding", *reasons) if flags.holding else reasons,
        asks_again=not flags.holding and (flags.chases or asks),
        withdraws=flags.withdraws,
        holding=flags.holding,
        thanks=flags.thanks or zones.closing.startswith(_THANKS),
        deadline=dated.deadline,
        promise=dated.promise,
        quotes=reading.tally.quotes,
        language=reading.language,
        **ties,
    )


def features_of(mail: Mail, owner: Owner) -> dict[str, float]:
    """The features on which `classify` judges a message; none for what is judged without the model.

    Those are machine mail, reactions and invitations.
    """
    zones = text.zone(mail.text)
    invited = mail.invitation is not None and mail.invitation.method == "REQUEST"
    if invited or mail.reaction or automatic.detect(mail, zones.text, quoted=bool(zones.quoted))[0] is not None:
        return {}
    return features.of(mail, owner, read(mail, zones, tie(mail, owner, zones)), each_word=True)


def read(mail: Mail, zones: text.Zones, ties: _Ties) -> features.Reading:
    """Read sentences, dates and moves, and count the evidence."""
    tokens = words.normal(words.join(zones.own))
    seen = set(tokens[: language.LOOK])
    spoken = language.language(seen)
    seen.update(tokens[language.LOOK :])
    foreign = not spoken and language.says_enough(tokens)
    english = spoken == "en" or not (spoken or foreign)  # of no other are the words weighed: see `features.english`
    sentences = _sentences(tokens, spoken, seen, weigh=english)
    titled = _titled(mail, sentences)
    if titled:
        sentences += titled
        seen.update(*[sentence.words for sentence in titled])
    if any([sentence.question for sentence in sentences]):  # noqa: C419 - a generator takes twice as long
        seen.add("?")
    else:
        seen.discard("?")  # a mark without a question
    tally = needs.tally(sentences)
    evidence = tally.counts.keys()
    codes = set[str]().union(*[sentence.codes for sentence in sentences])
    asks = not _ASKING.isdisjoint(evidence)
    dated = promises.read(mail, sentences, asks=asks)
    flags = moves.moves(sentences, codes, answers=_attached(mail, ties) or not _ASKING_BACK.isdisjoint(evidence))
    extra = _extra(mail, ties, sentences, dated)
    if "bulk" in codes:
        extra.append("bulk")
    if flags.thanks and not evidence and len(sentences) <= 2:  # noqa: PLR2004 - "Thanks, Bo."
        extra.append("thanks-only")
    if titled:
        extra.append("subject-question")
    greeting = people.Greeting(ties["greets_owner"], ties["greets_others"], ties["names_owner"])
    tally.counts.update(dict.fromkeys(extra, 1))
    return features.Reading(zones, greeting, sentences, tally, dated, flags, asks, spoken, foreign, seen)


def _sentences(tokens: list[str], spoken: str, seen: AbstractSet[str], *, weigh: bool = True) -> list[words.Sentence]:
    """Sentences of some plain words with the codes and the evidence that are in them."""
    sentences = words.sentences(tokens, table(), seen, weigh=weigh)
    grammar.mark(sentences, spoken, seen)
    for sentence in sentences:
        if sentence.codes or sentence.question:
            sentence.evidence = needs.evidence(sentence)
    return sentences


def _titled(mail: Mail, sentences: list[words.Sentence]) -> list[words.Sentence]:
    """Sentences of the subject, if a first mail asks there and its text says nothing ("Thanks, Bo" or empty)."""
    if mail.in_reply_to or mail.references or sum([len(sentence.words) for sentence in sentences]) > _WORDLESS:
        return []
    subject = mail.subject[:_SUBJECT].strip()
    if any(sentence.evidence for sentence in sentences) or automatic.answers(subject):
        return []
    tokens = words.normal(words.join([subject]))
    titled = _sentences(tokens, language.language(set(tokens[: language.LOOK])), set(tokens))
    return titled if any(not _ASKING.isdisjoint(sentence.evidence) for sentence in titled) else []


def _extra(mail: Mail, ties: _Ties, sentences: list[words.Sentence], dated: promises.Dates) -> list[str]:
    """Codes about the whole message that the sentences do not show."""
    codes = []
    if dated.deadline is not None:
        codes.append("deadline")
    if ties["names_owner"]:
        codes.append("names-owner")
    if ties["greets_others"] and len(mail.to) + len(mail.cc) > 1:
        codes.append("greets-others")
    if len(ties["text"]) > _LONG and sum([len(sentence.words) for sentence in sentences]) > _LONG:
        codes.append("long")
    if len(mail.to) + len(mail.cc) > _CROWD:
        codes.append("crowd")
    if ties["forwards"] and not sentences:
        codes.append("forward")
    return codes


def _attached(mail: Mail, ties: _Ties) -> bool:
    """Whether the message brings something along."""
    if ties["forwards"] or len(mail.structure) == 1:
        return ties["forwards"] or mail.structure[0].disposition == "attachment"
    return any(part.disposition == "attachment" for part in mail.structure)


def _forwards(mail: Mail, zones: text.Zones) -> bool:
    """Whether a forwarded mail is inside: as a message part, as a marked block, or quoted under a forward's subject."""
    if any(part.content_type == "message/rfc822" for part in mail.structure):
        return True
    return zones.forwards or (bool(zones.quoted) and mail.subject.lstrip().lower().startswith(_FORWARDED))


def _invited(mail: Mail, owner: Owner, ties: _Ties) -> Verdict:
    """An invitation: a request unless the owner's line says that no answer is wanted or one was given."""
    attendees = mail.invitation.attendees if mail.invitation is not None else ()
    mine = [attendee for attendee in attendees if attendee.address in owner.addresses]
    idle = bool(mine) and all(attendee.rsvp is False or attendee.partstat in _ANSWERED for attendee in mine)
    organizes = mail.invitation is not None and mail.invitation.organizer in owner.addresses
    if idle or organizes:
        return Verdict(score=0.05, kind=RequestKind.INVITATION, reasons=("invitation-answered",), **ties)
    return Verdict(score=0.95, kind=RequestKind.INVITATION, reasons=("invitation",), **ties)
