"""To an owner's pages about people: the list, one person, leaving, teams."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.journeys.visitor import OWNER, Visitor

from .way import Way, opened, walked

WAYS: list[Way] = opened(
    OWNER,
    "/clinic/people/?q=nobody",
    "/clinic/people/?state=left",
)

INVITED = """
from django.utils import timezone
from training import invitations
from training.models import Clinic, Invitation, User
clinic, by = Clinic.objects.get(), User.objects.get(email="owner@example.test")
for email in ("freya@example.test", "boss@example.test"):
    if not Invitation.objects.filter(email=email).exists():
        wish = invitations.Wish(email=email, name="Freya Lind", roles=["junior", "mentor"])
        invitations.invite(clinic=clinic, wish=wish, by=by, at=timezone.now())
User.objects.get_or_create(email="boss@example.test", defaults={"name": "Boss"})
for one in Invitation.objects.order_by("pk"):
    print(invitations.token_of(one))
"""


def person(visitor: Visitor, name: str) -> None:
    """At the page of somebody of the clinic."""
    visitor.go("/clinic/people/")
    visitor.page.get_by_role("link", name=name).click()
    visitor.page.wait_for_url(re.compile(r"/clinic/people/[0-9a-f-]{36}/$"))


@walked(WAYS, "training:invite", OWNER)
def an_invitation_without_an_address(visitor: Visitor) -> Iterator[object]:
    yield visitor.go("/clinic/people/invite/")
    visitor.page.get_by_role("button", name="Send the invitation").click()
    yield visitor.page.locator("[aria-invalid=true]").first.wait_for()


@walked(WAYS, "training:people-import", OWNER)
def a_file_that_is_no_list(visitor: Visitor) -> Iterator[object]:
    yield visitor.go("/clinic/people/import/")
    chosen(visitor, "name\nAda\n")
    yield visitor.page.locator("[aria-invalid=true]").first.wait_for()


@walked(WAYS, "training:people-import-detail", OWNER)
def rows_looked_at_and_confirmed(visitor: Visitor) -> Iterator[object]:
    visitor.go("/clinic/people/import/")
    chosen(visitor, "email,name,role,shoe\nomar@example.test,Omar,boss,\nnew@example.test,Nea\n")
    yield visitor.page.get_by_role("heading", name="What would become of the rows").wait_for()
    visitor.page.get_by_role("button", name="Invite 1 person").click()
    yield visitor.page.get_by_role("heading", name="What becomes of the rows").wait_for()


def chosen(visitor: Visitor, text: str) -> None:
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": text.encode()}
    visitor.page.get_by_label("The file").set_input_files(file)
    visitor.page.get_by_role("button", name="Look at the rows").click()


@walked(WAYS, "training:clinic-people", OWNER)
def who_is_invited(visitor: Visitor) -> Iterator[object]:
    visitor.site.run(INVITED)
    yield visitor.go("/clinic/people/?state=invited")


@walked(WAYS, "training:invitation", "")
def invitations_taken_up(visitor: Visitor) -> Iterator[object]:
    """Of somebody new, of somebody with an account, and one that does not work."""
    for token in [*visitor.site.run(INVITED).split(), "no-such-link"]:
        yield visitor.go(f"/invitations/{token}/")
        if visitor.page.locator("[name=password]").count():
            visitor.page.locator("main form button.primary").click()
            yield visitor.page.locator("[aria-invalid=true]").first.wait_for()


@walked(WAYS, "training:team-groups", OWNER)
def teams_and_one_without_a_name(visitor: Visitor) -> Iterator[object]:
    visitor.go("/clinic/people/teams/")
    if not visitor.sees("Early shift"):
        visitor.page.get_by_label("Name of the team").fill("Early shift")
        visitor.page.get_by_role("button", name="Make the team").click()
    yield visitor.page.get_by_role("link", name="Early shift", exact=True).wait_for()
    visitor.page.get_by_role("button", name="Make the team").click()
    yield visitor.page.locator("[aria-invalid=true]").first.wait_for()


@walked(WAYS, "training:team-group", OWNER)
def a_team(visitor: Visitor) -> Iterator[object]:
    next(teams_and_one_without_a_name(visitor))
    yield visitor.page.get_by_role("link", name="Change").first.click()


@walked(WAYS, "training:staff-detail", OWNER)
def a_person_of_the_clinic(visitor: Visitor) -> Iterator[object]:
    yield person(visitor, "Oda Brandt")
    yield person(visitor, "Astrid Lund")  # herself


@walked(WAYS, "training:staff-hand-over", OWNER)
def people_handed_over_to_nobody(visitor: Visitor) -> Iterator[object]:
    person(visitor, "Oda Brandt")
    yield visitor.page.get_by_role("link", name="Hand over").click()
    visitor.page.get_by_role("button", name="Hand over").click()
    yield visitor.page.locator("[aria-invalid=true]").first.wait_for()


@walked(WAYS, "training:staff-leave", OWNER)
def somebody_who_is_to_leave(visitor: Visitor) -> Iterator[object]:
    person(visitor, "Oda Brandt")
    yield visitor.page.get_by_role("link", name="Let this person leave").click()


@walked(WAYS, "training:staff-return", OWNER)
def somebody_who_comes_back(visitor: Visitor) -> Iterator[object]:
    person(visitor, "Yusuf Demir")
    if visitor.page.get_by_role("link", name="Let this person leave").count():
        visitor.page.get_by_role("link", name="Let this person leave").click()
        visitor.page.get_by_role("button", name="Let this person leave").click()
    yield visitor.page.get_by_role("link", name="Works here again").click()
    visitor.page.get_by_role("button", name="Give these roles").click()
    yield visitor.page.locator("[aria-invalid=true]").first.wait_for()
    visitor.page.get_by_label("Learner").check(force=True)
    visitor.page.get_by_role("button", name="Give these roles").click()
    visitor.page.wait_for_url(re.compile(r"/clinic/people/[0-9a-f-]{36}/$"))


@walked(WAYS, "training:learn-home", OWNER)
def pages_as_somebody_else_sees_them(visitor: Visitor) -> Iterator[object]:
    person(visitor, "Jonas Weber")
    visitor.page.get_by_role("button", name="View as this person").click()
    try:
        yield visitor.page.get_by_text("as Jonas Weber sees it").wait_for()
    finally:
        visitor.page.get_by_role("button", name="End").click()


@walked(WAYS, "quizzes:contest-list", OWNER)
def a_page_that_stays_closed_meanwhile(visitor: Visitor) -> Iterator[object]:
    person(visitor, "Jonas Weber")
    visitor.page.get_by_role("button", name="View as this person").click()
    try:
        visitor.go("/contests/")
        yield visitor.page.get_by_role("heading", name="stays closed").wait_for()
    finally:
        visitor.page.get_by_role("button", name="End").click()


@walked(WAYS, "training:staff-erase", OWNER)
def somebody_to_be_erased(visitor: Visitor) -> Iterator[object]:
    """What would go, and what is asked before it does."""
    person(visitor, "Amara Okafor")
    visitor.page.get_by_role("link", name="Erase this person").click()
    yield visitor.page.get_by_role("heading", name="Is deleted").wait_for()
    visitor.page.get_by_role("button", name="Erase for good").click()
    yield visitor.page.locator("[aria-invalid=true]").first.wait_for()
