"""The scope table: ten acts from the start, revisions, blanks, own acts, two who save at once."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, connections, transaction

from training import scope
from training.models import AuditEvent, ScopeRevision
from training.rules.scope import Standing
from training.scope import Words

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
FULL = Words(who="Lead", law="Rule 3", training="Module 6", supervision="None", refer_to="Lead")


@pytest.fixture
def save(clinic, owner, at):
    def act(**given):
        fields = {"clinic": clinic, "act": "freezing", "words": FULL, "checked_on": at.date()}
        return scope.save(**{**fields, "number": 0, "by": owner, "at": at, **given})

    return act


@pytest.fixture
def add(clinic, owner, at):
    def act(title="Facials", **given):
        fields = {"clinic": clinic, "checked_on": None, "by": owner, "at": at}
        return scope.add(words=Words(title=title), **{**fields, **given})

    return act


def test_a_table_begins_with_the_ten_acts_and_says_ask_first(
    clinic, at, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):
        rows = scope.table(clinic=clinic, today=at.date())
    assert len(rows) == 10
    assert {row.standing for row in rows} == {Standing.BLANK}
    assert rows[0].title == "Structured look and referral"


def test_a_filled_row_is_current_and_goes_check_again_after_a_year(clinic, save, at) -> None:
    assert save().standing is Standing.CURRENT
    later = at.date() + 365 * DAY
    assert scope.row(clinic=clinic, act="freezing", today=later).standing is Standing.CHECK_AGAIN


@pytest.mark.parametrize("name", scope.FIELDS)
def test_a_row_with_one_blank_is_kept_and_not_filled_in(clinic, save, at, name) -> None:
    words = {field: getattr(FULL, field) for field in scope.FIELDS} | {name: "   "}
    assert save(words=Words(**words)).standing is Standing.BLANK


def test_a_row_whose_law_nobody_checked_is_not_filled_in(save) -> None:
    assert save(checked_on=None).standing is Standing.BLANK


def test_each_save_is_a_revision_and_the_same_once_more_is_none(clinic, save, at) -> None:
    save()
    assert save(number=1).number == 1
    assert save(number=1, words=Words(who="Nobody")).number == 2
    kept = ScopeRevision.objects.filter(clinic=clinic).order_by("number")
    assert [one.words.who for one in kept] == ["Lead", "Nobody"]


def test_a_stale_save_is_told_what_stands_now_and_changes_nothing(save) -> None:
    save()
    with pytest.raises(scope.Stale) as refusal:
        save(words=Words(who="Everybody"))
    assert (refusal.value.row.number, refusal.value.row.words.who) == (1, "Lead")
    assert ScopeRevision.objects.count() == 1


def test_a_day_to_come_is_refused(save, add, at) -> None:
    for act in (save, add):
        with pytest.raises(ValidationError) as refusal:
            act(checked_on=at.date() + DAY)
        assert refusal.value.message_dict.keys() == {"checked_on"}


def test_own_acts_stand_below_and_are_numbered(clinic, add, at) -> None:
    add("Facials")
    add(" Peels ")
    rows = scope.table(clinic=clinic, today=at.date())
    assert [(row.act, row.title) for row in rows[10:]] == [("own-1", "Facials"), ("own-2", "Peels")]


@pytest.mark.parametrize("title", ["", "  ", "facials", "FREEZING"])
def test_an_act_needs_a_title_of_its_own(clinic, add, title) -> None:
    add()
    with pytest.raises(ValidationError) as refusal:
        add(title)
    assert refusal.value.message_dict.keys() == {"title"}


def test_an_own_act_is_taken_off_and_put_back_by_a_save_under_way(
    clinic, owner, add, save, at
) -> None:
    add()
    scope.remove(clinic=clinic, act="own-1", number=1, by=owner, at=at)
    assert len(scope.table(clinic=clinic, today=at.date())) == 10
    with pytest.raises(scope.UnknownAct):
        scope.row(clinic=clinic, act="own-1", today=at.date())
    words = Words(title="Facials", who="All")
    with pytest.raises(scope.Stale) as refusal:
        save(act="own-1", number=1, words=words)
    assert refusal.value.row.is_removed
    assert save(act="own-1", number=2, words=words).number == 3
    assert len(scope.table(clinic=clinic, today=at.date())) == 11
    assert add("Peels").act == "own-2"


def test_an_act_of_every_table_stays(clinic, owner, save, at) -> None:
    save()
    with pytest.raises(scope.UnknownAct):
        scope.remove(clinic=clinic, act="freezing", number=1, by=owner, at=at)
    with pytest.raises(scope.UnknownAct):
        save(act="own-7")


@pytest.mark.parametrize("who", ["junior", "mentor", "stranger"])
def test_only_an_owner_here_changes_the_table(request, clinic, save, add, at, who) -> None:
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        save(by=by)
    with pytest.raises(PermissionDenied):
        add(by=by)
    with pytest.raises(PermissionDenied):
        scope.remove(clinic=clinic, act="own-1", number=1, by=by, at=at)


def test_another_clinics_table_is_its_own(other_clinic, save, add, at) -> None:
    save()
    add()
    rows = scope.table(clinic=other_clinic, today=at.date())
    assert [row.number for row in rows] == [0] * 10


def test_a_save_is_on_record_and_not_edited(clinic, save) -> None:
    save()
    event = AuditEvent.objects.get(chain__clinic=clinic)
    assert (event.action, event.data["act"], event.data["number"]) == ("scope.saved", "freezing", 1)
    assert "Lead" not in str(event.data)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {ScopeRevision._meta.db_table}")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_one_row_at_once_one_is_told_and_nothing_is_lost(clinic, owner, at) -> None:
    gun = Barrier(4)

    def act(name: str) -> str:
        try:
            gun.wait(timeout=30)
            words = Words(who=name)
            given = {"clinic": clinic, "act": "laser", "words": words, "checked_on": None}
            scope.save(**given, number=0, by=owner, at=at)
        except scope.Stale as stale:
            return f"told {stale.row.words.who}"
        else:
            return f"kept {name}"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(act, "abcd"))
    winner = outcomes[0].removeprefix("kept ")
    assert outcomes == [f"kept {winner}", *[f"told {winner}"] * 3]
    assert ScopeRevision.objects.get().words.who == winner
