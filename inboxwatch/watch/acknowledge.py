"""Holding replies, carried out: prepared, shown to the owner, sent once, filed to Sent, and tracked at once.

The order is R2's. A kill or a silent server between two steps is found by the next call: what may have left is looked
for in Sent before it is sent again, what has left is only filed, and the Message-ID stays the same in any case.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inboxwatch import classifier, holding
from inboxwatch.classifier.personal import judge
from inboxwatch.errors import ChannelError, InboxwatchError, StoreError, UncertainError, UsageError
from inboxwatch.holding import By, Original, Wish
from inboxwatch.mail import facts, parse
from inboxwatch.mail.write import Outgoing, written
from inboxwatch.model import Acknowledgement, AcknowledgementKind, Address, Message, Request, State, Verdict
from inboxwatch.store.outgoing import Leaving, Stage
from inboxwatch.watch.adapted import in_use
from inboxwatch.watch.sync import Connect, plugged
from inboxwatch.watch.track import track

if TYPE_CHECKING:
    from inboxwatch.config import Settings
    from inboxwatch.model import Mailbox
    from inboxwatch.ports import Mailer
    from inboxwatch.store import Store

OpenMailer = Callable[[str], "Mailer"]


@dataclass(frozen=True)
class Prepared:
    """A reply as it would be sent, and how our own classifier reads it.

    `before` is one for the same request that was begun and never finished. `notices` say what the owner should know.
    """

    request: Request
    mail: Outgoing
    raw: bytes
    verdict: Verdict
    language: str
    by: By | None
    before: Leaving | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for."""

    by: By | None = None
    text: str = ""
    again: bool = False


def prepare(
    settings: Settings, store: Store, request: Request, now: dt.datetime, wanted: Wanted, connect: Connect | None = None
) -> Prepared:
    """Write the reply to a request. The original is read again for names, subject and language, where it can be.

    Raises UsageError where no holding reply makes sense, or none can be written.
    """
    _refuse(request, frozenset(settings.me.addresses))
    message = _original(store, request)
    mailbox = next(each for each in settings.mailboxes if each.name == request.mailbox)
    original, notices = _read(settings, message, connect or plugged(settings))
    earlier = store.outgoing.about(request.mailbox, request.key)
    pending = next((each for each in reversed(earlier) if each.stage is not Stage.DONE), None)
    number = len(earlier) - (pending is not None)
    owner = Address(settings.me.name or settings.people.name(mailbox.main), _me(settings, mailbox))
    mark = hmac.new(store.secret, f"reply {request.mailbox} {request.key} {number}".encode(), hashlib.sha256)
    identity = f"<{mark.hexdigest()[:32]}@{(mailbox.main or owner.address).rpartition('@')[2]}>"
    wish = Wish(identity, now.astimezone(settings.working_calendar.zone), wanted.by, wanted.text, settings.ack.template)
    people = settings.people
    mail = holding.compose(
        original, mailbox, wish, owner, internal=people.internal, name=people.name(original.sender.address)
    )
    try:
        raw = written(mail)
    except ValueError as error:
        raise UsageError(f"The reply cannot be written: {error}.", "Answer in your mail program.") from None
    verdict = classifier.classify(parse(raw, ref="", in_sent=True), settings.owner(request.mailbox))
    return Prepared(
        request, mail, raw, verdict, original.language, wanted.by, pending, (*notices, *_doubts(verdict, wanted))
    )


def send(
    settings: Settings, store: Store, reply: Prepared, now: dt.datetime, mailers: OpenMailer, *, again: bool = False
) -> tuple[str, ...]:
    """Send a reply once, file it, store and track it. Returns what the owner should know: Sent could not be written.

    `again`: send what may have left already. Raises NotSentError, RefusedError or UncertainError, and UsageError where
    an earlier one may have left.
    """
    mailer = mailers(reply.request.mailbox)
    try:
        leaving = _handed_in(store, reply, now, mailer, again=again)
        message = parse(leaving.raw, ref="", folder="", in_sent=True)
        weights = in_use(store, settings, reply.request.mailbox)
        verdict = judge(message, settings.owner(reply.request.mailbox), weights)
        keep = settings.store.keep_subjects
        fact = facts(message, verdict, reply.request.mailbox, now, keep_subjects=keep, secret=store.secret)
        store.add(reply.request.mailbox, [fact], None)
        track(store, settings.rules(), now)
        return _filed(store, leaving, now, mailer)
    finally:
        mailer.close()


def draft(reply: Prepared, mailers: OpenMailer) -> None:
    """Put the reply into Drafts; nothing is sent or recorded, so nothing is promised yet."""
    mailer = mailers(reply.request.mailbox)
    try:
        mailer.file(reply.raw, "drafts")
    finally:
        mailer.close()


