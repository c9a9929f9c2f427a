"""A scale and a branching case as an author writes them, and what is said of wrong ones."""

from __future__ import annotations

import pytest

from quizzes.formats import native
from tests.quizzes.formats.sample import QUESTIONS

SCALE = QUESTIONS[QUESTIONS.index("  - key: mm-107") : QUESTIONS.index("  - key: mm-108")]
BRANCHING = QUESTIONS[QUESTIONS.index("  - key: mm-108") : QUESTIONS.index("  - key: mm-w01")]


def item(text: str) -> native.Item:
    reading = native.read("questions:\n" + text, name="q.yaml")
    assert reading.problems == ()
    return reading.items[0]


def spoiled(text: str, old: str, new: str) -> str:
    assert old in text
    reading = native.read("questions:\n" + text.replace(old, new), name="q.yaml")
    return "\n".join(str(problem) for problem in reading.problems)


def test_numbers_are_stored_as_they_were_written():
    body = item(SCALE).body
    assert [body[name] for name in ("low", "high", "step", "target")] == ["0", "10", "0.5", "6.25"]
    assert [label["at"] for label in body["labels"]] == ["0", "10"]
    assert body["panel"] == 9
    choices = item(BRANCHING).body["nodes"][0]["choices"]
    assert [choice["score"] for choice in choices] == ["1", "-0.5"]


def test_sides_and_decisions_show_their_beliefs():
    assert native.beliefs_of(item(SCALE)) == (("above", "M03"),)
    assert native.beliefs_of(item(BRANCHING)) == (("lift", "M03"),)


def test_every_text_a_learner_may_read_is_looked_at():
    assert set(native.texts_of(item(SCALE))) == {
        *("How sensitive is this skin?", "It flushes, and it settles.", "Not at all", "Very"),
        *("Too cautious", "It settles.", "It flushes."),
    }
    assert {"She thanks you.", "Calm her", "A flag."} <= set(native.texts_of(item(BRANCHING)))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("step: 0.5", "step: 0", "must be more than 0"),
        ("step: 0.5", "step: 0.3", "is no whole number of steps ('0.3') from low"),
        ("high: 10", "high: -1", "must be higher than low, which is '0'"),
        ("target: 6.25", "target: 12", "lies outside of low to high"),
        ("tolerance: 1", "tolerance: 0.1", "no place of the scale lies within it"),
        ("zero: 4", "zero: 1", "must be more than tolerance, which is '1'"),
        ("panel: 9", "panel: 1", "panel"),
        ('at: "10"', "at: 9", "needs a label at low and one at high"),
        ('at: "10"', "at: ten", "must be a number in plain digits"),
        ("target: 6.25", "target: yes", "target"),
        ('below: {why: "It flushes."}', "hint: 1", "unknown key"),
    ],
)
def test_an_author_of_a_scale_is_told_what_to_do(old, new, said):
    assert said in spoiled(SCALE, old, new)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("start: door", "start: hall", "there is no scene 'hall': use a key from nodes"),
        ("start: door", "start: bye", "the scene 'bye' has no choices"),
        ("next: bye", "next: door", "leads back to 'door', which comes before it"),
        (", next: bye", "", "no path leads to the scene 'bye'"),
        ("score: -0.5", "score: 3", "the highest score is reached only with harm"),
        ("score: 1, next: told", "score: 1, next: told, belief: M03", "shows no belief"),
        ("key: send", "key: ask", "the key 'ask' is here twice"),
    ],
)
def test_an_author_of_a_case_is_told_what_to_do(old, new, said):
    assert said in spoiled(BRANCHING, old, new)


def test_a_case_whose_paths_are_all_worth_the_same_is_refused():
    text = BRANCHING.replace("score: 1,", "score: 0,").replace("score: -0.5", "score: 0")
    assert "every path has the same score" in spoiled(text, "", "")
