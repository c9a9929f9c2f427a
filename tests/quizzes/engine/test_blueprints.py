"""What a row may draw, and what an author is told of it."""

from __future__ import annotations

from itertools import product

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.blueprints import Need, Traits, Wanted, fits, report
from quizzes.engine.selection import Candidate, NotEnough, Rule, draw

ONE = Traits(
    objective="1.1",
    kind="single",
    use="graded",
    must_not_miss=True,
    tags=frozenset({"eyes", "heat"}),
)


def rule(slot: str, ids: str, count: int) -> Rule:
    return Rule(slot, [Candidate(id) for id in ids], count)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, True),
        ({"objective": "1.1"}, True),
        ({"objective": "1.2"}, False),
        ({"kind": "single"}, True),
        ({"kind": "multiple"}, False),
        ({"uses": {"graded", "practice"}}, True),
        ({"uses": {"practice"}}, False),
        ({"must_not_miss": True}, True),
        ({"must_not_miss": False}, False),
        ({"tags": {"eyes"}}, True),
        ({"tags": {"eyes", "heat"}}, True),
        ({"tags": {"eyes", "cold"}}, False),
        ({"without": {"cold"}}, True),
        ({"without": {"cold", "heat"}}, False),
        ({"tags": {"eyes"}, "without": {"eyes"}}, False),
    ],
)
def test_a_question_fits_what_is_asked_for(wanted, expected):
    frozen = {k: frozenset(v) if isinstance(v, set) else v for k, v in wanted.items()}
    assert fits([ONE], Wanted(**frozen)) == expected


def test_a_question_that_may_be_missed_fits_where_that_is_asked():
    plain = Traits(objective="1.1")
    assert fits([plain], Wanted(must_not_miss=False))
    assert not fits([plain], Wanted(must_not_miss=True))
    assert not fits([Traits()], Wanted(objective="1.1"))
    assert not fits([], Wanted())


def test_a_case_fits_by_its_parts_together():
    case = [ONE, Traits(objective="1.2", kind="matching", use="practice", tags=frozenset({"cold"}))]
    assert fits(case, Wanted(objective="1.2", kind="single", must_not_miss=True))
    assert not fits(case, Wanted(must_not_miss=False))
    assert fits(case, Wanted(tags=frozenset({"eyes", "cold"})))
    assert not fits(case, Wanted(without=frozenset({"cold"})))
    assert not fits(case, Wanted(uses=frozenset({"graded"})))
    assert fits(case, Wanted(uses=frozenset({"graded", "practice"})))


def test_a_case_without_parts_fits_nowhere():
    assert fits([], Wanted()) is False


def test_an_author_reads_what_each_row_needs_and_has():
    found = report([rule("1", "abcde", 2), rule("2", "xy", 3), rule("3", "", 1)])
    assert found == (
        Need("1", needs=2, has=5, missing=0, shared_with=()),
        Need("2", needs=3, has=2, missing=1, shared_with=()),
        Need("3", needs=1, has=0, missing=1, shared_with=()),
    )
    assert report([]) == ()


def test_a_question_twice_in_a_pool_is_one():
    assert report([rule("1", "aab", 1)])[0].has == 2


def test_rows_that_share_questions_are_named_and_share_what_is_missing():
    found = report([rule("1", "ab", 2), rule("2", "bc", 1), rule("3", "b", 1), rule("4", "z", 1)])
    assert [need.shared_with for need in found] == [("2", "3"), ("1", "3"), ("1", "2"), ()]
    assert [need.has for need in found] == [2, 2, 1, 1]
    assert sum(need.missing for need in found) == 1  # four wanted, of a, b and c


@given(
    pools=st.lists(st.frozensets(st.sampled_from("abcde")), min_size=1, max_size=3),
    counts=st.lists(st.integers(0, 3), min_size=3, max_size=3),
)
def test_where_nothing_is_missing_every_draw_succeeds_and_elsewhere_none(pools, counts):
    rules = [
        rule(str(n), "".join(sorted(pool)), count)
        for n, (pool, count) in enumerate(zip(pools, counts, strict=False))
    ]
    needs = report(rules)
    if any(need.missing for need in needs):
        with pytest.raises(NotEnough):
            draw(rules, b"seed")
    else:
        assert {slot: len(ids) for slot, ids in draw(rules, b"seed").items()} == {
            need.slot: need.needs for need in needs
        }
    for need, (one, other) in product(needs, product(rules, rules)):
        if one is not other and need.slot == one.slot:
            shares = {c.id for c in one.pool} & {c.id for c in other.pool}
            assert (other.slot in need.shared_with) == bool(shares)
