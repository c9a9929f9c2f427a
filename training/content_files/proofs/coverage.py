"""Does the content keep its promises: is what is stated taught, and what is taught asked?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from quizzes.formats.native import Item, beliefs_of
from training.content_files.blueprints import shortages
from training.content_files.proofs.findings import Finding
from training.content_files.proofs.pages import about_entry, about_item, items_of, stem_of
from training.content_files.proofs.texts import opening, words
from training.content_files.tree import Content, Module

# A belief is seen reliably only when several different questions can show it.
ENOUGH_TO_REVEAL = 4
# A second attempt should meet another question on the same must-not-miss sentence.
ENOUGH_TO_GUARD = 2


def found(content: Content) -> Iterator[Finding]:
    yield from _claims(content)
    yield from _beliefs(content)
    for module in content.modules:
        yield from _bank(content, module)
        yield from _objectives(content, module)
        yield from _must_not_miss(content, module)
        yield from _checks(module)


def _claims(content: Content) -> Iterator[Finding]:
    used = {code for _, item in items_of(content) for code in item.claims}
    used |= {code for belief in content.beliefs for code in belief.claims}
    used |= {code for term in content.glossary for code in term.claims}
    for module in content.modules:
        for lesson in module.lessons:
            used |= {*lesson.front.claims, *lesson.rendered.claims_used}
        used |= {code for one in module.about.must_not_miss for code in one.claims}
    for claim in content.claims:
        if claim.code not in used:
            said = f"{claim.code}: no lesson, question or belief uses it: teach it or take it out"
            place = ("claim", claim.code)
            yield about_entry("orphan_claim", content, place, said, "content/claims.yaml")


def _beliefs(content: Content) -> Iterator[Finding]:
    revealed: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for _, item in items_of(content):
        for _, code in beliefs_of(item):
            revealed[code].add(words(stem_of(item)))
    for belief in content.beliefs:
        count = len(revealed[belief.code])
        if count < ENOUGH_TO_REVEAL:
            said = (
                f"{belief.code}: {count} different questions can reveal it, at least "
                f"{ENOUGH_TO_REVEAL}: let a wrong option name it"
            )
            place = ("belief", belief.code)
            yield about_entry("orphan_belief", content, place, said, "content/beliefs.yaml")


def _bank(content: Content, module: Module) -> Iterator[Finding]:
    for index, said, impossible in shortages(module.graded.blueprint, module.items, module.cases):
        if not impossible:
            place = ("row", module.slug, str(index))
            yield about_entry("thin_bank", content, place, said, module.slug)
    if module.red_flags:
        rows = [row.as_row() for row in module.red_flags.blueprint]
        for _index, said, impossible in shortages(rows, module.items, ()):
            if not impossible:
                said, place = f"red flags, {said}", ("row", module.slug, "0")
                yield about_entry("thin_bank", content, place, said, module.slug)


def _objectives(content: Content, module: Module) -> Iterator[Finding]:
    drawn = {row.objective for row in module.graded.blueprint}
    if any(row.case for row in module.graded.blueprint):
        drawn |= {item.objective for item in module.items if item.case and item.use == "graded"}
    taught = {key for lesson in module.lessons for key in lesson.front.objectives}
    for objective in module.about.objectives:
        place = ("objective", module.slug, objective.key)
        if objective.key not in drawn:
            said = f"objective {objective.key}: no row of quiz.yaml asks for it"
            yield about_entry("untested_objective", content, place, said, module.slug)
        if objective.key not in taught:
            said = f"objective {objective.key}: no lesson names it in its objectives"
            yield about_entry("untaught_objective", content, place, said, module.slug)


def _must_not_miss(content: Content, module: Module) -> Iterator[Finding]:
    """A sentence is covered by graded must-not-miss questions on one of its claims."""
    guards = [item for item in module.items if item.use == "graded" and item.must_not_miss]
    for index, sentence in enumerate(module.about.must_not_miss):
        count = sum(_guards(item, sentence.claims) for item in guards)
        if count < ENOUGH_TO_GUARD:
            kind = "thin_must_not_miss" if count else "untested_must_not_miss"
            wanted = ", ".join(sentence.claims)
            said = (
                f"{count} graded must-not-miss questions on {wanted}, at least {ENOUGH_TO_GUARD}: "
                f"{opening(sentence.text)!r}"
            )
            place = ("must_not_miss", module.slug, str(index))
            yield about_entry(kind, content, place, said, module.slug)


def _guards(item: Item, claims: tuple[str, ...]) -> bool:
    return not {*item.claims}.isdisjoint(claims)


def _checks(module: Module) -> Iterator[Finding]:
    shown = {key for lesson in module.lessons for key in lesson.rendered.checks_used}
    for item in module.items:
        if item.use == "check" and item.key not in shown:
            yield about_item("unshown_check", module, item, "use: check, but no lesson shows it")
