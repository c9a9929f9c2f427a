import pytest

from quizzes.formats import prose


def test_core_markdown_renders():
    html = prose.render("A *b* **c** `d`\n\n- e\n- f\n\n3. g\n\n> h\n\nTerm\n:   Meaning")
    for part in ("<em>b</em>", "<strong>c</strong>", "<code>d</code>", "<li>e</li>"):
        assert part in html
    for part in ('<ol start="3">', "<blockquote>", "<dt>Term</dt>", "<dd>Meaning</dd>"):
        assert part in html


def test_a_table_needs_no_inline_style():
    html = prose.render("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert '<table role="table" class="table">' in html
    assert '<th role="columnheader" scope="col">a</th>' in html
    assert 'align="right"' in html and "style" not in html


def test_a_cell_carries_the_heading_of_its_column():
    html = prose.render('| a *b* | \\* "c" <i> |\n|---|---|\n| 1 | 2 |\n| 3 |')
    assert html.count('<td data-label="a b" role="cell">') == 2
    assert '<td data-label="* &quot;c&quot; &lt;i&gt;" role="cell">2</td>' in html


def test_a_mark_in_a_heading_stays_out_of_the_cells():
    source = "| Said [F004] | Done |\n|---|---|\n| x | y |\n"
    lesson, _ = prose.read_lesson(source, {"F004": "strong"}, {})
    assert 'data-label="Said"' in lesson.segments[0].html


def test_headings_of_a_plain_text_carry_no_id():
    assert prose.render("## Two\n\n# One") == "<h2>Two</h2>\nOne"


@pytest.mark.parametrize("text", ["> 3 mm", "1. Wash", "- 5 °C", "# 1", "+ more", "a | b", "    a"])
def test_an_inline_text_keeps_its_first_characters(text):
    assert prose.render_inline(text).replace("&gt;", ">") == text.strip()


def test_an_inline_text_has_no_blocks():
    html = prose.render_inline("*a*\n\n[b](https://c.test)")
    assert html == '<em>a</em>\n<a href="https://c.test" rel="noopener noreferrer">b</a>'


def test_plain_is_the_words_alone():
    assert (
        prose.plain("## A\n\n- *one* & <two>\n- [three](https://x.test)") == "A one & <two> three"
    )


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("A pearl in a sealed room", "a-pearl-in-a-sealed-room"),
        ("It isn’t dirt", "it-isnt-dirt"),
        ("Crème & co.", "creme-co"),
        ("1–2 mm", "1-2-mm"),
        ("王", "section"),
    ],
)
def test_a_slug_is_small_ascii(title, anchor):
    assert prose.slug(title) == anchor


@pytest.mark.parametrize(
    ("strength", "filled"), [("strong", 3), ("moderate", 2), ("expert", 1), ("experience", 0)]
)
def test_pips_fill_with_the_strength(strength, filled):
    html = prose.pips(strength)
    assert html.count("<circle") == 3
    assert html.count('class="on"') == filled
