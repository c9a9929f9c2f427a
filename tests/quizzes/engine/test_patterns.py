"""Answers with wildcards and near misses, letter by letter."""

from __future__ import annotations

import pytest

from quizzes.engine.kinds.patterns import (
    Pattern,
    example,
    folded,
    is_one_edit_apart,
    pattern,
)


@pytest.mark.parametrize(
    ("text", "pieces", "is_all", "has_wildcard"),
    [
        ("horn", ("horn",), False, False),
        ("", ("",), False, False),
        ("*", ("", ""), True, True),
        ("**", ("", "", ""), True, True),
        ("*a", ("", "a"), False, True),
        ("a\\*b", ("a*b",), False, False),
        ("\\\\*", ("\\*",), False, False),
    ],
)
def test_a_star_parts_an_answer_and_a_star_after_a_backslash_is_one(
    text, pieces, is_all, has_wildcard
):
    found = pattern(text)
    assert (found.pieces, found.is_all, found.has_wildcard) == (pieces, is_all, has_wildcard)


@pytest.mark.parametrize(
    ("pieces", "text", "matches"),
    [
        (("a", "b", "c"), "a-b-c", True),
        (("a", "b", "c"), "a-c", False),
        (("a", "b", "c"), "abc", True),
        (("a", "bc", "c"), "abc", False),  # a letter serves one piece only
        (("ab", "bc"), "abc", False),
        (("ab", "bc"), "abbc", True),
        (("a", "b", "b", "c"), "a-b-c", False),
        (("", "b", ""), "b", True),
        (("", "b", ""), "a", False),
        (("a", ""), "b", False),
        (("", "a"), "b", False),
        (("a",), "ab", False),
    ],
)
def test_pieces_follow_one_another_from_the_first_letter_to_the_last(pieces, text, matches):
    assert Pattern(pieces).matches(text) is matches


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("horn", "horn", False),
        ("", "", False),
        ("horn", "hornn", True),
        ("horn", "orn", True),
        ("horn", "hrn", True),
        ("horn", "hora", True),
        ("horn", "corn", True),
        ("horn", "h", False),
        ("horn", "honr", False),
        ("horn", "hor", True),
        ("horn", "hornrn", False),
        ("", "a", True),
        ("a", "b", True),
    ],
)
def test_one_edit_is_a_letter_added_left_out_or_exchanged(one, other, apart):
    assert is_one_edit_apart(one, other) is apart
    assert is_one_edit_apart(other, one) is apart


def test_a_near_miss_is_met_only_where_it_is_tolerated():
    strict, lenient = pattern("keratin"), pattern("keratin", tolerant=True)
    assert (strict.tolerant, lenient.tolerant) == (False, True)
    assert not strict.matches("keratim") and lenient.matches("keratim")
    assert lenient.matches("keratin") and not lenient.matches("keratiim!")
    assert not pattern("kerat*", tolerant=True).tolerant
    assert not pattern("pus", tolerant=True).tolerant


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("  A   B. ", "a b"),
        ("?!", "?!"),
        ("a *", "a *"),
        ("horn …", "horn …"),
        ("horn…", "horn"),
        ("a *.", "a *"),
        ("Kera\u00adtin", "keratin"),
    ],
)
def test_what_is_compared_is_folded(text, seen):
    assert folded(text) == seen


def test_case_is_kept_only_where_it_counts():
    assert folded("pH.", case_sensitive=True) == "pH"
    assert pattern("pH", case_sensitive=True).pieces == ("pH",)
    assert pattern("pH").pieces == ("ph",)


def test_an_answer_is_read_out_with_dots_for_what_may_be_anything():
    assert example("kerat* of \\*", "…") == "kerat… of *"
    assert example("*") == "…"
