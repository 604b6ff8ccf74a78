"""Subjects -> the key by which conversations without headers join: reply and forward prefixes of all languages off."""

from __future__ import annotations

import functools
import re
import unicodedata

_REPLY = (
    "re ré rè r res resp aw antw antwort sv svar vs vá rif réf reply bls balas odp odpověď ynt yan yan\u0131t cevap απ "
    "απάντηση σχετ ответ отв re-ответ відп відповідь hae ats atb vast odg nf 回复 回覆 答复 答覆 回信 回應 返信 답장 "
    "회신 رد הואב השב תשובה ตอบ ตอบกลับ trả-lời resposta respuesta risposta réponse vastaus svara beantwoord reactie "
    "válasz räspuns răspuns"
)
_FORWARD = (
    "fw fwd wg weitergeleitet weiterleitung doorst doorgestuurd tr transf transféré trans enc encaminhado encaminhada "
    "encaminhar rv reenv reenviado i inoltro inoltrato vb vl vid videresendt videresend vidarebefordrat pd przekazane "
    "podaj továbbítás továbbított tovább továbbküldött ilt i̇lt iletilen пересл переслано пер прд προώθ prosl "
    "proslijeđeno preposlané přeposlané presl fs 转发 轉寄 轉發 转寄 転送 전달 העבר הועבר إعادة-توجيه chuyển-tiếp "
    "teruskan välitetty edasi"
)
_CORRECTION = "تصحيح"
_IGNORED = {ord("-"): "", ord(" "): "", ord("."): "", 0x307: ""}  # 0x307: what lower-casing makes of a Turkish I


def _folded(words: str) -> frozenset[str]:
    return frozenset(
        unicodedata.normalize("NFC", w).casefold().replace("\u0307", "").replace("-", "") for w in words.split()
    )


_FORWARDS = _folded(_FORWARD)
_PREFIXES = _folded(_REPLY) | _FORWARDS | {_CORRECTION}
# One or two words of up to 14 letters, a counter as in Re[2]: or RE^3:, and a colon of any width.
_PREFIX = re.compile(
    r"\s*([^\W\d_][^\s:\uff1a\[\](){}<>^*\d]{0,13}(?: [^\W\d_]{2,8})?)\s?"
    r"(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3}|\d{1,3})?\s?[:\uff1a\ufe55\ufe13]"
)
_TAG = re.compile(r"\s*(?:\[([^\[\]]{1,60})\]|\*{1,5}([A-Za-z ]{2,20})\*{1,5})\s*")
_NUMBERED = re.compile(r"#|\d{3}")  # a ticket number tells subjects apart, a list's name does not
_TRAILER = re.compile(r"\s*\((?:fwd|fw|forwarded)\)\s*\Z", re.IGNORECASE)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_MAX_CHARS = 400


@functools.lru_cache(maxsize=1024)  # the answers of a conversation share one
def normalise(subject: str) -> tuple[str, int, bool]:
    """Return the key (case and white space folded), its number of words, and whether its outermost prefix forwards.

    "Re: Fwd:" answers a forward, and does not forward. Prefixes come off however often they were put there; so do a
    list's `[tag]`s, unless they number a ticket or are all that there is. Two CJK characters count as a word.
    """
    rest = unicodedata.normalize("NFC", subject[:_MAX_CHARS])
    forward: bool | None = None
    position = 0
    for _ in range(40):
        match = _PREFIX.match(rest, position)
        if match is not None:
            word = match[1].casefold().translate(_IGNORED)
            if word not in _PREFIXES:
                break
            forward = word in _FORWARDS if forward is None else forward
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
            rest, forward = rest[: trailer.start()], True if forward is None else forward
    key = " ".join(rest.casefold().split())
    words = len(key.split())
    if words < 2 and not key.isascii():  # noqa: PLR2004 - writing without spaces
        words = max(words, sum((len(run) + 1) // 2 for run in _CJK.findall(key)))
    return key, words, bool(forward)
