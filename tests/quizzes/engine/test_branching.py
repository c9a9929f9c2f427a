"""One decision after another: what a path earns, what is shown of it, what stays decided."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds import GROWING, KINDS, definition
from quizzes.engine.kinds.base import DefinitionError, Judged, Part, ResponseError
from quizzes.engine.scoring import half_up
from tests.quizzes.engine.cases import choice, node, tree
from tests.quizzes.engine.examples import example, mark

BRANCHING = KINDS["branching"]
ORDER = ("wait", "lift", "calm", "send", "ask")

Steps = tuple[dict[str, Any], ...]


def all_paths(body: dict[str, Any]) -> list[Steps]:
    """Every way from the start to an end, step by step, whatever the engine makes of it."""
    nodes = {one["key"]: one for one in body["nodes"]}
    found, open_ones = [], [((), body["start"])]
    while open_ones:
        steps, here = open_ones.pop()
        choices = nodes[here].get("choices") if here else None
        if not choices:
            found.append(steps)
        open_ones += [((*steps, one), one.get("next", "")) for one in choices or ()]
    return found


def total(steps: Steps) -> Fraction:
    return sum((Fraction(str(one["score"])) for one in steps), Fraction(0))


def as_stated(body: dict[str, Any], steps: Steps) -> Decimal:
    """The definition, word by word: harm is 0, else (S - Smin)/(Smax - Smin) over all paths."""
    sums = [total(path) for path in all_paths(body)]
    if any(one.get("harm") for one in steps):
        return Decimal(0)
    share = (total(steps) - min(sums)) / (max(sums) - min(sums))
    return half_up(share, 7) if share in (0, 1) else min(half_up(share, 7), Decimal("0.9999999"))


def keys(steps: Steps) -> list[str]:
    return [one["key"] for one in steps]


@pytest.mark.parametrize(
    ("path", "fraction", "state"),
    [
        (["ask", "send"], "1", "right"),
        (["ask", "calm"], "0", "wrong"),
        (["wait"], "0.2", "partly"),
        (["lift"], "0", "wrong"),
    ],
)
def test_a_complete_path_earns_its_sum_between_the_least_and_the_most(path, fraction, state):
    graded = mark("branching", path)
    assert (graded.fraction, graded.state) == (Decimal(fraction), state)
    assert BRANCHING.is_complete(example("branching"), path)


def test_a_path_that_has_not_reached_an_end_is_worth_nothing_yet():
    graded = mark("branching", ["ask"])
    assert (graded.fraction, graded.state) == (0, "wrong")
    assert graded.parts == (Part("ask", True),)
    assert not BRANCHING.is_complete(example("branching"), ["ask"])


def test_harm_makes_it_wrong_whatever_the_rest_was_worth():
    body = tree(
        node("a", choice("a1", 5, "b"), choice("a2", 0, "b")),
        node("b", choice("b1", 5), choice("b2", 4, harm=True), choice("b3", -5)),
    )
    found = definition("branching", body)
    assert BRANCHING.grade(found, ["a1", "b2"]).fraction == 0
    assert BRANCHING.grade(found, ["a1", "b2"]).state == "wrong"
    assert BRANCHING.grade(found, ["a2", "b1"]).fraction == Decimal("0.6666667")


def test_each_decision_is_judged_by_what_could_still_be_reached():
    assert mark("branching", ["ask", "calm"]).parts == (Part("ask", True), Part("calm", False))
    assert mark("branching", ["wait"]).parts == (Part("wait", False),)
    body = tree(
        node("a", choice("a1", 0, "b"), choice("a2", 3)),
        node("b", choice("b1", 2), choice("b2", 1)),
    )
    graded = BRANCHING.grade(definition("branching", body), ["a1", "b1"])
    assert graded.parts == (Part("a1", False), Part("b1", True))


def test_a_path_is_explained_decision_by_decision():
    found = example("branching")
    expected = (Judged("ask", True, True), Judged("calm", True, False))
    assert BRANCHING.judged(found, ["ask", "calm"], ()) == expected
    assert BRANCHING.judged(found, ["lift"], ()) == (Judged("lift", True, False),)
    assert BRANCHING.judged(found, None, ()) == ()


def test_the_beliefs_of_the_decisions_taken_are_revealed():
    assert mark("branching", ["lift"]).beliefs == (("lift", "M01"),)
    assert mark("branching", ["wait"]).beliefs == (("wait", "M03"),)
    assert mark("branching", ["ask", "calm"]).beliefs == ()


def test_a_hair_under_the_most_is_never_rounded_up_to_right():
    body = tree(
        node("a", choice("a1", "999.999999999999"), choice("a2", "1000", "z"), choice("a3", -1000)),
        node("z"),
    )
    found = definition("branching", body)
    graded = BRANCHING.grade(found, ["a1"])
    assert (str(graded.fraction), graded.state) == ("0.9999999", "partly")
    assert BRANCHING.grade(found, ["a2"]).state == "right"


@st.composite
def bodies(draw: st.DrawFn) -> dict[str, Any]:
    """Cases whose arrows lead forward only; some scenes may be out of reach, and are dropped."""
    count = draw(st.integers(2, 6))
    score = st.integers(-4, 4) | st.sampled_from(["0.5", "-0.25"])
    nodes = []
    for index in range(count):
        later = [f"n{one}" for one in range(index + 1, count)]
        many = draw(st.sampled_from([0, 2, 2, 3])) if index else draw(st.integers(2, 3))
        nodes.append(
            node(
                f"n{index}",
                *(
                    choice(
                        f"n{index}-{place}",
                        draw(score),
                        draw(st.sampled_from([*later, None])),
                        harm=draw(st.sampled_from([False, False, False, True])),
                    )
                    for place in range(many)
                ),
            )
        )
    body = tree(*nodes, start="n0")
    met = {"n0"} | {one["next"] for path in all_paths(body) for one in path if "next" in one}
    return body | {"nodes": [one for one in nodes if one["key"] in met]}


@given(bodies())
def test_every_path_of_any_case_is_graded_as_the_rule_says(body):
    paths = all_paths(body)
    try:
        found = definition("branching", body)
    except DefinitionError as error:
        expected = set()
        sums = [total(path) for path in paths]
        safe = [total(p) for p in paths if not any(one["harm"] for one in p)]
        if len(body["nodes"]) < 2:
            expected.add("too_few")
        if min(sums) == max(sums):
            expected.add("no_difference")
        elif max(safe, default=None) != max(sums):
            expected.add("harm_on_best_path")
        assert {problem.code for problem in error.problems} <= expected
        return
    for steps in paths:
        path = keys(steps)
        assert BRANCHING.clean(found, path) == path
        assert BRANCHING.is_complete(found, path)
        graded = BRANCHING.grade(found, path)
        assert graded.fraction == as_stated(body, steps)
        assert (graded.state == "right") == all(part.right for part in graded.parts)
        for length in range(1, len(path)):
            assert not BRANCHING.is_complete(found, path[:length])
            assert BRANCHING.grade(found, path[:length]).fraction == 0
    right = BRANCHING.right_response(found)
    assert right in [keys(steps) for steps in paths]
    assert BRANCHING.grade(found, right).fraction == 1
    assert abs(BRANCHING.guess(found) - expected_at_random(body)) < Decimal("1E-6")


def expected_at_random(body: dict[str, Any]) -> Decimal:
    """Every path with its chance, one by one."""
    nodes = {one["key"]: one for one in body["nodes"]}
    found = Decimal(0)
    for steps in all_paths(body):
        chance, here = Decimal(1), body["start"]
        for one in steps:
            chance /= len(nodes[here]["choices"])
            here = one.get("next", "")
        found += chance * as_stated(body, steps)
    return found


def test_what_has_been_decided_stays_decided():
    found = example("branching")
    assert {"branching"} == GROWING
    assert BRANCHING.extends(found, None, ["ask"])
    assert BRANCHING.extends(found, None, None)
    assert BRANCHING.extends(found, ["ask"], ["ask"])
    assert BRANCHING.extends(found, ["ask"], ["ask", "send"])
    assert not BRANCHING.extends(found, ["ask"], ["wait"])
    assert not BRANCHING.extends(found, ["ask", "send"], ["ask"])
    assert not BRANCHING.extends(found, ["ask", "send"], ["ask", "calm"])
    assert not BRANCHING.extends(found, ["ask"], None)


@pytest.mark.parametrize(
    ("response", "code"),
    [
        (["send"], "unknown_key"),
        (["ask", "ask"], "unknown_key"),
        (["ask", "lift"], "unknown_key"),
        (["ask", "send", "ask"], "unknown_key"),
        (["wait", "ask"], "unknown_key"),
        (["ask", ""], "unknown_key"),
        (["ask"] * 4, "too_many"),
        (["ask", None], "wrong_type"),
        ([["ask"]], "wrong_type"),
        ("ask", "wrong_type"),
        ({"door": "ask"}, "wrong_type"),
        (0, "wrong_type"),
    ],
)
def test_a_path_that_leaves_the_tree_is_refused_by_code(response, code):
    with pytest.raises(ResponseError) as caught:
        BRANCHING.clean(example("branching"), response)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("path", "scenes", "choices"),
    [
        ([], ["door"], ["wait", "lift", "ask"]),
        (["ask"], ["door", "told"], ["calm", "send"]),
        (["ask", "send"], ["door", "told"], []),
        (["ask", "calm"], ["door", "told", "bye"], []),
        (["lift"], ["door"], []),
    ],
)
def test_nothing_is_shown_of_a_scene_that_has_not_been_reached(path, scenes, choices):
    found = example("branching")
    shown = BRANCHING.shown(found, ORDER, path)
    assert [row.key for row in shown.rows] == scenes
    assert [row.key for row in shown.choices] == choices
    for one in found.tree.nodes:
        assert (one.text in repr(shown)) == (one.key in scenes)
    for secret in ("why", "harm", "score", "belief", found.explanation):
        assert secret not in repr(shown)


def test_the_order_names_every_choice_of_every_scene():
    found = example("branching")
    assert sorted(BRANCHING.shuffled(found)) == sorted(ORDER)
    for wrong in (ORDER[:4], (*ORDER, "ask"), ()):
        with pytest.raises(ValueError):
            BRANCHING.shown(found, wrong)


def test_a_path_is_told_in_the_authors_words():
    found = example("branching")
    assert BRANCHING.summary(found, ["ask", "calm"]) == "Ask → Calm her"
    assert BRANCHING.key_summary(found) == "Ask → Send her on"


def test_a_random_walk_earns_the_mean_of_all_paths_by_their_chance():
    assert BRANCHING.guess(example("branching")) == (Decimal(1) + Decimal("0.4")) / 6


def test_a_long_case_of_many_paths_is_worked_out_scene_by_scene():
    """A hundred scenes in a row, two ways through each: more paths than could be walked."""
    ways = (("x", 1), ("y", 0))
    scenes = [
        node(
            f"s{n}",
            *(choice(f"{c}{n}", worth, f"s{n + 1}" if n < 99 else None) for c, worth in ways),
        )
        for n in range(100)
    ]
    found = definition("branching", tree(*scenes, start="s0"))
    assert (found.tree.least, found.tree.most) == (0, 100)
    path = BRANCHING.right_response(found)
    assert len(path) == 100
    assert BRANCHING.grade(found, BRANCHING.clean(found, path)).fraction == 1
    assert BRANCHING.guess(found) == Decimal("0.5")
