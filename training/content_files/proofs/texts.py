"""Measures of a text: its words, its sentences, how hard it reads. Numbers in, numbers out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from training.content_files.proofs.terms import TERMS

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*%?")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_CLAIM = re.compile(r"\s*\[[A-Z]\d{2,4}\]")
_MARKS = re.compile(r"[*_`#>\[]|^\s*(?:[-+]|\d+\.)\s", re.MULTILINE)
_MARKUP = re.compile(r"[*_`#>]+|^\s*(?:[-+]|\d+\.)\s+", re.MULTILINE)
_END = re.compile(r"[.!?…:]+[\"'”’)]*\s+|\n\s*\n|\n(?=\s*[-*+]\s)")
_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"")
_SMALL = "a an the to of in on at for with and or it is be as by that this you i"
EMPTY = frozenset(_SMALL.split())
_ORDER = re.compile(r"(?:select|choose|pick|mark|tick|sort|match|put|find|name)\b", re.IGNORECASE)
# A word of more letters than this counts as long (Björnsson).
LONG = 6


def plain(text: str) -> str:
    """Markdown without its marks: links as their words, claims and emphasis dropped."""
    if not _MARKS.search(text):
        return text.strip()
    return _MARKUP.sub(" ", _LINK.sub(r"\1", _CLAIM.sub("", text))).strip()


@lru_cache(maxsize=20_000)
def words(text: str) -> tuple[str, ...]:
    """The words in small letters; numbers are words too."""
    return tuple(_WORD.findall(plain(text).lower().replace("’", "'")))


@lru_cache(maxsize=20_000)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences. A colon ends one too: what follows is read as a new one."""
    return tuple(one.strip() for one in _END.split(f"{text.strip()} ") if _WORD.search(one))


def unquoted(text: str) -> str:
    """Without what stands in quotation marks: those are somebody else's words."""
    return _QUOTED.sub(" ", text)


def question(stem: str) -> str:
    """What is asked: the sentences with a question mark and the orders (select, choose, match),
    else the last sentence. Quotes are left out."""
    spoken = unquoted(plain(stem))
    asked = [one.strip() for one in re.findall(r"[^.?!\n]*\?", spoken)]
    found = sentences(spoken)
    asked += [one for one in found if _ORDER.match(one)]
    return "\n".join(asked) or (found[-1] if found else "")


def lix(text: str, *, terms: frozenset[str] = TERMS) -> float:
    """Lix, the reading measure: words to a sentence plus long words in a hundred words.

    C. H. Björnsson, Läsbarhet (Stockholm 1968); for English see J. Anderson, "Lix and Rix:
    variations on a little-known readability index", Journal of Reading 26 (1983), 490-496. About
    25 is a book for children, 35 plain prose, 45 a newspaper, 55 an official text. It needs no
    syllables, which a program can only guess in English, and is fair to readers of a second
    language, whom long words and long sentences slow down. The `terms` a course teaches are not
    counted as long. A text without words has 0.
    """
    return lix_of([text], terms=terms)


def lix_of(texts: Iterable[str], *, terms: frozenset[str] = TERMS) -> float:
    """As `lix`, of several texts that are read one after the other."""
    count = long = ends = 0
    for text in texts:
        found = words(text)
        count += len(found)
        ends += len(sentences(text))
        long += sum(len(word) > LONG and _is_long(word, terms) for word in found)
    return count / max(1, ends) + 100 * long / count if count else 0.0


def _is_long(word: str, terms: frozenset[str]) -> bool:
    """Whether a word, or a part of one with hyphens, is long and no term."""
    return any(len(part) > LONG and part not in terms for part in word.split("-"))


def longest_sentence(text: str) -> tuple[int, str]:
    """(its number of words, the sentence); (0, "") when there is none."""
    return max(((len(words(one)), one) for one in sentences(text)), default=(0, ""))


def opening(text: str, *, most: int = 60) -> str:
    """The start of a text on one line, to name it by."""
    line = " ".join(plain(text).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """A word without its commonest English endings, so that "bleeds" meets "bleeding"."""
    for ending in ("ingly", "edly", "ing", "ies", "ed", "es", "ly", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=20_000)
def roots(text: str) -> frozenset[str]:
    """The roots of the words of a text, each once, without the small words of every sentence."""
    return frozenset(root(word) for word in words(text) if word not in EMPTY)


def any_of(wanted: str) -> re.Pattern[str]:
    """A pattern for any of these words or phrases, between commas, as whole words in any case."""
    phrases = sorted((" ".join(one.split()) for one in wanted.split(",")), key=len, reverse=True)
    joined = "|".join(map(re.escape, phrases))
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)
