"""What a message shows whatever its language: whom it is sent to, where it stands in its thread, how it is built."""

from __future__ import annotations

import math
from itertools import compress
from typing import TYPE_CHECKING

from inboxwatch.model import Mail, Owner

if TYPE_CHECKING:
    from inboxwatch.classifier.features import Reading

_REPLY = ("re:", "aw:", "sv:", "antw:", "r:", "rif:", "odp:", "re[", "ref:", "res:")
_FORWARD = ("fw:", "fwd:", "wg:", "tr:", "rv:", "enc:", "pd:", "vb:")
_ASKS = frozenset("question asks please orders tells needs waits approves meets wonders chases".split())
_AUXILIARY = frozenset(
    "can could would will do does did are is was were have has should shall may might any am anyone anybody".split()
)
_WHICH = frozenset("what when where who which why how what's how's whose".split())
_YOU = frozenset("you your yours u ya y'all".split())
_TURNS = (
    "turn:quotes",
    "turn:carries",
    "turn:closes",
    "greets:owner",
    "greets:others",
    "greets:named",
    "moves:thanks",
    "moves:chases",
    "moves:withdraws",
    "moves:holds",
    "moves:promises",
)
_SHORT, _LONG, _MANY, _SCALE = 3, 25, 200, 5.0


def of(mail: Mail, owner: Owner, reading: Reading) -> dict[str, float]:
    """All features of a message's structure."""
    seen: dict[str, float] = {}
    _addressed(seen, mail, owner)
    _turn(seen, mail, reading)
    _built(seen, reading)
    _questions(seen, reading)
    return seen


def _addressed(seen: dict[str, float], mail: Mail, owner: Owner) -> None:
    """To whom: the owner in To, in Cc or in neither; how many."""
    recipients = mail.to[:_MANY] + mail.cc[:_MANY]
    if not recipients:
        return
    seen["to:group"] = math.log(len(recipients))
    if len(recipients) == 1:
        seen["to:one"] = 1.0
    mine = owner.addresses
    if any(address.address in mine for address in mail.to):
        seen["to:owner"] = 1.0
    elif any(address.address in mine for address in mail.cc):
        seen["to:cc"] = 1.0
    else:
        seen["to:others"] = 1.0


def _turn(seen: dict[str, float], mail: Mail, reading: Reading) -> None:
    """Where in its thread it stands, and who is greeted."""
    subject = mail.subject[:80].lstrip().lower()
    if subject.startswith(_REPLY):
        seen["turn:reply"] = 1.0
    elif subject.startswith(_FORWARD):
        seen["turn:forward"] = 1.0
    if "?" in mail.subject[:200]:
        seen["turn:asks"] = 1.0
    zones, greeting, flags = reading.zones, reading.greeting, reading.flags
    there = (
        zones.quoted,
        zones.forwards,
        zones.closing,
        greeting.owner,
        greeting.others,
        greeting.named,
        flags.thanks,
        flags.chases,
        flags.withdraws,
        flags.holding,
        reading.dated.promise,
    )
    for name in compress(_TURNS, there):
        seen[name] = 1.0


def _built(seen: dict[str, float], reading: Reading) -> None:
    """Length, where the requests stand, links."""
    sentences, written = reading.sentences, reading.zones.text
    count = len(sentences)
    seen["built:words"] = math.log1p(sum([len(sentence.words) for sentence in sentences])) / _SCALE
    seen["built:sentences"] = math.log1p(count) / 3
    seen["built:lines"] = math.log1p(written.count("\n")) / 4
    if count <= 1:
        seen["built:one"] = 1.0
    links = written.count("http") + written.count("www.")
    if links:
        seen["built:links"] = math.log1p(links)
    if "!" in written:
        seen["built:exclaims"] = math.log1p(written.count("!"))
    asks = [at for at, each in enumerate(sentences) if each.evidence and not _ASKS.isdisjoint(each.evidence)]
    if asks:
        seen["asks:count"] = math.log1p(len(asks))
        seen["asks:share"] = len(asks) / count
        if asks[-1] >= count - 2:
            seen["asks:last"] = 1.0
        if asks[0] <= 1:
            seen["asks:first"] = 1.0


def _questions(seen: dict[str, float], reading: Reading) -> None:
    """What the questions look like: their first word, whether they speak to the reader, how long they are."""
    questions = [sentence.words for sentence in reading.sentences if sentence.question]
    if not questions:
        return
    seen["question:share"] = len(questions) / len(reading.sentences)
    if any(sentence.question for sentence in reading.sentences[-2:]):
        seen["question:last"] = 1.0
    for words in questions:
        if words[0] in _AUXILIARY:
            seen["question:whether"] = 1.0
        elif words[0] in _WHICH:
            seen["question:which"] = 1.0
        if not _YOU.isdisjoint(words):
            seen["question:you"] = 1.0
        if len(words) <= _SHORT:
            seen["question:short"] = 1.0
        elif len(words) > _LONG:
            seen["question:long"] = 1.0
