"""Every rule of ordering, against its definition written down a second time."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, permutations

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds import KINDS
from quizzes.engine.kinds.ordering_rules import RULES
from tests.quizzes.engine.examples import example, steps

ORDERING = KINDS["ordering"]


def by_definition(rule: str, response: tuple[str, ...], key: tuple[str, ...]) -> Fraction:
    """The list of rules as it is printed, by search instead of by counting. A step left out is at
    no place, and followed or preceded by nothing."""
    n = len(key)
    p = {step: place for place, step in enumerate(response)}
    q = {step: place for place, step in enumerate(key)}
    follows = {(a, b) for a in p for b in p if p[b] - p[a] == 1}
    kept = sum((a, b) in follows for a in key for b in key if q[b] - q[a] == 1)
    last_is_last = p.get(key[-1]) == n - 1
    first_is_first = p.get(key[0]) == 0
    rising = [
        some
        for size in range(2, len(response) + 1)
        for some in combinations(response, size)  # in the order of the response
        if all(q[a] < q[b] for a, b in combinations(some, 2))
    ]
    runs = [
        part
        for start in range(len(response))
        for end in range(start + 2, len(response) + 1)
        for part in [response[start:end]]
        if part == key[q[part[0]] : q[part[0]] + len(part)]
    ]
    pairs = [(a, b) for a, b in combinations(key, 2) if a in p and b in p]
    return {
        "all_or_nothing": Fraction(response == key),
        "absolute": Fraction(sum(p[step] == q[step] for step in p), n),
        "next": Fraction(kept, n - 1),
        "next_last": Fraction(kept + last_is_last, n),
        "neighbours": Fraction(2 * kept + first_is_first + last_is_last, 2 * n),
        "pairs": Fraction(sum(p[a] < p[b] for a, b in pairs) * 2, n * (n - 1)),
        "longest_subsequence": Fraction(max(map(len, rising), default=0), n),
        "longest_run": Fraction(max(map(len, runs), default=0), n),
        "distance": Fraction(sum(max(0, n - 1 - abs(p[s] - q[s])) for s in p), n * (n - 1)),
    }[rule]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_every_response_with_every_choice_of_steps_left_out_is_marked_by_definition(rule, n):
    found = example("ordering", steps=steps(n), rule=rule)
    key = tuple(step.key for step in found.steps)
    for placed in range(1, n + 1):
        for response in permutations(key, placed):
            graded = ORDERING.grade(found, list(response))
            truth = by_definition(rule, response, key)
            assert abs(Fraction(graded.fraction) - truth) <= Fraction(1, 2 * 10**7), response
            assert (graded.state == "right") == (response == key)


@pytest.mark.parametrize("rule", RULES)
def test_all_720_orders_of_six_steps_are_marked_by_definition(rule):
    key = tuple(f"s{i}" for i in range(6))
    for numbers in permutations(range(6)):
        earned, of = RULES[rule](numbers, 6)
        assert Fraction(earned, of) == by_definition(rule, tuple(f"s{i}" for i in numbers), key)


@pytest.mark.parametrize(
    ("rule", "response", "expected"),
    [
        # As other programs have been seen to count: three in line of four, and no run across gaps.
        ("longest_subsequence", "cabd", Fraction(3, 4)),
        ("longest_subsequence", "dcba", 0),
        ("longest_run", "acbd", 0),
        ("longest_run", "bcad", Fraction(2, 4)),
        ("next", "bcda", Fraction(2, 3)),
        ("next_last", "dabc", Fraction(2, 4)),
        ("next_last", "cabd", Fraction(2, 4)),
        ("neighbours", "abdc", Fraction(3, 8)),
        ("absolute", "badc", 0),
        ("absolute", "abdc", Fraction(2, 4)),
        ("distance", "dcba", Fraction(4, 12)),
        ("pairs", "bacd", Fraction(5, 6)),
        ("all_or_nothing", "bacd", 0),
        # Left out: nothing follows, and the last place stays empty until all are placed.
        ("next_last", "abd", Fraction(1, 4)),
        ("neighbours", "cd", Fraction(2, 8)),
        ("absolute", "ab", Fraction(2, 4)),
        ("distance", "ab", Fraction(6, 12)),
        ("longest_run", "d", 0),
    ],
)
def test_single_responses_earn_what_was_worked_out_by_hand(rule, response, expected):
    graded = ORDERING.grade(example("ordering", rule=rule), list(response))
    assert abs(Fraction(graded.fraction) - expected) <= Fraction(1, 2 * 10**7)


@given(data=st.data(), rule=st.sampled_from(sorted(RULES)))
def test_a_long_procedure_stays_within_0_and_1_and_only_the_key_is_right(data, rule):
    n = data.draw(st.integers(2, 40))
    numbers = data.draw(st.permutations(range(n)))[: data.draw(st.integers(1, n))]
    earned, of = RULES[rule](numbers, n)
    assert 0 <= earned <= of
    assert (earned == of) == (list(numbers) == list(range(n)))


@given(numbers=st.permutations(range(9)), placed=st.integers(1, 8))
def test_to_place_one_more_at_the_end_never_costs(numbers, placed):
    for rule in RULES.values():
        before, of = rule(numbers[:placed], 9)
        assert rule(numbers[: placed + 1], 9) >= (before, of)


@pytest.mark.parametrize("rule", RULES)
def test_a_part_is_right_in_its_own_place_whatever_the_rule(rule):
    graded = ORDERING.grade(example("ordering", rule=rule), ["a", "c", "b", "d"])
    assert [(part.key, part.right) for part in graded.parts] == [
        ("a", True),
        ("b", False),
        ("c", False),
        ("d", True),
    ]


@pytest.mark.parametrize("rule", RULES)
def test_nothing_placed_earns_nothing_under_every_rule(rule):
    assert RULES[rule]([], 3)[0] == 0
