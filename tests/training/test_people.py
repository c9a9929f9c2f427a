"""Founding, joining, leaving, and where somebody stands."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories import ClinicFactory, MembershipFactory, UserFactory
from training import audit, people
from training.models import AuditChain, AuditEvent, Clinic, User

from .team_world import AT


def test_a_clinic_comes_with_its_space_and_its_own_chain(db, owner) -> None:
    made = people.found_clinic(name="North", time_zone="Europe/Oslo", by=owner, at=AT)
    assert made.space.name == "North"
    chain = AuditChain.objects.get(clinic=made)
    assert chain.events.get().action == "clinic.founded"
    assert audit.verify(chain) == []


def test_a_clinic_in_no_time_zone_is_not_founded(db) -> None:
    with pytest.raises(ValidationError):
        people.found_clinic(name="Nowhere", time_zone="Moon/Crater", by=None, at=AT)
    assert not Clinic.objects.exists()


def test_joining_is_recorded_with_role_and_mentor(clinic, mentor, owner) -> None:
    user = UserFactory()
    people.join(user=user, clinic=clinic, role="junior", mentor=mentor, by=owner, at=AT)
    event = AuditEvent.objects.get(action="membership.started")
    assert (event.subject, event.actor) == (user, owner)
    assert event.data == {"role": "junior", "mentor": mentor.pk}


def test_a_mentor_must_mentor_there(clinic, other_clinic, mentor, owner) -> None:
    for wrong, where in ((owner, clinic), (mentor, other_clinic)):
        with pytest.raises(ValidationError, match="Choose a mentor"):
            people.join(
                user=UserFactory(), clinic=where, role="junior", mentor=wrong, by=None, at=AT
            )


def test_a_role_is_held_once_at_a_time(clinic, junior, owner) -> None:
    with pytest.raises(ValidationError):
        people.join(user=junior, clinic=clinic, role="junior", by=owner, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(user=junior, clinic=clinic, role="junior")
    people.leave(membership=junior.memberships.get(), by=owner, at=AT)
    assert people.join(user=junior, clinic=clinic, role="junior", by=owner, at=AT)


def test_only_juniors_have_a_mentor(clinic, mentor, owner) -> None:
    with pytest.raises(ValidationError):
        people.join(user=UserFactory(), clinic=clinic, role="owner", mentor=mentor, by=owner, at=AT)


def test_leaving_twice_is_leaving_once(clinic, junior, owner) -> None:
    membership = junior.memberships.get()
    for _ in range(2):
        membership = people.leave(membership=membership, by=owner, at=AT)
    assert AuditEvent.objects.filter(action="membership.ended").count() == 1
    assert people.standing(user=junior).clinic is None


def test_she_stands_in_the_clinic_she_chose_if_she_belongs_there(clinic, other_clinic, mentor):
    MembershipFactory(user=mentor, clinic=other_clinic, role="junior", job="Therapist")
    chosen = people.standing(user=mentor, clinic_id=str(other_clinic.public_id))
    assert (chosen.clinic, chosen.roles, chosen.job) == (other_clinic, {"junior"}, "Therapist")
    assert people.standing(user=mentor, clinic_id=str(clinic.public_id)).roles == {"mentor"}
    foreign = ClinicFactory()
    assert people.standing(user=mentor, clinic_id=str(foreign.public_id)).clinic != foreign
    assert people.standing(user=mentor, clinic_id="nonsense").clinic in (clinic, other_clinic)


def test_owning_a_parent_is_owning_its_branches_however_deep(clinic, owner) -> None:
    branch = ClinicFactory(parent=clinic)
    twig = ClinicFactory(parent=branch)
    found = people.standing(user=owner, clinic_id=str(twig.public_id))
    assert (found.clinic, found.roles) == (twig, {"owner"})
    assert set(found.clinics) == {clinic, branch, twig}


def test_mentoring_a_parent_reaches_no_branch(clinic, mentor) -> None:
    branch = ClinicFactory(parent=clinic)
    assert people.standing(user=mentor, clinic_id=str(branch.public_id)).clinic == clinic


def test_whoever_belongs_nowhere_stands_nowhere(db) -> None:
    standing = people.standing(user=UserFactory())
    assert (standing.clinic, standing.space, standing.clinics) == (None, None, ())


def test_a_junior_is_placed_in_one_query(clinic, junior, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        people.standing(user=junior)


def test_an_address_is_one_person_whatever_its_case(db) -> None:
    User.objects.create_user("Ines@Example.test", "a-long-enough-password")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ines@example.TEST", "a-long-enough-password")
    assert User.objects.get_by_natural_key("INES@example.test").email == "ines@example.test"
