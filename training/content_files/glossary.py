"""What glossary.yaml says about the other files, and about itself: each spelling has one term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quizzes.formats import finished
from training.content_files.crosschecks import lesson_problem
from training.content_files.folders import Draft
from training.content_files.registers import Claim, Term
from training.content_files.shelf import Register, Shelf


def words(terms: Sequence[Term]) -> list[finished.Term]:
    """What to look for in the text of a lesson."""
    return [finished.Term(term.key, term.spellings) for term in terms]


def check_glossary(
    shelf: Shelf, glossary: Register[Term], claims: Register[Claim], drafts: Sequence[Draft]
) -> None:
    """Terms to claims and lessons; a term that no lesson uses is a warning."""
    modules = {draft.slug: draft for draft in drafts}
    for key, term in glossary.entries.items():
        for said in _problems(term, claims, modules):
            shelf.refuse(glossary.file, glossary.lines[key], f"{key}: {said}")
    for key, said in _doubles(tuple(glossary.entries.values())):
        shelf.refuse(glossary.file, glossary.lines[key], f"{key}: {said}")
    for key in _unused(tuple(glossary.entries.values()), drafts):
        shelf.warn(glossary.file, glossary.lines[key], f"{key}: no lesson has this word")


def _problems(term: Term, claims: Register[Claim], modules: Mapping[str, Draft]) -> Iterator[str]:
    for code in filter(claims.lacks, term.claims):
        yield f"no claim {code} in claims.yaml"
    if term.lesson:
        module, _, lesson = term.lesson.rpartition("/")
        said = lesson_problem(lesson, modules.get(module), module)
        if said:
            yield said


def _doubles(terms: Sequence[Term]) -> Iterator[tuple[str, str]]:
    """Spellings that two terms share, or one has twice; a capital letter makes no difference."""
    first: dict[str, str] = {}
    for term in terms:
        for form in term.spellings:
            word = " ".join(form.lower().split())
            if word in first:
                yield term.key, f"the word {form!r} is taken by {first[word]}: write it once"
            first.setdefault(word, term.key)


def _unused(terms: Sequence[Term], drafts: Sequence[Draft]) -> list[str]:
    used: set[str] = set()
    for draft in drafts:
        for lesson in draft.lessons:
            pieces = [segment.html for segment in lesson.rendered.segments]
            used.update(finished.mark_terms(pieces, words(terms), page="").keys)
    return [term.key for term in terms if term.key not in used]
