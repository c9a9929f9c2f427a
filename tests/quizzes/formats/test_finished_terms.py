import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.formats import finished, prose
from tests.quizzes.formats.test_prose_figures import svg

TERMS = [
    finished.Term("milium", ("milium", "milia")),
    finished.Term("comedone", ("comedone", "comedones")),
    finished.Term("closed-comedone", ("closed comedone", "whitehead")),
    finished.Term("spf", ("SPF",)),
]


def marked(*pieces, terms=TERMS):
    return finished.mark_terms(pieces, terms, page="/glossary/")


def link(key, word):
    return f'<a class="term" href="/glossary/#{key}" data-term="{key}">{word}</a>'


def test_the_first_place_of_a_term_becomes_a_link_and_no_other():
    found = marked("<p>A milium. Two milia.</p>", "<p>milium</p>")
    assert found.pieces == (f"<p>A {link('milium', 'milium')}. Two milia.</p>", "<p>milium</p>")
    assert found.keys == ("milium",)


def test_a_plural_or_another_name_is_marked_as_it_is_written():
    assert marked("<p>whitehead</p>").pieces == (f"<p>{link('closed-comedone', 'whitehead')}</p>",)


def test_a_sentence_may_begin_with_a_term():
    assert link("milium", "Milia") in marked("<p>Milia are harmless.</p>").pieces[0]


@pytest.mark.parametrize("text", ["spf", "MILIUM", "miliums", "semimilium", "milium-like"])
def test_another_word_or_another_case_is_no_term(text):
    assert marked(f"<p>{text}</p>").keys == ()


def test_the_longest_term_wins_and_shields_the_short_one_inside():
    found = marked("<p>A closed comedone, a closed comedone and a comedone.</p>").pieces[0]
    assert found == (
        f"<p>A {link('closed-comedone', 'closed comedone')}, a closed comedone "
        f"and a {link('comedone', 'comedone')}.</p>"
    )


def test_a_term_may_run_over_the_end_of_a_line():
    assert marked("<p>closed\ncomedone</p>").keys == ("closed-comedone",)


def test_the_words_of_an_entity_are_not_in_the_text():
    terms = [finished.Term("amp", ("amp",)), finished.Term("rd", ("R&D",))]
    found = marked("<p>A &amp; B, R&amp;D, amp</p>", terms=terms)
    assert found.pieces[0] == f"<p>A &amp; B, {link('rd', 'R&amp;D')}, {link('amp', 'amp')}</p>"


def test_nothing_is_marked_in_headings_links_code_marks_drawings_or_what_a_myth_says():
    source = """\
## A milium

A [milium](https://example.org/milium) and `milium` [F004].

::: figure milium
:::

::: myth
A milium is pus.
---
It holds keratin.
:::
"""
    lesson = prose.render_lesson(source, {"F004": "strong"}, {"milium": svg()})
    pieces = [segment.html for segment in lesson.segments]
    terms = [*TERMS, finished.Term("often", ("often heard",)), finished.Term("cyst", ("cyst",))]
    found = marked(*pieces, terms=[*terms, finished.Term("evidence", ("evidence",))])
    assert found == finished.Marked(tuple(pieces), ())


def test_what_a_myth_is_answered_with_is_prose():
    source = "::: myth\nA milium is pus.\n---\nA milium holds keratin.\n:::\n"
    lesson = prose.render_lesson(source, {}, {})
    (piece,) = marked(*[segment.html for segment in lesson.segments]).pieces
    assert piece.count("data-term") == 1
    assert f"A {link('milium', 'milium')} holds keratin" in piece


def test_no_terms_leave_everything_as_it_is():
    assert marked("<p>milium</p>", terms=[]) == finished.Marked(("<p>milium</p>",), ())


WORDS = st.sampled_from(
    ["milium", "Milia", "closed comedone", "comedones", "SPF", "&amp;", "a", ", ", " ", "\n", "x"]
)
TAGS = st.sampled_from(["p", "em", "h2", "a", "q", "code", "li", "button"])


@st.composite
def pieces_of_html(draw):
    def inside(depth):
        made = []
        for _ in range(draw(st.integers(0, 4))):
            if depth and draw(st.booleans()):
                tag = draw(TAGS)
                made.append(f"<{tag}>{inside(depth - 1)}</{tag}>")
            else:
                made.append(" " + draw(WORDS))
        return "".join(made)

    return [inside(3) for _ in range(draw(st.integers(1, 3)))]


@given(pieces_of_html())
def test_without_its_marks_the_text_is_letter_for_letter_what_it_was(pieces):
    found = marked(*pieces)
    assert [finished.unmarked(one) for one in found.pieces] == pieces


@given(pieces_of_html())
def test_no_term_is_marked_twice_and_none_where_marks_may_not_be(pieces):
    found = marked(*pieces)
    whole = "".join(found.pieces)
    assert re.findall(r'data-term="([^"]+)"', whole) == list(found.keys)
    assert len(set(found.keys)) == len(found.keys)
    for tag in ("h2", "q", "code", "button"):
        for inner in re.findall(rf"<{tag}>(.*?)</{tag}>", whole, re.DOTALL):
            assert "data-term" not in inner
