"""A junior reads on her phone, fails, is helped, passes; her mentor sees it all."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from quizzes.formats.native import Item

from .player import Player, words
from .reading import read_everything, read_lesson
from .visitor import PHONE, Visitor

MENTOR = "mentor@example.test"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def player() -> Player:
    return Player()


def why_of(item: Item) -> str:
    """The explanation of its key: nobody may read it before she has passed."""
    rows = item.body.get("options") or item.body.get("prompts") or item.body.get("steps")
    rows = rows or item.body["statements"]
    return next(one["why"] for one in rows if one.get("correct", True))


def sit(visitor: Visitor, player: Player, *, right: bool, quiz: str = "milia-myths") -> None:
    """Start the quiz, answer all of it, hand in."""
    page = visitor.page
    visitor.go(f"/quizzes/{quiz}/")
    page.get_by_role("button", name=re.compile("^Start")).click()
    count = int(page.locator(".bar-h b").last.inner_text().split()[-1])
    for _ in range(count):
        player.answer(page.locator("#answer"), page.locator("#asked"), right=right)
        page.get_by_text("Sure", exact=True).click()
        here = page.url
        page.locator("#answer button.primary").click()
        page.wait_for_url(lambda url, old=here: url != old)
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url("**/result/**")


def test_one_next_step_leads_through_a_lesson_on_a_phone(
    visit: Callable[..., Visitor], player: Player
) -> None:
    ines = visit("junior@example.test", size=PHONE)
    page = ines.page
    assert page.url.endswith("/learn/")
    page.locator(".lead-card .btn.primary").click()
    first = page.locator("h1").inner_text()
    page.locator("form.dock button").click()
    assert "check" in page.locator("form.dock").inner_text().lower()
    assert page.locator("h1").inner_text() == first
    read_lesson(ines, player)
    other = "title => ![title, undefined].includes(document.querySelector('h1')?.innerText)"
    page.wait_for_function(other, arg=first)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_she_fails_is_helped_passes_and_her_mentor_sees_it(
    visit: Callable[..., Visitor], player: Player
) -> None:
    ines, oda = visit("junior@example.test", size=PHONE), visit(MENTOR)
    read_everything(ines, player)
    sit(ines, player, right=False)
    assert ines.sees("Not yet")
    told = ines.page.content()
    assert not [
        item.key
        for item in player.items.values()
        if item.kind != "written" and words(why_of(item)) in told
    ]

    oda.go("/team/?q=Ines")
    assert "Not yet" in oda.page.locator("table.board").inner_text()
    oda.page.get_by_role("link", name="Ines Moreau").first.click()
    oda.go(oda.page.url.removeprefix(oda.site.url) + "grant/")
    oda.page.locator("main form button.primary").click()  # the first quiz of the list
    oda.page.get_by_label("Why").fill("We talked about needles; she may try again today.")
    oda.page.locator("main form button.primary").click()
    assert oda.sees("has 1 more attempt")

    sit(ines, player, right=True)
    assert ines.sees("100%")
    oda.go("/team/?q=Ines")
    assert "Sign-off" in oda.page.locator("table.board").inner_text()


def test_skills_are_observed_on_a_phone_and_both_sign(visit: Callable[..., Visitor]) -> None:
    oda, mei = visit(MENTOR, size=PHONE), visit("mei@example.test", size=PHONE)
    oda.go("/signoffs/")
    row = oda.page.locator("li", has_text="Mei Tanaka").first
    row.get_by_role("button").first.click()
    oda.page.wait_for_url("**/signoffs/*-*/")
    seen = oda.page.get_by_text("Seen", exact=True)
    for number in range(seen.count()):
        with oda.page.expect_response(lambda answer: answer.request.method == "POST"):
            seen.nth(number).click()
    oda.page.reload()
    assert oda.page.locator("input[value=seen]:checked").count() == seen.count()
    oda.page.get_by_role("button", name=re.compile("Review and sign")).click()
    oda.page.get_by_role("button", name=re.compile("^Sign")).click()
    oda.page.wait_for_url(re.compile(r"/signoffs/[0-9a-f-]+/$"))
    mei.go("/signoffs/")
    mei.page.locator(f"main a[href='{oda.page.url.removeprefix(oda.site.url)}']").first.click()
    mei.page.get_by_role("button", name="I have read it, sign").click()
    assert mei.sees("Both of you have signed now")


def test_everything_works_without_javascript(visit: Callable[..., Visitor], player: Player) -> None:
    sofia = visit("sofia@example.test", javascript=False)
    page = sofia.page
    read_everything_plain(sofia, player)
    sofia.go("/quizzes/milia-myths/")
    page.get_by_role("button", name=re.compile("^Start")).click()
    count = int(page.locator(".bar-h b").last.inner_text().split()[-1])
    for _ in range(count):
        player_plain(page, player)
        page.locator("#answer button.primary").click()
    page.get_by_role("button", name="Hand in").click()
    assert "/result/" in page.url
    assert sofia.sees("100%")


def read_everything_plain(visitor: Visitor, player: Player) -> None:
    visitor.go("/learn/milia-myths/")
    links = visitor.page.locator("ol.rows a[href*='/learn/']").all()
    for path in [link.get_attribute("href") for link in links]:
        visitor.go(path)
        sections = visitor.page.locator("section.check").all()
        for key in [section.get_attribute("id") for section in sections]:
            section = visitor.page.locator(f"#{key}")
            if not section.locator(".told").count():
                plain_answer(section.locator("form"), section.locator(".asked"), player)
                section.get_by_role("button", name=re.compile("^(Answer|Check)")).click()
                visitor.page.locator(f"#{key} .told").wait_for()
        visitor.page.locator("form.dock button").click()


def player_plain(page: object, player: Player) -> None:
    plain_answer(page.locator("#answer"), page.locator("#asked"), player)


def plain_answer(form: object, asked: object, player: Player) -> None:
    """Without scripts an order is given by choosing numbers."""
    item = player.item_in(asked)
    if item.kind != "ordering":
        player.answer(form, asked, right=True)
        return
    for number, one in enumerate(item.body["steps"], start=1):
        row = form.locator("li", has_text=one["text"])
        row.locator("select").select_option(str(number))
