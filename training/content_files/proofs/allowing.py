"""Exceptions that an author has given a reason for, and those that are no longer needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from training.content_files.proofs.findings import Finding
from training.content_files.proofs.pages import about_item, about_lesson, items_of, lessons_of
from training.content_files.tree import Content


def reasons(content: Content) -> dict[str, Mapping[str, str]]:
    """Key of a question, or file of a lesson -> kind of finding -> the author's reason."""
    found = {item.key: item.allow for _, item in items_of(content) if item.allow}
    return found | {
        lesson.file: lesson.front.allowed
        for _, lesson in lessons_of(content)
        if lesson.front.allowed
    }


def without_allowed(content: Content, found: Iterable[Finding]) -> Iterator[Finding]:
    allowed = reasons(content)
    return (one for one in found if one.kind not in allowed.get(one.about, ()))


def stale(content: Content, found: Iterable[Finding]) -> Iterator[Finding]:
    """An exception without its finding; `found` is everything, before exceptions."""
    needed = {(one.about, one.kind) for one in found}
    for module, item in items_of(content):
        for kind in item.allow:
            if (item.key, kind) not in needed:
                said = f"allow: {kind}: nothing is found any more, take it out"
                yield about_item("stale_allow", module, item, said)
    for _, lesson in lessons_of(content):
        for kind in lesson.front.allowed:
            if (lesson.file, kind) not in needed:
                said = f"allow: {kind}: nothing is found any more, take it out"
                yield about_lesson("stale_allow", lesson, 1, said)
