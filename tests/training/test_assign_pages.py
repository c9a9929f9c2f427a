"""The pages on which a mentor assigns: nothing chosen is lost, Back is safe, Undo takes back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from training.models import Assignment, Clinic, Module, User

from .team_world import add_juniors, make_module

URL = "/team/assign/"


@pytest.fixture
def module(clinic: Clinic) -> Module:
    return make_module("milia-myths")


@pytest.fixture
def page(client: Client, mentor: User) -> Client:
    client.force_login(mentor)
    return client


def test_who_is_chosen_stays_chosen_and_on_top_through_a_search(
    page: Client, clinic, mentor, module
) -> None:
    sofia = add_juniors(clinic, 1, mentor=mentor, prefix="Sofia")[0]
    tom = add_juniors(clinic, 1, mentor=mentor, prefix="Tom")[0]
    sent = {"person": str(sofia.public_id), "module": module.slug, "note": "Hi"}
    answer = page.post(URL, {**sent, "find": "1", "q": "Tom"}, follow=True)
    text = answer.content.decode()
    assert answer.redirect_chain == [(f"{URL}?draft=1&q=Tom", 302)]
    assert text.count(" checked") == 2
    assert "Hi" in text
    assert text.index(str(sofia.public_id)) < text.index(str(tom.public_id))
    assert "One person is chosen" in text


def test_the_preview_is_reached_by_get_and_may_be_read_again(page: Client, junior, module) -> None:
    assert page.get(f"{URL}?preview=1").headers["Location"] == f"{URL}?draft=1"
    page.post(URL, {"person": str(junior.public_id), "module": module.slug})
    for _ in range(2):
        assert "Nothing is assigned yet" in page.get(f"{URL}?preview=1").content.decode()


def test_a_fresh_form_is_empty_again(page: Client, junior, module) -> None:
    page.post(URL, {"person": str(junior.public_id), "module": module.slug})
    assert " checked" not in page.get(URL).content.decode()


def test_the_preview_says_when_a_module_waits_for_a_quiz(page: Client, junior, module) -> None:
    second = make_module("causes", 2)
    Module.objects.filter(pk=second.pk).update(requires=[module.slug])
    sent = {"person": str(junior.public_id), "module": second.slug}
    text = page.post(URL, sent, follow=True).content.decode()
    assert "Its quiz opens after the quiz of: Milia myths." in text


def test_undo_takes_back_just_what_was_assigned(page: Client, clinic, mentor, module) -> None:
    one, two = add_juniors(clinic, 2, mentor=mentor)
    board, undo = reverse("training:team-board"), reverse("training:team-assign-undo")
    for person in (one, two):
        sent = {"person": str(person.public_id), "module": module.slug, "confirm": "1"}
        shown = page.post(URL, sent, follow=True).content.decode()
        assert "1 task assigned." in shown
    assert undo not in page.get(board).content.decode()
    last = Assignment.objects.get(person=two)
    assert page.get(undo).status_code == 405
    page.post(undo, {"assignment": [str(last.pk), "x", "²"]})
    assert [row.person for row in Assignment.objects.current()] == [one]


def test_nobody_undoes_what_somebody_else_assigned(
    page: Client, client: Client, owner, junior, module
) -> None:
    sent = {"person": str(junior.public_id), "module": module.slug, "confirm": "1"}
    page.post(URL, sent)
    client.force_login(owner)
    row = Assignment.objects.get()
    client.post(reverse("training:team-assign-undo"), {"assignment": str(row.pk)})
    assert Assignment.objects.current().exists()
