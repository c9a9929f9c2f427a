"""A branching case: decided step by step, and nothing known before its time."""

from __future__ import annotations

from typing import Any

import pytest

from quizzes import attempts
from quizzes.engine.kinds.base import ResponseError
from quizzes.engine.selection import aliases
from quizzes.models import Attempt, Mark, Response
from quizzes.quizzes import Policy

from .making import AT, BRANCHING, CANARY, EXAM, fixed, item, publish_bank, publish_quiz

pytestmark = pytest.mark.django_db

CHOICES = {one["key"]: one["text"] for n in BRANCHING["nodes"] for one in n.get("choices", ())}
SCENES = {node["key"]: node["text"] for node in BRANCHING["nodes"]}


def start(user: Any, space: Any, preset: str = "exam", policy: Policy = EXAM) -> Attempt:
    use = {"exam": "graded"}.get(preset, preset)
    publish_bank([item("case", "branching", use=use, must_not_miss=True)])
    chosen = policy if preset == "exam" else Policy()
    quiz = publish_quiz(fixed(["case"]), preset=preset, policy=chosen, slug=preset)
    return attempts.start(user=user, quiz=quiz, space=space, at=AT, seed=b"s" * 16)


def decide(attempt: Attempt, path: Any, **more: Any) -> attempts.Saved:
    given = {"revision": attempt.items.get().revision, "certainty": None, "in_keys": True} | more
    return attempts.answer(
        user=attempt.user,
        attempt_id=attempt.public_id,
        position=1,
        response=path,
        at=AT,
        **given,
    )


def shown(attempt: Attempt) -> Any:
    return attempts.sheet(user=attempt.user, attempt_id=attempt.public_id).items[0]


@pytest.mark.parametrize(
    ("path", "scenes", "choices"),
    [
        (None, {"door"}, {"hear", "lift"}),
        (["hear"], {"door", "told"}, {"hear", "lift", "send", "calm"}),
        (["hear", "calm"], {"door", "told"}, {"hear", "lift", "calm"}),
        (["hear", "send"], {"door", "told", "bye"}, {"hear", "lift", "send"}),
        (["lift"], {"door"}, {"hear", "lift"}),
    ],
)
def test_nothing_leaves_the_server_that_no_decision_has_reached(
    junior, space, path, scenes, choices
) -> None:
    """Neither a text nor a name; of the choices passed by only those where the case began."""
    attempt = start(junior, space)
    if path:
        decide(attempt, path)
    found = shown(attempt)
    names = aliases(attempt.seed, "item 1", CHOICES)
    sent = repr((found.delivery, found.response))
    for key, text in SCENES.items():
        assert (text in sent) == (key in scenes), key
        assert f"'{key}'" not in sent
    for key, text in CHOICES.items():
        assert (f"'{text}'" in sent) == (key in choices), key
        assert (names[key] in sent) == (key in choices), key
        assert f"'{key}'" not in sent
    assert CANARY not in sent


def test_the_case_stands_where_the_path_has_led(junior, space) -> None:
    attempt = start(junior, space)
    assert not shown(attempt).complete
    assert not decide(attempt, ["hear"]).complete
    found = shown(attempt)
    assert [scene for scene, _ in found.delivery["path"]] == ["<p>She points at her eyelid.</p>"]
    assert found.delivery["scene"] == "<p>It has grown since May.</p>"
    here = [found.delivery["choices"][name] for name in found.delivery["here"]]
    assert sorted(here) == ["Calm her", "Send her on"]
    assert (found.answered, found.complete) == (True, False)
    assert decide(attempt, ["hear", "send"]).complete
    assert shown(attempt).delivery["here"] == []


