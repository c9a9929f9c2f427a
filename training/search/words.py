"""Words: of a text, as the index knows them; of what a reader typed, as something to look for.

Both databases are given words of letters and digits only, so what a reader types can never be
taken for a query of theirs. No Django in here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 200  # characters of a question that are read
MOST = 12  # words of a question that are looked for
SHORTEST_PREFIX = 3  # letters; a shorter last word is taken as a whole one
WORD = re.compile(r"[^\W_]+")
# One thing, two forms, of which no stemmer knows.
SAME = {"milium": ("milium", "milia"), "milia": ("milia", "milium")}
# What PostgreSQL leaves out of English; said here, so that SQLite does the same.
_COMMON = (
    "i me my myself we our ours ourselves you your yours yourself yourselves he him his himself "
    "she her hers herself it its itself they them their theirs themselves what which who whom "
    "this that these those am is are was were be been being have has had having do does did doing "
    "a an the and but if or because as until while of at by for with about against between into "
    "through during before after above below to from up down in out on off over under again "
    "further then once here there when where why how all any both each few more most other some "
    "such no nor not only own same so than too very s t can will just don should now"
)
COMMON = frozenset(_COMMON.split())


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader looks for. `text` is what she typed, tidied; `is_cut` says that it was longer.
    The last of `terms` may be the beginning of a word."""

    text: str
    terms: tuple[str, ...]
    is_cut: bool = False


def tidy(text: str) -> str:
    """One spelling for each letter, one space between words, no control characters."""
    seen = "".join(" " if unicodedata.category(one)[0] == "C" else one for one in text)
    return " ".join(unicodedata.normalize("NFC", seen).split())


def fold(word: str) -> str:
    """A word without capitals and accents."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold()).casefold()
    return "".join(one for one in plain if one.isalnum()) or "0"


def plain(text: str) -> str:
    """The words of a tidy text, folded, in order: as many as `WORD` finds in it."""
    return " ".join(fold(word) for word in WORD.findall(text))


def asked(text: str) -> Asked:
    """What to look for; nothing when there is no word, or only such as are in every text."""
    kept = tidy(text[:LONGEST])
    found = dict.fromkeys(fold(word) for word in WORD.findall(kept))
    terms = [word for word in found if word not in COMMON]
    return Asked(kept, tuple(terms[:MOST]), len(text) > LONGEST or len(terms) > MOST)


def forms(term: str) -> tuple[str, ...]:
    """The words that count as this one."""
    return SAME.get(term, (term,))


def beginning(term: str) -> str:
    """The part of a word that another form, or a slip of the pen, still shares."""
    return term[: max(4, len(term) - 3)]
