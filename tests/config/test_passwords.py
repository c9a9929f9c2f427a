"""What a password must be, and what a stranger learns by trying some: nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.password_validation import get_default_password_validators
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from config.signin import PASSWORD_HASHERS
from tests.factories import PASSWORD
from training.models import User

pytestmark = pytest.mark.django_db
LOGIN, RESET = "/accounts/login/", "/accounts/password/reset/"


def refused(password: str, user: User) -> list[str]:
    found = []
    for validator in get_default_password_validators():
        try:
            validator.validate(password, user)
        except ValidationError as refusal:
            found += [one.code for one in refusal.error_list]
    return found


def test_new_passwords_are_hashed_by_argon2() -> None:
    assert PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("eleven-long", "password_too_short"),
        ("administrator", "password_too_common"),
        ("Administrator", "password_too_common"),
        ("password12345!", "password_too_common"),
        ("monkey-Monkey", "password_too_common"),
        ("2026 sunshine", "password_too_common"),
        ("ababababababab", "password_too_common"),
        ("ines@example.test", "password_too_similar"),
        ("Ines Vlaanderen", "password_too_similar"),
        ("pearls under skin", None),
        ("twelve chars", None),
        ("ein Satz mit Umläuten 🤍", None),
    ],
)
def test_a_password_is_long_and_not_common(password: str, why: str | None, junior: User) -> None:
    junior.name = "Ines Vlaanderen"
    assert refused(password, junior) == ([why] if why else [])


def test_a_common_password_is_refused_where_one_changes_it(junior: User) -> None:
    client = Client()
    client.force_login(junior)
    given = {"oldpassword": PASSWORD, "password1": "administrator", "password2": "administrator"}
    answer = client.post(reverse("account_change_password"), given)
    assert b"too common" in answer.content
    junior.refresh_from_db()
    assert junior.check_password(PASSWORD)


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Each time a password was hashed, which is what an answer spends its time on."""
    times, encode = [], MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        times.append(salt)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    yield times


def told(answer: object, *said: str) -> str:
    """What came back, without what is different each time and without what was typed."""
    text = answer.content.decode()
    for word in said:
        text = text.replace(word, "-")
    return re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"', "", text)


STRANGERS = ["nobody@example.test", "closed@example.test", "unset@example.test"]


@pytest.mark.parametrize("email", STRANGERS)
def test_signing_in_tells_nobody_who_exists(
    email: str, junior: User, hashed: list[str], clinic: object
) -> None:
    """Nobody, a closed account, one without a password yet: as for her with a wrong one."""
    User.objects.create_user("closed@example.test", PASSWORD, is_active=False)
    User.objects.create_user("unset@example.test", None)
    answers = {}
    for address in (junior.email, email):
        del hashed[:]
        answer = Client().post(LOGIN, {"login": address, "password": "not this one here"})
        answers[address] = (answer.status_code, told(answer, address), len(hashed))
    assert answers[email] == answers[junior.email]


@pytest.mark.parametrize("email", STRANGERS)
def test_asking_for_a_new_password_tells_nobody_who_exists(email: str, junior: User) -> None:
    User.objects.create_user("closed@example.test", PASSWORD, is_active=False)
    answers = {}
    for address in (junior.email, email):
        mail.outbox.clear()
        client = Client()
        answer = client.post(RESET, {"email": address}, follow=True)
        answers[address] = (answer.redirect_chain, told(answer, address), len(mail.outbox))
    assert answers[email] == answers[junior.email]


def test_a_closed_account_is_named_to_her_alone_who_knows_its_password(db: None) -> None:
    User.objects.create_user("closed@example.test", PASSWORD, is_active=False)
    answer = Client().post(LOGIN, {"login": "closed@example.test", "password": PASSWORD})
    assert answer["Location"] == reverse("account_inactive")


def test_a_closed_account_gets_no_link(db: None) -> None:
    User.objects.create_user("closed@example.test", PASSWORD, is_active=False)
    Client().post(RESET, {"email": "closed@example.test"})
    assert "/password/reset/key/" not in mail.outbox[0].body


def test_nobody_signs_up_and_nobody_learns_who_has(junior: User) -> None:
    answers = set()
    for address in (junior.email, "nobody@example.test"):
        given = {"email": address, "password1": PASSWORD}
        answer = Client().post(reverse("account_signup"), given)
        answers.add(told(answer, address))
    assert len(answers) == 1
    assert not mail.outbox and not User.objects.filter(email="nobody@example.test").exists()


def test_wrong_passwords_are_counted_where_all_processes_look() -> None:
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
