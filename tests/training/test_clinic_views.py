"""The owner's pages, certificates and the public page, over HTTP."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.access import World, build
from training import certificates
from training.models import Certificate

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def owner(world: World) -> Client:
    return world.client("owner")


def test_the_matrix_says_until_when_and_what_is_missing(world: World, owner: Client) -> None:
    text = owner.get(reverse("training:clinic-matrix")).content.decode()
    assert "1 of 7" in text
    assert "Until" in text
    assert "Milia myths: 2 lessons, the quiz, the observed skills" in text


def test_a_list_of_one_sort_shows_only_those(world: World, owner: Client) -> None:
    text = owner.get(reverse("training:clinic-matrix") + "?show=lapsed").content.decode()
    assert "Nobody in this list" in text


def test_certifying_somebody_who_is_not_ready_says_why_and_changes_nothing(
    world: World, owner: Client
) -> None:
    fields = {"person": str(world.users["colleague"].public_id), "programme": "foundation"}
    answer = owner.post(reverse("training:certificate-issue"), fields, follow=True)
    assert "Jonas is not ready. Missing: Milia myths: 2 lessons" in answer.content.decode()
    assert Certificate.objects.count() == 1


@pytest.mark.parametrize("person", ["", "x", "\x00", "00000000-0000-0000-0000-000000000000"])
def test_certifying_nobody_is_not_found(world: World, owner: Client, person: str) -> None:
    fields = {"person": person, "programme": "foundation"}
    assert owner.post(reverse("training:certificate-issue"), fields).status_code == 404


def test_a_change_without_a_reason_is_refused_in_words(world: World, owner: Client) -> None:
    url = reverse("training:certificate-revoke", args=[world.certificate.public_id])
    answer = owner.post(url, {"kind": "revoked", "reason": ""})
    assert answer.status_code == 422
    assert not world.certificate.changes.exists()


def test_a_revocation_is_recorded_with_its_reason_for_the_owner_alone(
    world: World, owner: Client
) -> None:
    url = reverse("training:certificate-revoke", args=[world.certificate.public_id])
    owner.post(url, {"kind": "revoked", "reason": "The wrong Ines."})
    public = Client().get(reverse("training:verify-detail", args=[world.certificate.code]))
    assert "Not valid today" in public.content.decode()
    assert "wrong Ines" not in public.content.decode()
    assert "wrong Ines" in owner.get(reverse("training:clinic-audit")).content.decode()


def test_the_public_page_is_for_everybody_and_keeps_nothing(world: World) -> None:
    anybody = Client()
    answer = anybody.get(reverse("training:verify-detail", args=[world.certificate.code]))
    assert "Valid today" in answer.content.decode()
    assert "max-age=60" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert not anybody.cookies


def test_an_unknown_number_is_not_found_in_plain_words() -> None:
    for code in ("0" * 26, "x", "a/b", "%00", "\x00" * 26 + "1", "é" * 26):
        answer = Client().get(reverse("training:verify-form"), {"code": code}, follow=True)
        assert answer.status_code == 404
        assert "No such certificate" in answer.content.decode()


def test_a_typed_number_finds_its_certificate(world: World) -> None:
    typed = world.certificate.code.lower()
    answer = Client().get(reverse("training:verify-form"), {"code": typed}, follow=True)
    assert "Valid today" in answer.content.decode()


def test_one_can_work_in_another_of_ones_clinics_but_not_in_a_strangers(world: World) -> None:
    chief, other = world.client("chief"), world.users["stranger"].memberships.get().clinic
    url = reverse("training:clinic-switch")
    assert chief.post(url, {"clinic": str(world.clinic.public_id)}).status_code == 302
    assert chief.post(url, {"clinic": str(other.public_id)}).status_code == 404


def test_who_has_no_clinic_sees_a_page_and_no_error(world: World) -> None:
    user = world.users["stranger"]
    user.memberships.update(ended_at="2026-01-01T00:00Z")
    client = world.client("stranger")
    for name in ("learn-home", "certificate-list", "signoff-list"):
        assert client.get(reverse(f"training:{name}")).status_code == 200


def test_readiness_tells_whether_it_can_serve() -> None:
    answer = Client().get("/readyz")
    assert answer.json() == {"database": True, "cache": True, "disk": True}


def test_every_page_carries_the_headers(world: World, owner: Client) -> None:
    for url in (reverse("training:clinic-matrix"), "/verify/", "/accounts/login/"):
        headers = owner.get(url).headers
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_personal_page_is_kept_by_no_cache(owner: Client) -> None:
    for name in ("clinic-matrix", "verify-form"):  # public to others, with her token to her
        assert "no-store" in owner.get(reverse(f"training:{name}"))["Cache-Control"]


def test_nobody_gives_herself_an_address(owner: Client) -> None:
    asked = {"email": "next@example.test", "action_add": ""}
    assert owner.post("/accounts/email/", asked).status_code == 404
    assert not mail.outbox


def test_a_retired_programme_certifies_nobody(world: World, owner: Client) -> None:
    programme = world.certificate.programme
    programme.retired_at = world.certificate.issued_at
    programme.save()
    fields = {"person": str(world.certificate.person.public_id), "programme": programme.slug}
    assert owner.post(reverse("training:certificate-issue"), fields).status_code == 404


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-16"])
@pytest.mark.parametrize("name", ["verify-form", "clinic-matrix", "team-board"])
def test_no_address_and_no_charset_makes_an_error(name: str, charset: str, owner: Client) -> None:
    url = reverse(f"training:{name}") + "?q=%5Cud800&code=%5Cud800&page=" + "9" * 5000
    answer = owner.get(url, headers={"Content-Type": f"text/plain; charset={charset}"}, follow=True)
    assert answer.status_code in (200, 404)


def test_a_fragment_asked_for_after_sign_out_is_401_and_not_the_sign_in_page(
    world: World,
) -> None:
    answer = Client().get(reverse("training:team-board"), headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer["HX-Trigger"] == "milium:signed-out"


def test_the_number_shown_is_the_number_kept(world: World, owner: Client) -> None:
    url = reverse("training:certificate-detail", args=[world.certificate.public_id])
    text = owner.get(url).content.decode()
    code = world.certificate.code
    assert "-".join(code[n : n + 4] for n in range(0, 26, 4)) in text
    assert certificates.readable(code) == code
