"""Subjects -> the key by which conversations without headers join: reply and forward prefixes of all languages off."""

from __future__ import annotations

import re
import unicodedata

_REPLY = (
    "re ré rè aw antw antwort sv svar vs vá ref res resp rif r rép reply bls odp od ynt cevap yan αντ απ ответ отв на "
    "відп відповідь hae atb ats aš vast vastus fs odg nf βε σχετ рез 回复 回覆 答复 答覆 回信 回應 返信 답장 회신 "
    "رد הואב השב תשובה तसदीक ตอบ ตอบกลับ trả-lời trl bal balas doorst.re resposta respuesta risposta réponse odpověď "
    "vastaus svara tr.re"
).split()
_FORWARD = (
    "fw fwd fwd. wg wtr weitergeleitet weiterleitung doorst doorgestuurd tr trans transf transféré enc encaminhado "
    "encaminhada rv reenv reenviado i inoltro inoltrato vb vl vid videresendt videres vidarebefordrat pd "
    "przekazane podaj továbbítás továbbított tovább i̇lt ilt iletilen прд προώθ пер переслано пересл перенапр fs: 转发 轉寄 轉發 "
    "転送 전달 fyi إعادة إعادة-توجيه הועבר العبر proslijeđeno prosl preposlané presl pr.: chuyển-tiếp teruskan välitetty vs: fwd:fw"
).split()
_FORWARDS = frozenset(word.rstrip(":.") for word in _FORWARD) - {"fyi", "i", "tr.re"}
_PREFIXES = frozenset(word.rstrip(":.") for word in _REPLY) | _FORWARDS | {"تصحيح"}
# A word of up to 14 letters, an optional counter as in Re[2]: or RE^3:, and a colon of any width.
_PREFIX = re.compile(r"\s*([^\W\d_][^\s:：\[\](){}<>^*\d]{0,13})\s?(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3}|\d{1,3})?\s?[:：﹕]")
_TAG = re.compile(r"\s*(?:\[([^\[\]]{1,60})\]|\*{1,5}([A-Za-z ]{2,20})\*{1,5})\s*")
_NUMBERED = re.compile(r"#|\d{3}")  # a ticket number tells subjects apart, a list's name does not
_TRAILER = re.compile(r"\s*\((?:fwd|fw|forwarded)\)\s*\Z", re.IGNORECASE)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_MAX_CHARS = 400


def normalise(subject: str) -> tuple[str, int, bool]:
    """Return the key (case and white space folded), its number of words, and whether a forward prefix was there.

    Prefixes come off however often they were put there; so do a list's `[tag]`s, unless they number a ticket or are
    all that there is. Two CJK characters count as a word.
    """
    rest = unicodedata.normalize("NFC", subject[:_MAX_CHARS])
    forward = False
    position = 0
    for _ in range(40):
        match = _PREFIX.match(rest, position)
        if match is not None:
            word = match[1].lower().replace("\u0307", "")
            if word not in _PREFIXES:
                break
            forward = forward or word in _FORWARDS
            position = match.end()
            continue
        tag = _TAG.match(rest, position)
        if tag is None or _NUMBERED.search(tag[0]) or tag.end() >= len(rest.rstrip()):
            break
        position = tag.end()
    rest = rest[position:]
    if rest.endswith((")", ") ")):
        trailer = _TRAILER.search(rest)
        if trailer is not None:
            rest, forward = rest[: trailer.start()], True
    key = " ".join(rest.casefold().split())
    words = len(key.split())
    if words < 2 and not key.isascii():  # noqa: PLR2004 - writing without spaces
        words = max(words, sum((len(run) + 1) // 2 for run in _CJK.findall(key)))
    return key, words, forward
