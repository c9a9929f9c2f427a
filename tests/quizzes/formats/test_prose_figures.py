import re

import pytest

from quizzes.formats import prose
from quizzes.formats.problems import Refused

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'viewBox="0 0 9 9"><title id="t">A milium</title><desc>A cyst.</desc>'
    '<defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs>'
    '<path id="milium-p" d="M0 0" fill="url(#g)"/><use xlink:href="#milium-p"/>{}</svg>'
)


def svg(extra=""):
    return SVG.replace("{}", extra)


def test_a_figure_is_named_and_described_and_its_ids_are_its_own():
    figure = prose.read_figure("milium", svg())
    assert 'aria-labelledby="milium-t milium-d"' in figure.markup
    assert '<title id="milium-t">' in figure.markup
    assert 'id="milium-g"' in figure.markup
    assert 'fill="url(#milium-g)"' in figure.markup
    assert '<use href="#milium-p"' in figure.markup
    assert "xmlns" not in figure.markup
    assert "xlink" not in figure.markup


def test_a_second_showing_gets_its_own_ids():
    figure = prose.read_figure("milium", svg(), namespace="milium-2")
    assert 'id="milium-2-g"' in figure.markup
    assert 'role="img"' in figure.markup


def test_only_figures_with_skin_are_toned():
    skin = '<rect fill="var(--ill-epi,#ecc6ae)"/>'
    assert prose.read_figure("a", svg(skin)).toned
    assert not prose.read_figure("a", svg()).toned


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ("<script>alert(1)</script>", "script is not allowed"),
        ("<style>*{}</style>", "style is not allowed"),
        ("<foreignObject/>", "foreignObject is not allowed"),
        ("<a/>", "a is not allowed"),
        ("<image/>", "image is not allowed"),
        ("<animate/>", "animate is not allowed"),
        ('<h:p xmlns:h="http://www.w3.org/1999/xhtml"/>', "is not allowed"),
        ('<rect onload="x"/>', "no event handlers"),
        ('<rect OnClick="x"/>', "no event handlers"),
        ('<rect style="fill:red"/>', "no style attribute"),
        ('<use href="https://evil.test/x.svg#a"/>', "only #ids"),
        ('<use xlink:href="data:image/svg+xml,x"/>', "only #ids"),
        ('<rect fill="url(https://evil.test/x)"/>', "only url(#id)"),
        ('<rect fill="URL(//evil.test/x)"/>', "only url(#id)"),
        ('<rect fill="u\\72l(x)"/>', "only url(#id)"),
        ('<rect fill="java script:x"/>'.replace(" s", "&#10;s"), "no scripts"),
    ],
)
def test_what_could_act_in_a_page_is_refused(extra, message):
    with pytest.raises(Refused) as refused:
        prose.read_figure("milium", svg(extra))
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (svg().replace("A cyst.", ""), "needs a desc"),
        (svg().replace('<title id="t">A milium</title>', ""), "needs a title"),
        (svg().replace('viewBox="0 0 9 9"', ""), "needs a viewBox"),
        ("<svg", "not XML"),
        ("<svg/>", "the root must be svg"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(), "no DOCTYPE"),
        ('<?xml-stylesheet href="x"?>' + svg(), "no DOCTYPE"),
        (" " * 200_001, "too long"),
    ],
)
def test_what_is_no_figure_is_refused(text, message):
    with pytest.raises(Refused) as refused:
        prose.read_figure("milium", text)
    assert message in str(refused.value)


def test_a_name_that_could_end_an_attribute_is_refused():
    with pytest.raises(Refused):
        prose.read_figure('a"><script>', svg())


def test_under_other_words_a_drawing_names_none_of_its_parts() -> None:
    parts = (
        '<defs><g id="milium"><title>The milium</title><circle r="2"/></g></defs>'
        '<g class="comedone" aria-label="comedone" data-what="comedone"><path d="M0 0"/></g>'
        '<clipPath id="lid"><rect width="1" height="1"/></clipPath>'
        '<use href="#milium" clip-path="url(#lid)"/><use href="#lost-milium"/>'
    )
    own = prose.read_figure("a", svg(parts), namespace="p1", words=("Two spots", "Side by side"))
    for word in ("milium", "comedone", "lid"):
        assert word not in own.markup
    part, lid = (
        re.search(one, own.markup)[1] for one in (r'<g id="([^"]+)', r'<clipPath id="([^"]+)')
    )
    assert f'<use href="#{part}" clip-path="url(#{lid})"' in own.markup
    assert part != lid and part.startswith("p1-")
    assert own.markup.count("<title") == own.markup.count("<desc") == 1
    assert "milium" in prose.read_figure("a", svg(parts)).markup
