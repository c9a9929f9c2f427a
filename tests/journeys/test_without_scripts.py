"""A mentor and an owner whose browser runs no script do the same by plain forms."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from .visitor import PHONE, Visitor

pytestmark = pytest.mark.browser


def test_a_mentor_assigns_and_observes(visit: Callable[..., Visitor]) -> None:
    oda = visit("mentor@example.test", size=PHONE, javascript=False)
    page = oda.page
    oda.go("/signoffs/")
    page.locator("li", has_text="Tomas Novak").first.get_by_role("button").first.click()
    page.wait_for_url(re.compile(r"/signoffs/[0-9a-f-]+/$"))
    seen = page.get_by_text("Seen", exact=True)
    for number in range(seen.count()):
        seen.nth(number).click()
    page.get_by_role("button", name=re.compile("Review and sign")).click()
    page.get_by_role("button", name=re.compile("^Sign")).click()
    assert oda.sees("It counts once Tomas Novak has signed too")


def test_an_owner_suspends_a_certificate_and_puts_it_back(visit: Callable[..., Visitor]) -> None:
    astrid = visit("owner@example.test", javascript=False)
    page = astrid.page
    astrid.go("/clinic/")
    row = page.get_by_role("row").filter(has_text="Amara Okafor")
    row.get_by_role("link", name=re.compile("Until")).click()
    for choice, shown in (("Suspend it", "Suspended"), ("Put it back", "Valid")):
        page.get_by_role("link", name="Suspend or revoke").click()
        page.get_by_label(re.compile(choice)).check(force=True)
        page.get_by_label("Why").fill("Something is looked into.")
        page.get_by_role("button", name="Record this").click()
        assert shown in page.locator(".page-head").inner_text()
