"""What a bounce says: RFC 3464 delivery reports, and the wordings of mail servers that write none."""

from __future__ import annotations

import re

from inboxwatch.mail import addresses, headers, identifiers
from inboxwatch.model import DeliveryReport

REPORT_BYTES = 16_384
"""Encoded bytes read of a delivery-status part and of the returned message's header."""
_MAX_FAILED = 200
_NOT_FAILED = frozenset({"delayed", "delivered", "relayed", "expanded"})
"""Actions of RFC 3464 §2.3.3 that leave an answer standing."""


def read(status: str, original: str = "", fallback: tuple[str, ...] = ()) -> DeliveryReport:
    """Read a message/delivery-status part and the header of the returned message.

    `fallback` are the ids that the report itself refers to, for reports that return nothing.
    """
    failed: dict[str, None] = {}
    delayed = False
    original_id = original_message_id(original)
    for group in re.split(r"\n[ \t]*\n", status.replace("\r\n", "\n"))[: _MAX_FAILED + 1]:
        fields = _group(group)
        action = fields.get("action", "").partition(" ")[0].partition("(")[0].strip().lower()
        code = fields.get("status", "").lstrip()
        who = _recipient(fields.get("original-recipient", "")) or _recipient(fields.get("final-recipient", ""))
        if action in _NOT_FAILED or (not action and code.startswith(("2", "4"))):
            delayed = True
        elif who and (action in ("failed", "failure") or (not action and code.startswith("5"))):
            failed.setdefault(who)
            final = _recipient(fields.get("final-recipient", ""))
            if final:
                failed.setdefault(final)
        original_id = original_id or identifiers.first((fields.get("x-original-message-id", ""),))
    return DeliveryReport(original_id or (fallback[-1] if fallback else ""), tuple(failed), delayed and not failed)


