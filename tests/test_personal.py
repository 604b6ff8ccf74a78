"""Personal weights: learnt, judged on later mail, kept in a form that nothing in it can break."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxwatch import classifier
from inboxwatch.classifier import learn, model, personal
from inboxwatch.classifier.learn import Example
from inboxwatch.classifier.personal import BIAS, LARGEST, Personal
from tests.builders import OWNER, mail

START = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
SHIPPED = model.load().weights
LIKED, DISLIKED, NOISE = sorted(SHIPPED, key=lambda name: (abs(SHIPPED[name]), name))[:3]
"""Features on which the shipped model has the least to say."""
MODEL = Personal(classifier.VERSION, {LIKED: 1.5, BIAS: -0.25}, START, {"examples": {"answered": 7}})


def example(number: int, features: Mapping[str, float], *, label: bool, weight: float = 1.0) -> Example:
    return Example(features, label, weight, START + dt.timedelta(hours=number))


def habits(count: int = 300, seed: int = 2, *, turned: float = 0.05) -> list[Example]:
    """An owner who answers what has LIKED and not what has DISLIKED, with some exceptions."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        likes = chance.random() < 0.5
        seen = {LIKED if likes else DISLIKED: 1.0} | ({NOISE: 1.0} if chance.random() < 0.5 else {})
        found.append(example(number, seen, label=likes != (chance.random() < turned)))
    return found


def test_a_habit_is_learnt_and_noise_is_not() -> None:
    lesson = learn.learn(habits(), 0.5)
    assert lesson.weights is not None
    assert lesson.before is not None
    assert lesson.after is not None
    assert (lesson.learnt, lesson.held, lesson.too_few) == (225, 75, False)
    assert lesson.weights[LIKED] > 0.5 > -0.5 > lesson.weights[DISLIKED]
    assert abs(lesson.weights.get(NOISE, 0.0)) < lesson.weights[LIKED] / 3
    assert lesson.after.metrics.f1 > 0.85
    assert lesson.after.metrics.average_precision > 0.9
    assert lesson.share > 0.9


def test_learning_twice_gives_the_same_weights() -> None:
    examples = habits()
    assert learn.learn(examples, 0.5).weights == learn.learn(examples[::-1], 0.5).weights


def test_chance_is_not_kept() -> None:
    """Labels by coin: held-back mail shows that nothing was learnt, for nearly every coin."""
    kept = sum(learn.learn(habits(seed=seed, turned=0.5), 0.5).weights is not None for seed in range(10))
    assert kept <= 1


def test_too_little_of_either_kind_changes_nothing() -> None:
    assert learn.learn([], 0.5).too_few
    assert learn.learn(habits(60), 0.5).too_few
    one_sided = [example(number, {LIKED: 1.0}, label=number > 290) for number in range(300)]
    lesson = learn.learn(one_sided, 0.5)
    assert lesson.too_few
    assert lesson.weights is None


def test_the_latest_quarter_is_held_back() -> None:
    """A habit that begins in the latest quarter cannot be learnt from the rest, so nothing is kept."""
    late = [example(1000 + number, {NOISE: 1.0}, label=number % 2 == 0) for number in range(75)]
    early = [example(number, {NOISE: 1.0}, label=number % 3 == 0) for number in range(225)]
    lesson = learn.learn([*late, *early], 0.5)
    assert lesson.since == late[0].at
    assert lesson.weights is None


def test_corrections_weigh_more_than_silence() -> None:
    quiet = [example(number, {LIKED: 1.0}, label=number % 2 == 0, weight=0.5) for number in range(100)]
    said = [example(200 + number, {LIKED: 1.0}, label=False, weight=4.0) for number in range(8)]
    plain, corrected = learn.fit(quiet, 4.0), learn.fit([*quiet, *said], 4.0)
    low, high = (sum(weights.values()) for weights in (corrected, plain))
    assert low < high - 0.1


def test_stronger_pull_means_smaller_weights_and_none_is_beyond_the_limit() -> None:
    loose, tight = (learn.fit(habits(turned=0), strength) for strength in (0.001, 64.0))
    assert 0 < tight[LIKED] < loose[LIKED] <= LARGEST


