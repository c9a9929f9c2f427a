"""A place on a scale and a case decided step by step, with scripts and the network on and off."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from .test_accessibility import faults
from .visitor import PHONE, Visitor

pytestmark = pytest.mark.browser
LEILA = "leila@example.test"
ADDRESS = re.compile(r"/quizzes/attempts/[0-9a-f-]+/\d+/")
PUBLISH = """
import dataclasses
from django.utils import timezone
from quizzes import bank, quizzes
from quizzes.quizzes import Policy, SlotSpec
from tests.quizzes.making import item
at, beliefs = timezone.now(), {"claims": ("F001",), "lesson": "milia-myths/what-a-milium-is"}
for preset, use in (("practice", "practice"), ("exam", "graded")):
    items = [item(f"look-{preset}-{kind}", kind, use=use, **beliefs) for kind in KINDS]
    bank.publish_bank(
        slug=f"look-{preset}", title="Look", items=items, cases=[], module_ref="", at=at
    )
    quizzes.publish(
        slug=f"look-{preset}", preset=preset, title="Look", intro="", policy=Policy(),
        bank_slug=f"look-{preset}", slots=[SlotSpec(question_key=i.key) for i in items], at=at,
    )
"""
PUBLISHED: set[str] = set()  # sites that have the quizzes


@pytest.fixture
def sit(visit: Callable[..., Visitor]) -> Callable[[str], Visitor]:
    """`sit("exam")`: Leila at the first question, a scale; a case is the second."""

    def begin(preset: str) -> Visitor:
        leila = visit(LEILA, size=PHONE)
        if leila.site.url not in PUBLISHED:
            leila.site.run('KINDS = ("scale", "branching")\n' + PUBLISH)
            PUBLISHED.add(leila.site.url)
        leila.go(f"/quizzes/look-{preset}/")
        leila.page.locator("main form button, main a.btn").first.click()
        leila.page.wait_for_url(ADDRESS)
        leila.go(ADDRESS.search(leila.page.url)[0].rsplit("/", 2)[0] + "/1/")
        return leila

    return begin


def to_the_case(leila: Visitor) -> None:
    leila.page.goto(re.sub(r"\d+/$", "2/", leila.page.url))


def press(leila: Visitor, name: str) -> None:
    leila.page.get_by_role("button", name=name).click()


def test_the_slider_and_the_number_are_one_place(sit) -> None:
    leila = sit("exam")
    page, number = leila.page, leila.page.get_by_label("Your place, from 0 to 10")
    assert number.input_value() == ""
    assert leila.sees("Not placed yet")
    assert faults(leila) == []
    page.get_by_label("Place on the scale").focus()
    page.keyboard.press("ArrowRight")
    assert number.input_value() == "5.5"
    assert not leila.sees("Not placed yet")
    page.get_by_text("Saved ").wait_for()
    number.fill("7")
    assert page.get_by_label("Place on the scale").input_value() == "7"
    number.blur()
    page.wait_for_timeout(500)
    page.reload()
    assert number.input_value() == "7"
    assert page.get_by_label("Place on the scale").input_value() == "7"


def test_a_case_is_decided_by_its_button_and_by_nothing_else(sit) -> None:
    leila = sit("exam")
    to_the_case(leila)
    assert faults(leila) == []
    leila.page.get_by_label("Lift it now").check()
    leila.page.wait_for_timeout(500)
    press(leila, "Back")
    leila.page.wait_for_url("**/1/")
    to_the_case(leila)
    assert not leila.sees("You decided")
    leila.page.get_by_label("Listen").check()
    press(leila, "Decide")
    leila.page.get_by_text("It has grown since May.").wait_for()
    leila.page.reload()
    assert leila.sees("It has grown since May.")
    press(leila, "Decide")
    leila.page.get_by_text("Give an answer first.").wait_for()
    leila.page.get_by_label("Send her on").check()
    leila.context.set_offline(True)
    press(leila, "Decide")
    leila.page.get_by_text("There is no network just now.").wait_for()
    leila.context.set_offline(False)
    leila.page.get_by_text("Saved ").wait_for()
    leila.page.reload()
    assert leila.sees("She thanks you warmly.")
    assert leila.sees("The case ends here.")
    assert faults(leila) == []


def test_both_are_explained_where_answers_are_told_at_once(sit) -> None:
    leila = sit("practice")
    leila.page.get_by_label("Your place, from 0 to 10").fill("9")
    press(leila, "Check my answer")
    leila.page.get_by_text("Too cautious").wait_for()
    assert faults(leila) == []
    to_the_case(leila)
    for decision, next_seen in (("Listen", "It has grown since May."), ("Calm her", "Calm her")):
        leila.page.get_by_label(decision).check()
        press(leila, "Decide")
        leila.page.get_by_text(next_seen).first.wait_for()
    leila.page.get_by_text("The best way through").wait_for()
    assert faults(leila) == []
