"""Is a lesson short enough to finish, checked often enough and plain, and do its links lead on?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from quizzes.formats.native import texts_of
from training.content_files.proofs.findings import Finding
from training.content_files.proofs.pages import (
    about_entry,
    about_item,
    about_lesson,
    items_of,
    lessons_of,
    line_in,
    links_in,
)
from training.content_files.proofs.texts import lix, longest_sentence, opening
from training.content_files.tree import Content, Lesson, Module

SHORTEST, LONGEST = 400, 900
CHECKS = 2
# As of a question; a sentence of a lesson may be longer, as no clock runs.
HARDEST = 35
LONGEST_SENTENCE = 40
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)


def found(content: Content) -> Iterator[Finding]:
    anchors = {
        f"{module.slug}/{lesson.slug}": lesson.rendered.anchors
        for module, lesson in lessons_of(content)
    }
    for module, lesson in lessons_of(content):
        yield from _lesson(lesson)
        for target in links_in(lesson.source):
            kind, said = link_problem(target, module, lesson, anchors)
            if said:
                yield about_lesson(kind, lesson, line_in(lesson, target), said)
    for module, item in items_of(content):
        for target in (link for text in texts_of(item) for link in links_in(text)):
            kind, said = link_problem(target, module, None, anchors)
            if said:
                yield about_item(kind, module, item, said)
    for source in content.sources:
        if source.url and not is_web(source.url):
            said = f"{source.key}: {source.url!r} is no web address, allowed: https://host/path"
            place = ("source", source.key)
            yield about_entry("odd_url", content, place, said, "content/sources.yaml")


def _lesson(lesson: Lesson) -> Iterator[Finding]:
    count = lesson.rendered.words
    if not SHORTEST <= count <= LONGEST:
        said = f"{count} words, allowed: {SHORTEST} to {LONGEST}"
        yield about_lesson("length", lesson, 1, said)
    checks = len(lesson.rendered.checks_used)
    if checks < CHECKS:
        said = f"{checks} checks, at least {CHECKS}: put ::: check key where the point was made"
        yield about_lesson("checks", lesson, 1, said)
    level = lix(_prose(lesson))
    if level > HARDEST:
        said = f"reading level (Lix) {level:.0f}, at most {HARDEST}: shorter sentences and words"
        yield about_lesson("reading", lesson, 1, said)
    length, sentence = longest_sentence(_prose(lesson))
    if length > LONGEST_SENTENCE:
        said = f"a sentence of {length} words, at most {LONGEST_SENTENCE}: {opening(sentence)!r}"
        start = " ".join(sentence.split()[:4])
        yield about_lesson("sentence", lesson, line_in(lesson, start), said)


def _prose(lesson: Lesson) -> str:
    """The source without the lines that only open or close a block, and without headings."""
    lines = (line for line in lesson.source.split("\n") if not line.startswith((":::", "#", "|")))
    return "\n".join(lines)


def link_problem(
    target: str, module: Module, lesson: Lesson | None, anchors: dict[str, tuple[str, ...]]
) -> tuple[str, str]:
    """(kind, what is wrong with this link); ("", "") when nothing is. Nothing is fetched."""
    if re.match(r"[a-z][a-z0-9+.-]*:", target, re.IGNORECASE):
        said = f"{target!r} is no web address, allowed: https://host/path"
        return ("", "") if is_web(target) else ("odd_url", said)
    page, _, anchor = target.partition("#")
    page = page.strip("/") or (lesson.slug if lesson else "")
    page = page if "/" in page else f"{module.slug}/{page}"
    if page not in anchors:
        return (
            "dead_link",
            f"the link {target!r}: no such lesson, allowed: module/lesson#heading",
        )
    if anchor and anchor not in anchors[page]:
        return "dead_link", f"the link {target!r}: {page} has no heading #{anchor}"
    return "", ""


def is_web(url: str) -> bool:
    """Whether this can be a web address, by its form alone."""
    try:
        parts = urlsplit(url)
        port = parts.port or 1
    except ValueError:
        return False
    host = parts.hostname or ""
    whole = not re.search(r"[\s<>\"{}|\\^`]", url)
    return parts.scheme in ("http", "https") and bool(_HOST.fullmatch(host)) and whole and port > 0
