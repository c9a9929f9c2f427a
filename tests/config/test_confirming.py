"""Before a protected act: is it still she? Until she has shown it nothing happens, nor is lost."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse

from tests.access import World, build
from tests.factories import PASSWORD
from tests.test_permissions import named
from training.models import Certificate, Clinic, Membership, User
from training.views import people as views

pytestmark = pytest.mark.django_db
# Every act of these names asks; another that should is added here and marked.
PROTECTED = {
    "training:setting-edit",
    "training:setting-leave",
    "training:clinic-edit",
    "training:viewing-begin",
    "training:certificate-issue",
    "training:certificate-revoke",
    "training:account-email",
    "training:invite",
    "training:people-import",
    "training:people-import-detail",
    "training:invitation-renew",
    "training:invitation-withdraw",
    "training:staff-roles",
    "training:staff-leave",
    "training:staff-return",
    "training:staff-hand-over",
    "quizzes:question-correct",
    "quizzes:correction-verdict",
}


def stale(client: Client, minutes: int = 16) -> Client:
    """As if she had signed in so many minutes ago."""
    session = client.session
    for one in session["account_authentication_methods"]:
        one["at"] = time.time() - 60 * minutes
    session.save()
    return client


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def her(world: World) -> Client:
    """The owner, signed in a quarter of an hour ago."""
    return stale(world.client("owner"))


@pytest.fixture
def roles(world: World) -> str:
    return reverse("training:staff-roles", args=[world.users["junior"].public_id])


WANTED = {"roles": ["junior", "author"], "mentor": "any", "job": "Nurse <b>&"}


def held(world: World) -> set[str]:
    hers = Membership.objects.current().filter(user=world.users["junior"])
    return set(hers.values_list("role", flat=True))


def marked() -> set[str]:
    found = set()

    def walk(patterns: list, prefix: str = "") -> None:
        for one in patterns:
            if hasattr(one, "url_patterns"):
                walk(one.url_patterns, f"{one.namespace}:" if one.namespace else prefix)
            elif hasattr(one.callback, "protected"):
                found.add(f"{prefix}{one.name}")

    walk(get_resolver().url_patterns)
    return found


def test_what_is_protected_is_marked() -> None:
    assert marked() >= PROTECTED
    assert marked() <= named(get_resolver().url_patterns)


def test_a_page_waits_until_she_has_shown_it(world: World, her: Client) -> None:
    url = reverse("training:certificate-revoke", args=[world.certificate.public_id])
    asked = her.get(url)
    assert asked["Location"].startswith("/accounts/reauthenticate/?next=%2Fcertificates")
    shown = her.post(asked["Location"], {"password": PASSWORD, "next": url})
    assert shown["Location"] == url
    assert her.get(url).status_code == 200


def test_within_a_quarter_of_an_hour_nothing_is_asked(world: World, roles: str) -> None:
    client = stale(world.client("owner"), minutes=14)
    assert client.post(roles, WANTED).status_code == 302
    assert held(world) == {"junior", "author"}


def test_a_form_waits_too_and_changes_nothing(world: World, her: Client, roles: str) -> None:
    answer = her.post(roles, WANTED)
    assert answer.status_code == 403
    assert held(world) == {"junior"}
    text = answer.content.decode()
    assert "Is it still you?" in text
    for value in ("junior", "author", "any", "Nurse &lt;b&gt;&amp;"):
        assert value in text


def test_with_her_password_what_she_typed_is_done(world: World, her: Client, roles: str) -> None:
    answer = her.post(roles, WANTED | {"again-password": PASSWORD})
    assert answer.status_code == 302
    assert held(world) == {"junior", "author"}
    assert world.users["junior"].memberships.filter(job="Nurse <b>&").exists()


def test_a_code_of_her_app_will_do(world: World, her: Client, roles: str) -> None:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(world.users["owner"], secret)
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    digits = totp.format_hotp_value(totp.hotp_value(secret, counter))
    assert b"Confirm with the code" in her.post(roles, WANTED).content
    assert her.post(roles, WANTED | {"again-code": "12"}).status_code == 403
    assert held(world) == {"junior"}
    assert her.post(roles, WANTED | {"again-code": digits}).status_code == 302
    assert held(world) == {"junior", "author"}


def test_with_a_wrong_one_she_is_asked_again_and_keeps_it(
    world: World, her: Client, roles: str
) -> None:
    answer = her.post(roles, WANTED | {"again-password": "not this one"})
    assert answer.status_code == 403
    assert held(world) == {"junior"}
    assert b"Nurse" in answer.content and b"not this one" not in answer.content


def test_passwords_are_not_tried_here_for_ever(world: World, her: Client, roles: str) -> None:
    for _ in range(10):
        her.post(roles, WANTED | {"again-password": "not this one"})
    assert her.post(roles, WANTED | {"again-password": PASSWORD}).status_code == 403
    assert held(world) == {"junior"}


def test_her_answer_never_reaches_the_view(world: World, her: Client, monkeypatch) -> None:
    seen, form = [], views._roles_form

    def listening(*args: object, data: object = None, **kwargs: object) -> object:
        seen.append(data)
        return form(*args, data=data, **kwargs)

    monkeypatch.setattr(views, "_roles_form", listening)
    url = reverse("training:staff-roles", args=[world.users["junior"].public_id])
    her.post(url, WANTED | {"again-password": PASSWORD})
    assert [name for name in seen[0] if name.startswith("again")] == []


def test_confirming_gives_her_session_another_key(her: Client, roles: str) -> None:
    before = her.session.session_key
    her.post(roles, WANTED | {"again-password": PASSWORD})
    assert her.session.session_key != before
    assert not SessionStore(before).exists(before)


def test_it_is_asked_before_anything_is_told(world: World) -> None:
    """Who may not do it at all learns no more by asking late than by asking in time."""
    client = stale(world.client("stranger"))
    hers = reverse("training:certificate-revoke", args=[world.certificate.public_id])
    nobodys = reverse("training:certificate-revoke", args=[world.clinic.public_id])
    assert client.get(hers).status_code == client.get(nobodys).status_code == 302


def test_a_certificate_is_not_issued_by_who_only_found_the_screen(
    world: World, her: Client
) -> None:
    before = Certificate.objects.count()
    asked = {"person": world.users["colleague"].public_id, "programme": "foundation"}
    assert her.post(reverse("training:certificate-issue"), asked).status_code == 403
    assert Certificate.objects.count() == before


def test_a_question_is_not_corrected_by_who_only_found_the_screen(world: World) -> None:
    client = stale(world.client("mentor"))
    url = reverse("quizzes:question-correct", args=[world.regrade.question_id])
    assert client.post(f"{url}?kind=single&treatment=void", {"reason": "r"}).status_code == 403
    assert client.get(url)["Location"].startswith("/accounts/reauthenticate/")


def test_who_looks_as_somebody_else_is_not_asked_for_the_others_password(world: World) -> None:
    client = world.client("owner")
    client.post(reverse("training:viewing-begin", args=[world.users["junior"].public_id]))
    closed = stale(client).get(reverse("training:invite"))
    assert closed.status_code == 403 and b"Is it still you?" not in closed.content
    assert stale(client).get("/learn/").status_code == 200


def test_a_file_is_asked_for_once_more(her: Client, roles: str) -> None:
    sent = WANTED | {"list": SimpleUploadedFile("people.csv", b"a;b")}
    assert b"A file cannot be kept" in her.post(roles, sent).content


def test_a_fragment_takes_the_whole_page_there(world: World, her: Client) -> None:
    url = reverse("training:certificate-revoke", args=[world.certificate.public_id])
    answer = her.get(url, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith("/accounts/reauthenticate/")


def test_the_time_is_a_setting(world: World, roles: str, settings) -> None:
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 60
    assert stale(world.client("owner"), minutes=2).post(roles, WANTED).status_code == 403


def test_who_signs_in_elsewhere_alone_signs_in_again(world: World, roles: str) -> None:
    owner: User = world.users["owner"]
    client = world.client("owner")
    owner.set_unusable_password()
    owner.save()
    client.force_login(owner)
    session = client.session
    session["clinic"] = str(Clinic.objects.get(pk=world.clinic.pk).public_id)
    session.save()
    answer = stale(client).post(roles, WANTED)
    assert answer["Location"].startswith("/accounts/login/")
    assert held(world) == {"junior"}
