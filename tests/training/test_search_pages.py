"""The page of the search: what it shows, what it costs, and who may see it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.training.learning import LESSONS, load
from tests.training.searching import EYES, load_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(tmp_path, at):
    return load_all(tmp_path / "content", at)


@pytest.fixture
def ines(client, root, junior):
    client.force_login(junior)
    return client


def page(client, q=None, **more):
    asked = more if q is None else {"q": q, **more}
    response = client.get("/search/", asked)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_shows_what_was_found_with_the_words_marked(ines):
    html = page(ines, "eyelid")
    assert 'href="/learn/milia-myths/around-the-eye/#the-lid"' in html
    assert "<mark>eyelid</mark>" in html
    assert 'value="eyelid"' in html
    assert "1 result" in html


def test_every_page_leads_to_the_search(ines):
    for url in ("/learn/", "/certificates/", "/search/"):
        assert ines.get(url).content.decode().count('href="/search/"') == 1, url
    assert 'href="/search/" aria-current="page"' in page(ines)


def test_nothing_asked_nothing_found_and_no_real_word_are_each_answered(ines):
    assert "The beginning of a word is enough" in page(ines)
    assert "Nothing found" in page(ines, "zebra")
    assert "Which word shall we look for?" in page(ines, "what is the")
    assert "Which word shall we look for?" in page(ines, '"*" -- %')
    assert "Close to what you asked" in page(ines, "eyelid zebra")


def test_a_kind_without_a_hit_says_where_the_others_are(ines):
    html = page(ines, "eyelid", show="claim")
    assert "None of this kind" in html
    assert 'href="?q=eyelid"' in html


def test_a_long_question_is_cut_and_the_page_says_so(ines):
    assert "That was long" in page(ines, "eyelid " + "x" * 10_000)
    assert "That was long" in page(ines, " ".join(f"w{n}" for n in range(40)))
    assert "That was long" not in page(ines, "eyelid")


def test_what_was_typed_is_shown_as_text(ines):
    html = page(ines, '<script>alert("eyelid")</script>')
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_many_hits_come_in_pages(ines, root, at):
    many = {f"{LESSONS}/{n:02}-more-{n}.md": EYES for n in range(10, 40)}
    load(root, many, at)
    first, second = page(ines, "eyelid"), page(ines, "eyelid", page=2)
    assert first.count('class="found-title"') == 20
    assert second.count('class="found-title"') == 11
    assert 'href="?page=2&amp;q=eyelid"' in first
    assert "Page 2 of 2" in page(ines, "eyelid", page=99)
    assert "Page 1 of 2" in page(ines, "eyelid", page="x")


def test_the_page_costs_the_same_for_one_hit_and_for_many(ines, root, at):
    with CaptureQueriesContext(connection) as few:
        page(ines, "eyelid")
    load(root, {f"{LESSONS}/{n:02}-more-{n}.md": EYES for n in range(10, 30)}, at)
    with CaptureQueriesContext(connection) as many:
        page(ines, "eyelid")
    assert len(many) == len(few)
    assert len([q for q in few if "search" in q["sql"]]) == 2
    with CaptureQueriesContext(connection) as close:
        page(ines, "eyelid zebra")
    assert len(close) == len(few) + 1
    with CaptureQueriesContext(connection) as nothing:
        page(ines)
    assert len(nothing) == len(few) - 2


def test_somebody_without_a_clinic_is_told_kindly_as_under_learn(client, root, junior):
    junior.memberships.update(ended_at=junior.date_joined)
    client.force_login(junior)
    assert "You are not in a clinic yet" in page(client, "eyelid")


def test_a_visitor_is_asked_to_sign_in(client, root):
    assert client.get("/search/?q=eyelid").headers["Location"].startswith("/accounts/login/")


def test_a_search_is_only_ever_a_look(ines):
    assert ines.post("/search/", {"q": "eyelid"}).status_code == 405


def test_the_marks_of_the_database_do_not_reach_the_page(ines):
    html = page(ines, "claim")
    assert not re.search(r"&lt;/?mark|[\x02\x03]", html)
