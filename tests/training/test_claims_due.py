"""Claims past their review date: how late, and what rests on them."""

import datetime as dt

import pytest

from tests.training.content_tree import CLAIM
from tests.training.learning import LESSONS, load, texts
from training import claims

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(tmp_path, at):
    early = texts()["claims.yaml"].replace("2027-11-02", "2027-01-10", 1)
    load(tmp_path / "content", texts() | {"claims.yaml": early}, at)
    return tmp_path / "content"


def found(today, **more):
    return claims.with_use(claims.due(today=today, **more), today=today)


def test_nothing_is_due_before_sixty_days(root):
    assert found(dt.date(2026, 11, 10)) == []
    assert claims.next_review(today=dt.date(2026, 11, 10)) == dt.date(2027, 1, 10)


def test_the_latest_comes_first_and_says_how_late(root):
    first, second = found(dt.date(2027, 11, 1))
    assert [(one.revision.claim.code, one.days) for one in (first, second)] == [
        ("F004", 295),
        ("F068", -1),
    ]
    assert first.is_late and not second.is_late


def test_a_claim_is_not_late_on_its_day(root):
    (one,) = found(dt.date(2027, 1, 10))
    assert not one.is_late
    assert [claims.late(today=dt.date(2027, 1, day)) for day in (10, 11)] == [0, 1]


def test_it_names_the_lessons_and_counts_the_questions(root, at):
    (one,) = found(dt.date(2027, 1, 11))
    assert [text.title for text in one.lessons] == ["Why popping fails", "What to say"]
    assert one.questions == claims.page(code="F004", at=at).questions > 0
    (root / f"{LESSONS}/02-lesson-2.md").unlink()
    load(root, {}, at)
    (one,) = found(dt.date(2027, 1, 11))
    assert [text.title for text in one.lessons] == ["Why popping fails"]


def test_a_retired_claim_is_not_due(root, at):
    old = CLAIM.format(code="F099", strength="expert").replace("2027-11-02", "2026-12-01")
    now = texts()["claims.yaml"].replace("2027-11-02", "2027-01-10", 1)
    load(root, {"claims.yaml": now + old}, at)
    assert len(found(dt.date(2027, 1, 1))) == 2
    load(root, {"claims.yaml": now}, at)
    assert len(found(dt.date(2027, 1, 1))) == 1


def test_the_list_costs_three_queries_however_long(root, django_assert_num_queries):
    with django_assert_num_queries(3):
        found(dt.date(2027, 11, 1))
    with django_assert_num_queries(3):
        found(dt.date(2027, 1, 11))
