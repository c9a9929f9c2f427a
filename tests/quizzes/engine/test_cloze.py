"""A text with gaps: every small filling against sum(weight x fraction) / sum(weight)."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import product

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds import KINDS, definition
from quizzes.engine.kinds.base import Chosen, DefinitionError, Judged, Part, ResponseError
from tests.quizzes.engine.examples import BODIES, example, mark

KIND = KINDS["cloze"]
A, B, C = "a", "b", "c"
GAPS = {gap["key"]: gap for gap in BODIES["cloze"]["gaps"]}


def choices(*weights):
    """The first is the right one."""
    return [
        {"key": f"k{n}", "text": f"Choice {n}", "correct": n == 0, "weight": weight, "why": "So."}
        for n, weight in enumerate(weights)
    ]


def gaps(*rows):
    """A question of drop-downs: (weight of the gap, weights of its choices)."""
    made = [
        {"key": f"g{n}", "weight": weight, "choices": choices(*worth)}
        for n, (weight, worth) in enumerate(rows)
    ]
    text = " ".join(f"[[g{n}]]" for n in range(len(rows)))
    return definition("cloze", BODIES["cloze"] | {"text": text, "gaps": made})


def problems(**changes):
    with pytest.raises(DefinitionError) as caught:
        definition("cloze", BODIES["cloze"] | changes)
    return {(p.path, p.code, p.detail) for p in caught.value.problems}


def changed(key, **fields):
    """The example with one gap changed; None takes a field away."""
    return [
        {k: v for k, v in (gap | fields).items() if v is not None} if gap["key"] == key else gap
        for gap in BODIES["cloze"]["gaps"]
    ]


def half_up(value: Fraction) -> Decimal:
    units = (2 * value.numerator * 10**7 + value.denominator) // (2 * value.denominator)
    return Decimal(f"{units // 10**7}.{units % 10**7:07d}")


ROWS = [(1, (1, "0.5", 0)), ("0.3", (1, "0.3333333", 0)), (7, (1, 0))]


def test_every_filling_earns_the_weighted_mean_of_its_gaps():
    found = gaps(*ROWS)
    total = sum(Fraction(str(weight)) for weight, _ in ROWS)
    for picks in product(*(range(-1, len(worth)) for _, worth in ROWS)):
        response = {f"g{n}": f"k{pick}" for n, pick in enumerate(picks) if pick >= 0}
        earned = sum(
            Fraction(str(weight)) * Fraction(str(worth[pick]))
            for (weight, worth), pick in zip(ROWS, picks, strict=True)
            if pick >= 0
        )
        graded = KIND.grade(found, KIND.clean(found, response))
        assert graded.fraction == half_up(earned / total), picks


share = st.integers(0, 1000).map(lambda n: str(Decimal(n) / 1000)).filter(lambda w: w != "1")
gap = st.tuples(
    st.integers(1, 5000).map(lambda n: str(Decimal(n) / 100)).filter(lambda w: Decimal(w) <= 100),
    st.lists(share, min_size=1, max_size=4),
)


@given(rows=st.lists(gap, min_size=1, max_size=6), data=st.data())
def test_any_weights_are_taken_exactly_in_any_context(rows, data):
    found = gaps(*[(weight, (1, *worth)) for weight, worth in rows])
    picks = [data.draw(st.integers(0, len(worth))) for _, worth in rows]
    response = {f"g{n}": f"k{pick}" for n, pick in enumerate(picks)}
    total = sum(Fraction(weight) for weight, _ in rows)
    earned = sum(
        Fraction(weight) * Fraction((1, *worth)[pick])
        for (weight, worth), pick in zip(rows, picks, strict=True)
    )
    with localcontext() as context:
        context.prec = 2
        assert KIND.grade(found, response).fraction == half_up(earned / total)


def test_gaps_of_every_kind_are_judged_by_their_own_rules():
    graded = mark("cloze", {A: "c", B: "Keratins.", C: "20 mm"})
    assert graded.parts == (
        Part(A, False, Decimal("0.5")),
        Part(B, True, Decimal(1)),
        Part(C, False, Decimal(0)),
    )
    assert graded.fraction == half_up(Fraction(3, 7))  # (2 x 0.5 + 0.5 + 0) / 3.5
    assert mark("cloze", {C: "0.2 cm"}).parts[2].right
    assert mark("cloze", {C: "2"}).parts[2].fraction == Decimal("0.75")  # without its unit


def test_wrong_choices_and_foreseen_texts_show_beliefs_by_the_name_of_their_gap():
    graded = mark("cloze", {A: "b", B: "milk"})
    assert graded.beliefs == (("a.b", "M01"), ("b.y", "M03"))
    assert mark("cloze", {A: "c", B: "wax"}).beliefs == ()


def test_gaps_left_open_earn_nothing_and_show_nothing():
    graded = mark("cloze", {A: "a"})
    assert graded.fraction == half_up(Fraction(2, Fraction(7, 2)))
    assert [part.right for part in graded.parts] == [True, False, False]
    assert not KIND.is_complete(example("cloze"), {A: "a"})


def test_gaps_stand_in_the_order_of_the_text():
    assert [gap.key for gap in example("cloze").gaps] == [A, B, C]
    assert list(KIND.clean(example("cloze"), {C: "2 mm", A: "a"})) == [A, C]


def test_each_gap_is_told_by_what_stands_in_it():
    found = example("cloze")
    response = KIND.clean(found, {A: "b", B: "milk"})
    assert KIND.judged(found, response, ()) == (
        Judged("a.b", Chosen("a.b"), Chosen("a.a"), right=False),
        Judged("b.y", "milk", "keratin…", right=False),
        Judged("c.x", None, "1 … 3 mm", right=False),
    )
    unknown = KIND.judged(found, KIND.clean(found, {B: "wax"}), ())[1]
    assert (unknown.key, unknown.given, unknown.right) == ("b.x", "wax", False)


def test_a_refusal_names_the_gap():
    with pytest.raises(ResponseError) as caught:
        KIND.clean(example("cloze"), {A: "a", C: "two"})
    assert (caught.value.code, caught.value.gap) == ("not_a_number", 3)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[[a]] [[b]]", {("gap_not_placed", "c")}),
        ("[[a]] [[b]] [[c]] [[b]]", {("gap_placed_twice", "b")}),
        ("[[a]] [[b]] [[c]] [[d]]", {("unknown_gap", "d")}),
        ("[[a]] [[b]] [[c]] [[gap 4]]", {("broken_mark", "")}),
        ("[[a]] [[b]] [[c]] ]]", {("broken_mark", "")}),
        ("[[a]] [[b]] [[c]] [[", {("broken_mark", "")}),
        ("[[ a ]] [[b]] [[c]]", {("broken_mark", ""), ("gap_not_placed", "a")}),
        ("no gap", {("gap_not_placed", key) for key in "abc"}),
    ],
)  # fmt: skip
def test_every_gap_stands_in_the_text_once(text, found):
    assert problems(text=text) == {("text", code, detail) for code, detail in found}


def test_the_text_itself_is_needed():
    assert problems(text=" ") == {("text", "missing", "")}


CHOICES = GAPS[A]["choices"]
RIGHT, WRONG, HALF = CHOICES
FIRST, SECOND = ".choices[0]", ".choices[1]"


@pytest.mark.parametrize(
    ("key", "fields", "path", "code", "detail"),
    [
        (A, {"weight": 0}, ".weight", "no_weight", ""),
        (A, {"weight": -1}, ".weight", "out_of_range", "0 to 100"),
        (A, {"weight": "much"}, ".weight", "not_a_number", "much"),
        (A, {"kind": "essay"}, ".kind", "unknown_kind", "essay"),
        (A, {"kind": 3}, ".kind", "unknown_kind", ""),
        (A, {"answers": []}, "", "unknown_key", "answers"),
        (A, {"hint": "x"}, "", "unknown_key", "hint"),
        (A, {"choices": CHOICES[:1]}, ".choices", "too_few", "2"),
        (A, {"choices": CHOICES[1:]}, ".choices", "no_correct_option", ""),
        (
            A,
            {"choices": [*CHOICES, RIGHT | {"key": "d", "text": "cell"}]},
            ".choices",
            "several_correct_options",
            "a, d",
        ),
        (
            A,
            {"choices": [RIGHT | {"weight": 0.9}, WRONG]},
            f"{FIRST}.weight",
            "correct_not_whole",
            "",
        ),
        (
            A,
            {"choices": [RIGHT, HALF | {"weight": 1}]},
            f"{SECOND}.weight",
            "whole_not_correct",
            "",
        ),
        (
            A,
            {"choices": [RIGHT, HALF | {"weight": 2}]},
            f"{SECOND}.weight",
            "out_of_range",
            "0 to 1",
        ),
        (
            A,
            {"choices": [RIGHT, HALF | {"belief": "M01"}]},
            f"{SECOND}.belief",
            "belief_on_right_answer",
            "M01",
        ),
        (A, {"choices": [RIGHT, WRONG | {"why": ""}]}, f"{SECOND}.why", "missing", ""),
        (B, {"answers": None}, ".answers", "missing", ""),
        (B, {"choices": []}, "", "unknown_key", "choices"),
        (C, {"penalty": 5}, ".penalty", "out_of_range", "0 to 1"),
    ],
)
def test_an_author_is_told_what_is_wrong_with_a_gap(key, fields, path, code, detail):
    index = [gap["key"] for gap in BODIES["cloze"]["gaps"]].index(key)
    assert problems(gaps=changed(key, **fields)) == {(f"gaps[{index}]{path}", code, detail)}


def test_a_text_has_at_most_twenty_gaps():
    many = [{"key": f"g{n}", "choices": choices(1, 0)} for n in range(21)]
    text = " ".join(f"[[g{n}]]" for n in range(21))
    assert problems(gaps=many, text=text) == {("gaps", "too_many", "20")}
    assert ("gaps", "too_few", "1") in problems(gaps=[])
    assert ("gaps", "missing", "") in problems(gaps=None)
