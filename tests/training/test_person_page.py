"""A person's page as her mentor sees it: what happened, what may be done, what it costs."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from training import people, teams
from training.models import Clinic, Module, User

from .team_world import AT, add_juniors, add_red_flags, make_module, observed, read, sat
from .test_teams import count

DAY = dt.timedelta(days=1)


@pytest.fixture
def module(clinic: Clinic) -> Module:
    return make_module("milia-myths")


def page_of(viewer: User, person: User, clinic: Clinic) -> teams.PersonPage:
    standing = people.standing(user=viewer, clinic_id=str(clinic.public_id))
    return teams.person_page(standing=standing, person=person, at=AT)


def test_an_owner_who_does_not_mentor_sees_modules_but_no_answers(
    client: Client, clinic, mentor, owner, junior, module
) -> None:
    attempt = sat(junior, module, clinic, score="0.5")
    url = reverse("quizzes:attempt-result", args=[attempt.public_id])
    for viewer, sees in ((mentor, True), (owner, False)):
        client.force_login(viewer)
        page = client.get(reverse("training:person-detail", args=[junior.public_id]))
        assert (url in page.content.decode()) is sees
        assert "Not yet 50%" in page.content.decode()


def test_the_person_page_tells_what_happened_newest_first(clinic, mentor, junior, module) -> None:
    read(junior, module, clinic, at=AT - 5 * DAY)
    sat(junior, module, clinic, score="0.5", at=AT - 4 * DAY)
    sat(junior, module, clinic, score="0.9", at=AT - 3 * DAY)
    observed(junior, module, clinic, mentor, at=AT - 2 * DAY)
    events = page_of(mentor, junior, clinic).events
    assert [event.text for event in events[:3]] == [
        "Oda observed: Skills of milia-myths.",
        "Milia myths, quiz: Passed, 90%.",
        "Milia myths, quiz: Not yet, 50%.",
    ]
    assert events[-1].text.startswith("Read “Lesson")


def test_what_a_person_marked_is_not_called_a_correction(clinic, mentor, junior, module) -> None:
    attempt = sat(junior, module, clinic, score="0.5", at=AT - DAY)
    same = {"user": junior, "quiz": attempt.quiz, "space": attempt.space, "at": AT - DAY}
    attempt.results.create(number=2, score="0.9", passed=True, **same)
    subs = {event.sub for event in page_of(mentor, junior, clinic).events}
    assert "What was written has been marked." in subs
    assert "A question was corrected." not in subs


def test_the_person_page_takes_a_fixed_number_of_queries(
    client: Client, clinic, mentor, junior, module
) -> None:
    url = reverse("training:person-detail", args=[junior.public_id])
    client.force_login(mentor)
    read(junior, module, clinic)
    for number in range(2):
        sat(junior, module, clinic, score="0.3", at=AT - number * DAY)
    before = count(client, url)
    for number in range(6):
        sat(junior, module, clinic, score="0.4", at=AT - number * DAY)
    assert count(client, url) == before


def test_the_timeline_tells_the_red_flag_set_from_the_quiz(clinic, mentor, junior, module) -> None:
    add_red_flags(module)
    sat(junior, module, clinic, score="0.5", at=AT - 4 * DAY, alone=True)
    sat(junior, module, clinic, score="0.9", at=AT - 3 * DAY)
    sat(junior, module, clinic, score="1", at=AT - 2 * DAY, alone=True)
    assert [event.text for event in page_of(mentor, junior, clinic).events[:3]] == [
        "Milia myths, red-flag questions: Passed, 100%.",
        "Milia myths, quiz: Passed, 90%.",
        "Milia myths, red-flag questions: Not yet, 50%.",
    ]


def test_a_red_flag_set_costs_board_and_person_page_no_query(
    client: Client, clinic, mentor, module
) -> None:
    team = add_juniors(clinic, 60, mentor=mentor)
    client.force_login(mentor)
    board = reverse("training:team-board")
    person = reverse("training:person-detail", args=[team[0].public_id])
    client.get(board)
    before = count(client, board)
    add_red_flags(module)
    for one in team[:20]:
        for days in (1, 2):
            sat(one, module, clinic, score="0.5", at=AT - days * DAY, alone=True)
    assert count(client, board) == before
    again = count(client, person)
    sat(team[0], module, clinic, score="0.5", alone=True)
    assert count(client, person) == again
