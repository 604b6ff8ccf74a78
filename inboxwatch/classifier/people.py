"""Who is greeted and who is named: the owner of the mailbox, or only others."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Set as AbstractSet

from inboxwatch.model import Address, Mail, Owner
from inboxwatch.model.values import value

_GREETINGS = (
    "hi|hello|hey|dear|good morning|good afternoon|good evening|morning|greetings|hallo|hi|liebe|lieber|"
    "sehr geehrte frau|"
    "sehr geehrter herr|sehr geehrte|sehr geehrter|guten morgen|guten tag|guten abend|moin|servus|gruezi|"
    "bonjour|salut|cher|"
    "chere|chers|bonsoir|coucou|hola|estimado|estimada|querido|querida|buenos dias|buenas tardes|buenas|"
    "ciao|salve|gentile|"
    "caro|cara|egregio|buongiorno|buonasera|ola|oi|prezado|prezada|bom dia|boa tarde|beste|hoi|geachte|goedemorgen|"
    "goedemiddag|dag|czesc|hej|witaj|drogi|droga|szanowny panie|szanowna pani|dzien dobry|hei|kaere|kare|"
    "thanks|thank you|danke|merci"
)
_GREETING = re.compile(
    rf"(?:{_GREETINGS})?[ ,]*(?P<names>[^\n,.!:;?]{{0,60}}(?:, ?[^\n,.!:;?]{{2,20}}){{0,4}}?)(?P<end>[,.!:;\n-]|$)"
)
_OPENING = re.compile(rf"(?:{_GREETINGS})(?= |,|$)")
_SPLIT = re.compile(r"[\s,&/+]+|\b(?:and|und|et|y|e|en|i|og|och)\b")
_TITLES = frozenset(
    "mr mrs ms miss mx sir dr prof professor doctor doktor ing dipl phd mag lic hr fr herr frau herrn monsieur madame "
    "mademoiselle m mme mlle senor senora senorita sr sra srta don dona dott dottore dottoressa dottssa ssa signor "
    "signora sig sigra ra avv geom senhor senhora exmo exma eng meneer mevrouw mijnheer dhr mw drs ir pan pani panie "
    "inz mgr doktorze".split()
)
_ABBREVIATED = re.compile(rf"\b({'|'.join(sorted(_TITLES, key=len, reverse=True))})\.")
"""A title with its full stop, which ends no greeting."""
_EVERYBODY = frozenset(
    "all team everyone everybody both folks there guys colleagues friends group sir madam sirs zusammen "
    "alle allerseits kollegen "
    "kolleginnen leute tous toutes equipe todos equipo tutti colleghi allemaal collega's iedereen "
    "wszyscy wszystkim damen herren".split()
)
_COMMON = frozenset(
    "will mark may grant bill rose faith hope art pat rob frank drew chase grace joy june april august "
    "sue jack max sunny "
    "page case long short young brown white black green king price lane hall best do an in is am".split()
)
"""Names that are also ordinary words: they name somebody only where they are addressed."""
_MIN_NAME, _SHORT_FORM, _MANY = 2, 3, 200
_NAME = re.compile(r"[^\W\d_]+")


@value(frozen=True, slots=True)
class Greeting:
    """Whether the owner, or only others, are greeted by name; whether the owner is named anywhere."""

    owner: bool = False
    others: bool = False
    named: bool = False


def greeting(mail: Mail, owner: Owner, text: str) -> Greeting:
    """Read the first line of the new text and look for the owner's names in all of it."""
    if not text:
        return Greeting()
    recipients = mail.to + mail.cc
    mine = _owner_names(owner)
    for recipient in recipients[:_MANY]:
        if recipient.address in owner.addresses and recipient.name:
            mine = mine | _names(recipient)
    words = _greeted(text)
    greets_owner = bool(words) and _is_one_of(words, mine)
    others = False
    if words and not greets_owner:
        theirs = {
            name for address in recipients[:_MANY] if address.address not in owner.addresses for name in _names(address)
        }
        others = _is_one_of(words, theirs)
    return Greeting(greets_owner, others, greets_owner or _named(text, mine))


