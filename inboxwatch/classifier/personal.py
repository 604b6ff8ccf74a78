"""One owner's own weights, learnt from what they answered (`learn`) and added to those of the model by name.

They hold names of features that the package ships, addresses of senders whose mail the owner answers more or less than
others' (`senders`), and numbers; no word of any mail. `read` and `write` are the form in which the store keeps them:
the one in use last, after those that it replaced, so that each step can be undone.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from inboxwatch import classifier
from inboxwatch.classifier import model, senders
from inboxwatch.classifier.senders import Senders
from inboxwatch.model import Mail, Owner, RequestKind, Verdict

FORMAT: Final = 1
BIAS: Final = "bias"
LARGEST: Final = 5.0
"""No weight is larger than this, whatever was learnt or stands in a file."""
MOST_FEATURES: Final = 200
KEPT: Final = 5
"""So many are kept: the one in use and those before it."""
_FIRST: Final = 2
"""So many reasons of the message itself stand before sender history."""


@dataclass(frozen=True)
class Personal:
    """Weights of one owner for one version of the classifier. `at`: when they were learnt; `told`: from what, how well.

    `told` is what `train --json` said (counts and figures), for `train --show`. `senders`: whose mail is answered more
    or less than others'.
    """

    classifier: str
    weights: Mapping[str, float]
    at: dt.datetime
    told: Mapping[str, Any] = field(default_factory=dict)
    senders: Senders = field(default_factory=Senders)

    @functools.cached_property
    def version(self) -> str:
        """What verdicts made with these weights say that they were judged by; equal for equal weights."""
        content = [dict(sorted(self.weights.items())), *filter(None, [self.senders.content()])]
        digest = hashlib.blake2b("".join(map(json.dumps, content)).encode(), digest_size=4).hexdigest()
        return f"{self.classifier}+{digest}"


class BrokenError(ValueError):
    """What is kept is not what `write` wrote."""


def judge(mail: Mail, owner: Owner, personal: Personal | None) -> Verdict:
    """Judge one message, with the owner's weights if there are any. Total, as `classify` is."""
    if personal is None:
        return classifier.classify(mail, owner)
    weights, code = personal.weights, ""
    if personal.senders and mail.sender is not None:
        offset, code = personal.senders.offset(mail.sender.address)
        weights = {**weights, BIAS: weights.get(BIAS, 0.0) + offset} if offset else weights
    verdict = classifier.classify(mail, owner, weights)
    reasons = verdict.reasons
    if code and _weighed(mail, verdict):
        reasons = (*reasons[:_FIRST], code, *reasons[_FIRST:])
    return replace(verdict, version=version(personal), reasons=reasons)


def _weighed(mail: Mail, verdict: Verdict) -> bool:
    """Whether weights had a say in a verdict."""
    ruled = verdict.automatic is not None or verdict.kind is RequestKind.INVITATION or bool(mail.reaction)
    return not ruled and verdict.reasons != (classifier.UNREADABLE,)


def version(personal: Personal | None) -> str:
    """What a verdict made with these weights, or without any, says that it was judged by."""
    return classifier.VERSION if personal is None else personal.version


def vocabulary() -> frozenset[str]:
    """Names of features that may have a weight: those of the shipped model, so that no word of a mail is ever kept."""
    return frozenset(model.load().weights)


def current(kept: str) -> tuple[Personal | None, str]:
    """What is in use of what the store keeps, and a sentence where that cannot be used."""
    try:
        found = read(kept)
    except BrokenError:
        return None, (
            "What 'inboxwatch train' had learnt is damaged and is not used; the shipped classifier judges alone. "
            "Run 'inboxwatch train' again."
        )
    if not found:
        return None, ""
    if found[-1].classifier != classifier.VERSION:
        return None, (
            f"What 'inboxwatch train' had learnt belongs to another classifier ({found[-1].classifier}; this one is "
            f"{classifier.VERSION}) and is not used. Run 'inboxwatch train' again."
        )
    return found[-1], ""


def write(models: tuple[Personal, ...]) -> str:
    """Put the latest `KEPT` models into the form in which they are kept; "" for none."""
    if not models:
        return ""
    rows = [
        {
            "classifier": each.classifier,
            "at": each.at.astimezone(dt.UTC).isoformat(),
            "weights": dict(sorted(each.weights.items())),
            "told": each.told,
            **({"senders": found} if (found := each.senders.content()) else {}),
        }
        for each in models[-KEPT:]
    ]
    return json.dumps({"format": FORMAT, "models": rows}, separators=(",", ":"))


def without(kept: str, addresses: Iterable[str]) -> str:
    """What is kept, without these addresses; nothing where it is damaged, for then it cannot be told who is in it."""
    try:
        models = read(kept)
    except BrokenError:
        return ""
    for address in addresses:
        models = tuple(replace(each, senders=each.senders.without(address)) for each in models)
    return write(models)


def known(kept: str) -> frozenset[str]:
    """Addresses of all people in what is kept."""
    try:
        return frozenset().union(*(each.senders.addresses() for each in read(kept)))
    except BrokenError:
        return frozenset()


def read(kept: str) -> tuple[Personal, ...]:
    """Read what `write` made. Raises BrokenError for anything else."""
    if not kept:
        return ()
    try:
        content = json.loads(kept)
        if content["format"] != FORMAT:
            raise BrokenError
        return tuple(_model(row) for row in content["models"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BrokenError from None


def _model(row: Mapping[str, Any]) -> Personal:
    weights = {str(name): float(value) for name, value in row["weights"].items()}
    at = dt.datetime.fromisoformat(row["at"])
    sound = all(math.isfinite(value) and abs(value) <= LARGEST for value in weights.values())
    if not sound or len(weights) > MOST_FEATURES + 1 or at.tzinfo is None or not isinstance(row["told"], dict):
        raise BrokenError
    return Personal(str(row["classifier"]), weights, at, row["told"], senders.read(row.get("senders", {})))
