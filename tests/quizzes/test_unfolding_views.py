"""A branching case in its pages: by forms alone, and nothing decided but by the button for it."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.test import Client

from quizzes import attempts
from quizzes.engine.review import Visible
from quizzes.forms import explained
from quizzes.marking import narrowed
from quizzes.models import Attempt, Response, Space
from quizzes.quizzes import Policy
from training.models import User

from .browsing import HTMX, browser, fields_of, item_url, named, start, url
from .making import CANARY, EXAM, fixed, item, publish_bank, publish_quiz

pytestmark = pytest.mark.django_db


def begun(user: User, space: Space, preset: str = "exam", policy: Policy | None = None) -> Attempt:
    publish_bank([item("case", "branching", use={"exam": "graded"}.get(preset, preset))])
    chosen = policy or (EXAM if preset == "exam" else Policy())
    return start(user, space, publish_quiz(fixed(["case"]), preset=preset, policy=chosen))


def read(client: Client, attempt: Attempt) -> str:
    return client.get(item_url(attempt)).content.decode()


def press(client: Client, attempt: Attempt, choice: str = "", **more: str):
    """The form as it stands, with a choice marked, sent by a button without script."""
    page = read(client, attempt)
    fields = {k: v for k, v in fields_of(page).items() if k not in ("choice", "certainty")}
    fields |= {"choice": named(page, choice)} if choice else {}
    return client.post(item_url(attempt), fields | {"decide": "", "go": "check"} | more)


def test_a_case_is_taken_to_its_end_by_forms_alone(junior: User, space: Space) -> None:
    attempt, client = begun(junior, space), browser(junior)
    page = read(client, attempt)
    assert "She points at her eyelid." in page
    assert "It has grown since May." not in page
    assert "Send her on" not in page
    answer = press(client, attempt, "Listen")
    assert (answer.status_code, answer.url) == (302, item_url(attempt))
    page = read(client, attempt)
    assert page.index("She points at her eyelid.") < page.index("Listen")
    assert page.index("Listen") < page.index("It has grown since May.")
    assert "Lift it now" not in page
    press(client, attempt, "Send her on")
    page = read(client, attempt)
    assert "She thanks you warmly." in page
    assert "The case ends here" in page
    assert 'name="choice"' not in page
    assert Response.objects.get(number=2).body == ["hear", "send"]


def test_the_rule_is_told_before_she_decides(junior: User, space: Space) -> None:
    page = read(browser(junior), begun(junior, space))
    assert "what you have decided stays" in page
    assert "harm makes the whole case wrong" in page


@pytest.mark.parametrize("go", ["next", "back", "flag", "1", "review", "stay", ""])
def test_only_the_button_that_decides_decides(junior: User, space: Space, go: str) -> None:
    attempt, client = begun(junior, space), browser(junior)
    press(client, attempt, "Lift it now", go=go)
    assert not Response.objects.exists()
    assert "Lift it now" in read(client, attempt)


def test_the_script_decides_by_a_field_of_its_own(junior: User, space: Space) -> None:
    attempt, client = begun(junior, space), browser(junior)
    fields = {"kind": "branching", "revision": "0", "path": ""}
    fields["choice"] = named(read(client, attempt), "Listen")
    saved = client.post(item_url(attempt), fields | {"decide": "1"}, **HTMX)
    assert (saved.status_code, Response.objects.get().body) == (200, ["hear"])


def test_deciding_nothing_is_said_in_words(junior: User, space: Space) -> None:
    attempt, client = begun(junior, space), browser(junior)
    answer = press(client, attempt)
    assert answer.status_code == 422
    assert "Choose what to do first." in answer.content.decode()


def test_what_is_decided_cannot_be_sent_otherwise(junior: User, space: Space) -> None:
    attempt, client = begun(junior, space), browser(junior)
    first = read(client, attempt)
    press(client, attempt, "Listen")
    fields = {"kind": "branching", "revision": "1", "path": "", "decide": "1"}
    fields["choice"] = named(first, "Lift it now")
    answer = client.post(item_url(attempt), fields, **HTMX)
    assert answer.status_code == 422
    assert "What has been decided stays decided." in answer.content.decode()
    assert Response.objects.get().body == ["hear"]
    assert client.post(item_url(attempt), fields | {"revision": "0"}, **HTMX).status_code == 409


@pytest.mark.parametrize("path", ["zz", "hear", " \x00", "a " * 500, "€ 1"])
def test_any_path_is_refused_in_words_and_nothing_stored(
    junior: User, space: Space, path: str
) -> None:
    attempt = begun(junior, space)
    sent = {"kind": "branching", "revision": "0", "path": path, "choice": "x", "decide": "1"}
    assert browser(junior).post(item_url(attempt), sent, **HTMX).status_code == 422
    assert not Response.objects.exists()


def test_practice_explains_the_path_and_names_the_best_one(junior: User, space: Space) -> None:
    attempt, client = begun(junior, space, "practice"), browser(junior)
    press(client, attempt, "Listen")
    assert CANARY not in read(client, attempt)
    press(client, attempt, "Calm her")
    page = read(client, attempt)
    assert "A good decision" in page
    assert "There was a better one" in page
    best = page[page.index("The best way through") :]
    assert re.search(r"Listen.*Send her on", best, re.DOTALL)
    assert CANARY in page


def test_another_try_begins_the_case_anew_and_cannot_change_on_its_way(
    junior: User, space: Space
) -> None:
    policy = Policy(behaviour="tries", tries=2, penalty=Decimal("0.25"), certainty=False)
    attempt, client = begun(junior, space, "practice", policy), browser(junior)
    press(client, attempt, "Listen")
    press(client, attempt, "Calm her")
    page = read(client, attempt)
    assert "That was try 1 of 2." in page
    assert "There was a better one" not in page
    assert "Lift it now" in page
    assert 'name="path" value=""' in page
    press(client, attempt, "Listen")
    page = read(client, attempt)
    assert "It has grown since May." in page
    other = {"kind": "branching", "revision": "3", "path": "", "decide": "1"}
    other["choice"] = page[page.index('name="path" value="') + 19 :][:16]
    assert client.post(item_url(attempt), other, **HTMX).status_code == 200  # the same again
    press(client, attempt, "Send her on")
    assert "The best way through" in read(client, attempt)
    assert Response.objects.count() == 4


def test_harm_is_told_as_harm(junior: User, space: Space) -> None:
    attempt, client = begun(junior, space, "practice"), browser(junior)
    press(client, attempt, "Lift it now")
    assert "This would harm" in read(client, attempt)


def test_a_result_tells_the_path_and_the_look_before_it_names_what_is_open(
    junior: User, space: Space
) -> None:
    attempt, client = begun(junior, space, "practice"), browser(junior)
    press(client, attempt, "Listen")
    look = client.get(url("attempt-detail", attempt.public_id)).content.decode()
    assert "Listen" in look
    assert "as it stands it counts nothing" in look
    result = client.post(url("attempt-submit", attempt.public_id)).url
    page = client.get(f"{result}?show=all").content.decode()
    assert "A good decision" in page
    assert "The best way through" in page


def test_a_check_unfolds_in_its_lesson_and_begins_anew(junior: User, space: Space) -> None:
    publish_bank([item("case", "branching", use="check")])
    quiz = publish_quiz(fixed(["case"]), preset="check", policy=Policy(), slug="check")
    client, address = browser(junior), url("check-answer", quiz.slug, "case")
    page = client.get(url("quiz-detail", quiz.slug)).content.decode()

    def take(page: str, text: str) -> str:
        path = re.search(r'name="path" value="([^"]*)"', page)
        fields = {"kind": "branching", "go": "check", "path": path[1] if path else ""}
        answer = client.post(address, fields | {"choice": named(page, text)}, **HTMX)
        assert answer.status_code == 200
        return answer.content.decode()

    nothing = {"kind": "branching", "go": "check", "path": ""}
    page = client.post(address, nothing, **HTMX).content.decode()
    assert "Choose what to do first." in page
    assert "Decide</button>" in page
    page = take(page, "Listen")
    assert "It has grown since May." in page
    page = take(page, "Calm her")
    assert "There was a better one" in page
    page = take(page[page.index("Try it again") :], "Listen")
    assert "It has grown since May." in page
    assert "There was a better one" not in page
    assert "The best way through" in take(page, "Send her on")


@pytest.mark.parametrize(
    ("seen", "told", "kept_back"),
    [
        (Visible(options=True, specific=True), "There was a better one", "Send her on"),
        (Visible(specific=True), "There was a better one", "Send her on"),
        (Visible(correctness=True), "Calm", "better"),
    ],
)
def test_a_policy_that_keeps_the_key_keeps_the_best_path(
    junior: User, space: Space, seen: Visible, told: str, kept_back: str
) -> None:
    attempt, client = begun(junior, space, "practice"), browser(junior)
    press(client, attempt, "Listen")
    press(client, attempt, "Calm her")
    whole = attempts.sheet(user=junior, attempt_id=attempt.public_id).items[0].feedback
    shown = explained.told("branching", narrowed(whole, seen))
    page = render_to_string(shown.template, {"told": shown, "prefix": "q"})
    assert (told in page) == bool(seen.specific)
    assert kept_back not in page
    assert "The best way through" not in page


def dots(page: str) -> list[tuple[bool, str]]:
    """Each dot of the strip: filled or not, and what is said of it."""
    strip = page[page.index('class="qnav"') :]
    return [
        ("answered" in one.partition(">")[0], re.search(r"data-state>([^<]+)", one)[1])
        for one in strip.split('<button form="answer"')[1:]
    ]


def test_a_dot_is_filled_at_the_end_of_a_case_and_not_before(junior: User, space: Space) -> None:
    publish_bank([item("case", "branching"), item("q1")])
    attempt = start(junior, space, publish_quiz(fixed(["case", "q1"])))
    client = browser(junior)
    open_ones = [(False, "not answered")] * 2
    assert dots(read(client, attempt)) == open_ones
    press(client, attempt, "Listen")
    assert dots(read(client, attempt)) == open_ones
    assert dots(client.get(item_url(attempt, 2)).content.decode()) == open_ones
    press(client, attempt, "Send her on")
    assert dots(read(client, attempt)) == [(True, "answered"), (False, "not answered")]


def test_the_answer_to_a_save_says_so_as_well(junior: User, space: Space) -> None:
    attempt, client = begun(junior, space), browser(junior)
    for choice, filled in (("Listen", "0"), ("Send her on", "1")):
        page = read(client, attempt)
        fields = {k: v for k, v in fields_of(page).items() if k not in ("choice", "certainty")}
        sent = fields | {"choice": named(page, choice), "decide": "", "go": "check"}
        answer = client.post(item_url(attempt), sent, **HTMX).content.decode()
        assert f'data-answered="{filled}"' in answer


def test_the_review_offers_what_can_be_done_with_a_case(junior: User, space: Space) -> None:
    publish_bank([item("case", "branching"), item("q1")])
    attempt = start(junior, space, publish_quiz(fixed(["case", "q1"])))
    client, review = browser(junior), url("attempt-detail", attempt.public_id)

    def offered() -> list[str]:
        page = client.get(review).content.decode()
        return re.findall(r'<a class="btn small" href="[^"]*/[12]/">([^<]+)<', page)

    assert offered() == ["Change", "Change"]
    press(client, attempt, "Listen")
    assert offered() == ["Go on", "Change"]
    press(client, attempt, "Send her on")
    assert offered() == ["Look at it", "Change"]
    assert "what you decided in a case stays" in client.get(review).content.decode()


def test_a_strip_with_cases_takes_one_query_more_whatever_their_number(
    junior: User, space: Space, statements
) -> None:
    def cost(count: int) -> int:
        keys = [f"case{number}" for number in range(count)]
        publish_bank([item(key, "branching") for key in keys])
        attempt = start(junior, space, publish_quiz(fixed(keys), slug=f"exam-{count}"))
        client = browser(junior)
        for position in range(1, count + 1):
            attempts.answer(
                user=junior,
                attempt_id=attempt.public_id,
                position=position,
                response=["hear"],
                certainty=None,
                revision=0,
                at=attempt.started_at,
                in_keys=True,
            )
        read(client, attempt)
        with statements() as found:
            read(client, attempt)
        return len(found)

    assert cost(1) == cost(4)
