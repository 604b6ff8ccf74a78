"""The trained model as the package ships it: where it may speak, what it may not do, and how it is read."""

from __future__ import annotations

import pytest

from inboxwatch.classifier import classify, features, features_of, model, needs
from inboxwatch.classifier.labelled import mail_of
from inboxwatch.classifier.reasons import WORDS
from inboxwatch.classifier.words import Sentence
from inboxwatch.model import Mail, Owner

OWNER = Owner(frozenset({"ada@corp.example"}), ("Ada Lovelace",))
TEXTS = [
    "Could you send me the list of the new customers by Friday? I would like to check it before the meeting.",
    "Here are the minutes of the meeting. Nothing was decided about the new building.",
    "Hi Ada,\n\nthe customer called twice today. What shall I tell him?\n\nBest regards\nBo",
    "Thanks, that is all I needed.",
]
ASKING = ["Could you send me the list?", "Please let me know.", "What do you think?", "I need your approval by Friday."]


def letter(text: str) -> Mail:
    return mail_of({"text": text, "to": ["ada@corp.example"], "from": "bo@corp.example", "subject": "Office"})


def test_what_speaks_for_a_reply_is_never_counted_against_it() -> None:
    """Rules, their codes, and the scores of sentences have weights of 0 or more, in every kind of message."""
    shipped = model.load().weights
    codes = [code for code, rule in needs.RULES.items() if rule > 0]
    says = ["says:" + name for name in ("most", "next", "sum", "any", "question")]
    names = ["rules", *says, *("cue:" + code for code in codes), *("code:" + code for code in codes)]
    assert all(shipped.get(prefix + name, 0.0) >= 0 for name in names for prefix in ("", "alone:", "plain:"))
    assert shipped["rules"] > 0 and shipped["alone:rules"] >= 0 and shipped["plain:rules"] == 1


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("code", [code for code, rule in needs.RULES.items() if rule > 0])
def test_more_evidence_never_lowers_the_score(text: str, code: str) -> None:
    """The same mail with one more code in its favour."""
    seen = features_of(letter(text), OWNER)
    more = {**seen, "cue:" + code: seen.get("cue:" + code, 0.0) + 1, "rules": seen["rules"] + needs.RULES[code]}
    assert model.load().total(more) >= model.load().total(seen)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("question", ASKING)
def test_a_request_added_raises_the_score(text: str, question: str) -> None:
    """A whole sentence that asks, at the end of any mail."""
    asked = f"{text}\n\n{question}"
    assert classify(letter(asked), OWNER).score >= min(0.9, classify(letter(text), OWNER).score)
    assert classify(letter(asked), OWNER).score >= 0.5


@pytest.mark.parametrize("text", TEXTS)
def test_words_together_count_what_they_count_apart(text: str) -> None:
    """Personal weights need every word by name; without them only the sum is made."""
    apart = features_of(letter(text), OWNER)
    assert any(name.startswith("w:") for name in apart)
    assert classify(letter(text), OWNER).score == classify(letter(text), OWNER, {"bias": 0.0}).score
    assert model.load().score(apart) == pytest.approx(classify(letter(text), OWNER).score, abs=1e-4)


def test_personal_weights_are_added_by_name() -> None:
    mail = letter(TEXTS[1])
    before = classify(mail, OWNER).score
    assert classify(mail, OWNER, {"bias": 2.0}).score > before
    assert classify(mail, OWNER, {"rules": -1.0}).score > before  # nothing asks, so its rules are below 0
    assert classify(mail, OWNER, {"to:one": 2.0}).score > before
    assert classify(mail, OWNER, {"no such feature": 9.0}).score == before


