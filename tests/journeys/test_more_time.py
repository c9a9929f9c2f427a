"""More minutes reach somebody who sits an exam: said on the open page, and on each page after."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from .player import Player
from .reading import read_everything
from .visitor import MENTOR, PHONE, Visitor

pytestmark = pytest.mark.browser
LEILA = "leila@example.test"
QUIZ = "ethics-and-scope"


def test_minutes_given_during_an_exam_are_told_without_a_reload_and_without_scripts(
    visit: Callable[..., Visitor],
) -> None:
    leila, oda = visit(LEILA, size=PHONE), visit(MENTOR)
    read_everything(leila, Player(), QUIZ)
    leila.go(f"/quizzes/{QUIZ}/")
    leila.page.locator("main .btn.primary.big").first.click()  # start, or go on
    leila.page.wait_for_url(re.compile(r"/quizzes/attempts/[0-9a-f-]+/\d+/"))
    assert not leila.sees("You were given")

    until = give_minutes(oda, "10")
    leila.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    leila.page.get_by_text("You were given 10 minutes more.").wait_for()
    assert leila.sees(f"It now ends at {until}")

    until = give_minutes(oda, "5")
    leila.page.locator("label.choice").first.click()
    leila.page.get_by_text("You were given 5 minutes more.").wait_for()
    assert leila.sees(f"It now ends at {until}")

    plain = visit(LEILA, size=PHONE, javascript=False)
    plain.go(leila.path)
    assert plain.sees("You were given 15 minutes more.")
    assert plain.sees(f"It now ends at {until}")


def give_minutes(oda: Visitor, minutes: str) -> str:
    """The mentor looks how the end moves, and agrees; returns the time of day it moves to."""
    oda.go("/team/?q=Leila")
    oda.page.get_by_role("link", name=re.compile("^Leila")).first.click()
    oda.page.wait_for_url(re.compile(r"/team/[0-9a-f-]{36}/"))
    oda.page.get_by_role("link", name="Make an exception").click()
    oda.page.get_by_label("Which quiz").select_option(QUIZ)
    oda.page.get_by_role("button", name="Go on").click()
    oda.page.get_by_label("More attempts").fill("0")
    oda.page.get_by_label("More minutes").fill(minutes)
    oda.page.get_by_label("Why").fill("The fire alarm went off.")
    oda.page.get_by_role("button", name="Make this exception").click()
    note = oda.page.get_by_text(re.compile("ends at .* not at"))
    until = re.search(r"ends at (\d\d:\d\d)", note.inner_text())[1]
    oda.page.get_by_role("button", name="Make this exception").click()
    oda.page.wait_for_url(re.compile(r"/team/[0-9a-f-]{36}/$"))
    return until
