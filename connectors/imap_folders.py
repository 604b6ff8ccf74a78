"""Folder names on the wire, and which folder holds the mail that the owner sent."""

from __future__ import annotations

from typing import NamedTuple

from imapclient import imap_utf7

from connectors.imap_session import Session
from connectors.imap_wire import Token, tokens
from inboxwatch.errors import PermanentError

LONGEST = 900
"""Longest folder name that is sent, in encoded bytes."""

SENT_NAMES = (
    "Sent", "Sent Items", "Sent Mail", "Sent Messages", "[Gmail]/Sent Mail", "[Google Mail]/Sent Mail",
    "Gesendet", "Gesendete Elemente", "Gesendete Objekte", "Gesendete Nachrichten",
    "Envoyés", "Éléments envoyés", "Messages envoyés", "Objets envoyés", "Courrier envoyé",
    "Enviados", "Elementos enviados", "Mensajes enviados", "Itens enviados", "Mensagens enviadas", "Enviadas",
    "Enviats", "Elements enviats", "Posta inviata", "Inviati", "Inviata", "Elementi inviati",
    "Verzonden", "Verzonden items", "Verzonden objecten", "Verzonden berichten",
    "Sendt", "Sendte elementer", "Sendt post", "Sendte", "Skickat", "Skickade objekt", "Skickade",
    "Lähetetyt", "Lähetetyt kohteet", "Saadetud", "Nosūtītie", "Išsiųsti laiškai",
    "Wysłane", "Elementy wysłane", "Odeslaná pošta", "Odeslané", "Odoslané", "Odoslaná pošta", "Elküldött elemek",
    "Elküldött", "Elementy wysłane", "Trimise", "Elemente trimise", "Poslano", "Poslana pošta", "Poslane stavke",
    "Отправленные", "Отправленные сообщения", "Надіслані", "Відправлені", "Изпратени", "Απεσταλμένα",
    "Gönderilmiş Öğeler", "Gönderilenler", "Gönderilmiş Postalar",
    "נשלח", "פריטים שנשלחו", "المرسلة", "العناصر المرسلة",
    "已发送", "已发送邮件", "已傳送", "寄件備份", "寄件匣", "送信済み", "送信済みアイテム",
    "送信済みメール", "보낸 편지함", "보낸편지함",
    "รายการที่ส่ง", "Thư đã gửi", "Mục đã Gửi", "Terkirim", "Item Terkirim",
)  # fmt: skip
"""What servers and programs call the folder, best known first; compared without regard to case."""

_RANK = {name.casefold(): rank for rank, name in reversed(list(enumerate(SENT_NAMES)))}


class Folder(NamedTuple):
    """One line of LIST: the decoded name (hostile text), its delimiter, lower-case attributes."""

    name: str
    delimiter: str
    attributes: frozenset[str]

    @property
    def last(self) -> str:
        """Return the name without its parents."""
        return self.name.rpartition(self.delimiter)[2] if self.delimiter else self.name


def wire_name(name: str) -> bytes:
    """Return a folder name as a quoted string; raise PermanentError for one that must not be sent (T5, T19)."""
    if any(ord(char) < 32 or ord(char) == 127 for char in name):  # noqa: PLR2004 - C0 and DEL
        raise PermanentError(f"The folder name {name!a} holds control characters.", "Rename the folder.")
    try:
        encoded: bytes = imap_utf7.encode(name)
    except UnicodeError:
        raise PermanentError(f"The folder name {name!a} cannot be sent to a server.", "Rename the folder.") from None
    if len(encoded) > LONGEST:
        raise PermanentError(f"The folder name {name[:40]!a}… is too long.", "Rename the folder.")
    return b'"' + encoded.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def sendable(name: str) -> bool:
    """Say whether a name may be sent at all."""
    try:
        return bool(name) and bool(wire_name(name))
    except PermanentError:
        return False


def decoded(token: Token) -> str:
    """Return the name that a server sent as a string or an atom (hostile text)."""
    if isinstance(token, int):
        return str(token)
    if not isinstance(token, bytes):
        return "" if token is not None else "NIL"
    try:
        name: str = imap_utf7.decode(token)
    except (ValueError, UnicodeError):
        return token.decode("utf-8", "replace")
    return name


def listed(session: Session) -> list[Folder]:
    """Return the folders that the server lists, with SPECIAL-USE attributes where it has them (RFC 6154)."""
    command = b'LIST "" "*"'
    if session.offers("SPECIAL-USE", "LIST-EXTENDED"):
        command += b" RETURN (SPECIAL-USE)"
    found = []
    for pieces in session.command(command):
        words = tokens(pieces)
        if len(words) < 5 or not isinstance(words[1], bytes) or words[1].upper() not in {b"LIST", b"XLIST"}:  # noqa: PLR2004
            continue
        attributes = words[2] if isinstance(words[2], list) else []
        found.append(
            Folder(
                decoded(words[4]),
                words[3].decode("latin-1") if isinstance(words[3], bytes) else "",
                frozenset(word.decode("latin-1").lower() for word in attributes if isinstance(word, bytes)),
            )
        )
    return found


def sent_folder(folders: list[Folder]) -> str | None:
    """Return the name of the folder of sent mail: by its attribute, else by the best known name; None without one."""
    usable = [folder for folder in folders if not folder.attributes & {r"\noselect", r"\nonexistent"}]
    marked = [folder for folder in usable if r"\sent" in folder.attributes]
    if marked:
        return min(marked, key=lambda folder: (len(folder.name), folder.name)).name
    known = [
        (min(_RANK.get(folder.name.casefold(), len(_RANK)), _RANK.get(folder.last.casefold(), len(_RANK))), folder.name)
        for folder in usable
    ]
    known = [(rank, name) for rank, name in known if rank < len(_RANK)]
    return min(known, key=lambda item: (item[0], len(item[1]), item[1]))[1] if known else None
