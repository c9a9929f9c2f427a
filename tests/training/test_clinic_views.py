"""The owner's pages, certificates and the public page, over HTTP."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.access import World, build
from training import certificates
from training.models import Certificate

from . import team_world
from .test_certificates import make_ready

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


def person_page(world: World, who: str) -> str:
    return reverse("training:person-detail", args=[world.users[who].public_id])


def test_what_is_missing_leads_to_the_person_who_misses_it(world: World, owner: Client) -> None:
    url = person_page(world, "colleague")
    assert f'href="{url}#certificates"' in owner.get("/clinic/").content.decode()
    page = owner.get(url).content.decode()
    assert 'id="certificates"' in page
    assert "<li>Milia myths: 2 lessons, the quiz, the observed skills</li>" in page


def test_the_page_of_a_person_says_that_a_certificate_was_revoked_and_what_is_missing(
    world: World, owner: Client
) -> None:
    by, at = world.users["owner"], timezone.now()
    held = {"certificate": world.certificate, "by": by, "at": at, "reason": "Wrong."}
    certificates.change(kind="revoked", **held)
    section = owner.get(person_page(world, "junior")).content.decode()
    section = section[section.index('id="certificates"') :]
    assert "Revoked" in section
    assert "Missing to be certified again:" in section
    assert "Milia myths: the quiz once more, the observed skills once more" in section


def test_whoever_leads_is_told_who_can_be_certified(world: World, owner: Client) -> None:
    make_colleague_ready(world)
    url = person_page(world, "colleague")
    assert "Certify now" in owner.get(url).content.decode()
    mentors = world.client("mentor").get(url).content.decode()
    assert "Certify now" not in mentors
    assert "The owner can certify now." in mentors


def test_on_the_way_is_whoever_has_begun_a_certificate(world: World, owner: Client) -> None:
    def listed() -> bool:
        return "Jonas" in owner.get("/clinic/?show=begun").content.decode()

    assert not listed()
    team_world.read(world.users["colleague"], world.module, world.clinic)
    assert listed()


def make_colleague_ready(world: World) -> None:
    jonas, at = world.users["colleague"], world.certificate.issued_at
    make_ready(jonas, world.module, world.clinic, world.users["mentor"], at)


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


@pytest.mark.parametrize("kind", ["revoked", "suspended"])
def test_the_public_page_of_a_certificate_taken_back_speaks_of_the_past(
    world: World, kind: str
) -> None:
    at = timezone.now()
    certificates.change(
        certificate=world.certificate, kind=kind, reason="Wrong.", by=world.users["owner"], at=at
    )
    url = reverse("training:verify-detail", args=[world.certificate.code])
    page = Client().get(url).content.decode()
    assert f"<dt>Was valid until</dt><dd>it was {kind} on " in page
    assert "<dt>Valid until" not in page
    assert "It shows that this person met" not in page


def test_an_owner_finds_the_content_in_the_menu_of_the_account(world: World) -> None:
    content = f'<li><a href="{reverse("training:content-list")}">'
    for role, has in (("owner", True), ("junior", False)):
        page = world.client(role).get(reverse("training:certificate-list")).content.decode()
        menu = page[page.index('class="sheet"') :]
        assert (content in menu) is has
        assert reverse("training:scope-table") in menu


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
