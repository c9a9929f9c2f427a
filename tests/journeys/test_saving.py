"""Nothing typed is ever lost: two tabs, the back button, the network, a killed server."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from .player import Player, words
from .reading import read_everything
from .visitor import PHONE, Visitor

pytestmark = pytest.mark.browser
# Leila passed the myths and has two lessons of ethics to go; she may be sitting it already.
LEILA = "leila@example.test"
ADDRESS = re.compile(r"/quizzes/attempts/[0-9a-f-]+/\d+/")


RUNNING: dict[str, str] = {}  # site -> where the exam runs: reading up to it once is enough


@pytest.fixture
def exam(visit: Callable[..., Visitor]) -> Visitor:
    """Leila at the first question of a running exam."""
    leila = visit(LEILA, size=PHONE)
    path = RUNNING.get(leila.site.url)
    if path is None:
        read_everything(leila, Player(), "ethics-and-scope")
        leila.go("/quizzes/ethics-and-scope/")
        leila.page.locator("main .btn.primary.big").first.click()  # start, or go on
        leila.page.wait_for_url(ADDRESS)
        RUNNING[leila.site.url] = leila.page.url.removeprefix(leila.site.url)
    else:
        leila.go(path)
    return leila


def at(visitor: Visitor, position: int) -> str:
    """Go to a question of the running exam."""
    base = re.sub(r"\d+/$", "", visitor.page.url)
    visitor.page.goto(f"{base}{position}/")
    return visitor.page.url


def single(visitor: Visitor) -> int:
    """Go to a question with radio buttons that nobody has answered here before."""
    for position in range(1, 26):
        at(visitor, position)
        fresh = visitor.page.locator("#answer input[name=choice]")
        if fresh.count() and not visitor.page.locator("#answer input[name=choice]:checked").count():
            return position
    raise AssertionError("no question is left for this test")


def choose(visitor: Visitor, place: int) -> None:
    visitor.page.locator("label.choice").nth(place).click()


def chosen(visitor: Visitor) -> int:
    boxes = visitor.page.locator("#answer input[name=choice]")
    return boxes.evaluate_all("all => all.findIndex(one => one.checked)")


def stored(visitor: Visitor) -> int:
    """What the server has, whatever waits in this browser."""
    text = visitor.context.request.get(visitor.page.url).text()
    boxes = re.findall(r'<input type="radio" name="choice"[^>]*>', text)
    return next(place for place, box in enumerate(boxes) if "checked" in box)


def saved(visitor: Visitor) -> None:
    visitor.page.get_by_text(re.compile(r"Saved \d\d:\d\d:\d\d")).wait_for()


def test_an_answer_is_saved_as_it_is_given_and_survives_a_killed_server(exam: Visitor) -> None:
    single(exam)
    choose(exam, 1)
    saved(exam)
    exam.site.kill()
    exam.site.start()
    exam.page.reload()
    assert chosen(exam) == 1


def test_an_answer_given_without_the_network_arrives_when_it_is_back(exam: Visitor) -> None:
    single(exam)
    exam.context.set_offline(True)
    choose(exam, 2)
    exam.page.get_by_text("waiting for the network").wait_for()
    here = exam.page.url
    exam.page.locator("#answer button.primary").click()
    assert exam.page.url == here
    exam.context.set_offline(False)
    saved(exam)
    exam.page.reload()
    assert chosen(exam) == 2


def test_a_second_tab_does_not_overwrite_what_the_first_saved(exam: Visitor) -> None:
    single(exam)
    second = exam.context.new_page()
    second.goto(exam.page.url)
    choose(exam, 0)
    saved(exam)
    second.locator("label.choice").nth(1).click()
    second.locator("#trouble").get_by_role("button").first.wait_for()
    assert stored(exam) == 0


def test_back_and_a_double_click_lose_and_double_nothing(exam: Visitor) -> None:
    position = single(exam)
    choose(exam, 1)
    saved(exam)
    exam.page.locator("#answer button.primary").dblclick()
    exam.page.wait_for_url(re.compile(rf"/({position + 1}|{position + 2})/$"))
    exam.page.go_back()
    exam.page.goto(re.sub(r"\d+/$", f"{position}/", exam.page.url))
    assert chosen(exam) == 1


def test_nothing_that_tells_the_answer_reaches_the_browser(exam: Visitor) -> None:
    """The bytes of every question page of a running exam, against every explanation there is."""
    player, base = Player(), re.sub(r"\d+/$", "", exam.page.url)
    told = {words(row["why"]) for item in player.items.values() for row in _rows(item.body)}
    for path in [f"{base}{position}/" for position in range(1, 26)] + [base]:
        text = exam.context.request.get(path).text()
        assert not [why for why in told if why in text]
        assert "explanation" not in text
        assert '"correct"' not in text


def _rows(body: dict) -> list[dict]:
    for name in ("options", "statements", "prompts", "steps"):
        if name in body:
            return body[name]
    return []
