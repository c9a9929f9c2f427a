"""A few words: what counts as the same, what a star stands for, which answer is met first."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds import KINDS, definition
from quizzes.engine.kinds.base import DefinitionError, Part
from quizzes.engine.kinds.patterns import folded, is_one_edit_apart, pattern
from tests.quizzes.engine.examples import BODIES, example, mark

SHORT = KINDS["short_text"]


def answer(text: str, weight: str = "1", key: str = "a", **more: str) -> dict[str, str]:
    return {"key": key, "text": text, "weight": weight, "why": "So.", **more}


def matches(text: str, typed: str, **how: bool) -> bool:
    return mark("short_text", typed, answers=[answer(text)], **how).fraction == 1


def problems(**changes: object) -> set[tuple[str, str, str]]:
    with pytest.raises(DefinitionError) as caught:
        definition("short_text", BODIES["short_text"] | changes)
    return {(p.path, p.code, p.detail) for p in caught.value.problems}


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("keratin", "  KeRaTin \n"),
        ("keratin", "keratin."),
        ("keratin", "Keratin ?!… "),
        ("keratin.", "keratin"),
        ("closed cyst", "closed \t\u00a0 cyst"),
        ("caf\u00e9", "CAFE\u0301"),
        ("Straße", "STRASSE"),
        ("soft\u00adener", "softener"),
        ("ke\u200bratin", "keratin"),
        ("?", "?"),
        ("*", "whatever"),
        ("*", "?"),
        ("kerat*", "kerat"),
        ("kerat*", "Keratinous matter"),
        ("*cyst", "a closed cyst."),
        ("* cyst *", "a cyst inside"),
        ("a*b*c", "a bb cb c"),
        ("5 \\* 3", "5 * 3"),
        ("\\*", "*"),
        ("\\**", "*bold"),
        ("a\\b", "a\\b"),
    ],
)
def test_what_says_the_same_matches(text, typed):
    assert matches(text, typed)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("keratin", "the keratin"),
        ("keratin", "keratin plug"),
        ("keratin", "keratina"),
        ("closed cyst", "closedcyst"),
        ("50%", "50"),
        ("kerat*", "akeratin"),
        ("* cyst", "cyst"),
        ("ab*ba", "aba"),
        ("a*b*c", "acb"),
        ("\\*", "x"),
        ("a.c", "abc"),
        ("[a-z]+", "abc"),
        ("a?c", "abc"),
    ],
)
def test_what_says_something_else_does_not(text, typed):
    assert not matches(text, typed)


def test_capitals_count_only_where_the_author_says_so():
    assert not matches("pH", "PH", case_sensitive=True)
    assert matches("pH", " pH. ", case_sensitive=True)


def naive(text: str, typed: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, text.split("*"))), typed) is not None


def test_every_small_pattern_matches_what_its_definition_says():
    texts = ["".join(one) for size in range(6) for one in product("ab", repeat=size)]
    for size in range(1, 6):
        for text in map("".join, product("ab*", repeat=size)):
            found = pattern(text)
            assert [found.matches(one) for one in texts] == [naive(text, one) for one in texts]


@given(st.text("ab*\\", max_size=12), st.text("ab*\\", max_size=20))
def test_any_pattern_matches_what_its_definition_says(text, typed):
    parts = re.split(r"(?<!\\)\*", text)
    expected = ".*".join(re.escape(part.replace("\\*", "*")) for part in parts)
    assert pattern(text).matches(typed) == bool(re.fullmatch(expected, typed))


def test_no_text_makes_matching_slow():
    """This ends; one that tried every way to share out the letters would not."""
    evil = pattern("*a" * 60 + "*b")
    size = 100_000
    assert not evil.matches("a" * size)
    assert not evil.matches("a" * size + "c")
    assert evil.matches("a" * size + "b")
    assert not pattern("*" * 150 + "x").matches("y" * size)
    assert not matches("*a" * 99 + "*b", "a" * 200)


def distance(one: str, other: str) -> int:
    """Levenshtein's, as the textbook has it."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        above, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
    return row[-1]


def test_one_edit_apart_is_a_distance_of_one():
    words = ["".join(one) for size in range(5) for one in product("abc", repeat=size)]
    for one, other in product(words, words):
        assert is_one_edit_apart(one, other) == (distance(one, other) == 1)


@pytest.mark.parametrize(
    ("typed", "passes"),
    [
        ("keratin", True),
        ("Keratine.", True),
        ("kertin", True),
        ("kerafin", True),
        ("kertain", False),
        ("karatine", False),
    ],
)
def test_one_wrong_letter_passes_where_the_author_lets_it(typed, passes):
    assert matches("keratin", typed, spelling_tolerance=True) == passes
    assert matches("keratin", typed) == (typed == "keratin")


def test_six_letters_are_enough_to_forgive_one():
    assert matches("dermis", "dermiss", spelling_tolerance=True)
    assert matches("dermis", "dermi", spelling_tolerance=True)
    assert not matches("derma", "dermae", spelling_tolerance=True)


