"""A junior's phone: what people typed fits, and a finger reaches what it should."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .visitor import LAPTOP, PHONE, Visitor

pytestmark = pytest.mark.browser
JUNIOR, OWNER = "junior@example.test", "owner@example.test"
ADDRESS = "https://rules.example/" + "a-long-address-without-a-break/" * 6


def too_wide(visitor: Visitor) -> int:
    """How many px the page runs off sideways."""
    return visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth")


def test_one_long_address_in_a_row_of_the_scope_table_breaks(
    visit: Callable[..., Visitor],
) -> None:
    astrid = visit(OWNER, size=PHONE)
    astrid.go("/clinic/scope/freezing/")
    astrid.page.locator("textarea, input[type=text]").first.wait_for()
    astrid.page.locator("[name=law]").fill(ADDRESS)
    astrid.page.get_by_role("button", name="Save the row").click()
    astrid.page.wait_for_url("**/clinic/scope/")
    assert astrid.sees(ADDRESS) and too_wide(astrid) == 0
    astrid.page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    widths = astrid.page.evaluate(
        "[...document.querySelectorAll('.scope thead th')].map(th => th.offsetWidth)"
    )
    assert too_wide(astrid) == 0 and min(widths) > 130


def test_a_page_with_an_anchor_does_not_glide(visit: Callable[..., Visitor]) -> None:
    ines = visit(JUNIOR, size=PHONE)
    ines.go("/learn/#goals")
    assert ines.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_a_mark_stays_beside_its_word_and_its_full_stop(visit: Callable[..., Visitor]) -> None:
    ines = visit(JUNIOR, size=PHONE)
    ines.go("/learn/milia-myths/what-a-milium-is/")
    heights = ines.page.evaluate(
        "[...document.querySelectorAll('.prose .with-ev')].map(held => held.offsetHeight)"
    )
    assert heights and max(heights) < 40


def test_what_must_not_be_missed_stands_above_the_steps(visit: Callable[..., Visitor]) -> None:
    ines = visit(JUNIOR, size=PHONE)
    ines.go("/learn/milia-myths/")
    top = "document.querySelector('%s').getBoundingClientRect().top"
    assert ines.page.evaluate(f"{top % '#must'} < {top % '#steps'}")
