"""Places on a picture by finger and by keys, and gaps inside a sentence, on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from .places import PUBLISH
from .visitor import JUNIOR, MENTOR, PHONE, Visitor

pytestmark = pytest.mark.browser
LEILA = "leila@example.test"
PUBLISHED: set[str] = set()


def begin(visitor: Visitor, preset: str) -> Visitor:
    if visitor.site.url not in PUBLISHED:
        visitor.site.run(PUBLISH)
        PUBLISHED.add(visitor.site.url)
    visitor.go(f"/quizzes/places-{preset}/")
    words = re.compile("Start|Begin|Practise|Go on|Continue")
    page = visitor.page.locator("main")
    page.get_by_role("button", name=words).or_(page.get_by_role("link", name=words)).first.click()
    visitor.page.wait_for_url(re.compile(r"/attempts/[0-9a-f-]+/\d+/"))
    return visitor


def at(page: object, position: int) -> None:
    page.goto(re.sub(r"\d+/$", f"{position}/", page.url))


def part_of(over: object, across: float, down: float) -> dict[str, float]:
    """A place on the picture, by shares of its width and its height."""
    box = over.bounding_box()
    return {"x": box["width"] * across, "y": box["height"] * down}


def test_a_finger_sets_points_and_they_are_kept(visit: Callable[..., Visitor]) -> None:
    page = begin(visit(JUNIOR, size=PHONE), "exam").page
    over = page.locator("[data-over]")
    over.click(position=part_of(over, 0.5, 0.39))
    page.locator("[data-points] > li").wait_for()
    page.get_by_text("Saved", exact=False).first.wait_for()
    over.click(position=part_of(over, 0.5, 0.8))
    assert page.locator("[data-points] > li").count() == 2
    over.click(position=part_of(over, 0.1, 0.1))
    assert page.locator("[data-points] > li").count() == 2
    assert "Take one back first" in page.locator("[data-said]").inner_text()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="Take back: 2").click()
    page.reload()
    assert page.locator("[data-points] > li").count() == 1
    assert page.locator(".pin").count() == 1
    across, down = page.locator("[name=points]").input_value().split(" ")
    assert abs(float(across) - 0.5) < 0.02 and abs(float(down) - 0.39) < 0.02


def test_keys_alone_set_move_and_take_back_a_point(visit: Callable[..., Visitor]) -> None:
    page = begin(visit(LEILA, size=PHONE), "practice").page
    at(page, 1)
    page.get_by_role("button", name="Add a point").focus()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.get_by_role("button", name="Move up: 1").focus()
        page.keyboard.press("Space")
    assert page.locator("[name=points]").input_value() == "0.5 0.44"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Move up: 1"
    assert page.locator("[data-said]").inner_text() == "Point 1: 50 percent across, 44 percent down"
    page.get_by_role("button", name="Take back: 1").focus()
    page.keyboard.press("Enter")
    assert page.locator("[name=points]").input_value() == ""
    page.get_by_role("checkbox", name="Eyelids").check()
    page.get_by_role("checkbox", name="Cheek").check()
    page.get_by_role("button", name="Check my answer").click()
    page.locator(".explained").wait_for()
    assert page.locator(".place.hit").count() == 2


def test_gaps_are_filled_inside_the_sentence_and_fit_a_phone(
    visit: Callable[..., Visitor],
) -> None:
    page = begin(visit(LEILA, size=PHONE), "practice").page
    at(page, 2)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    heights = page.evaluate(
        "[...document.querySelectorAll('.gap .input')].map(i => i.offsetHeight)"
    )
    assert len(heights) == 4 and min(heights) >= 44
    page.get_by_label("Gap 1 of 4").select_option(label="bump")
    page.get_by_label("Gap 2 of 4").fill("wax")
    page.get_by_label("Gap 3 of 4").fill("2 mm")
    page.get_by_label("Gap 4 of 4").select_option(label="does not ripen")
    page.get_by_role("button", name="Check my answer").click()
    page.locator(".explained").wait_for()
    assert page.locator(".filled.is-done").count() == 2
    assert page.locator(".filled.is-late").inner_text() == "wax keratin…"


def test_without_scripts_places_are_named_and_gaps_filled(visit: Callable[..., Visitor]) -> None:
    oda = begin(visit(MENTOR, size=PHONE, javascript=False), "practice")
    page = oda.page
    at(page, 1)
    assert not page.get_by_role("button", name="Add a point").is_visible()
    page.get_by_role("checkbox", name="Eyelids").check()
    page.get_by_role("button", name="Check my answer").click()
    assert oda.sees("Marked, right") and oda.sees("Right, not marked")
    at(page, 2)
    page.get_by_label("Gap 1 of 4").select_option(label="pocket")
    page.get_by_label("Gap 2 of 4").fill("keratin")
    page.get_by_label("Gap 3 of 4").fill("two")
    page.get_by_label("Gap 4 of 4").select_option(label="ripens")
    page.get_by_role("button", name="Check my answer").click()
    assert oda.sees("asks for a number")
    assert page.get_by_label("Gap 2 of 4").input_value() == "keratin"
    page.get_by_label("Gap 3 of 4").fill("2")
    page.get_by_role("button", name="Check my answer").click()
    assert oda.sees("Your answer, right") and oda.sees("Not right")
