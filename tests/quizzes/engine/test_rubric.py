"""What a marking comes to, against the definition stated naively; and how far markers agree."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine import rubric
from quizzes.engine.kinds import definition
from quizzes.engine.kinds.base import DefinitionError
from quizzes.engine.scoring import ItemMark, total
from tests.quizzes.engine.examples import BODIES, example

EIGHTY = Decimal("0.8")
SAFETY = [
    {"key": "none", "text": "Says nothing of it", "points": 0},
    {"key": "some", "text": "Warns", "points": 1},
    {"key": "full", "text": "Warns and says what to do", "points": 3},
]


def body(*rows: dict[str, object]) -> dict[str, object]:
    criteria = [
        {"key": f"k{n}", "text": f"T{n}", "good": "So."} | row for n, row in enumerate(rows)
    ]
    return BODIES["written"] | {"criteria": criteria}


def rubric_of(*rows: dict[str, object]):
    return definition("written", body(*rows))


def levels(*points: int) -> dict[str, object]:
    return {"levels": [{"key": f"l{n}", "text": f"L{n}", "points": n} for n in points]}


def problems(*rows: dict[str, object]) -> set[tuple[str, str, str]]:
    with pytest.raises(DefinitionError) as caught:
        rubric_of(*rows)
    return {(one.path, one.code, one.detail) for one in caught.value.problems}


def test_the_criteria_of_old_have_two_levels():
    found = example("written")
    assert [[(one.key, one.points) for one in row.levels] for row in found.criteria] == [
        [("not_met", 0), ("met", 1)],
        [("not_met", 0), ("met", 2)],
    ]
    graded = rubric.score(found, {"a": "met", "b": "not_met"})
    assert (graded.fraction, graded.state) == (Decimal("0.3333333"), "partly")
    assert [(part.key, part.right, part.fraction) for part in graded.parts] == [
        ("a", True, 1),
        ("b", False, 0),
    ]


def test_levels_earn_their_points_of_the_highest_ones():
    found = rubric_of({"levels": SAFETY}, {"points": 1})
    graded = rubric.score(found, {"k0": "some", "k1": "met"})
    assert graded.fraction == Decimal("0.5000000")
    assert graded.parts[0].fraction == Decimal("0.3333333")
    assert rubric.score(found, {"k0": "full", "k1": "met"}).state == "right"
    assert rubric.score(found, {"k0": "none", "k1": "not_met"}).state == "wrong"


@pytest.mark.parametrize("critical", ["", "l1", "l2"])
@pytest.mark.parametrize("pass_mark", [None, Decimal("0.2"), Decimal("0.5"), Decimal(1)])
def test_every_marking_of_small_rubrics_is_what_the_definition_says(critical, pass_mark):
    first = levels(0, 1, 2) | ({"critical": critical} if critical else {})
    found = rubric_of(first, levels(1, 3), {"points": 2})
    worth = {"l0": 0, "l1": 1, "l2": 2, "l3": 3, "met": 2, "not_met": 0}
    for marking in product(("l0", "l1", "l2"), ("l1", "l3"), ("not_met", "met")):
        share = Fraction(sum(worth[one] for one in marking), 2 + 3 + 2)
        exact = Decimal(share.numerator) / Decimal(share.denominator)
        expected = exact.quantize(Decimal("1e-7"), ROUND_HALF_UP)
        if pass_mark is not None and critical and worth[marking[0]] < worth[critical]:
            expected = min(expected, pass_mark - Decimal("0.00001"))
        chosen = dict(zip(("k0", "k1", "k2"), marking, strict=True))
        assert rubric.score(found, chosen, pass_mark=pass_mark).fraction == expected


@given(st.decimals(min_value=Decimal("0.00001"), max_value=1, places=7))
def test_below_a_critical_level_it_is_no_pass_and_not_one_step_less(pass_mark):
    cap = rubric.fail_cap(pass_mark)
    assert total([ItemMark(cap)], pass_mark).passed is False
    assert total([ItemMark(cap + Decimal("0.00001"))], pass_mark).passed


def test_the_fail_cap_is_the_score_next_below_the_pass_mark():
    assert rubric.fail_cap(EIGHTY) == Decimal("0.7999900")
    assert rubric.fail_cap(Decimal(1)) == Decimal("0.9999900")
    assert rubric.fail_cap(Decimal(0)) == 0
    found = rubric_of({"points": 1, "critical": "met"}, {"points": 9})
    capped = rubric.score(found, {"k0": "not_met", "k1": "met"}, pass_mark=EIGHTY)
    assert (capped.fraction, capped.state) == (Decimal("0.7999900"), "partly")
    assert capped.parts[1].fraction == 1  # each part is told as it was judged
    low = rubric.score(found, {"k0": "not_met", "k1": "not_met"}, pass_mark=EIGHTY)
    assert low.fraction == 0  # a cap never lifts


@given(st.lists(st.lists(st.integers(0, 10), min_size=2, max_size=6, unique=True), min_size=2,
                max_size=6), st.data())  # fmt: skip
def test_a_higher_level_never_earns_less(rows, data):
    rows = [sorted(row) for row in rows]
    found = rubric_of(*(levels(*row) for row in rows))
    places = [data.draw(st.integers(0, len(row) - 1)) for row in rows]
    marking = {f"k{n}": f"l{row[at]}" for n, (row, at) in enumerate(zip(rows, places, strict=True))}
    low = rubric.score(found, marking).fraction
    assert 0 <= low <= 1
    raised = marking | {"k0": f"l{rows[0][-1]}"}
    assert rubric.score(found, raised).fraction >= low
    best = {f"k{n}": f"l{row[-1]}" for n, row in enumerate(rows)}
    assert rubric.score(found, best).fraction == 1


@pytest.mark.parametrize(
    ("marking", "told"),
    [
        ({}, (("a", "not_judged"), ("b", "not_judged"))),
        ({"a": "met"}, (("b", "not_judged"),)),
        ({"a": "met", "b": "half"}, (("b", "unknown_level"),)),
        ({"a": "met", "b": ""}, (("b", "unknown_level"),)),
        ({"a": "met", "b": "met", "c": "met"}, (("c", "unknown_criterion"),)),
        ({"a": "met", "b": "met", "c" * 81: "met"}, (("c" * 80, "unknown_criterion"),)),
    ],
)
def test_a_marking_that_does_not_fit_is_refused_with_all_its_problems(marking, told):
    for refuse in (rubric.check, rubric.points, rubric.score):
        with pytest.raises(rubric.MarkingError) as caught:
            refuse(example("written"), marking)
        assert caught.value.problems == told


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([levels(0), {"points": 1}], ("criteria[0].levels", "too_few", "2")),
        ([levels(*range(7)), {"points": 1}], ("criteria[0].levels", "too_many", "6")),
        ([levels(1, 0), {"points": 1}], ("criteria[0].levels[1].points", "not_rising", "1")),
        (
            [levels(0, 11), {"points": 1}],
            ("criteria[0].levels[1].points", "out_of_range", "0 to 10"),
        ),
        ([levels(0, 1) | {"points": 1}, {"points": 1}], ("criteria[0].points", "points_and_levels", "")),  # noqa: E501
        ([levels(0, 1) | {"critical": "l9"}, {"points": 1}], ("criteria[0].critical", "unknown_level", "l9")),  # noqa: E501
        ([levels(0, 1) | {"critical": "l0"}, {"points": 1}], ("criteria[0].critical", "critical_lowest", "l0")),  # noqa: E501
        ([{"points": 1, "critical": "half"}, {"points": 1}], ("criteria[0].critical", "unknown_level", "half")),  # noqa: E501
    ],
)  # fmt: skip
def test_an_author_is_told_what_is_wrong_with_levels(rows, problem):
    assert problems(*rows) == {problem}


def test_two_markers_more_than_fifteen_hundredths_apart_need_a_third():
    assert not rubric.needs_third(Decimal("0.5"), Decimal("0.65"))
    assert not rubric.needs_third(Decimal("0.65"), Decimal("0.5"))
    assert rubric.needs_third(Decimal("0.5"), Decimal("0.6500001"))
    assert rubric.needs_third(Decimal("0.6500001"), Decimal("0.5"))


def naive_kappa(pairs: list[tuple[int, int]], top: int) -> Fraction | None:
    """Cohen's, from the table of observed and expected shares."""
    n, cells = len(pairs), list(product(range(top + 1), repeat=2))
    weight = {(i, j): Fraction((i - j) ** 2, top**2) for i, j in cells}
    seen = sum(weight[i, j] * Fraction(pairs.count((i, j)), n) for i, j in cells)
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    chance = sum(
        weight[i, j] * first.count(i) * second.count(j) / Fraction(n * n) for i, j in cells
    )
    return None if chance == 0 else 1 - seen / chance


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=20, max_size=40))
def test_agreement_is_cohen_s_kappa_with_quadratic_weights(pairs):
    found, expected = rubric.kappa(pairs), naive_kappa(pairs, 5)
    if expected is None:
        assert found is None
    else:
        assert abs(Fraction(found) - expected) < Fraction(1, 10**20)
        assert -1 <= found <= 1


def test_agreement_is_told_from_twenty_pairs_on():
    pairs = [(n % 4, n % 4) for n in range(20)]
    assert rubric.kappa(pairs[:19]) is None
    assert rubric.kappa(pairs) == 1
    assert rubric.kappa([(0, 3), (3, 0)] * 10) == -1
    assert rubric.kappa([(2, 2)] * 30) is None
