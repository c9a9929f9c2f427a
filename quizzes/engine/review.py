"""What a learner may see of an attempt, and when (the review policy).

A closed list of permissions: what is not granted here stays on the server.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass

from quizzes.engine.behaviours import EXAM, PRESETS


@dataclass(frozen=True, slots=True)
class Visible:
    """What may leave the server.

    score: the total, and whether it passed. topics: how each objective went. beliefs: the beliefs
    behind wrong answers, with refutation and lesson. responses: her own responses, each question
    right, partly or wrong. options: which option, statement, prompt or step is right (the parts of
    a mark tell the key too). key: the right response. explanations: the author's words on them.
    """

    score: bool = False
    topics: bool = False
    beliefs: bool = False
    responses: bool = False
    options: bool = False
    key: bool = False
    explanations: bool = False


NOTHING = Visible()
OUTCOME = Visible(score=True, topics=True, beliefs=True, responses=True)
EVERYTHING = Visible(True, True, True, True, True, True, True)
TOTALS = Visible(score=True, topics=True)


def visible(
    preset: str,
    *,
    submitted: bool,
    passed: bool | None,
    attempts_left: int | None,
    answered: bool = False,
) -> Visible:
    """Decide what the learner sees of a question or of a whole attempt.

    Practice and Check explain each answer at once: pass `answered` for the question at hand (it
    has been graded); a question not yet answered shows nothing. An Exam shows nothing while it
    runs or while a person must still mark it (`passed` is None); then the outcome; the key, the
    options and the explanations only after the pass or the last attempt. `passed` is whether
    she has passed the quiz, in this attempt or another; `attempts_left` None means endless, so
    that there never is a last one. Raises ValueError for an unknown preset.
    """
    if preset not in PRESETS:
        raise ValueError(f"unknown preset: {preset}")
    if preset != EXAM:
        return EVERYTHING if submitted or answered else NOTHING
    if not submitted or passed is None:
        return NOTHING
    is_over = passed or (attempts_left is not None and attempts_left <= 0)
    return EVERYTHING if is_over else OUTCOME


def of_question(seen: Visible, *, running: bool, to_come: bool) -> Visible:
    """Narrow what may be seen of an attempt to one question of it.

    `running`: the question stands in an exam that somebody concerned sits now; then not even what
    was given is shown, because a right response is the key. `to_come`: an exam that may still be
    started can ask it again; then it stays as it is before a pass.
    """
    if running:
        return _both(seen, TOTALS)
    return _both(seen, OUTCOME) if to_come else seen


def _both(one: Visible, other: Visible) -> Visible:
    pairs = zip(astuple(one), astuple(other), strict=True)
    return Visible(*(here and there for here, there in pairs))
