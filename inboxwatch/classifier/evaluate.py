"""How good verdicts are on labelled messages: precision, recall, F1, average precision, area under the ROC curve."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from inboxwatch.classifier.reasons import reason_words
from inboxwatch.model import Address, Mail, Owner, Verdict

Row = Mapping[str, object]
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Mistake:
    """One message that was judged wrongly: its id, what the label says, the score, and the reasons in words."""

    id: str
    needs_reply: bool
    score: float
    reasons: tuple[str, ...]
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Figures over all labelled rows; those without a denominator are 0. `mistakes` are the worst first."""

    n: int
    positives: int
    precision: float
    recall: float
    f1: float
    average_precision: float
    roc_auc: float
    threshold: float
    mistakes: tuple[Mistake, ...] = field(default=())

    def as_json(self) -> dict[str, float | int]:
        """The stable fields of `inboxwatch evaluate --json`."""
        names = ("n", "positives", "precision", "recall", "f1", "average_precision", "roc_auc", "threshold")
        return {name: round(getattr(self, name), 4) for name in names}


def evaluate(rows: Iterable[Row], threshold: float = _HALF, addresses: Iterable[str] = ()) -> Metrics:
    """Classify labelled rows and compare. Rows whose `needs_reply` is null are borderline and skipped.

    The owner is `addresses`, or else each row's first To address. An automatic message needs no reply.
    """
    from inboxwatch.classifier import classify  # the package imports this module

    mine = frozenset(address.lower() for address in addresses)
    judged: list[tuple[float, bool, Row, Verdict]] = []
    for row in rows:
        label = row.get("needs_reply")
        if not isinstance(label, bool):
            continue
        mail = mail_of(row)
        owner = Owner(mine or frozenset(address.address for address in mail.to[:1]))
        verdict = classify(mail, owner)
        judged.append((0.0 if verdict.automatic is not None else verdict.score, label, row, verdict))
    return measure([(score, label) for score, label, _, _ in judged], threshold, _mistakes(judged, threshold))


def measure(scored: Sequence[tuple[float, bool]], threshold: float, mistakes: tuple[Mistake, ...] = ()) -> Metrics:
    """Figures of (score, label) pairs; ties in score are counted as ties, as scikit-learn does."""
    positives = sum(label for _, label in scored)
    chosen = [label for score, label in scored if score >= threshold]
    right = sum(chosen)
    precision = right / len(chosen) if chosen else 0.0
    recall = right / positives if positives else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    average, auc = _curves(scored, positives)
    return Metrics(len(scored), positives, precision, recall, f1, average, auc, threshold, mistakes)


def _curves(scored: Sequence[tuple[float, bool]], positives: int) -> tuple[float, float]:
    """Average precision and area under the ROC curve, walking down the distinct scores."""
    negatives = len(scored) - positives
    groups: dict[float, list[int]] = {}
    for score, label in scored:
        groups.setdefault(score, [0, 0])[int(label)] += 1
    seen = hits = 0
    average = area = 0.0
    for score in sorted(groups, reverse=True):
        misses, found = groups[score]
        area += misses * (hits + found / 2)
        hits += found
        seen += found + misses
        average += found * hits / seen
    return (average / positives if positives else 0.0), (
        area / (positives * negatives) if positives and negatives else 0.0
    )


def _mistakes(judged: list[tuple[float, bool, Row, Verdict]], threshold: float) -> tuple[Mistake, ...]:
    """Wrong verdicts, the most confident first."""
    wrong = [entry for entry in judged if (entry[0] >= threshold) != entry[1]]
    wrong.sort(key=lambda entry: -abs(entry[0] - threshold))
    return tuple(
        Mistake(
            str(row.get("id", "")),
            label,
            score,
            tuple(reason_words(verdict.reasons, verdict.quotes)),
            str(row.get("subject") or ""),
        )
        for score, label, row, verdict in wrong
    )


def mail_of(row: Row) -> Mail:
    """A labelled row as a message; missing and null fields are normal."""
    sent, offset = _date(row.get("date"))
    header = _text(row.get("from"))
    return Mail(
        ref=_text(row.get("id")),
        folder="",
        in_sent=False,
        message_id=_text(row.get("message_id")),
        in_reply_to=(),
        references=(),
        sender=_address(header) if header else None,
        sender_header=header,
        reply_to=(),
        to=_addresses(row.get("to")),
        cc=_addresses(row.get("cc")),
        bcc=(),
        subject=_text(row.get("subject")),
        date=sent,
        utc_offset=offset,
        received_header=None,
        provider_time=None,
        headers={},
        text=_text(row.get("text")),
    )


def _text(value: object) -> str:
    """A string field, "" where it is null or something else."""
    return value if isinstance(value, str) else ""


def _addresses(value: object) -> tuple[Address, ...]:
    """A list of address strings, or one string."""
    if isinstance(value, str):
        return (_address(value),) if value else ()
    return tuple(_address(item) for item in value if isinstance(item, str)) if isinstance(value, list | tuple) else ()


def _address(value: str) -> Address:
    """Read "Ada <ada@corp.example>" or a bare address."""
    name, opening, rest = value.rpartition("<")
    if not opening:
        return Address("", value.strip().lower())
    return Address(name.strip(' "'), rest.partition(">")[0].strip().lower())


def _date(value: object) -> tuple[dt.datetime | None, int]:
    """An ISO date in UTC and its own offset in seconds."""
    try:
        read = dt.datetime.fromisoformat(_text(value))
    except ValueError:
        return None, 0
    if read.tzinfo is None:
        return read.replace(tzinfo=dt.UTC), 0
    offset = read.utcoffset() or dt.timedelta(0)
    return read.astimezone(dt.UTC), int(offset.total_seconds())
