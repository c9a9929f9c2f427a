"""Names and addresses as people type them, made fit to stand in a list, a mail or a certificate."""

from __future__ import annotations

import unicodedata

# Marks that turn the direction of what follows, so that a name could show as another one.
TURNING = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufeff"
)
NAME_MOST, ADDRESS_MOST = 150, 254


def tidy(text: str) -> str:
    """One line without control characters, without spaces at its ends or two in a row. Composed,
    so that two spellings that look the same are the same."""
    kept = (
        " " if unicodedata.category(one) in ("Cc", "Zl", "Zp") else one
        for one in unicodedata.normalize("NFC", text)
        if one not in TURNING
    )
    return " ".join("".join(kept).split())


def address(text: str) -> str:
    """An e-mail address as it is kept and compared: without spaces around it, in lower case."""
    return tidy(text).lower()
