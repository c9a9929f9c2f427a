"""To whatever everybody reads."""

from __future__ import annotations

from collections.abc import Iterator

from tests.journeys.visitor import JUNIOR, MENTOR, Visitor

from .way import Way, opened, walked

WAYS: list[Way] = [
    *opened(
        JUNIOR,
        "/learn/",
        "/learn/milia-myths/",
        "/learn/milia-myths/what-a-milium-is/",
        "/learn/milia-myths/how-sure-are-we/",
        "/learn/milia-myths/print/",
        "/claims/F004/",
        "/search/",
        "/search/?q=needle+eye",
        "/search/?q=nothing+of+the+zzzz",
        "/glossary/",
        "/sources/",
        "/sources/?tier=B",
        "/practice/",
        "/certificates/",
        "/signoffs/",
        "/clinic/scope/",
        "/clinic/rules/",
    ),
    *opened(MENTOR, "/learn/", "/certificates/"),
    *opened("", "/verify/", "/verify/00000000000000000000000000/"),
]
NOBODY = "nobody@example.test"
ENROL = f"""
from training import people
people.enrol(email={NOBODY!r}, name="Nora Berg", password="milium-demo", time_zone="UTC")
"""


@walked(WAYS, "training:learn-home", "")
def somebody_who_works_nowhere(visitor: Visitor) -> Iterator[object]:
    visitor.site.run(ENROL)
    visitor.by_password(NOBODY)
    yield visitor.go("/learn/")


@walked(WAYS, "training:learn-home", "yusuf@example.test")
def somebody_who_has_learned_it_all(visitor: Visitor) -> Iterator[object]:
    yield visitor.go("/learn/")


@walked(WAYS, "training:module-detail", "jonas@example.test")
def a_module_whose_quiz_is_not_passed_yet(visitor: Visitor) -> Iterator[object]:
    yield visitor.go("/learn/milia-myths/")


@walked(WAYS, "training:lesson-detail", "mei@example.test")
def somebody_who_was_signed_out_meanwhile(visitor: Visitor) -> Iterator[object]:
    visitor.go("/learn/client-communication/teach-back/")
    visitor.context.clear_cookies(name="sessionid")
    visitor.page.locator("section.check button.send").first.click()
    yield visitor.page.locator("dialog[open]").wait_for()
    visitor.said.clear()  # htmx has told the console, too, that she was not let in


@walked(WAYS, "training:lesson-detail", "yusuf@example.test")
def a_lesson_with_every_check_explained(visitor: Visitor) -> Iterator[object]:
    yield visitor.go("/learn/milia-myths/what-a-milium-is/")
    assert visitor.page.locator("section.check .told").count()
