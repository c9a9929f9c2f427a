"""What may be known of a question before an answer agrees with what the engine knows of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.template.loader import render_to_string

from quizzes.attempts.names import of_delivery
from quizzes.attempts.sheets import is_complete
from quizzes.bank.rendering import delivery
from quizzes.engine.faces import FACES
from quizzes.engine.kinds import KINDS, definition
from quizzes.engine.kinds.base import ResponseError
from quizzes.forms import asked, responses
from quizzes.marking import Known, keep

from .making import BODIES, RIGHT, item

hypothesis = pytest.importorskip("hypothesis")
from hypothesis import strategies as st  # noqa: E402

QUESTIONS = {kind: item("q", kind) for kind in BODIES} | {
    "so many": item("q", "multiple", rule="choose_n"),
    "categories": item("q", "matching", layout="categories"),
}
SEED = b"sixteen bytes or"
named = pytest.mark.parametrize("name", QUESTIONS)


def begun(response: Any) -> list[Any]:
    """Nothing, then the response as far as it has come, part by part."""
    if isinstance(response, list):
        return [None, *(response[:n] for n in range(1, len(response) + 1))]
    if isinstance(response, dict):
        return [None, *({key: response[key] for key in some} for some in begun([*response])[1:])]
    return [None, response]


def given(name: str) -> tuple[Any, Any, Any, list[Any]]:
    """Its kind, definition and delivery, and clean responses of growing length."""
    question = QUESTIONS[name]
    kind, d = KINDS[question.kind], definition(question.kind, question.body)
    responses = [kind.clean(d, one) for one in begun(RIGHT[question.kind])]
    return kind, d, delivery(question), responses


@named
def test_both_name_the_same_keys(name: str) -> None:
    kind, d, stored, _ = given(name)
    of_face = FACES[d.kind].keys(stored)
    assert [sorted(keys) for keys in of_face] == [sorted(keys) for keys in kind.keys(d)]


@named
def test_both_say_when_everything_asked_is_answered(name: str) -> None:
    kind, d, stored, responses = given(name)
    known = Known(d.kind, kind, d, *kind.keys(d))
    found = [is_complete(stored, keep(known, one).body) for one in responses]
    assert found == [kind.is_complete(d, one) for one in responses]
    assert found[0] is False
    assert found[-1] is True


@named
def test_a_response_comes_back_from_its_names(name: str) -> None:
    stored, responses = given(name)[2:]
    names = of_delivery(SEED, 1, stored)
    for one in responses:
        assert names.inward(names.outward(one)) == one


@named
def test_a_page_says_of_a_response_what_the_stored_question_says(name: str) -> None:
    kind, d, stored, responses = given(name)
    names, face = of_delivery(SEED, 1, stored), FACES[d.kind]
    for one in responses:
        shown = names.delivery(stored, kind.shuffled(d), one)
        said = face.given(stored, one)
        assert face.given(shown, names.outward(one)) == said
        assert bool(said) == (one is not None)


@pytest.mark.parametrize("half", ["action", "reason"])
def test_a_half_of_a_pair_takes_no_name_that_was_not_given(half: str) -> None:
    names = of_delivery(SEED, 1, given("pair")[2])
    with pytest.raises(ResponseError):
        names.inward({half: "a"})
    odd = {half: ["a"], "because": None, "x": 3}
    assert names.inward(odd) == odd
    assert names.inward(["a"]) == ["a"]


def test_a_pair_shows_each_list_in_the_order_of_the_attempt() -> None:
    stored = given("pair")[2]
    names = of_delivery(SEED, 1, stored)
    shown = names.delivery(stored, ("y", "b", "x", "a"))
    texts = shown["options"]
    assert [texts[name] for name in shown["actions"]] == ["Squeeze", "Send her on"]
    assert [texts[name] for name in shown["reasons"]] == ["It is dirt", "It is sealed"]
    assert stored["actions"] == ["a", "b"]
    assert not {"a", "b", "x", "y"} & {*texts, *shown["actions"], *shown["reasons"]}


@pytest.mark.parametrize(("name", "field"), [("so many", "choose"), ("categories", "layout")])
def test_what_says_how_to_answer_is_shown_where_it_is_asked_so(name: str, field: str) -> None:
    def shown(name: str) -> dict[str, Any]:
        kind, d, stored, _ = given(name)
        return of_delivery(SEED, 1, stored).delivery(stored, kind.shuffled(d))

    assert shown(name)[field] == {"choose": 2, "layout": "categories"}[field]
    assert field not in shown({"so many": "multiple", "categories": "matching"}[name])


FIELDS = re.compile(r'name="([^"]+)"')


@named
@hypothesis.settings(deadline=None)  # the first look at a template reads it
@hypothesis.given(data=st.data())
def test_whatever_was_sent_stands_in_the_fields_and_is_a_response_or_a_problem(name, data) -> None:
    """Any text in any field of the page itself: nothing but words comes of it."""
    kind, d, stored, _ = given(name)
    names = of_delivery(SEED, 1, stored)
    shown = names.delivery(stored, kind.shuffled(d))
    blank = asked.question(shown, QueryDict())
    page = render_to_string(blank.template, {"question": blank})
    values = st.text(max_size=12) | st.sampled_from([*names.naming.rows.values(), "1", "0", "-1e9"])
    posted = QueryDict(mutable=True)
    for field in set(FIELDS.findall(page)):
        posted.setlist(field, data.draw(st.lists(values, max_size=3)))
    again = asked.question(shown, posted)
    assert render_to_string(again.template, {"question": again})
    posted["kind"] = d.kind
    try:
        kind.clean(d, names.inward(responses.response(posted)))
    except (ResponseError, ValidationError):
        return
