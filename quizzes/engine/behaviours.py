"""When a response is graded and what may happen after; how it is graded is the kind's business."""

from __future__ import annotations

from dataclasses import dataclass

PRACTICE = "practice"
CHECK = "check"
EXAM = "exam"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A closed set of two: see DEFERRED and IMMEDIATE."""

    code: str
    grades_answers: bool

    def is_graded_now(self, *, complete: bool, submitting: bool) -> bool:
        """Whether to grade at this step.

        Everything is graded when the attempt is submitted. An immediate answer is graded at once,
        but only when it is complete: half an answer is saved, not judged.
        """
        return submitting or (self.grades_answers and complete)

    def is_locked(self, *, graded: bool, submitted: bool) -> bool:
        """Whether an answer may no longer change.

        After an immediate grading the key has been shown, so the answer stays as it is.
        """
        return submitted or (self.grades_answers and graded)


DEFERRED = Behaviour("deferred", grades_answers=False)
IMMEDIATE = Behaviour("immediate", grades_answers=True)

BEHAVIOURS: dict[str, Behaviour] = {b.code: b for b in (DEFERRED, IMMEDIATE)}
PRESETS: dict[str, Behaviour] = {PRACTICE: IMMEDIATE, CHECK: IMMEDIATE, EXAM: DEFERRED}
