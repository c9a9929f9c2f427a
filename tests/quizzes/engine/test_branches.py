"""What an author is told about a branching case that is none."""

from __future__ import annotations

from typing import Any

import pytest

from quizzes.engine.kinds import definition
from quizzes.engine.kinds.base import DefinitionError
from tests.quizzes.engine.cases import BODY, choice, node, tree


def problems(body: dict[str, Any]) -> set[tuple[str, str, str]]:
    with pytest.raises(DefinitionError) as caught:
        definition("branching", body)
    return {(p.path, p.code, p.detail) for p in caught.value.problems}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (BODY | {"start": None}, {("start", "missing", "")}),
        (BODY | {"start": "q"}, {("start", "unknown_node", "q")}),
        (BODY | {"start": "bye"}, {("start", "nothing_to_decide", "bye"), }),
        (BODY | {"nodes": None}, {("nodes", "missing", "")}),
        (BODY | {"nodes": {}}, {("nodes", "not_a_list", "")}),
        (BODY | {"hint": 1}, {("", "unknown_key", "hint")}),
        (
            tree(node("a", choice("x", 1, "b"), choice("y", 0)), node("b"), node("c")),
            {("nodes[2]", "unreachable", "c")},
        ),
        (
            tree(node("a", choice("x", 1, "q"), choice("y", 0, "b")), node("b")),
            {("nodes[0].choices[0].next", "unknown_node", "q")},
        ),
        (
            tree(
                node("a", choice("x", 1, "b"), choice("y", 0)),
                node("b", choice("z", 1, "a"), choice("w", 0)),
            ),
            {("nodes[1].choices[0].next", "cycle", "a")},
        ),
        (
            tree(node("a", choice("x", 1, "a"), choice("y", 0, "b")), node("b")),
            {("nodes[0].choices[0].next", "cycle", "a")},
        ),
        (
            tree(node("a", choice("x", 1, "b"), choice("y", 1)), node("b")),
            {("nodes", "no_difference", "")},
        ),
        (
            tree(node("a", choice("x", 1, "b", harm=True), choice("y", 0)), node("b")),
            {("nodes", "harm_on_best_path", "")},
        ),
        (
            tree(
                node("a", choice("x", 2, "b"), choice("y", 1)),
                node("b", choice("z", harm=True), choice("w", -3, harm=True)),
            ),
            {("nodes", "harm_on_best_path", "")},
        ),
        (
            tree(node("a", choice("x", 1, "b", belief="M01"), choice("y", 0)), node("b")),
            {("nodes[0].choices[0].belief", "belief_on_best_choice", "M01")},
        ),
        (
            tree(node("a", choice("x", 1, "b")), node("b")),
            {("nodes[0].choices", "too_few", "2")},
        ),
        (
            tree(
                node("a", choice("x", 1, "b"), choice("y")),
                node("b", choice("x", 1), choice("z")),
            ),
            {("nodes[1].choices[0].key", "duplicate_key", "x")},
        ),
        (
            tree(node("a", choice("x", 1, "b"), choice("x", 0)), node("b")),
            {
                ("nodes[0].choices[1].key", "duplicate_key", "x"),
                ("nodes[0].choices[1].text", "duplicate_text", "x"),
            },
        ),
        (
            tree(node("a", *(choice(f"c{n}", n, "b") for n in range(11))), node("b")),
            {("nodes[0].choices", "too_many", "10")},
        ),
        (
            tree(node("a", choice("x", "much", "b"), choice("y", None)), node("b")),
            {
                ("nodes[0].choices[0].score", "not_a_number", "much"),
                ("nodes[0].choices[1].score", "missing", ""),
            },
        ),
        (
            tree(node("a", choice("x", 1001, "b"), choice("y", harm="no")), node("b")),
            {
                ("nodes[0].choices[0].score", "out_of_range", "-1000 to 1000"),
                ("nodes[0].choices[1].harm", "not_true_or_false", ""),
            },
        ),
        (
            tree(node("a", choice("x", 1, "b", why=""), choice("y", text=None)), node("b")),
            {
                ("nodes[0].choices[0].why", "missing", ""),
                ("nodes[0].choices[1].text", "missing", ""),
            },
        ),
        (  # of arrows to a scene that could not be read nothing is said
            tree(node("a", choice("x", 1, "b"), choice("y")), {"text": "B"}),
            {("nodes[1].key", "missing", "")},
        ),
        (
            tree(node("a", choice("x", 1, "b"), choice("y")), "b", node("c")),
            {("nodes[1]", "not_a_mapping", "")},
        ),
        (
            tree({"key": "a", "text": "A", "choices": {}}, node("b")),
            {("nodes[0].choices", "not_a_list", ""), ("start", "nothing_to_decide", "a")},
        ),
        (
            tree({"key": "a", "text": "A", "choices": ["x", "y"]}, node("b")),
            {
                ("nodes[0].choices[0]", "not_a_mapping", ""),
                ("nodes[0].choices[1]", "not_a_mapping", ""),
                ("start", "nothing_to_decide", "a"),
            },
        ),
    ],
)  # fmt: skip
def test_an_author_is_told_what_is_wrong_and_where(body, expected):
    assert problems({k: v for k, v in body.items() if v is not None}) == expected


def test_a_scene_may_ask_for_one_of_ten_decisions():
    body = tree(node("a", *(choice(f"c{n}", n, "b") for n in range(10))), node("b"))
    assert len(definition("branching", body).choices) == 10
