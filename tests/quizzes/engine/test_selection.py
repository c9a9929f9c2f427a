"""Drawing and arranging."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from itertools import permutations, product

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine import selection
from quizzes.engine.selection import (
    Candidate,
    NotEnough,
    Rule,
    Shortage,
    aliases,
    arrange,
    draw,
    shortages,
)

SEED = bytes(range(16))
seeds = st.binary(min_size=16, max_size=16)
keys = st.lists(st.text("abcdefgh", min_size=1), unique=True, max_size=8)
pools = st.dictionaries(st.integers(1, 12), st.tuples(st.integers(0, 2), st.integers(0, 3)))


def pool(*ids: int, seen: int = 0, uses: int = 0) -> list[Candidate]:
    return [Candidate(id, seen, uses) for id in ids]


def test_the_order_is_that_of_the_hmac_in_any_language():
    expected = sorted(
        "abcd", key=lambda key: hmac.new(SEED, f"q1|{key}".encode(), hashlib.sha256).hexdigest()
    )
    assert list(arrange(SEED, "q1", "abcd")) == expected


@given(seed=seeds, keys=keys, data=st.data())
def test_an_arrangement_keeps_every_key_whatever_order_they_come_in(seed, keys, data):
    found = arrange(seed, "1", keys)
    assert sorted(found) == sorted(keys)
    assert arrange(seed, "1", data.draw(st.permutations(keys))) == found


def test_all_arrangements_are_about_equally_frequent():
    counts = Counter(arrange(n.to_bytes(16), "1", "abc") for n in range(2000))
    assert set(counts) == set(permutations("abc"))
    expected = 2000 / 6
    assert sum((c - expected) ** 2 / expected for c in counts.values()) < 20.5  # p = 0.001, 5 df


def test_slots_and_seeds_arrange_differently():
    found = {arrange(SEED, str(slot), "abcdefgh") for slot in range(20)}
    found |= {arrange(bytes([n] * 16), "1", "abcdefgh") for n in range(20)}
    assert len(found) == 40


def test_aliases_tell_nothing_and_differ_between_attempts():
    first, second = aliases(SEED, "1", "abcd"), aliases(bytes(16), "1", "abcd")
    assert list(first) == list("abcd")
    assert len(set(first.values()) | set(second.values())) == 8
    assert aliases(SEED, "1", "dcba") == first
    assert aliases(SEED, "2", "abcd") != first
    shown = arrange(SEED, "1", "abcdefgh")
    named = aliases(SEED, "1", shown)
    assert sorted(shown, key=named.get) != list(shown)  # sorting them gives no order away
    assert all(len(alias) == 16 for alias in first.values())


def test_two_keys_that_came_to_one_name_are_refused(monkeypatch):
    monkeypatch.setattr(selection, "_ALIAS_BYTES", 0)
    with pytest.raises(ValueError, match="another seed"):
        aliases(SEED, "1", "ab")
    assert aliases(SEED, "1", "a") == {"a": ""}


@given(seed=seeds, pool_a=pools, pool_b=pools, counts=st.tuples(*[st.integers(0, 4)] * 2))
def test_a_draw_never_repeats_and_ignores_the_order_it_is_given(seed, pool_a, pool_b, counts):
    facts = pool_b | pool_a  # one question has one history
    rules = [
        Rule(slot, [Candidate(id, *facts[id]) for id in ids], count)
        for slot, ids, count in zip("ab", (pool_a, pool_b), counts, strict=True)
    ]
    turned = [Rule(rule.slot, rule.pool[::-1], rule.count) for rule in rules[::-1]]
    assert shortages(rules) == shortages(turned)
    if shortages(rules):
        with pytest.raises(NotEnough):
            draw(rules, seed)
        return
    drawn = draw(rules, seed)
    assert draw(turned, seed) == drawn
    ids = [id for slot in drawn.values() for id in slot]
    assert len(ids) == len(set(ids))
    for rule in rules:
        assert len(drawn[rule.slot]) == rule.count
        assert set(drawn[rule.slot]) <= {one.id for one in rule.pool}


@given(seed=seeds, facts=pools, count=st.integers(0, 12))
def test_unseen_come_first_then_the_least_used(seed, facts, count):
    rule = Rule("a", [Candidate(id, *fact) for id, fact in facts.items()], min(count, len(facts)))
    drawn = draw([rule], seed)["a"]
    left = set(facts) - set(drawn)
    assert all(facts[taken] <= facts[other] for taken in drawn for other in left)


def test_a_question_both_rules_could_use_stays_with_the_one_that_needs_it():
    for n in range(50):
        rules = [Rule("either", pool(1, 2), 1), Rule("only", pool(1), 1)]
        assert draw(rules, bytes([n])) == {"either": (2,), "only": (1,)}
    chain = [Rule("x", pool(1, 2), 1), Rule("y", pool(2, 3), 1), Rule("z", pool(1), 1)]
    assert draw(chain, SEED) == {"x": (2,), "y": (3,), "z": (1,)}


@given(
    seed=seeds,
    seen=st.lists(st.integers(0, 2), min_size=5, max_size=5),
    members=st.tuples(*[st.sets(st.integers(0, 4))] * 3),
    counts=st.tuples(*[st.integers(0, 2)] * 3),
)
def test_no_other_way_to_fill_the_slots_draws_more_or_less_met_questions(
    seed, seen, members, counts
):
    """Every way to give each question to one of its slots or to none, one by one."""
    slots = dict(zip("abc", zip(members, counts, strict=True), strict=True))
    homes = [["", *(slot for slot, (ids, _) in slots.items() if id in ids)] for id in range(5)]
    ways = [
        sorted(met for met, slot in zip(seen, way, strict=True) if slot)
        for way in product(*homes)
        if all(way.count(slot) <= count for slot, (_, count) in slots.items())
    ]
    most = max(map(len, ways))
    rules = [
        Rule(slot, [Candidate(id, seen[id]) for id in ids], count)
        for slot, (ids, count) in slots.items()
    ]
    assert sum(one.missing for one in shortages(rules)) == sum(counts) - most
    if most == sum(counts):
        drawn = [id for ids in draw(rules, seed).values() for id in ids]
        assert len(set(drawn)) == most
        assert sorted(seen[id] for id in drawn) == min(way for way in ways if len(way) == most)


def test_no_seen_question_is_drawn_where_an_unseen_one_would_do():
    rules = [
        Rule("either", [*pool(1, 2), *pool(3, seen=1)], 1),
        Rule("narrow", [*pool(1), *pool(4, seen=1)], 1),
    ]
    for n in range(50):
        assert draw(rules, bytes([n])) == {"either": (2,), "narrow": (1,)}


def test_the_order_within_a_slot_tells_nothing_about_use():
    rule = Rule("a", [*pool(1), *pool(2, uses=9)], 2)
    assert len({draw([rule], bytes([n]))["a"] for n in range(30)}) == 2


def test_every_question_has_its_chance():
    counts = Counter(
        draw([Rule("a", pool(1, 2, 3, 4), 1)], n.to_bytes(16))["a"] for n in range(2000)
    )
    assert sum((c - 500) ** 2 / 500 for c in counts.values()) < 16.3  # p = 0.001, 3 df


def test_shortages_say_where_and_how_many():
    rules = [Rule("a", pool(1, 2), 3), Rule("b", pool(3), 1), Rule("c", [], 2)]
    found = (Shortage("a", 1), Shortage("c", 2))
    assert shortages(rules) == found
    with pytest.raises(NotEnough) as caught:
        draw(rules, SEED)
    assert caught.value.shortages == found
    assert str(caught.value) == "a: 1 missing, c: 2 missing"


def test_questions_shared_by_two_rules_count_once():
    rules = [Rule("a", pool(1, 2), 2), Rule("b", pool(1, 2), 1)]
    assert sum(short.missing for short in shortages(rules)) == 1


def test_a_slot_has_one_rule():
    with pytest.raises(ValueError):
        draw([Rule("a", pool(1), 1), Rule("a", pool(2), 1)], SEED)


def test_a_question_nobody_has_met_comes_before_one_drawn_or_seen_once():
    pool = [Candidate("used", uses=1), Candidate("seen", seen=1), Candidate("new")]
    found = [draw([Rule("1", pool, n)], SEED)["1"] for n in (1, 2)]
    assert found[0] == ("new",) and set(found[1]) == {"new", "used"}
    assert (Candidate("new").seen, Candidate("new").uses) == (0, 0)
