"""May she? One table, and the two faces of it: towards this person, and towards whom at all."""

from __future__ import annotations

import pytest
from django.db.models import Q

from quizzes import permissions as quiz_acts
from quizzes.models import Attempt
from tests.factories import ClinicFactory, MembershipFactory, UserFactory
from training import people, permissions
from training.models import Clinic, User
from training.permissions import ACTS, NOT_ONESELF, Place, people_for, people_in_sight, scope_of

from .team_world import AT, add_juniors, make_module, sat

MENTORS = {act for act, roles in ACTS.items() if "mentor" in roles}
OWNERS = {act for act, roles in ACTS.items() if "owner" in roles}


def allowed(viewer: User, person: User | None, clinic: Clinic) -> set[str]:
    return {act for act in ACTS if viewer.has_perm(act, Place(person, clinic))}


def test_each_role_may_do_its_acts_towards_a_junior_and_no_others(
    clinic, mentor, owner, junior, stranger
) -> None:
    assert allowed(mentor, junior, clinic) == MENTORS
    assert allowed(owner, junior, clinic) == OWNERS
    assert allowed(stranger, junior, clinic) == set()
    assert allowed(junior, add_juniors(clinic, 1)[0], clinic) == set()


def test_answers_are_for_mentors_and_certificates_for_owners() -> None:
    assert quiz_acts.VIEW_ATTEMPT not in OWNERS
    assert permissions.OBSERVE not in OWNERS
    assert permissions.CERTIFY not in MENTORS


def test_nobody_judges_herself(clinic, mentor, owner) -> None:
    MembershipFactory(user=mentor, clinic=clinic, role="owner")
    for person in (mentor, owner):
        assert allowed(person, person, clinic) & NOT_ONESELF == set()


def test_another_mentors_mentee_is_out_of_reach(clinic, mentor, junior) -> None:
    other = UserFactory()
    MembershipFactory(user=other, clinic=clinic, role="mentor")
    assert allowed(other, junior, clinic) == set()
    alone = add_juniors(clinic, 1)[0]
    assert allowed(other, alone, clinic) == MENTORS


def test_the_two_faces_agree(clinic, other_clinic, mentor, owner, junior, stranger) -> None:
    everyone = [mentor, owner, junior, stranger, *add_juniors(clinic, 2)]
    for viewer in everyone:
        standing = people.standing(user=viewer, clinic_id=str(clinic.public_id))
        for act in ACTS:
            here = standing.clinic == clinic
            found = set(people_for(standing, act)) if here else set()
            asked = {one for one in everyone if viewer.has_perm(act, Place(one, clinic))}
            # has_perm of an owner does not ask whether the person works here: sight does
            assert found == asked & (set(people_in_sight(viewer, clinic)) | found), (viewer, act)


def test_sight_ends_with_the_membership(clinic, mentor, junior, owner) -> None:
    assert junior in people_in_sight(mentor, clinic)
    people.leave(membership=mentor.memberships.get(), by=owner, at=AT)
    assert not people_in_sight(mentor, clinic).exists()
    assert allowed(mentor, junior, clinic) == set()


def test_an_inactive_mentor_may_nothing(clinic, mentor, junior) -> None:
    mentor.is_active = False
    mentor.save()
    assert allowed(mentor, junior, clinic) == set()


def test_an_owner_of_the_chain_reaches_its_clinics_but_no_answers(clinic, owner) -> None:
    branch = ClinicFactory(parent=clinic)
    person = add_juniors(branch, 1)[0]
    assert allowed(owner, person, branch) == OWNERS
    attempt = sat(person, make_module("myths"), branch)
    assert not owner.has_perm(quiz_acts.VIEW_ATTEMPT, attempt)
    assert not Attempt.objects.filter(scope_of(owner)).exists()


def test_a_mentors_scope_is_learner_and_space(clinic, other_clinic, mentor, junior) -> None:
    MembershipFactory(user=junior, clinic=other_clinic, role="junior")
    module = make_module("myths")
    here, there = sat(junior, module, clinic), sat(junior, module, other_clinic)
    assert mentor.has_perm(quiz_acts.VIEW_ATTEMPT, here)
    assert not mentor.has_perm(quiz_acts.VIEW_ATTEMPT, there)
    assert list(Attempt.objects.filter(scope_of(mentor))) == [here]


@pytest.mark.parametrize("role", ["junior", "owner", "author"])
def test_whoever_does_not_mentor_sees_no_answers(clinic, junior, role: str) -> None:
    viewer = UserFactory()
    MembershipFactory(user=viewer, clinic=clinic, role=role)
    sat(junior, make_module("myths"), clinic)
    assert not Attempt.objects.filter(Q(user=viewer) | scope_of(viewer)).exists()


def test_acts_nobody_named_are_refused(clinic, mentor, junior) -> None:
    assert not mentor.has_perm("training.delete_everything", Place(junior, clinic))
    assert not mentor.has_perm(permissions.ASSIGN)
