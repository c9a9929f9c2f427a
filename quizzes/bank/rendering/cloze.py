"""A text with gaps: cut where they stand, so that nothing has to be put into it again."""

from __future__ import annotations

from typing import Any

from quizzes.bank.rendering import rows
from quizzes.engine.kinds import definition
from quizzes.engine.kinds.cloze import ClozeDefinition
from quizzes.engine.kinds.gaps import CHOICE, Gap
from quizzes.formats.native import Item
from quizzes.formats.prose import render_inline, render_with_gaps


def asked(item: Item) -> dict[str, Any]:
    """Fragments and keys of gaps in turn, the kind of each gap, and what there is to choose, as
    "gap.choice". What a typed gap accepts is not in it."""
    choices = {
        f"{gap['key']}.{key}": text
        for gap in item.body["gaps"]
        for key, text in rows.texts(gap.get("choices", ())).items()
    }
    return {
        "text": render_with_gaps(item.body["text"]),
        "gaps": {gap["key"]: gap.get("kind", CHOICE) for gap in item.body["gaps"]},
        "choices": choices,
    }


def explained(item: Item) -> dict[str, Any]:
    """Why each choice or answer is as it is, by "gap.choice"; which gap it belongs to, with why the
    right one is right (`of_rows`); the text again, to show it filled in."""
    d: ClozeDefinition = definition(item.kind, item.body)
    bodies = {gap["key"]: gap for gap in item.body["gaps"]}
    why: dict[str, str] = {}
    of_rows: dict[str, dict[str, Any]] = {}
    for number, gap in enumerate(d.gaps, start=1):
        body = bodies[gap.key]
        told = {
            gap.named(row["key"]): render_inline(row["why"])
            for row in (*body.get("choices", ()), *body.get("answers", ()))
        }
        right = _right(gap)
        why |= told
        of_rows |= {key: {"gap": number, "right": told[right]} for key in told}
    text = render_with_gaps(item.body["text"])
    return {"why": why, "of_rows": of_rows, "more": {"text": text[::2]}}


def _right(gap: Gap) -> str:
    """The key of what is right in a gap."""
    return gap.judged(gap.right).key
