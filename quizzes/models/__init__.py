"""What quizzes remembers. Split for upkeep; import from here."""

from .analysis import AnalysisRecord
from .append_only import AppendOnly, AppendOnlyError
from .attempts import Attempt, AttemptItem, Response, ResponseText
from .bank import (
    Bank,
    Belief,
    Question,
    QuestionVersion,
    Space,
    Stem,
    StemVersion,
    VersionBelief,
    VersionClaim,
    VersionTag,
)
from .contests import Contest, ContestOutcome, ContestText, OutcomeText
from .grants import Accommodation, Extension, Grant
from .jobs import Job, Schedule
from .marking import Mark, MarkBelief, MarkNote, Result
from .quizzes import Preset, Quiz, QuizRevision, Slot
from .regrades import Correction, Regrade, RegradeReason, RegradeVerdict
from .rubrics import RubricMark
from .self_checks import SelfCheck
from .uploads import Upload

__all__ = [
    "Accommodation",
    "AnalysisRecord",
    "AppendOnly",
    "AppendOnlyError",
    "Attempt",
    "AttemptItem",
    "Bank",
    "Belief",
    "Contest",
    "ContestOutcome",
    "ContestText",
    "Correction",
    "Extension",
    "Grant",
    "Job",
    "Mark",
    "MarkBelief",
    "MarkNote",
    "OutcomeText",
    "Preset",
    "Question",
    "QuestionVersion",
    "Quiz",
    "QuizRevision",
    "Regrade",
    "RegradeReason",
    "RegradeVerdict",
    "Response",
    "ResponseText",
    "Result",
    "RubricMark",
    "Schedule",
    "SelfCheck",
    "Slot",
    "Space",
    "Stem",
    "StemVersion",
    "Upload",
    "VersionBelief",
    "VersionClaim",
    "VersionTag",
]
