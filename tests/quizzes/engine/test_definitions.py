"""What an author is told about a body that is no question."""

from __future__ import annotations

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds import KINDS, definition
from quizzes.engine.kinds.base import DefinitionError, Problem
from quizzes.engine.kinds.reading import MAX_ROWS
from tests.quizzes.engine.examples import BODIES, example, options

# Scale and branching are no lists of rows: see test_scale_definitions and test_branches.
LISTS = {
    "single": "options",
    "multiple": "options",
    "true_false": "statements",
    "matching": "prompts",
    "ordering": "steps",
    "pair": "actions",
    "hotspot": "regions",
    "numeric": "answers",
    "short_text": "answers",
    "written": "criteria",
}
AT_LEAST = {
    "single": 2,
    "multiple": 2,
    "true_false": 1,
    "matching": 2,
    "ordering": 2,
    "pair": 2,
    "hotspot": 2,
    "numeric": 1,
    "short_text": 1,
    "written": 2,
}
WITH_TEXTS = [kind for kind in LISTS if kind != "numeric"]  # the others' rows are numbers


def problems(kind, body) -> set[tuple[str, str, str]]:
    with pytest.raises(DefinitionError) as caught:
        definition(kind, body)
    return {(p.path, p.code, p.detail) for p in caught.value.problems}


def changed(kind, index, **fields):
    """The kind's example with one row changed; None takes a field away."""
    rows = [dict(row) for row in BODIES[kind][LISTS[kind]]]
    rows[index] = {k: v for k, v in (rows[index] | fields).items() if v is not None}
    return BODIES[kind] | {LISTS[kind]: rows}


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        *[(kind, field) for kind in LISTS for field in ("why", "key")],
        *[(kind, "text") for kind in WITH_TEXTS],
    ],
)
@pytest.mark.parametrize("value", [None, "", "  \n"])
def test_every_row_needs_a_key_a_text_and_an_explanation(kind, field, value):
    if kind == "written" and field == "why":
        field = "good"
    body = changed(kind, 1, **{field: value})
    assert problems(kind, body) == {(f"{LISTS[kind]}[1].{field}", "missing", "")}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("field", ["stem", "explanation"])
def test_every_question_needs_a_stem_and_an_explanation(kind, field):
    body = {k: v for k, v in BODIES[kind].items() if k != field}
    assert problems(kind, body) == {(field, "missing", "")}


@pytest.mark.parametrize("kind", WITH_TEXTS)
def test_keys_and_texts_are_not_used_twice(kind):
    first = BODIES[kind][LISTS[kind]][0]
    path = f"{LISTS[kind]}[1]"
    assert problems(kind, changed(kind, 1, key=first["key"], text=f" {first['text']} ")) == {
        (f"{path}.key", "duplicate_key", first["key"]),
        (f"{path}.text", "duplicate_text", first["text"]),
    }


@pytest.mark.parametrize("kind", LISTS)
def test_too_few_rows_are_named_with_the_least_number(kind):
    name, least = LISTS[kind], AT_LEAST[kind]
    body = BODIES[kind] | {name: BODIES[kind][name][: least - 1]}
    assert (name, "too_few", str(least)) in problems(kind, body)
    assert definition(kind, BODIES[kind] | {name: BODIES[kind][name][:least]})


@pytest.mark.parametrize("kind", LISTS)
def test_missing_and_misshapen_lists_are_named(kind):
    name = LISTS[kind]
    assert (name, "missing", "") in problems(kind, BODIES[kind] | {name: None})
    assert (name, "not_a_list", "") in problems(kind, BODIES[kind] | {name: {"a": 1}})
    assert (f"{name}[0]", "not_a_mapping", "") in problems(kind, BODIES[kind] | {name: ["x"] * 3})


@pytest.mark.parametrize("kind", LISTS)
def test_unknown_fields_are_refused_wherever_they_stand(kind):
    assert problems(kind, BODIES[kind] | {"hint": "x"}) == {("", "unknown_key", "hint")}
    row = f"{LISTS[kind]}[0]"
    assert problems(kind, changed(kind, 0, merit=1)) == {(row, "unknown_key", "merit")}


def test_a_single_choice_has_exactly_one_right_option():
    assert problems("single", changed("single", 0, correct=False)) == {
        ("options", "no_correct_option", "")
    }
    assert problems("single", changed("single", 2, correct=True)) == {
        ("options", "several_correct_options", "a, c")
    }


def test_a_multiple_response_has_at_least_one_right_option():
    body = BODIES["multiple"] | {"options": options(4, 0)}
    assert problems("multiple", body) == {("options", "no_correct_option", "")}


