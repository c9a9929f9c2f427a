"""The owner certifies whoever is ready; the world can check it, and a revocation shows at once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from .visitor import PHONE, Visitor

OWNER = "owner@example.test"
pytestmark = pytest.mark.browser


def test_whoever_is_ready_is_certified_and_anybody_can_check_it(
    visit: Callable[..., Visitor],
) -> None:
    astrid, anybody = visit(OWNER), visit(size=PHONE)
    astrid.go("/clinic/?show=ready")
    row = astrid.page.get_by_role("row").filter(has_text="Yusuf Demir")
    row.get_by_role("link", name=re.compile("Certify now")).click()
    assert astrid.sees("What it will rest on")
    astrid.page.get_by_role("button", name="Certify Yusuf Demir").dblclick()
    astrid.page.wait_for_url("**/certificates/*-*/")
    assert astrid.sees("Yusuf Demir")
    public = astrid.page.get_by_role("link", name="Public page").get_attribute("href")
    anybody.go(public)
    assert anybody.page.locator("h1").inner_text() == "Valid today"
    assert anybody.sees("Yusuf Demir")
    assert anybody.context.cookies() == []
    astrid.go("/clinic/")
    assert "Until" in row.inner_text()


def test_a_revocation_shows_on_the_public_page(visit: Callable[..., Visitor]) -> None:
    astrid, anybody = visit(OWNER), visit()
    astrid.go("/clinic/")
    row = astrid.page.get_by_role("row").filter(has_text="Priya Nair")
    row.get_by_role("link", name=re.compile("Until")).click()
    public = astrid.page.get_by_role("link", name="Public page").get_attribute("href")
    astrid.page.get_by_role("link", name="Suspend or revoke").click()
    astrid.page.get_by_role("button", name="Record this").click()
    assert astrid.page.locator("[aria-invalid=true]").count()
    astrid.page.get_by_label("Revoke it for good").check()
    astrid.page.get_by_label("Why").fill("Issued to the wrong person.")
    astrid.page.get_by_role("button", name="Record this").click()
    anybody.go(public)
    assert anybody.page.locator("h1").inner_text() == "Not valid today"
    assert anybody.sees("Revoked")
    assert not anybody.sees("wrong person")


def test_a_wrong_number_gets_a_plain_answer(visit: Callable[..., Visitor]) -> None:
    anybody = visit(size=PHONE)
    anybody.go("/verify/")
    anybody.page.get_by_label("Number").fill("7KQ2-M4XD")
    anybody.page.get_by_role("button", name="Check").click()
    assert anybody.page.locator("h1").inner_text() == "No such certificate"
