"""Gaps keep their place through Markdown and sanitiser, whoever wrote the text around them."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.formats.digests import digest_text
from quizzes.formats.prose import Misplaced, TooMuch, render_with_gaps
from tests.quizzes.formats.test_prose_safety import Watch
from tests.quizzes.formats.xss_payloads import PAYLOADS


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("It is a [[a]].", ["<p>It is a ", "a", ".</p>"]),
        ("[[a]] **[[b-2]]**", ["<p>", "a", " <strong>", "b-2", "</strong></p>"]),
        ("- [[b]]\n- [[a]]", ["<ul>\n<li>", "b", "</li>\n<li>", "a", "</li>\n</ul>"]),
        ("No gap.", ["<p>No gap.</p>"]),
        ("[[a]]: https://x.org", ["<p>", "a", ": https://x.org</p>"]),
        ("<b title='[[a]]'>", ["<p>&lt;b title='", "a", "'&gt;</p>"]),
    ],
)
def test_a_text_is_cut_where_its_gaps_stand(text, pieces):
    assert render_with_gaps(text) == pieces


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[see [[a]]](https://x.org)", "link"),
        ("[**[[a]]**](https://x.org)", "link"),
        ("`[[a]]`", "code"),
        ("    [[a]]", "code"),
        ("[x](https://x.org/[[a]])", "lost"),
        ("[x](https://x.org '[[a]]')", "lost"),
        ("![[[a]]](https://x.org/x.png)", "lost"),
        ("[r]: https://x.org '[[a]]'\n\n[r]", "lost"),
    ],
)
def test_a_gap_that_cannot_stand_there_is_refused(text, code):
    with pytest.raises(Misplaced) as caught:
        render_with_gaps(text)
    assert (caught.value.key, caught.value.code) == ("a", code)


def stand_ins(text: str) -> list[str]:
    """What an author would write who knows how places are kept."""
    return [f"x{digest_text(one)}n{n}e" for one in (text, "", "[[a]]") for n in range(2)]


@pytest.mark.parametrize("payload", [*PAYLOADS, *stand_ins("A [[a]] b"), "\x02klzzwxh:0000\x03"])
@pytest.mark.parametrize("where", ["{} [[a]]", "[[a]]{}", "x[[a]]{}[[b]]y", "> {}\n\n[[a]]"])
def test_hostile_texts_make_no_gap_and_no_markup(payload, where):
    text = where.format(payload)
    keys = re.findall(r"\[\[(\w)\]\]", text)
    try:
        pieces = render_with_gaps(text)
    except (Misplaced, TooMuch):
        return
    assert pieces[1::2] == keys
    watch = Watch()
    watch.feed("GAP".join(pieces[::2]))
    assert watch.alarms == []


def test_a_stand_in_of_the_same_text_cannot_be_written():
    text = "A [[a]]"
    for _ in range(3):  # each time the text is another, and so is its digest
        text += f" x{digest_text(text)}n0e"
        pieces = render_with_gaps(text)
        assert pieces[1::2] == ["a"]


@given(
    st.lists(
        st.sampled_from(
            [
                "[[a]]",
                "[[b]]",
                "*",
                "_",
                "`",
                "[",
                "](/x)",
                "|",
                "\n",
                "- ",
                "> ",
                "<b>",
                "\\",
                "# ",
                "x ",
                "!",
            ]
        ),
        max_size=25,
    )
)
def test_whatever_stands_around_them_gaps_are_as_written_or_refused(parts):
    text = "".join(parts)
    try:
        pieces = render_with_gaps(text)
    except (Misplaced, TooMuch):
        return
    assert pieces[1::2] == re.findall(r"\[\[(\w)\]\]", text)
    assert len(set(pieces[1::2])) == len(pieces[1::2])
    watch = Watch()
    watch.feed("GAP".join(pieces[::2]))
    assert watch.alarms == []