@pytest.mark.parametrize("changed", [["lift"], None, ["hear", "calm"]])
def test_what_has_been_decided_stays_decided(junior, space, changed) -> None:
    attempt = start(junior, space)
    decide(attempt, ["hear"])
    decide(attempt, ["hear", "send"])
    with pytest.raises(ResponseError) as refused:
        decide(attempt, changed)
    assert refused.value.code == "decided"
    assert shown(attempt).complete
    assert Response.objects.count() == 2
    assert decide(attempt, ["hear", "send"], certainty=2).revision == 3  # how sure may change


def test_an_older_page_is_answered_with_what_is_stored(junior, space) -> None:
    attempt = start(junior, space)
    decide(attempt, ["hear"])
    with pytest.raises(attempts.Stale):
        decide(attempt, ["lift"], revision=0)
    assert decide(attempt, ["hear"], revision=0).revision == 1  # the same again


def test_a_choice_of_another_scene_is_refused(junior, space) -> None:
    attempt = start(junior, space)
    names = aliases(attempt.seed, "item 1", CHOICES)
    for path in ([names["send"]], ["hear"], [names["hear"], names["lift"]]):
        with pytest.raises(ResponseError):
            decide(attempt, path, in_keys=False)
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("path", "state", "passed"),
    [
        (["hear", "send"], "right", True),
        (["hear", "calm"], "partly", False),
        (["hear"], "wrong", False),
        (["lift"], "wrong", False),
        (None, "blank", False),
    ],
)
def test_a_must_not_miss_case_wants_its_best_path_and_no_harm(
    junior, space, path, state, passed
) -> None:
    attempt = start(junior, space)
    if path:
        decide(attempt, path)
    attempts.submit(user=junior, attempt_id=attempt.public_id, at=AT)
    assert Mark.objects.get().state == state
    assert attempt.results.get().passed is passed


def test_practice_explains_a_path_at_its_end_and_not_before(junior, space) -> None:
    attempt = start(junior, space, "practice")
    assert decide(attempt, ["hear"]).mark is None
    assert shown(attempt).feedback is None
    assert decide(attempt, ["hear", "calm"]).mark.state == "partly"
    told = shown(attempt).feedback
    assert [(row.html, row.right) for row in told.rows] == [("Listen", True), ("Calm her", False)]
    assert [row.more["scene"] for row in told.rows] == [
        "<p>She points at her eyelid.</p>",
        "<p>It has grown since May.</p>",
    ]
    assert [one.html for one in told.right] == ["Listen", "Send her on"]
    with pytest.raises(attempts.Locked):
        decide(attempt, ["hear", "send"])


def test_before_handing_in_an_unfinished_case_is_named(junior, space) -> None:
    attempt = start(junior, space)
    decide(attempt, ["hear"])
    found = attempts.overview(user=junior, attempt_id=attempt.public_id, at=AT)
    assert found.unanswered == (1,)
    assert found.questions[0].words[0] == "Listen"
    assert "counts nothing" in found.questions[0].words[1]
    decide(attempt, ["hear", "send"])
    found = attempts.overview(user=junior, attempt_id=attempt.public_id, at=AT)
    assert (found.unanswered, found.questions[0].words) == ((), ("Listen", "Send her on"))


def test_a_check_begins_anew_after_its_end_and_not_before(junior, space) -> None:
    publish_bank([item("case", "branching", use="check")])
    quiz = publish_quiz(fixed(["case"]), preset="check", policy=Policy(), slug="check")
    place = {"user": junior, "quiz": quiz, "space": space, "question_key": "case"}

    def take(path: list[str]) -> attempts.CheckItem:
        return attempts.answer_check(**place, response=path, at=AT, in_keys=True)

    assert take(["hear"]).feedback is None
    with pytest.raises(ResponseError):
        take(["lift"])
    assert take(["hear", "calm"]).state == "partly"
    begun = take(["hear"])
    assert (begun.feedback, begun.complete) == (None, False)
    with pytest.raises(ResponseError):
        take(["lift"])
    assert take(["hear", "send"]).state == "right"
    assert take(["lift"]).state == "wrong"
