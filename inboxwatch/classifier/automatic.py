"""Machine mail recognised by evidence, the strongest first; a person's mail is never marked on a hint alone.

RFC 3834 (Auto-Submitted), RFC 3464 (bounces), RFC 8098 (read receipts), RFC 5965 (abuse reports), RFC 2369 and 2919
(lists), RFC 8058 (one-click unsubscription), RFC 6047 (calendar). `Auto-Submitted: no` is a person; so are posts to an
internal list: `List-Id`, `Precedence` and `X-Auto-Response-Suppress` alone prove nothing. Bounces go before
auto-replies, because many of them claim `auto-replied`.
"""

from __future__ import annotations

import re

from inboxwatch.classifier import absence, signs
from inboxwatch.model import AutomaticKind, Mail

_REPLY_PREFIX = re.compile(
    r"\s*(?:re|aw|antw|sv|rv|r|odp|vs|回复|答复|fw|fwd|wg|tr)\s?(?:\[\d{1,3}\])?\s?[:：]", re.IGNORECASE
)
_TAG = re.compile(r"\s*\[[^\[\]]{1,80}\]\s*")
_DIGEST = re.compile(r"\bdigest,? (?:vol|nr|number|\d)|\bdigest for\b|\bdigest of\b", re.IGNORECASE)
_ABSENT_NAME = re.compile(
    r"(?:is|will be) (?:out of|away from|on vacation|on leave|on holiday)|(?:ist|bin) (?:abwesend|nicht im|im urlaub)"
    r"|est absent|est en cong|está (?:ausente|fuera|de vacaciones)|è (?:assente|in ferie|fuori)|is (?:afwezig|niet)",
    re.IGNORECASE,
)
_ABSENT_VERBS = ("is ", "st ", "bin ", "will be ")
"""One of these is in every match of `_ABSENT_NAME` in lower-case ASCII; a look at them mostly saves the regex."""
_ENDS = frozenset(":：]-–—(\"'")
_LETTER = re.compile(r"[^\W\d_]{2,}")
_QUESTION = re.compile(r"\?(?!\w)")
_CJK = "\u3000"
_AUTO_REPLIES = frozenset(beginning[:2] for beginning in signs.AUTO_REPLY_SUBJECTS)
_RECEIPTS = frozenset(beginning[:2] for beginning in signs.RECEIPT_SUBJECTS)
_ABSENCES = frozenset(beginning[:2] for beginning in signs.ABSENCE_SUBJECTS)
"""First characters: one look-up tells that a subject begins with none of a hundred words."""
_EDGE, _SUBJECT = 600, 400
_OWN_NOTICE = re.compile(r"<[0-9a-f]{32}\.notice@inboxwatch\.[a-z0-9.-]{1,255}>")
"""Message-IDs of notices by any inboxwatch (`mail.write`), should a gateway have taken the headers off that say it."""

Evidence = tuple[AutomaticKind | None, str]
_NONE: Evidence = (None, "")


def detect(mail: Mail, text: str, *, quoted: bool = False) -> Evidence:
    """Name the kind of machine that wrote this mail and the code of the proof, or (None, "").

    `text` is its new text; `quoted`: it quotes another mail below, which absence notes rarely do.
    """
    if mail.reaction:
        return _NONE
    if ".notice@inboxwatch." in mail.message_id and _OWN_NOTICE.fullmatch(mail.message_id):
        return AutomaticKind.NOTIFICATION, "own-notice"
    found = _by_structure(mail)
    if found[0] is not None or (mail.invitation is not None and mail.invitation.method == "REQUEST"):
        return found
    submitted = _first(mail, "auto-submitted") or _first(mail, "x-auto-submitted")
    local = _local(mail)
    subject = mail.subject[:_SUBJECT].strip().lower()
    if _is_bounce(mail, subject, local, submitted, text):
        return AutomaticKind.BOUNCE, "bounce-words"
    if submitted == "no":
        return _NONE
    return (
        _by_header(mail, submitted, subject)
        or _by_subject(mail, subject, text)
        or _by_sender(mail, local, text, quoted=quoted)
        or _NONE
    )


def answers(subject: str) -> bool:
    """Whether a subject begins with the prefix of a reply or a forward."""
    return _REPLY_PREFIX.match(subject) is not None


