"""Regions of a picture: their shapes, exactly, and what an author is told about them."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds import definition
from quizzes.engine.kinds.base import DefinitionError
from quizzes.engine.kinds.shapes import (
    UNIT,
    Circle,
    Polygon,
    Rect,
    coordinate,
    drawn,
    from_json,
    text_of,
)
from tests.quizzes.engine.examples import BODIES, example
from tests.quizzes.engine.test_hotspot import LEFT, OVERLAPPING, question, region


def problems(**changes):
    with pytest.raises(DefinitionError) as caught:
        definition("hotspot", BODIES["hotspot"] | changes)
    return {(p.path, p.code, p.detail) for p in caught.value.problems}


def shaped(**shape):
    """What is wrong with the example when its first region has this shape."""
    first = {k: v for k, v in BODIES["hotspot"]["regions"][0].items() if k != "rect"}
    return problems(regions=[first | shape, *BODIES["hotspot"]["regions"][1:]])


def test_every_point_of_a_grid_lies_in_a_dented_polygon_or_not():
    dented = Polygon(((0, 0), (8, 0), (8, 8), (4, 4), (0, 8)))
    for x, y in product(range(-1, 10), repeat=2):
        inside = 0 <= x <= 8 and 0 <= y <= 8 and not (y > 8 - x and y > x)
        assert dented.has((x, y)) == inside, (x, y)


corner = st.tuples(st.integers(0, 6), st.integers(0, 6))


@given(st.lists(corner, min_size=3, max_size=3, unique=True), corner)
def test_a_triangle_is_the_meeting_of_three_half_planes(corners, point):
    def side(a, b):
        return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])

    a, b, c = corners
    flat = (b[0] - a[0]) * (c[1] - a[1]) == (b[1] - a[1]) * (c[0] - a[0])
    triangle = Polygon(tuple(corners))
    assert triangle.has_area == (not flat)
    if not flat:
        sides = [side(a, b), side(b, c), side(c, a)]
        assert triangle.has(point) == (min(sides) >= 0 or max(sides) <= 0)


@given(st.lists(corner, min_size=3, max_size=7), corner)
def test_a_polygon_may_begin_at_any_corner_and_run_either_way(corners, point):
    inside = Polygon(tuple(corners)).has(point)
    for turn in range(len(corners)):
        turned = corners[turn:] + corners[:turn]
        assert Polygon(tuple(turned)).has(point) == inside
        assert Polygon(tuple(reversed(turned))).has(point) == inside


@given(st.integers(0, UNIT))
def test_a_coordinate_is_written_as_it_is_read(units):
    assert coordinate(text_of(units)) == units
    assert Decimal(text_of(units)) * UNIT == units


def test_the_edges_and_the_smallest_step_are_coordinates():
    assert [from_json(one) for one in (0, 0.0, 1, 1.0, 1e-18)] == [0, 0, UNIT, UNIT, 1]
    for none in (-1e-18, 1.0000000000000002, 2, -1, True, None, [0.5], 1e-19):
        assert from_json(none) is None
    assert Circle(0, 0, 1).has_area and Rect(0, 0, 1, 1).has_area


@pytest.mark.parametrize("text", ["", ".5", "1.1", "2", "00.5", "0.", "1e0", "-0", "0.5 ", "٠.٥"])
def test_no_other_text_is_a_coordinate(text):
    assert coordinate(text) is None


def test_numbers_and_texts_make_the_same_shape():
    texts, numbers = {"circle": ["0.1", "0.2", "1"]}, {"circle": [0.1, 0.2, 1]}
    made = [question(region("a", shape, target=True), OVERLAPPING[2]) for shape in (texts, numbers)]
    assert made[0] == made[1]
    assert made[0].regions[0].shape == Circle(UNIT // 10, UNIT // 5, UNIT)


def test_shapes_are_told_to_whoever_draws_them():
    assert drawn(Circle(1, 2, 3)) == ("circle", (1, 2, 3))
    assert drawn(Rect(1, 2, 3, 4)) == ("rect", (1, 2, 3, 4))
    assert drawn(Polygon(((1, 2), (3, 4), (5, 7)))) == ("polygon", (1, 2, 3, 4, 5, 7))


@pytest.mark.parametrize("field", ["image", "alt", "description"])
def test_a_picture_has_a_file_and_words(field):
    assert problems(**{field: " "}) == {(field, "missing", "")}


@pytest.mark.parametrize(
    ("shape", "path", "code", "detail"),
    [
        ({}, "", "no_shape", ""),
        (LEFT | {"circle": ["0", "0", "1"]}, "", "several_shapes", "circle, rect"),
        ({"rect": ["0", "0", "1"]}, ".rect", "not_a_rect", ""),
        ({"rect": "0 0 1 1"}, ".rect", "not_a_rect", ""),
        ({"rect": ["0.5", "0", "0.5", "1"]}, ".rect", "no_area", ""),
        ({"rect": ["0", "0.7", "1", "0.2"]}, ".rect", "no_area", ""),
        ({"rect": ["0", "0", "1.5", "1"]}, ".rect[2]", "not_a_coordinate", "1.5"),
        ({"rect": ["0", 0, 1, 1.5]}, ".rect[3]", "not_a_coordinate", "1.5"),
        ({"rect": ["0", 0, 1, True]}, ".rect[3]", "not_a_coordinate", ""),
        ({"circle": ["0.5", "0.5"]}, ".circle", "not_a_circle", ""),
        ({"circle": ["0.5", "0.5", "0"]}, ".circle", "no_area", ""),
        ({"polygon": [["0", "0"], ["1", "1"]]}, ".polygon", "not_a_polygon", "3 to 60"),
        ({"polygon": [["0", "0"], ["1", "1"], "x"]}, ".polygon[2]", "not_a_polygon", ""),
        ({"polygon": [["0", "0"], ["1", "1"], ["0.5", "0.5"]]}, ".polygon", "no_area", ""),
        (
            {"polygon": [["0", "0"], ["1", "x"], ["0", "1"]]},
            ".polygon[1][1]",
            "not_a_coordinate",
            "x",
        ),
    ],
)
def test_an_author_is_told_what_is_wrong_with_a_shape(shape, path, code, detail):
    assert shaped(**shape) == {(f"regions[0]{path}", code, detail)}


def test_some_regions_are_targets_and_some_are_not():
    first, second = OVERLAPPING[0], OVERLAPPING[1]
    assert problems(regions=[first, second]) == {("regions", "no_other_region", "")}
    assert ("regions", "no_target", "") in problems(
        regions=[first | {"target": False}, OVERLAPPING[2]]
    )
    wrong = [first | {"belief": "M01"}, OVERLAPPING[2]]
    assert problems(regions=wrong) == {("regions[0].belief", "belief_on_target", "M01")}


@pytest.mark.parametrize(("regions", "code"), [([], "too_few"), (None, "missing")])
def test_a_picture_without_regions_is_told_that_and_no_more(regions, code):
    with pytest.raises(DefinitionError) as caught:
        definition("hotspot", BODIES["hotspot"] | {"regions": regions})
    told = [(p.path, p.code) for p in caught.value.problems if p.path == "regions"]
    assert told == [("regions", code)]


def test_as_many_marks_as_targets_unless_the_author_says_more():
    assert example("hotspot").marks == 2
    assert example("hotspot", marks=4).marks == 4
    for wrong in (1, 5, 0, -1):
        assert problems(marks=wrong) == {("marks", "out_of_range", "2 to 4")}
    for wrong in ("2", 2.0, True):
        assert problems(marks=wrong) == {("marks", "not_a_number", "")}


def test_a_bank_of_regions_has_an_end():
    many = [region(f"r{n}", LEFT, target=n == 0) for n in range(31)]
    assert problems(regions=many) == {("regions", "too_many", "30")}
    assert len(question(*many[:-1]).regions) == 30
