"""Assigning: a preview, one act, an event for each; the due day is each person's own day."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import MembershipFactory
from training import assignments, audit
from training.models import Assignment, AuditChain, AuditEvent, Clinic, Module, User

from .team_world import AT, add_juniors, make_module, observed, read, sat

URL = "/team/assign/"
TOMORROW = AT.date() + dt.timedelta(days=1)


@pytest.fixture
def module(clinic: Clinic) -> Module:
    return make_module("milia-myths")


def assign(people: list[User], module: Module, clinic: Clinic, by: User, **more: object):
    return assignments.assign(people=people, modules=[module], clinic=clinic, by=by, at=AT, **more)


def later(days: int = 9) -> str:
    return (timezone.now().date() + dt.timedelta(days=days)).isoformat()


def test_each_assignment_has_its_event_and_the_chain_holds(clinic, mentor, module) -> None:
    team = add_juniors(clinic, 3, mentor=mentor)
    made = assign(team, module, clinic, mentor, due_on=TOMORROW, note="Before Friday").made
    events = AuditEvent.objects.filter(action="assignment.made")
    assert {event.object_id for event in events} == {str(row.pk) for row in made}
    assert {event.subject_id for event in events} == {person.pk for person in team}
    assert audit.verify(AuditChain.objects.get(clinic=clinic)) == []


def test_what_is_assigned_or_done_is_left_as_it_is(clinic, mentor, module) -> None:
    new, has, done = add_juniors(clinic, 3, mentor=mentor)
    assign([has], module, clinic, mentor, due_on=TOMORROW)
    read(done, module, clinic)
    sat(done, module, clinic)
    observation = observed(done, module, clinic, mentor)
    assignments_before = Assignment.objects.count()
    observation.signatures.create(
        party="person", user=done, seen=3, total=3, digest="x", at=AT + dt.timedelta(hours=1)
    )
    shares = assignments.preview(
        people=[new, has, done], modules=[module], quizzes=[module.quiz], clinic=clinic, at=AT
    )
    states = [[part.state.value for part in share.parts] for share in shares]
    assert states == [["new", "new"], ["assigned", "new"], ["done", "done"]]
    assert Assignment.objects.count() == assignments_before
    result = assign([new, has, done], module, clinic, mentor)
    assert ([row.person for row in result.made], result.already, result.done) == ([new], 1, 1)


def test_a_day_that_is_over_where_she_lives_is_refused_for_everybody(clinic, mentor, module):
    here, ahead = add_juniors(clinic, 2, mentor=mentor)
    User.objects.filter(pk=ahead.pk).update(time_zone="Pacific/Auckland")
    evening = dt.datetime(2026, 11, 23, 20, 0, tzinfo=dt.UTC)
    with pytest.raises(assignments.DueTooEarly) as refusal:
        assignments.assign(
            people=list(User.objects.filter(pk__in=[here.pk, ahead.pk])),
            modules=[module],
            clinic=clinic,
            due_on=dt.date(2026, 11, 23),
            by=mentor,
            at=evening,
        )
    assert refusal.value.people == (ahead,)
    assert not Assignment.objects.exists()


def test_nobody_assigns_to_herself_or_out_of_her_sight(
    clinic, mentor, owner, stranger, module
) -> None:
    MembershipFactory(user=mentor, clinic=clinic, role="junior")
    for people, by in (([mentor], mentor), ([owner], owner), ([stranger], mentor)):
        with pytest.raises(PermissionDenied):
            assign(people, module, clinic, by)
    assert not Assignment.objects.exists()


def test_a_junior_assigns_nothing(clinic, junior, module) -> None:
    other = add_juniors(clinic, 1)
    with pytest.raises(PermissionDenied):
        assign(other, module, clinic, junior)


def test_withdrawing_twice_is_withdrawing_once(clinic, mentor, junior, module) -> None:
    row = assign([junior], module, clinic, mentor).made[0]
    for _ in range(2):
        assignments.withdraw(assignment=row, by=mentor, at=AT)
    assert AuditEvent.objects.filter(action="assignment.withdrawn").count() == 1
    assert len(assign([junior], module, clinic, mentor).made) == 1


def test_too_much_at_once_is_refused(clinic, mentor, module) -> None:
    team = add_juniors(clinic, assignments.AT_MOST + 1, mentor=mentor)
    with pytest.raises(assignments.TooMany):
        assign(team, module, clinic, mentor)


def test_the_preview_writes_nothing_and_confirming_does(
    client: Client, clinic, mentor, junior, module
) -> None:
    client.force_login(mentor)
    data = {"person": str(junior.public_id), "module": module.slug, "due_on": later(), "note": "Hi"}
    preview = client.post(URL, data, follow=True)
    assert preview.redirect_chain == [(f"{URL}?preview=1", 302)]
    assert "Nothing is assigned yet" in preview.content.decode()
    assert not Assignment.objects.exists()
    assert client.post(URL, {**data, "confirm": "1"}).status_code == 302
    row = Assignment.objects.get()
    assert (row.person, row.module, row.by, row.note) == (junior, module, mentor, "Hi")
    client.post(URL, {**data, "confirm": "1"})
    assert Assignment.objects.count() == 1


def test_changing_something_brings_the_choices_back(
    client: Client, clinic, mentor, junior, module
) -> None:
    client.force_login(mentor)
    data = {"person": str(junior.public_id), "module": module.slug, "due_on": later(), "note": "Hi"}
    page = client.post(URL, {**data, "change": "1"}, follow=True).content.decode()
    assert page.count(" checked") == 2
    assert later() in page


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"person": []}, "Choose at least one person."),
        ({"person": "not-a-person"}, "Choose people from the list."),
        ({"module": []}, "Choose at least one module or quiz."),
        ({"module": "no-such"}, "Choose from the list."),
        ({"quiz": "no-such"}, "Choose from the list."),
        ({"due_on": "2020-01-01"}, "That day is over for Ines."),
        ({"due_on": "soon"}, "Write the day like this"),
        ({"note": "x" * 301}, "at most 300"),
    ],
)
def test_bad_input_is_answered_in_a_sentence_and_changes_nothing(
    client: Client, clinic, mentor, junior, module, change: dict, says: str
) -> None:
    client.force_login(mentor)
    data = {"person": str(junior.public_id), "module": module.slug, "confirm": "1"}
    answer = client.post(URL, {**data, **change})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Assignment.objects.exists()


def test_a_person_out_of_sight_is_not_on_offer(client: Client, clinic, mentor, stranger, module):
    client.force_login(mentor)
    data = {"person": str(stranger.public_id), "module": module.slug, "confirm": "1"}
    assert client.post(URL, data).status_code == 422
    assert client.get(f"{URL}?person={stranger.public_id}&q=%00").status_code == 200
    assert not Assignment.objects.exists()


def test_withdrawing_goes_by_post_and_stays_within_sight(
    client: Client, clinic, mentor, junior, stranger, module
) -> None:
    row = assign([junior], module, clinic, mentor).made[0]
    url = reverse("training:assignment-withdraw", args=[junior.public_id, row.pk])
    client.force_login(stranger)
    assert client.post(url).status_code == 404
    client.force_login(mentor)
    assert client.get(url).status_code == 405
    assert client.post(url).status_code == 302
    row.refresh_from_db()
    assert row.withdrawn_by == mentor
