"""How a question reads: what it asks, and how hard its words are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.formats.native import Item, texts_of
from training.content_files.proofs.findings import Finding
from training.content_files.proofs.pages import about_item, items_of, stem_of
from training.content_files.proofs.texts import lix_of, longest_sentence, opening, question, words
from training.content_files.tree import Content

# Plain prose, the level of a good leaflet and well below a newspaper (40 and more).
HARDEST = 35
# Lix jumps about in a few words; below this many nothing is said.
FEWEST_WORDS = 60
# More words in one sentence do not stay in mind while one reads on.
LONGEST = 30


def found(content: Content) -> Iterator[Finding]:
    for module, item in items_of(content):
        for kind, said in _item(item):
            yield about_item(kind, module, item, said)


def _item(item: Item) -> Iterator[tuple[str, str]]:
    stem = stem_of(item)
    turned = asked_negatively(stem)
    if turned:
        said = f"the question turns on {turned!r}: ask for what fits, or write it in capitals"
        yield "negative", said
    texts = texts_of(item)
    level = lix_of(texts)
    if level > HARDEST and sum(len(words(text)) for text in texts) >= FEWEST_WORDS:
        said = f"reading level (Lix) {level:.0f}, at most {HARDEST}: shorter sentences and words"
        yield "reading", said
    long = [text for text in texts if len(words(text)) > LONGEST]
    length, sentence = max(map(longest_sentence, long), default=(0, ""))
    if length > LONGEST:
        said = f"a sentence of {length} words, at most {LONGEST}: {opening(sentence)!r}"
        yield "sentence", said


def asked_negatively(stem: str) -> str:
    """The negative word of a question that turns it round, not written in capitals; else empty.

    "Why does it not ...?" asks for a reason and "... or not?" for a choice: neither turns round.
    """
    for sentence in question(stem).split("\n"):
        asked = re.sub(r"\bor\b[^?]*\bnot\b", " ", sentence, flags=re.IGNORECASE).strip()
        if re.match(r"(?:and |so |but )?why\b", asked, re.IGNORECASE):
            continue
        match = re.search(r"\b(?:[Nn]ot|[Ee]xcept|[Nn]ever|[Cc]annot)\b|\b\w+n['’]t\b", asked)
        if match:
            return match[0]
    return ""
