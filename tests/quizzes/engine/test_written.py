"""A text of her own: what is taken, what is kept of it, and that no machine judges it."""

from __future__ import annotations

import unicodedata

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds import KINDS, definition
from quizzes.engine.kinds.base import DefinitionError, ResponseError
from quizzes.engine.kinds.plain_text import normal
from quizzes.engine.kinds.written import SUMMARY
from tests.quizzes.engine.examples import BODIES, example, mark

WRITTEN = KINDS["written"]
anything = st.text(st.characters(), max_size=500)


def clean(text: object, **changes: object) -> object:
    return WRITTEN.clean(example("written", **changes), text)


def problems(**changes: object) -> set[tuple[str, str, str]]:
    body = {k: v for k, v in (BODIES["written"] | changes).items() if v is not None}
    with pytest.raises(DefinitionError) as caught:
        definition("written", body)
    return {(p.path, p.code, p.detail) for p in caught.value.problems}


def criteria(count: int) -> list[dict[str, object]]:
    return [{"key": f"k{n}", "text": f"T{n}", "points": 1, "good": "So."} for n in range(count)]


def test_a_text_waits_for_a_person_whatever_it_says():
    for text in ("It is keratin.", "nonsense", BODIES["written"]["model"]):
        graded = mark("written", text)
        assert (graded.fraction, graded.state) == (None, "waiting")
        assert (graded.parts, graded.beliefs) == ((), ())


@pytest.mark.parametrize("nothing", [None, "", " \n\t ", "\x00\x1b", "\u202e", "\ud800"])
def test_nothing_readable_is_blank_and_marked_at_once(nothing):
    assert clean(nothing) is None
    graded = mark("written", nothing)
    assert (graded.fraction, graded.state) == (0, "blank")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("  a\tb  \n\n c ", "a b\n\n c"),
        ("cafe\u0301", "café"),
        ("a\x00b\x07c\ud83d", "abc"),
        ("safe\u202etxt.exe", "safetxt.exe"),
        ("\U0001f469\u200d\U0001f52c ok", "\U0001f469\u200d\U0001f52c ok"),
    ],
)
def test_what_reads_the_same_is_kept_the_same(sent, kept):
    assert clean(sent) == kept


@given(anything)
def test_any_text_has_one_normal_form_that_can_be_stored(text):
    found = normal(text)
    assert normal(found) == found
    assert unicodedata.is_normalized("NFC", found)
    assert found.encode() is not None
    assert not [c for c in found if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]


@given(anything)
def test_any_text_is_kept_within_the_limit_or_refused_with_it(text):
    try:
        found = clean(text)
    except ResponseError as error:
        assert (error.code, error.limit) == ("too_long", 400)
        assert len(normal(text)) > 400
    else:
        assert found is None or 0 < len(found) <= 400
        assert (found is None) == (not normal(text))


@pytest.mark.parametrize("sent", [["a"], {"text": "a"}, 7, True, b"bytes"])
def test_only_a_text_is_a_text(sent):
    with pytest.raises(ResponseError) as caught:
        clean(sent)
    assert caught.value.code == "wrong_type"


def test_the_limit_is_exact():
    assert clean("x" * 400) == "x" * 400
    with pytest.raises(ResponseError) as caught:
        clean("x" * 401)
    assert (caught.value.code, caught.value.limit) == ("too_long", 400)


def test_a_summary_is_one_short_line():
    found = example("written")
    assert WRITTEN.summary(found, "two\nlines") == "two lines"
    assert WRITTEN.summary(found, None) == ""
    long = WRITTEN.summary(found, "word " * 100)
    assert len(long) <= SUMMARY
    assert long.endswith("word…")
    assert WRITTEN.key_summary(found) == BODIES["written"]["model"]


def test_before_an_answer_nothing_of_the_rubric_is_shown():
    found = example("written")
    shown = repr(WRITTEN.shown(found))
    told = [found.model, found.explanation]
    told += [part for one in found.criteria for part in (one.text, one.good)]
    assert not [one for one in told if one in shown]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"model": None}, ("model", "missing", "")),
        ({"model": "  "}, ("model", "missing", "")),
        ({"words": None}, ("words", "missing", "")),
        ({"words": [40]}, ("words", "not_two_numbers", "")),
        ({"words": [40, 5]}, ("words", "not_two_numbers", "")),
        ({"words": [0, 5]}, ("words", "not_two_numbers", "")),
        ({"words": [True, 5]}, ("words", "not_two_numbers", "")),
        ({"words": "5 to 40"}, ("words", "not_two_numbers", "")),
        ({"characters": None}, ("characters", "missing", "")),
        ({"characters": "400"}, ("characters", "not_a_number", "")),
        ({"characters": 10_001}, ("characters", "out_of_range", "1 to 10000")),
        ({"characters": 399}, ("characters", "no_room", "400")),
        ({"criteria": criteria(7)}, ("criteria", "too_many", "6")),
        (
            {"criteria": [*criteria(2), criteria(1)[0] | {"key": "z", "text": "z", "points": 0}]},
            ("criteria[2].points", "out_of_range", "1 to 10"),
        ),
    ],
)
def test_an_author_is_told_what_is_wrong(changes, problem):
    assert problems(**changes) == {problem}


def test_a_single_word_can_be_asked_for():
    assert example("written", words=[1, 1]).words == (1, 1)


def test_a_level_after_one_that_cannot_be_read_is_told_by_itself():
    levels = [{"key": key, "text": key, "points": n} for key, n in (("a", "x"), ("b", 0), ("c", 2))]
    first = {"key": "a", "text": "Says it", "good": "It does.", "levels": levels}
    assert problems(criteria=[first, *BODIES["written"]["criteria"][1:]]) == {
        ("criteria[0].levels[0].points", "not_a_number", ""),
        ("criteria[0].levels[1].points", "not_rising", "0"),
    }
