"""Whatever is typed is a harmless question, and whatever is shown is what the text says."""

from __future__ import annotations

import pytest

pytest.importorskip("hypothesis")
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.training.searching import load_all
from training import search
from training.search import extracting, matching, words
from training.search.pieces import excerpt, hits_in, line, pieces

QUERIES = """ " ' "" * AND OR NOT NEAR( title_words: ^ - \\ % %s %(asked)s & | ! <-> :* :A ( ) {}"""
LETTERS = "² ﬀ \u037a \u202e 日本 İ ß ½ e\u0301 \ud800 \x00 \x02 milia eyelid"
NASTY = st.sampled_from([*QUERIES.split(), *LETTERS.split(" ")])
TYPED = st.one_of(st.text(max_size=60), st.lists(NASTY, max_size=30).map(" ".join), NASTY)
TEXTS = st.text(st.sampled_from("ab ßé½ǅ²日.,;:!?“” -\u0301\u037a"), max_size=300)


@pytest.fixture
def root(db, tmp_path, at):
    return load_all(tmp_path / "content", at)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(typed=TYPED, show=st.one_of(st.just(""), st.text(max_size=8)), number=TYPED)
@example(typed="x" * 10_000, show="lesson", number="-1")
@example(typed='" OR "' * 2_000, show="claim", number="9" * 5_000)
@example(typed="'; DROP TABLE training_searchentry; --", show="", number="")
@example(typed="1e5 1.5 a/b/c a@b.de http://x.y/z -3 F004", show="", number="1")
def test_whatever_is_typed_is_answered(root, typed, show, number):
    answer = search.find(q=typed, show=show, number=number)
    for hit in answer.page or ():
        assert "".join(piece.text for piece in hit.title)
    assert len(answer.asked.terms) <= words.MOST
    assert len(answer.asked.text) <= 4 * words.LONGEST


@given(typed=TYPED)
def test_only_letters_and_digits_reach_the_database(typed):
    asked = words.asked(typed)
    assert all(term.isalnum() for term in asked.terms)
    for dialect in matching.DIALECTS.values():
        for ask in (matching.closely, matching.loosely):
            left = ask(asked, dialect)
            for term in sorted(asked.terms, key=len, reverse=True):
                for word in (*words.forms(term), words.beginning(term)):
                    left = left.replace(dialect.quoted.format(word), "")
            assert set(left) <= set(" ()*:&|ANDOR")


@given(text=TEXTS)
def test_the_index_has_as_many_words_as_the_text(text):
    kept = words.tidy(text)
    plain = words.plain(kept)
    assert len(plain.split()) == len(words.WORD.findall(kept))
    assert plain == words.plain(plain)


@given(text=TEXTS, data=st.data())
def test_pieces_say_the_text_and_mark_whole_words(text, data):
    kept = words.tidy(text)
    found = words.WORD.findall(kept)
    places = data.draw(st.sets(st.integers(0, max(0, len(found) - 1)), max_size=9))
    made = pieces(kept, places)
    assert "".join(piece.text for piece in made) == kept
    assert [piece.text for piece in made if piece.hit] == [
        found[place] for place in sorted(places) if place < len(found)
    ]


@given(
    sentences=st.lists(st.integers(1, 90), min_size=1, max_size=6),
    data=st.data(),
    whole=st.booleans(),
)
def test_a_line_shows_the_first_hit_and_begins_with_a_sentence(sentences, data, whole):
    text = " ".join(
        " ".join(["Start", *(f"w{number}x{n}" for n in range(1, size))]) + "."
        for number, size in enumerate(sentences)
    )
    place = data.draw(st.integers(0, sum(sentences) - 1))
    shown = excerpt(text, {place: ""}, whole=whole)
    said = "".join(piece.text for piece in shown)
    assert [piece.text for piece in shown if piece.hit] == [words.WORD.findall(text)[place]]
    assert said.startswith("Start")
    assert whole or len(words.WORD.findall(said)) <= 60


def test_marked_words_are_counted_by_their_place():
    assert hits_in("a \x02b\x03 c \x02d e\x03", "\x02", "\x03") == {1: "b", 3: "d", 4: "e"}


def test_the_block_with_most_of_the_words_is_shown():
    sections = [
        ["one", "Heading", 1, [["Only pus.", 2, True], ["Pus and keratin.", 3, True]]],
        ["two", "Other", 1, [["Keratin.", 1, True]]],
    ]
    best = line(sections, {}, {1: "pus", 2: "pus", 4: "keratin", 5: "keratin"})
    assert (best.anchor, "".join(piece.text for piece in best.text)) == ("one", "Pus and keratin.")
    below = line(sections, {1: "other"}, {})
    assert (below.anchor, below.heading[0].hit) == ("two", True)
    assert line([], {}, {}) is None


def test_a_lesson_becomes_blocks_that_may_stand_alone():
    found = extracting.sections_of(
        [
            '<p>Before <button class="ev"><svg><title>no</title></svg></button>.</p>'
            '<h2 id="when">When &amp; why</h2><p>Stop at:</p><ul><li>pus</li><li>pain</li></ul>',
            '<div class="mythfact"><div><h3>Often heard</h3><q>It pops.</q></div>'
            "<div><h3>What holds</h3><p>It does not.</p></div></div>"
            "<ol><li>Wash. With soap.</li><li>Cover it.</li></ol>"
            "<table><tr><td>Red</td><td>Wait.</td></tr><tr><td>Pus</td><td>Refer.</td></tr></table>",
        ]
    )
    assert [section.data() for section in found] == [
        ["", "", 0, [["Before.", 1, False]]],
        [
            "when",
            "When & why",
            2,
            [
                ["Stop at: pus · pain", 4, False],
                ["Often heard: “It pops.” What holds: It does not.", 9, True],
                ["Wash. With soap.", 3, False],
                ["Cover it.", 2, False],
                ["Red · Wait.", 2, False],
                ["Pus · Refer.", 2, False],
            ],
        ],
    ]