def _group(text: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in re.sub(r"\n[ \t]+", " ", text).split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def _recipient(value: str) -> str:
    """Return the address of `rfc822; ada@corp.example`."""
    found = addresses.lenient(value.partition(";")[2] or value) if value else []
    return found[0].address if found else ""


def original_message_id(block: str) -> str:
    """Return the Message-ID in a returned header block (or a text that holds one), "" without one."""
    match = _MESSAGE_ID.search(block)
    return identifiers.first((match[1],)) if match else ""


_MESSAGE_ID = re.compile(
    r"^[ \t>|]*message-id[ \t]*:[ \t]*(?:\r?\n[ \t>|]+)?(<?[^\r\n]+)", re.IGNORECASE | re.MULTILINE
)

_MACHINE = re.compile(
    r"^\W*(?:mailer-?[ ]?daemon|post_?master|mail-?daemon|mdaemon|bounces?|microsoftexchange[0-9a-f]*|mailsystem|"
    r"mail[. ]?delivery[. ]?(?:subsystem|system)|deliveryfailure|"
    r"[\w.-]*smtp_?(?:mail_service|gateways?))(?:[^a-z0-9]|$)",
    re.IGNORECASE,
)
_MACHINE_WORDS = ("daemon", "master", "bounce", "exchange", "mailsystem", "delivery", "smtp")
"""One of these is in whatever `_MACHINE` finds."""
_SUBJECT = re.compile(
    r"undeliver|returned mail|delivery (?:status notification|failure|has failed|report|problem|warning|notification)|"
    r"mail (?:delivery (?:fail|subsystem|warning)|failed|system error)|failure notice|delivery delayed|non.?delivery|"
    r"could not be delivered|not delivered|failed mail|error sending your mail|delivery error|could not send|"
    r"returning to sender|unzustellbar|nicht zugestellt|unzustellbarkeit|zustellung fehlgeschlagen|übermittlungsstatus|"
    r"non remis|échec de (?:la )?remise|no se puede entregar|no entregado|onbestelbaar|mancato recapito|"
    r"não (?:foi )?entreg|ikke leveres|kunde inte leverer|olevererbart|niedostarcz|nie dostarczon|"
    r"не доставлено|недоставлен|配信不能|配信できません|无法投递|退信|系统退信",
    re.IGNORECASE,
)
_WORDING = re.compile(
    r"this is the qmail-send program|could not be delivered to one or more of its|"
    r"did not reach (?:some or all of )?the|was created automatically by mail delivery software|"
    r"this is the (?:mail system|postfix program) at host|delivery to the following recipients? failed|"
    r"delivery has failed to these recipients|had permanent fatal errors|failed permanently|"
    r"could(?: not|n't) be delivered|undeliverable to|unable to deliver|error delivering your mail|"
    r"(?:failed|undelivered) (?:recipient|address)|user unknown|no such user|recipient (?:address )?rejected|"
    r"mailbox (?:unavailable|not found|full)|message (?:was|could) not (?:be )?delivered|"
    r"konnte nicht zugestellt|n'a pas pu être (?:remis|distribué)|邮件无法发送|\b55[0-4][ -]",
    re.IGNORECASE,
)
_DELAY = re.compile(
    r"(?:delivery|message|mail)[^.\n]{0,60}(?:delayed|postponed|temporar)|you do not need to resend|"
    r"will (?:continue to try|be retried|keep trying|continue trying)|has not yet been delivered|"
    r"this is a warning message only|still being retried|wird verzögert",
    re.IGNORECASE,
)
_ADDRESS = r"[\w.+=!#$%&'*/?^`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
_FAILED_LINE = re.compile(rf"^[ \t*-]*(?:<({_ADDRESS})>|({_ADDRESS})(?=[\s:(,.;]|$))", re.MULTILINE)
_ANY_ADDRESS = re.compile(rf"(?<![\w.@-]){_ADDRESS}")
_COPY = re.compile(
    r"^.{0,40}(?:original message|message header|copy of the message|returned mail|message text follows|"
    r"undelivered mail -|Received:|Return-Path:)",
    re.IGNORECASE | re.MULTILINE,
)
_MAX_GUESSED = 10


def from_wording(
    fields: headers.Fields, subject: str, text: str, referred: tuple[str, ...], original: str = ""
) -> DeliveryReport | None:
    """Recognise a bounce that carries no delivery-status part; None unless sender or header and words agree."""
    named = fields.get("x-failed-recipients", ())
    if not named and not (_machine(fields) and (_SUBJECT.search(subject) or _WORDING.search(text))):
        return None
    delayed = _DELAY.search(subject) is not None or (_DELAY.search(text) is not None and not named)
    failed: dict[str, None] = {}
    for value in named:
        for address in addresses.lenient(value)[:_MAX_FAILED]:
            failed.setdefault(address.address)
    if not failed and not delayed:
        failed.update(dict.fromkeys(_named_in(text)))
    about = original_message_id(original) or original_message_id(text) or (referred[-1] if referred else "")
    return DeliveryReport(about, () if delayed else tuple(failed), delayed)


def _named_in(text: str) -> list[str]:
    """Return the addresses that a bounce names before it quotes the mail: those at line starts, else any."""
    copy = _COPY.search(text)
    own = text[: copy.start()] if copy and _ANY_ADDRESS.search(text, 0, copy.start()) else text
    found = [match[1] or match[2] for match in _FAILED_LINE.finditer(own)] or _ANY_ADDRESS.findall(own)
    return [addresses.lower(address) for address in found[:_MAX_GUESSED]]


def _machine(fields: headers.Fields) -> bool:
    """Whether the envelope sender is null or From is a mail server's own address."""
    if fields.get("return-path", ("x",))[0] in ("<>", ""):
        return True
    sender = fields.get("from", ("",))[0]
    lower = sender.lower()
    if lower.isascii() and not any(word in lower for word in _MACHINE_WORDS):
        return False
    spec = sender.rpartition("<")[2] if "<" in sender else sender
    return _MACHINE.match(spec) is not None or (_MACHINE.match(sender) is not None and "@" not in spec)
