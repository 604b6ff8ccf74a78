"""Labelled rows as the model sees them, with what must not be torn apart between training and judging."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inboxwatch.classifier import automatic, features, text, verdicts
from inboxwatch.classifier.grams import entries, spell
from inboxwatch.classifier.labelled import mail_of
from inboxwatch.model import Owner
from training import everyday

SETS = ("mailex", "bc3", "panza", "enron_inbox", "parakweet")
EVERYDAY = "everyday"
_BY_MAILBOX = frozenset({"panza", "enron_inbox"})
_SHINGLE = 6
_OWNER, _OTHER = "Ada Lovelace <ada.lovelace@corp.example>", "Dan King <dan.king@corp.example>"


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled message, read. `group` may not be torn apart; `seen` are its features that need no model.

    `entries` are the words and pairs of each sentence, `steps` their lengths, `words` all words. `machine`: the rules
    take it for machine mail; `alone`: a sentence without header.
    """

    name: str
    group: str
    label: bool
    random: bool
    machine: bool
    alone: bool
    language: str
    seen: dict[str, float]
    sentences: tuple[Any, ...]
    entries: tuple[tuple[str, ...], ...]
    steps: tuple[int, ...]
    words: frozenset[str]

    @property
    def english(self) -> bool:
        """Whether its words may speak; a text too short to tell is taken for English, as all sets are."""
        return self.language in {"en", ""}


def read(folder: Path) -> list[Row]:
    """All rows with a label, set by set."""
    found: list[Row] = []
    for name in SETS:
        lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        labelled = [row for row in map(json.loads, lines) if isinstance(row["needs_reply"], bool)]
        groups = alike(labelled) if name == "parakweet" else [_group(name, row) for row in labelled]
        found += [_row(name, row, group) for row, group in zip(labelled, groups, strict=True)]
    for number, row in enumerate(_everyday()):
        found.append(_row(EVERYDAY, row, f"{EVERYDAY}/{number}"))
    return found


def _everyday() -> Iterator[dict[str, Any]]:
    """Our own mails as labelled rows: from a colleague, to the owner, every third one an answer."""
    for block, label in ((everyday.NEEDS_REPLY, True), (everyday.COPIED, True), (everyday.NO_REPLY, False)):
        for at, written in enumerate(everyday.texts(block)):
            copied = block is everyday.COPIED
            yield {
                "text": written,
                "needs_reply": label,
                "subject": "Re: Order" if at % 3 == 0 else "Order",
                "from": "Bo Jansen <bo.jansen@corp.example>",
                "to": [_OTHER if copied else _OWNER],
                "cc": [_OWNER] if copied else [_OTHER] if at % 4 == 0 else [],
            }


def own_words(folder: Path) -> frozenset[str]:
    """Words that are mostly written without a capital: what else there is are names, which the model must not know."""
    small: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for name in SETS:
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            for word in json.loads(line)["text"].replace("\u2019", "'").split():
                bare = word.strip(".,;:!?\"'()[]<>*_-")
                every[bare.lower()] += 1
                small[bare.lower()] += bare == bare.lower() and bare.isascii()
    known = {word for word, count in every.items() if small[word] >= max(3, count * 0.3)}
    return frozenset({"|", "?"} | known - {"x"})  # "x" stands for words of other scripts


def _group(name: str, row: dict[str, Any]) -> str:
    """The mailbox where one person labelled or wrote all of it, else the thread."""
    return f"{name}/{row['mailbox' if name in _BY_MAILBOX else 'thread']}"


def alike(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Groups of single sentences that share six words in a row, or are the same: variants of one template."""
    leader = list(range(len(rows)))

    def lead(at: int) -> int:
        while leader[at] != at:
            at = leader[at]
        return at

    first: dict[tuple[str, ...], int] = {}
    for at, row in enumerate(rows):
        words = ["".join(filter(str.isalpha, word)) for word in row["text"].lower().split()]
        for start in range(max(1, len(words) - _SHINGLE + 1)):
            other = first.setdefault(tuple(words[start : start + _SHINGLE]), at)
            leader[lead(at)] = lead(other)
    return [f"parakweet/{lead(at)}" for at in range(len(rows))]


def _row(name: str, row: dict[str, Any], group: str) -> Row:
    """Read one message as `classify` does, for the owner that `evaluate` takes: the first To address."""
    mail = mail_of(row)
    mine = mail_of({"to": [_OWNER]}) if name == EVERYDAY else mail
    owner = Owner(frozenset(address.address for address in mine.to[:1]))
    zones = text.zone(mail.text)
    reading = verdicts.read(mail, zones, verdicts.tie(mail, owner, zones))
    tokens, ends = spell(reading.sentences)
    starts = [0, *ends][: len(ends)]
    return Row(
        name=name,
        group=group,
        label=row["needs_reply"],
        random=row.get("stratum") == "random",
        machine=automatic.detect(mail, zones.text)[0] is not None,
        alone=features.alone(mail, reading),
        language=reading.language,
        seen=features.base(mail, owner, reading),
        sentences=tuple(reading.sentences),
        entries=tuple(tuple(entries(tokens, start, end)) for start, end in zip(starts, ends, strict=True)),
        steps=tuple(end - start for start, end in zip(starts, ends, strict=True)),
        words=frozenset(tokens),
    )
