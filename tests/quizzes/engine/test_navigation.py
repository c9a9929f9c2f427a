"""The order of questions, and which may be opened."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.navigation import FREE, SEQUENTIAL, Section, in_order, may_visit

SEED = bytes(range(16))
seeds = st.binary(min_size=16, max_size=16)


def section(text: str, *, shuffles: bool = False) -> Section:
    """ "a bc d": two questions, and a case of two parts between them."""
    return Section(tuple(tuple(unit) for unit in text.split()), shuffles)


def test_what_is_not_shuffled_stays_as_written():
    assert in_order([section("a bc d"), section("x y")], SEED) == tuple("abcdxy")
    assert in_order([], SEED) == ()
    assert in_order([Section((), shuffles=True)], SEED) == ()


@given(seed=seeds, shuffled=st.tuples(st.booleans(), st.booleans()))
def test_cases_stay_together_and_sections_where_they_are(seed, shuffled):
    texts = ("a bcd e fg", "x yz")
    found = "".join(
        in_order([section(t, shuffles=s) for t, s in zip(texts, shuffled, strict=True)], seed)
    )
    assert sorted(found[:7]) == list("abcdefg") and sorted(found[7:]) == list("xyz")
    assert "bcd" in found and "fg" in found and "yz" in found
    for text, shuffles in zip(texts, shuffled, strict=True):
        assert shuffles or text.replace(" ", "") in found


@given(seed=seeds, units=st.permutations(["a", "bcd", "e", "fg"]))
def test_a_shuffled_order_is_the_seeds_whatever_order_units_come_in(seed, units):
    expected = in_order([section("a bcd e fg", shuffles=True)], seed)
    assert in_order([section(" ".join(units), shuffles=True)], seed) == expected


def test_every_order_comes_about_as_often():
    counts = Counter(
        "".join(in_order([section("a b cd", shuffles=True)], n.to_bytes(16))) for n in range(2000)
    )
    assert set(counts) == {"".join(one) for one in permutations(["a", "b", "cd"])}
    assert sum((c - 2000 / 6) ** 2 / (2000 / 6) for c in counts.values()) < 20.5  # p = 0.001, 5 df


def test_two_sections_are_shuffled_independently():
    found = set()
    for n in range(40):
        first, second = section("a b", shuffles=True), section("c d", shuffles=True)
        found.add(in_order([first, second], n.to_bytes(16)))
    assert len(found) == 4


@pytest.mark.parametrize("units", [((),), (("a",), ("a",)), (("a", "a"),)])
@pytest.mark.parametrize("shuffles", [True, False])
def test_an_empty_unit_or_a_question_twice_is_refused(units, shuffles):
    with pytest.raises(ValueError):
        in_order([Section(units, shuffles)], SEED)


def test_no_question_is_in_two_sections():
    with pytest.raises(ValueError):
        in_order([section("a"), section("ba")], SEED)


def visitable(reached: int, navigation: str) -> list[int]:
    return [
        position
        for position in range(-1, 8)
        if may_visit(position, reached=reached, count=5, navigation=navigation)
    ]


@pytest.mark.parametrize("reached", range(6))
def test_free_navigation_opens_every_question_there_is(reached):
    assert visitable(reached, FREE) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("reached", "expected"),
    [(0, [1]), (1, [1, 2]), (2, [2, 3]), (3, [3, 4]), (4, [4, 5]), (5, [5])],
)
def test_sequential_navigation_goes_neither_back_nor_two_ahead(reached, expected):
    assert visitable(reached, SEQUENTIAL) == expected


def test_there_is_no_third_way_to_go():
    with pytest.raises(ValueError):
        may_visit(1, reached=0, count=5, navigation="random")


def test_a_seed_keeps_its_order_for_ever():
    """What was shown once has to be shown again, whatever has been released since."""
    sections = [section("a bcd e fg", shuffles=True), section("x yz w v", shuffles=True)]
    assert "".join(in_order(sections, SEED)) == "fgbcdaeyzvwx"
    assert Section((("a",), ("b",))).shuffles is False


def test_a_question_that_is_not_there_is_refused_in_so_many_words():
    assert may_visit(6, reached=5, count=5, navigation=FREE) is False
