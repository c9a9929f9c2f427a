"""To what people hear of: the inbox, what they choose, undelivered mails."""

from __future__ import annotations

from collections.abc import Iterator

from tests.journeys.visitor import JUNIOR, MENTOR, OWNER, Visitor

from .way import Way, opened, walked

WAYS: list[Way] = opened(MENTOR, "/inbox/") + opened(OWNER, "/clinic/messages/")


@walked(WAYS, "training:notice-inbox", JUNIOR)
def an_inbox_where_all_is_read(visitor: Visitor) -> Iterator[object]:
    yield visitor.go("/inbox/")
    if visitor.page.get_by_role("button", name="Mark all as read").count():
        visitor.page.get_by_role("button", name="Mark all as read").click()
    yield visitor.page.get_by_text("Everything is read.").wait_for()


@walked(WAYS, "training:notice-preferences", MENTOR)
def choices_and_quiet_hours_without_an_end(visitor: Visitor) -> Iterator[object]:
    yield visitor.go("/inbox/preferences/")
    visitor.page.get_by_label("Quiet until").fill("")
    visitor.page.get_by_role("button", name="Save").click()
    yield visitor.page.locator("[aria-invalid=true]").first.wait_for()


@walked(WAYS, "training:calendar-link", JUNIOR)
def a_calendar_link_that_is_shown_once(visitor: Visitor) -> Iterator[object]:
    visitor.go("/inbox/preferences/")
    visitor.page.get_by_role("button", name="Make a").click()
    yield visitor.page.get_by_label("Calendar link", exact=True).wait_for()
