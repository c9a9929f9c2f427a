"""Certificates beside one another: of two clinics, suspended, and those that rest on others."""

from __future__ import annotations

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from tests.conftest import person
from tests.factories import MembershipFactory
from training import certificates
from training.models import (
    Certificate,
    CertificateChange,
    Programme,
    ProgrammeRevision,
    User,
)
from training.rules.certification import State
from training.rules.requirements import Gap

from . import team_world as world
from .test_certificates import DAY, certify, make_programme, make_ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return timezone.now() - 2 * DAY  # the pages ask the clock


@pytest.fixture
def module(clinic):
    return world.make_module("milia-myths")


@pytest.fixture
def foundation(module):
    return make_programme(module)


@pytest.fixture
def held(junior, module, foundation, clinic, owner, mentor, at):
    """She holds Foundation."""
    make_ready(junior, module, clinic, mentor, at)
    return certify(junior, foundation, clinic, owner, at)


@pytest.fixture
def practitioner(held, junior, clinic, owner, at):
    """And what asks for nothing but Foundation."""
    programme = Programme.objects.create(slug="practitioner", position=2)
    ProgrammeRevision.objects.create(
        programme=programme,
        number=1,
        title="Practitioner",
        summary="Skin care.",
        requirements=[{"kind": "programme", "programme": "foundation"}],
        validity_months=24,
        window_days=90,
        grace_days=30,
        digest="y",
        published_at=at,
    )
    return certify(junior, programme, clinic, owner, at)


def change(certificate, kind, owner, at):
    certificates.change(certificate=certificate, kind=kind, reason="Why.", by=owner, at=at)


def refused(who, programme, clinic, owner, at):
    with pytest.raises(certificates.NotReady) as refusal:
        certify(who, programme, clinic, owner, at)
    return [(one.requirement, one.gap) for one in refusal.value.reasons]


def test_two_clinics_certify_the_same_person_each_by_itself(
    held, junior, module, foundation, other_clinic, at
):
    MembershipFactory(user=junior, clinic=other_clinic, role="junior")
    chief = person("Chief", other_clinic, "owner")
    helper = person("Helper", other_clinic, "mentor")
    junior.memberships.filter(clinic=other_clinic).update(mentor=helper)
    make_ready(junior, module, other_clinic, helper, at)
    second = certify(junior, foundation, other_clinic, chief, at)
    assert (held.cycle, second.cycle) == (1, 1)
    assert (second.clinic, second.supersedes) == (other_clinic, None)
    assert certificates.state_of(held, at=at + DAY) is State.VALID


def test_who_holds_a_suspended_one_is_not_said_to_be_certified(
    held, junior, foundation, clinic, owner, at, client
):
    change(held, "suspended", owner, at)
    assert refused(junior, foundation, clinic, owner, at + DAY) == [(None, Gap.SUSPENDED)]
    client.force_login(owner)
    fields = {"person": str(junior.public_id), "programme": "foundation"}
    said = client.post(reverse("training:certificate-issue"), fields, follow=True).content.decode()
    assert "Ines was not certified. The one held is suspended" in said
    assert "Ines is certified" not in said


def test_a_programme_retired_meanwhile_is_refused_in_words(
    junior, foundation, clinic, owner, at, client, monkeypatch
):
    foundation.retired_at = at
    foundation.save()
    assert refused(junior, foundation, clinic, owner, at) == [(None, Gap.GONE)]
    monkeypatch.setattr("training.views.certificates._programme", lambda slug: foundation)
    client.force_login(owner)
    fields = {"person": str(junior.public_id), "programme": "foundation"}
    said = client.post(reverse("training:certificate-issue"), fields, follow=True).content.decode()
    assert "This certificate is not on offer any more. Nothing was changed." in said
    assert not Certificate.objects.exists()


def test_what_rests_on_a_revoked_one_stays_and_the_owner_is_told_of_it(
    held, practitioner, owner, junior, at, client
):
    client.force_login(owner)
    page = reverse("training:certificate-revoke", args=[held.public_id])
    own = reverse("training:certificate-detail", args=[held.public_id])
    link = reverse("training:certificate-detail", args=[practitioner.public_id])
    assert link in client.get(page).content.decode()
    assert link not in client.get(own).content.decode()
    change(held, "revoked", owner, at)
    assert certificates.state_of(practitioner, at=at + DAY) is State.VALID
    assert link in client.get(own).content.decode()
    client.force_login(junior)
    assert link not in client.get(own).content.decode()


def test_what_is_revoked_itself_is_not_named_again(held, practitioner, owner, at):
    assert certificates.resting_on(held, at=at) == [practitioner]
    change(practitioner, "revoked", owner, at)
    assert certificates.resting_on(held, at=at) == []


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_change_waits_for_whoever_was_first_and_decides_on_what_then_stands(held, owner, at):
    said, begun = [], threading.Event()

    def suspend() -> None:
        begun.set()
        try:
            change(held, "suspended", owner, at)
        except ValidationError as refusal:
            said.extend(refusal.messages)
        finally:
            connection.close()

    thread = threading.Thread(target=suspend)
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=held.person_id)
        thread.start()
        assert begun.wait(5)
        thread.join(1)  # it has come as far as it can
        CertificateChange.objects.create(
            certificate=held, kind="revoked", reason_digest="", by=owner, at=at
        )
    thread.join(10)
    assert said == ["This certificate already stands like that. Nothing was changed."]
    assert [one.kind for one in held.changes.all()] == ["revoked"]
