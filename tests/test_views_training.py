"""What `train` shows: features in words, and what has no words by its name."""

from __future__ import annotations

import pytest

from inboxwatch.views.training import sentence, words_of


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bias", "is a message at all"),
        ("cue:question", "asks a question"),
        ("plain:cue:question", "asks a question (not in English)"),
        ("alone:to:cc", "has you in copy (a single sentence)"),
        ("w:password", "says “password”"),
        ("words", "has words that ask, by and large"),
        ("says:any", ""),
        ("future:name", ""),
        ("plain:future", ""),
    ],
)
def test_features_in_words(name: str, words: str) -> None:
    assert words_of(name) == words


def test_the_history_in_one_sentence() -> None:
    assert sentence({"answered": 2, "unanswered": 1, "marked": 0}, 0) == (
        "3 messages of your own history: 2 answered by you, 1 never answered."
    )
    assert sentence({"answered": 1}, 1).endswith("1 answered by you. 1 message more cannot be read any longer.")
    assert sentence({}, 0) == "0 messages of your own history: none that tells anything."
