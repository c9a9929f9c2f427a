"""Links that were used, are too old or were changed; addresses that lead away; closed accounts."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import (
    NoReverseMatch,
    URLPattern,
    URLResolver,
    get_resolver,
    resolve,
    reverse,
)

from tests.access import build
from tests.factories import PASSWORD
from tests.test_permissions import TABLE
from training.models import User

time_machine = pytest.importorskip("time_machine")
pytestmark = pytest.mark.django_db
NEW = "pearls under skin"
START = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)
AWAY = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "https:evil.example",
    "http:///evil.example/",
    "javascript:alert(1)//evil.example",
    "data:text/html,evil.example",
    " https://evil.example/",
    "https://localhost@evil.example/",
    "https://testserver.evil.example/",
    "//evil.example\\@testserver/",
    "/\t/evil.example/",
]


def reset_link(email: str) -> str:
    """What she is sent, once it has led her browser to the form itself."""
    mail.outbox.clear()
    Client().post("/accounts/password/reset/", {"email": email})
    return re.search(r"/accounts/password/reset/key/\S+", mail.outbox[-1].body).group()


def choose(link: str, password: str = NEW) -> object:
    """Follow the link and choose a password there."""
    client = Client()
    arrived = client.get(link)
    if arrived.status_code != 302:
        return arrived
    given = {"password1": password, "password2": password}
    return client.post(arrived["Location"], given)


def works(user: User, password: str) -> bool:
    user.refresh_from_db()
    return user.check_password(password)


def test_the_link_to_a_new_password_works_once(junior: User) -> None:
    link = reset_link(junior.email)
    assert choose(link).status_code == 302
    assert works(junior, NEW)
    assert b"used up" in choose(link, "another one here").content
    assert works(junior, NEW)


def test_it_stops_working_when_she_changes_her_password_herself(junior: User) -> None:
    link = reset_link(junior.email)
    junior.set_password("chosen meanwhile")
    junior.save()
    assert b"used up" in choose(link).content
    assert works(junior, "chosen meanwhile")


def test_it_stops_working_in_time(junior: User, settings) -> None:
    assert settings.PASSWORD_RESET_TIMEOUT == 60 * 60 * 24
    with time_machine.travel(START, tick=False) as clock:
        link = reset_link(junior.email)
        clock.shift(dt.timedelta(days=1, seconds=1))
        assert b"used up" in choose(link).content
    assert works(junior, PASSWORD)


def test_a_link_made_for_somebody_else_opens_nothing(junior: User, mentor: User) -> None:
    hers, others = reset_link(junior.email), reset_link(mentor.email)
    mixed = re.sub(r"key/[^-]+-", re.search(r"key/[^-]+-", others).group(), hers)
    assert b"used up" in choose(mixed).content
    assert works(junior, PASSWORD) and works(mentor, PASSWORD)


@pytest.mark.parametrize("change", [lambda link: link[:-3] + "/", lambda link: link[:-2] + "x/"])
def test_a_changed_link_opens_nothing(change: object, junior: User) -> None:
    assert b"used up" in choose(change(reset_link(junior.email))).content


def test_a_link_of_another_kind_is_none(junior: User) -> None:
    link = reset_link(junior.email)
    token = link.rstrip("/").rsplit("/", 1)[1]
    client = Client()
    client.force_login(junior)
    assert client.get(f"/account/email/{token}/").status_code == 410
    assert Client().get(f"/invitations/{token}/").status_code == 404


def test_the_secret_of_a_link_is_not_in_the_address_of_the_form(junior: User) -> None:
    """Or it would stand in what a browser tells the next site."""
    client = Client()
    link = reset_link(junior.email)
    assert client.get(link)["Location"].endswith("-set-password/")


def test_a_new_password_signs_her_out_everywhere(junior: User) -> None:
    client = Client()
    client.force_login(junior)
    choose(reset_link(junior.email))
    assert client.get("/learn/").status_code == 302


def target(answer: object) -> str:
    return answer.headers.get("Location", "")


@pytest.mark.parametrize("url", AWAY)
def test_no_address_of_ours_leads_away(url: str, junior: User, clinic: object) -> None:
    EmailAddress.objects.create(user=junior, email=junior.email, verified=True, primary=True)
    given = {"login": junior.email, "password": PASSWORD, "next": url}
    led = [target(Client().post("/accounts/login/", given))]
    led.append(target(Client().post("/accounts/login/", given, QUERY_STRING=f"next={url}")))
    client = Client()
    client.force_login(junior)
    led.append(target(client.get("/accounts/login/", {"next": url})))
    again = {"password": PASSWORD, "next": url}
    led.append(target(client.post("/accounts/reauthenticate/", again)))
    switched = {"clinic": str(clinic.public_id), "next": url}
    led.append(target(client.post(reverse("training:clinic-switch"), switched)))
    led.append(target(client.post("/accounts/logout/", {"next": url})))
    assert all(led)
    assert [one for one in led if "evil" in one or not one.startswith("/")] == []


def ours(patterns: list[URLPattern | URLResolver], prefix: str = "") -> set[str]:
    """All addresses without arguments, also those of signing in."""
    found: set[str] = set()
    for one in patterns:
        if isinstance(one, URLResolver):
            found |= ours(one.url_patterns, f"{one.namespace}:" if one.namespace else prefix)
        elif one.name:
            with suppress(NoReverseMatch):
                found.add(reverse(f"{prefix}{one.name}"))
    return found


def test_a_closed_account_sees_nothing_from_the_next_request_on() -> None:
    """Every address there is, by name or from the permission table."""
    world, told = build(), {}
    urls = {reverse(row[0], args=row[1](world)) for row in TABLE}
    urls |= ours(get_resolver().url_patterns)
    for url in sorted(urls):
        if not getattr(resolve(url).func, "login_required", True):
            continue
        client = world.client("leaver")
        where = target(client.get(url))
        if not where.startswith("/accounts/login/"):
            told[url] = where
    assert told == {}