def test_a_prompt_points_to_a_choice_there_is():
    body = changed("matching", 1, match="q")
    assert problems("matching", body) == {("prompts[1].match", "unknown_choice", "q")}
    body = changed("matching", 1, match=None)
    assert problems("matching", body) == {("prompts[1].match", "missing", "")}


def test_matching_needs_two_choices():
    body = BODIES["matching"] | {"choices": BODIES["matching"]["choices"][:1]}
    assert ("choices", "too_few", "2") in problems("matching", body)


def test_a_belief_belongs_to_a_wrong_option():
    body = changed("single", 0, belief="M01")
    assert problems("single", body) == {
        ("options[0].belief", "belief_on_correct_option", "M01"),
    }


@pytest.mark.parametrize("answer", ["yes", 1, "true"])
def test_a_statement_is_true_or_false_and_nothing_else(answer):
    body = changed("true_false", 0, answer=answer)
    assert problems("true_false", body) == {("statements[0].answer", "not_true_or_false", "")}
    body = changed("true_false", 0, answer=None)
    assert problems("true_false", body) == {("statements[0].answer", "missing", "")}


@pytest.mark.parametrize(("key", "code"), [("a b", "bad_key"), ("é", "bad_key"), (1, "not_text")])
def test_keys_are_plain(key, code):
    assert {code} == {found[1] for found in problems("single", changed("single", 1, key=key))}


@pytest.mark.parametrize("kind", ["multiple", "ordering"])
def test_rules_are_known_and_have_a_default(kind):
    assert problems(kind, BODIES[kind] | {"rule": "half"}) == {("rule", "unknown_rule", "half")}
    assert example(kind).rule == {"multiple": "plus_minus", "ordering": "pairs"}[kind]
    assert example(kind, rule="all_or_nothing").rule == "all_or_nothing"


def test_a_layout_is_known_and_has_a_default():
    assert problems("matching", BODIES["matching"] | {"layout": "grid"}) == {
        ("layout", "unknown_layout", "grid")
    }
    assert example("matching").layout == "pairs"
    assert example("matching", layout="categories").layout == "categories"


def test_categories_are_few_enough_to_stand_at_each_prompt():
    choices = [{"key": f"c{i}", "text": f"Category {i}"} for i in range(6)]
    body = BODIES["matching"] | {"choices": [*choices, *BODIES["matching"]["choices"]]}
    assert definition("matching", body)
    assert problems("matching", body | {"layout": "categories"}) == {("choices", "too_many", "6")}
    choices = [*choices[:4], *BODIES["matching"]["choices"][:2]]
    assert definition("matching", body | {"layout": "categories", "choices": choices})


def test_an_endless_list_is_refused_before_it_is_read():
    body = BODIES["multiple"] | {"options": options(MAX_ROWS + 1, 1)}
    assert ("options", "too_many", str(MAX_ROWS)) in problems("multiple", body)


def test_all_problems_are_told_at_once():
    body = changed("single", 1, why="", key="a") | {"stem": None, "hint": 1}
    assert problems("single", body) == {
        ("stem", "missing", ""),
        ("", "unknown_key", "hint"),
        ("options[1].why", "missing", ""),
        ("options[1].key", "duplicate_key", "a"),
    }


@pytest.mark.parametrize("kind", ["essay", "", None, ["single"], "x" * 80])
def test_an_unknown_kind_is_a_problem_too(kind):
    with pytest.raises(DefinitionError) as caught:
        definition(kind, {})
    assert caught.value.problems == (Problem("kind", "unknown_kind", str(kind)),)
    with pytest.raises(DefinitionError, match=f"unknown_kind {'x' * 80}$"):
        definition("x" * 81, {})


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=15,
)
fields = st.sampled_from(
    [
        *("stem", "explanation", "options", "statements", "prompts", "choices", "steps", "rule"),
        *("criteria", "model", "words", "characters", "layout", "actions", "reasons"),
        *(
            "low",
            "high",
            "step",
            "labels",
            "target",
            "tolerance",
            "zero",
            "panel",
            "above",
            "below",
        ),
        *("start", "nodes"),
        *("answers", "units", "unit_required", "penalty", "case_sensitive", "spelling_tolerance"),
    ]
)
rows = st.lists(
    st.dictionaries(
        st.sampled_from(
            [
                *("key", "text", "why", "correct", "match", "good", "points", "weight", "belief"),
                *("at", "choices", "score", "next", "harm"),
                *("value", "range", "tolerance", "form", "unit", "factor"),
            ]
        ),
        json,
    )
    | json
)


@given(kind=st.sampled_from(list(KINDS)), body=json | st.dictionaries(fields, rows | json))
def test_no_body_raises_anything_but_a_definition_error(kind, body):
    try:
        definition(kind, body)
    except DefinitionError as error:
        assert error.problems
        assert str(error)
