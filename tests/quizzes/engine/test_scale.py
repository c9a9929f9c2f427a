"""A place on a scale, judged by where the panel put it."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest

pytest.importorskip("hypothesis")
from hypothesis import assume, given
from hypothesis import strategies as st

from quizzes.engine.kinds import KINDS, definition
from quizzes.engine.kinds.base import DefinitionError, Judged, Part, ResponseError
from quizzes.engine.kinds.scale import side_of
from quizzes.engine.scoring import half_up
from tests.quizzes.engine.examples import BODIES, example, mark

SCALE = KINDS["scale"]
BODY = BODIES["scale"]


def refusal(response: object, **changes: object) -> str:
    with pytest.raises(ResponseError) as caught:
        SCALE.clean(example("scale", **changes), response)
    return caught.value.code


def as_stated(place: str, target: str, tolerance: str, zero: str) -> Decimal:
    """The definition, word by word."""
    off = abs(Fraction(place) - Fraction(target))
    if off <= Fraction(tolerance):
        return Decimal(1)
    if off >= Fraction(zero):
        return Decimal(0)
    share = (Fraction(zero) - off) / (Fraction(zero) - Fraction(tolerance))
    return min(half_up(share, 7), Decimal("0.9999999"))


@pytest.mark.parametrize(
    ("place", "fraction", "state"),
    [
        ("6", "1", "right"),
        ("5", "1", "right"),
        ("7", "1", "right"),
        ("7.5", "0.8333333", "partly"),
        ("4", "0.6666667", "partly"),
        ("9.5", "0.1666667", "partly"),
        ("10", "0", "wrong"),
        ("2", "0", "wrong"),
        ("0", "0", "wrong"),
    ],
)
def test_a_place_counts_by_its_distance_from_the_panels(place, fraction, state):
    graded = mark("scale", place)
    assert (str(graded.fraction), graded.state) == (
        str(Decimal(fraction).quantize(Decimal("1E-7"))),
        state,
    )
    assert graded.parts == (Part("place", state == "right", graded.fraction),)


numbers = st.integers(-40, 40).map(lambda n: str(Decimal(n) / 4))
sizes = st.integers(0, 60).map(lambda n: str(Decimal(n) / 4))


@given(
    low=numbers, steps=st.integers(1, 40), step=sizes, target=numbers, tolerance=sizes, zero=sizes
)
def test_every_place_of_any_scale_is_graded_as_the_rule_says(
    low, steps, step, target, tolerance, zero
):
    assume(step != "0")
    places = [str(Decimal(low) + n * Decimal(step)) for n in range(steps + 1)]
    ends = [{"at": places[0], "text": "a"}, {"at": places[-1], "text": "b"}]
    body = BODY | {"low": low, "high": places[-1], "step": step, "labels": ends}
    body |= {"target": target, "tolerance": tolerance, "zero": zero}
    try:
        found = definition("scale", body)
    except DefinitionError:
        return
    marks = []
    for place in places:
        graded = SCALE.grade(found, SCALE.clean(found, place))
        assert graded.fraction == as_stated(place, target, tolerance, zero)
        assert (graded.state == "right") == (side_of(found, place) == "")
        marks.append(graded.fraction)
    assert SCALE.grade(found, SCALE.right_response(found)).fraction == 1
    assert abs(SCALE.guess(found) - sum(marks) / len(marks)) < Decimal("1E-6")


def test_a_hair_outside_the_tolerance_is_never_rounded_up_to_right():
    graded = mark("scale", "7.5", tolerance="1.49999999", zero="1000000")
    assert (str(graded.fraction), graded.state) == ("0.9999999", "partly")
    assert mark("scale", "7.5", tolerance="1.5", zero="1000000").state == "right"


def test_a_caller_of_little_precision_changes_no_mark():
    with decimal.localcontext(prec=2):
        assert str(mark("scale", "7.5").fraction) == "0.8333333"
        assert mark("scale", "5", target="5.004", tolerance="0.004").state == "right"
        assert mark("scale", "5.5", target="5.004", tolerance="0.004").state == "partly"


@pytest.mark.parametrize(
    ("place", "side", "beliefs"),
    [
        ("7.5", "above", (("above", "M01"),)),
        ("10", "above", (("above", "M01"),)),
        ("4.5", "below", (("below", "M03"),)),
        ("7", "", ()),
        ("5", "", ()),
    ],
)
def test_the_side_on_which_it_is_off_reveals_its_belief(place, side, beliefs):
    assert mark("scale", place).beliefs == beliefs
    assert side_of(example("scale"), place) == side
    bare = {"why": "So."}
    assert mark("scale", place, above=bare, below=bare).beliefs == ()


def test_nothing_placed_is_on_no_side():
    assert side_of(example("scale"), None) == ""


@pytest.mark.parametrize(
    ("target", "right"), [("6", "6"), ("6.25", "6"), ("6.26", "6.5"), ("5.8", "6"), ("0", "0")]
)
def test_the_right_place_is_the_nearest_to_the_panels(target, right):
    found = example("scale", target=target)
    assert SCALE.right_response(found) == right
    assert SCALE.grade(found, right).fraction == 1


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("6", "6"), ("06.50", "6.5"), ("-0", "0"), ("0.0", "0"), ("10.000", "10"), ("", None)],
)
def test_a_place_has_one_shortest_text(sent, kept):
    found = example("scale")
    assert SCALE.clean(found, sent) == kept
    assert SCALE.clean(found, kept) == kept


@pytest.mark.parametrize(
    ("response", "code"),
    [
        ("10.5", "off_scale"),
        ("-0.5", "off_scale"),
        ("6.25", "off_step"),
        ("6.5000000000001", "off_step"),
        ("0.0000000000000000001", "off_step"),
        ("abc", "not_a_number"),
        ("1e1", "not_a_number"),
        ("NaN", "not_a_number"),
        ("6,5", "not_a_number"),
        (" 6", "not_a_number"),
        ("٦", "not_a_number"),
        ("+6", "not_a_number"),
        ("9" * 5000, "not_a_number"),
        ("0." + "0" * 5000, "not_a_number"),
        (6, "wrong_type"),
        (6.5, "wrong_type"),
        (True, "wrong_type"),
        (["6"], "wrong_type"),
        ({"place": "6"}, "wrong_type"),
    ],
)
def test_what_is_no_place_of_the_scale_is_refused_by_code(response, code):
    assert refusal(response) == code


def test_who_is_off_the_scale_is_told_what_it_allows():
    with pytest.raises(ResponseError) as caught:
        SCALE.clean(example("scale"), "11")
    assert caught.value.allowed == ("0", "10", "0.5")


@pytest.mark.parametrize(
    ("place", "key"), [("6", "place"), ("7", "place"), ("8", "above"), ("1", "below")]
)
def test_a_place_is_explained_beside_the_panels_and_by_its_side(place, key):
    assert SCALE.judged(example("scale"), place, ()) == (Judged(key, place, "6"),)


def test_a_scale_may_lie_below_zero_and_off_the_whole_numbers():
    changes = {"low": "-1.3", "high": "-0.1", "step": "0.4", "target": "-0.9"}
    changes |= {
        "tolerance": "0.1",
        "zero": "1",
        "labels": [{"at": "-1.3", "text": "a"}, {"at": "-0.1", "text": "b"}],
    }
    found = example("scale", **changes)
    assert [SCALE.clean(found, place) for place in ("-1.3", "-0.50")] == ["-1.3", "-0.5"]
    assert refusal("-1", **changes) == "off_step"
    assert SCALE.right_response(found) == "-0.9"


def test_an_answer_and_the_panels_place_are_told_with_the_unit():
    found = example("scale")
    assert SCALE.summary(found, "6.5") == "6.5 points"
    assert SCALE.key_summary(found) == "6 ± 1 points"
    assert SCALE.key_summary(example("scale", unit="", target="6.50")) == "6.5 ± 1"


def test_what_is_shown_are_the_words_of_the_scale_from_low_to_high():
    labels = [*BODY["labels"][::-1], {"at": "5.0", "text": "Somewhat"}]
    found = example("scale", labels=labels)
    shown = SCALE.shown(found)
    assert [(row.key, row.text) for row in shown.rows] == [
        ("0", "Not at all"),
        ("5", "Somewhat"),
        ("10", "Very"),
    ]
    for secret in ("Too cautious", "It settles", found.explanation, "panel"):
        assert secret not in repr(shown)
