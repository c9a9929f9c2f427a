"""Who tries passwords is stopped, whatever she calls herself and wherever she says she is."""

from __future__ import annotations

import pytest
from django.test import Client

from config.accounts import one_spelling
from tests.factories import PASSWORD
from training.models import User

pytestmark = pytest.mark.django_db
LOGIN, TOO_OFTEN = "/accounts/login/", b"Too many failed login attempts"
ELSEWHERE = "203.0.113.%d"


def tried(email: str, password: str = "not this one here", **where: object) -> object:
    return Client().post(LOGIN, {"login": email, "password": password}, **where)


def locked(email: str) -> bool:
    """Even the right password is not looked at."""
    return TOO_OFTEN in tried(email, PASSWORD, REMOTE_ADDR=ELSEWHERE % 200).content


def five_times(*spellings: str, **where: object) -> None:
    for number in range(5):
        place = {"REMOTE_ADDR": ELSEWHERE % number} | where
        tried(spellings[number % len(spellings)], **place)


def test_after_five_wrong_passwords_the_right_one_is_not_looked_at(junior: User) -> None:
    five_times(junior.email)
    assert locked(junior.email)


def test_four_are_forgiven(junior: User) -> None:
    for number in range(4):
        tried(junior.email, REMOTE_ADDR=ELSEWHERE % number)
    assert not locked(junior.email)


def test_who_is_locked_out_learns_as_little_as_who_does_not_exist(junior: User) -> None:
    five_times("nobody@example.test")
    assert locked("nobody@example.test")


def test_capitals_and_spaces_give_no_more_tries(junior: User) -> None:
    five_times("INES@example.test", " ines@EXAMPLE.test ", "iNeS@Example.Test")
    assert locked(junior.email)


def test_another_name_of_the_site_gives_no_more_tries(junior: User) -> None:
    for number in range(5):
        host = ("localhost", "127.0.0.1")[number % 2]
        tried(junior.email, REMOTE_ADDR=ELSEWHERE % number, HTTP_HOST=host)
    assert locked(junior.email)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ｉnes@example.test", "ines@example.test"),
        ("ınes@example.test", "INES@example.test"),
        ("Ines@Example.test", "ines@example.test"),
        ("inés@example.test", "ines@example.test"),
        ("ine\u0301s@example.test", "inés@example.test"),
        ("İnes@example.test", "ines@example.test"),
        ("straße@example.test", "STRASSE@example.test"),
    ],
)
def test_one_person_has_one_spelling(one: str, other: str) -> None:
    assert one_spelling(one) == one_spelling(other)


def test_two_people_have_two() -> None:
    assert one_spelling("ines@example.test") != one_spelling("inez@example.test")


def strangers_from_one_place(**where: object) -> bytes:
    """Eleven wrong passwords for eleven people; what the last is told."""
    answer = None
    for number in range(11):
        place = {key: value % number if "%" in value else value for key, value in where.items()}
        answer = tried(f"somebody{number}@example.test", **place)
    return answer.content


def test_one_place_is_stopped_whomever_it_tries() -> None:
    assert TOO_OFTEN in strangers_from_one_place(REMOTE_ADDR="203.0.113.7")


def test_a_forged_header_is_no_other_place() -> None:
    forged = {"HTTP_X_FORWARDED_FOR": ELSEWHERE}
    assert TOO_OFTEN in strangers_from_one_place(REMOTE_ADDR="203.0.113.7", **forged)


def test_behind_a_proxy_only_what_the_proxy_adds_is_believed(settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    forged = {"HTTP_X_FORWARDED_FOR": "198.51.100.%d, 203.0.113.7"}
    assert TOO_OFTEN in strangers_from_one_place(REMOTE_ADDR="10.0.0.1", **forged)


def test_behind_a_proxy_people_are_told_apart(settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    honest = {"HTTP_X_FORWARDED_FOR": ELSEWHERE}
    assert TOO_OFTEN not in strangers_from_one_place(REMOTE_ADDR="10.0.0.1", **honest)