def _has(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words occurs in the text; a loop, because a generator takes twice as long."""
    for word in words:  # noqa: SIM110
        if word in text:
            return True
    return False


def _asks(text: str) -> bool:
    """Whether a question mark ends a word; one inside it stands for a letter that was lost."""
    return ("?" in text and _QUESTION.search(text) is not None) or "？" in text or "؟" in text


def _first(mail: Mail, name: str) -> str:
    """First value of a header without parameters and comments, lower-case."""
    values = mail.headers.get(name)
    return re.split(r"[;(\s]", values[0].strip().lower(), maxsplit=1)[0] if values else ""


def _local(mail: Mail) -> str:
    """Local part of the sender, also where From is not one strict address; lower-case."""
    address = mail.sender.address if mail.sender is not None else mail.sender_header.rpartition("<")[2].strip("<> \t")
    return address.partition("@")[0].partition("+")[0].strip().lower()[:80]


def _is_null(mail: Mail) -> bool:
    """Whether the envelope sender is null (RFC 5321, 4.5.5) or a mail server, as for all that wants no bounce."""
    paths = mail.headers.get("return-path", ())
    return bool(paths) and any(value.strip() == "<>" or "mailer-daemon" in value.lower() for value in paths)


def _by_structure(mail: Mail) -> Evidence:
    """Calendar methods and the report parts of RFC 6522."""
    if mail.invitation is not None and mail.invitation.method in {"REPLY", "CANCEL", "COUNTER", "DECLINECOUNTER"}:
        return AutomaticKind.CALENDAR, "calendar-method"
    declared = " ".join((mail.content_type, *mail.headers.get("content-type", ())[:1])).lower()
    leaves = (
        {part.content_type for part in mail.structure[:50]}
        if "report" in declared or len(mail.structure) > 1
        else set()
    )
    if "feedback-report" in declared or "message/feedback-report" in leaves:
        return AutomaticKind.NOTIFICATION, "feedback-report"
    if "disposition-notification" in declared or "message/disposition-notification" in leaves:
        rejected = mail.report is not None and bool(mail.report.failed)
        refused = (
            "rejected" in " ".join(mail.headers.get("auto-submitted", ())).lower() or "rejected" in mail.subject.lower()
        )
        if rejected or refused:
            return AutomaticKind.BOUNCE, "delivery-report"
        return AutomaticKind.RECEIPT, "receipt"
    if "delivery-status" in declared or mail.report is not None:
        return AutomaticKind.BOUNCE, "delivery-report"
    return _NONE


def _is_bounce(mail: Mail, subject: str, local: str, submitted: str, text: str) -> bool:
    """Whether words say that a delivery failed, and sender or headers say that a machine speaks."""
    titled = _has(subject, signs.BOUNCE_STEMS) and _has(subject, signs.BOUNCE_SUBJECTS)
    if local not in signs.BOUNCE_SENDERS and not titled:
        return False
    head = (text or mail.text)[:4000].lower()
    worded = _has(head, signs.BOUNCE_TEXT)
    if local in signs.BOUNCE_SENDERS:
        return worded or titled
    machine = (
        _is_null(mail) or (submitted not in {"", "no"}) or mail.sender is None or "x-failed-recipients" in mail.headers
    )
    return titled and not _REPLY_PREFIX.match(subject) and (machine or worded)


def _by_header(mail: Mail, submitted: str, subject: str) -> Evidence | None:
    """RFC 3834 and what vendors used before it."""
    headers = mail.headers
    if submitted:
        if submitted.startswith("auto-replied"):
            return AutomaticKind.AUTO_REPLY, "auto-submitted"
        absent = _titled_absent(subject) or bool(_ABSENT_NAME.search(subject))
        return (AutomaticKind.AUTO_REPLY if absent else AutomaticKind.NOTIFICATION), "auto-submitted"
    if "x-ms-exchange-generated-message-source" in headers:
        kind = AutomaticKind.AUTO_REPLY if mail.in_reply_to or mail.references else AutomaticKind.NOTIFICATION
        return kind, "vendor-header"
    if _is_vendor_reply(mail):
        return AutomaticKind.AUTO_REPLY, "vendor-header"
    system = not signs.SYSTEM_HEADERS.isdisjoint(headers)
    return (AutomaticKind.NOTIFICATION, "system-header") if system else None


def _is_vendor_reply(mail: Mail) -> bool:
    """Whether a vendor's header, or bulk precedence with a null envelope sender, marks an automatic reply."""
    headers = mail.headers
    if not signs.AUTO_REPLY_HEADERS.isdisjoint(headers):
        values = {_first(mail, name) for name in signs.AUTO_REPLY_HEADERS if name in headers}
        if values - {"no", "false", "0"}:
            return True
    precedence = _first(mail, "precedence")
    bulk = precedence in {"bulk", "junk"} and "list-id" not in headers
    return precedence in {"auto_reply", "auto-reply"} or (bulk and _is_null(mail))


def _titled_absent(subject: str) -> bool:
    """Whether a subject begins as only programs begin one ("Automatic reply: Printer"), list tags off."""
    if subject.startswith("[") and not subject.startswith(signs.AUTO_REPLY_SUBJECTS):
        subject = _TAG.sub("", subject, count=1)
    if subject[:2] not in _AUTO_REPLIES or not subject.startswith(signs.AUTO_REPLY_SUBJECTS):
        return False
    for beginning in signs.AUTO_REPLY_SUBJECTS:
        if subject.startswith(beginning):
            rest = subject[len(beginning) :]
            if (
                not rest
                or rest.lstrip()[:1] in _ENDS
                or beginning[-1] in _ENDS
                or (rest[0] == " " and beginning > _CJK)
            ):
                return True
    return False


def _by_subject(mail: Mail, subject: str, text: str) -> Evidence | None:
    """Localised subjects of auto-replies and read receipts; a reply prefix before them means a person."""
    if _titled_absent(subject) or (subject.startswith("auto:") and _ABSENT_NAME.search(subject)):
        return AutomaticKind.AUTO_REPLY, "auto-reply-subject"
    receipt = subject[:2] in _RECEIPTS and subject.startswith(signs.RECEIPT_SUBJECTS)
    if receipt and len(text) < _EDGE and _has(text.lower(), signs.RECEIPT_TEXT):
        return AutomaticKind.RECEIPT, "receipt"
    if len(mail.to) + len(mail.cc) > 1 or _asks(text) or _REPLY_PREFIX.match(subject):
        return None
    return (AutomaticKind.AUTO_REPLY, "absence-subject") if _says_absent(mail, subject, text) else None


def _says_absent(mail: Mail, subject: str, text: str) -> bool:
    """Whether a subject that people write too ("Out of office") stands over a note.

    A person who answers keeps the subject with its prefix, so an answer under a subject of its own needs little more.
    """
    untagged = _TAG.sub("", subject, count=1) if "[" in subject else subject
    bare = untagged.removeprefix("auto:").strip()
    whole = bare.rstrip(".! ") in signs.ABSENCE_WHOLE
    named = _ABSENT_NAME.search(bare) if _has(bare, _ABSENT_VERBS) or not bare.isascii() else None
    titled = whole or named is not None or (bare[:2] in _ABSENCES and bare.startswith(signs.ABSENCE_SUBJECTS))
    if not titled or absence.greets_by_name(mail, text):
        return False
    found = absence.marks(text)
    if "specific" in found:
        return False
    if mail.in_reply_to or mail.references:
        return bool(found) or (whole and len(text) < _EDGE)
    if named is not None and _is_sender(mail, bare[: named.start()]):
        return "away" in found or len(text) < _EDGE
    return {"away", "thanks"} <= found or (whole and {"away", "until"} <= found and len(found) > 2)  # noqa: PLR2004


def _is_sender(mail: Mail, name: str) -> bool:
    """Whether a name in a subject is that of the sender, as Lotus Notes puts it there."""
    header = f"{mail.sender.name} {mail.sender.address}" if mail.sender is not None else mail.sender_header
    sender = _LETTER.findall(header[:_SUBJECT].lower().partition("@")[0])
    return not sender or not set(_LETTER.findall(name)).isdisjoint(sender)


def _by_sender(mail: Mail, local: str, text: str, *, quoted: bool) -> Evidence | None:
    """Newsletters, digests, senders that no person writes from, and what a program says of itself."""
    headers = mail.headers
    unsubscribe = "list-unsubscribe" in headers and "list-post" not in headers
    bulk = _first(mail, "precedence") in {"bulk", "junk"} or not signs.CAMPAIGN_HEADERS.isdisjoint(headers)
    if unsubscribe and (bulk or local in signs.NEWSLETTER_SENDERS or local in signs.MACHINE_SENDERS):
        return AutomaticKind.NEWSLETTER, "bulk-headers"
    listed = "list-id" in headers or "mailing-list" in headers or "x-mailing-list" in headers
    if local in signs.LIST_SENDERS or (listed and _DIGEST.search(mail.subject[:_SUBJECT])):
        return AutomaticKind.LIST, "digest"
    if local in signs.NEWSLETTER_SENDERS and bulk:
        return AutomaticKind.NEWSLETTER, "bulk-headers"
    if local in signs.MACHINE_SENDERS or local.endswith(("noreply", "no-reply", "-daemon", "donotreply", "-bounces")):
        return AutomaticKind.NOTIFICATION, "machine-sender"
    return _by_words(mail, text, quoted=quoted)


def _by_words(mail: Mail, text: str, *, quoted: bool) -> Evidence | None:
    """A program that says so in its first or last words, or an absence note worded as programs word it."""
    edges = text if len(text) <= 2 * _EDGE else f"{text[:_EDGE]}\n{text[-_EDGE:]}"
    if _asks(edges):
        return None
    lowered = edges.lower()
    replied = bool(mail.in_reply_to or mail.references or _REPLY_PREFIX.match(mail.subject[:_SUBJECT]))
    if _has(lowered, signs.MACHINE_STEMS) and _has(lowered, signs.MACHINE_SENTENCES):
        return (AutomaticKind.AUTO_REPLY if replied else AutomaticKind.NOTIFICATION), "machine-words"
    if not replied or len(text) > absence.LIMIT or absence.greets_by_name(mail, text):
        return None
    languages = absence.likely(lowered)
    note = absence.marks(text, languages) if languages else frozenset()
    if absence.is_note(note) and not (quoted and len(note) <= 3):  # noqa: PLR2004 - whoever quotes reads
        return AutomaticKind.AUTO_REPLY, "absence-words"
    return None
