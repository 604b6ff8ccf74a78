"""One mail before it has become bytes, and threads of them: what stories and everyday traffic are written in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from inboxwatch.demo.people import MIRA, OWN, Person

ZONE = ZoneInfo("Europe/Berlin")
YEAR = 2026

ATTRIBUTION = {
    "en": "On {d:%a}, {d:%d %b %Y} at {d:%H:%M}, {name} <{address}> wrote:",
    "de": "Am {d:%d.%m.%Y} um {d:%H:%M} schrieb {name} <{address}>:",
    "fr": "Le {d:%d/%m/%Y} à {d:%H:%M}, {name} <{address}> a écrit :",
    "es": "El {d:%d/%m/%Y} a las {d:%H:%M}, {name} <{address}> escribió:",
    "it": "Il {d:%d/%m/%Y} alle {d:%H:%M}, {name} <{address}> ha scritto:",
}
OUTLOOK = {
    "en": ("From", "Sent", "To", "Subject"),
    "de": ("Von", "Gesendet", "An", "Betreff"),
    "fr": ("De", "Envoyé", "À", "Objet"),
    "es": ("De", "Enviado", "Para", "Asunto"),
    "it": ("Da", "Inviato", "A", "Oggetto"),
}
REPLY_PREFIX = {"en": "Re: ", "de": "AW: ", "fr": "RE : ", "es": "Re: ", "it": "R: "}


def at(day: str, clock: str) -> dt.datetime:
    """An instant of the demo's year by Berlin's clock: `at("05-18", "16:40")`."""
    return dt.datetime.fromisoformat(f"{YEAR}-{day}T{clock}").replace(tzinfo=ZONE)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail: `content` is a finished MIME entity (its own header lines and body) where it is more than text."""

    message_id: str
    sender: Person
    when: dt.datetime
    to: tuple[Person, ...]
    subject: str
    text: str
    cc: tuple[Person, ...] = ()
    parents: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""
    attachment: str = ""

    @property
    def outgoing(self) -> bool:
        """Whether it lies in the owner's Sent folder."""
        return self.sender.address in OWN


def signature(person: Person) -> str:
    """What their program puts under a mail."""
    return f"-- \n{person.name}\n{person.role}" if person.role else ""


def quote(letter: Letter, writer: Person) -> str:
    """The mail answered, as the writer's program quotes it."""
    if writer.html:
        names = OUTLOOK[writer.language]
        values = (
            f"{letter.sender.name} <{letter.sender.address}>",
            f"{letter.when:%d.%m.%Y %H:%M}",
            "; ".join(one.name or one.address for one in letter.to),
            letter.subject,
        )
        return "\n".join(f"{name}: {value}" for name, value in zip(names, values, strict=True)) + "\n\n" + letter.text
    line = ATTRIBUTION[letter.sender.language].format(
        d=letter.when, name=letter.sender.name, address=letter.sender.address
    )
    return line + "\n" + "\n".join(f"> {part}".rstrip() for part in letter.text.splitlines())


def _recipients(sender: Person, parent: Letter | None) -> tuple[Person, ...]:
    """Whom a mail goes to unless it says so: Mira; from her, the other side of what she answers."""
    if parent is None or sender.address not in OWN:
        return (MIRA,)
    return parent.to if parent.outgoing else (parent.sender,)


class Thread:
    """A conversation being written down; each mail answers the one before it unless told otherwise."""

    def __init__(self, name: str, subject: str) -> None:
        """`name` makes the Message-IDs; `subject` is that of the first mail."""
        self.name = name
        self.subject = subject
        self.letters: list[Letter] = []

    def say(  # noqa: PLR0913  a mail has this many parts
        self,
        sender: Person,
        when: dt.datetime,
        text: str,
        *,
        to: tuple[Person, ...] = (),
        cc: tuple[Person, ...] = (),
        answers: Letter | None = None,
        subject: str = "",
        quoted: bool = True,
        threaded: bool = True,
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
        attachment: str = "",
    ) -> Letter:
        """Add one mail and return it. `threaded` False: the program lost In-Reply-To and References."""
        parent = answers or (self.letters[-1] if self.letters else None)
        body = "\n\n".join(part for part in (text.strip(), signature(sender)) if part)
        if parent is not None and quoted:
            body += "\n\n" + quote(parent, sender)
        letter = Letter(
            message_id=f"<{self.name}.{len(self.letters) + 1}@{sender.domain}>",
            sender=sender,
            when=when,
            to=to or _recipients(sender, parent),
            subject=subject or (self.subject if parent is None else REPLY_PREFIX[sender.language] + self.subject),
            text=body,
            cc=cc,
            parents=(*parent.parents, parent.message_id) if parent is not None and threaded else (),
            headers=headers or {},
            content=content,
            attachment=attachment,
        )
        self.letters.append(letter)
        return letter
