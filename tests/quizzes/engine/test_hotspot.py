"""Marks on a picture: every small case against the definition, said again in another way."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations, permutations

import pytest

from quizzes.engine.kinds import KINDS, definition
from quizzes.engine.kinds.base import DefinitionError, Judged, Part, ResponseError
from quizzes.engine.kinds.hotspot import lies_in
from quizzes.engine.kinds.shapes import UNIT, drawn
from tests.quizzes.engine.examples import BODIES, example, mark

KIND = KINDS["hotspot"]


def region(key, shape, *, target=False, **more):
    return {"key": key, "text": f"Region {key}", "why": "So.", "target": target} | shape | more


def question(*regions, **more):
    return definition("hotspot", BODIES["hotspot"] | {"regions": list(regions)} | more)


LEFT = {"rect": ["0", "0", "0.6", "1"]}
RIGHT = {"rect": ["0.4", "0", "1", "1"]}
TOP = {"rect": ["0", "0", "1", "0.3"]}
OVERLAPPING = [
    region("l", LEFT, target=True),
    region("r", RIGHT, target=True),
    region("t", TOP),
    region("m", {"circle": ["0.5", "0.5", "0.05"]}, target=True),
]


def naive(found, response):
    """Hits by trying every way to give the marks to the targets."""

    def fits(one, target):
        if isinstance(one, str):
            return one == target.key
        x, y = Fraction(one[0]), Fraction(one[1])
        name, numbers = drawn(target.shape)
        numbers = [Fraction(n, UNIT) for n in numbers]
        if name == "circle":
            cx, cy, r = numbers
            return (x - cx) ** 2 + (y - cy) ** 2 <= r**2
        left, top, right, bottom = numbers
        return left <= x <= right and top <= y <= bottom

    spare = [*found.targets, *[None] * len(response)]
    hits = max(
        sum(
            target is not None and fits(one, target)
            for one, target in zip(response, way, strict=False)
        )
        for way in permutations(spare, len(response))
    )
    return round(Decimal(hits) / max(len(found.targets), len(response)), 7)


PLACES = [[x, y] for x in ("0.1", "0.4", "0.5", "0.6", "0.9") for y in ("0.2", "0.5")]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_marks_go_to_targets_one_to_one_and_as_many_as_can(count):
    found = question(*OVERLAPPING, marks=4)
    tried = set()
    for response in combinations([*PLACES, "l", "r", "t", "m"], count):
        clean = KIND.clean(found, list(response))
        graded = KIND.grade(found, clean)
        assert graded.fraction == naive(found, clean), response
        assert graded.fraction == KIND.grade(found, clean[::-1]).fraction
        tried.add(graded.fraction)
    assert len(tried) > 1


def test_a_later_mark_may_move_an_earlier_one_to_another_target():
    found = question(*OVERLAPPING, marks=4)
    both, left = ["0.45", "0.2"], ["0.1", "0.2"]
    for response in permutations(["m", both, left]):
        assert KIND.grade(found, KIND.clean(found, list(response))).fraction == 1


def test_every_mark_too_many_counts_against():
    found = question(*OVERLAPPING, marks=4)
    assert str(KIND.grade(found, ["l", "m", "r", ["0.9", "0.9"]]).fraction) == "0.7500000"
    assert str(KIND.grade(found, ["l", "t"]).fraction) == "0.3333333"


def test_a_name_counts_for_its_own_region_alone():
    assert mark("hotspot", ["a"]).fraction == Decimal("0.5")
    assert mark("hotspot", ["a", ["0.5", "0.25"]]).fraction == Decimal("0.5")
    assert mark("hotspot", ["c", ["0.5", "0.25"]]).fraction == 1


def test_targets_missed_and_other_regions_marked_are_wrong_parts_and_show_beliefs():
    graded = mark("hotspot", ["a", "b"])
    assert graded.parts == (Part("a", True), Part("b", False), Part("c", False), Part("d", True))
    assert graded.beliefs == (("b", "M01"),)
    assert mark("hotspot", [["0.5", "0.85"]]).beliefs == (("b", "M01"),)
    assert mark("hotspot", [["0.5", "0.85"]]).state == "wrong"
    assert mark("hotspot", [["0.9", "0.9"]]).beliefs == ()
    assert mark("hotspot", ["d"]).beliefs == ()  # no target either, and no belief leads there


def test_every_place_is_told_in_its_order_and_every_point_by_its_number():
    found = example("hotspot", marks=4)
    response = KIND.clean(found, ["a", ["0.5", "0.85"], ["0.5", "0.2"], ["1", "1"]])
    assert KIND.judged(found, response, ("d", "c", "b", "a")) == (
        Judged("d", False, False),
        Judged("c", False, True),
        Judged("b", True, False),
        Judged("a", True, True),
        Judged("point 1", "0.5 0.85", "Chin"),
        Judged("point 2", "0.5 0.2", "Eyelids / Forehead"),
        Judged("point 3", "1 1", ""),
    )
    blank = KIND.judged(found, None, ())
    assert [one.key for one in blank] == ["a", "b", "c", "d"]
    assert not any(one.given for one in blank)


def test_a_point_that_lies_in_a_target_too_shows_no_belief():
    found = question(region("l", LEFT, target=True), region("t", TOP, belief="M01"), marks=2)
    for response in ([["0.1", "0.1"]], [["0.1", "0.1"], ["0.2", "0.1"]]):
        assert KIND.grade(found, response).beliefs == ()
        assert [part.right for part in KIND.grade(found, response).parts] == [True, True]
    assert KIND.grade(found, [["0.9", "0.1"]]).beliefs == (("t", "M01"),)


@pytest.mark.parametrize(
    ("marks", "found", "problem"),
    [
        (None, 2, None),  # as many as there are targets
        (2, 2, None),
        (4, 4, None),
        (1, None, ("marks", "out_of_range", "2 to 4")),
        (5, None, ("marks", "out_of_range", "2 to 4")),
        ("2", None, ("marks", "not_a_number", "")),
        (True, None, ("marks", "not_a_number", "")),
    ],
)
def test_as_many_marks_as_targets_at_least_and_as_regions_at_most(marks, found, problem):
    if problem is None:
        assert example("hotspot", marks=marks).marks == found
        return
    with pytest.raises(DefinitionError) as caught:
        example("hotspot", marks=marks)
    assert [(p.path, p.code, p.detail) for p in caught.value.problems] == [problem]


@pytest.mark.parametrize(
    ("response", "code", "limit"),
    [
        (["a", "b", "c"], "too_many_chosen", 2),
        (["a", "a"], "repeated_key", None),
        (["a", "e"], "unknown_key", None),
        (["a", 5], "wrong_type", None),
        ("a", "wrong_type", None),
        ({"a": 1}, "wrong_type", None),
        ([["0.5"]], "wrong_type", None),
        ([["0.5", "0.5", "0.5"]], "wrong_type", None),
        ([["0.5", True]], "wrong_type", None),
        ([["0.5", "1.1"]], "out_of_range", None),
        ([["-0.1", "0.5"]], "out_of_range", None),
    ],
)
def test_marks_that_no_page_of_ours_sends_are_refused(response, code, limit):
    with pytest.raises(ResponseError) as caught:
        KIND.clean(example("hotspot"), response)
    assert (caught.value.code, caught.value.limit) == (code, limit)


@pytest.mark.parametrize("point", [["0.5", "1.1"], ["-1", "0"]])
def test_a_point_off_the_picture_is_no_clean_response_and_lies_nowhere(point):
    with pytest.raises(ValueError, match="lies on the picture"):
        lies_in(example("hotspot"), point)


def test_names_are_kept_in_order_and_points_as_they_were_set():
    found = example("hotspot", marks=4)
    response = [["0.50", 1], "c", [0.25, "0"], "a"]
    assert KIND.clean(found, response) == ["a", "c", ["0.5", "1"], ["0.25", "0"]]
    twice = [["0.5", "0.5"], ["0.5", "0.5"]]  # two marks on one place are two
    assert KIND.clean(found, twice) == twice
    assert KIND.clean(found, None) is KIND.clean(found, []) is None


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        (["0.2", "0.25"], "ad"[:1]),
        (["0.2", "0.2"], "ad"),
        (["0.199999999", "0.25"], ""),
        (["0.7", "0.5"], "c"),
        (["0.700000001", "0.5"], ""),
        (["0.62", "0.66"], "c"),  # 0.12, 0.16, 0.2: exactly on the circle
        (["0.620000001", "0.66"], ""),
        (["0.5", "0.8"], "b"),
        (["0.45", "0.875"], "b"),  # in the middle of a slanting side
        (["0.449999999", "0.875"], ""),
        (["0.5", "0.95"], "b"),
        (["0.5", "0.950000001"], ""),
        (["1", "1"], ""),
    ],
)
def test_a_boundary_belongs_to_its_region(point, inside):
    found = example("hotspot")
    assert "".join(one.key for one in lies_in(found, point)) == inside
