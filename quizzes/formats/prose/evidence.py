"""Evidence marks: [F004] in a lesson becomes a small button that opens the claim.

The button is put in after sanitising, where a placeholder stands. The placeholder carries the
SHA-256 of the whole text, so no author can write it: the text would have to hold its own hash.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from quizzes.formats.digests import digest_text

STRENGTHS = {"strong": 3, "moderate": 2, "expert": 1, "experience": 0}  # filled pips of three
_ON = ' class="on"'
# One code or several; not an escaped \[F004], not the text of a link.
MARK = re.compile(r"(?<!\\)\[([A-Z]\d{2,4}(?:,[ \t]*[A-Z]\d{2,4})*)\](?![(\[])")


# Any stand-in, whatever text it belongs to: the sanitiser drops attributes that hold one.
STAND_IN = re.compile(r"x[0-9a-f]{64}n\d+e")


class Placeholders:
    """Stand-ins of plain letters and digits that live through Markdown and the sanitiser."""

    def __init__(self, source: str) -> None:
        self._base = f"x{digest_text(source)}"
        self._values: list[str] = []
        self._inline = re.compile(rf"{self._base}n(\d+)e")
        self._block = re.compile(rf"<p>{self._base}n(\d+)e</p>")

    def hold(self, value: str) -> str:
        """The stand-in for one piece of finished HTML."""
        self._values.append(value)
        return f"{self._base}n{len(self._values) - 1}e"

    def fill(self, markup: str) -> str:
        """Put the held HTML where its stand-ins are. The markup must be sanitised already."""
        return self._inline.sub(lambda found: self._values[int(found[1])], markup)

    def drop(self, text: str) -> str:
        """The text without its stand-ins."""
        return self._inline.sub("", text)

    def cut(self, markup: str) -> list[str]:
        """Markup, held value, markup, held value ... markup, cut at the stand-ins."""
        pieces = self._inline.split(markup)
        return [self._values[int(one)] if n % 2 else one for n, one in enumerate(pieces)]

    def split(self, markup: str) -> list[str]:
        """Markup, number of a block, markup, number ... where a stand-in is a whole paragraph."""
        return self._block.split(markup)


def marked(line: str, button: Callable[[str], str]) -> str:
    """The line with each mark replaced by what `button` gives for its code."""

    def replace(found: re.Match[str]) -> str:
        return " ".join(button(code.strip()) for code in found[1].split(","))

    return MARK.sub(replace, line)


def codes_in(text: str) -> list[str]:
    """Every code marked in a text, in order, each once."""
    found = [code.strip() for mark in MARK.findall(text) for code in mark.split(",")]
    return list(dict.fromkeys(found))


def button_for(code: str, strength: str, words: Mapping[str, str]) -> str:
    """The button of one claim; its popover, with id ev-CODE, belongs to the page."""
    label = f"{words['evidence']} {code}: {words[strength]}"
    return (
        f'<button class="ev" type="button" popovertarget="ev-{code}" aria-label="{label}">'
        f"{pips(strength)}</button>"
    )


def pips(strength: str) -> str:
    """Three pearls, as many filled as the evidence is strong. Decoration: say it in words too."""
    filled = STRENGTHS[strength]
    circles = "".join(
        f'<circle cx="{4 + 8 * place}" cy="4" r="2.9"{_ON if place < filled else ""}/>'
        for place in range(3)
    )
    return f'<svg class="pips" viewBox="0 0 24 8" aria-hidden="true">{circles}</svg>'
