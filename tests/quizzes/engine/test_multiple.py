"""Every rule of multiple response, against its definition written down a second time."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds import KINDS, definition
from quizzes.engine.kinds.base import DefinitionError, ResponseError
from quizzes.engine.kinds.multiple_rules import COUNTING, RULES, Chosen
from tests.quizzes.engine.examples import BODIES, example, mark, options

MULTIPLE = KINDS["multiple"]


def by_definition(rule: str, truths: list[bool], picks: list[bool]) -> Fraction:
    """The table of rules as it is printed, option by option."""
    n, k = len(truths), sum(truths)
    c = sum(t and p for t, p in zip(truths, picks, strict=True))
    w = sum(p and not t for t, p in zip(truths, picks, strict=True))
    right = [t == p for t, p in zip(truths, picks, strict=True)]
    mtf = Fraction(right.count(True), n)
    return {
        "all_or_nothing": Fraction(all(right)),
        "plus_minus": max(Fraction(0), Fraction(c - w, k)),
        "balanced": max(Fraction(0), Fraction(c, k) - (Fraction(w, n - k) if n > k else 0)),
        "each_option": mtf,
        "half_way": Fraction(1 if mtf == 1 else Fraction(1, 2) if 2 * mtf >= 1 else 0),
        "right_minus_wrong": max(Fraction(0), 2 * mtf - 1),
        "choose_n": Fraction(c, k),
    }[rule]


def subsets(keys):
    return [list(some) for size in range(len(keys) + 1) for some in combinations(keys, size)]


def weighed(*weights, **changes):
    """Options that are right where their weight is above 0."""
    rows = [
        {"key": f"o{i}", "text": f"Option {i}", "correct": Decimal(str(w)) > 0, "why": "So."}
        | {"weight": w}
        for i, w in enumerate(weights)
    ]
    rows = [row | changes if row["key"] == "o0" else row for row in rows]
    return BODIES["multiple"] | {"options": rows, "rule": "weighted"}


def problems(body):
    with pytest.raises(DefinitionError) as caught:
        definition("multiple", body)
    return {(p.path, p.code, p.detail) for p in caught.value.problems}


@pytest.mark.parametrize("rule", COUNTING)
@pytest.mark.parametrize(("n", "k"), [(n, k) for n in range(2, 7) for k in range(1, n + 1)])
def test_every_subset_of_up_to_six_options_is_marked_by_its_definition(rule, n, k):
    found = example("multiple", options=options(n, k), rule=rule)
    keys = [option.key for option in found.options]
    for some in subsets(keys):
        if rule == "choose_n" and len(some) > k:
            continue
        graded = MULTIPLE.grade(found, MULTIPLE.clean(found, some))
        truth = by_definition(rule, [o.correct for o in found.options], [o in some for o in keys])
        if some:
            assert abs(Fraction(graded.fraction) - truth) <= Fraction(1, 2 * 10**7)
            assert (graded.state == "right") == (truth == 1)
        else:
            assert (graded.state, graded.fraction) == ("blank", 0)


@pytest.mark.parametrize(
    ("rule", "two_of_five", "three_of_five"),
    [
        ("all_or_nothing", ".031", ".031"),
        ("plus_minus", ".109", ".240"),
        ("balanced", ".188", ".187"),
        ("each_option", ".500", ".500"),
        ("half_way", ".266", ".266"),
        ("right_minus_wrong", ".188", ".188"),
    ],
)
def test_luck_earns_what_was_worked_out_for_five_options(rule, two_of_five, three_of_five):
    """Over all 32 subsets, the empty one too: as a rule alone marks it."""
    for k, expected in ((2, two_of_five), (3, three_of_five)):
        marks = [
            max(Fraction(0), Fraction(*COUNTING[rule](Chosen(5, k, c, len(some) - c))))
            for some in subsets(range(5))
            for c in [sum(one < k for one in some)]
        ]
        assert abs(sum(marks) / 32 - Fraction(expected)) <= Fraction(1, 1000)


@pytest.mark.parametrize("rule", RULES)
def test_nothing_chosen_is_blank_under_every_rule(rule):
    body = weighed("0.5", "0.5", 0) if rule == "weighted" else BODIES["multiple"] | {"rule": rule}
    found = definition("multiple", body)
    assert MULTIPLE.clean(found, []) is None
    assert MULTIPLE.grade(found, None).state == "blank"
    assert MULTIPLE.grade(found, MULTIPLE.right_response(found)).fraction == 1
    assert MULTIPLE.guess(found) is None


@pytest.mark.parametrize(
    ("response", "fraction"),
    [
        (["o0"], "0.6"),
        (["o0", "o1"], "1"),
        (["o0", "o2"], "0.35"),
        (["o1", "o2", "o3"], "0"),
        (["o0", "o1", "o4"], "1"),
        (["o0", "o1", "o2", "o3"], "0.25"),
    ],
)
def test_weights_of_what_is_chosen_are_added_up_between_0_and_1(response, fraction):
    found = definition("multiple", weighed(0.6, "0.4", -0.25, Decimal("-0.5"), 0))
    assert MULTIPLE.grade(found, response).fraction == Decimal(fraction)


def test_three_thirds_written_with_seven_places_are_a_whole():
    found = definition("multiple", weighed(*[0.3333333] * 3, -0.3333333))
    assert MULTIPLE.grade(found, ["o0", "o1", "o2"]).state == "right"
    assert str(MULTIPLE.grade(found, ["o0", "o1"]).fraction) == "0.6666666"
    assert str(MULTIPLE.grade(found, ["o0", "o1", "o2", "o3"]).fraction) == "0.6666666"


@pytest.mark.parametrize(
    ("weights", "is_whole"),
    [
        (("0.5", "0.5"), True),
        (("0.5", "0.499999"), True),
        (("0.5", "0.500001"), True),
        (("0.5", "0.4999989"), False),
        (("0.5", "0.499998999999"), False),
        (("0.5", "0.5000011"), False),
    ],
)
def test_the_weights_of_the_right_ones_come_to_one_within_a_millionth(weights, is_whole):
    body = weighed(*weights, -1)
    if is_whole:
        assert MULTIPLE.grade(definition("multiple", body), ["o0", "o1"]).fraction == 1
    else:
        total = str(sum(map(Decimal, weights)))
        assert problems(body) == {("options", "weights_not_one", total)}


@pytest.mark.parametrize(
    ("weight", "code", "detail"),
    [
        (None, "missing", ""),
        (0, "weight_not_above_zero", ""),
        ("-0.5", "weight_not_above_zero", ""),
        ("1.5", "out_of_range", "-1 to 1"),
        (float("nan"), "not_a_number", "float"),
        (float("inf"), "not_a_number", "float"),
        ("1e-3", "not_a_number", "1e-3"),
        ("0,5", "not_a_number", "0,5"),
        (True, "not_a_number", "bool"),
        ([1], "not_a_number", "list"),
        ("0.1234567890123", "too_exact", "12"),
    ],
)
def test_a_weight_of_a_right_option_is_a_number_above_0(weight, code, detail):
    body = weighed("0.5", "0.5", 0, weight=weight)
    assert problems(body) == {("options[0].weight", code, detail)}


def test_a_wrong_option_adds_nothing_and_may_go_without_a_weight():
    body = weighed(1, 0)
    body["options"][1]["weight"] = "0.1"
    assert problems(body) == {("options[1].weight", "weight_above_zero", "")}
    del body["options"][1]["weight"]
    assert definition("multiple", body).options[1].weight == 0


@pytest.mark.parametrize("rule", COUNTING)
def test_a_weight_without_its_rule_is_refused(rule):
    body = weighed(1, 0) | {"rule": rule}
    assert ("options[0]", "unknown_key", "weight") in problems(body)


def test_choose_n_takes_no_more_than_are_right_and_says_how_many():
    found = example("multiple", rule="choose_n")
    shown = MULTIPLE.shown(found, MULTIPLE.shuffled(found))
    assert (found.choose, shown.choose) == (2, 2)
    with pytest.raises(ResponseError) as caught:
        MULTIPLE.clean(found, ["a", "b", "c"])
    assert (caught.value.code, caught.value.limit) == ("too_many_chosen", 2)
    assert not MULTIPLE.is_complete(found, ["a"])
    assert MULTIPLE.is_complete(found, ["a", "b"])
    assert mark("multiple", ["a", "b"], rule="choose_n").fraction == Decimal("0.5")


@pytest.mark.parametrize("rule", [rule for rule in COUNTING if rule != "choose_n"])
def test_other_rules_leave_the_number_to_her(rule):
    found = example("multiple", rule=rule)
    assert MULTIPLE.shown(found, MULTIPLE.shuffled(found)).choose == 0
    assert MULTIPLE.clean(found, ["c", "a", "b"]) == ["a", "b", "c"]
    assert MULTIPLE.is_complete(found, ["a"])


@given(data=st.data(), rule=st.sampled_from(sorted(set(COUNTING) - {"choose_n"})))
def test_to_choose_a_right_one_more_never_costs_and_a_wrong_one_more_never_helps(data, rule):
    n = data.draw(st.integers(2, 8))
    k = data.draw(st.integers(1, n - 1))
    found = example("multiple", options=options(n, k), rule=rule)
    chosen = data.draw(st.sets(st.integers(0, n - 1), min_size=1))

    def fraction(some):
        return MULTIPLE.grade(found, sorted(f"o{i}" for i in some)).fraction

    assert fraction(chosen | {data.draw(st.integers(0, k - 1))}) >= fraction(chosen)
    assert fraction(chosen | {data.draw(st.integers(k, n - 1))}) <= fraction(chosen)
