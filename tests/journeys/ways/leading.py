"""To a mentor's pages, and to practical work as both see it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.journeys.visitor import MENTOR, Visitor

from .way import Way, opened, walked

WAYS: list[Way] = opened(
    MENTOR,
    "/team/",
    "/team/?state=overdue&q=nobody",
    "/team/assign/",
    "/signoffs/",
    "/contests/",
    "/contests/?show=answered",
)

JOB = f"""
from django.utils import timezone
from quizzes.models import Job
from training.models import Clinic, User
oda, clinic, at = User.objects.get(email={MENTOR!r}), Clinic.objects.get(), timezone.now()
fields = {{"kind": "some", "most_tries": 1, "run_after": at, "at": at}}
fields |= {{"by": oda, "space": clinic.space}}
print(Job.objects.get_or_create(key="shown", defaults=fields)[0].public_id)
"""


def person(visitor: Visitor, name: str) -> None:
    visitor.go(f"/team/?q={name.split()[0]}")
    visitor.page.get_by_role("link", name=name).first.click()
    visitor.page.wait_for_url(re.compile(r"/team/[0-9a-f-]{36}/"))


@walked(WAYS, "training:person-detail", MENTOR)
def somebody_who_needs_help(visitor: Visitor) -> Iterator[object]:
    yield person(visitor, "Jonas Weber")


@walked(WAYS, "training:person-detail", MENTOR)
def somebody_who_is_certified(visitor: Visitor) -> Iterator[object]:
    yield person(visitor, "Amara Okafor")


@walked(WAYS, "training:person-grant", MENTOR)
def one_more_attempt(visitor: Visitor) -> Iterator[object]:
    person(visitor, "Jonas Weber")
    start = visitor.page.url + "grant/"
    yield visitor.page.goto(start)
    yield visitor.page.goto(start + "?module=milia-myths")
    yield visitor.page.locator("main form button.primary").click()


@walked(WAYS, "training:person-more-time", MENTOR)
def more_time_given_looked_at_and_ended(visitor: Visitor) -> Iterator[object]:
    page = visitor.page
    person(visitor, "Jonas Weber")
    start = page.url
    yield page.goto(start + "more-time/")
    yield page.get_by_role("button", name="Give this much more time").click()
    page.get_by_label("50% more").check(force=True)
    page.get_by_label("Why").fill("English is their second language.")
    page.get_by_role("button", name="Give this much more time").click()
    page.wait_for_url(start)
    page.goto(start + "more-time/")
    yield page.get_by_role("button", name="End it").wait_for()
    yield page.get_by_role("button", name="End it").click()


@walked(WAYS, "training:team-assign", MENTOR)
def an_assignment_looked_at_before_it_is_made(visitor: Visitor) -> Iterator[object]:
    visitor.go("/team/assign/")
    look(visitor)
    yield visitor.page.locator("[aria-invalid=true]").first.wait_for()
    choose(visitor, "Jonas Weber", "Ethics and scope of practice")
    look(visitor)
    yield visitor.page.locator("button[name=confirm]").wait_for()


@walked(WAYS, "training:team-board", MENTOR)
def a_board_after_an_assignment(visitor: Visitor) -> Iterator[object]:
    visitor.go("/team/assign/")
    choose(visitor, "Sofia Rossi", "Causes and types")
    look(visitor)
    visitor.page.locator("button[name=confirm]").click()
    yield visitor.page.locator("form[action='/team/assign/undo/']").wait_for()


def choose(visitor: Visitor, *names: str) -> None:
    for name in names:
        visitor.page.get_by_label(re.compile(name)).first.check(force=True)


def look(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="See who gets what").click()


@walked(WAYS, "quizzes:job-detail", MENTOR)
def long_work_that_goes_on_and_ends(visitor: Visitor) -> Iterator[object]:
    """Whatever kind of work it is, its page is this one: waiting, running, done."""
    for step in ("", "state='running', done=2, total=8", "state='done', ended_at=timezone.now()"):
        job = visitor.site.run(JOB + (f"Job.objects.update({step})\n" if step else ""))
        yield visitor.go(f"/jobs/{job.split()[-1]}/")


@walked(WAYS, "training:signoff-begin", MENTOR)
def which_piece_of_work_is_observed(visitor: Visitor) -> Iterator[object]:
    """The button of a portfolio differs from a module's by one field."""
    visitor.go("/signoffs/")
    button = visitor.page.locator("form[action='/signoffs/begin/']").first
    button.locator("[name=module]").evaluate(
        "field => { field.name = 'portfolio'; field.value = 'case-write-ups'; }"
    )
    button.get_by_role("button").click()
    yield visitor.page.get_by_label("Which piece of work").wait_for()
    visitor.page.locator("main button.primary").click()
    yield visitor.page.locator("[aria-invalid=true]").first.wait_for()


@walked(WAYS, "training:signoff-detail", MENTOR)
def skills_seen_one_by_one(visitor: Visitor) -> Iterator[object]:
    page = visitor.page
    yield begun(visitor, "Tomas Novak")
    for place, words in enumerate(["Seen", "Not yet", "Seen"]):
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.locator("fieldset.observe").nth(place).get_by_text(words, exact=True).click()
    yield page.locator(".next-time").nth(1).wait_for()


@walked(WAYS, "training:signoff-sign", MENTOR)
def a_last_look_before_the_signature(visitor: Visitor) -> Iterator[object]:
    begun(visitor, "Mei Tanaka")
    everything_seen(visitor)
    yield visitor.page.wait_for_url("**/sign/")


@walked(WAYS, "training:signoff-detail", "mei@example.test")
def skills_seen_that_wait_for_her_signature(visitor: Visitor) -> Iterator[object]:
    """After the mentor signed: what each of them sees, before the second signature and after."""
    oda = visitor.beside(MENTOR)
    begun(oda, "Mei Tanaka")
    everything_seen(oda)
    oda.page.get_by_role("button", name=re.compile("^Sign")).click()
    oda.page.wait_for_url(re.compile(r"/signoffs/[0-9a-f-]+/$"))
    visitor.go(oda.path)
    yield visitor.page.get_by_role("button", name="I have read it, sign").wait_for()
    visitor.page.get_by_role("button", name="I have read it, sign").click()
    yield visitor.page.get_by_text("Both of you have signed now").wait_for()


def begun(visitor: Visitor, name: str) -> None:
    """Her draft about that person, begun now or before."""
    visitor.go("/signoffs/")
    row = visitor.page.locator("main li", has_text=name).first
    row.locator("button, a.btn").first.click()
    visitor.page.wait_for_url(re.compile(r"/signoffs/[0-9a-f-]+/$"))


def everything_seen(visitor: Visitor) -> None:
    left = visitor.page.locator("fieldset.observe:not(:has([value=seen]:checked))")
    while left.count():
        with visitor.page.expect_response(lambda answer: answer.request.method == "POST"):
            left.first.get_by_text("Seen", exact=True).click()
    visitor.page.get_by_role("button", name="Review and sign").click()


@walked(WAYS, "training:certificate-renew", MENTOR)
def what_a_renewal_asks_again(visitor: Visitor) -> Iterator[object]:
    visitor.go("/certificates/")
    yield visitor.page.locator("main a[href$='/renew/']").first.click()
