"""Somebody who needs a talk: Today says so, her page says what about, and one door opens."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from quizzes import beliefs, grants
from quizzes.models import Result
from training.models import Clinic, Module, User

from .team_world import AT, make_module, observed, ready, sat


@pytest.fixture
def module(clinic: Clinic) -> Module:
    return make_module("milia-myths")


def page_of(client: Client, viewer: User, name: str, *args: object, query: str = "") -> str:
    client.force_login(viewer)
    return client.get(reverse(f"training:{name}", args=args) + query).content.decode()


def test_a_missed_safety_question_is_on_today_after_one_attempt(
    client: Client, clinic, mentor, junior, module
) -> None:
    attempt = sat(junior, module, clinic, score="0.5")
    Result.objects.create(
        attempt=attempt,
        number=2,
        user=junior,
        quiz=module.quiz,
        space=clinic.space,
        score="0.5",
        must_not_miss_right=False,
        passed=False,
        at=AT,
    )
    words = "Missed a safety question in Milia myths."
    assert words in page_of(client, mentor, "team-board")
    page = page_of(client, mentor, "person-detail", junior.public_id)
    assert words in page
    assert "On track" not in page


def test_after_a_not_yet_today_says_practising(client, clinic, mentor, junior, module) -> None:
    ready(junior, module, clinic)
    observed(junior, module, clinic, mentor, seen=1)
    page = page_of(client, mentor, "team-board")
    assert "Practising Milia myths: 2 skills not yet." in page
    assert "Ready to sign off" not in page


def test_what_to_talk_about_is_for_whoever_may_read_answers(
    client: Client, clinic, mentor, owner, junior, module, monkeypatch
) -> None:
    held = [beliefs.Seen(junior.pk, "M01", "Milia are dirt", 1, AT, beliefs.SURE)]
    monkeypatch.setattr(beliefs, "held", lambda **_: held)
    for _ in range(2):
        sat(junior, module, clinic, score="0.5")
    page = page_of(client, mentor, "person-detail", junior.public_id)
    assert "Milia are dirt" in page
    assert "was sure" in page
    assert "Milia are dirt" not in page_of(client, owner, "person-detail", junior.public_id)


def test_one_more_attempt_is_offered_once_and_not_while_one_waits(
    client: Client, clinic, mentor, junior, module
) -> None:
    for _ in range(2):
        sat(junior, module, clinic, score="0.5")
    url = reverse("training:person-grant", args=[junior.public_id]) + "?module=milia-myths"
    assert page_of(client, mentor, "person-detail", junior.public_id).count(url) == 1
    form = page_of(client, mentor, "person-grant", junior.public_id, query="?module=milia-myths")
    assert "2 attempts used, 1 left" in form
    given = {
        "attempts": 1,
        "minutes": 0,
        "reason": "Talked",
        "by": mentor,
        "at": AT.replace(hour=10),
    }
    grants.give(user=junior, quiz=module.quiz, space=clinic.space, **given)
    page = page_of(client, mentor, "person-detail", junior.public_id)
    assert url not in page
    assert "One more attempt is open" in page
