"""What several tries count, against the definitions, for every small case there is."""

from __future__ import annotations

from decimal import ROUND_UP, Context, Decimal, localcontext
from fractions import Fraction
from itertools import product

import pytest

from quizzes.engine.behaviours import (
    COUNT_BACK,
    PENALTY,
    TRIES,
    Terms,
    count_back,
    fraction,
    standing,
    terms,
)
from quizzes.engine.kinds.base import BLANK, Graded, Part, graded
from quizzes.engine.scoring import share
from tests.quizzes.engine.examples import mark

PENALTIES = ["0", "0.1", "0.25", "0.3333333", "0.5", "1"]


def raw(text: str) -> Graded:
    return graded(Decimal(text), ())


def by_part(*right: bool | str) -> Graded:
    """A try of so many parts: right or not, or a share in between."""
    parts = [
        Part(f"p{index}", one is True, None if isinstance(one, bool) else Decimal(one))
        for index, one in enumerate(right)
    ]
    return Graded(Decimal("0.5"), "partly", tuple(parts))


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("sequence", [s for n in (1, 2, 3, 4) for s in product("01", repeat=n)])
def test_a_try_counts_what_it_is_worth_less_the_tries_before_it(penalty, sequence):
    tries = [raw(one) for one in sequence]
    expected = max(Decimal(0), Decimal(sequence[-1]) - Decimal(penalty) * (len(sequence) - 1))
    found = fraction(Terms(TRIES, 4, Decimal(penalty)), tries)
    assert found == expected
    assert found.as_tuple().exponent == -7


@pytest.mark.parametrize(
    ("sequence", "expected"),
    [
        ([True], "1"),
        ([False, True], "0.6666667"),
        ([False, False, True], "0.3333334"),
        ([False, False, False, True], "0.0000001"),
        ([False], "0"),
    ],
)
def test_a_third_is_taken_off_each_time(sequence, expected):
    tries = [mark("single", "a" if right else "b") for right in sequence]
    found = standing(terms(TRIES, kind="single", tries=len(tries)), tries)
    assert found.fraction == Decimal(expected)
    assert found.outcome == ("right" if sequence[-1] else "wrong")


def test_a_partly_right_last_try_pays_too_but_never_below_nothing():
    sat = Terms(TRIES, 3, Decimal("0.25"))
    assert fraction(sat, [raw("0"), raw("0.5")]) == Decimal("0.25")
    assert fraction(sat, [raw("0"), raw("0"), raw("0.4")]) == 0
    assert fraction(sat, [raw("0.9"), raw("0.2")]) == 0  # the last counts, not the best


def test_no_mark_is_known_while_a_person_must_look():
    for behaviour in (TRIES, COUNT_BACK):
        sat = Terms(behaviour, 3, PENALTY, by_part=behaviour.counts_back)
        assert fraction(sat, [raw("0"), Graded(None, "waiting")]) is None


def _definition(sequence, penalty) -> Fraction:
    """The rule, word for word: each part max(0, 1 - penalty x (index of last wrong try + 1))."""
    total = Fraction(0)
    for part in range(len(sequence[0])):
        wrong = [index for index, one in enumerate(sequence) if not one[part]]
        if sequence[-1][part]:
            total += max(Fraction(0), 1 - Fraction(penalty) * (max(wrong, default=-1) + 1))
    return total / len(sequence[0])


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize(("parts", "tries"), [(1, 4), (2, 3), (3, 3)])
def test_counting_back_is_its_definition_for_every_sequence(penalty, parts, tries):
    for count in range(1, tries + 1):
        for sequence in product(product([True, False], repeat=parts), repeat=count):
            found = count_back([by_part(*one) for one in sequence], penalty=Decimal(penalty))
            exact = _definition(sequence, Decimal(penalty))
            assert abs(Fraction(found) - exact) <= Fraction(1, 20_000_000)
            assert found.as_tuple().exponent == -7


def test_counting_back_looks_at_each_part_by_itself():
    tries = [
        mark("matching", {"a": "x", "b": "x", "c": "x"}),
        mark("matching", {"a": "x", "b": "z", "c": "y"}),
        mark("matching", {"a": "x", "b": "y", "c": "x"}),
    ]
    sat = terms(COUNT_BACK, kind="matching", tries=3, penalty=Decimal("0.25"))
    # a never wrong: 1; b wrong up to the second: 0.5; c right, wrong, right: 0.5
    assert standing(sat, tries).fraction == share(2, 3)
    assert standing(terms(TRIES, kind="matching", tries=3), tries).fraction == Decimal("0.3333334")


def test_a_part_given_up_at_the_end_counts_nothing():
    sat = terms(COUNT_BACK, kind="matching", tries=3)
    tried = mark("matching", {"a": "x", "b": "y", "c": "y"})
    left = mark("matching", {"a": "x"})
    assert fraction(sat, [tried, left]) == share(1, 3)
    assert fraction(sat, [tried, BLANK]) == 0
    assert fraction(sat, [left, tried]) == Decimal("0.5555556")  # a 1, b 1 - 1/3, c 0


def test_a_part_that_an_earlier_try_left_out_was_wrong_then():
    assert count_back([BLANK, by_part(True)], penalty=Decimal("0.25")) == Decimal("0.75")
    assert count_back([by_part(True), BLANK, by_part(True)], penalty=Decimal("0.25")) == Decimal(
        "0.5"
    )


def test_a_partly_right_part_is_counted_from_when_it_was_last_worse():
    half, more = by_part("0.5"), by_part("0.8")
    penalty = Decimal("0.1")
    assert count_back([half], penalty=penalty) == Decimal("0.5")
    assert count_back([half, more], penalty=penalty) == Decimal("0.7")
    assert count_back([more, half], penalty=penalty) == Decimal("0.5")
    assert count_back([half, more, more], penalty=penalty) == Decimal("0.7")
    assert count_back([by_part(False), half, by_part(True)], penalty=penalty) == Decimal("0.8")
    assert count_back([half, by_part(False)], penalty=Decimal(0)) == 0


def test_parts_of_more_weight_count_more():
    tries = [by_part(True, False), by_part(True, True)]
    weights = {"p0": 1, "p1": Decimal(3)}
    found = count_back(tries, penalty=Decimal("0.5"), weights=weights)
    assert found == Decimal("0.625")  # (1 x 1 + 3 x 0.5) / 4
    sat = Terms(COUNT_BACK, 2, Decimal("0.5"), by_part=True)
    assert standing(sat, tries, weights=weights).fraction == found
    assert standing(sat, tries, weights={"p1": 3}).fraction == found
    assert count_back(tries, penalty=Decimal(0), weights={"p0": 0, "p1": 0}) == 0


def test_the_callers_precision_changes_no_mark():
    tries = [by_part(False, True, False), by_part(True, True, True)]
    sat = Terms(COUNT_BACK, 3, PENALTY, by_part=True)
    plain = Terms(TRIES, 3, PENALTY)
    expected = fraction(sat, tries), fraction(plain, tries)
    with localcontext(Context(prec=2, rounding=ROUND_UP)):
        assert (fraction(sat, tries), fraction(plain, tries)) == expected
