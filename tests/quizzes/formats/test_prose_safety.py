"""Whatever comes in, only harmless elements and attributes go out."""

from html.parser import HTMLParser

import pytest

from quizzes.formats import prose
from tests.quizzes.formats.xss_payloads import PAYLOADS

TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "dd",
    "dl",
    "dt",
    "em",
    "h2",
    "h3",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
# What a lesson's own blocks bring.
TAGS |= {"b", "button", "circle", "div", "figcaption", "figure", "q", "section", "svg", "use"}
ATTRIBUTES = {"href", "title", "rel", "start", "align", "scope", "class", "id"}
OWN = {"aria-hidden", "aria-label", "popovertarget", "type", "viewbox", "cx", "cy", "r"}
OWN |= {"role", "tabindex", "data-label"}
CLASSES = {"table", "ev", "pips", "on", "icon", "mythfact", "myth is-late", "is-done", "say"}
CLASSES |= {"avoid", "note is-mute", "fig", "scroll"}
SCHEMES = ("https://", "mailto:", "#", "/")


class Watch(HTMLParser):
    """Reads HTML as a browser would and notes whatever is not on the lists above."""

    def __init__(self):
        super().__init__()
        self.alarms = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.alarms.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES | OWN or (name == "class" and value not in CLASSES):
                self.alarms.append(f"{tag} {name}={value}")
            if name == "href" and (not value.startswith(SCHEMES) or value.startswith("//")):
                self.alarms.append(f"{tag} {name}={value}")

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.alarms.append(f"comment {data}")


def alarms(markup):
    watch = Watch()
    watch.feed(markup)
    watch.close()
    return watch.alarms


def test_the_corpus_has_at_least_sixty_payloads():
    assert len(set(PAYLOADS)) >= 60


def test_the_watch_raises_alarms():
    for bad in ("<script>", "<p onclick=x>", "<a href='javascript:x'>", "<p class=x>", "<!-- -->"):
        assert alarms(bad), bad


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("render", [prose.render, prose.render_inline])
def test_a_payload_renders_harmless(render, payload):
    assert alarms(render(payload)) == []
    assert alarms(render(f"Before {payload} after")) == []
    assert alarms(render(f"**{payload}** [{payload}](https://ok.test '{payload}')")) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_any_part_of_a_lesson_is_harmless(payload):
    source = (
        f"## {payload}\n\n{payload}\n\n::: myth\n{payload}\n---\n{payload} [F004]\n:::\n\n"
        f"::: say\n{payload}\n---\n{payload}\n:::\n\n::: unknown\n{payload}\n:::\n\n- {payload}\n"
    )
    lesson, _ = prose.read_lesson(source, {"F004": "strong"}, {})
    for segment in lesson.segments:
        assert alarms(segment.html) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_a_heading_of_a_table_is_harmless_before_the_cells_too(payload):
    heading = payload.replace("\n", " ").replace("|", "")
    assert alarms(prose.render(f"| {heading} | b |\n|---|---|\n| {payload} | 2 |")) == []


def test_raw_html_is_shown_as_the_text_it_is():
    watch = Watch()
    watch.feed(prose.render("Use <b>bold</b> if 1 < 2 & 3 > 2."))
    assert watch.text == "Use <b>bold</b> if 1 < 2 & 3 > 2."


@pytest.mark.parametrize(
    "href",
    ["https://a.test/b?c=1#d", "mailto:a@b.test", "/learn/x/", "#sealed", "lesson#x", "?a=b"],
)
def test_good_links_stay_and_carry_a_rel(href):
    assert f'<a href="{href}" rel="noopener noreferrer">x</a>' in prose.render(f"[x]({href})")


@pytest.mark.parametrize(
    "href", ["http://a.test", "ftp://a.test", "//a.test", "/\\a.test", "x:y", "a/b:c", "tel:1"]
)
def test_other_links_keep_only_their_text(href):
    assert "href" not in prose.render(f"[x]({href})")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 201,
        "![" * 201,
        "[a][" * 300,
        "[a](" * 300,
        "[a](b [c" * 201,
        "[" * 201 + "]" * 201,
        "a" * (prose.AUTHORED + 1),
        "- a\n" + " " * 60 + "- b",
        "\t" * 11 + "a",
        "- " * 3000 + "a",
    ],
)
def test_texts_that_would_parse_for_minutes_are_refused(text):
    with pytest.raises(prose.TooMuch):
        prose.render(text)


def test_a_refusal_says_why_in_a_code_and_in_words():
    reason = prose.refusal("[" * 201)
    assert (reason.code, reason.limit) == ("too_many_brackets", 200)
    assert "200 brackets" in str(reason)
    assert prose.refusal("[a](b) " * 3000) is None
    assert prose.refusal("x" * 4001, limit=prose.TYPED).code == "too_long"


def test_no_author_can_forge_or_move_a_stand_in():
    lesson = prose.render_lesson('[x](/a "[F004]") and `[F004]`', {"F004": "strong"}, {})
    html = lesson.segments[0].html
    assert html.startswith("<p><a href")
    assert alarms(html) == []
    assert html.count("<button") == 1
    guess = "x" + "0" * 64 + "n0e"
    again = prose.render_lesson(f"{guess} [F004]", {"F004": "strong"}, {})
    assert guess in again.segments[0].html
