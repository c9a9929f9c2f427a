"""A red-flag set that a certificate asks for: what meets it, what takes it back, what she sees."""

from __future__ import annotations

import pytest

from tests.training import learning
from tests.training.content_tree import PROGRAMMES
from tests.training.test_programmes import DAY, SECOND, certify, founded, gaps, texts, write_up
from training import journeys
from training.models import Module
from training.rules.requirements import Gap

pytestmark = pytest.mark.django_db
SET_ASKED = "      - {kind: must_not_miss, module: second-look}\n"
BOTH = SECOND.replace(SET_ASKED, SET_ASKED + "      - {kind: module, module: second-look}\n")


@pytest.fixture
def second(tmp_path, at):
    learning.load(tmp_path, texts(), at - 30 * DAY)
    return Module.objects.get(slug="second-look")


@pytest.fixture
def learned(second, junior, clinic, owner, mentor, at):
    """She has all that Practitioner asks for, but the set."""
    founded(junior, clinic, owner, mentor, at - 9 * DAY)
    learning.read_all(junior, clinic, at - 8 * DAY, module="second-look")
    write_up(junior, clinic, mentor, at - 7 * DAY)
    write_up(junior, clinic, mentor, at - 6 * DAY)
    return junior


def sit(quiz, who, clinic, at, *, missed=False):
    return learning.sit(who, clinic, quiz, at, passed=not missed, score="1", missed=missed)


def test_the_whole_quiz_does_not_stand_in_for_the_set(learned, second, clinic, owner, at):
    sit(second.quiz, learned, clinic, at)
    assert gaps(learned, "practitioner", clinic, owner, at) == [Gap.RED_FLAGS]
    sit(second.red_flags, learned, clinic, at)
    assert certify(learned, "practitioner", clinic, owner, at).cycle == 1


def test_a_question_missed_since_takes_the_set_back_until_the_quiz_is_right(
    learned, second, clinic, owner, at
):
    sit(second.red_flags, learned, clinic, at - 2 * DAY)
    sit(second.quiz, learned, clinic, at - DAY, missed=True)
    assert gaps(learned, "practitioner", clinic, owner, at) == [Gap.RED_FLAGS]
    sit(second.quiz, learned, clinic, at)
    assert certify(learned, "practitioner", clinic, owner, at).cycle == 1


def test_her_next_step_is_then_the_quiz_because_a_passed_set_is_not_taken_again(
    learned, second, clinic, at, client
):
    sit(second.red_flags, learned, clinic, at - 5 * DAY)
    sit(second.quiz, learned, clinic, at - 4 * DAY, missed=True)
    page = journeys.module_page(user=learned, clinic=clinic, slug="second-look", at=at)
    assert [(step.kind, step.is_done, step.is_next) for step in page.part] == [
        ("lesson", True, False),
        ("red_flags", True, False),
        ("quiz", False, True),
    ]
    onward = journeys.home(user=learned, clinic=clinic, at=at).onward
    assert (onward.kind, onward.step.slug) == ("quiz", second.quiz.slug)
    client.force_login(learned)
    shown = client.get("/learn/second-look/").content.decode()
    assert "was missed here after you had passed the red-flag set" in shown


def test_who_needs_the_whole_module_is_shown_its_set_as_well(
    tmp_path, learned, second, clinic, at, client
):
    learning.load(tmp_path, {"programmes.yaml": PROGRAMMES + BOTH}, at)
    client.force_login(learned)
    page = journeys.module_page(user=learned, clinic=clinic, slug="second-look", at=at)
    assert [step.kind for step in page.part if not step.is_done] == ["red_flags"]
    shown = client.get("/learn/second-look/").content.decode()
    assert "Beside the whole module that certificate asks for this:" in shown
    sit(second.red_flags, learned, clinic, at)
    onward = journeys.home(user=learned, clinic=clinic, at=at).onward
    assert (onward.kind, onward.step.slug) == ("quiz", second.quiz.slug)
