"""Evidence marks held to their words."""

from __future__ import annotations

import pytest

from quizzes.formats.finished import hold_marks

MARK = '<button class="ev" type="button"><svg></svg></button>'


@pytest.mark.parametrize(
    ("before", "held", "after"),
    [
        ("Not at ", f"once {MARK}.", " Then"),
        ("The ", f'<a class="term" href="#x">needle</a> {MARK},', " and"),
        ("Both ", f"hold {MARK} {MARK}.", ""),
        (f"<em>{'long ' * 9}link</em> ", f"{MARK}.", ""),
    ],
)
def test_a_mark_is_held_to_the_word_before_and_the_stop_after(before, held, after) -> None:
    assert hold_marks(f"{before}{held}{after}") == (
        f'{before}<span class="with-ev">{held}</span>{after}'
    )


def test_text_without_marks_stays_as_it_is() -> None:
    assert hold_marks("<p>Nothing &amp; no one.</p>") == "<p>Nothing &amp; no one.</p>"
