"""A parsed mail and its verdict -> the stored fact: when it was received and sent, and the key that copies share."""

from __future__ import annotations

import datetime as dt
import hashlib

from inboxwatch.mail import dates, subjects
from inboxwatch.model import Address, Mail, Message, Verdict

_EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
_SLACK = dt.timedelta(minutes=5)
_DAY = dt.timedelta(days=1)
_PRINT_CHARS = 500


def facts(
    mail: Mail, verdict: Verdict, mailbox: str, now: dt.datetime, *, keep_subjects: bool = True, secret: bytes = b""
) -> Message:
    """Make the message that is stored. Without `keep_subjects` its subject is "" and the key a hash with `secret`."""
    received_at, sent_at = times(mail, now)
    subject_key, words, forward = subjects.normalise(mail.subject)
    if not keep_subjects and subject_key:
        subject_key = hashlib.blake2b(subject_key.encode(), digest_size=16, key=secret[:64]).hexdigest()
    return Message(
        mailbox=mailbox,
        key=key(mail),
        message_id=mail.message_id,
        in_reply_to=mail.in_reply_to,
        references=mail.references,
        sender=mail.sender.address if mail.sender else "",
        sender_name=mail.sender.name if mail.sender else "",
        sender_header=mail.sender_header,
        reply_to=_bare(mail.reply_to),
        to=_bare(mail.to),
        cc=_bare(mail.cc),
        bcc=_bare(mail.bcc),
        subject=mail.subject if keep_subjects else "",
        subject_key=subject_key,
        subject_words=words,
        forward_subject=forward,
        received_at=received_at,
        sent_at=sent_at,
        in_sent=mail.in_sent,
        authentication=mail.authentication,
        verdict=verdict,
        invitation=mail.invitation,
        report=mail.report,
        reaction=bool(mail.reaction),
        provider_conversation=mail.provider_conversation,
        ref=mail.ref,
    )


def _bare(mailboxes: tuple[Address, ...]) -> tuple[str, ...]:
    return tuple([mailbox.address for mailbox in mailboxes]) if mailboxes else ()


def times(mail: Mail, now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """Decide when a message was received and sent (docs/clock.md); `now` for both if nothing is known.

    A date outside 1990 … now + 1 day is treated as absent.
    """
    latest = now + _DAY

    def sound(when: dt.datetime | None) -> dt.datetime | None:
        return when if when is not None and _EARLIEST <= when <= latest else None

    provider = sound(mail.provider_time)
    date = sound(mail.date)
    stamped = sound(mail.received_header)
    if stamped is None and mail.received_header is not None:
        others = (sound(dates.received(value)) for value in mail.headers.get("received", ()))
        stamped = next((other for other in others if other is not None), None)
    if stamped is not None and provider is not None and stamped > provider + _SLACK:
        stamped = None
    server = stamped or provider
    received_at = server or date or now
    sent_at = date or server or now
    if date is not None and server is not None and date > server + _SLACK:
        sent_at = server
    return received_at, sent_at


def key(mail: Mail) -> str:
    """Return the identity of a message: equal for copies wherever they lie, 32 hexadecimal digits.

    Copies share Message-ID, sender and date, so a list's subject tag or footer changes nothing and one Message-ID on
    different mails gives different keys. Without a Message-ID the subject, the recipients and the text decide too.
    """
    sender = mail.sender.address if mail.sender else " ".join(mail.headers.get("from", ()))
    when = mail.date.isoformat() if mail.date else " ".join(mail.headers.get("date", ()))
    pieces = [mail.message_id, sender, when]
    if not mail.message_id:
        pieces.append(subjects.normalise(mail.subject)[0])
        pieces.extend(sorted(_bare(mail.to) + _bare(mail.cc)))
        pieces.append(" ".join(mail.text.split())[:_PRINT_CHARS])
    return hashlib.blake2b("\0".join(pieces).encode("utf-8", "replace"), digest_size=16).hexdigest()
