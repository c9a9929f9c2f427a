"""What a short text is compared with: the words of an answer, with * for anything or nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

LEAST_FOR_TOLERANCE = 6
ANYTHING = "…"  # how a wildcard is read out

# What ends a sentence in the scripts people write here; an apostrophe or a % belongs to its word.
_ENDING = ".,;:!?…。，；：！？、،؛؟ "


@dataclass(frozen=True, slots=True)
class Pattern:
    """`pieces` stand in this order with anything or nothing between them; one piece is the whole
    text. `tolerant` = one letter too many, too few or another still matches."""

    pieces: tuple[str, ...]
    tolerant: bool = False

    @property
    def is_all(self) -> bool:
        """Whether it is a bare wildcard, which every text matches."""
        return len(self.pieces) > 1 and not any(self.pieces)

    @property
    def has_wildcard(self) -> bool:
        return len(self.pieces) > 1

    def matches(self, text: str) -> bool:
        """Whether a text, folded the same way, is what the answer says, from its first letter to
        its last. Each letter is looked at a bounded number of times, whatever is typed."""
        if len(self.pieces) == 1:
            whole = self.pieces[0]
            return text == whole or (self.tolerant and is_one_edit_apart(text, whole))
        first, *between, last = self.pieces
        end = len(text) - len(last)
        if end < len(first) or not (text.startswith(first) and text.endswith(last)):
            return False
        return _in_order(text, between, len(first), end)


def pattern(text: str, *, case_sensitive: bool = False, tolerant: bool = False) -> Pattern:
    """Read an answer as its author wrote it; \\* is a star and no wildcard.

    Tolerance is for words that are long enough to stay themselves with a letter wrong, never beside
    a wildcard.
    """
    pieces = tuple(_split(folded(text, case_sensitive=case_sensitive)))
    lengthy = len(pieces) == 1 and len(pieces[0]) >= LEAST_FOR_TOLERANCE
    return Pattern(pieces, tolerant and lengthy)


def folded(text: str, *, case_sensitive: bool = False) -> str:
    """What is compared: NFC, one blank for each run of white space, none at the ends, no invisible
    characters, no full stop or the like at the end, and small letters unless case counts. What is
    nothing but such signs keeps them."""
    seen = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cs"))
    line = " ".join(unicodedata.normalize("NFC", seen).split())
    if not line.endswith(f" {ANYTHING}"):  # alone it ends no sentence: it stands for words
        line = line.rstrip(_ENDING) or line
    return line if case_sensitive else unicodedata.normalize("NFC", line.casefold())


def is_one_edit_apart(one: str, other: str) -> bool:
    """Whether one letter added, left out or exchanged makes the one the other (edit distance 1)."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    short, long = sorted((one, other), key=len)
    start = next((n for n, char in enumerate(short) if char != long[n]), len(short))
    return short[start + (len(short) == len(long)) :] == long[start + 1 :]


def example(text: str, anything: str = ANYTHING) -> str:
    """An answer as people read it: … where anything may stand, and plain stars."""
    return anything.join(_split(text))


def _split(text: str) -> list[str]:
    """At each wildcard; \\* is put back as a star."""
    pieces, piece, escaped = [], "", False
    for char in text:
        if char == "*" and not escaped:
            pieces.append(piece)
            piece = ""
        elif char == "*":
            piece = f"{piece[:-1]}*"
        else:
            piece += char
        escaped = char == "\\"
    return [*pieces, piece]


def _in_order(text: str, pieces: Sequence[str], start: int, end: int) -> bool:
    """Whether the pieces follow one another: each where it is found first leaves most room."""
    for piece in pieces:
        found = text.find(piece, start, end)
        if found < 0:
            return False
        start = found + len(piece)
    return True