def _handed_in(store: Store, reply: Prepared, now: dt.datetime, mailer: Mailer, *, again: bool) -> Leaving:
    """Hand it to the mail server unless that was done; afterwards the store says that it has left."""
    before = reply.before
    if before is not None and before.stage is Stage.SENT:
        return before
    if before is not None:
        if mailer.holds(before.message_id, "sent"):
            store.outgoing.reached(before.message_id, Stage.SENT, now)
            return replace(before, stage=Stage.SENT)
        if not again:
            raise UsageError(
                f"A reply to {reply.request.id} was on its way at {before.at:%Y-%m-%d %H:%M} UTC, and nobody knows "
                "whether it left.",
                "Ask the requester or look into Sent; --again sends it once more, as the same mail.",
            )
    leaving = before or _leaving(reply, now)
    if before is None and not store.outgoing.intend(leaving):
        raise UsageError(f"Another command is answering {reply.request.id} at this moment.", "")
    try:
        mailer.send(leaving.raw, reply.mail.sender.address, leaving.recipients)
    except UncertainError:
        raise
    except ChannelError:
        if before is None:
            store.outgoing.withdraw(leaving.message_id)
        raise
    store.outgoing.reached(leaving.message_id, Stage.SENT, now)
    return leaving


def _leaving(reply: Prepared, now: dt.datetime) -> Leaving:
    mail = reply.mail
    people = tuple(person.address for person in (*mail.to, *mail.cc))
    request = reply.request
    return Leaving(mail.message_id, request.mailbox, request.key, Stage.INTENDED, now, people, reply.raw)


def _filed(store: Store, leaving: Leaving, now: dt.datetime, mailer: Mailer) -> tuple[str, ...]:
    """Put the copy into Sent; where that fails the reply has left all the same, and the next call files it."""
    try:
        mailer.file(leaving.raw, "sent")
    except StoreError:
        raise
    except InboxwatchError as error:
        return (f"It was sent, but not put into Sent: {error} Run the same command again to file it.",)
    store.outgoing.reached(leaving.message_id, Stage.DONE, now)
    return ()


def _refuse(request: Request, mine: frozenset[str]) -> None:
    """Only somebody who waits is held off, by whoever is on it; a holding reply may be followed by another."""
    if request.taken_by and request.taken_by not in mine:
        remedy = f"Ask them, or take it over with 'inboxwatch take {request.id} --over'."
        raise UsageError(f"{request.taken_by} is on {request.id}.", remedy)
    if request.state is State.OPEN or (_held(request.acknowledgement) and request.answered_at is None):
        return
    raise UsageError(f"{request.id} is {request.state.value}: nobody waits for a holding reply.", "")


def _held(acknowledgement: Acknowledgement | None) -> bool:
    return acknowledgement is not None and acknowledgement.kind is AcknowledgementKind.HOLDING


def _original(store: Store, request: Request) -> Message:
    found = [each for each in store.named(request.message_id) if each.mailbox == request.mailbox]
    found = [each for each in found if each.key == request.key] or found
    if not found:
        raise UsageError(f"The message of {request.id} has no Message-ID to answer to.", "Answer in your mail program.")
    return found[0]


def _read(settings: Settings, message: Message, connect: Connect) -> tuple[Original, tuple[str, ...]]:
    """The original, read again from its mailbox; else as far as the store knows it."""
    table = next(each for each in settings.mailbox if each.name == message.mailbox)
    known = holding.of_message(message, subjects=settings.store.keep_subjects)
    try:
        connector = connect(table)
        try:
            mail = connector.texts([message.ref]).get(message.ref) if message.ref else None
        finally:
            connector.close()
    except InboxwatchError as error:
        return known, (f"The mail could not be read again, so names and language are taken from the store: {error}",)
    if mail is None or mail.message_id != message.message_id or mail.sender is None:
        return known, ("The mail is no longer where it was, so it is answered as the store knows it.",)
    language = message.verdict.language or classifier.classify(mail, settings.owner(message.mailbox)).language
    return holding.of_mail(mail, language), ()


def _me(settings: Settings, mailbox: Mailbox) -> str:
    return settings.me.addresses[0] if settings.me.addresses else mailbox.main


def _doubts(verdict: Verdict, wanted: Wanted) -> tuple[str, ...]:
    """What the clock would make of the text, where that is not what a holding reply is meant to be."""
    found = []
    if not verdict.holding:
        found.append("This reads as an answer rather than as a holding reply; the request would count as answered.")
    if wanted.by is not None and (verdict.promise is None or verdict.promise.date != wanted.by.date):
        found.append("No promise for that day can be read in the text, so none would be tracked.")
    return tuple(found)
