"""Certifying: by rule, by right, once; and how a certificate stands afterwards."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from tests.conftest import person
from tests.factories import MembershipFactory
from training import certificates, evidence, signoffs
from training.models import (
    AuditEvent,
    Certificate,
    Clinic,
    Module,
    Programme,
    ProgrammeRevision,
    User,
)
from training.rules.requirements import Gap

from . import team_world as world

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def module(clinic: Clinic) -> Module:
    return world.make_module("milia-myths")


@pytest.fixture
def foundation(module: Module) -> Programme:
    return make_programme(module)


def make_programme(module: Module) -> Programme:
    programme = Programme.objects.create(slug="foundation", position=1)
    ProgrammeRevision.objects.create(
        programme=programme,
        number=1,
        title="Foundation",
        summary="Safe first contact.",
        requirements=[
            {"kind": "module", "module": module.slug},
            {"kind": "observation", "module": module.slug},
        ],
        validity_months=24,
        window_days=90,
        grace_days=30,
        digest="x",
        published_at=world.AT,
    )
    return programme


def make_ready(who: User, module: Module, clinic: Clinic, mentor: User, at: dt.datetime) -> None:
    world.ready(who, module, clinic, at=at)
    observe(who, module, clinic, mentor, at)


def observe(who: User, module: Module, clinic: Clinic, mentor: User, at: dt.datetime) -> None:
    """Every skill seen, both signed."""
    seen = world.observed(who, module, clinic, by=mentor, at=at)
    signoffs.sign_person(observation=seen, by=who, at=at)


@pytest.fixture
def ready(junior: User, module: Module, clinic: Clinic, mentor: User, at: dt.datetime) -> User:
    make_ready(junior, module, clinic, mentor, at)
    return junior


def certify(who: User, programme: Programme, clinic: Clinic, by: User, at: dt.datetime):
    return certificates.issue(person=who, programme=programme, clinic=clinic, by=by, at=at)


def test_whoever_is_ready_is_certified_with_the_evidence_frozen(
    ready: User, foundation: Programme, clinic: Clinic, owner: User, at: dt.datetime
) -> None:
    issued = certify(ready, foundation, clinic, owner, at)
    assert issued.cycle == 1
    assert issued.holder.name == "Ines"
    assert issued.valid_until == at.replace(year=2028)
    rows = evidence.summary(issued)
    assert [row["kind"] for row in rows] == ["module", "observation"]
    assert rows[0]["result"].passed
    assert len(issued.evidence.first().lessons) == 2


def test_it_says_what_is_missing_and_writes_nothing(
    junior: User, foundation: Programme, clinic: Clinic, owner: User, at: dt.datetime
) -> None:
    with pytest.raises(certificates.NotReady) as refusal:
        certify(junior, foundation, clinic, owner, at)
    assert [one.gap for one in refusal.value.reasons] == [Gap.LESSONS, Gap.QUIZ, Gap.OBSERVATION]
    assert not Certificate.objects.exists()


def test_a_second_click_returns_the_same_certificate(
    ready: User, foundation: Programme, clinic: Clinic, owner: User, at: dt.datetime
) -> None:
    first = certify(ready, foundation, clinic, owner, at)
    assert certify(ready, foundation, clinic, owner, at + DAY) == first
    assert AuditEvent.objects.filter(action="certificate.issued").count() == 1


@pytest.mark.parametrize("role", ["junior", "mentor"])
def test_only_an_owner_certifies(
    ready: User, foundation: Programme, clinic: Clinic, role: str, at: dt.datetime
) -> None:
    with pytest.raises(PermissionDenied):
        certify(ready, foundation, clinic, person("Eve", clinic, role), at)


def test_an_owner_of_another_clinic_does_not(
    ready: User, foundation: Programme, clinic: Clinic, other_clinic: Clinic, at: dt.datetime
) -> None:
    with pytest.raises(PermissionDenied):
        certify(ready, foundation, clinic, person("Eve", other_clinic, "owner"), at)


def test_an_owner_of_the_chain_does(
    ready: User, foundation: Programme, clinic: Clinic, other_clinic: Clinic, at: dt.datetime
) -> None:
    clinic.parent = other_clinic
    clinic.save()
    chief = person("Chief", other_clinic, "owner")
    assert certify(ready, foundation, clinic, chief, at).issued_by == chief


def test_nobody_certifies_herself(
    owner: User,
    module: Module,
    foundation: Programme,
    clinic: Clinic,
    mentor: User,
    at: dt.datetime,
) -> None:
    MembershipFactory(user=owner, clinic=clinic, role="junior")
    make_ready(owner, module, clinic, mentor, at)
    with pytest.raises(PermissionDenied):
        certify(owner, foundation, clinic, owner, at)


def test_the_number_may_be_typed_as_people_type(
    ready: User, foundation: Programme, clinic: Clinic, owner: User, at: dt.datetime
) -> None:
    issued = certify(ready, foundation, clinic, owner, at)
    typed = "-".join(issued.code[n : n + 4] for n in range(0, 26, 4)).lower().replace("0", "o")
    assert certificates.verify(code=typed, at=at).certificate == issued
    assert certificates.verify(code=issued.code[:-1], at=at) is None


def test_two_numbers_have_nothing_in_common(
    ready: User,
    module: Module,
    foundation: Programme,
    clinic: Clinic,
    owner: User,
    mentor: User,
    at: dt.datetime,
) -> None:
    second = person("Vera", clinic, "junior", mentor=mentor)
    make_ready(second, module, clinic, mentor, at)
    codes = [certify(who, foundation, clinic, owner, at).code for who in (ready, second)]
    assert len(set(codes)) == 2
    assert all(len(code) == 26 and set(code) <= set(certificates.CROCKFORD) for code in codes)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_ten_clicks_at_once_make_one_certificate(
    ready: User, foundation: Programme, clinic: Clinic, owner: User, at: dt.datetime
) -> None:
    made, errors = [], []

    def click() -> None:
        try:
            made.append(certify(ready, foundation, clinic, owner, at).pk)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert len(made) == 10
    assert len(set(made)) == 1
