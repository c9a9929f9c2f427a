"""How a module's sign-off stands: nobody signed, signed as it is, or changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

PAGE, LESSONS, QUESTIONS = "page", "lessons", "questions"
CLAIMS, BELIEFS, QUIZ, SKILLS = "claims", "beliefs", "quiz", "skills"

Parts = Mapping[str, Mapping[str, int | str]]  # kind -> key -> revision


class State(StrEnum):
    AWAITING = "awaiting"
    SIGNED = "signed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two editions. Lessons by slug, in no order of their own; of the rest
    how many are new, revised or gone."""

    lessons: frozenset[str] = frozenset()  # new or revised
    lessons_gone: int = 0
    questions: int = 0
    claims: int = 0
    beliefs: int = 0
    page: bool = False
    quiz: bool = False
    skills: bool = False

    def __bool__(self) -> bool:
        return self != UNCHANGED


UNCHANGED = Changes()


def changes(before: Parts, now: Parts) -> Changes:
    """What is another in `now` than it was in `before`."""
    changed = {kind: _differing(before.get(kind, {}), now.get(kind, {})) for kind in KINDS}
    there = now.get(LESSONS, {}).keys()
    return Changes(
        lessons=frozenset(changed[LESSONS] & there),
        lessons_gone=len(changed[LESSONS] - there),
        questions=len(changed[QUESTIONS]),
        claims=len(changed[CLAIMS]),
        beliefs=len(changed[BELIEFS]),
        page=bool(changed[PAGE]),
        quiz=bool(changed[QUIZ]),
        skills=bool(changed[SKILLS]),
    )


def state(signed: Parts | None, now: Parts) -> State:
    """How it stands when `signed` is the edition signed last; None = none was."""
    if signed is None:
        return State.AWAITING
    return State.CHANGED if changes(signed, now) else State.SIGNED


KINDS = (PAGE, LESSONS, QUESTIONS, CLAIMS, BELIEFS, QUIZ, SKILLS)


def _differing(before: Mapping[str, int | str], now: Mapping[str, int | str]) -> set[str]:
    return {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
