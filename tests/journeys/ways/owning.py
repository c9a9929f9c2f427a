"""To an owner's pages: the matrix, the content, the local rules, certificates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.journeys.visitor import MENTOR, OWNER, Visitor

from .way import Way, opened, walked

WAYS: list[Way] = opened(
    OWNER,
    "/clinic/",
    "/clinic/?show=lapsed",
    "/clinic/people/",
    "/clinic/audit/",
    "/clinic/audit/?all",
    "/clinic/jobs/",
    "/clinic/jobs/?show=done",
    "/clinic/content/",
    "/clinic/content/milia-myths/",
    "/clinic/claims/",
    "/clinic/scope/",
    "/clinic/scope/add/",
    "/clinic/scope/freezing/",
    "/clinic/rules/",
    "/clinic/rules/F178/",
    "/clinic/settings/",
    "/clinic/settings/certainty/",
    "/clinic/settings/logo/",
    "/clinic/settings/clinic/",
)

# One of each state, by the mentor; whichever page is asked for, they are there once.
JOBS = f"""
from django.utils import timezone
from quizzes.models import Job
from training.models import Clinic, User
oda, clinic, at = User.objects.get(email={MENTOR!r}), Clinic.objects.get(), timezone.now()
fields = {{"kind": "some", "most_tries": 5, "run_after": at, "at": at}}
fields |= {{"by": oda, "space": clinic.space}}
for state, more in {{
    "failed": {{"tries": 5, "error": "ValueError", "ended_at": at}},
    "running": {{"tries": 1, "done": 3, "total": 8}},
    "waiting": {{"tries": 2, "error": "OperationalError"}},
    "done": {{"tries": 1, "ended_at": at}},
}}.items():
    Job.objects.get_or_create(key=state, defaults=fields | more | {{"state": state}})
print(Job.objects.get(key="failed").public_id)
"""


@walked(WAYS, "quizzes:job-list", OWNER)
def jobs_that_run_wait_and_went_wrong(visitor: Visitor) -> Iterator[object]:
    visitor.site.run(JOBS)
    yield visitor.go("/clinic/jobs/")


@walked(WAYS, "quizzes:job-detail", OWNER)
def a_job_that_she_may_have_tried_again(visitor: Visitor) -> Iterator[object]:
    yield visitor.go(f"/jobs/{visitor.site.run(JOBS).split()[-1]}/")


@walked(WAYS, "training:content-sign", OWNER)
def a_sign_off_that_is_not_complete(visitor: Visitor) -> Iterator[object]:
    visitor.go("/clinic/content/client-communication/")
    for name in ("name", "role"):
        visitor.page.locator(f"[name={name}]").fill("")
    visitor.page.get_by_role("button", name="Record the sign-off").click()
    yield visitor.page.locator("[aria-invalid=true]").first.wait_for()


@walked(WAYS, "training:content-withdraw", OWNER)
def a_sign_off_taken_back(visitor: Visitor) -> Iterator[object]:
    visitor.go("/clinic/content/milia-myths/")
    visitor.page.locator("main a[href$='/withdraw/']").first.click()
    yield visitor.page.wait_for_url("**/withdraw/")
    visitor.page.get_by_role("button", name="Withdraw it").click()
    yield visitor.page.locator("[aria-invalid=true]").first.wait_for()


@walked(WAYS, "training:scope-add", OWNER)
def an_act_that_is_not_complete(visitor: Visitor) -> Iterator[object]:
    visitor.go("/clinic/scope/add/")
    visitor.page.locator("main form button.primary").click()
    yield visitor.page.locator("[aria-invalid=true]").first.wait_for()


@walked(WAYS, "training:certificate-issue", OWNER)
def what_a_certificate_would_rest_on(visitor: Visitor) -> Iterator[object]:
    visitor.go("/clinic/?show=ready")
    visitor.page.get_by_role("link", name=re.compile("Certify now")).first.click()
    yield visitor.page.get_by_role("heading", name="What it will rest on").wait_for()


@walked(WAYS, "training:certificate-issue", OWNER)
def why_somebody_cannot_be_certified(visitor: Visitor) -> Iterator[object]:
    visitor.go("/team/?q=Ines")
    visitor.page.get_by_role("link", name="Ines Moreau").first.click()
    visitor.page.wait_for_url(re.compile(r"/team/[0-9a-f-]{36}/"))
    ines = visitor.path.strip("/").rpartition("/")[2]
    visitor.go(f"/certificates/issue/?person={ines}&programme=foundation")
    yield visitor.page.get_by_role("heading", name="What is missing").wait_for()


def certificate(visitor: Visitor, name: str) -> None:
    visitor.go("/clinic/")
    row = visitor.page.get_by_role("row").filter(has_text=name)
    row.locator("td a.tag").first.click()
    visitor.page.wait_for_url(re.compile(r"/certificates/[0-9a-f-]{36}/$"))


@walked(WAYS, "training:certificate-detail", OWNER)
def a_certificate(visitor: Visitor) -> Iterator[object]:
    yield certificate(visitor, "Amara Okafor")


@walked(WAYS, "training:certificate-list", "amara@example.test")
def certificates_somebody_holds(visitor: Visitor) -> Iterator[object]:
    yield visitor.go("/certificates/")


@walked(WAYS, "training:certificate-revoke", OWNER)
def a_certificate_taken_back(visitor: Visitor) -> Iterator[object]:
    certificate(visitor, "Priya Nair")
    yield visitor.page.get_by_role("link", name="Suspend or revoke").click()
    visitor.page.get_by_role("button", name="Record this").click()
    yield visitor.page.locator("[aria-invalid=true]").first.wait_for()


@walked(WAYS, "training:verify-detail", OWNER)
def the_public_page_of_a_certificate(visitor: Visitor) -> Iterator[object]:
    certificate(visitor, "Amara Okafor")
    yield visitor.page.get_by_role("link", name="Public page").click()


@walked(WAYS, "training:verify-detail", OWNER)
def the_public_page_of_one_that_is_suspended(visitor: Visitor) -> Iterator[object]:
    certificate(visitor, "Oda Brandt")
    visitor.page.get_by_role("link", name="Suspend or revoke").click()
    visitor.page.get_by_label("Suspend it").check(force=True)
    visitor.page.get_by_label("Why").fill("Something is looked into.")
    visitor.page.get_by_role("button", name="Record this").click()
    yield visitor.page.get_by_role("link", name="Public page").click()


@walked(WAYS, "training:setting-edit", OWNER)
def a_colour_too_pale_to_read(visitor: Visitor) -> Iterator[object]:
    visitor.go("/clinic/settings/colour/")
    visitor.page.locator("[name=value]").fill("#f3d9c6")
    visitor.page.locator("main form button.primary").click()
    yield visitor.page.locator("[aria-invalid=true]").first.wait_for()
