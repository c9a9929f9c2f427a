"""What makes a text with gaps a fair question: the rules that neither a schema nor the engine
says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quizzes.formats.native.answers import numeric_problems, short_text_problems
from quizzes.formats.native.items import Item
from quizzes.formats.prose import Misplaced, TooMuch, render_with_gaps
from quizzes.formats.yaml_lines import Path

_WORDS = {
    "link": "the gap {} stands in a link, where nothing can be chosen: take it out of the link",
    "code": "the gap {} stands in code or an indented block: write it as plain text",
    "lost": "the gap {} stands where nothing is shown: write it as plain text",
}
_OF_ANSWERS = {"short_text": short_text_problems, "numeric": numeric_problems}


def cloze_problems(item: Item) -> Iterator[tuple[Path, str]]:
    """Gaps that cannot stand where they are put; and what is wrong with the answers of a gap."""
    try:
        render_with_gaps(item.body["text"])
    except Misplaced as misplaced:
        if misplaced.code in _WORDS:  # what stands there twice is told by the engine
            yield ("text",), _WORDS[misplaced.code].replace("{}", repr(misplaced.key))
    except TooMuch:
        return  # told with every other text that is too much
    for index, gap in enumerate(item.body["gaps"]):
        asked = {"stem": "…", "explanation": "…", "case_sensitive": False} | gap
        asked.setdefault("spelling_tolerance", False)
        body = {
            name: value for name, value in asked.items() if name not in ("key", "weight", "kind")
        }
        for path, said in _OF_ANSWERS.get(gap["kind"], _none)(
            replace(item, kind=gap["kind"], body=body)
        ):
            yield ("gaps", index, *path), said


def _none(item: Item) -> Iterator[tuple[Path, str]]:
    return iter(())
