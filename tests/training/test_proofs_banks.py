"""A bank as a whole: what a key gives away by its place and its length."""

from __future__ import annotations

from tests.training.content_tree import FOLDER
from tests.training.proof_tree import (
    bank,
    found,
    found_in,
    single,
    texts,
)
from tests.training.test_proofs_content import kinds


def many(count, change):
    """A bank with more questions, the n-th changed by `change(n, question)`."""
    questions = bank()
    for number in range(count):
        one = single("mm-101") | {
            "key": f"mm-3{number:02}",
            "stem": f"{chr(65 + number % 26)}{number} sees dot {number} on day {number}. What now?",
        }
        change(number, one)
        questions[one["key"]] = one
    return texts(questions)


def longest(number, one):
    one["options"][0]["text"] = "We look at it first"
    one["options"] = one["options"][number % 3 :] + one["options"][: number % 3]


def test_a_key_that_is_written_first_and_long_is_told_for_the_bank(tmp_path):
    def change(number, one):
        one["options"][0]["text"] = "We look at it now"

    told = found(tmp_path, many(30, change))
    assert {"key_place", "key_length", "blind_bank"} <= kinds(told)
    (place,) = [one for one in told if one.kind == "key_place"]
    assert str(place) == (
        f"content/{FOLDER}/questions.yaml:1: the key stands at A 36, B 0, C 0 of 36: "
        "spread it evenly"
    )


def test_guessing_that_beats_chance_over_all_banks_stops_the_load(tmp_path):
    told = found(tmp_path, many(40, longest))
    (overall,) = [one for one in told if one.kind == "blind_overall"]
    assert overall.is_error
    assert "over all banks picking the longest option gets 9" in overall.message
    assert overall.message.endswith("points over, at most 5")


def test_a_rule_that_nobody_has_to_keep_is_told_and_stops_nothing(tmp_path):
    def change(number, one):
        one["options"][0]["text"] = "We look"

    others = [one for one in found(tmp_path, many(40, change)) if one.kind == "blind_other"]
    assert any("over all banks picking the shortest option" in one.message for one in others)
    assert not any(one.is_error for one in others)


def test_one_question_is_not_enough_to_guard_a_must_not_miss_sentence(tmp_path):
    def change(questions):
        questions["mm-202"]["claims"] = ["F004"]

    (thin,) = [one for one in found_in(tmp_path, change) if one.kind == "thin_must_not_miss"]
    assert "1 graded must-not-miss questions on F068, at least 2" in thin.message
