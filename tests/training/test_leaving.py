"""Leaving, coming back, handing over: what ends at once and what stays."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.conftest import person
from tests.factories import PASSWORD, MembershipFactory
from training import people
from training.models import AuditEvent, User
from training.permissions import readers_of, scope_of

from .team_world import AT, add_juniors, make_module, sat


def depart(who, clinic, by, **successors: object) -> bool:
    given = successors.get("successors", {})
    return people.depart(person=who, clinic=clinic, successors=given, by=by, at=AT)


def heirs(mentor, clinic, heir) -> dict[int, object]:
    return {one.membership.pk: heir for one in people.charges_of(mentor, clinic)}


def test_leaving_ends_every_role_and_closes_the_account(clinic, owner, junior) -> None:
    early = people.found_team(clinic=clinic, name="Early", by=owner, at=AT)
    people.set_teams(person=junior, clinic=clinic, teams=[early], by=owner, at=AT)
    assert depart(junior, clinic, owner)
    junior.refresh_from_db()
    assert not junior.is_active
    assert not junior.memberships.filter(ended_at=None).exists()
    assert not junior.team_places.exists()
    assert AuditEvent.objects.filter(action="account.closed", subject=junior).exists()


def test_what_she_did_stays(clinic, owner, junior) -> None:
    attempt = sat(junior, make_module("myths"), clinic)
    depart(junior, clinic, owner)
    assert list(attempt.results.all())
    assert type(attempt).objects.filter(user=junior).exists()


def test_whoever_works_elsewhere_too_keeps_her_account(clinic, other_clinic, owner, junior) -> None:
    MembershipFactory(user=junior, clinic=other_clinic, role="junior")
    assert not depart(junior, clinic, owner)
    junior.refresh_from_db()
    assert junior.is_active
    assert people.standing(user=junior).clinic == other_clinic


def test_access_ends_at_the_next_request_on_every_device(clinic, owner, junior) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": junior.email, "password": PASSWORD})
    assert client.get("/learn/").status_code == 200
    depart(junior, clinic, owner)
    assert client.get("/learn/").status_code == 302
    # and an old cookie stays dead when she comes back
    taken = {"roles": ["junior"], "mentor": None, "by": owner, "at": AT}
    people.take_back(person=junior, clinic=clinic, **taken)
    assert client.get("/learn/").status_code == 302


def test_nobody_lets_herself_leave_and_the_last_owner_stays(clinic, owner) -> None:
    with pytest.raises(people.NotOneself):
        depart(owner, clinic, owner)
    second = person("Bea", clinic, "owner")
    depart(second, clinic, owner)
    assert people.standing(user=owner).roles == {"owner"}


def test_a_mentor_leaves_when_everybody_she_mentors_has_somebody(clinic, owner, mentor) -> None:
    other = person("Nils", clinic, "mentor")
    ines, jonas = add_juniors(clinic, 2, mentor=mentor)
    with pytest.raises(people.Grown):
        depart(mentor, clinic, owner)
    first, second = (one.membership.pk for one in people.charges_of(mentor, clinic))
    depart(mentor, clinic, owner, successors={first: other, second: None})
    assert list(readers_of(ines, clinic)) == [other]
    assert list(readers_of(jonas, clinic)) == [other]  # any mentor here
    assert ines.memberships.get().mentor == other
    assert jonas.memberships.get().mentor is None


def test_one_successor_that_will_not_do_leaves_everything_as_it_was(clinic, owner, mentor) -> None:
    add_juniors(clinic, 2, mentor=mentor)
    first, second = (one.membership.pk for one in people.charges_of(mentor, clinic))
    for wrong in (owner, mentor):
        with pytest.raises(ValidationError):
            depart(mentor, clinic, owner, successors={first: None, second: wrong})
    assert len(people.charges_of(mentor, clinic)) == 2
    assert not AuditEvent.objects.filter(action="membership.ended").exists()


def test_handing_over_moves_the_sight_of_answers(clinic, owner, mentor, junior) -> None:
    other = person("Nils", clinic, "mentor")
    attempt = sat(junior, make_module("myths"), clinic)
    given = heirs(mentor, clinic, other)
    people.hand_over(mentor=mentor, clinic=clinic, successors=given, by=owner, at=AT)
    rows = type(attempt).objects
    assert not rows.filter(scope_of(mentor)).exists()
    assert list(rows.filter(scope_of(other))) == [attempt]
    assert people.standing(user=mentor).roles == {"mentor"}


def test_coming_back_opens_the_account_with_new_roles(clinic, owner, junior) -> None:
    taken = {"person": junior, "clinic": clinic, "mentor": None, "by": owner, "at": AT}
    with pytest.raises(ValidationError):
        people.take_back(**taken, roles=["junior"])  # she is here
    depart(junior, clinic, owner)
    people.take_back(**taken, roles=["mentor"])
    assert User.objects.get(pk=junior.pk).is_active
    assert people.standing(user=User.objects.get(pk=junior.pk)).roles == {"mentor"}


def test_nobody_takes_back_somebody_who_never_was_here(clinic, owner, stranger) -> None:
    with pytest.raises(ValidationError):
        people.take_back(
            person=stranger, clinic=clinic, roles=["junior"], mentor=None, by=owner, at=AT
        )


def test_who_reads_the_answers_is_the_scope_asked_the_other_way(
    clinic, other_clinic, owner, mentor, junior, stranger
) -> None:
    """For everybody, at both clinics: `readers_of` and `scope_of` name the same pairs."""
    person("Nils", clinic, "mentor")
    person("Moa", other_clinic, "mentor")
    both = person("Tove", clinic, "junior", mentor=mentor)
    MembershipFactory(user=both, clinic=other_clinic, role="junior")
    MembershipFactory(user=mentor, clinic=clinic, role="junior")
    module = make_module("myths")
    everyone = list(User.objects.all())
    for learner in everyone:
        for where in (clinic, other_clinic):
            attempt = sat(learner, module, where)
            rows = type(attempt).objects.filter(pk=attempt.pk)
            by_scope = {one for one in everyone if rows.filter(scope_of(one)).exists()}
            assert set(readers_of(learner, where)) == by_scope, (learner, where)
