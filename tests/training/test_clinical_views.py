"""Sign-off of content, scope table, local rules and claims to check, over HTTP."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from tests.factories import MembershipFactory
from tests.training.learning import LESSONS, load, texts
from tests.training.test_localrules import local
from training import reviews
from training.models import LocalRule, Module, ModuleReview, ScopeRevision

pytestmark = pytest.mark.django_db
SIGN = "/clinic/content/milia-myths/"
LESSON = "/learn/milia-myths/lesson-2/"
ROW = "/clinic/scope/freezing/"
NASTY = "<script>alert(1)</script>"


@pytest.fixture
def root(tmp_path):
    load(tmp_path / "content", texts() | local(), timezone.now() - dt.timedelta(days=3))
    return tmp_path / "content"


@pytest.fixture
def astrid(client, root, owner):
    client.force_login(owner)
    return client


def page(client, url, status=200):
    answer = client.get(url, follow=True)
    assert answer.status_code == status
    return answer.content.decode()


def signed(**given):
    today = timezone.now().date().isoformat()
    fields = {"edition": "1", "last": "0", "name": "Dr Noor", "role": "Lead", "note": ""}
    return fields | {"reviewed_on": today} | given


def row(**given):
    words = {"who": "The lead", "law": "Rule 3", "training": "M6", "supervision": "None"}
    day = timezone.now().date().isoformat()
    return words | {"refer_to": "The lead", "checked_on": day, "number": "0"} | given


def rule(**given):
    day = timezone.now().date().isoformat()
    said = {"text": "Here only the lead.", "law": "Rule 3", "checked_by": "Dr Noor"}
    return said | {"checked_on": day, "number": "0"} | given


def test_an_owner_records_a_sign_off_and_readers_see_it(astrid, junior) -> None:
    assert "Awaiting your medical lead" in page(astrid, LESSON)
    answer = astrid.post(SIGN, signed(), follow=True)
    assert "Recorded. Your staff see it from now on." in answer.content.decode()
    assert "Signed by Dr Noor, Lead, on" in page(astrid, "/clinic/content/")
    astrid.force_login(junior)
    assert "Reviewed by Dr Noor, Lead," in page(astrid, LESSON)
    assert "Dr Noor, Lead," in page(astrid, "/learn/milia-myths/")


def test_what_changed_since_is_named_with_links(astrid, root) -> None:
    astrid.post(SIGN, signed())
    path = f"{LESSONS}/02-lesson-2.md"
    load(root, {path: texts()[path].replace("It is sealed", "It is shut")}, timezone.now())
    for url in ("/clinic/content/", SIGN):
        html = page(astrid, url)
        assert "Changed since:" in html
        assert f'<a href="{LESSON}">What to say</a>' in html
    assert "this lesson has changed since" in page(astrid, LESSON)
    other = page(astrid, "/learn/milia-myths/why-popping-fails/")
    assert "other parts of the module have changed since" in other
    assert "Changed since: 1 lesson" in page(astrid, "/learn/milia-myths/")


@pytest.mark.parametrize(
    "given",
    [
        {"name": ""},
        {"role": ""},
        {"reviewed_on": ""},
        {"reviewed_on": "tomorrow"},
        {"reviewed_on": "2999-01-01"},
        {"reviewed_on": "2020-01-01"},
        {"edition": "x"},
        {"last": "-1"},
        {"name": "x" * 151},
        {"note": "\x00"},
    ],
)
def test_bad_input_is_told_and_changes_nothing(astrid, given) -> None:
    answer = astrid.post(SIGN, signed(**given))
    assert answer.status_code == 422
    assert "to put right" in answer.content.decode()
    assert not ModuleReview.objects.exists()


def test_a_sign_off_of_what_has_changed_is_told_and_keeps_what_was_typed(astrid, root) -> None:
    path = f"{LESSONS}/02-lesson-2.md"
    load(root, {path: texts()[path].replace("It is sealed", "It is shut")}, timezone.now())
    answer = astrid.post(SIGN, signed(note="Typed long"))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Typed long" in html and 'name="edition" value="2"' in html
    assert astrid.post(SIGN, signed(edition="2")).status_code == 302


def test_a_withdrawal_needs_a_reason_and_shows(astrid, owner) -> None:
    astrid.post(SIGN, signed())
    url = f"{SIGN}1/withdraw/"
    assert astrid.post(url, {"reason": ""}).status_code == 422
    answer = astrid.post(url, {"reason": f"Wrong {NASTY}"}, follow=True)
    html = answer.content.decode()
    assert "Withdrawn by Astrid" in html and NASTY not in html
    assert "Awaiting your medical lead" in page(astrid, LESSON)
    assert "withdrew a review of content" in page(astrid, "/clinic/audit/")


@pytest.mark.parametrize("url", ["/clinic/content/nothing/", f"{SIGN}9/withdraw/"])
def test_what_is_not_there_is_not_found(astrid, url) -> None:
    page(astrid, url, 404)


def test_a_module_that_was_never_loaded_as_an_edition_says_so(astrid) -> None:
    Module.objects.create(
        slug="bare", number=9, title="Bare", short="B", summary="", minutes=1, digest=""
    )
    assert "Nothing to sign yet" in page(astrid, "/clinic/content/bare/")
    assert astrid.post("/clinic/content/bare/", signed()).status_code == 409


def test_staff_read_the_table_and_may_not_change_it(astrid, junior) -> None:
    astrid.post(ROW, row(who=NASTY))
    astrid.force_login(junior)
    html = page(astrid, "/clinic/scope/")
    assert "Ask before you do it" in html and "Not filled in yet" in html
    assert "&lt;script&gt;" in html and NASTY not in html
    assert f'href="{ROW}"' not in html
    assert astrid.post(ROW, row(number="1")).status_code == 403
    assert 'href="/clinic/scope/"' in page(astrid, "/learn/")
    assert 'href="/clinic/scope/"' in page(astrid, "/learn/milia-myths/")


def test_a_stale_row_is_told_and_keeps_what_was_typed(astrid) -> None:
    astrid.post(ROW, row(who="First"))
    answer = astrid.post(ROW, row(who="Second, typed long"))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "First" in html and "Second, typed long" in html
    assert 'name="number" value="1"' in html
    assert astrid.post(ROW, row(number="1", who="Both")).status_code == 302
    assert ScopeRevision.objects.count() == 2


@pytest.mark.parametrize("given", [{"checked_on": "2999-01-01"}, {"number": "x"}, {"who": "\x00"}])
def test_bad_input_saves_no_row(astrid, given) -> None:
    assert astrid.post(ROW, row(**given)).status_code == 422
    assert not ScopeRevision.objects.exists()


def test_an_own_act_is_added_and_taken_off(astrid) -> None:
    assert astrid.post("/clinic/scope/add/", row(title="")).status_code == 422
    astrid.post("/clinic/scope/add/", row(title="Facials"))
    assert "Facials" in page(astrid, "/clinic/scope/")
    assert "Take it off the table" in page(astrid, "/clinic/scope/own-1/")
    remove = "/clinic/scope/own-1/remove/"
    assert astrid.post(remove, {"number": "x"}).status_code == 404
    assert "Not removed" in astrid.post(remove, {"number": "7"}, follow=True).content.decode()
    assert "Taken off" in astrid.post(remove, {"number": "1"}, follow=True).content.decode()
    late = astrid.post("/clinic/scope/own-1/", row(title="Facials", number="1"))
    assert late.status_code == 409
    assert "took this act off the table" in late.content.decode()
    page(astrid, "/clinic/scope/own-1/", 404)
    assert astrid.post("/clinic/scope/freezing/remove/", {"number": "0"}).status_code == 404


def test_the_clinics_text_stands_where_the_general_note_was(astrid, junior) -> None:
    note = "Depends on local law. Said for: UK."
    for url in ("/claims/F004/", LESSON):
        assert note in page(astrid, url)
    astrid.post("/clinic/rules/F004/", rule(text=f"Only the lead. {NASTY}"))
    astrid.force_login(junior)
    for url in ("/claims/F004/", LESSON, "/clinic/rules/"):
        html = page(astrid, url)
        assert "Only the lead. &lt;script&gt;" in html and NASTY not in html
        assert "by Dr Noor" in html and note not in html
        assert "Claim F004." in html


def test_a_person_in_two_clinics_reads_the_text_of_the_one_she_works_in(
    astrid, junior, other_clinic, clinic
) -> None:
    astrid.post("/clinic/rules/F004/", rule())
    astrid.post(SIGN, signed())
    MembershipFactory(user=junior, clinic=other_clinic, role="junior")
    astrid.force_login(junior)
    for home, is_here in ((clinic, True), (other_clinic, False)):
        astrid.post("/clinic/switch/", {"clinic": str(home.public_id)})
        html = page(astrid, LESSON)
        assert ("Here only the lead." in html) is is_here
        assert ("Dr Noor" in html) is is_here


@pytest.mark.parametrize("given", [{"law": ""}, {"checked_on": "2999-01-01"}, {"number": ""}])
def test_bad_input_saves_no_text(astrid, given) -> None:
    assert astrid.post("/clinic/rules/F004/", rule(**given)).status_code == 422
    assert not LocalRule.objects.exists()


def test_a_stale_text_is_told_and_keeps_what_was_typed(astrid) -> None:
    astrid.post("/clinic/rules/F004/", rule())
    answer = astrid.post("/clinic/rules/F004/", rule(text="Typed long"))
    assert answer.status_code == 409
    assert "Here only the lead." in answer.content.decode()
    assert "Typed long" in answer.content.decode()
    page(astrid, "/clinic/rules/F068/", 404)


def test_claims_to_check_are_listed_with_what_rests_on_them(astrid, root) -> None:
    assert "Nothing to check in the next 60 days" in page(astrid, "/clinic/claims/")
    assert "past its review date" not in page(astrid, "/clinic/")
    late = local()["claims.yaml"].replace("2027-11-02", "2025-01-10", 1)
    late = late.replace("2026-11-02", "2024-11-02", 1)
    load(root, {"claims.yaml": late}, timezone.now())
    html = page(astrid, "/clinic/claims/")
    assert "days late" in html and f'<a href="{LESSON}">What to say</a>' in html
    assert "1 claim past its review date" in page(astrid, "/clinic/")


def test_the_owners_pages_stand_under_one_entry(astrid) -> None:
    for url in ("/clinic/content/", "/clinic/scope/", "/clinic/rules/", "/clinic/claims/"):
        html = page(astrid, url)
        assert 'href="/clinic/content/" aria-current="page"' in html


def test_looking_at_the_pages_writes_nothing(astrid, clinic) -> None:
    for url in ("/clinic/content/", SIGN, "/clinic/scope/", ROW, "/clinic/rules/"):
        page(astrid, url)
    assert not ScopeRevision.objects.exists() and not ModuleReview.objects.exists()
    assert reviews.board(clinic)
