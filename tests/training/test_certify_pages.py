"""The page before a certificate: what it will rest on, or why there is none yet."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from tests.access import ROLES, World, build
from training import reviews
from training.models import Certificate, ModuleReview

from .test_clinic_views import make_colleague_ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def owner(world: World) -> Client:
    return world.client("owner")


def asked(world: World, person: str, programme: str = "foundation") -> str:
    """The address of the page before a certificate."""
    query = {"person": str(world.users[person].public_id), "programme": programme}
    return reverse("training:certificate-issue") + "?" + urlencode(query)


def test_the_evidence_is_shown_before_anything_is_issued(world: World, owner: Client) -> None:
    make_colleague_ready(world)
    matrix = owner.get(reverse("training:clinic-matrix")).content.decode()
    url = asked(world, "colleague")
    assert f'href="{escape(url)}"' in matrix
    assert reverse("training:certificate-issue") + '"' not in matrix
    page = owner.get(url).content.decode()
    assert "quiz passed with" in page
    assert "every skill seen by Oda" in page
    assert "Certify Jonas" in page
    assert "Not signed by your medical lead" not in page
    assert Certificate.objects.count() == 1


def test_it_says_when_the_medical_lead_has_not_signed_what_it_rests_on(
    world: World, owner: Client
) -> None:
    make_colleague_ready(world)
    review, by = ModuleReview.objects.get(), world.users["owner"]
    reviews.withdraw(review=review, reason="By mistake.", by=by, at=timezone.now())
    page = owner.get(asked(world, "colleague")).content.decode()
    assert "Not signed by your medical lead" in page
    assert reverse("training:content-sign", args=["milia-myths"]) in page


def test_the_page_before_a_certificate_says_why_there_is_none_yet(
    world: World, owner: Client
) -> None:
    page = owner.get(asked(world, "colleague")).content.decode()
    assert "Milia myths: 2 lessons, the quiz, the observed skills" in page
    assert '<button class="btn primary big"' not in page
    held = owner.get(asked(world, "junior")).content.decode()
    assert "still valid" in held


def test_the_page_before_a_certificate_is_for_those_who_certify(
    world: World, owner: Client
) -> None:
    make_colleague_ready(world)
    url = asked(world, "colleague")
    found = {role: world.client(role).get(url).status_code for role in ROLES}
    refused = dict.fromkeys(ROLES, 404) | {"signed_out": 302, "leaver": 302}
    assert found == refused | {"owner": 200, "chief": 200}
    assert owner.get(asked(world, "stranger")).status_code == 404
    assert owner.get(asked(world, "colleague", "nothing")).status_code == 404
    assert owner.get(asked(world, "owner")).status_code == 403


@pytest.mark.parametrize("person", ["", "x", "\x00", "00000000-0000-0000-0000-000000000000"])
def test_certifying_nobody_is_not_found(world: World, owner: Client, person: str) -> None:
    fields = {"person": person, "programme": "foundation"}
    assert owner.post(reverse("training:certificate-issue"), fields).status_code == 404
    assert owner.get(reverse("training:certificate-issue"), fields).status_code == 404


def test_a_retired_programme_certifies_nobody(world: World, owner: Client) -> None:
    programme = world.certificate.programme
    programme.retired_at = world.certificate.issued_at
    programme.save()
    fields = {"person": str(world.certificate.person.public_id), "programme": programme.slug}
    assert owner.post(reverse("training:certificate-issue"), fields).status_code == 404
