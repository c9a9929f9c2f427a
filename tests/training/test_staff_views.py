"""An owner's pages about people, over HTTP."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from quizzes import attempts
from tests.access import World, build
from tests.factories import MembershipFactory
from training.models import Invitation, Membership, Team, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def owner(world: World) -> Client:
    return world.client("owner")


def address(world: World, name: str, who: str) -> str:
    return reverse(f"training:staff-{name}", args=[world.users[who].public_id])


def listed(client: Client, query: str) -> str:
    page = client.get(f"/clinic/people/{query}").content.decode()
    return page[page.index("<main") :]


LISTS = {
    "": ("Ines", "Gro"),
    "?state=left": ("Gro", "Ines"),
    "?role=mentor": ("Oda", "Ines"),
    "?q=ines@EXAMPLE": ("Ines", "Jonas"),
    "?q=nes": ("Ines", "Jonas"),
    "?role=nonsense&state=nonsense&team=nonsense&page=nonsense": ("Ines", "Gro"),
    "?q=%00%27%22%3Cb%3E": ("Nobody fits", "Ines"),
}


def test_the_list_is_searched_and_filtered(owner: Client) -> None:
    for query, (there, not_there) in LISTS.items():
        page = listed(owner, query)
        assert there in page, query
        assert not_there not in page, query


def test_a_team_filters_the_list(world: World, owner: Client) -> None:
    page = listed(owner, f"?team={world.team.public_id}")
    assert "Ines" in page
    assert "Jonas" not in page


def test_who_can_see_the_answers_stands_there_in_words(world: World, owner: Client) -> None:
    page = owner.get(address(world, "detail", "junior")).content.decode()
    assert "1 person can see these answers: <b>Oda</b>" in page
    # Karin owns the chain
    assert "4 people can see progress, results and certificates:" in page
    assert "<b>Astrid, Karin (owner of Chain), Lea and Oda</b>" in page


def test_a_mentor_reads_the_same_words(world: World) -> None:
    page = world.client("mentor").get(
        reverse("training:person-detail", args=[world.users["junior"].public_id])
    )
    assert "1 person can see these answers: <b>Oda</b>" in page.content.decode()


def test_roles_change_for_the_next_request(world: World, owner: Client) -> None:
    jonas = world.client("colleague")
    assert jonas.get("/clinic/").status_code == 404
    sent = {"roles": ["junior", "owner"], "mentor": "any", "job": "Deputy"}
    assert owner.post(address(world, "roles", "colleague"), sent).status_code == 302
    assert jonas.get("/clinic/").status_code == 200


REFUSED = [
    ({"roles": [], "mentor": "any"}, "Choose at least one role."),
    ({"roles": ["god"], "mentor": "any"}, "Choose from the roles on the list."),
    ({"roles": ["junior"], "mentor": "nobody"}, "Choose a mentor from the list."),
    ({"roles": ["junior"], "mentor": "any"}, "Hand them over first"),
]


def test_what_cannot_be_is_said_and_changes_nothing(world: World, owner: Client) -> None:
    for sent, words in REFUSED:
        answer = owner.post(address(world, "roles", "mentor"), sent)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    held = Membership.objects.current().filter(user=world.users["mentor"])
    assert list(held.values_list("role", flat=True)) == ["mentor"]


def test_a_mentor_of_another_clinic_is_no_choice(world: World, owner: Client) -> None:
    foreign = str(world.users["foreign_mentor"].public_id)
    sent = {"roles": ["junior"], "mentor": foreign}
    assert owner.post(address(world, "roles", "colleague"), sent).status_code == 422


def test_a_mentor_leaves_with_a_successor_for_each(world: World, owner: Client) -> None:
    url = address(world, "leave", "mentor")
    page = owner.post(url, {"leave": "1"})
    assert page.status_code == 422
    assert "Choose who takes over Ines." in page.content.decode()
    ines, jonas = (world.users[one].memberships.get() for one in ("junior", "colleague"))
    nils = str(world.users["second_mentor"].public_id)
    owner.post(url, {"everyone": "any", f"m{ines.pk}": nils, "leave": "1"})
    ines.refresh_from_db()
    jonas.refresh_from_db()
    assert (str(ines.mentor), jonas.mentor) == ("Nils", None)
    assert world.client("mentor").get("/team/").status_code == 302


def test_what_waits_for_a_mentor_is_said_before_she_leaves(world: World, owner: Client) -> None:
    page = owner.get(address(world, "leave", "mentor")).content.decode()
    assert "Oda mentors 2 people" in page
    assert "1 quiz waits for a mark." in page
    assert "1 contested mark or question waits for an answer." in page
    assert "1 observation was begun and not signed." in page


def test_a_running_exam_of_a_leaver_takes_nothing_more_and_is_ended(world: World, owner) -> None:
    elsewhere = world.users["stranger"].memberships.get().clinic
    MembershipFactory(user=world.users["junior"], clinic=elsewhere)
    ines = world.client("junior")
    owner.post(address(world, "leave", "junior"), {"leave": "1"})
    world.running.refresh_from_db()
    cut = world.running.deadline_at
    later = cut + dt.timedelta(minutes=1)
    with pytest.raises(attempts.TooLate):
        attempts.answer(
            user=world.users["junior"],
            attempt_id=world.running.public_id,
            position=1,
            response=None,
            certainty=None,
            revision=0,
            at=later,
        )
    assert ines.get("/learn/").status_code == 200  # at her other clinic
    assert attempts.finish_expired(at=later) == 1
    world.running.refresh_from_db()
    assert world.running.submitted_at == cut


def test_whoever_left_comes_back(world: World, owner: Client) -> None:
    url = address(world, "return", "gone")
    assert owner.post(url, {"roles": [], "mentor": "any"}).status_code == 422
    assert owner.post(url, {"roles": ["mentor"], "mentor": "any"}).status_code == 302
    assert "Gro" in listed(owner, "?role=mentor")


def test_teams_are_made_renamed_and_closed(world: World, owner: Client) -> None:
    assert owner.post("/clinic/people/teams/", {"name": "EARLY"}).status_code == 422
    assert owner.post("/clinic/people/teams/", {"name": " "}).status_code == 422
    assert owner.post("/clinic/people/teams/", {"name": "Late"}).status_code == 302
    url = reverse("training:team-group", args=[world.team.public_id])
    assert owner.post(url, {"name": "late"}).status_code == 422
    assert owner.post(url, {"name": "Dawn"}).status_code == 302
    assert ">Dawn</a>" in owner.get("/clinic/people/teams/").content.decode()
    owner.post(f"{url}close/")
    assert ">Dawn</a>" not in owner.get("/clinic/people/teams/").content.decode()


def test_the_chief_of_the_chain_sees_and_changes_people_of_a_branch(world: World) -> None:
    chief = world.client("chief")
    assert "Ines" in listed(chief, "")
    assert "Karin" not in listed(world.client("owner"), "")  # of the chain, not of the branch
    sent = {"roles": ["author"], "mentor": "any"}
    assert chief.post(address(world, "roles", "colleague"), sent).status_code == 302


HOSTILE = '"><img src=x onerror=alert(1)>'


def test_what_people_are_called_is_text_on_every_page(world: World, owner: Client) -> None:
    oda = world.users["mentor"]
    User.objects.update(name=HOSTILE)
    Membership.objects.filter(clinic=world.clinic).update(job=HOSTILE)
    Team.objects.update(name=HOSTILE)
    Invitation.objects.update(name=HOSTILE, job=HOSTILE)
    pages = ["/clinic/people/", "/clinic/people/?state=invited", "/clinic/people/teams/"]
    pages += [f"/clinic/people/{oda.public_id}/{end}" for end in ("", "leave/", "hand-over/")]
    pages += ["/clinic/people/invite/", f"/clinic/people/{world.users['gone'].public_id}/return/"]
    for path in pages:
        page = owner.get(path)
        assert page.status_code == 200, path
        assert "<img src=x" not in page.content.decode(), path
