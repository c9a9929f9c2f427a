"""To the correction of a question: from somebody's result to what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.journeys.visitor import MENTOR, Visitor

from .leading import person
from .way import Way, opened, walked

WAYS: list[Way] = opened(MENTOR, "/corrections/")
WORK = "from django.core.management import call_command\ncall_command('work', once=True)"
LEAD = "noor@example.test"  # who mentors and sits no exam herself


def begun(visitor: Visitor) -> None:
    """From somebody's result to the page that asks what to do."""
    person(visitor, "Oda Brandt")
    visitor.page.locator("section[aria-labelledby=at] a").first.click()
    visitor.page.wait_for_url(re.compile(r"/result/$"))
    visitor.page.goto(visitor.page.url + "?show=all")
    visitor.page.get_by_role("link", name=re.compile("Correct this question")).first.click()


@walked(WAYS, "quizzes:question-correct", LEAD)
def what_to_do_about_it_and_who_would_change(visitor: Visitor) -> Iterator[object]:
    yield begun(visitor)
    visitor.page.get_by_role("button", name="Show who would change").click()
    yield visitor.page.locator(".error-summary").wait_for()
    table(visitor)
    yield visitor.page.get_by_label("Why").wait_for()


@walked(WAYS, "quizzes:correction-detail", LEAD)
def a_correction_that_was_decided(visitor: Visitor) -> Iterator[object]:
    begun(visitor)
    table(visitor)
    visitor.page.get_by_label("Why").fill("Two answers hold.")
    visitor.page.locator("main form button.primary").click()
    yield visitor.page.wait_for_url(re.compile(r"/corrections/[0-9a-f-]{36}/"))
    visitor.site.run(WORK)
    yield visitor.page.reload()


def table(visitor: Visitor) -> None:
    visitor.page.get_by_label(re.compile("Give everybody the point")).check(force=True)
    visitor.page.get_by_role("button", name="Show who would change").click()
