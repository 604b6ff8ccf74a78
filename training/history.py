"""Does sender history help? Real mailboxes in the order of time: `python -m training.history --data FOLDER`.

FOLDER holds mail of whole mailboxes, and which messages their owners answered or left alone (`messages_*.jsonl`,
`truth_dev.jsonl`, `no_reply_dev.jsonl`, `owner_aliases.json`). As `inboxwatch train` does, one owner's weights are
learnt from the earlier part of a mailbox and judged on the later one; once without sender history, once with it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from inboxwatch.classifier import features_of, learn, personal, senders
from inboxwatch.classifier.labelled import mail_of
from inboxwatch.classifier.learn import Example
from inboxwatch.classifier.measure import Metrics, measure
from inboxwatch.model import Owner
from training.__main__ import say

CUTS = ((0.4, 0.6), (0.6, 0.8), (0.8, 1.0))
"""Parts of a mailbox in the order of time: what comes before each is learnt from, the part itself is judged."""
STRENGTH = 8.0
FEWEST = 30
"""Answered messages that a mailbox must have."""
_SILENCE = 0.5
"""What silence weighs, as in `inboxwatch.watch.history`."""


@dataclass(frozen=True, slots=True)
class Box:
    """One mailbox: its examples in the order of time."""

    name: str
    examples: tuple[Example, ...]


def read(folder: Path) -> list[Box]:
    """All mailboxes; a message counts as answered if somebody who writes for the owner answered it."""
    owners: dict[str, dict[str, int]] = json.loads((folder / "owner_aliases.json").read_text(encoding="utf-8"))
    mail = {row["id"]: row for file in sorted(folder.glob("messages_*.jsonl")) for row in _rows(file)}
    by_id = {row["message_id"]: row for row in mail.values()}
    found: dict[str, dict[str, tuple[dict[str, Any], bool]]] = {name: {} for name in owners}
    for row in _rows(folder / "no_reply_dev.jsonl"):
        if row["message_id"] in by_id:
            found[row["mailbox"]][row["message_id"]] = (by_id[row["message_id"]], False)
    for row in _rows(folder / "truth_dev.jsonl"):
        for name, aliases in owners.items():
            if row["reply_from"] in aliases and row["request_from"] not in aliases and row["request_id"] in mail:
                found[name][row["request_message_id"]] = (mail[row["request_id"]], True)
    return [Box(name, tuple(_examples(rows.values(), owners[name]))) for name, rows in found.items()]


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, file.read_text(encoding="utf-8").splitlines())


def _examples(rows: Iterable[tuple[dict[str, Any], bool]], aliases: Mapping[str, int]) -> list[Example]:
    """What `train` would learn from; the domain stands for the department, for no directory is at hand."""
    names = personal.vocabulary()
    found = []
    for row, answered in rows:
        mail = mail_of({**row, "text": row["body"]})
        seen = features_of(mail, Owner(frozenset(aliases)))
        if not seen or mail.sender is None:
            continue
        host = mail.sender.address.rpartition("@")[2]
        kept = {name: seen[name] for name in names & seen.keys()}
        history = senders.features(mail.sender.address, host)
        at = dt.datetime.fromtimestamp(row["epoch_utc"], dt.UTC)
        found.append(Example({**kept, **history}, answered, 1.0 if answered else _SILENCE, at))
    return sorted(found, key=lambda each: each.at)


def judged(box: Box, kept: Callable[[str], bool] | None) -> Metrics:
    """Figures on the later parts, with weights of features that are `kept`; of the shipped model if there are none."""
    pairs = []
    for start, end in CUTS:
        first, last = (round(len(box.examples) * share) for share in (start, end))
        weights = learn.fit([_only(each, kept) for each in box.examples[:first]], STRENGTH) if kept else None
        pairs += [(learn.score(each, weights), each.label) for each in box.examples[first:last]]
    return measure(pairs, 0.5)


def _only(example: Example, kept: Callable[[str], bool]) -> Example:
    return replace(example, features={name: value for name, value in example.features.items() if kept(name)})


WAYS: Mapping[str, Callable[[str], bool] | None] = {
    "shipped": None,
    "learnt without history": lambda name: not name.startswith(senders.HISTORY),
    "learnt with history": lambda _: True,
}


def main() -> int:
    """Print one line a mailbox and way."""
    parser = argparse.ArgumentParser(prog="python -m training.history", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of whole mailboxes")
    for box in read(parser.parse_args().data):
        if sum(each.label for each in box.examples) < FEWEST:
            continue
        for way, kept in WAYS.items():
            got = judged(box, kept)
            say(
                f"{box.name:12} {way:24} n {got.n:4} answered {got.positives:3}  F1 {got.f1:.3f} "
                f"AP {got.average_precision:.3f} AUC {got.roc_auc:.3f}"
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
