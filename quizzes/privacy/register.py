"""The register of quizzes. A test names the model and the field that is missing here."""

from __future__ import annotations

from . import answers, feedback

HOLDINGS = (*answers.HOLDINGS, *feedback.HOLDINGS)
AUTHORS = "what authors write to teach with"
# Models that hold nothing of a person, and what they hold.
CONTENT = {
    "quizzes.Space": "the name of a clinic",
    "quizzes.Schedule": "how far the timetable is",
    "quizzes.AnalysisRecord": "how a quiz and its questions did, in figures about many",
} | dict.fromkeys(
    (
        "quizzes.Bank",
        "quizzes.Belief",
        "quizzes.Stem",
        "quizzes.StemVersion",
        "quizzes.Question",
        "quizzes.QuestionVersion",
        "quizzes.VersionClaim",
        "quizzes.VersionTag",
        "quizzes.VersionBelief",
        "quizzes.Quiz",
        "quizzes.QuizRevision",
        "quizzes.Slot",
    ),
    AUTHORS,
)
