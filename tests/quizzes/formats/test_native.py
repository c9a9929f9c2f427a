import dataclasses
from decimal import Decimal
from textwrap import indent

import pytest

from quizzes.engine.kinds import KINDS, definition
from quizzes.formats import native, yaml_lines
from tests.quizzes.formats.sample import QUESTIONS, SINGLE


def read(text=QUESTIONS):
    return native.read(text, name="q.yaml")


def said(text):
    return [str(problem) for problem in read(text).problems]


def spoiled(old, new, text="questions:\n" + SINGLE):
    assert old in text
    return said(text.replace(old, new))


def test_every_kind_reads_into_an_item_the_engine_accepts():
    reading = read()
    assert reading.problems == ()
    assert {item.kind for item in reading.items} == set(KINDS)
    for item in reading.items:
        assert definition(item.kind, item.body).stem == item.body["stem"]


def test_an_item_carries_what_a_bank_stores():
    item = read().items[0]
    assert (item.key, item.use, item.objective) == ("mm-101", "graded", "1.2")
    assert item.lesson == "why-popping-fails#sealed"
    assert item.difficulty == Decimal("0.75")
    assert item.claims == ("F004",)
    assert item.line == 2
    assert set(item.body) == {"stem", "explanation", "options"}
    assert native.beliefs_of(item) == (("b", "M03"), ("c", "M03"))


def test_beliefs_of_kinds_without_them_are_none():
    by_kind = {item.kind: native.beliefs_of(item) for item in read().items}
    assert by_kind["matching"] == by_kind["ordering"] == ()
    assert by_kind["true_false"] == (("a", "M04"),)


def test_a_case_names_its_parts_and_they_name_it():
    reading = read()
    case = reading.cases[0]
    assert case.parts == ("mm-case-1a", "mm-case-1b")
    assert case.facts == (("Channel", "Inbox, Mon 09:12"),)
    parts = [item for item in reading.items if item.case]
    assert [(part.case, part.position) for part in parts] == [("mm-case-1", 1), ("mm-case-1", 2)]


def test_what_is_exported_reads_back_to_the_same_items():
    reading = read()
    written = yaml_lines.dump(native.export(reading.items, reading.cases))
    again = native.read(written, name="again.yaml")
    assert again.problems == ()
    assert again.items == reading.items
    assert again.cases == reading.cases


def test_a_digest_changes_with_a_word_and_not_with_the_layout():
    item = read().items[0]
    assert read(QUESTIONS.replace("questions:\n", "# note\nquestions:\n\n")).items[0] == item
    changed = read(QUESTIONS.replace("Keratin does not ripen.", "Keratin never ripens.", 1))
    assert changed.items[0].digest != item.digest


def test_a_new_vignette_is_a_new_version_of_each_part():
    before = [item.digest for item in read().items if item.case]
    after = [item.digest for item in read(QUESTIONS.replace("Monday", "Tuesday")).items]
    assert not set(before) & set(after)


def test_every_problem_is_told_at_once_with_its_line():
    text = "questions:\n" + SINGLE.replace('objective: "1.2"', "objective: 1.2").replace(
        "difficulty: 0.75", "difficulty: 75"
    ).replace(', why: "Nothing can come out."', ", correctt: true")
    problems = said(text)
    assert problems[0].startswith("q.yaml:5: questions.0.objective: must be text")
    assert problems[1].startswith("q.yaml:8: questions.0.difficulty: ")
    assert problems[2].endswith("allowed: belief, correct, key, text, weight, why")
    assert problems[3] == "q.yaml:14: questions.0.options.0.why: is missing"
    assert len(problems) == 4


def test_sound_questions_are_read_beside_a_broken_one():
    reading = read(QUESTIONS.replace("kind: matching", "kind: mathcing"))
    assert "matching, multiple, " in str(reading.problems[0])
    assert "mm-101" in {item.key for item in reading.items}
    assert "mm-103" in {key for key, _ in reading.keys}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("use: graded", "use: exam", "'graded', 'check' or 'practice'"),
        ("correct: true, ", "", "no option is correct"),
        ('why: "Keratin does not ripen."', 'why: "x", correct: true', "shows no belief"),
        ("It is not ripe.", "It has no opening.", "the same text is shown twice"),
        ("key: b", "key: a", "is here twice"),
        ("claims: [F004]", "claims: []", "needs at least 1, has 0"),
        ("claims: [F004]", "claims: [f4]", "such as F004"),
        ("mm-101", "MM 101", "small letters, digits and single hyphens"),
        ("explanation: It is sealed.", "explanation: no", "must be text"),
        ("explanation: It is sealed.", "explanation: ''", "must not be empty"),
        ("stem: |", "stem: |\n      " + "[" * 201, "brackets"),
        ("why-popping-fails#sealed", "Why popping", "lesson#heading"),
    ],
)
def test_a_spoiled_question_is_refused(old, new, message):
    problems = spoiled(old, new)
    assert any(message in problem for problem in problems), problems


def test_two_right_options_are_refused_for_single():
    problems = spoiled("belief: M03}\n      - {key: c", "correct: true}\n      - {key: c")
    assert "exactly one may be" in problems[0]


def test_a_must_not_miss_multiple_is_all_or_nothing():
    problems = spoiled("rule: all_or_nothing", "rule: plus_minus", QUESTIONS)
    assert problems == ["q.yaml:33: mm-102: a must-not-miss question needs rule: all_or_nothing"]


def test_a_multiple_needs_a_wrong_option():
    text = QUESTIONS.replace('why: "Usual."}', 'why: "x", correct: true}')
    problems = spoiled('why: "Usual.", belief: M06}', 'why: "x", correct: true}', text)
    assert "at least one must be wrong" in problems[0]


def test_true_or_false_is_never_graded():
    problems = spoiled("use: check", "use: graded", QUESTIONS)
    assert "true/false is never graded" in problems[0]


def test_a_prompt_must_match_a_choice():
    assert "there is no choice 'q'" in spoiled("match: y", "match: q", QUESTIONS)[0]


def test_keys_are_unique_in_a_file_cases_and_parts_too():
    problems = spoiled("mm-case-1b", "mm-101", QUESTIONS)
    assert "the key mm-101 is taken, first in line 2" in problems[0]


def test_a_case_has_two_to_five_parts():
    part = indent(SINGLE.replace("mm-101", "p"), "    ")
    text = f"cases:\n  - key: c\n    title: T\n    stem: S\n    parts:\n{part}"
    assert "needs at least 2, has 1" in said(text)[0]


@pytest.mark.parametrize("text", ["[]", "questions: 3", "question: []", "questions: [3]", "a: *b"])
def test_a_file_of_another_shape_is_a_problem_and_no_crash(text):
    assert said(text)


def test_items_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        read().items[0].key = "x"
