"""A small curriculum in which something can be found, and what a search answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from tests.training.content_tree import BELIEF
from tests.training.learning import LESSONS, SECOND, load, texts
from training import search
from training.search.finding import Hit
from training.search.pieces import Piece

FIRST = f"{LESSONS}/01-why-popping-fails.md"
EYES = SECOND.replace("title: What to say", "title: Around the eye")
EYES = EYES.replace("claims: [F004]", "claims: [F004, F068]").replace(
    "## Sealed",
    "## The lid\n\nNever bring a needle near an eyelid [F068]. A café is no treatment room.\n\n"
    "## Sealed",
)
MYTH = BELIEF.replace("statement: S", 'statement: "Steam opens them."').replace(
    "refutation: R", 'refutation: "Steam softens the skin and opens nothing."'
)


def load_all(root: Path, at: dt.datetime) -> Path:
    found = texts() | {f"{LESSONS}/03-around-the-eye.md": EYES}
    codes = ("M03", "M04", "M06")
    found["beliefs.yaml"] = "beliefs:\n" + "".join(
        (MYTH if code == "M04" else BELIEF).format(code=code) for code in codes
    )
    load(root, found, at)
    return root


def hits(q: str, **more: object) -> list[Hit]:
    page = search.find(q=q, **more).page
    return list(page) if page else []


def found(q: str, **more: object) -> set[tuple[str, str]]:
    return {(hit.kind, said(hit.title)) for hit in hits(q, **more)}


def said(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def marked(pieces: Iterable[Piece]) -> list[str]:
    return [piece.text for piece in pieces if piece.hit]
