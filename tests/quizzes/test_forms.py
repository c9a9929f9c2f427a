"""From posted fields to responses: any bytes may arrive, nothing but words comes back."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from quizzes.forms import asked, responses

hypothesis = pytest.importorskip("hypothesis")
from hypothesis import strategies as st  # noqa: E402

DELIVERIES = {
    "single": {"options": {"x1": "Keratin &amp; wall", "x2": "Milk"}},
    "multiple": {"options": {"x1": "Harmless", "x2": "Firm", "x3": "Acne"}},
    "true_false": {"statements": {"x1": "Scrubbing helps", "x2": "Babies have them"}},
    "matching": {"prompts": {"x1": "Pearly", "x2": "Flat"}, "choices": {"y1": "A", "y2": "B"}},
    "ordering": {"steps": {"x1": "Open", "x2": "Ask", "x3": "Clean"}},
    "pair": {
        "options": {"x1": "Wait", "x2": "Press", "y1": "Dirt", "y2": "Sealed"},
        "actions": ["x1", "x2"],
        "reasons": ["y1", "y2"],
    },
    "scale": {"low": "0", "high": "10", "step": "1", "unit": "mm", "labels": {"0": "No"}},
    "branching": {
        "path": [["<p>One.</p>", "x1"]],
        "scene": "<p>Two.</p>",
        "here": ["x3", "x4"],
        "first": ["<p>One.</p>", ["x2", "x1"]],
        "choices": {"x1": "Ask", "x2": "Go", "x3": "Send", "x4": "Calm"},
    },
}
GIVEN = {
    "single": ["x2"],
    "multiple": [["x1", "x3"], ["x2"]],
    "true_false": [{"x1": False, "x2": True}, {"x2": True}],
    "matching": [{"x1": "y2", "x2": "y2"}, {"x2": "y1"}],
    "ordering": [["x2", "x3", "x1"], ["x3"]],
    "pair": [{"action": "x2", "reason": "y2"}, {"reason": "y1"}],
    "scale": ["6.5", "-1"],
    "branching": [["x1"]],
}
CASES = [(kind, one) for kind, all_ in GIVEN.items() for one in [*all_, None]]


def delivery(kind: str, rule: str = "", stem: str = "<p>What now?</p>") -> dict:
    return {"kind": kind, "rule": rule, "stem": stem, **DELIVERIES[kind]}


def posted(**fields: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({"revision": "0", **fields})
    return data


@pytest.mark.parametrize(("kind", "given"), CASES)
def test_what_fills_a_page_is_read_back_as_it_was(kind: str, given: object) -> None:
    data = responses.sent(kind, given, certainty=2)
    data["revision"], data["kind"] = "3", kind
    assert responses.read(data) == responses.Answer(given, 2, 3)


@pytest.mark.parametrize(("kind", "given"), CASES)
def test_a_stored_answer_stands_in_the_fields_of_its_page(kind: str, given: object) -> None:
    shown = asked.question(delivery(kind), responses.sent(kind, given))
    values = {row.name: row.value for row in shown.rows if row.value}
    if kind == "scale":
        assert shown.text == (given or "")
        return
    if kind == "branching":
        assert shown.more.path.split() == (given or [])
        return
    if kind in ("single", "multiple"):
        assert set(values) == set([given] if isinstance(given, str) else given or ())
    elif kind == "pair":
        values |= {row.name: row.value for row in shown.more if row.value}
        assert set(values) == set((given or {}).values())
    else:
        assert set(values) == set(given or ())


def test_the_steps_of_an_answer_stand_in_her_order_and_the_unplaced_below() -> None:
    shown = asked.question(delivery("ordering"), responses.sent("ordering", ["x3", "x1"]))
    assert [row.name for row in shown.rows] == ["x3", "x1", "x2"]


def test_two_steps_with_one_number_are_named_and_not_guessed() -> None:
    data = posted(kind="ordering", **{"o.x1": "2", "o.x2": "2"})
    with pytest.raises(ValidationError) as refused:
        responses.read(data)
    assert responses.problems(refused.value) == (
        ("o.x2", "Two steps have the number 2. Give each step its own."),
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "single", "choice": "x1", "revision": ""},
        {"kind": "single", "choice": "x1", "revision": "-1"},
        {"kind": "single", "choice": "x1", "revision": "9" * 5000},
        {"kind": "single", "choice": "x1", "revision": "٣"},
        {"kind": "single", "choice": "x1", "certainty": "4"},
        {"kind": "single", "choice": "x1", "certainty": "sure"},
        {"kind": "true_false", "s.x1": "maybe"},
        {"kind": "ordering", "o.x1": "0"},
        {"kind": "ordering", "o.x1": "first"},
        {"kind": "essay", "choice": "x1"},
        {"choice": "x1"},
    ],
)
def test_what_no_page_of_ours_sends_is_refused_in_words(fields: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as refused:
        responses.read(posted(**fields))
    assert all(text.endswith(".") for _, text in responses.problems(refused.value))


@hypothesis.given(
    st.dictionaries(
        st.sampled_from(["revision", "certainty", "choice", "choices", "s.a", "m.", "o.b", "go"])
        | st.text(max_size=8),
        st.text(max_size=40),
        max_size=8,
    ),
    st.sampled_from([*GIVEN, "", "essay"]),
)
def test_any_text_is_an_answer_or_a_problem(fields: dict[str, str], kind: str) -> None:
    try:
        answer = responses.read(posted(**{**fields, "kind": kind}))
    except ValidationError as refused:
        assert responses.problems(refused)
    else:
        assert answer.certainty in (None, 1, 2, 3)
        assert 0 <= answer.revision < 10**6


def test_the_rule_is_told_unless_the_question_says_it_itself() -> None:
    assert asked.rule_in_words(delivery("multiple", "plus_minus")) == (
        "Select all that apply. A wrong choice takes a right one back."
    )
    own = "<p>Which ones? Select all that apply. All or nothing: each right one.</p>"
    assert asked.rule_in_words(delivery("multiple", "all_or_nothing", own)) == ""
    assert asked.rule_in_words(delivery("single")) == ""


def test_an_answer_in_words_leaves_out_what_the_question_has_not() -> None:
    assert asked.in_words(delivery("multiple"), ["x1", "nothing"]) == ("Harmless",)
    assert asked.in_words(delivery("matching"), {"x1": "y2", "z": "y1"}) == ("Pearly → B",)
    assert asked.in_words(delivery("true_false"), {"x1": False}) == ("Scrubbing helps → False",)


def test_a_list_shows_words_and_no_markup() -> None:
    assert asked.plain("Skin <strong>oil</strong> &amp; more") == "Skin oil & more"
