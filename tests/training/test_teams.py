"""The mentor's board: who needs her, in words, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from training import assignments, people, teams
from training.models import Clinic, Module, User

from .team_world import AT, add_juniors, add_red_flags, make_module, read, ready, sat

DAY = dt.timedelta(days=1)


@pytest.fixture
def module(clinic: Clinic) -> Module:
    return make_module("milia-myths")


def board_of(viewer: User, clinic: Clinic, **asked: object) -> teams.Board:
    standing = people.standing(user=viewer, clinic_id=str(clinic.public_id))
    return teams.board(standing=standing, at=AT, **asked)


def test_cells_say_where_she_is_in_words(clinic, mentor, junior, module) -> None:
    def words() -> str:
        return board_of(mentor, clinic).rows[0].cells[0].text

    assert words() == "Not started"
    read(junior, module, clinic, count=1)
    assert words() == "Reading 1/2"
    read(junior, module, clinic)
    assert words() == "Quiz"
    sat(junior, module, clinic, score="0.629")
    assert words() == "Not yet 62%"
    sat(junior, module, clinic, score="0.88")
    assert words() == "Sign-off"


def test_a_score_just_below_the_mark_never_looks_like_the_mark(clinic, mentor, junior, module):
    read(junior, module, clinic)
    sat(junior, module, clinic, score="0.79999")
    assert board_of(mentor, clinic).rows[0].cells[0].text == "Not yet 79%"


def test_an_overdue_cell_says_by_how_many_days(clinic, mentor, junior, module) -> None:
    assignments.assign(
        people=[junior],
        modules=[module],
        clinic=clinic,
        due_on=dt.date(2026, 11, 20),
        by=mentor,
        at=AT - 7 * DAY,
    )
    cell = board_of(mentor, clinic).rows[0].cells[0]
    assert (cell.tone, cell.text) == ("late", "3 d late")


def test_today_names_at_most_five_people_the_most_pressing_first(clinic, mentor, module) -> None:
    team = add_juniors(clinic, 8, mentor=mentor)
    for person in team[2:]:
        ready(person, module, clinic)
    read(team[7], module, clinic)
    stuck = team[0]
    sat(stuck, module, clinic, score="0.4", at=AT - 3 * DAY)
    sat(stuck, module, clinic, score="0.5", at=AT - DAY)
    today = board_of(mentor, clinic).today
    assert len(today) == 5
    assert today[0].name == stuck.name
    assert today[0].advice.text == "Tried the quiz of Milia myths 2 times, not passed yet."
    assert {one.advice.label for one in today[1:]} == {"Sign off"}


def test_somebody_from_beyond_the_first_page_still_shows_up_today(clinic, mentor, module) -> None:
    team = add_juniors(clinic, 60, mentor=mentor)
    ready(team[-1], module, clinic)
    board = board_of(mentor, clinic)
    assert board.has_more
    assert team[-1].name not in {row.name for row in board.rows}
    assert [one.name for one in board.today] == [team[-1].name]


def test_a_mentor_sees_hers_and_those_without_a_mentor_and_nobody_else(
    clinic, other_clinic, mentor, junior, stranger, owner
) -> None:
    other = people.join(
        user=add_juniors(other_clinic, 1, prefix="Elsewhere")[0],
        clinic=clinic,
        role="mentor",
        by=owner,
        at=AT,
    ).user
    add_juniors(clinic, 1, mentor=other, prefix="Theirs")
    alone = add_juniors(clinic, 1, prefix="Alone")[0]
    names = {row.name for row in board_of(mentor, clinic).rows}
    assert names == {junior.name, alone.name}


def test_a_filter_keeps_the_people_whose_cells_say_so(clinic, mentor, module) -> None:
    team = add_juniors(clinic, 4, mentor=mentor)
    sat(team[1], module, clinic, score="0.1")
    ready(team[2], module, clinic)
    assert [row.name for row in board_of(mentor, clinic, state="not_yet").rows] == [team[1].name]
    assert [row.name for row in board_of(mentor, clinic, state="signoff").rows] == [team[2].name]
    assert board_of(mentor, clinic).counts == {"not_yet": 1, "signoff": 1}
    assert len(board_of(mentor, clinic, state="nonsense").rows) == 4


def test_sorting_by_need_puts_the_needy_first(clinic, mentor, module) -> None:
    team = add_juniors(clinic, 3, mentor=mentor)
    ready(team[2], module, clinic)
    rows = board_of(mentor, clinic, sort="need").rows
    assert [row.name for row in rows] == [team[2].name, team[0].name, team[1].name]


def test_a_search_finds_by_any_part_of_the_name(clinic, mentor, junior, module) -> None:
    add_juniors(clinic, 3, mentor=mentor)
    assert [row.name for row in board_of(mentor, clinic, q="nes").rows] == ["Ines"]
    assert board_of(mentor, clinic, q="nobody at all").rows == ()


def test_a_page_has_fifty_rows_and_the_next_goes_on(clinic, mentor, module) -> None:
    team = add_juniors(clinic, 60, mentor=mentor)
    first, second = board_of(mentor, clinic), board_of(mentor, clinic, page=2)
    assert (len(first.rows), first.has_more) == (50, True)
    assert (len(second.rows), second.has_more) == (10, False)
    assert {row.name for row in (*first.rows, *second.rows)} == {one.name for one in team}


def count(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("query", ["", "?state=late", "?sort=need", "?q=Junior&page=2"])
def test_the_board_takes_the_same_queries_for_10_and_for_1000_people(
    client: Client, clinic, mentor, module, query: str
) -> None:
    url = reverse("training:team-board") + query
    client.force_login(mentor)
    add_juniors(clinic, 10, mentor=mentor)
    client.get(url)
    small = count(client, url)
    ready(add_juniors(clinic, 990, mentor=mentor, prefix="More")[500], module, clinic)
    assert count(client, url) == small
    assert small <= 14  # one of them is the bell's


def test_an_owner_sees_everyone_within_the_same_bound(client: Client, clinic, owner, module):
    add_juniors(clinic, 60)
    client.force_login(owner)
    assert count(client, reverse("training:team-board")) <= 14


def test_names_are_escaped_on_the_board(client: Client, clinic, mentor, module) -> None:
    person = add_juniors(clinic, 1, mentor=mentor)[0]
    User.objects.filter(pk=person.pk).update(name='<b>Mallory</b> & "co"')
    client.force_login(mentor)
    page = client.get(reverse("training:team-board")).content.decode()
    assert "<b>Mallory" not in page
    assert "&lt;b&gt;Mallory&lt;/b&gt; &amp; &quot;co&quot;" in page


def test_out_of_sight_is_not_found_and_so_is_the_board_for_whoever_leads_nobody(
    client: Client, clinic, mentor, junior, stranger, module
) -> None:
    client.force_login(mentor)
    for name in ("person-detail", "person-grant"):
        url = reverse(f"training:{name}", args=[stranger.public_id])
        assert client.get(url).status_code == 404
    client.force_login(junior)
    for url in (reverse("training:team-board"), reverse("training:team-assign")):
        assert client.get(url).status_code == 404


def test_an_odd_query_string_shows_the_first_page(client: Client, clinic, mentor, junior, module):
    client.force_login(mentor)
    for query in ("?page=0", "?page=x", "?page=-1", "?page=²", "?state='&sort=\"", "?q=%00%27"):
        assert client.get(reverse("training:team-board") + query).status_code == 200


def test_who_is_stuck_at_a_red_flag_set_is_named_today_and_can_be_helped(
    client: Client, clinic, mentor, module
) -> None:
    alone = add_red_flags(module)
    team = add_juniors(clinic, 60, mentor=mentor)
    stuck, missed = team[-1], team[-2]  # beyond the first page
    for days in (3, 2, 1):
        sat(stuck, module, clinic, score="0.5", at=AT - days * DAY, alone=True)
    sat(missed, module, clinic, score="0.5", alone=True, safe=False)
    first, second = board_of(mentor, clinic).today
    assert (first.name, first.advice.cell.text) == (stuck.name, "Stuck")
    assert first.advice.text == (
        "Tried the red-flag questions of Milia myths 3 times, not passed yet."
    )
    assert (second.name, second.advice.cell.text) == (missed.name, "Safety")
    assert second.advice.text == "Missed one of the red-flag questions of Milia myths."
    client.force_login(mentor)
    page = client.get(first.advice.url).content.decode()
    grant = reverse("training:person-grant", args=[stuck.public_id])
    assert f'href="{grant}?module={alone.slug}"' in page
    assert "Tried the red-flag questions of Milia myths 3 times" in page
    assert client.get(f"{grant}?module={alone.slug}").status_code == 200
    sat(stuck, module, clinic, score="1", alone=True)
    assert f"{grant}?module=" not in client.get(first.advice.url).content.decode()
