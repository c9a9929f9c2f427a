"""Numbers and short texts in questions.yaml: kept exactly, and what an author is told."""

from __future__ import annotations

import pytest

from quizzes.formats import native, yaml_lines

from .sample import QUESTIONS


def read(text: str = QUESTIONS) -> native.Reading:
    return native.read(text, name="q.yaml")


def item(key: str, text: str = QUESTIONS) -> native.Item:
    return next(one for one in read(text).items if one.key == key)


RANGE = "range: [1, 3], weight: 1"
WIDE = 'value: 30, tolerance: 0.1, form: relative, weight: 0, why: "So?", belief: M03'


def test_numbers_are_kept_as_they_were_written() -> None:
    body = item("mm-n01").body
    assert body["answers"][0]["range"] == ["1", "3"]
    assert body["answers"][1]["tolerance"] == "0.1"
    assert body["units"][1] == {"unit": "cm", "factor": "10"}
    assert (body["rule"], body["penalty"]) == ("of_question", "0.25")
    small = QUESTIONS.replace("tolerance: 0.1", "tolerance: 1.0e-7")
    assert item("mm-n01", small).body["answers"][1]["tolerance"] == "0.0000001"


def test_what_is_left_out_is_not_stored() -> None:
    plain = QUESTIONS.replace("    rule: of_question\n    penalty: 0.25\n", "")
    plain = plain.replace('      - {unit: kg, why: "That is a *weight*."}\n', "")
    assert set(item("mm-n01", plain).body) == {"stem", "explanation", "answers", "units"}


def test_texts_and_beliefs_are_those_of_answers_and_wrong_units() -> None:
    assert native.texts_of(item("mm-n01"))[2:] == ("Small.", "So?", "That is a *weight*.")
    assert native.texts_of(item("mm-t01"))[2:] == ("Yes.", "The name.")
    assert native.beliefs_of(item("mm-n01")) == (("b", "M03"),)
    assert native.beliefs_of(item("mm-t01")) == (("b", "M06"),)


def test_they_leave_as_they_came() -> None:
    reading = read()
    again = read(yaml_lines.dump(native.export(reading.items, reading.cases)))
    assert [one for one in again.items if one.key in ("mm-n01", "mm-t01")] == [
        item("mm-n01"),
        item("mm-t01"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (RANGE, "range: [1, 3]", "weight: is missing"),
        (RANGE, "range: [1, three], weight: 1", "plain digits, such as 0.5, and is 'three'"),
        (RANGE, "range: [3, 1], weight: 1", "the lowest comes first, such as [0.4, 0.6]"),
        (RANGE, "range: [1, 3], value: 2, weight: 1", "a value or a range, not both"),
        (RANGE, "range: [1, 3], weight: 0.5", "no answer is right: give one weight: 1"),
        (RANGE, "range: [1, 3], weight: 1, belief: M03", "shows no belief: leave 'M03' out"),
        (RANGE, "range: [1, 3], tolerance: 1, weight: 1", "leave it out beside a range or *"),
        (RANGE, 'value: "*", weight: 1', "the answer 'a' before it takes all of this"),
        (WIDE, WIDE.replace("30", "0").replace("relative", "geometric"), "must be more than 0"),
        (WIDE, WIDE.replace("relative", "loose"), "'nominal', 'relative' or 'geometric'"),
        (WIDE, 'value: 2, weight: 0, why: "So?"', "the answer 'a' before it takes all of this"),
        ("{unit: mm, factor: 1}", "{unit: mm, factor: 2}", "no unit has factor: 1"),
        ("{unit: cm, factor: 10}", "{unit: m m, factor: 10}", "'m m' is here twice"),
        ("{unit: cm, factor: 10}", '{unit: "?", factor: 10}', "cannot be a unit ('?')"),
        ("{unit: cm, factor: 10}", "{unit: cm}", "missing"),
        ("    penalty: 0.25\n", "", "missing"),
        ("penalty: 0.25", "penalty: 25", "must be from '0 to 1'"),
        ("rule: of_question", "rule: critical", "rule: of_response or of_question only"),
        ("rule: of_question", "rule: harsh", "'critical'"),
        (
            "rule: of_question\n    penalty: 0.25",
            "rule: no_penalty\n    unit_required: false",
            "needs unit_required: true",
        ),
        (
            "    kind: numeric\n",
            "    kind: numeric\n    must_not_miss: true\n",
            "a must-not-miss question with units needs rule: critical",
        ),
        ('text: "milk"', 'text: "keratine"', "the answer 'a' before it takes all of this"),
        (
            '{key: a, text: "keratin*", weight: 1',
            '{key: z, text: "*", weight: 0, why: "So."}\n      - {key: a, text: "ker", weight: 1',
            "nobody can be right",
        ),
        (
            "    kind: short_text\n",
            "    kind: short_text\n    must_not_miss: true\n",
            "leave spelling_tolerance out",
        ),
        ("spelling_tolerance: true", "spelling_tolerance: yes please", "must be true or false"),
    ],
)
def test_an_author_is_told_what_to_do(old: str, new: str, said: str) -> None:
    problems = [str(one) for one in read(QUESTIONS.replace(old, new)).problems]
    assert old in QUESTIONS
    assert any(said in one for one in problems), problems


def test_one_letter_decides_nothing_between_names_that_look_alike() -> None:
    answers = ('text: "keratin*"', 'text: "keratin"'), ('text: "milk"', 'text: "keratan"')
    text = QUESTIONS
    for old, new in answers:
        text = text.replace(old, new)
    assert "'keratin, keratan' are one letter apart" in str(read(text).problems[0])
