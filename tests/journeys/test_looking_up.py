"""A reader meets a word she does not know, asks for its meaning, and prints the module."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .visitor import PHONE, Visitor

pytestmark = pytest.mark.browser
JUNIOR = "junior@example.test"
LESSON = "/learn/milia-myths/not-acne-not-dirt-not-milk/"


def test_a_word_opens_its_meaning_in_place_and_gives_the_place_back(
    visit: Callable[..., Visitor],
) -> None:
    ines = visit(JUNIOR, size=PHONE)
    ines.go(LESSON)
    page = ines.page
    word, panel = page.locator("a.term").first, page.locator("#term-closed-comedone")
    word.click()
    assert panel.is_visible() and page.url.endswith(LESSON)
    assert page.evaluate("document.activeElement.closest('[popover]').id") == "term-closed-comedone"
    page.keyboard.press("Escape")
    panel.wait_for(state="hidden")
    assert word.evaluate("word => word === document.activeElement")


def test_without_scripts_a_word_leads_to_the_glossary(visit: Callable[..., Visitor]) -> None:
    ines = visit(JUNIOR, javascript=False)
    ines.go(LESSON)
    ines.page.locator("a.term").first.click()
    assert ines.page.url.endswith("/glossary/#closed-comedone")
    assert ines.sees("A comedone that looks shut from above.")


def test_paper_is_black_on_white_also_from_the_dark_and_each_lesson_starts_a_page(
    visit: Callable[..., Visitor],
) -> None:
    ines = visit(JUNIOR)
    page = ines.page
    page.emulate_media(color_scheme="dark", media="print")
    ines.go("/learn/milia-myths/print/")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    style = "getComputedStyle(document.querySelector({!r})).{}"
    assert page.evaluate(style.format("body", "backgroundColor")) == "rgb(255, 255, 255)"
    assert page.evaluate(style.format("body", "color")) == "rgb(26, 35, 34)"
    assert page.evaluate(style.format(".paper-lesson", "breakBefore")) == "page"
    assert not page.locator(".no-print").is_visible()
