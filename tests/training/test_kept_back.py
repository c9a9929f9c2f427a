"""What her review matrix keeps back stands on no page of hers, nor in its bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes import attempts, regrades, results
from quizzes.models import Attempt, QuestionVersion, Space
from quizzes.quizzes import Policy
from tests.factories import MembershipFactory
from tests.quizzes.browsing import browser
from tests.quizzes.making import CANARY, EXAM, fixed, item, publish_bank, publish_quiz, quiz_of
from tests.quizzes.regrading import work
from tests.quizzes.test_results import sit
from training import certificates, rereading, signoffs
from training.models import Certificate, Clinic, Module, User

from . import team_world
from .test_certificates import make_programme

pytestmark = pytest.mark.django_db
NOTHING_LATER = {"later": {"responses": "always"}}
FIGURES = ("60%", "75%")
SECRETS = (CANARY, "Refutation of", "Not right", "Partly right", "Passed, ", "is passed", *FIGURES)


@dataclass
class World:
    """Ines, who owns the clinic as well, has passed the quiz of a module with 60 %, then with 75 %
    because a question was left out; she is certified on it. A round of practice came to 60 %."""

    ines: User
    clinic: Clinic
    module: Module
    exam: Attempt
    practice: Attempt
    certificate: Certificate


def build(review: Any, junior: User, mentor: User, owner: User, clinic: Clinic) -> World:
    at = timezone.now() - dt.timedelta(hours=3)
    rules = {"pass_mark": Decimal("0.5"), "review": review}
    module, quiz = team_world.make_module("milia-myths"), quiz_of(5, policy=replace(EXAM, **rules))
    Module.objects.filter(pk=module.pk).update(quiz=quiz)
    module.refresh_from_db()
    team_world.read(junior, module, clinic, at=at)
    exam = sit(junior, quiz, clinic.space, "aaabb", at)
    practice = publish_quiz(
        fixed([f"q{n}" for n in range(1, 6)]),
        preset="practice",
        policy=Policy(review=review),
        slug="practice",
    )
    round_ = sit(junior, practice, clinic.space, "aaabb", at)
    _correct(clinic.space, mentor, at)
    seen = team_world.observed(junior, module, clinic, by=mentor, at=at)
    signoffs.sign_person(observation=seen, by=junior, at=at)
    held = certificates.issue(
        person=junior, programme=make_programme(module), clinic=clinic, by=owner, at=at
    )
    MembershipFactory(user=junior, clinic=clinic, role="owner")
    return World(junior, clinic, module, exam, round_, held)


def _correct(space: Space, by: User, at: dt.datetime) -> None:
    version = QuestionVersion.objects.select_related("question__bank").get(question__key="q5")
    found = regrades.propose(space=space, version=version, treatment="void", never_lower=False)
    digest = regrades.plan(found).digest()
    regrades.decide(proposal=found, plan_digest=digest, reason="Unclear.", by=by, at=at)
    work(at)


SURFACES: dict[str, Callable[[World], str]] = {
    "result": lambda w: reverse("quizzes:attempt-result", args=[w.exam.public_id]),
    "whole result": lambda w: (
        reverse("quizzes:attempt-result", args=[w.exam.public_id]) + "?show=all"
    ),
    "round": lambda w: reverse("quizzes:attempt-result", args=[w.practice.public_id]),
    "quiz": lambda w: reverse("quizzes:quiz-detail", args=[w.exam.quiz.slug]),
    "practice": lambda w: reverse("quizzes:practice-list"),
    "home": lambda w: reverse("training:learn-home"),
    "module": lambda w: reverse("training:module-detail", args=[w.module.slug]),
    "certificate": lambda w: reverse("training:certificate-detail", args=[w.certificate.public_id]),
    "her own person page": lambda w: reverse("training:person-detail", args=[w.ines.public_id]),
}


@pytest.mark.parametrize("surface", SURFACES)
def test_what_the_matrix_keeps_back_is_on_no_page_of_hers(
    surface: str, junior: User, mentor: User, owner: User, clinic: Clinic
) -> None:
    world = build(NOTHING_LATER, junior, mentor, owner, clinic)
    body = browser(junior).get(SURFACES[surface](world)).content.decode()
    assert [one for one in SECRETS if one in body] == []


@pytest.mark.parametrize("surface", SURFACES)
def test_what_the_matrix_shows_is_there(
    surface: str, junior: User, mentor: User, owner: User, clinic: Clinic
) -> None:
    world = build("", junior, mentor, owner, clinic)
    page = browser(junior).get(SURFACES[surface](world))
    assert page.status_code == 200
    assert any(figure in page.content.decode() for figure in FIGURES)


def test_a_result_that_is_kept_back_says_when_it_comes(junior, mentor, owner, clinic) -> None:
    world = build(NOTHING_LATER, junior, mentor, owner, clinic)
    page = browser(junior).get(SURFACES["result"](world)).content.decode()
    assert "What you may see of it comes later" in page
    assert "Later you see: your answers." in page


def test_others_read_of_her_what_they_may(junior, mentor, owner, clinic) -> None:
    world = build(NOTHING_LATER, junior, mentor, owner, clinic)
    page = SURFACES["her own person page"](world)
    assert "75%" in browser(mentor).get(page).content.decode()
    assert "75%" in browser(owner).get(SURFACES["certificate"](world)).content.decode()


def test_where_nothing_is_told_nothing_can_be_contested(junior, mentor, owner, clinic) -> None:
    world = build(NOTHING_LATER, junior, mentor, owner, clinic)
    url = reverse("quizzes:contest-raise", args=[world.exam.public_id, 4])
    assert browser(junior).get(url).status_code == 404


def test_a_score_that_waits_for_the_last_attempt_waits_everywhere(junior, clinic, at) -> None:
    once_over = {one: {"marks": "once_over"} for one in ("just_after", "later")}
    quiz = quiz_of(2, policy=replace(EXAM, attempts=2, pauses=(0,), review=once_over))
    first = sit(junior, quiz, clinic.space, "ab", at)
    of_hers = {"user": junior, "space": clinic.space, "at": at}
    assert results.kept_back(**of_hers) == {first.pk: quiz.pk}
    sit(junior, quiz, clinic.space, "ab", at)
    assert results.kept_back(**of_hers) == {}


def test_lessons_to_read_again_do_not_tell_what_was_missed(junior, clinic, at) -> None:
    team_world.make_module("milia-myths")
    lessons = ["milia-myths/lesson-1", "milia-myths/lesson-2"]
    keys = ["q1", "q2"]
    publish_bank(
        [
            item(key, lesson=lesson.partition("/")[2])
            for key, lesson in zip(keys, lessons, strict=True)
        ]
    )

    def asked(review: Any, slug: str) -> int:
        quiz = publish_quiz(fixed(keys), policy=replace(EXAM, review=review), slug=slug)
        sit(junior, quiz, clinic.space, "ab", at)
        return len(rereading.missed(user=junior, quiz=quiz, clinic=clinic).parts)

    assert (asked("", "open"), asked(NOTHING_LATER, "closed")) == (1, 2)


def test_a_policy_stored_before_the_rule_tells_no_outcome_between_tries(
    junior, clinic, at, monkeypatch
) -> None:
    monkeypatch.setattr("quizzes.engine.review_policy.unsafe", lambda *_, **__: ())
    policy = Policy(behaviour="tries", tries=3, review=NOTHING_LATER)
    quiz = quiz_of(1, preset="practice", policy=policy)
    attempt = attempts.start(user=junior, quiz=quiz, space=clinic.space, at=at)
    place = {"user": junior, "attempt_id": attempt.public_id, "position": 1}
    given = {"certainty": None, "revision": 0, "at": at, "in_keys": True}
    attempts.answer(**place, response="b", **given)
    tried = attempts.page(**place).item.tried
    assert (tried.state, tried.used) == ("", 1)
