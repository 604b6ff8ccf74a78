"""Absence notes told by their words: a standing note to nobody in particular, not a person's answer.

A note is away in the first person, thanks for a mail that nobody has read, and says until when, whom to ask in urgent
cases or what becomes of mail meanwhile. A person greets by name, asks, or speaks of the matter: any of these is enough
to be taken for a person. Notes are short, so only the beginning of a text is looked at.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inboxwatch.model import Mail

LIMIT = 1500
"""Characters of a text that are looked at; a longer one is no note."""

GAP = r"(?:[^.!?\n]|(?<=\d)\.){0,60}?"
"""Within a sentence; the full stop of "14." ends none."""
_NAME = re.compile(r"[^\W\d_]{2,}")
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "ı": "i", "đ": "d", "’": "'", "ʼ": "'", "`": "'", "\xa0": " "})
_LETTERS = 60
"""A first line up to this length may be a greeting."""


_HINTS = {
    "thank": "en", "urgen": "en es fr it nl pt ro", "dank": "de nl", "dringend": "de nl", "absence": "en fr",
    "emergen": "en es it pt", "abwesen": "de", "merci": "fr", "reçu votre": "fr", "gracias": "es", "grazie": "it",
    "ringrazi": "it", "obrigad": "pt", "agrade": "pt", "tack ": "sv", "tak for": "da", "takk for": "nb",
    "kiitos": "fi", "multumesc": "ro", "spoed": "nl",
}  # fmt: skip
_OTHER_HINTS = {
    "dzięk": "pl", "nieobecn": "pl", "piln": "pl", "děkuj": "cs", "ďakuj": "sk", "nalé": "cs", "köszön": "hu",
    "sürgős": "hu", "mulțum": "ro", "mulţum": "ro", "teşekkür": "tr", "acil": "tr", "спасибо": "ru", "благодар": "ru",
    "срочн": "ru", "дяку": "uk", "термінов": "uk", "ευχαριστ": "el", "επείγ": "el", "ありがと": "ja", "有難": "ja",
    "急": "ja zh", "不在中": "ja", "感谢": "zh", "谢谢": "zh", "感謝": "zh ja", "謝謝": "zh", "감사": "ko", "급": "ko",
    "frånvar": "sv", "brådsk": "sv", "fravær": "da nb", "kiire": "fi",
}  # fmt: skip
"""Words one of which every note has, for it thanks or says whom to ask; the languages they are of."""


def likely(lowered: str) -> set[str]:
    """Languages that a lower-case text may be a note in; spares the rest a closer look."""
    found = [hint for hint in _HINTS if hint in lowered]
    if not lowered.isascii():
        found += [hint for hint in _OTHER_HINTS if hint in lowered]
    return {language for hint in found for language in (_HINTS.get(hint) or _OTHER_HINTS[hint]).split()}


def fold(text: str) -> str:
    """Lower-case without accents, in any script."""
    text = text.casefold()
    if text.isascii():
        return text
    split = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    kept = "".join([character for character in split if unicodedata.category(character) != "Mn"])
    return unicodedata.normalize("NFC", kept)


def marks(text: str, languages: Iterable[str] = ()) -> frozenset[str]:
    """Which signs of an absence note a text has: away, thanks, until, contact, later, specific; see `absence_words`.

    All are of one language, that in which most are found; none without `away`. Only these languages are tried, all if
    none is named.
    """
    if len(text) > LIMIT:
        return frozenset()
    lowered = text.lower()
    best: frozenset[str] = frozenset()
    folded = ""
    for language in languages or _stems():
        if not any([stem in lowered for stem in _stems()[language]]):  # noqa: C419 - a generator takes twice as long
            continue
        folded = folded or _flowing(fold(text))
        patterns = _compiled(language)
        if patterns["away"].search(folded):
            found = frozenset(mark for mark, pattern in patterns.items() if pattern.search(folded))
            best = max(best, found, key=len)
    return best


def _flowing(text: str) -> str:
    """Paragraphs in one line each, however they were wrapped."""
    return text.replace("\n\n", "\0").replace("\n", " ").replace("\0", "\n")


def greets_by_name(mail: Mail, text: str) -> bool:
    """Whether the first line names somebody that the mail is addressed to; no program does that."""
    line = text.lstrip()[: 2 * _LETTERS].partition("\n")[0][:_LETTERS].lower()
    words = set(_NAME.findall(line))
    if not words:
        return False
    names = (f"{person.name[:_LETTERS]} {person.address[:_LETTERS].partition('@')[0]}" for person in mail.to[:9])
    return any(not words.isdisjoint(_NAME.findall(name.lower())) for name in names)


def is_note(found: frozenset[str]) -> bool:
    """Whether these marks make an answer under an ordinary subject a standing note: it has to thank, or be general."""
    if "away" not in found or "specific" in found:
        return False
    if "thanks" in found:
        return not found.isdisjoint({"until", "contact", "later"})
    return {"contact", "until"} <= found


@functools.cache
def _stems() -> dict[str, tuple[str, ...]]:
    """Stems by language."""
    return {language: tuple(words["stems"].split("|")) for language, words in _words().items()}


@functools.cache
def _words() -> dict[str, dict[str, str]]:
    """The words of all languages; loaded when a text first needs them."""
    from inboxwatch.classifier import absence_words, absence_words_more

    return {**absence_words.WORDS, **absence_words_more.WORDS}


@functools.cache
def _compiled(language: str) -> dict[str, re.Pattern[str]]:
    """One pattern for each mark that the language has words for."""
    return {mark: _pattern(phrases) for mark, phrases in _words()[language].items() if mark != "stems"}


def _pattern(phrases: str) -> re.Pattern[str]:
    """Any of the phrases, one a line."""
    joined = re.sub(r"\\\n *", "", phrases)
    lines = [line.strip() for line in joined.split("\n") if line.strip()]
    return re.compile("|".join(f"(?:{line})" for line in lines).replace("~", GAP), re.MULTILINE)