@pytest.mark.parametrize(("text", "typed"), [("cysts", "cyst"), ("keratin*", "keratun"), ("*", "")])
def test_no_letter_is_forgiven_in_a_short_word_or_beside_a_star(text, typed):
    assert not matches(text, typed, spelling_tolerance=True)


def test_the_first_answer_that_matches_wins():
    rows = [
        answer("blue *", "0.5", "a"),
        answer("* dye", "1", "b"),
        answer("*", "0.25", "c"),
    ]
    found = {}
    for typed in ("blue dye", "red dye", "blue", "none"):
        graded = mark("short_text", typed, answers=rows)
        found[typed] = (graded.matched, str(graded.fraction), graded.state)
    assert found == {
        "blue dye": ("a", "0.5000000", "partly"),
        "red dye": ("b", "1.0000000", "right"),
        "blue": ("c", "0.2500000", "partly"),
        "none": ("c", "0.2500000", "partly"),
    }
    assert SHORT.guess(example("short_text", answers=rows)) == Decimal("0.25")


def test_a_foreseen_wrong_answer_is_named_and_reveals_its_belief():
    graded = mark("short_text", "Mother's milk")
    assert (graded.fraction, graded.state, graded.matched) == (0, "wrong", "c")
    assert graded.beliefs == (("c", "M03"),)
    assert graded.parts == (Part("text", False, Decimal("0E-7")),)
    unforeseen = mark("short_text", "pus")
    assert (unforeseen.fraction, unforeseen.matched, unforeseen.beliefs) == (0, "", ())


def test_beside_a_star_nothing_looks_alike():
    rows = [answer("keratan", "0"), answer("keratin*", "1", "b"), answer("milk", "1", "c")]
    found = example("short_text", answers=rows, spelling_tolerance=True)
    assert [one.pattern.has_wildcard for one in found.answers] == [False, True, False]
    assert [one.pattern.tolerant for one in found.answers] == [True, False, False]


def test_an_erased_text_is_not_judged():
    with pytest.raises(TypeError):
        SHORT.grade(example("short_text"), {"characters": 7})


def test_the_right_response_is_one_that_its_own_answer_takes():
    rows = [answer("ker*", "0"), answer("keratin", "1", "b"), answer("* of horn", "1", "c")]
    found = example("short_text", answers=rows)
    assert SHORT.right_response(found) == "… of horn"
    assert SHORT.key_summary(found) == "keratin; … of horn"


@given(st.text("ab* .\\", min_size=1, max_size=12).filter(str.strip))
def test_an_answer_read_out_is_met_by_itself(text):
    found = example("short_text", answers=[answer(text)])
    right = SHORT.right_response(found)
    assert SHORT.clean(found, right) == right
    assert SHORT.grade(found, right).fraction == 1


@given(st.text(max_size=80) | st.text("a …. ?", max_size=8))
def test_folding_is_stable(text):
    assert folded(folded(text)) == folded(text)
    assert folded(folded(text, case_sensitive=True)) == folded(text)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"answers": [answer("x" * 201)]}, ("answers[0].text", "too_long", "200")),
        ({"answers": [answer("x", "1.5")]}, ("answers[0].weight", "out_of_range", "0 to 1")),
        ({"answers": [answer("x", "0.5")]}, ("answers", "no_whole_answer", "")),
        (
            {"answers": [answer("x", belief="M01")]},
            ("answers[0].belief", "belief_on_right_answer", "M01"),
        ),
        (
            {"answers": [answer("*", "0"), answer("keratin", "1", "b")]},
            ("answers", "never_met", ""),
        ),
        (
            {
                "answers": [answer("hyaluron"), answer("hialuron", "0", "b")],
                "spelling_tolerance": True,
            },
            ("answers", "look_alike", "hyaluron, hialuron"),
        ),
        ({"case_sensitive": "no"}, ("case_sensitive", "not_true_or_false", "")),
        ({"spelling_tolerance": 1}, ("spelling_tolerance", "not_true_or_false", "")),
    ],
)
def test_an_author_is_told_what_is_wrong(changes, problem):
    assert problems(**changes) == {problem}


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("Keratin plug", [("a", "Keratin plug", "keratin…", True)]),
        ("skin cells", [("b", "skin cells", "skin cells", False), ("a", None, "keratin…", None)]),
        ("some milk", [("c", "some milk", None, False), ("a", None, "keratin…", None)]),
        ("pus", [("", "pus", None, False), ("a", None, "keratin…", None)]),
        ("", [("a", None, "keratin…", None)]),
        (None, [("a", None, "keratin…", None)]),
    ],
)
def test_hers_stands_before_what_else_is_right(typed, rows):
    found = SHORT.judged(example("short_text"), typed, ())
    assert [(row.key, row.given, row.correct, row.right) for row in found] == rows
