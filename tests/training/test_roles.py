"""Changing what somebody is: who may give which role, and what never happens."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tests.conftest import person
from tests.factories import ClinicFactory, MembershipFactory, UserFactory
from training import people
from training.models import AuditEvent, Membership
from training.people.roles import must_keep_an_owner
from training.permissions import people_in_sight
from training.rules import roles as rules

from .team_world import AT, add_juniors


def held(user, clinic) -> set[str]:
    rows = Membership.objects.current().filter(user=user, clinic=clinic)
    return set(rows.values_list("role", flat=True))


def set_roles(user, clinic, roles, by, **more: object) -> object:
    return people.set_roles(person=user, clinic=clinic, roles=roles, by=by, at=AT, **more)


@pytest.mark.parametrize("role", ["junior", "mentor", "author"])
def test_nobody_but_an_owner_gives_a_role(role: str) -> None:
    assert rules.grantable({role}) == ()
    assert rules.grantable({role, "owner"}) == rules.ORDER


def test_a_change_names_what_begins_and_what_ends() -> None:
    step = rules.change({"junior", "author"}, {"mentor", "junior"})
    assert (step.begin, step.end, step.touched) == (("mentor",), ("author",), {"mentor", "author"})


def test_several_roles_change_at_once_each_on_record(clinic, owner, junior, mentor) -> None:
    set_roles(junior, clinic, ["mentor", "author"], owner, job="Therapist")
    assert held(junior, clinic) == {"mentor", "author"}
    recorded = AuditEvent.objects.filter(subject=junior).values_list("action", flat=True)
    assert sorted(recorded) == ["membership.ended", "membership.started", "membership.started"]
    assert set(junior.memberships.filter(ended_at=None).values_list("job", flat=True)) == {
        "Therapist"
    }


def test_a_change_holds_at_once(clinic, owner, mentor, junior) -> None:
    other = person("Nils", clinic, "mentor")
    set_roles(junior, clinic, ["junior"], owner, mentor=other)
    assert junior in people_in_sight(other, clinic)
    assert junior not in people_in_sight(mentor, clinic)
    event = AuditEvent.objects.get(action="membership.mentored")
    assert event.data == {"before": mentor.pk, "mentor": other.pk}


def test_nobody_changes_her_own_roles(clinic, owner) -> None:
    person("Bea", clinic, "owner")
    with pytest.raises(people.NotOneself):
        set_roles(owner, clinic, ["owner", "mentor"], owner)


@pytest.mark.parametrize("role", ["junior", "mentor", "author"])
def test_whoever_is_no_owner_changes_nobody(role: str, clinic, junior) -> None:
    other = person("Vida", clinic, role)
    for roles in (["owner"], ["junior"], ["junior", "mentor"]):
        with pytest.raises(people.NotYours):
            set_roles(junior, clinic, roles, other)


def test_an_owner_of_another_clinic_changes_nobody(clinic, other_clinic, junior) -> None:
    foreign = person("Olof", other_clinic, "owner")
    with pytest.raises(people.NotYours):
        set_roles(junior, clinic, ["mentor"], foreign)


def test_an_owner_of_the_chain_changes_people_of_its_clinics(clinic) -> None:
    branch = ClinicFactory(parent=clinic)
    chief, [someone] = person("Karin", clinic, "owner"), add_juniors(branch, 1)
    set_roles(someone, branch, ["mentor", "owner"], chief)
    assert held(someone, branch) == {"mentor", "owner"}


def test_an_owner_of_a_branch_cannot_reach_up(clinic) -> None:
    branch = ClinicFactory(parent=clinic)
    below, [above] = person("Astrid", branch, "owner"), add_juniors(clinic, 1)
    with pytest.raises(people.NotYours):
        set_roles(above, clinic, ["mentor"], below)


def test_the_last_owner_stays_unless_somebody_owns_the_chain(clinic) -> None:
    branch = ClinicFactory(parent=clinic)
    own, chief = person("Astrid", branch, "owner"), person("Karin", clinic, "owner")
    set_roles(own, branch, ["junior"], chief)
    assert held(own, branch) == {"junior"}
    alone, second = person("Ada", clinic, "owner"), UserFactory(is_active=False)
    MembershipFactory(user=second, clinic=clinic, role="owner")  # her account is closed
    set_roles(chief, clinic, ["junior"], alone)
    with pytest.raises(people.NotOneself):
        set_roles(alone, clinic, ["junior"], alone)
    with pytest.raises(people.LastOwner):
        must_keep_an_owner(clinic, without=alone)


def test_whoever_mentors_people_hands_them_over_first(clinic, owner, mentor, junior) -> None:
    with pytest.raises(people.HandOverFirst):
        set_roles(mentor, clinic, ["author"], owner)
    assert held(mentor, clinic) == {"mentor"}


def test_no_role_at_all_is_a_leave_not_a_change(clinic, owner, junior) -> None:
    with pytest.raises(ValidationError):
        set_roles(junior, clinic, [], owner)
    assert held(junior, clinic) == {"junior"}


def test_nobody_is_her_own_mentor(clinic, owner, mentor) -> None:
    with pytest.raises(ValidationError, match="Choose a mentor"):
        set_roles(mentor, clinic, ["junior", "mentor"], owner, mentor=mentor)
    assert held(mentor, clinic) == {"mentor"}


def test_teams_group_people_and_are_on_record(clinic, other_clinic, owner, junior) -> None:
    early = people.found_team(clinic=clinic, name=" Early  shift ", by=owner, at=AT)
    foreign = people.found_team(clinic=other_clinic, name="Early shift", by=None, at=AT)
    place = {"person": junior, "clinic": clinic, "by": owner, "at": AT}
    assert people.set_teams(**place, teams=[early, foreign])
    assert not people.set_teams(**place, teams=[early])
    assert [one.team for one in junior.team_places.all()] == [early]
    with pytest.raises(ValidationError, match="of that name"):
        people.found_team(clinic=clinic, name="early SHIFT", by=owner, at=AT)
    people.close_team(team=early, by=owner, at=AT)
    assert not junior.team_places.exists()
    actions = ["team.founded", "team.placed", "team.closed"]
    events = AuditEvent.objects.filter(chain__clinic=clinic, action__startswith="team.")
    assert list(events.order_by("number").values_list("action", flat=True)) == actions


def test_whoever_works_elsewhere_gets_no_place_in_a_team(clinic, owner, stranger) -> None:
    early = people.found_team(clinic=clinic, name="Early", by=owner, at=AT)
    with pytest.raises(ValidationError):
        people.set_teams(person=stranger, clinic=clinic, teams=[early], by=owner, at=AT)
