"""Shortcuts of the classifier say what the long way round says."""

from __future__ import annotations

import math
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxwatch.classifier import language, model, signs, verdicts, words
from inboxwatch.classifier.phrases import STOP

LETTERS = "abWz   .?!:;()\"'@/|\t\näöÜßéłŁøØþ½²“„—€•’–…¿µﬁя日"
TEXTS = st.text(LETTERS, max_size=40)
MAILS = (
    "Hi Bo,\n\ncould you please send me the report by Friday? I have not heard back from you. ?\n\nThanks",
    "Dear all,\nplease find attached the minutes. Let me know if you have any questions.\nWhat do you think of it?",
    "Kannst du mir bitte die Rechnung schicken? Ich brauche sie bis Mittwoch.",
    "??",
    "",
)


@pytest.mark.parametrize(
    ("stems", "phrases"),
    [(signs.BOUNCE_STEMS, signs.BOUNCE_SUBJECTS), (signs.MACHINE_STEMS, signs.MACHINE_SENTENCES)],
)
def test_every_phrase_has_one_of_its_stems(stems: tuple[str, ...], phrases: tuple[str, ...]) -> None:
    assert [phrase for phrase in phrases if not any(stem in phrase for stem in stems)] == []


@given(TEXTS)
def test_accents_go_byte_by_byte_as_they_go_by_unicode(text: str) -> None:
    folded = text.casefold()
    plain = folded.replace("’", "'").replace("…", ". ").replace("¿", "")
    plain = words._SCRIPTS.sub(" x ", plain).replace("ł", "l").replace("ø", "o").replace("–", " - ")
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    assert words._ascii(text) == plain


@given(st.lists(st.sampled_from(["a", "b.", "c@d", "http://e", "www.f", "wwww.", "/", "///", "@", "mail:", "\t"])))
def test_links_go_with_the_whole_word(parts: list[str]) -> None:
    text = " ".join(parts)
    kept = [word for word in text.split() if not any(mark in word for mark in ("@", "//", "www."))]
    assert words._without_links(text).split() == kept
    assert not words._without_links(text).endswith(" ")


@given(st.lists(st.sampled_from(sorted(language._WORDS)), max_size=12))
def test_english_by_majority_is_english_by_votes(tokens: list[str]) -> None:
    small = set(tokens)
    votes = dict.fromkeys(language._CODES, 0.0)
    for word in small:
        for number, worth in language._VOTES[word]:
            votes[language._CODES[number]] += worth
    best = max(votes.values())
    leading = {code for code, vote in votes.items() if math.isclose(vote, best)}
    told = language.language(small)
    assert told in leading or (not told and (leading - set(language.KNOWN) or best < language._ENOUGH))


@pytest.mark.parametrize("text", MAILS)
def test_a_sentence_weighs_what_its_words_and_pairs_weigh(text: str) -> None:
    grams = model.load().grams
    tokens = words.normal(words.join(text.split("\n")))
    for sentence in words.sentences(tokens, verdicts.table()):
        row = [STOP, *sentence.words, *["?"] * sentence.question, STOP]
        total = sum(grams.words.get(word, 0.0) for word in row[:-1])
        total += sum(grams.pairs.get(pair, 0.0) for pair in pairwise(row))
        assert sentence.weight == pytest.approx(total / math.sqrt(len(row) - 1), abs=1e-12)


def test_other_weights_make_another_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table belongs to the weights in use, not to those that were read first."""
    shipped = verdicts.table()
    content = {"bias": 0.0, "weights": {}, "sentence": {"bias": 0.0, "weights": {"quux frob": 2.5, "frob": 1.0}}}
    other = model.build(content)
    monkeypatch.setattr(model, "load", lambda: other)
    (sentence,) = words.sentences([STOP, "quux", "frob", STOP], verdicts.table())
    assert sentence.weight == pytest.approx(3.5 / math.sqrt(3))
    assert verdicts.table() is not shipped
