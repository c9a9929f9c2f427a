import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.training.content_tree import PROGRAMMES
from tests.training.learning import (
    FOLDER,
    LESSONS,
    answer_checks,
    load,
    newest,
    observe,
    read,
    read_all,
    sit,
    texts,
)
from training.models import Assignment, LessonRead, Module, ReadingPlace

pytestmark = pytest.mark.django_db
FIRST = "/learn/milia-myths/why-popping-fails/"
SECOND = "/learn/milia-myths/lesson-2/"


@pytest.fixture
def root(tmp_path, at):
    load(tmp_path / "content", texts(modules=2), at)
    return tmp_path / "content"


@pytest.fixture
def ines(client, root, junior):
    client.force_login(junior)
    return client


def page(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize(
    ("who", "goal"),
    [("junior", "/learn/"), ("mentor", "/team/"), ("owner", "/clinic/"), ("stranger", "/learn/")],
)
def test_everybodys_first_page_is_her_roles(client, request, who, goal):
    client.force_login(request.getfixturevalue(who))
    assert client.get("/").headers["Location"] == goal


@pytest.mark.parametrize("url", ["/", "/learn/", "/learn/milia-myths/", FIRST])
def test_somebody_without_a_clinic_is_told_kindly(client, root, junior, url):
    junior.memberships.update(ended_at=junior.date_joined)
    client.force_login(junior)
    assert "You are not in a clinic yet" in page(client, url)


@pytest.mark.parametrize("url", ["/learn/", "/learn/milia-myths/", FIRST, "/claims/F004/"])
def test_a_visitor_is_asked_to_sign_in(client, root, url):
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    "url", ["/learn/nothing/", "/learn/milia-myths/nothing/", "/claims/F999/", f"{FIRST}x/"]
)
def test_what_is_not_taught_is_not_found(ines, url):
    page(ines, url, 404)


def test_a_lesson_of_another_module_is_not_found(ines):
    page(ines, "/learn/second-look/lesson-2/", 404)


def test_the_home_page_has_one_next_step_and_says_why(ines, junior, clinic, mentor, at):
    module = Module.objects.first()
    Assignment.objects.create(clinic=clinic, person=junior, module=module, by=mentor, at=at)
    html = page(ines, "/learn/")
    assert html.partition("</main>")[0].count("btn primary") == 1
    assert f'href="{FIRST}"' in html
    assert "Counts towards Foundation" in html
    assert "Oda asked you to do Milia myths" in html


def test_the_module_page_says_what_completes_each_step(ines):
    html = page(ines, "/learn/milia-myths/")
    assert html.partition("</main>")[0].count("btn primary") == 1
    assert "Complete when read to the end with its checks answered." in html
    assert "Complete at 80% or more" in html
    assert "Complete when the skill is seen and you have both signed." in html
    assert "Awaiting your medical lead" in html
    assert "Never share home needling." in html


def test_a_module_that_waits_for_another_says_for_which(ines, root, at):
    waits = texts()[f"{FOLDER}/module.yaml"].replace("requires: []", "requires: [milia-myths]")
    load(root, {"modules/02-second-look/module.yaml": waits}, at)
    html = page(ines, "/learn/second-look/")
    assert 'Opens after the quiz of <a href="/learn/milia-myths/">' in html


def test_every_state_of_a_module_has_its_words(ines, junior, mentor, clinic, at):
    quiz = Module.objects.first().quiz
    read(junior, clinic, newest("why-popping-fails"), at)
    assert "1 of 2 lessons read" in page(ines, "/learn/")
    read_all(junior, clinic, at)
    assert "Quiz next" in page(ines, "/learn/")
    sit(junior, clinic, quiz, at.replace(year=2025), passed=False, score="0.6")
    assert "Quiz not yet passed, 60%" in page(ines, "/learn/")
    sit(junior, clinic, quiz, at, passed=True)
    assert "Sign-off next" in page(ines, "/learn/")
    made = observe(junior, mentor, clinic, at)
    assert f'href="/signoffs/{made.public_id}/"' in page(ines, "/learn/")
    assert "Only your signature is missing." in page(ines, "/learn/milia-myths/")


