"""What the pages say of a programme: to whoever works towards it, and to the owner."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.training import learning
from tests.training.test_programmes import (
    founded,
    texts,
)
from training import journeys
from training.models import Module

pytestmark = pytest.mark.django_db


DAY = dt.timedelta(days=1)


@pytest.fixture
def world(tmp_path, at):
    learning.load(tmp_path, texts(), at - 30 * DAY)
    return tmp_path


@pytest.fixture
def second(world):
    return Module.objects.get(slug="second-look")


def test_what_she_needs_of_a_module_is_open_and_comes_before_the_rest_of_it(
    second, junior, clinic, owner, mentor, at
):
    founded(junior, clinic, owner, mentor, at)
    page = journeys.module_page(user=junior, clinic=clinic, slug="second-look", at=at)
    assert page.aim.title == "Practitioner"
    assert [step.kind for step in page.part] == ["lesson", "red_flags"]
    assert page.part[0].is_next
    home = journeys.home(user=junior, clinic=clinic, at=at)
    assert (home.onward.kind, home.onward.module) == ("lesson", second)
    learning.read_all(junior, clinic, at, module="second-look")
    onward = journeys.home(user=junior, clinic=clinic, at=at).onward
    assert (onward.kind, onward.step.slug) == ("quiz", "second-look-red-flags")
    assert onward.counts_for == ("Practitioner",)


def test_her_pages_show_what_her_certificate_needs(
    second, junior, clinic, owner, mentor, at, client
):
    founded(junior, clinic, owner, mentor, at)
    client.force_login(junior)
    page = client.get("/learn/second-look/").content.decode()
    assert "For “Practitioner” you still need" in page
    assert "second-look-red-flags" in page
    assert client.get("/learn/").status_code == 200
    listed = client.get("/certificates/").content.decode()
    assert "Case write-ups: 2 pieces of practical work" in listed


def test_after_a_lesson_of_a_part_she_goes_on_with_that_part(
    second, junior, clinic, owner, mentor, at, client
):
    founded(junior, clinic, owner, mentor, at)
    text = learning.newest("why-popping-fails", "second-look")
    learning.answer_checks(junior, clinic, text, at)
    client.force_login(junior)
    done = client.post("/learn/second-look/why-popping-fails/done/", {"revision": 1})
    assert done.url == "/learn/second-look/#needed"


def test_the_owner_reads_what_is_missing_for_each_certificate(world, junior, clinic, owner, client):
    client.force_login(owner)
    page = client.get("/clinic/").content.decode()
    assert "After Foundation" in page
    assert "Milia myths: 1 lesson, the quiz, the observed skills" in page