def test_only_the_shipped_vocabulary_takes_part_and_not_too_much_of_it() -> None:
    foreign = [example(number, {"word:secret": 1.0, LIKED: 1.0}, label=number % 2 == 0) for number in range(100)]
    assert set(learn.fit(foreign, 1.0)) <= {LIKED, BIAS}
    names = sorted(model.load().weights)
    chance = random.Random(1)
    many = [
        example(number, dict.fromkeys(chance.sample(names, min(20, len(names))), 1.0), label=chance.random() < 0.5)
        for number in range(400)
    ]
    assert len(learn.fit(many, 1.0)) <= personal.MOST_FEATURES + 1


def test_the_score_of_an_example_is_that_of_the_classifier() -> None:
    """What learning measures is what the owner will see, with weights and without."""
    for text in ("Could you send me the plan by Friday?", "The printer is out of paper.", "Thanks for the build!"):
        letter = mail(text=f"Hi Ada,\n\n{text}\n")
        seen = example(0, classifier.features_of(letter, OWNER), label=True)
        assert learn.score(seen, None) == pytest.approx(classifier.classify(letter, OWNER).score, abs=1e-3)
        weights = dict.fromkeys(seen.features, 0.75) | {BIAS: -0.5}
        adapted = personal.judge(letter, OWNER, Personal(classifier.VERSION, weights, START))
        assert learn.score(seen, weights) == pytest.approx(adapted.score, abs=1e-3)
        assert adapted.version.startswith(f"{classifier.VERSION}+")


def test_without_weights_a_verdict_is_the_shipped_one() -> None:
    letter = mail()
    assert personal.judge(letter, OWNER, None) == classifier.classify(letter, OWNER)
    assert personal.version(None) == classifier.VERSION


def test_the_version_follows_the_weights() -> None:
    same = Personal(classifier.VERSION, {BIAS: -0.25, LIKED: 1.5}, START + dt.timedelta(1))
    other = Personal(classifier.VERSION, {BIAS: -0.25, LIKED: 1.4}, START)
    assert same.version == MODEL.version != other.version


def test_what_is_kept_reads_back() -> None:
    models = tuple(Personal(classifier.VERSION, {LIKED: float(number) / 4}, START) for number in range(9))
    assert personal.read(personal.write((MODEL,))) == (MODEL,)
    assert personal.read(personal.write(models)) == models[-personal.KEPT :]
    assert personal.write(()) == ""
    assert personal.current("") == (None, "")
    assert personal.current(personal.write((MODEL,))) == (MODEL, "")


def test_another_classifier_is_told_and_not_used() -> None:
    old = Personal("rules-0", {LIKED: 1.0}, START)
    found, notice = personal.current(personal.write((old,)))
    assert found is None
    assert "belongs to another classifier (rules-0" in notice


def broken(**changes: object) -> str:
    content = json.loads(personal.write((MODEL,)))
    content["models"][0] |= changes
    return json.dumps(content)


@pytest.mark.parametrize(
    "kept",
    [
        "{", "[]", "7", '"x"', "null",
        '{"format":2,"models":[]}', '{"format":1,"models":7}', '{"format":1,"models":[7]}',
        "[" * 100_000, broken(weights=[1]), broken(weights={LIKED: "much"}), broken(weights={LIKED: 1e9}),
        broken(weights={LIKED: float("nan")}), broken(weights={f"w{number}": 1 for number in range(999)}),
        broken(at="yesterday"), broken(at="2026-01-01T00:00:00"), broken(told=None),
    ],
)  # fmt: skip
def test_a_damaged_note_is_told_and_not_used(kept: str) -> None:
    found, notice = personal.current(kept)
    assert found is None
    assert "is damaged and is not used" in notice


@given(st.text(max_size=40) | st.recursive(st.none() | st.integers() | st.text(max_size=5), st.lists).map(json.dumps))
def test_anything_at_all_is_read_or_told(kept: str) -> None:
    found, notice = personal.current(kept)
    assert found is None
    assert bool(notice) == bool(kept)
