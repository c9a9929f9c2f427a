"""What people are asked to do, and by when: a preview, then one act for many people."""

from .assigning import AT_MOST, Assigned, DueTooEarly, TooMany, assign, withdraw
from .planning import (
    Part,
    PartState,
    Share,
    Sitting,
    finished,
    offered_modules,
    offered_quizzes,
    offered_sittings,
    preview,
    quiz_titles,
    quizzes_asked,
    too_early,
)

__all__ = [
    "AT_MOST",
    "Assigned",
    "DueTooEarly",
    "Part",
    "PartState",
    "Share",
    "Sitting",
    "TooMany",
    "assign",
    "finished",
    "offered_modules",
    "offered_quizzes",
    "offered_sittings",
    "preview",
    "quiz_titles",
    "quizzes_asked",
    "too_early",
    "withdraw",
]
