"""Whatever arrives as an answer: it is stored whole, or refused with what to do, and never breaks.

On both databases, because each refuses other bytes.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from urllib.parse import quote_from_bytes, urlencode

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Attempt, Response, Space
from training.models import User

from .browsing import HTMX, browser, every_kind, fields_of, item_url, named, start
from .making import BODIES, SINGLE, item, publish_bank, quiz_of

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
STRANGE = [
    b"",
    b" ",
    b"\x00",
    b"a\x00b",
    b"\xff\xfe",
    b"\xed\xa0\x80",  # half a surrogate pair
    "\u202e\u2066\U0001f600".encode(),
    b"' OR 1=1 --",
    b"<script>alert(1)</script>",
    b"-1",
    b"1e999999",
    b"NaN",
    b"9" * 400,
    b"[]",
    b'{"a": 1}',
    b"../../etc/passwd",
    b"%",
    "٣".encode(),  # a digit, and not one of ours
    b"x" * 20_000,
]


def encoded(fields: list[tuple[bytes, bytes]]) -> bytes:
    return "&".join(f"{quote_from_bytes(k)}={quote_from_bytes(v)}" for k, v in fields).encode()


def spoilt(fields: dict[str, str], dice: random.Random) -> bytes:
    """The fields a page sends, with one to three of them changed, dropped, doubled or renamed."""
    sent = [(name.encode(), value.encode()) for name, value in fields.items()]
    for _ in range(dice.randint(1, 3)):
        place, strange = dice.randrange(len(sent)), dice.choice(STRANGE)
        name, value = sent[place]
        prefix = name.split(b".")[0] + b"."
        sent[place : place + 1] = dice.choice(
            [[(name, strange)], [(prefix + strange, value)], [(name, value), (name, strange)]]
        )
    dice.shuffle(sent)
    return encoded(sent)


def post(client: Client, attempt: Attempt, position: int, body: bytes, **headers: str) -> object:
    return client.generic("POST", item_url(attempt, position), body, FORM, **headers)


@pytest.fixture
def attempt(junior: User, space: Space) -> Attempt:
    return start(junior, space, quiz_of(3))


@pytest.mark.parametrize("place", range(len(BODIES)), ids=list(BODIES))
def test_spoilt_fields_of_every_kind_are_saved_whole_or_refused_with_what_to_do(
    place: int, junior: User, space: Space
) -> None:
    attempt, client = start(junior, space, every_kind()), browser(junior)
    dice, where = random.Random(place), item_url(attempt, place + 1)
    for _ in range(15):
        fields = fields_of(client.get(where).content.decode())
        before = attempt.items.get(position=place + 1).revision
        body = spoilt(fields, dice)
        headers = dice.choice([HTMX, {}])
        answer = post(client, attempt, place + 1, body, **headers)
        grown = attempt.items.get(position=place + 1).revision - before
        assert answer.status_code in (200, 302, 409, 422), (body, answer.status_code)
        if answer.status_code in (409, 422):
            assert grown == 0, body
            assert b'role="alert"' in answer.content, body
    assert Response.objects.count() == attempt.items.get(position=place + 1).revision


@pytest.mark.parametrize(
    ("fields", "status"),
    [({f"x{n}": "1" for n in range(600)}, 400), ({"text": "x" * 1_100_000}, 400)],
    ids=["too many fields", "too many bytes"],
)
def test_what_no_browser_of_ours_sends_is_turned_away_at_the_door(
    fields: dict[str, str], status: int, junior: User, attempt: Attempt
) -> None:
    body = urlencode({"kind": "single", "revision": "0", **fields}).encode()
    assert post(browser(junior), attempt, 1, body, **HTMX).status_code == status
    assert not Response.objects.exists()


def test_fields_nobody_asked_for_change_nothing(junior: User, attempt: Attempt) -> None:
    client = browser(junior)
    page = client.get(item_url(attempt)).content.decode()
    more = {
        "user": "1",
        "attempt": "1",
        "position": "3",
        "score": "1",
        "in_keys": "1",
        "at": "2000-01-01",
        "choices": "a",
        "s.a": "1",
        "text": "a",
    }
    sent = {"kind": "single", "revision": "0", "choice": named(page, "Milk")} | more
    assert client.post(item_url(attempt), sent, **HTMX).status_code == 200
    stored = Response.objects.select_related("item").get()
    assert (stored.item.position, stored.body, stored.certainty) == (1, "b", None)


def names_of(client: Client, attempt: Attempt, position: int = 1) -> list[str]:
    page = client.get(item_url(attempt, position)).content.decode()
    return [named(page, option["text"]) for option in SINGLE["options"]]


@pytest.mark.parametrize("whose", ["another question", "another person", "the author"])
def test_names_of_other_options_are_refused(
    whose: str, junior: User, stranger: User, space: Space, attempt: Attempt
) -> None:
    client = browser(junior)
    foreign: dict[str, Callable[[], list[str]]] = {
        "another question": lambda: names_of(client, attempt, 2),
        "another person": lambda: names_of(browser(stranger), start(stranger, space, attempt.quiz)),
        "the author": lambda: ["a", "b", "c"],
    }
    for name in set(foreign[whose]()) - set(names_of(client, attempt)):
        sent = {"kind": "single", "revision": "0", "choice": name}
        answer = client.post(item_url(attempt), sent, **HTMX)
        assert answer.status_code == 422
        assert 'data-outcome="refused"' in answer.content.decode()
    assert not Response.objects.exists()


def test_the_answer_to_another_kind_of_question_is_refused(junior: User, space: Space) -> None:
    attempt, client = start(junior, space, every_kind()), browser(junior)
    pages = [client.get(item_url(attempt, n + 1)).content.decode() for n in range(len(BODIES))]
    sent = dict(zip(BODIES, map(fields_of, pages), strict=True))
    for position, kind in enumerate(BODIES, start=1):
        other = sent[kind] | {"kind": "single" if kind != "single" else "ordering"}
        assert client.post(item_url(attempt, position), other, **HTMX).status_code in (200, 422)
        stored = attempt.items.get(position=position).responses.first()
        assert stored is None or stored.body is None, kind


def test_the_order_in_which_options_are_sent_is_no_part_of_the_answer(
    junior: User, space: Space
) -> None:
    attempt, client = start(junior, space, every_kind()), browser(junior)
    place = list(BODIES).index("multiple") + 1
    page = client.get(item_url(attempt, place)).content.decode()
    both = [named(page, text) for text in ("Harmless", "Firm")]
    for revision, choices in enumerate([both, both[::-1], [*both, *both]]):
        sent = {"kind": "multiple", "revision": str(min(revision, 1)), "choices": choices}
        assert client.post(item_url(attempt, place), sent, **HTMX).status_code in (200, 422)
    assert Response.objects.get().body == ["a", "b"]


def test_an_answer_sent_to_an_attempt_of_another_person_is_stored_nowhere(
    junior: User, stranger: User, space: Space, attempt: Attempt
) -> None:
    theirs = start(stranger, space, attempt.quiz)
    sent = {"kind": "single", "revision": "0", "choice": names_of(browser(stranger), theirs)[0]}
    assert browser(junior).post(item_url(theirs), sent, **HTMX).status_code == 404
    assert not Response.objects.exists()


def test_a_save_sent_again_after_the_hand_in_changes_nothing(
    junior: User, attempt: Attempt
) -> None:
    client = browser(junior)
    sent = {"kind": "single", "revision": "0", "choice": names_of(client, attempt)[0]}
    assert client.post(item_url(attempt), sent, **HTMX).status_code == 200
    submit = reverse("quizzes:attempt-submit", args=[attempt.public_id])
    client.post(submit)
    attempt.refresh_from_db()
    for address in (item_url(attempt), submit, item_url(attempt)):
        assert client.post(address, sent, **HTMX).status_code in (302, 410)
    digest = attempt.digest
    attempt.refresh_from_db()
    assert (attempt.digest, Response.objects.count()) == (digest, 1)


def test_a_question_edited_meanwhile_is_shown_and_saved_as_it_was(
    junior: User, attempt: Attempt
) -> None:
    client = browser(junior)
    before = client.get(item_url(attempt)).content.decode()
    publish_bank([item("q1", stem="Quite another question?", options=SINGLE["options"][:2])])
    sent = {"kind": "single", "revision": "0", "choice": named(before, "Dirt")}
    assert client.post(item_url(attempt), sent, **HTMX).status_code == 200
    after = client.get(item_url(attempt)).content.decode()
    assert ("Question q1?" in after, "Quite another" in after) == (True, False)
    assert f'value="{sent["choice"]}" checked' in after
