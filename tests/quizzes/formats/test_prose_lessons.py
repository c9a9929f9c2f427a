import pytest

from quizzes.formats import prose
from quizzes.formats.problems import Refused
from tests.quizzes.formats.test_prose_figures import svg

CLAIMS = {"F001": "strong", "F004": "moderate", "F020": "experience", "F077": "expert"}
FIGURES = {"milium": svg('<rect fill="var(--ill-epi,#fff)"/>'), "plain": svg()}
LESSON = """\
## A pearl in a sealed room

It is sealed [F004]. And small [F001, F004].

::: figure milium
The wall is *closed* [F001].
:::

::: myth
“A scrub will loosen it.”
---
Scrubs polish the surface [F077].
:::

::: check mm-c01

### A detail

::: say
It’s a tiny sealed pearl.
---
“You should not have touched it.”
:::

::: unknown
How often it happens.
:::
## Needles
"""


def lesson(source=LESSON, **more):
    return prose.render_lesson(source, CLAIMS, FIGURES, **more)


def said(source, **more):
    with pytest.raises(Refused) as refused:
        lesson(source, name="l.md", **more)
    return [str(problem) for problem in refused.value.problems]


def html(source=LESSON):
    return "\n".join(segment.html for segment in lesson(source).segments)


def test_a_lesson_is_html_with_its_checks_between():
    kinds = [segment.check or "html" for segment in lesson().segments]
    assert kinds == ["html", "mm-c01", "html"]


def test_the_contents_are_the_second_level_headings():
    assert lesson().toc == (
        ("a-pearl-in-a-sealed-room", "A pearl in a sealed room"),
        ("needles", "Needles"),
    )
    assert lesson().anchors == ("a-pearl-in-a-sealed-room", "a-detail", "needles")
    assert '<h3 id="a-detail">A detail</h3>' in html()


def test_it_knows_what_it_uses():
    found = lesson()
    assert found.claims_used == ("F004", "F001", "F077")
    assert found.checks_used == ("mm-c01",)
    assert found.figures_used == ("milium",)


def test_words_are_those_a_reader_reads():
    found = lesson("## Two words\n\nIt’s well-made [F001].\n\n::: unknown\nWhy so.\n:::")
    assert found.text == "Two words It’s well-made . Why so."
    assert found.words == 6


def test_a_mark_is_a_button_that_opens_its_claim_and_says_how_sure_we_are():
    button = (
        '<button class="ev" type="button" popovertarget="ev-F004" '
        'aria-label="Evidence F004: moderate"><svg class="pips"'
    )
    assert button in html()
    assert html().count('popovertarget="ev-F004"') == 2
    assert "Evidence F020: clinic experience" in html("Seen here [F020].")
    assert "Evidence F077: expert opinion" in html("Said [F077].")


def test_an_escaped_mark_stays_text():
    assert "<button" not in html(r"Write \[F004] after the claim.")


def test_a_myth_stands_beside_what_holds():
    assert (
        '<div class="mythfact"><div class="myth is-late"><h3><svg class="icon" aria-hidden="true">'
        '<use href="#i-x"/></svg>Often heard</h3><q>A scrub will loosen it.</q></div>'
        '<div class="is-done"><h3><svg class="icon" aria-hidden="true"><use href="#i-check"/></svg>'
        "What holds</h3><p>Scrubs polish the surface <button"
    ) in html()


def test_say_has_what_to_say_and_what_rather_not():
    assert "<blockquote>It’s a tiny sealed pearl.</blockquote>" in html()
    assert '<p class="avoid"><b>Rather not:</b> “You should not have touched it.”</p>' in html()
    assert "avoid" not in html("::: say\nOnly this.\n:::")


def test_unknown_is_a_quiet_note():
    assert '<div class="note is-mute"><svg class="icon"' in html()
    assert "<h3>What we do not know</h3><p>How often it happens.</p>" in html()


def test_a_figure_is_inlined_with_caption_and_tones():
    found = html()
    assert '<figure class="fig"><svg viewBox="0 0 9 9"' in found
    assert "<figcaption>The wall is <em>closed</em> <button" in found
    assert '<input type="radio" name="tone-milium" value="light" checked>Light' in found
    assert "tones" not in html("::: figure plain\nA caption.\n:::")
    assert "figcaption" not in html("::: figure plain\n:::")


def test_a_figure_shown_twice_has_ids_of_its_own():
    twice = html("::: figure milium\n:::\n\n::: figure milium\n:::")
    assert 'id="milium-t"' in twice
    assert 'id="milium-2-t"' in twice
    assert 'name="tone-milium-2"' in twice


def test_a_translation_brings_its_own_words_and_they_are_escaped():
    words = {**prose.ENGLISH, "unknown": "Was wir <nicht> wissen"}
    found = lesson(words=words).segments[-1].html
    assert "Was wir &lt;nicht&gt; wissen" in found


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a\n\nb [F999].", "l.md:3: no claim F999 in claims.yaml"),
        ("::: figure nope\n:::", "l.md:1: no figure 'nope' in media, allowed: milium, plain"),
        ("::: mith\na\n:::", "l.md:1: ::: mith is not known, allowed: check, figure, myth"),
        ("a\n:::", "l.md:2: ::: closes a block, but none is open"),
        ("::: say\na", "l.md:1: ::: say is not closed"),
        ("::: say\na\n::: unknown\nb\n:::", "l.md:1: ::: say is not closed"),
        ("::: myth\na\n:::", "l.md:1: ::: myth has 1 parts, allowed: 2"),
        ("::: unknown\n\n:::", "l.md:1: ::: unknown has 0 parts"),
        ("::: unknown x\na\n:::", "l.md:1: ::: unknown takes no name"),
        ("::: check", "l.md:1: ::: check needs a name"),
        ("::: check a\n\n::: check a", "l.md:3: the check a is in this lesson twice"),
        ("# One", "l.md:1: headings are ## or ###"),
        ("##Two", "l.md:1: headings are ## or ###"),
        ("#### Four", "l.md:1: headings are ## or ###"),
        ("## Two [F001]", "l.md:1: no evidence mark in a heading"),
        ("Title\n-----", "l.md:2: a line under text makes it a heading"),
        ("## Same\n\n## Same", "l.md:3: the heading 'Same' is here twice"),
        ("## Main", "l.md:1: the anchor 'main' belongs to the page"),
        ("> ## Two", "l.md:1: headings stand alone"),
        ("::: unknown\n## Two\n:::", "l.md:2: no headings inside ::: unknown"),
        ("![a](b.png)", "l.md:1: no images in the text"),
        ("::: unknown\na\n:::\n\n:   b", "l.md:1: ::: unknown cannot stand inside"),
        ("[" * 300, "l.md:1: the text is refused: more than 200 brackets"),
    ],
)
def test_a_mistake_is_told_with_its_line(source, message):
    problems = said(source)
    assert any(problem.startswith(message) for problem in problems), problems


def test_an_unknown_check_is_told_where_checks_are_known():
    assert "no check question 'mm-c01', allowed: mm-c02" in said(LESSON, checks={"mm-c02"})[0]


def test_all_mistakes_are_told_at_once_with_lines_of_the_file():
    problems = said("[F998]\n\n# One\n\n::: x\n:::", first_line=10)
    assert [problem.split(":")[1] for problem in problems] == ["10", "12", "14"]


def test_a_faulty_figure_is_not_inlined():
    figures = {"bad": svg('<rect onload="x"/>')}
    found, problems = prose.read_lesson("::: figure bad\n:::", {}, figures)
    assert "no event handlers" in str(problems[0])
    assert not found.segments
