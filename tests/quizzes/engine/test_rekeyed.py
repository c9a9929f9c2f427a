"""When two responses say one thing, and what a new key leaves of the old one."""

from __future__ import annotations

import pytest

from quizzes.engine import regrading
from quizzes.engine.kinds import KINDS, definition

from .examples import BODIES

ALL = {kind: definition(kind, body) for kind, body in BODIES.items()}


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("0.5 mL", "500 µL", True),
        ("0.5 mL", "0.50 mL", True),
        ("0.5 mL", "0.5 µL", False),
        ("0.5 mL", "0.5 U", False),
        ("0.5 mL", "0.5", False),
        ("0.5", "0.50", True),
        ("0.5 U", "0.50 U", True),
        ("0.5 U", "0.6 U", False),
        ({"unit": "mL"}, {"unit": "mL"}, True),
        ({"unit": "mL"}, {"unit": "µL"}, False),
        ({"unit": "mL"}, "0.5 mL", False),
    ],
)
def test_numbers_are_one_in_whatever_unit_they_are_given(one, other, are_same) -> None:
    dose = ALL["numeric"]
    clean = [KINDS["numeric"].clean(dose, given) for given in (one, other)]
    assert regrading.is_same(dose, *clean) is regrading.is_same(dose, *clean[::-1]) is are_same


@pytest.mark.parametrize(
    ("kind", "rows", "response"),
    [
        ("single", ["options"], "b"),
        ("single", ["options"], "c"),
        ("multiple", ["options"], ["a", "b"]),
        ("pair", ["actions", "reasons"], {"action": "b", "reason": "x"}),
        ("pair", ["actions", "reasons"], {"action": "c", "reason": "y"}),
    ],
)
def test_with_a_new_key_only_what_is_wrong_keeps_its_belief(kind, rows, response) -> None:
    right = list(response.values()) if kind == "pair" else response
    new = regrading.rekeyed(ALL[kind], response)
    for name in rows:
        pairs = zip(getattr(ALL[kind], name), getattr(new, name), strict=True)
        for old, one in pairs:
            assert one.correct is (one.key in right)
            assert one.belief == ("" if one.key in right else old.belief)
            assert (one.key, one.text, one.why) == (old.key, old.text, old.why)


@pytest.mark.parametrize("kind", ALL)
def test_nothing_given_is_like_nothing(kind: str) -> None:
    right = KINDS[kind].right_response(ALL[kind])
    for one, other in ((None, right), (right, None), (None, None)):
        assert regrading.is_same(ALL[kind], one, other) is False


@pytest.mark.parametrize("kind", ["numeric", "short_text"])
def test_who_typed_nothing_is_blank_under_any_key(kind) -> None:
    right = KINDS[kind].right_response(ALL[kind])
    for treatment in ("accept_also", "new_key"):
        found = regrading.regrade(regrading.Ruling(treatment, right), ALL[kind], None)
        assert (found.state, found.fraction) == ("blank", 0)


def test_the_key_that_holds_may_be_named_again_but_not_accepted_besides() -> None:
    right = KINDS["single"].right_response(ALL["single"])
    regrading.check(regrading.Ruling("new_key", right), ALL["single"])
    with pytest.raises(regrading.Unfit) as caught:
        regrading.check(regrading.Ruling("accept_also", right), ALL["single"])
    assert caught.value.code == "right_already"


def test_one_more_path_may_be_right_where_no_new_key_can_be_given() -> None:
    regrading.check(regrading.Ruling("accept_also", ["wait"]), ALL["branching"])
