"""Every page, light and dark, at three widths: axe finds nothing, nothing runs off sideways."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from .conftest import LAPTOP, PHONE, TABLET, Visitor

axe = pytest.importorskip("axe_playwright_python.sync_playwright")

pytestmark = pytest.mark.browser
JUNIOR, MENTOR, OWNER = "junior@example.test", "mentor@example.test", "owner@example.test"
PAGES = {
    "": [
        "/accounts/login/",
        "/accounts/password/reset/",
        "/verify/",
        "/verify/00000000000000000000000000/",
        "/no/such/page/",
    ],
    JUNIOR: [
        "/learn/",
        "/learn/milia-myths/",
        "/learn/milia-myths/what-a-milium-is/",
        "/learn/milia-myths/how-sure-are-we/",
        "/claims/F004/",
        "/search/?q=needle+eye",
        "/search/?q=nothing+of+the+zzzz",
        "/learn/milia-myths/print/",
        "/glossary/",
        "/sources/",
        "/sources/?tier=B",
        "/quizzes/ethics-and-scope/",
        "/practice/",
        "/certificates/",
        "/signoffs/",
        "/accounts/password/change/",
        "/accounts/sessions/",
    ],
    MENTOR: [
        "/team/",
        "/team/?state=overdue&q=nobody",
        "/team/assign/",
        "/signoffs/",
        "/learn/",
        "/certificates/",
    ],
    OWNER: [
        "/clinic/",
        "/clinic/?show=lapsed",
        "/clinic/people/",
        "/clinic/audit/",
        "/clinic/content/",
        "/clinic/content/milia-myths/",
        "/clinic/claims/",
        "/clinic/scope/",
        "/clinic/scope/freezing/",
        "/clinic/rules/",
        "/clinic/rules/F178/",
    ],
}


def faults(visitor: Visitor) -> list[str]:
    """What is wrong with the page as it stands, at every width in both themes."""
    page, found = visitor.page, []
    for width, height in (PHONE, TABLET, LAPTOP):
        page.set_viewport_size({"width": width, "height": height})
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            found.append(f"{page.url} at {width}: {over} px too wide")
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            report = axe.Axe().run(page)
            for one in report.response["violations"]:
                where = [node["target"] for node in one["nodes"]][:3]
                found.append(f"{page.url} at {width}, {theme}: {one['id']} {where}")
    return found


@pytest.mark.parametrize("email", PAGES, ids=["signed out", "junior", "mentor", "owner"])
def test_every_list_and_text_is_accessible(visit: Callable[..., Visitor], email: str) -> None:
    visitor = visit(email)
    found = []
    for path in PAGES[email]:
        visitor.go(path)
        found += faults(visitor)
    assert not found, "\n".join(found)


def test_a_question_of_every_kind_its_answer_and_the_summary_are_accessible(
    visit: Callable[..., Visitor],
) -> None:
    """Practice draws single, multiple, statements, matching and order over time; all that come."""
    noor = visit("noor@example.test")
    noor.go("/quizzes/practice-milia-myths/")
    noor.page.get_by_role("button", name="Start").click()
    found, count = [], int(noor.page.locator(".bar-h b").last.inner_text().split()[-1])
    for position in range(1, count + 1):
        noor.page.goto(re.sub(r"\d+/$", f"{position}/", noor.page.url))
        if position <= 4:
            found += faults(noor)
        answer_anything(noor)
    found += faults(noor)
    noor.page.goto(re.sub(r"\d+/$", "", noor.page.url))
    found += faults(noor)
    noor.page.get_by_role("button", name="Finish").last.click()
    noor.page.wait_for_url("**/result/**")
    found += faults(noor)
    assert not found, "\n".join(found)


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
    form.get_by_role("button", name="Check my answer").click()
    visitor.page.locator(".explained").first.wait_for()


def test_a_person_an_exception_and_an_assignment_are_accessible(
    visit: Callable[..., Visitor],
) -> None:
    oda = visit(MENTOR)
    oda.go("/team/?q=Jonas")
    oda.page.get_by_role("link", name="Jonas Weber").first.click()
    found = faults(oda)
    person = oda.page.url
    oda.page.goto(person + "grant/")
    oda.page.locator("main form button.primary").click()
    found += faults(oda)
    oda.page.goto(person)
    oda.page.locator("a[href*='/result/']").first.click()
    found += faults(oda)
    assert not found, "\n".join(found)


def test_a_certificate_its_public_page_and_its_revocation_are_accessible(
    visit: Callable[..., Visitor],
) -> None:
    astrid = visit(OWNER)
    astrid.go("/clinic/")
    astrid.page.locator("td a.tag").first.click()
    found = faults(astrid)
    certificate = astrid.page.url
    astrid.page.goto(certificate + "revoke/")
    found += faults(astrid)
    astrid.page.goto(certificate)
    astrid.page.get_by_role("link", name="Public page").click()
    found += faults(astrid)
    assert not found, "\n".join(found)
