"""Comparing editions, and when a written rule is to be checked again: pure rules."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from training.rules.reviews import KINDS, Changes, State, changes, state
from training.rules.scope import Standing, check_by, standing


def gathered(rows: list[tuple[str, str, int]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for kind, key, number in rows:
        found.setdefault(kind, {})[key] = number
    return found


rows = st.tuples(st.sampled_from(KINDS), st.sampled_from("abc"), st.integers(1, 3))
parts = st.lists(rows, max_size=6).map(gathered)
days = st.integers(0, 30000).map(lambda n: dt.date(2000, 1, 1) + dt.timedelta(days=n))


@given(parts)
def test_an_edition_does_not_differ_from_itself(one) -> None:
    assert not changes(one, one)
    assert state(one, one) is State.SIGNED
    assert state(None, one) is State.AWAITING


@given(parts, parts)
def test_whatever_differs_shows(before, now) -> None:
    same = all(before.get(kind, {}) == now.get(kind, {}) for kind in KINDS)
    assert bool(changes(before, now)) != same
    assert changes(before, now).lessons <= now.get("lessons", {}).keys()


def test_the_changes_are_counted_by_sort() -> None:
    before = {"lessons": {"a": 1, "b": 1, "c": 1}, "questions": {"x": 1}, "quiz": {"q": 1}}
    now = {"lessons": {"a": 2, "b": 1, "d": 1}, "questions": {"x": 2, "y": 1}, "quiz": {"q": 2}}
    assert changes(before, now) == Changes(
        lessons=frozenset("ad"), lessons_gone=1, questions=2, quiz=True
    )


@given(days, st.lists(st.sampled_from(["", "said"]), max_size=4))
def test_one_blank_is_enough_to_ask_first(day, texts) -> None:
    assert standing([*texts, "  "], checked_on=day, today=day) is Standing.BLANK
    assert standing(["said"], checked_on=None, today=day) is Standing.BLANK


@given(days, st.integers(0, 800))
def test_a_rule_is_current_for_twelve_months_and_not_a_day_longer(day, later) -> None:
    today = day + dt.timedelta(days=later)
    found = standing(["said"], checked_on=day, today=today)
    assert (found is Standing.CHECK_AGAIN) == (today >= check_by(day))
    assert 365 <= (check_by(day) - day).days <= 366 or (day.month, day.day) == (2, 29)


def test_a_leap_day_is_checked_again_on_the_last_of_february() -> None:
    assert check_by(dt.date(2024, 2, 29)) == dt.date(2025, 2, 28)
