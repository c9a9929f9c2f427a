"""What somebody typed, in one form for what reads the same."""

from __future__ import annotations

import unicodedata

from quizzes.engine.kinds.base import ResponseError

# Direction marks that outlast their line and turn the words around it; joiners stay, for scripts
# and emoji need them.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def normal(text: str) -> str:
    """One form for what reads the same: NFC, lines ended by \\n alone, no control characters, no
    halves of characters, no white space at the ends. Any text will do; `normal` of it is stable."""
    lines = (_plain(line) for line in text.splitlines())
    return "\n".join(lines).strip()


def on_one_line(text: str) -> str:
    """`normal`, with each run of white space as one blank."""
    return " ".join(normal(text).split())


def one_line(response: object, *, limit: int) -> str | None:
    """A response of one line, None when nothing is left of it. Raises ResponseError wrong_type, and
    too_long with the `limit` in characters."""
    if response is None:
        return None
    if type(response) is not str:
        raise ResponseError("wrong_type")
    text = on_one_line(response)
    if len(text) > limit:
        raise ResponseError("too_long", limit=limit)
    return text or None


def _plain(line: str) -> str:
    kept = "".join(
        " " if char == "\t" else char
        for char in line
        if char == "\t" or (unicodedata.category(char) not in ("Cc", "Cs") and char not in _TURNING)
    )
    return unicodedata.normalize("NFC", kept).rstrip()
