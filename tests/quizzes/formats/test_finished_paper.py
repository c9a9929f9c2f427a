import re

from quizzes.formats import finished, prose
from tests.quizzes.formats.test_prose_figures import svg

SOURCE = """\
Above [F001].

## One

It is sealed [F004] [F001]. See [two](#two).

### Two

Again [F004, F068].

::: figure milium
A wall.
:::
"""
CLAIMS = {"F001": "strong", "F004": "expert", "F068": "moderate"}


def pieces(source=SOURCE):
    lesson = prose.render_lesson(source, CLAIMS, {"milium": svg()})
    return [segment.html for segment in lesson.segments]


def on_paper(numbers=None, space="l1"):
    numbers = {"F001": 1, "F004": 2, "F068": 3} if numbers is None else numbers
    return finished.on_paper(pieces()[0], numbers, namespace=space)


def notes(markup):
    return [re.findall(r">(\d+)<", run) for run in re.findall(r"<sup.*?</sup>", markup)]


def test_marks_become_numbered_notes_and_neighbours_share_one():
    markup = on_paper()
    assert notes(markup) == [["1"], ["2", "1"], ["2", "3"]]
    assert (
        'sealed<sup class="noted"><a href="#note-2">2</a>,<a href="#note-1">1</a></sup>.' in markup
    )
    assert "<button" not in markup and "popovertarget" not in markup


def test_a_claim_without_a_number_has_no_note():
    assert notes(on_paper({"F004": 7})) == [["7"], ["7"]]


def test_every_id_and_what_points_to_it_gets_the_lessons_name():
    markup = on_paper(space="l3")
    assert '<h2 id="l3-one">' in markup and 'href="#l3-two"' in markup
    ids = re.findall(r' id="([^"]+)"', markup)
    assert ids and all(one.startswith("l3-") for one in ids)
    named = re.search(r'aria-labelledby="([^"]+)"', markup)[1].split()
    assert set(named) <= set(ids)


def test_two_lessons_share_a_page_without_sharing_an_id():
    ids = [re.findall(r' id="([^"]+)"', on_paper(space=space)) for space in ("l1", "l2")]
    assert not set(ids[0]) & set(ids[1])


def test_glossary_links_and_switches_are_left_off_paper():
    terms = [finished.Term("sealed", ("sealed",))]
    (marked,) = finished.mark_terms(pieces(), terms, page="/glossary/").pieces
    assert "data-term" in marked
    assert finished.on_paper(marked, {}, namespace="l1") == on_paper({})
    toned = '<fieldset class="tones"><legend>Skin tone</legend></fieldset><p>x</p>'
    assert finished.on_paper(toned, {}, namespace="l1") == "<p>x</p>"


def test_the_claims_of_a_text_come_in_order_each_once():
    assert finished.claims_shown(pieces()) == ("F001", "F004", "F068")


def test_a_claim_stands_under_the_nearest_heading_of_its_first_mark():
    assert finished.headings_of_claims(pieces()) == {"F001": "", "F004": "one", "F068": "two"}
