"""What each kind does with sound questions and sound responses."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, permutations

import pytest

from quizzes.engine.kinds import BY_HAND, KINDS, definition
from quizzes.engine.kinds.base import Part
from tests.quizzes.engine.examples import BODIES, example, mark, options, steps


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in BY_HAND])
def test_the_right_response_is_complete_and_a_whole(kind):
    found = example(kind)
    right = KINDS[kind].right_response(found)
    graded = KINDS[kind].grade(found, right)
    assert KINDS[kind].clean(found, right) == right
    assert KINDS[kind].is_complete(found, right)
    assert (graded.fraction, graded.state, graded.beliefs) == (1, "right", ())
    assert graded.parts and all(part.right for part in graded.parts)


@pytest.mark.parametrize(
    ("kind", "nothing"),
    [
        *[(kind, None) for kind in KINDS],
        ("single", ""),
        ("multiple", []),
        ("ordering", []),
        *[(kind, {}) for kind in ("true_false", "matching", "pair", "numeric")],
        ("pair", {"action": "", "reason": None}),
        ("hotspot", []),
        *[("cloze", one) for one in ({}, {"a": None, "b": " ", "c": ""}, {"b": "\x00"})],
        ("scale", ""),
        ("branching", []),
        *[("numeric", one) for one in ("", " ", {"value": None}, {"value": "", "unit": ""})],
        *[("short_text", one) for one in ("", " \n", "\x00", "\u202e")],
        *[(kind, {"a": None, "b": ""}) for kind in ("true_false", "matching")],
    ],
)
def test_nothing_chosen_is_blank(kind, nothing):
    found = example(kind)
    response = KINDS[kind].clean(found, nothing)
    graded = KINDS[kind].grade(found, response)
    assert response is None
    assert not KINDS[kind].is_complete(found, response)
    assert (graded.fraction, graded.state, graded.parts) == (0, "blank", ())
    assert KINDS[kind].summary(found, response) == ""


@pytest.mark.parametrize("kind", KINDS)
def test_definitions_are_frozen_and_know_their_kind(kind):
    found = example(kind)
    assert found.kind == kind
    assert not hasattr(found, "__dict__")
    with pytest.raises(AttributeError):
        found.stem = "another"
    assert hash(found) == hash(definition(kind, BODIES[kind]))


def test_a_wrong_option_reveals_its_belief():
    graded = mark("single", "b")
    assert (graded.fraction, graded.state) == (0, "wrong")
    assert graded.parts == (Part("b", False),)
    assert graded.beliefs == (("b", "M03"),)
    assert mark("single", "c").beliefs == ()


@pytest.mark.parametrize(
    ("response", "fraction", "state"),
    [
        (["a", "d"], "1", "right"),
        (["a"], "0.5", "partly"),
        (["d", "a", "b"], "0.5", "partly"),
        (["a", "b"], "0", "wrong"),
        (["b", "c", "e"], "0", "wrong"),
    ],
)
def test_plus_minus_takes_wrong_choices_from_right_ones(response, fraction, state):
    graded = mark("multiple", response)
    assert (graded.fraction, graded.state) == (Decimal(fraction), state)


@pytest.mark.parametrize(
    ("response", "fraction"), [(["d", "a"], 1), (["a"], 0), (["a", "d", "e"], 0), (["b"], 0)]
)
def test_all_or_nothing_wants_exactly_the_keys(response, fraction):
    assert mark("multiple", response, rule="all_or_nothing").fraction == fraction


def test_multiple_judges_every_option_and_names_the_beliefs_chosen():
    graded = mark("multiple", ["e", "a"])
    assert [part.right for part in graded.parts] == [True, True, True, False, False]
    assert graded.beliefs == (("e", "M01"),)


@pytest.mark.parametrize(
    ("rule", "count", "keys", "expected"),
    [
        ("all_or_nothing", 5, 2, ".031"),
        ("all_or_nothing", 5, 3, ".031"),
        ("plus_minus", 5, 2, ".109"),
        ("plus_minus", 5, 3, ".240"),
    ],
)
def test_a_random_subset_earns_what_the_table_says(rule, count, keys, expected):
    found = example("multiple", options=options(count, keys), rule=rule)
    names = [option.key for option in found.options]
    subsets = [list(c) for size in range(count + 1) for c in combinations(names, size)]
    marks = [
        KINDS["multiple"].grade(found, KINDS["multiple"].clean(found, s)).fraction for s in subsets
    ]
    assert len(marks) == 2**count
    assert round(sum(marks) / len(marks), 3) == Decimal(expected)


def test_statements_score_the_share_judged_rightly():
    graded = mark("true_false", {"a": True, "b": True, "c": False})
    assert str(graded.fraction) == "0.6666667"
    assert graded.beliefs == (("a", "M01"),)


def test_an_open_statement_is_not_right_but_reveals_no_belief():
    graded = mark("true_false", {"b": True})
    assert (str(graded.fraction), graded.beliefs) == ("0.3333333", ())
    found = example("true_false")
    assert not KINDS["true_false"].is_complete(found, {"b": True})


def test_matching_scores_prompts_right_and_lets_a_choice_serve_twice():
    assert mark("matching", {"a": "x", "b": "y", "c": "x"}).fraction == 1
    assert str(mark("matching", {"a": "x", "b": "z"}).fraction) == "0.3333333"
    assert not KINDS["matching"].is_complete(example("matching"), {"a": "x", "b": "y"})


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_pairs_is_one_less_the_share_of_swaps_a_sort_would_need(count):
    found = example("ordering", steps=steps(count))
    kind, key, pairs = KINDS["ordering"], [f"s{i}" for i in range(count)], count * (count - 1) // 2
    marks = []
    for response in map(list, permutations(key)):
        graded = kind.grade(found, response)
        swaps = _bubble_sort_swaps([int(name[1:]) for name in response])
        assert graded.fraction == round(Decimal(pairs - swaps) / pairs, 7)
        assert (graded.state == "right") == (response == key)
        assert (graded.state == "wrong") == (response == key[::-1])
        marks.append(graded.fraction)
    assert round(sum(marks) / len(marks), 5) == Decimal("0.5")


def _bubble_sort_swaps(numbers: list[int]) -> int:
    swaps = 0
    for end in range(len(numbers), 1, -1):
        for i in range(end - 1):
            if numbers[i] > numbers[i + 1]:
                numbers[i], numbers[i + 1] = numbers[i + 1], numbers[i]
                swaps += 1
    return swaps


def test_steps_left_out_are_in_no_right_pair():
    graded = mark("ordering", ["a", "c"])
    assert str(graded.fraction) == "0.1666667"
    assert [part.right for part in graded.parts] == [True, False, False, False]
    assert not KINDS["ordering"].is_complete(example("ordering"), ["a", "c"])


def test_a_critical_sequence_is_all_or_nothing():
    assert mark("ordering", ["a", "b", "c", "d"], rule="all_or_nothing").fraction == 1
    assert mark("ordering", ["a", "b", "d", "c"], rule="all_or_nothing").fraction == 0
    assert mark("ordering", ["a", "b", "c"], rule="all_or_nothing").fraction == 0


@pytest.mark.parametrize(
    ("kind", "response", "words", "key_words"),
    [
        ("single", "b", "Milk", "Keratin"),
        ("multiple", ["b", "d"], "Milk; It is harmless", "Keratin; It is harmless"),
        (
            "true_false",
            {"a": True},
            "✓ Scrubbing helps",
            "✗ Scrubbing helps; ✓ Babies have them; ✗ They are acne",
        ),
        (
            "matching",
            {"b": "z"},
            "Yellow plaque → Syringoma",
            "Firm and pearly → Milium; Yellow plaque → Xanthelasma; Pearly, newborn → Milium",
        ),
        ("ordering", ["b", "a"], "Clean → Ask", "Ask → Clean → Open → Note"),
        (
            "pair",
            {"action": "b", "reason": "y"},
            "Squeeze it ← It has no opening",
            "Ask a clinician ← It has no opening",
        ),
        ("hotspot", ["b", ["0.5", "0.25"]], "Chin; (0.5, 0.25) Eyelids", "Eyelids; Cheeks"),
        (
            "cloze",
            {"c": {"value": "2", "unit": "mm"}, "a": "b"},
            "1: pimple; 3: 2 mm",
            "1: cyst; 2: keratin…; 3: 1 … 3 mm",
        ),
        ("hotspot", [["0", "1"]], "(0, 1)", "Eyelids; Cheeks"),
        ("numeric", {"value": "500", "unit": "µL"}, "500 µL", "0.5 ± 0.05 mL"),
        ("short_text", "Skin cells.", "Skin cells.", "keratin…"),
    ],
)
def test_responses_and_keys_are_put_in_the_authors_words(kind, response, words, key_words):
    found = example(kind)
    assert KINDS[kind].summary(found, response) == words
    assert KINDS[kind].key_summary(found) == key_words


def test_random_guesses_earn_what_moodle_states():
    guesses = {kind: KINDS[kind].guess(example(kind)) for kind in KINDS}
    third = Decimal(1) / 3
    assert guesses == {
        "single": third,
        "multiple": None,
        "true_false": Decimal("0.5"),
        "matching": third,
        "ordering": 0,
        "pair": Decimal(1) / 9,
        "hotspot": None,
        "cloze": Decimal(2) / 7,  # 2 x 1/2 of 3.5
        "scale": Decimal(10) / 21,
        "branching": Decimal("1.4") / 6,
        "numeric": 0,
        "short_text": 0,
        "written": 0,
    }


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_shown_follows_the_order_and_holds_no_key(kind):
    found = example(kind)
    order = KINDS[kind].shuffled(found)[::-1]
    shown = KINDS[kind].shown(found, order)
    rows = shown.choices if kind in ("matching", "cloze") else shown.rows
    if kind == "pair":
        rows += shown.choices
        order = tuple(sorted(order, key=lambda key: key in "xyz"))
    if kind == "branching":  # what the first scene asks, and no other
        rows, order = shown.choices, order[2:]
    if order:
        assert tuple(row.key for row in rows) == order
    for secret in (
        "correct=",
        "why=",
        "belief=",
        "match=",
        "answer=",
        "target=",
        "weight=",
        found.explanation,
    ):
        assert secret not in repr(shown)
    with pytest.raises(ValueError):
        KINDS[kind].shown(found, (*order, "a"))


@pytest.mark.parametrize("kind", KINDS)
def test_how_many_to_choose_is_told_by_the_rule_that_says_so_alone(kind):
    found = example(kind)
    assert KINDS[kind].shown(found, KINDS[kind].shuffled(found)).choose == 0
    if kind == "multiple":
        two = example(kind, rule="choose_n")
        assert KINDS[kind].shown(two, KINDS[kind].shuffled(two)).choose == 2
