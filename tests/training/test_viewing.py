"""Viewing as somebody else: read, bannered, on record; nothing of hers is used up or given away."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.access import build
from tests.conftest import person
from tests.factories import ClinicFactory, MembershipFactory
from tests.test_permissions import TABLE
from training import people, viewing
from training.models import AuditEvent, Clinic, User

from .team_world import make_module

pytestmark = pytest.mark.django_db
BANNER = "sees it.</b>"
END = "training:viewing-end"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def owners(owner: User) -> Client:
    return signed_in(owner)


def begin(client: Client, who: User) -> object:
    return client.post(reverse("training:viewing-begin", args=[who.public_id]))


def banner(client: Client, path: str = "/learn/") -> bool:
    return BANNER in client.get(path, follow=True).content.decode()


def acts() -> list[tuple[str, dict]]:
    found = AuditEvent.objects.filter(action__startswith="view.").order_by("pk")
    return list(found.values_list("action", "data"))


def later(client: Client, minutes: int) -> None:
    """As it will be then: the end of the half hour comes nearer."""
    session = client.session
    kept = session[viewing.KEY]
    until = dt.datetime.fromisoformat(kept["until"]) - dt.timedelta(minutes=minutes)
    session[viewing.KEY] = kept | {"until": until.isoformat()}
    session.save()


def counts() -> dict[str, int]:
    """How many rows there are of everything that is remembered of people."""
    ours = (apps.get_app_config(name).get_models() for name in ("training", "quizzes"))
    return {one.__name__: one.objects.count() for models in ours for one in models}


def test_every_page_says_so_what_is_not_named_is_closed_and_nothing_can_be_sent() -> None:
    """The whole table of addresses, so also what comes later. Nothing of hers is used up."""
    world = build()
    client, wrong = world.client("owner"), []
    begin(client, world.users["junior"])
    before = counts()
    for name, arguments, _method, fields, _roles in TABLE:
        url = reverse(name, args=arguments(world))
        answer = client.get(url, fields(world))
        if (answer.status_code == 403) == (name in viewing.OPEN):
            wrong.append((name, answer.status_code))
        is_page = answer.status_code != 302 and answer["Content-Type"].startswith("text/html")
        if is_page and BANNER not in answer.content.decode():
            wrong.append((name, "no banner"))
        sent = client.post(url, fields(world)) if name != END else answer
        if sent.status_code != 403:
            wrong.append((name, "sent"))
    assert wrong == []
    assert counts() == before


def test_an_owner_sees_the_pages_as_the_person_does_and_ends_it(owners, owner, junior) -> None:
    begin(owners, junior)
    page = owners.get("/learn/").content.decode()
    assert "You see Linden Street clinic as Ines sees it." in page
    assert f'data-email="{junior.email}"' in page
    answer = owners.post(reverse(END), follow=True)
    assert BANNER not in answer.content.decode()
    assert owners.get("/clinic/").status_code == 200
    assert acts() == [("view.begun", {}), ("view.ended", {"why": "button"})]
    event = AuditEvent.objects.get(action="view.begun")
    assert (event.actor, event.subject) == (owner, junior)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_whatever_is_sent_is_refused_in_words(owners, junior, method: str) -> None:
    begin(owners, junior)
    for path in ("/learn/milia-myths/lesson-1/done/", "/accounts/password/change/", "/learn/"):
        answer = getattr(owners, method)(path)
        assert answer.status_code == 403
        assert "Nothing was sent" in answer.content.decode()


def test_the_account_of_the_person_is_closed(owners, junior) -> None:
    begin(owners, junior)
    for path in ("password/change", "2fa", "sessions", "reauthenticate"):
        assert owners.get(f"/accounts/{path}/").status_code == 403


def test_nobody_is_viewed_who_owns_runs_the_site_or_is_not_here(
    owners, owner, clinic, stranger
) -> None:
    chain = ClinicFactory()
    Clinic.objects.filter(pk=clinic.pk).update(parent=chain)
    chief = person("Karin", chain, "owner")
    MembershipFactory(user=chief, clinic=clinic, role="junior")
    admin = person("Rut", clinic, "junior")
    User.objects.filter(pk=admin.pk).update(is_superuser=True)
    gone = person("Gro", clinic, "junior", ended_at=timezone.now())
    for one in (owner, person("Bea", clinic, "owner"), chief, admin, gone, stranger):
        assert begin(owners, one).status_code in (403, 404), one
    assert acts() == []


def test_only_an_owner_of_the_clinic_views(clinic, junior, mentor, other_clinic) -> None:
    foreign = person("Olof", other_clinic, "owner")
    for one in (mentor, person("Vida", clinic, "author"), junior, foreign):
        assert begin(signed_in(one), person(f"Of {one}", clinic, "junior")).status_code == 404


def test_it_is_never_chained(owners, mentor, junior) -> None:
    begin(owners, mentor)
    assert begin(owners, junior).status_code == 403
    assert [action for action, _ in acts()] == ["view.begun"]


def test_it_ends_by_itself_after_half_an_hour_whatever_is_sent(owners, junior) -> None:
    make_module("milia-myths")
    begin(owners, junior)
    later(owners, 29)
    assert banner(owners)
    later(owners, 1)
    before = counts()
    answer = owners.post("/learn/milia-myths/lesson-1/done/", {"revision": "1"}, follow=True)
    assert "Viewing as somebody else is over." in answer.content.decode()
    assert acts()[-1] == ("view.ended", {"why": "time"})
    after = counts()
    assert after.pop("AuditEvent") == before.pop("AuditEvent") + 1
    assert after == before


def test_it_ends_with_the_right_to_it(owners, owner, clinic, junior) -> None:
    begin(owners, junior)
    second = person("Bea", clinic, "owner")
    given = {"clinic": clinic, "by": second, "at": timezone.now()}
    people.set_roles(person=owner, roles=["junior"], **given)
    assert not banner(owners)


def test_it_ends_when_the_person_becomes_an_owner_or_leaves(owners, clinic, junior, owner) -> None:
    given = {"clinic": clinic, "by": owner, "at": timezone.now()}
    begin(owners, junior)
    people.set_roles(person=junior, roles=["owner"], **given)
    assert not banner(owners)
    jonas = person("Jonas", clinic, "junior")
    begin(owners, jonas)
    people.depart(person=jonas, successors={}, **given)
    assert not banner(owners)


def test_it_stays_in_the_clinic_it_was_begun_in(owners, junior, other_clinic) -> None:
    MembershipFactory(user=junior, clinic=other_clinic, role="mentor")
    begin(owners, junior)
    assert other_clinic.name not in owners.get("/learn/").content.decode()
    assert owners.get("/team/").status_code == 404  # she mentors at the other one


def test_answers_open_only_for_whoever_may_read_them(owners, owner, clinic, junior) -> None:
    make_module("milia-myths")
    lesson = reverse("training:lesson-detail", args=["milia-myths", "lesson-1"])
    begin(owners, junior)
    assert owners.get(lesson).status_code == 403
    owners.post(reverse(END))
    MembershipFactory(user=owner, clinic=clinic, role="mentor")
    junior.memberships.update(mentor=owner)
    begin(owners, junior)
    assert owners.get(lesson).status_code == 200


def test_signing_out_signs_the_owner_out_and_says_so(owners, junior) -> None:
    begin(owners, junior)
    owners.post("/accounts/logout/")
    assert owners.get("/learn/").status_code == 302
    assert acts()[-1] == ("view.ended", {"why": "sign_out"})


def test_ending_what_was_never_begun_is_not_there(owners) -> None:
    assert owners.post(reverse(END)).status_code == 404


def test_what_is_named_as_open_is_there() -> None:
    assert {row[0] for row in TABLE} >= viewing.OPEN | viewing.ANSWERS
