"""A clinic's settings: what a value may be, whose holds, and that colours can be read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.rules import colours
from training.rules.colours import contrast, palette
from training.rules.settings import (
    ALWAYS,
    AS_WRITTEN,
    NEVER,
    SETTINGS,
    Held,
    Refused,
    checked,
    held,
    terms,
)

HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
VALUES = {name: one.default for name, one in SETTINGS.items()}


def test_black_on_white_is_the_most_there_is_and_the_same_is_the_least() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#123456", "#123456") == 1
    # published: mid grey #767676 on white is 4.54
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@given(HEX, HEX)
def test_contrast_asks_not_which_of_the_two_is_the_ground(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one) >= 1


@given(HEX)
def test_a_colour_is_refused_or_all_that_is_drawn_from_it_can_be_read(colour: str) -> None:
    try:
        found = palette(colour)
    except colours.TooPale as pale:
        assert pale.ratio < colours.LEAST
        return
    words = [(found.light, ground) for ground in (*colours.LIGHT, found.light_soft)]
    words += [(found.dark, ground) for ground in (*colours.DARK, found.dark_soft)]
    words += [(found.on_light, found.light), (found.on_dark, found.dark)]
    words += [(found.on_light, found.light_deep), (found.on_dark, found.dark_deep)]
    assert min(contrast(*pair) for pair in words) >= colours.LEAST


@pytest.mark.parametrize("text", ["", "teal", "#12345", "#1234567", "#12345g", "0d5c59", "#0d5c5é"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(colours.NotAColour):
        palette(text)


def test_a_colour_may_be_written_in_capitals() -> None:
    assert palette(" #0D5C59 ").light == "#0d5c59"


def test_the_nearest_clinic_that_has_set_a_value_decides() -> None:
    chain = [{}, {"pass_mark": 90}, {"pass_mark": 85, "signatory": "Noor"}]
    assert held("pass_mark", chain) == Held(90, 1)
    assert held("signatory", chain) == Held("Noor", 2)
    assert held("keep_answers", chain) == Held(24, None)


def test_a_value_of_none_is_a_value_and_not_a_question() -> None:
    assert held("pass_mark", [{"pass_mark": None}, {"pass_mark": 90}]) == Held(None, 0)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("signatory", "x" * 121, "too_long"),
        ("certainty", "sometimes", "not_offered"),
        ("certainty", None, "not_offered"),
        ("pass_mark", 49, "out_of_range"),
        ("pass_mark", 101, "out_of_range"),
        ("pass_mark", "80", "not_whole"),
        ("pass_mark", True, "not_whole"),
        ("keep_answers", None, "not_whole"),
        ("keep_answers", 11, "out_of_range"),
        ("remind_before", [3, 0], "out_of_range"),
        ("remind_before", [3, 3], "twice"),
        ("remind_before", list(range(1, 10)), "too_many"),
        ("colour", "teal", "not_a_colour"),
        ("colour", "#ffeeaa", "too_pale"),
    ],
)
def test_a_value_that_may_not_be_is_refused_with_why(name: str, value: object, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        checked(SETTINGS[name], value)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("name", "value", "stored"),
    [
        ("signatory", "  Dr  Noor ", "Dr Noor"),
        ("signatory", "", ""),
        ("pass_mark", 50, 50),
        ("pass_mark", 100, 100),
        ("pass_mark", None, None),
        ("remind_before", [1, 3, 7], [7, 3, 1]),
        ("remind_after", [28, 1], [1, 28]),
        ("remind_before", [], []),
        ("colour", "#0D5C59", "#0d5c59"),
        ("colour", "", ""),
    ],
)
def test_a_value_is_stored_in_one_way(name: str, value: object, stored: object) -> None:
    assert checked(SETTINGS[name], value) == stored


def test_every_default_is_a_value_that_may_be_set() -> None:
    for one in SETTINGS.values():
        if one.name != "language":  # what may be chosen is the server's to say
            assert checked(one, one.default) == one.default


@given(
    least=st.none() | st.integers(50, 100),
    mark=st.none() | st.decimals("0.5", 1, places=2),
    use=st.sampled_from([AS_WRITTEN, ALWAYS, NEVER]),
    asks=st.booleans(),
    counts=st.booleans(),
)
def test_a_clinic_only_ever_raises_a_pass_mark_and_never_drops_a_certainty_that_counts(
    least: int | None, mark: Decimal | None, use: str, asks: bool, counts: bool
) -> None:
    values = VALUES | {"pass_mark": least, "certainty": use}
    found, certainty = terms(values, pass_mark=mark, certainty=asks, certainty_counts=counts)
    if mark is None:
        assert found is None
    else:
        assert found == max(mark, Decimal(least or 0) / 100)
    if counts or use == AS_WRITTEN:
        assert certainty == asks
    else:
        assert certainty == (use == ALWAYS)
