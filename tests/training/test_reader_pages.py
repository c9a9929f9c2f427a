import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.models import QuestionVersion
from tests.training.content_tree import CLAIM, GLOSSARY
from tests.training.learning import LESSONS, SECOND, load, read_all, texts
from training import claims, glossary, journeys

pytestmark = pytest.mark.django_db
LESSON = "/learn/milia-myths/why-popping-fails/"
PAPER = "/learn/milia-myths/print/"
PLACE = "milia-myths/why-popping-fails"


@pytest.fixture
def root(tmp_path, at):
    load(tmp_path / "content", texts(), at)
    return tmp_path / "content"


@pytest.fixture
def ines(client, root, junior):
    client.force_login(junior)
    return client


def page(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def queries(client, url):
    page(client, url)
    with CaptureQueriesContext(connection) as seen:
        page(client, url)
    return len(seen)


def sources(count):
    rows = "".join(
        f"  - {{key: S{number:03}, title: 'Text {number:03}', tier: {'ABC'[number % 3]}}}\n"
        for number in range(count)
    )
    return texts()["sources.yaml"] + rows


def secrets():
    """Every explanation and every stem: what no page of a reader may hold."""
    for version in QuestionVersion.objects.all():
        yield str(version.delivery["stem"])
        yield from map(str, version.rationale["why"].values())


def test_each_page_is_read_in_a_fixed_number_of_queries(
    root, clinic, at, django_assert_num_queries
):
    with django_assert_num_queries(8):
        claims.page(code="F004", at=at)
    with django_assert_num_queries(4):
        glossary.page()
    with django_assert_num_queries(4):
        claims.sources_page()
    with django_assert_num_queries(6):
        claims.sources_page(near="BERK2008")
    with django_assert_num_queries(5):
        journeys.paper_page(slug="milia-myths", clinic=clinic, at=at)


def test_a_lesson_marks_a_word_links_it_and_carries_its_panel(ines):
    html = page(ines, LESSON)
    assert html.count('href="/glossary/#sealed" data-term="sealed"') == 1
    assert 'id="term-sealed"' in html and "Without an opening." in html
    assert "Words with dots below are explained in the glossary." in html


def test_an_open_lesson_has_one_way_on_its_button(ines):
    html = page(ines, LESSON)
    assert 'rel="next"' not in html and "Done, next lesson" in html


def test_a_read_lesson_leads_to_the_ones_before_and_after_it(ines, junior, clinic, at):
    read_all(junior, clinic, at)
    first, second = page(ines, LESSON), page(ines, "/learn/milia-myths/lesson-2/")
    assert 'rel="next" href="/learn/milia-myths/lesson-2/"' in first and 'rel="prev"' not in first
    assert f'rel="prev" href="{LESSON}"' in second and 'rel="next"' not in second


def test_reading_marks_costs_a_lesson_no_query(ines, root, at):
    before = queries(ines, LESSON)
    more = '  - {key: wall, term: wall, meaning: "What closes it."}\n'
    load(root, {"glossary.yaml": GLOSSARY + more}, at)
    assert queries(ines, LESSON) == before


def test_the_glossary_has_letters_anchors_evidence_and_the_lesson(ines):
    html = page(ines, "/glossary/")
    assert 'href="#letter-S"' in html and 'id="letter-S"' in html
    assert '<div id="sealed">' in html and "closed all round" in html
    assert 'href="/claims/F004/"' in html
    assert f'href="{LESSON}#sealed"' in html


def test_a_retired_word_is_not_in_the_glossary(ines, root, at):
    load(root, {"glossary.yaml": "glossary: []\n"}, at)
    html = page(ines, "/glossary/")
    assert 'id="sealed"' not in html and "No words yet." in html


def test_a_larger_glossary_costs_no_more_queries(ines, root, at):
    before = queries(ines, "/glossary/")
    more = "".join(
        f'  - {{key: w{n}, term: word{n}, meaning: "x", claims: [F068], lesson: "{PLACE}"}}\n'
        for n in range(20)
    )
    load(root, {"glossary.yaml": GLOSSARY + more}, at)
    assert queries(ines, "/glossary/") == before
    assert page(ines, "/glossary/").count(f'href="{LESSON}"') == 20


def test_the_sources_page_says_tier_and_which_claims_rest_on_each(ines):
    html = page(ines, "/sources/")
    assert 'id="BERK2008"' in html and 'aria-label="Tier A"' in html
    assert "Guideline, regulator, peer-reviewed paper or major reference" in html
    assert 'href="/claims/F004/"' in html and 'href="/claims/F068/"' in html


def test_a_source_with_an_address_opens_without_giving_ours_away(ines, root, at):
    addressed = texts()["sources.yaml"].replace("tier: A", "tier: A, url: 'https://example.org/a'")
    load(root, {"sources.yaml": addressed}, at)
    link = 'href="https://example.org/a" rel="noopener noreferrer external"'
    assert link in page(ines, "/sources/")


def test_sources_come_fifty_to_a_page_and_filter_by_tier(ines, root, at):
    load(root, {"sources.yaml": sources(60)}, at)
    first = page(ines, "/sources/")
    assert first.count('<li id="') == 50 and "Page 1 of 2" in first
    assert page(ines, "/sources/?page=2").count('<li id="') == 11
    assert page(ines, "/sources/?tier=B").count('<li id="') == 20
    assert page(ines, "/sources/?tier=nonsense&page=x").count('<li id="') == 50


def test_a_page_of_sources_can_be_opened_at_one_of_them(ines, root, at):
    load(root, {"sources.yaml": sources(60)}, at)
    assert 'id="S059"' in page(ines, "/sources/?near=S059")
    assert 'id="S000"' in page(ines, "/sources/?near=S000")
    assert "Page 1 of 2" in page(ines, "/sources/?near=NOPE")
    assert claims.sources_page(near="S059", tier="A").page.number == 1


def test_more_sources_and_claims_cost_the_sources_page_no_more_queries(ines, root, at):
    load(root, {"sources.yaml": sources(2)}, at)
    before = queries(ines, "/sources/")
    more = "".join(CLAIM.format(code=f"F1{n}", strength="expert") for n in range(10, 40))
    found = {"sources.yaml": sources(49), "claims.yaml": texts()["claims.yaml"] + more}
    load(root, found, at)
    assert queries(ines, "/sources/") == before


def test_a_claim_leads_to_its_sources_lessons_words_and_beliefs(ines):
    html = page(ines, "/claims/F004/")
    assert 'href="/sources/?near=BERK2008#BERK2008"' in html
    assert f'href="{LESSON}#sealed"' in html and "Why popping fails: Sealed" in html
    assert 'href="/glossary/#sealed"' in html
    assert html.count("<b>“S”</b>") == 3
    assert "To be checked again by 2 Nov 2027" in html


def test_a_claim_counts_its_questions_by_module_and_objective(root, at):
    found = claims.page(code="F004", at=at)
    counted = {(one.module.slug, one.objective): one.questions for one in found.asked}
    assert set(counted) <= {
        ("milia-myths", "say what a milium is"),
        ("milia-myths", "say when to pass it on"),
    }
    assert found.questions == sum(counted.values()) > 0


def test_a_claim_that_is_retired_says_so(ines, root, at):
    more = CLAIM.format(code="F099", strength="expert")
    load(root, {"claims.yaml": texts()["claims.yaml"] + more}, at)
    load(root, texts(), at)
    assert "We no longer rely on this statement" in page(ines, "/claims/F099/")


def test_a_claim_says_that_we_looked_and_for_which_place_it_holds(ines, root, at):
    looked = texts()["claims.yaml"].replace(
        "sources: [BERK2008]", "sources: [BERK2008]\n    looked: true\n    jurisdiction: EU", 1
    )
    load(root, {"claims.yaml": looked}, at)
    html = page(ines, "/claims/F004/")
    assert "We also searched for what would settle it, and did not find it." in html
    assert "Said for: EU" in html


def test_what_relies_on_a_claim_costs_its_page_no_more_queries(ines, root, at):
    before = queries(ines, "/claims/F004/")
    load(root, {f"{LESSONS}/{n:02}-lesson-{n}.md": SECOND for n in range(3, 9)}, at)
    assert queries(ines, "/claims/F004/") == before


def test_a_source_nobody_can_name_is_the_first_page(ines):
    assert "Milia" in page(ines, "/sources/?near=%00")


@pytest.mark.parametrize("url", ["/glossary/", "/sources/", "/claims/F004/"])
def test_who_left_the_clinic_looks_nothing_up(ines, junior, url):
    junior.memberships.update(ended_at="2026-01-01T00:00Z")
    assert "F004" not in page(ines, url)


@pytest.mark.parametrize("url", [PAPER, "/claims/F004/", "/glossary/", "/sources/"])
def test_no_question_and_no_explanation_is_on_a_readers_page(ines, url):
    html, kept = page(ines, url), [one for one in secrets() if one]
    assert len(kept) > 10
    assert not [one for one in kept if one in html]


@pytest.mark.parametrize("url", [PAPER, "/glossary/", "/sources/"])
def test_a_visitor_is_asked_to_sign_in(client, root, url):
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("url", [PAPER, "/glossary/", "/sources/", "/claims/F004/", LESSON])
def test_looking_things_up_writes_nothing(ines, url):
    with CaptureQueriesContext(connection) as seen:
        page(ines, url)
    assert not [q for q in seen if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


@pytest.mark.parametrize("url", [PAPER, "/glossary/", "/sources/"])
def test_readers_pages_are_for_looking_only(ines, url):
    assert ines.post(url).status_code == 405
