"""From an original message to the holding reply: whom it goes to, its subject, its thread, its words. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from inboxwatch.errors import UsageError
from inboxwatch.holding.words import body, said
from inboxwatch.mail.write import Outgoing, one_line, sendable, thread
from inboxwatch.model import Address, Mail, Mailbox, MailboxKind, Message

_ANSWERS = re.compile(r"\s*(?:re|aw|antw|sv|odp|res|rif|ré|r)\s?:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class By:
    """What is promised: a day, or a time of it, in the owner's zone."""

    date: dt.date
    time: dt.time | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """The message that is answered, with the names that people have in it. `subject` None: it is not known."""

    message_id: str
    references: tuple[str, ...]
    sender: Address
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str | None
    language: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What the owner wants to say: `by` when, in their own `text` or one of their `templates` by language.

    `now` is aware and in the owner's zone; `message_id` is that of the reply.
    """

    message_id: str
    now: dt.datetime
    by: By | None = None
    text: str = ""
    templates: Mapping[str, str] = field(default_factory=dict)


def of_mail(mail: Mail, language: str) -> Original:
    """The original as it has just been read again."""
    sender = mail.sender or Address("", "")
    references = (*mail.references, *(each for each in mail.in_reply_to if each not in mail.references))
    return Original(
        mail.message_id, references, sender, mail.reply_to, mail.to, mail.cc, mail.subject, language
    )  # fmt: skip


def of_message(message: Message, *, subjects: bool) -> Original:
    """The original as the store knows it; `subjects`: the store keeps them."""
    references = (*message.references, *(each for each in message.in_reply_to if each not in message.references))
    return Original(
        message.message_id, references, Address(message.sender_name, message.sender), _bare(message.reply_to),
        _bare(message.to), _bare(message.cc), message.subject if subjects else None, message.verdict.language,
    )  # fmt: skip


def compose(
    original: Original, mailbox: Mailbox, wish: Wish, owner: Address, *, internal: Callable[[str], bool], name: str = ""
) -> Outgoing:
    """Write the reply. `owner` is the person who answers; `name` the requester's in the directory, "" if unknown.

    Raises UsageError for what cannot be sent: a template without its date, nobody to write to.
    """
    to, cc = recipients(original, mailbox, internal)
    if not to:
        raise UsageError(f"{original.sender.address!a} is no address that mail can be sent to.", "")
    if original.subject is None:
        raise UsageError(
            "The subject of the request is not kept, and the mail could not be read again.", "Try again later."
        )
    sender = Address(owner.name, mailbox.main or owner.address)
    shared = mailbox.kind is MailboxKind.SHARED and owner.address in mailbox.members
    return Outgoing(
        message_id=wish.message_id,
        date=wish.now,
        sender=sender,
        to=to,
        cc=cc,
        subject=subject(original.subject),
        text=_text(original, wish, owner.name, name),
        in_reply_to=original.message_id,
        references=thread(original.references, original.message_id),
        extra={"Sender": owner.address} if shared and owner.address != sender.address else {},
    )


def recipients(
    original: Original, mailbox: Mailbox, internal: Callable[[str], bool]
) -> tuple[tuple[Address, ...], tuple[Address, ...]]:
    """To and Cc of a reply to all: the requester, and the other internal ones; never the owner, never Bcc.

    Reply-To is followed where it leads to somebody internal: outside, anybody could have put it there.
    """
    own = mailbox.addresses | mailbox.delegates
    asked = tuple(each for each in original.reply_to if internal(each.address) and each.address not in own)
    to = _usable(asked or (original.sender,))
    taken = {each.address for each in (*to, original.sender)} | own
    others = (each for each in (*original.to, *original.cc) if each.address not in taken and internal(each.address))
    return to, _usable(tuple(others))


def subject(original: str) -> str:
    """The subject of the reply, with one "Re:"."""
    line = one_line(original)
    return line if _ANSWERS.match(line) else f"Re: {line}".strip()


def first_name(name: str) -> str:
    """How somebody is greeted: "Ada" for "Ada Lovelace" and "Lovelace, Ada"; "" for what is no name."""
    name = one_line(name, 60).strip("\"'")
    last, comma, first = name.partition(",")
    words = (first if comma and first.strip() else last).split()
    word = words[0] if words else ""
    return word if len(word) > 1 and word.replace("-", "").isalpha() else ""


def _text(original: Original, wish: Wish, owner: str, name: str) -> str:
    called = first_name(name or original.sender.name)
    by = said(original.language, wish.by.date, wish.by.time, wish.now.date()) if wish.by else ""
    template = wish.text or wish.templates.get(original.language, "") or wish.templates.get("default", "")
    if "{by}" in template and not by:
        raise UsageError("The text names a day ({by}), and no day is given.", "Say --by, like --by Friday.")
    return body(original.language, called, owner, by, template)


def _usable(people: tuple[Address, ...]) -> tuple[Address, ...]:
    once: dict[str, Address] = {}
    for each in people:
        if sendable(each.address):
            once.setdefault(each.address, each)
    return tuple(once.values())


def _bare(addresses: tuple[str, ...]) -> tuple[Address, ...]:
    return tuple(Address("", address) for address in addresses)