def test_a_lesson_shows_its_text_its_checks_and_its_evidence(ines):
    html = page(ines, FIRST)
    assert html.count('id="check-mm-c01"') == 1
    assert "Dots after a sentence say how sure we are" in html
    assert "<span data-checks-left>1</span> of 1 check left" in html
    assert 'popovertarget="ev-F004"' in html and 'id="ev-F004"' in html
    assert 'href="/claims/F004/"' in html
    assert '<a href="#sealed">Sealed</a>' in html
    assert "csrfmiddlewaretoken" in html


def test_no_explanation_of_a_check_leaves_before_its_answer(ines, junior, clinic, at):
    check = newest("why-popping-fails").checks.revisions.get().slots.get().question
    why = next(iter(check.versions.get().rationale["why"].values()))
    assert why not in page(ines, FIRST)
    answer_checks(junior, clinic, newest("why-popping-fails"), at)
    assert why in page(ines, FIRST)


def test_done_leads_to_the_next_lesson_and_then_to_the_module(ines, junior, clinic, at):
    answer_checks(junior, clinic, newest("why-popping-fails"), at)
    assert ines.post(f"{FIRST}done/", {"revision": 1}).headers["Location"] == SECOND
    done = ines.post(f"{SECOND}done/", {"revision": 1})
    assert done.headers["Location"] == "/learn/milia-myths/#quiz"
    assert "All lessons read. The quiz is open." in page(ines, "/learn/milia-myths/")
    assert LessonRead.objects.filter(user=junior, clinic=clinic).count() == 2


def test_done_with_an_open_check_leads_to_the_check_and_says_so(ines):
    response = ines.post(f"{FIRST}done/", {"revision": 1})
    assert response.headers["Location"] == f"{FIRST}?waiting=1#check-mm-c01"
    assert not LessonRead.objects.exists()
    assert "Almost: this check first" in page(ines, f"{FIRST}?waiting=1")


def test_the_button_at_the_end_is_quiet_while_a_check_is_left(ines, junior, clinic, at):
    assert '"btn" data-done' in page(ines, FIRST)
    read_all(junior, clinic, at)
    assert '"btn primary" data-done' in page(ines, FIRST)


@pytest.mark.parametrize("number", ["", "9", "x", "-1", "9" * 5000])
def test_done_needs_a_revision_there_is(ines, number):
    assert ines.post(f"{SECOND}done/", {"revision": number}).status_code == 404


def test_the_revision_she_was_shown_is_the_one_she_read(ines, root, at):
    changed = texts()[f"{LESSONS}/02-lesson-2.md"].replace("It is sealed", "It is shut")
    load(root, {f"{LESSONS}/02-lesson-2.md": changed}, at)
    ines.post(f"{SECOND}done/", {"revision": 1})
    assert LessonRead.objects.get().revision.number == 1


def test_the_place_is_kept_by_a_small_post_and_offered_on_return(ines):
    assert ines.post(f"{SECOND}place/", {"anchor": "sealed"}).status_code == 204
    assert ReadingPlace.objects.get().anchor == "sealed"
    assert ines.post(f"{SECOND}place/", {"anchor": "nowhere"}).status_code == 400
    assert "You stopped at “Sealed”" in page(ines, "/learn/milia-myths/")


@pytest.mark.parametrize("act", ["done", "place"])
def test_looking_changes_nothing(ines, act):
    assert ines.get(f"{FIRST}{act}/").status_code == 405


def test_reading_pages_writes_nothing(ines):
    for url in ("/learn/", "/learn/milia-myths/", FIRST, "/claims/F004/"):
        with CaptureQueriesContext(connection) as seen:
            page(ines, url)
        assert not [q for q in seen if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_a_claim_says_how_sure_we_are_and_what_relies_on_it(ines):
    html = page(ines, "/claims/F004/")
    assert "Claim F004." in html and "Strong" in html and "Milia" in html
    assert f'href="{FIRST}#sealed"' in html


def test_goals_say_what_is_missing(ines, root, at):
    assert "4 steps left" in page(ines, "/learn/")
    load(root, {"programmes.yaml": PROGRAMMES.replace("- {kind: obs", "# {kind: obs")}, at)
    assert "3 steps left" in page(ines, "/learn/")