@pytest.mark.parametrize(
    "text",
    [
        "Hallo Ada,\n\nkannst du mir bitte das Update für das Meeting schicken? Die Deadline ist am Freitag.\n\nBo",
        "Bonjour Ada,\n\npouvez-vous m'envoyer le reporting du call de demain ? Merci beaucoup.\n\nBo",
        "Hej Ada,\n\nkan du skicka rapporten till mig före fredag? Jag behöver den till mötet.\n\nÅsa",
        "你能把文件发给我吗？",
    ],
)
def test_english_words_say_nothing_of_other_languages(text: str) -> None:
    """Only rules and structure are seen, under names of their own."""
    assert all(name.startswith("plain:") for name in features_of(letter(text), OWNER))


def test_a_sentence_without_any_header_is_judged_as_such() -> None:
    bare = mail_of({"text": "Please send me the list."})
    assert all(name.startswith("alone:") for name in features_of(bare, Owner(frozenset())))
    assert classify(bare, Owner(frozenset())).score > 0.5


def test_who_is_addressed_is_seen() -> None:
    """In To, in Cc, in neither; the size of the group; greeted by name."""
    row = {"text": "Hi Ada,\n\ncould you look at the printer?", "from": "bo@corp.example", "to": ["dan@corp.example"]}
    seen = [
        features_of(mail_of({**row, **more}), OWNER)
        for more in ({"to": ["ada@corp.example"]}, {"cc": ["ada@corp.example"]}, {})
    ]
    assert [{"to:owner", "to:cc", "to:others"} & each.keys() for each in seen] == [
        {"to:owner"},
        {"to:cc"},
        {"to:others"},
    ]
    assert [each["to:group"] for each in seen] == pytest.approx([0.0, 0.693, 0.0], abs=1e-3)
    assert all("greets:owner" in each for each in seen)


@pytest.mark.parametrize("text", [*TEXTS, *ASKING])
def test_reasons_are_codes_with_words_never_single_words(text: str) -> None:
    assert set(classify(letter(text), OWNER).reasons) <= WORDS.keys()


def test_machine_mail_has_no_features() -> None:
    assert features_of(mail_of({"text": "I am away.", "subject": "Automatic reply: Office"}), OWNER) == {}


def test_a_mail_without_text_is_judged() -> None:
    seen = features_of(letter(""), OWNER)
    assert 0 <= model.load().score(seen) < 0.5


def test_a_broken_file_of_weights_is_told() -> None:
    with pytest.raises(KeyError):
        model.build({"bias": 0.0})


def test_sentence_scores_stay_finite() -> None:
    assert features.asking([], [])["says:nothing"] == 1
    two = [Sentence(["a"], set()), Sentence(["b"], set(), question=True)]
    seen = features.asking(two, [-1e9, 1e9])
    assert (seen["says:any"], seen["says:most"], seen["says:question"]) == (1, 1e9, pytest.approx(1e9))


def test_what_is_told_keeps_decisions_and_order() -> None:
    """Nearer to 0 below one half, the same above, and never the other way round."""
    totals = [number / 8 for number in range(-320, 321)]
    told = [model.told(total) for total in totals]
    assert told == sorted(told)
    for total, said in zip(totals, told, strict=True):
        assert (said >= 0.5) == (total >= 0)
        assert said <= model.probability(total)
        assert said == model.probability(total) or total < 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("I would love to catch up over lunch.", "talks"),
        ("Can we go over the list tomorrow?", "talks"),
        ("When you get a minute, look at the plan.", "nudges"),
        ("Shoot me an update when it is done.", "nudges"),
        ("We are happy to announce the new plant.", "announces"),
        ("I look forward to seeing the plant.", "announces"),
        ("We can help you save money.", "offers"),
        ("I will get back to the customer.", "offers"),
        ("Click here to see the offer.", "solicits"),
        ("Visit us at the fair.", "solicits"),
    ],
)
def test_ways_of_speaking_are_seen_in_english(text: str, code: str) -> None:
    """Codes that are no evidence by themselves: the model knows what they are worth."""
    assert features_of(letter(text), OWNER).get("code:" + code) == 1.0
    assert code not in needs.RULES
