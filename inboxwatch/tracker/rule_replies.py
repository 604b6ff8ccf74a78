"""Answers that a mail rule sent without any mark: one and the same text, many times, each time at once.

No single message shows it, so this looks across conversations: the same sender answered several messages with the
same words, without quoting them, each within a minute. A person who answers with a template takes longer at least once.
The figures are taken from a sample that depends on nothing but the messages, so a store may look up the sample alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from inboxwatch.conversations import MANY, SAMPLE, answered_by, echo, merge_copies
from inboxwatch.model import AutomaticKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from inboxwatch.conversations import Seen
    from inboxwatch.model import Message

RULE_REPLY: Final = "rule-reply"
"""The reason code of their verdict."""

_AT_ONCE, _SLOW = 60, 10


def unmask(seen: list[Seen], witnesses: Iterable[Seen] = ()) -> list[Seen]:
    """Return the messages, the answers of mail rules among them marked as automatic.

    `witnesses` are further messages that may show it: other answers in the same words, and what they answered.
    """
    known = {item.key: item for item in chain(witnesses, seen)}
    uses: dict[str, list[Seen]] = defaultdict(list)
    for item in known.values():
        words = echo(item.message)
        if words:
            uses[words].append(item)
    repeated = {words: items for words, items in uses.items() if len(items) >= MANY}
    if not repeated:
        return seen
    names = _names(known.values())
    told = {
        item.key for items in repeated.values() if _is_rule(items, names) for item in items if _at_once(item, names)
    }
    return [_marked(item) if item.key in told else item for item in seen] if told else seen


def revealed(messages: Iterable[Message], witnesses: Iterable[Message]) -> tuple[Message, ...]:
    """Return the messages in their order, the answers of mail rules among them marked as automatic."""
    found = tuple(messages)
    verdicts = {item.key: item.message.verdict for item in unmask(merge_copies(found), merge_copies(witnesses))}
    told = {key for key, verdict in verdicts.items() if verdict.reasons[:1] == (RULE_REPLY,)}
    return tuple(replace(each, verdict=verdicts[each.key]) if each.key in told else each for each in found)


def _answered(use: Seen) -> str:
    return answered_by(use.message.in_reply_to, use.message.references)


def _names(items: Iterable[Seen]) -> dict[str, Seen]:
    """The earliest message of each Message-ID."""
    names: dict[str, Seen] = {}
    for item in sorted(items, key=lambda item: item.order, reverse=True):
        names[item.message.message_id] = item
    return names


def _delay(use: Seen, names: Mapping[str, Seen]) -> float | None:
    """Seconds between a message and its answer, either way, for clocks differ; None if the message is not known."""
    original = names.get(_answered(use))
    if original is None or original.message.sender == use.message.sender:
        return None
    return abs((use.message.sent_at - original.message.received_at).total_seconds())


def _at_once(use: Seen, names: Mapping[str, Seen]) -> bool:
    delay = _delay(use, names)
    return delay is not None and delay <= _AT_ONCE


def _is_rule(uses: list[Seen], names: Mapping[str, Seen]) -> bool:
    """Whether many of these answered different messages at once, and hardly any took longer."""
    sample = sorted(uses, key=lambda use: use.key)[:SAMPLE]
    quick = {_answered(use) for use in sample if _at_once(use, names)}
    slow = sum(_delay(use, names) is not None and not _at_once(use, names) for use in sample)
    return len(quick) >= MANY and slow * _SLOW <= len(quick)


def _marked(item: Seen) -> Seen:
    """The same message with the verdict that a machine wrote it."""
    verdict = item.message.verdict
    told = replace(verdict, automatic=AutomaticKind.AUTO_REPLY, reasons=(RULE_REPLY, *verdict.reasons))
    return replace(item, message=replace(item.message, verdict=told))
