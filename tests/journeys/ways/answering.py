"""To questions of every kind, before the answer and after, and to what comes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.journeys.player import Player
from tests.journeys.reading import read_everything
from tests.journeys.visitor import JUNIOR, MENTOR, Visitor

from .leading import person
from .way import Way, opened, walked

WAYS: list[Way] = [
    *opened(JUNIOR, "/quizzes/milia-myths/", "/quizzes/practice-milia-myths/"),
    *opened("jonas@example.test", "/quizzes/milia-myths/"),
    *opened("yusuf@example.test", "/quizzes/milia-myths/"),
    *opened(MENTOR, "/quizzes/milia-myths/preview/", "/quizzes/milia-myths/analysis/"),
]
NOOR, LEILA, TOMAS = "noor@example.test", "leila@example.test", "tomas@example.test"
KINDS = {"single", "multiple", "true_false", "matching", "ordering"}
MODULES = ("special-cases", "ethics-and-scope", "clinic-protocol", "client-communication")
LESSON = "/learn/client-communication/teach-back/"


def started(visitor: Visitor, quiz: str) -> int:
    """Begin a round of a quiz; how many questions it has."""
    visitor.go(f"/quizzes/{quiz}/")
    visitor.page.get_by_role("button", name=re.compile("^(Start|Go on)")).click()
    visitor.page.wait_for_url("**/attempts/**")
    return int(visitor.page.locator(".bar-h b").last.inner_text().split()[-1])


def at(visitor: Visitor, position: int) -> None:
    visitor.page.goto(re.sub(r"\d+/$", f"{position}/", visitor.page.url))


def kind(visitor: Visitor) -> str:
    return visitor.page.locator("#answer input[name=kind]").input_value()


def answer_anything(visitor: Visitor) -> None:
    form = visitor.page.locator("#answer")
    for box in form.locator(".choices input[type=radio], .statement label:first-child input").all():
        box.check(force=True)
    for box in form.locator("input[type=checkbox]").all()[:2]:
        box.check()
    for place, field in enumerate(form.locator("select").all(), start=1):
        field.evaluate(
            "(field, place) => { field.selectedIndex = field.name.startsWith('o.') ? place : 1;"
            " field.dispatchEvent(new Event('change', {bubbles: true})); }",
            place,
        )


def explained(visitor: Visitor) -> None:
    answer_anything(visitor)
    visitor.page.get_by_role("button", name="Check my answer").click()
    visitor.page.locator(".explained").first.wait_for()


@walked(WAYS, "quizzes:attempt-item", NOOR)
def a_question_of_every_kind_and_its_explanation(visitor: Visitor) -> Iterator[object]:
    """Practice draws: round after round until each kind came."""
    seen: set[str] = set()
    for module in MODULES:
        for position in range(1, started(visitor, f"practice-{module}") + 1):
            at(visitor, position)
            if kind(visitor) not in seen:
                seen.add(kind(visitor))
                yield None
                yield explained(visitor)
    assert seen == KINDS


@walked(WAYS, "quizzes:attempt-detail", NOOR)
def a_round_of_practice_before_it_is_handed_in(visitor: Visitor) -> Iterator[object]:
    started(visitor, "practice-milia-myths")
    explained(visitor)
    yield visitor.page.goto(re.sub(r"\d+/$", "", visitor.page.url))


@walked(WAYS, "quizzes:attempt-result", NOOR)
def what_came_of_a_round_of_practice(visitor: Visitor) -> Iterator[object]:
    for position in range(1, started(visitor, "practice-causes-and-types") + 1):
        at(visitor, position)
        explained(visitor)
    visitor.page.goto(re.sub(r"\d+/$", "", visitor.page.url))
    visitor.page.get_by_role("button", name="Finish").last.click()
    yield visitor.page.wait_for_url("**/result/**")


@walked(WAYS, "quizzes:attempt-item", LEILA)
def an_exam_with_its_cases_and_an_answer_that_came_too_late(visitor: Visitor) -> Iterator[object]:
    """Also: a second window that saved first, and the words of whoever sends after the end."""
    read_everything(visitor, Player(), "ethics-and-scope")
    count = started(visitor, "ethics-and-scope")
    places = [visitor.page.url]
    yield None
    for position in range(2, count + 1):
        at(visitor, position)
        if visitor.page.locator("main .stem, main .case").count():
            places.append(visitor.page.url)
            yield None
            break
    assert len(places) == 2
    second = visitor.context.new_page()
    second.goto(visitor.page.url)
    answer_anything(visitor)
    visitor.page.get_by_text(re.compile(r"Saved \d\d:\d\d:\d\d")).wait_for()
    visitor.page, first = second, visitor.page
    answer_anything(visitor)
    yield visitor.send("#answer")
    visitor.page = first
    at(visitor, 1)
    second.goto(re.sub(r"\d+/$", "", first.url))
    second.get_by_role("button", name=re.compile("^Hand in")).last.click()
    second.wait_for_url("**/result/**")
    yield visitor.send("#answer")


@walked(WAYS, "quizzes:attempt-result", "jonas@example.test")
def an_exam_that_is_not_passed_yet(visitor: Visitor) -> Iterator[object]:
    visitor.go("/quizzes/milia-myths/")
    yield visitor.page.locator("main a[href*='/result/']").first.click()


@walked(WAYS, "quizzes:attempt-result", "yusuf@example.test")
def an_exam_that_is_passed(visitor: Visitor) -> Iterator[object]:
    visitor.go("/quizzes/milia-myths/")
    visitor.page.locator("main a[href*='/result/']").first.click()
    yield visitor.page.goto(visitor.page.url + "?show=all")


@walked(WAYS, "quizzes:attempt-result", MENTOR)
def an_exam_of_somebody_she_leads(visitor: Visitor) -> Iterator[object]:
    person(visitor, "Jonas Weber")
    yield visitor.page.locator("a[href*='/result/']").first.click()


@walked(WAYS, "quizzes:contest-raise", "jonas@example.test")
def something_wrong_with_a_question(visitor: Visitor) -> Iterator[object]:
    visitor.go("/quizzes/milia-myths/")
    visitor.page.locator("main a[href*='/result/']").first.click()
    yield visitor.page.locator("a[href$='/contest/']").first.click()
    yield visitor.send("main form[method=post]")


@walked(WAYS, "quizzes:contest-detail", MENTOR)
def something_contested(visitor: Visitor) -> Iterator[object]:
    """Jonas contests his first question; Oda finds it waiting."""
    jonas = visitor.beside("jonas@example.test")
    jonas.go("/quizzes/milia-myths/")
    jonas.page.locator("main a[href*='/result/']").first.click()
    jonas.page.locator("a[href$='/contest/']").last.click()
    jonas.page.get_by_label("The question or its answer is wrong").check()
    jonas.page.get_by_label("Why").fill("Both can be right.")
    jonas.page.get_by_role("button", name="Send").click()
    jonas.page.wait_for_url("**/result/**")
    visitor.go("/contests/")
    yield visitor.page.locator("a[href*='/contests/']").last.click()


@walked(WAYS, "quizzes:check-answer", TOMAS)
def a_check_sent_empty_without_scripts(visitor: Visitor) -> Iterator[object]:
    visitor.go(LESSON)
    yield visitor.send("section.check form[action*='/check/']")


@walked(WAYS, "training:lesson-detail", TOMAS)
def a_text_beside_a_good_answer(visitor: Visitor) -> Iterator[object]:
    yield written(visitor, "“How will you look after it tonight?”")


@walked(WAYS, "quizzes:check-compared", "jonas@example.test")
def a_comparison_with_a_text_that_is_older(visitor: Visitor) -> Iterator[object]:
    written(visitor, "“How will you look after it?”")
    visitor.page.locator("form[action$='/compared/'] [name=revision]").evaluate(
        "field => { field.value = '0'; }"
    )
    yield visitor.send("form[action$='/compared/']")


def written(visitor: Visitor, text: str) -> None:
    visitor.go(LESSON)
    check = visitor.page.locator("#check-cc-w02")
    check.get_by_label("Your answer").fill(text)
    check.get_by_role("button", name="Save and compare").click()
    check.get_by_role("heading", name="One good answer").wait_for()
