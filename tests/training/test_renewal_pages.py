"""Renewal and refresh as the learner, the owner, the mentor and the public see them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import MembershipFactory
from tests.training import team_world as world
from tests.training.renewing import DAY, again, first, make_programme
from training import renewals
from training.models import ProgrammeRevision

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(clinic):
    return world.make_module("milia-myths")


@pytest.fixture
def programme(module):
    return make_programme(module)


@pytest.fixture
def hold(programme, junior, clinic, mentor, owner):
    """A certificate issued so many days ago: the pages ask the clock."""

    def held(days: int):
        return first(
            junior, programme, clinic, mentor, owner, timezone.now() - dt.timedelta(days=days)
        )

    return held


@pytest.fixture
def see(client):
    """A page as somebody sees it: the text between the tags of its main part."""

    def seen(who, url):
        client.force_login(who)
        answer = client.get(url)
        assert answer.status_code == 200
        return answer.content.decode().partition("<main")[2].partition("</main>")[0]

    return seen


def renew_url(held):
    return reverse("training:certificate-renew", args=[held.public_id])


@pytest.mark.parametrize("url", ["/certificates/", "/learn/"])
def test_in_the_window_her_pages_lead_to_what_is_asked_again(hold, see, junior, url):
    held = hold(660)
    assert renew_url(held) in see(junior, url)


def test_home_makes_the_renewal_the_one_next_thing(hold, see, junior):
    held = hold(660)
    html = see(junior, "/learn/")
    lead = html[html.index("lead-card") : html.index("</section>")]
    assert "Renew: Practitioner" in lead
    assert renew_url(held) in lead
    assert lead.count("btn primary") == 1


def test_one_press_opens_the_quizzes_and_the_page_leads_to_the_first(
    hold, see, junior, module, client
):
    held = hold(660)
    html = see(junior, renew_url(held))
    assert "Open the quizzes" in html
    assert html.count("btn primary") == 1
    answer = client.post(renew_url(held), follow=True)
    assert "The quizzes are open" in answer.content.decode()
    html = see(junior, renew_url(held))
    assert "Open the quizzes" not in html
    assert html.count("btn primary") == 1
    assert f"/quizzes/{module.quiz.slug}/" in html
    assert "Start" in see(junior, f"/quizzes/{module.quiz.slug}/")


def test_looking_opens_nothing(hold, see, junior):
    held = hold(660)
    see(junior, renew_url(held))
    assert renewals.renewal(certificate=again(held), at=timezone.now()).may_begin


def test_when_all_is_there_she_is_told_that_the_owner_can_renew(
    hold, see, junior, owner, module, clinic, client
):
    held = hold(660)
    now = timezone.now()
    world.sat(junior, module, clinic, at=now)
    world.sat(junior, module, clinic, at=now, alone=True, score="1")
    assert "Everything is there." in see(junior, renew_url(held))
    assert "Renew now" in see(owner, "/clinic/")
    issue = reverse("training:certificate-issue")
    asked = f"{issue}?person={junior.public_id}&programme=practitioner"
    shown = see(owner, asked)
    assert "It was renewed." in shown
    assert "The skills were seen." not in shown
    client.post(issue, {"person": str(junior.public_id), "programme": "practitioner"})
    second = junior.certificates.get(cycle=2)
    own = see(junior, reverse("training:certificate-detail", args=[second.public_id]))
    assert "It was renewed." in own
    assert "Replaced by a newer one" in see(junior, f"/verify/{held.code}/")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (10, "It opens on"),
        (660, "Open since"),
        (740, "Open since"),
        (800, "The time for a renewal ended on"),
    ],
)
def test_the_certificate_says_when_it_is_renewed_and_what_is_asked(
    hold, see, junior, owner, days, words
):
    held = hold(days)
    for who in (junior, owner):
        html = see(who, reverse("training:certificate-detail", args=[held.public_id]))
        assert words in html
        asked = "the quiz, the observed skills" if days == 800 else "the quiz, the red-flag"
        assert f"Milia myths: {asked}" in html


@pytest.mark.parametrize(
    ("days", "words"),
    [(10, "Refresh due"), (330, "Refresh due"), (400, "Refresh overdue since")],
)
def test_everybody_sees_how_the_yearly_refresh_stands(hold, see, junior, owner, days, words):
    held = hold(days)
    own = reverse("training:certificate-detail", args=[held.public_id])
    for who, url in ((junior, own), (owner, own), (junior, f"/verify/{held.code}/")):
        assert words in see(who, url)
    assert "Valid today" in see(junior, f"/verify/{held.code}/")
    for who, url in ((junior, "/certificates/"), (owner, "/clinic/")):
        assert (words in see(who, url)) == (days > 300)


def test_an_overdue_refresh_is_plain_on_the_public_page_and_gone_when_done(
    hold, see, junior, module, clinic
):
    held = hold(400)
    assert "That is overdue since" in see(junior, f"/verify/{held.code}/")
    world.sat(junior, module, clinic, at=timezone.now(), alone=True, score="1")
    html = see(junior, f"/verify/{held.code}/")
    assert "overdue" not in html
    assert "Refreshed" in html


def test_a_programme_without_a_refresh_says_nothing_of_one(hold, see, junior, programme):
    held = hold(10)
    ProgrammeRevision.objects.create(
        programme=programme,
        number=2,
        title="Practitioner",
        summary="Skin care.",
        requirements=[{"kind": "module", "module": "milia-myths"}],
        validity_months=24,
        window_days=90,
        grace_days=30,
        digest="z",
        published_at=timezone.now(),
    )
    own = reverse("training:certificate-detail", args=[held.public_id])
    assert "It asks for everything again" in see(junior, own)
    assert "Yearly refresh" in see(junior, own)  # issued under the edition that had one


def test_the_mentor_finds_whom_to_observe_once_more_when_the_quiz_is_passed_again(
    hold, see, junior, mentor, module, clinic
):
    hold(800)
    asked = "to renew “Practitioner”"
    assert asked not in see(mentor, "/signoffs/")
    world.sat(junior, module, clinic, at=timezone.now())
    assert asked in see(mentor, "/signoffs/")


def test_the_mentor_reads_that_she_began_and_can_open_another_attempt(
    hold, see, junior, mentor, module, clinic
):
    held = hold(660)
    now = timezone.now()
    renewals.begin(certificate=held, by=junior, at=now)
    for day in (3, 2, 1):
        world.sat(junior, module, clinic, at=now - day * DAY, score="0.5")
    html = see(mentor, f"/team/{junior.public_id}/")
    assert "Ines began to renew: Practitioner." in html
    assert "One more attempt" in html
    assert "more attempts" not in html[html.index('id="certificates"') :]


def test_what_she_began_herself_is_no_news_to_her(hold, see, junior):
    held = hold(660)
    renewals.begin(certificate=held, by=junior, at=timezone.now())
    assert "Ines gave you" not in see(junior, "/learn/")


def test_the_module_says_that_something_of_it_is_asked_again(hold, see, junior):
    held = hold(660)
    html = see(junior, "/learn/milia-myths/")
    assert "asked again for “Practitioner”" in html
    assert renew_url(held) in html


def test_in_another_clinic_nothing_is_opened(hold, see, junior, other_clinic, client):
    held = hold(660)
    MembershipFactory(user=junior, clinic=other_clinic, role="junior")
    client.force_login(junior)
    client.post(reverse("training:clinic-switch"), {"clinic": str(other_clinic.public_id)})
    answer = client.post(renew_url(held))
    assert "Change to that clinic first" in answer.content.decode()
    assert renewals.renewal(certificate=again(held), at=timezone.now()).may_begin
