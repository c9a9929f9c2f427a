"""Whether two versions of a question would mark alike."""

from __future__ import annotations

import pytest

from quizzes.engine.keys import key_of


@pytest.mark.parametrize("part", ["text", "why", "belief"])
def test_words_that_nothing_is_compared_with_are_no_key(part):
    body = {"reasons": [{"key": "a", part: "Old"}], "scene": {part: "Old"}}
    other = {"reasons": [{"key": "a", part: "New"}], "scene": {part: "New"}}
    assert key_of("pair", body) == key_of("pair", other)


def test_of_an_answer_only_its_text_is_compared_and_not_what_explains_it():
    def body(text, why):
        return {"answers": [{"text": text, "why": why}]}

    assert key_of("short_text", body("a", "Old")) == key_of("short_text", body("a", "New"))
    assert key_of("short_text", body("a", "Old")) != key_of("short_text", body("b", "Old"))


def test_an_answer_of_a_gap_counts_by_its_text():
    def body(text):
        return {"gaps": [{"key": "g", "text": "words", "answers": [{"text": text}]}]}

    assert key_of("cloze", body("a")) != key_of("cloze", body("b"))


def test_what_stands_in_lists_of_lists_counts():
    assert key_of("hotspot", {"points": [["0", "1"]]}) != key_of(
        "hotspot", {"points": [["0", "2"]]}
    )
    assert key_of("hotspot", {"low": "0"}) != key_of("hotspot", {"low": "1"})


def test_the_order_of_answers_is_their_key_because_the_first_that_fits_counts():
    rows = [{"text": "a", "weight": "1"}, {"text": "b", "weight": "0"}]
    assert key_of("short_text", {"answers": rows}) != key_of("short_text", {"answers": rows[::-1]})


def test_the_kind_is_part_of_the_key():
    assert key_of("single", {}) != key_of("multiple", {})


def test_words_are_no_key_however_deep_they_stand():
    def body(words):
        return {"text": words, "rows": [[{"key": "a", "why": words}]]}

    assert key_of("cloze", body("Old")) == key_of("cloze", body("New"))
