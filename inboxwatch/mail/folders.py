"""Which folder names mean sent mail or drafts, in the usual languages. Names help; they prove nothing."""

from __future__ import annotations

import re

SENT = frozenset(
    name.casefold()
    for name in (
        "Sent", "Sent Items", "Sent Mail", "Sent-Mail", "Sent Messages", "Outgoing", "Outbox.sent",
        "Gesendet", "Gesendete Elemente", "Gesendete Objekte", "Gesendete Nachrichten", "Gesendete Mails",
        "Envoyés", "Éléments envoyés", "Messages envoyés", "Objets envoyés", "Courrier envoyé",
        "Enviados", "Elementos enviados", "Mensajes enviados", "Itens enviados", "Mensagens enviadas", "Enviadas",
        "Correo enviado", "Enviats", "Elements enviats", "Posta inviata", "Inviati", "Inviata", "Elementi inviati",
        "Verzonden", "Verzonden items", "Verzonden objecten", "Verzonden berichten",
        "Sendt", "Sendte elementer", "Sendt post", "Sendte", "Skickat", "Skickade objekt", "Skickade",
        "Lähetetyt", "Lähetetyt kohteet", "Saadetud", "Nosūtītie", "Išsiųsti laiškai",
        "Wysłane", "Elementy wysłane", "Odeslaná pošta", "Odeslané", "Odoslané", "Odoslaná pošta",
        "Elküldött", "Elküldött elemek", "Trimise", "Elemente trimise", "Poslano", "Poslana pošta", "Poslane stavke",
        "Отправленные", "Отправленные сообщения", "Надіслані", "Відправлені", "Изпратени", "Απεσταλμένα",
        "Gönderilmiş Öğeler", "Gönderilenler", "Gönderilmiş Postalar", "נשלח", "פריטים שנשלחו", "المرسلة",
        "العناصر المرسلة", "已发送", "已发送邮件", "已傳送", "寄件備份", "寄件匣", "送信済み", "送信済みアイテム",
        "送信済みメール", "보낸 편지함", "보낸편지함", "รายการที่ส่ง",
        "Thư đã gửi", "Mục đã Gửi", "Terkirim", "Item Terkirim",
    )
)  # fmt: skip
"""What servers and programs call the folder of sent mail, case-folded."""

DRAFTS = frozenset(
    name.casefold()
    for name in (
        "Drafts", "Draft", "Draft Messages", "Entwürfe", "Entwurf", "Brouillons", "Brouillon", "Borradores", "Borrador",
        "Rascunhos", "Rascunho", "Bozze", "Concepten", "Concept", "Kladder", "Kladde", "Utkast",
        "Luonnokset", "Mustandid",
        "Melnraksti", "Juodraščiai", "Wersje robocze", "Szkice", "Koncepty", "Rozepsané", "Rozpísané", "Piszkozatok",
        "Ciorne", "Skice", "Osnutki", "Nacrti", "Черновики", "Чернетки", "Чернови", "Πρόχειρα", "Taslaklar", "טיוטות",
        "المسودات", "مسودات", "草稿", "草稿箱", "下書き",
        "임시 보관함", "임시보관함", "แบบร่าง",
        "Thư nháp", "Bản nháp", "Draf", "Konsep",
    )
)  # fmt: skip
"""What they call the folder of messages that were never sent, case-folded."""

_SEPARATORS = re.compile(r"[/\\]")
_UTF7 = re.compile(r"&([A-Za-z0-9+,]*)-")
_SUFFIXES = (".mbox", ".mbx", ".eml", ".maildir", ".sbd", ".txt")


def pieces(name: str) -> tuple[str, ...]:
    """Split a folder's name at its separators, modified UTF-7 decoded, file name endings off, case-folded."""
    out = []
    for piece in _SEPARATORS.split(decoded(name)):
        folded = piece.strip().casefold()
        for suffix in _SUFFIXES:
            folded = folded.removesuffix(suffix)
        out.append(folded)
    return tuple(out)


def decoded(name: str) -> str:
    """Decode modified UTF-7 (RFC 3501 §5.1.3), as Maildir++ folders are named; what is none stays as it is."""
    if "&" not in name:
        return name

    def run(match: re.Match[str]) -> str:
        if not match[1]:
            return "&"
        try:
            return f"+{match[1].replace(',', '/')}-".encode().decode("utf-7")
        except UnicodeDecodeError:
            return match[0]

    return _UTF7.sub(run, name)


def is_sent(name: str) -> bool:
    """Whether a folder, or one that it lies in, is named like sent mail."""
    return any(piece in SENT or piece.rpartition(".")[2] in SENT for piece in pieces(name))


def is_drafts(name: str) -> bool:
    """Whether a folder, or one that it lies in, is named like drafts."""
    return any(piece in DRAFTS or piece.rpartition(".")[2] in DRAFTS for piece in pieces(name))