def _fold(text: str) -> str:
    """Lower-case without accents."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l").replace("ø", "o"))
    return "".join(character for character in folded if not unicodedata.combining(character))


def _words(name: str) -> list[str]:
    """Words of a name in lower case, with their accents and without."""
    plain = _NAME.findall(name.lower())
    return plain if name.isascii() else plain + _NAME.findall(_fold(name))


@functools.lru_cache(maxsize=4096)
def _names(address: Address) -> frozenset[str]:
    """Words of a display name and of a local part (bo.jansen)."""
    words = _words(address.name) + _words(address.address.partition("@")[0])
    return frozenset(word for word in words if len(word) >= _MIN_NAME and word not in _TITLES)


@functools.lru_cache(maxsize=64)
def _owner_names(owner: Owner) -> frozenset[str]:
    """Everything the owner may be called by configuration: names and own addresses."""
    names = {word for name in owner.names for word in _words(name)}
    for address in owner.addresses:
        names |= _names(Address("", address))
    return frozenset(name for name in names if len(name) >= _MIN_NAME and name not in _TITLES)


def _greeted(text: str) -> list[str]:
    """Names in the greeting of a text ("Hi Bo and Eve,", "Ada, could you …"), folded; none for "Hi all"."""
    start = _fold(text.lstrip()[:160].partition("\n")[0])
    if "." in start[:60]:
        start = _ABBREVIATED.sub(r"\1 ", start)
    opening = _OPENING.match(start)
    match = _GREETING.match(start)
    if match is None or not match["names"]:
        return []
    words = [word.strip("'\"()*@ -") for word in _SPLIT.split(match["names"]) if word]
    words = [word for word in words if word and word not in _TITLES]
    limit = 8 if opening else 3
    if len(words) > limit or not _EVERYBODY.isdisjoint(words):
        return []
    return [word for word in words if word.replace(".", "").replace("-", "").replace("'", "").isalpha()]


def _is_one_of(words: list[str], names: AbstractSet[str]) -> bool:
    """Whether one of the greeted words is one of the names, a short form of one, or begins with it ("ada.lovelace")."""
    if not words or not names:
        return False
    if not names.isdisjoint(words):
        return True
    long = tuple([name for name in names if len(name) > _SHORT_FORM])
    return any([word.startswith(long) or _is_short_form(word, names) for word in words])  # noqa: C419 - twice as quick


def _is_short_form(word: str, names: AbstractSet[str]) -> bool:
    """Whether a greeted word is the beginning of a longer name (Rob)."""
    if len(word) < _SHORT_FORM:
        return False
    for name in names:  # noqa: SIM110 - a generator takes twice as long
        if name.startswith(word):
            return True
    return False


def _named(text: str, names: frozenset[str]) -> bool:
    """Whether one of the names stands in the text with a capital or after @, and is meant as a name."""
    lowered = text.lower()
    for name in names:
        if name not in lowered:
            continue
        at = lowered.find(name)
        for _ in range(50):
            if at < 0:
                break
            if _is_name_at(text if len(text) == len(lowered) else lowered, lowered, at, name):
                return True
            at = lowered.find(name, at + 1)
    return False


def _is_name_at(text: str, lowered: str, at: int, name: str) -> bool:
    """Judge one occurrence: whole word, capital or @; a common word only where it is addressed."""
    end = at + len(name)
    before, after = lowered[at - 1 : at], lowered[end : end + 1]
    if (before and (before.isalnum() or before in "._")) or (after and (after.isalnum() or after == "_")):
        return False
    if before == "@":
        return True
    if after in {"@", "."} and lowered[end + 1 : end + 2].isalnum():
        return False
    if name in _COMMON:
        return after == "," and text[at : at + 1].isupper()
    return text[at : at + 1].isupper() or text is lowered
