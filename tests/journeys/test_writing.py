"""A junior writes a few sentences inside a lesson: kept, compared, never lost on the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .visitor import PHONE, Visitor

pytestmark = pytest.mark.browser
LESSON = "/learn/client-communication/teach-back/"
CHECK = "#check-cc-w02"
TEXT = "“How will you look after it tonight?” <b>Record:</b> teach-back done."


def test_she_writes_loses_nothing_on_the_way_and_compares(visit: Callable[..., Visitor]) -> None:
    ines = visit("junior@example.test", size=PHONE)
    page = ines.page
    ines.go(LESSON)
    check = page.locator(CHECK)
    assert "You wrote" not in check.inner_text()
    check.get_by_label("Your answer").fill(TEXT)
    assert check.get_by_text("Not sent yet").is_visible()
    page.context.set_offline(True)
    check.get_by_role("button", name="Save and compare").click()
    check.get_by_text("This did not reach us").wait_for()
    assert check.get_by_label("Your answer").input_value() == TEXT
    page.context.set_offline(False)
    ines.said.clear()  # htmx has told the console, too, that nothing was reached
    check.get_by_role("button", name="Save and compare").click()
    check.get_by_role("heading", name="One good answer").wait_for()
    assert TEXT in check.inner_text()
    check.get_by_role("checkbox").first.check()
    check.get_by_role("button", name="Keep my ticks").click()
    check.get_by_text("you found 1 of 5").wait_for()


def test_unsent_words_are_not_left_behind_without_a_question(visit: Callable[..., Visitor]) -> None:
    noor = visit("noor@example.test")
    page = noor.page
    noor.go(LESSON)
    page.locator(CHECK).get_by_label("Your answer").fill("Half a thought")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]


def test_without_script_it_is_the_same(visit: Callable[..., Visitor]) -> None:
    astrid = visit("owner@example.test", size=PHONE, javascript=False)
    page = astrid.page
    astrid.go(LESSON)
    check = page.locator(CHECK)
    check.get_by_label("Your answer").fill(TEXT * 40)
    check.get_by_role("button", name="Save and compare").click()
    assert check.get_by_label("Your answer").input_value() == TEXT * 40
    assert "at most 1000 characters fit" in check.inner_text()
    check.get_by_label("Your answer").fill(TEXT)
    check.get_by_role("button", name="Save and compare").click()
    page.wait_for_url(f"**{LESSON}{CHECK}")
    assert TEXT in check.inner_text()
    check.get_by_role("checkbox").nth(1).check()
    check.get_by_role("button", name="Keep my ticks").click()
    assert "you found 1 of 5" in check.inner_text()
