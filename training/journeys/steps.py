"""One step of a module, as pages show it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, replace

from training.models import LessonRevision, ReadingPlace

LESSON, QUIZ, SIGNOFF, RED_FLAGS = "lesson", "quiz", "signoff", "red_flags"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a module. `minutes` is what is left of it; `heading` where she stopped;
    `waits` = it is not in her hands now (a quiz still closed, a mentor's turn)."""

    kind: str
    number: int
    title: str
    slug: str
    minutes: int
    is_done: bool
    is_next: bool = False
    waits: bool = False
    done_at: dt.datetime | None = None
    is_begun: bool = False
    heading: str = ""
    has_changed: bool = False  # a newer text than the one she read
    has_checks: bool = False
    observation: uuid.UUID | None = None


def left(text: LessonRevision, place: ReadingPlace | None) -> tuple[str, int]:
    """The heading where she stopped, and the minutes from there; all of them when unknown."""
    anchors = [anchor for anchor, _title in text.toc]
    if place is None or place.anchor not in anchors:
        return "", text.minutes
    passed = anchors.index(place.anchor)
    left = text.minutes * (len(anchors) - passed)
    return text.toc[passed][1], max(1, -(-left // len(anchors)))


def with_next(steps: list[Step]) -> tuple[Step, ...]:
    """The first open step is next, unless she has to wait for it."""
    for index, step in enumerate(steps):
        if not step.is_done:
            if not step.waits:
                steps[index] = replace(step, is_next=True)
            break
    return tuple(steps)
