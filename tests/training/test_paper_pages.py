"""A module on paper: every lesson, numbered notes, and no answer."""

import re

import pytest

from tests.training.learning import LESSONS, SECOND, load, texts
from training import localrules, reviews
from training.models import Module

from .test_localrules import SAID, local
from .test_reader_pages import page, queries

pytestmark = pytest.mark.django_db


PAPER = "/learn/milia-myths/print/"


@pytest.fixture
def root(tmp_path, at):
    load(tmp_path / "content", texts(), at)
    return tmp_path / "content"


@pytest.fixture
def ines(client, root, junior):
    client.force_login(junior)
    return client


def test_a_module_on_paper_has_every_lesson_and_numbered_notes(ines):
    html = page(ines, PAPER)
    assert html.index("Why popping fails") < html.index("What to say")
    assert html.count("Revision 1 of 23 Nov 2026, printed on") == 2
    assert "Printed on" in html and "say what a milium is" in html
    assert html.count('<a href="#note-1">1</a>') == 2
    assert html.count('id="note-1"') == 1 and "Claim F004." in html and "Strong" in html
    assert html.count("<figure") == 2
    assert "popovertarget" not in html and "data-term" not in html


def test_a_module_page_leads_to_its_paper(ines):
    assert f'href="{PAPER}"' in page(ines, "/learn/milia-myths/")


def test_ids_are_used_once_on_paper(ines):
    ids = re.findall(r'\sid="([^"]+)"', page(ines, PAPER))
    assert len(ids) == len(set(ids))


def test_a_check_on_paper_is_a_line_that_leads_back(ines):
    html = page(ines, PAPER)
    assert html.count("A check belongs here. Answer it on the platform.") == 1
    assert "mm-c01" not in html and "<form" not in html.partition("<main")[2].partition("</main")[0]


def test_a_longer_module_costs_its_paper_no_more_queries(ines, root, at):
    before = queries(ines, PAPER)
    load(root, {f"{LESSONS}/{n:02}-lesson-{n}.md": SECOND for n in range(3, 9)}, at)
    assert queries(ines, PAPER) == before


def test_what_is_not_taught_is_not_printed(ines):
    page(ines, "/learn/nothing/print/", 404)


def test_somebody_without_a_clinic_prints_nothing(ines, junior):
    junior.memberships.update(ended_at=junior.date_joined)
    assert "You are not in a clinic yet" in page(ines, PAPER)


def test_a_module_on_paper_says_who_stands_behind_it_here(ines, clinic, owner, at):
    assert "Awaiting your medical lead" in page(ines, PAPER)
    module = Module.objects.get(slug="milia-myths")
    words = {"name": "Dr Noor", "role": "Lead", "note": "", "reviewed_on": at.date()}
    reviews.sign(clinic=clinic, module=module, edition=1, last=0, **words, by=owner, at=at)
    html = " ".join(page(ines, PAPER).split())
    assert "Reviewed: Dr Noor, Lead, " in html and "Awaiting" not in html


def test_a_note_on_paper_says_where_it_holds_until_the_clinic_has_its_own(
    ines, root, clinic, owner, at
):
    load(root, local(), at)
    assert "Said for: UK" in page(ines, PAPER)
    saved = {"clinic": clinic, "code": "F004", "checked_on": at.date(), "number": 0, **SAID}
    localrules.save(**saved, by=owner, at=at)
    html = page(ines, PAPER)
    assert "Here only the lead." in html and "Said for:" not in html
