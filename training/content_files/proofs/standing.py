"""Is a question built on what may be asked? Which claims are not is told in claims.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from quizzes.formats.native import Item
from training.content_files.proofs.findings import Finding
from training.content_files.proofs.pages import about_item, items_of, stem_of
from training.content_files.proofs.texts import plain
from training.content_files.registers import Claim
from training.content_files.tree import Content

ROWS = ("options", "statements", "prompts", "steps", "actions", "reasons", "regions")


def found(content: Content) -> Iterator[Finding]:
    claims = {claim.code: claim for claim in content.claims}
    for module, item in items_of(content):
        for kind, said in _item(item, claims):
            yield about_item(kind, module, item, said)


def _item(item: Item, claims: Mapping[str, Claim]) -> Iterator[tuple[str, str]]:
    known = [claims[code] for code in item.claims if code in claims]
    for claim in known:
        if not claim.testable:
            yield "untestable", f"{claim.code} is not tested: {claim.why_not}"
    asked = _asked(item)
    for claim in known:
        met = [one for one in claim.not_asked if all(w in asked for w in one.lower().split(" + "))]
        if met:
            said = f"asks {met[0]!r} of {claim.code}, which is not tested: {claim.why_not}"
            yield "not_asked", said
    if item.use == "graded" and known and all(claim.strength == "experience" for claim in known):
        codes = ", ".join(claim.code for claim in known)
        said = f"rests on {codes} alone, seen in one clinic: that is never the right answer"
        yield "experience", said


def _asked(item: Item) -> str:
    """The stem and what counts as right, in small letters: what a learner must know. A false
    statement is to be known too, as false."""
    rows = [one for name in ROWS for one in item.body.get(name, ())]
    right = [one["text"] for one in rows if one.get("correct", one.get("target", True))]
    right += [one["text"] for one in item.body.get("answers", ()) if _is_accepted(one)]
    right += [_best(node["choices"]) for node in item.body.get("nodes", ()) if node["choices"]]
    right += _in_gaps(item)
    return plain("\n".join([stem_of(item), *right])).lower()


def _in_gaps(item: Item) -> Iterator[str]:
    """The text around the gaps, and what is right in them."""
    gaps = item.body.get("gaps", ())
    if gaps:
        yield item.body["text"]
    for gap in gaps:
        yield from (one["text"] for one in gap.get("choices", ()) if one.get("correct"))
        yield from (one["text"] for one in gap.get("answers", ()) if _is_accepted(one))


def _is_accepted(answer: Mapping[str, str]) -> bool:
    """Whether it is a text that earns something; a number says nothing by itself."""
    return "text" in answer and Decimal(answer["weight"]) > 0


def _best(choices: Sequence[Mapping[str, Any]]) -> str:
    """The decision of a scene that is worth the most."""
    return str(max(choices, key=lambda one: Decimal(one["score"]))["text"])
