"""A question and a case as values, free of the file they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from quizzes.formats.digests import digest
from quizzes.formats.native.parts import BELIEFS, TEXTS
from quizzes.formats.pictures import Picture


@dataclass(frozen=True)
class Item:
    """One question. `body` is what the engine stores; `lesson`, as slug#anchor, answers it.

    A part of a case also carries the case's key and its place in it, from 1. `digest` covers all
    that is stored or shown, the vignette of its case and the bytes of its picture too. `picture` is
    there where the question names one and the reader knew the media. `allow` is what a check of the
    texts may find here, with the author's reason, and is never stored; `hints` may be shown between
    tries, `tags` are for draws; `line` is where it was read and is not part of what it is.
    """

    key: str
    kind: str
    use: str
    objective: str
    lesson: str
    must_not_miss: bool
    difficulty: Decimal
    claims: tuple[str, ...]
    body: Mapping[str, Any]
    case: str | None = None
    position: int | None = None
    digest: str = ""
    hints: tuple[str, ...] = ()
    picture: Picture | None = None
    tags: tuple[str, ...] = ()
    allow: Mapping[str, str] = field(default_factory=dict)
    line: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Case:
    """Several questions on one stem; `parts` are their keys in order."""

    key: str
    title: str
    stem: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[str, ...]
    line: int = field(default=1, compare=False)

    @property
    def digest(self) -> str:
        """Of the vignette and the order of its parts; each part has its own digest."""
        return digest([self.key, self.title, self.stem, self.facts, self.parts])


def beliefs_of(item: Item) -> tuple[tuple[str, str], ...]:
    """(choice key, belief code) for each choice that shows a belief when it is got wrong."""
    return tuple(BELIEFS[item.kind](item.body))


def texts_of(item: Item) -> tuple[str, ...]:
    """Every Markdown text a learner may read of this item."""
    shared = (item.body["stem"], item.body["explanation"], *item.hints)
    return (*shared, *TEXTS[item.kind](item.body))
