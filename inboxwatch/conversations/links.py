"""What can tie one message to others, as tokens that a store can look up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inboxwatch.conversations.echoes import echo

if TYPE_CHECKING:
    from inboxwatch.model import Message

SIGNATURE = 3
"""How many fingerprints (the smallest) stand for a message that another quotes under a new subject."""

EVERYTHING = "*"
"""Link token of a message that may concern any other (a bounce that does not say of what). See `link_tokens`."""


SAID, QUOTED = "said:", "quoted:"
"""What the link tokens of words begin with."""


def counterpart(token: str) -> str:
    """Return the token that a message must have to be tied by this one: the same, but for words said and quoted."""
    if token.startswith(SAID):
        return QUOTED + token.removeprefix(SAID)
    return SAID + token.removeprefix(QUOTED) if token.startswith(QUOTED) else token


def signature(message: Message) -> tuple[int, ...]:
    """Return the fingerprints that must all be quoted to show that a message is; () if it says too little."""
    prints = message.verdict.prints
    return tuple(sorted(prints)[:SIGNATURE]) if len(prints) >= SIGNATURE else ()


def headless(message: Message) -> bool:
    """Whether a message names no other in its headers, so that only subject, people and quoted words can tie it."""
    return not message.in_reply_to and not message.references


def link_tokens(message: Message) -> tuple[str, ...]:
    """Return what can tie this message to others.

    Two messages that share no token, not even through other messages, never end up in one conversation and never
    influence each other's requests, so incremental tracking loads the closure over these and nothing else. Messages
    with the token EVERYTHING may concern any other. What is said and what is quoted meet by `counterpart`, so that
    two mails with the same disclaimer are not tied, but whoever quotes it is tied to both. Answers in the same words
    share a token (ECHO) that a store need not follow, if it loads what `tracker.track` calls their witnesses.
    """
    tokens = [f"k:{message.key}"]
    tokens += [f"i:{name}" for name in (message.message_id, *message.in_reply_to, *message.references) if name]
    if message.verdict.automatic is None or message.invitation is not None:
        tokens.append(f"s:{message.subject_key}")
    prints = message.verdict.prints
    if len(prints) >= SIGNATURE:
        tokens.append(f"{SAID}{min(prints)}")  # all of `signature` must be quoted, so one finds them
    if headless(message):
        tokens += [f"{QUOTED}{print_}" for print_ in message.verdict.quoted_prints]
    tokens.append(echo(message))
    if message.provider_conversation:
        tokens.append(f"p:{message.mailbox}:{message.provider_conversation}")
    if message.invitation is not None and message.invitation.uid:
        tokens.append(f"u:{message.invitation.uid}")
    if message.report is not None:
        original = message.report.original_message_id
        if original:
            tokens.append(f"i:{original}")
        elif message.report.failed and not message.in_reply_to and not message.references:
            tokens.append(EVERYTHING)
    return tuple(dict.fromkeys(filter(None, tokens)))
