"""The pure measures behind proofreading, by example and by property."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.training.proof_tree import bank
from training.content_files.proofs import balance, blind, texts, twins
from training.content_files.proofs.lessons import is_web
from training.content_files.proofs.pages import Option

FEW = ["a", "dot", "on", "the", "lid", "has", "grown", "and", "bled", "since", "May"]
WORDS = st.lists(st.sampled_from(FEW), max_size=9)
TEXTS = st.text(alphabet="ab .!?\n*-“”’:é1%", max_size=60)


@given(TEXTS)
def test_a_text_has_no_more_sentences_than_words(text):
    assert len(texts.sentences(text)) <= len(texts.words(text))


@given(TEXTS, TEXTS)
def test_the_words_of_two_paragraphs_are_the_words_of_both(one, other):
    together = texts.words(f"{texts.plain(one)}\n\n{texts.plain(other)}")
    assert together == texts.words(texts.plain(one)) + texts.words(texts.plain(other))


@given(TEXTS)
def test_case_and_the_shape_of_apostrophes_change_no_word(text):
    assert texts.words(text.upper().replace("'", "’")) == texts.words(text)


@given(TEXTS)
def test_lix_is_between_zero_and_its_words_plus_a_hundred(text):
    assert 0 <= texts.lix(text) <= len(texts.words(text)) + 100


@given(st.integers(1, 12), st.integers(1, 8))
def test_lix_adds_the_length_of_sentences_to_the_share_of_long_words(short, long):
    sentence = " ".join(["dot"] * short + ["something"] * long) + ". "
    expected = short + long + 100 * long / (short + long)
    assert texts.lix(sentence * 3) == pytest.approx(expected)


def test_lix_of_nothing_is_zero_and_of_known_texts_is_known():
    assert texts.lix("") == 0
    assert texts.lix("The dot is small.") == 4
    assert texts.lix("Isotretinoin, keratin, milium.") == 3, "what a course teaches is not hard"
    assert texts.lix("Isotretinoin, keratin, milium.", terms=frozenset()) > 60


@pytest.mark.parametrize(
    ("stem", "asked"),
    [
        ("Ana has a dot. What do you say?", "What do you say?"),
        ("She asks: “Is it gone?” You answer:", "You answer"),
        ("A *bold* dot. Which fits? Choose two.", "Which fits?\nChoose two"),
    ],
)
def test_the_question_of_a_stem_leaves_scene_and_quotes_out(stem, asked):
    assert texts.question(stem) == asked


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It is **closed** [F004].", "It is  closed ."),
        ("See [the leaflet](https://example.org).", "See the leaflet."),
        ("It stays as it is.", "It stays as it is."),
    ],
)
def test_marks_of_markdown_are_no_words(text, plain):
    assert texts.plain(text) == plain


@given(st.lists(WORDS, max_size=6))
def test_the_same_stem_twice_is_always_a_pair(stems):
    doubled = [*stems, *stems]
    found = {
        (one, other): alike for one, other, alike in twins.pairs(doubled, [None] * len(doubled))
    }
    for index in range(len(stems)):
        assert found[index, index + len(stems)] == 1


@given(st.lists(WORDS, max_size=8))
def test_pairs_are_in_order_and_alike_enough(stems):
    found = list(twins.pairs(stems, [None] * len(stems)))
    assert all(one < other and twins.ALIKE <= alike <= 1 for one, other, alike in found)
    assert all(before[:2] < after[:2] for before, after in pairwise(found))


@given(st.lists(WORDS, max_size=8))
def test_parts_of_one_case_are_never_a_pair(stems):
    assert not list(twins.pairs(stems, ["case"] * len(stems)))


def test_a_thousand_questions_are_compared_in_less_than_a_second():
    names = [f"{a}{b}{c}" for a in "abcdefghij" for b in "klmnopqrst" for c in "uvwxyzabcd"]
    stems = [
        f"a woman of {n % 60} named {name} shows you a dot on day {n} and asks what to do".split()
        for n, name in enumerate(names)
    ]
    began = time.process_time()
    list(twins.pairs(stems, [None] * len(stems)))
    assert time.process_time() - began < 1


def option(text, correct=False):
    return Option(text[:1], text, correct)


OPTIONS = st.lists(TEXTS, min_size=3, max_size=4).flatmap(
    lambda found: st.integers(0, len(found) - 1).map(
        lambda key: [option(text, place == key) for place, text in enumerate(found)]
    )
)


@given(OPTIONS, TEXTS)
def test_a_guessing_rule_scores_between_none_and_all(options, stem):
    *right, chance = blind.picked(options, stem)
    assert all(0 <= one <= 1 for one in right)
    assert chance == pytest.approx(1 / len(options))


@given(st.integers(3, 4), st.integers(0, 2))
def test_a_rule_that_sees_no_difference_scores_exactly_chance(count, key):
    same = [option("dot", place == key) for place in range(count)]
    *right, chance = blind.picked(same, "What now?")
    of = dict(zip(blind.RULES, right, strict=True))
    assert {of[name] for name in ("longest", "shortest", "middling", "hedged", "echo")} == {chance}


@given(OPTIONS, TEXTS)
def test_over_all_places_the_rules_by_place_score_chance(options, stem):
    *right, chance = blind.picked(options, stem)
    of = dict(zip(blind.RULES, right, strict=True))
    placed = [of[f"place {letter}"] for letter in "ABCD"[: len(options)]]
    assert sum(placed) == pytest.approx(1)
    assert len(options) == 4 or of["place D"] == pytest.approx(chance)


@pytest.mark.parametrize(
    ("rule", "texts_of", "right"),
    [
        ("longest", ("It may be so, we do not know", "No", "Yes"), 1),
        ("shortest", ("It", "Nothing", "Always"), 1),
        ("middling", ("Three", "One", "Eleven"), 1),
        ("hedged", ("It may go", "It goes now", "It stays"), 1),
        ("hedged", ("It may go", "It might stay", "It grows"), 0.5),
        ("plain", ("It goes", "It always goes", "All of it goes"), 1),
        ("echo", ("The lid is sore", "Tea", "Wait"), 1),
        ("echo", ("Tea", "Her lids", "Wait"), 0),
    ],
)
def test_a_rule_picks_by_the_look_alone(rule, texts_of, right):
    options = [option(text, place == 0) for place, text in enumerate(texts_of)]
    scored = dict(zip(blind.RULES, blind.picked(options, "Her lid is red."), strict=False))
    assert scored[rule] == right


def test_no_questions_have_no_scores():
    assert blind.scores([]) == ()


@given(st.lists(st.tuples(st.integers(3, 4), st.integers(0, 2)), min_size=1, max_size=40))
def test_places_of_keys_count_every_question_once(shapes):
    banks = [[option("x", n == key) for n in range(count)] for count, key in shapes]
    value, degrees, places = balance.places_of_keys(banks)
    assert sum(places.values()) == len(banks)
    assert value >= 0
    assert degrees == max(count for count, _ in shapes) - 1


def test_a_key_spread_evenly_has_no_chi_square():
    banks = [[option("dot", n == key) for n in range(3)] for key in (0, 1, 2)]
    assert balance.places_of_keys(banks)[0] == pytest.approx(0)
    assert balance.length_of_keys(banks) == 1


@pytest.mark.parametrize(
    ("url", "sound"),
    [
        ("https://example.org/a", True),
        ("http://sub.example.co.uk", True),
        ("https://example.org:8443/a?b#c", True),
        ("https://nowhere", False),
        ("https://exa mple.org", False),
        ("https://example.org:port", False),
        ("ftp://example.org", False),
        ("https://", False),
        ("https://[", False),
    ],
)
def test_a_web_address_is_judged_by_its_form(url, sound):
    assert is_web(url) is sound


@given(st.text(max_size=30))
def test_no_text_breaks_the_judgement_of_addresses(url):
    assert is_web(url) in (True, False)


def test_the_bank_of_these_tests_is_what_a_quiz_draws_twice():
    assert len(bank()) == 6
