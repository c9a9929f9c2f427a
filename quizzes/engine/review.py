"""What a learner may see of an attempt, and when: the one door.

A closed list of permissions: what is not granted here stays on the server. What an author may
choose is in engine.review_policy; whatever is chosen, it passes here.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import astuple, dataclass

from quizzes.engine import review_policy as policy
from quizzes.engine.behaviours import EXAM, PRESETS
from quizzes.engine.review_policy import ALWAYS, NEVER, Review


@dataclass(frozen=True, slots=True)
class Visible:
    """What may leave the server.

    score: the total, and whether it passed. topics: how each objective went. beliefs: the beliefs
    behind wrong answers, with refutation and lesson. responses: her own responses. correctness:
    each question right, partly or wrong. options: which option, statement, prompt or step is right
    (the parts of a mark tell the key too). key: the right response. explanations: all the author's
    words on a question. specific: those on what she chose, alone. general: those on the question,
    alone.
    """

    score: bool = False
    topics: bool = False
    beliefs: bool = False
    responses: bool = False
    options: bool = False
    key: bool = False
    explanations: bool = False
    correctness: bool = False
    specific: bool = False
    general: bool = False


NOTHING = Visible()
OUTCOME = Visible(score=True, topics=True, beliefs=True, responses=True, correctness=True)
EVERYTHING = Visible(*[True] * 10)
TOTALS = Visible(score=True, topics=True)
BETWEEN_TRIES = Visible(responses=True, correctness=True)


def visible(
    preset: str,
    *,
    submitted: bool,
    passed: bool | None,
    attempts_left: int | None,
    answered: bool = False,
    tried: bool = False,
    review: Review | None = None,
    moment: str = policy.LATER,
) -> Visible:
    """Decide what the learner sees of a question or of a whole attempt.

    Practice and Check explain each answer at once: pass `answered` for the question at hand (it
    has been judged for good), `tried` where it was judged and another try is left: then she sees
    whether it is right, and no word of the author's. A question not yet answered shows nothing. An
    Exam shows nothing while it runs or while a person must still mark it (`passed` is None); then
    the outcome; the key, the options and the explanations only after the pass or the last attempt.
    `passed` is whether she has passed the quiz, in this attempt or another; `attempts_left` None
    means endless, so that there never is a last one.

    `review` is the author's own matrix, None the preset's; `moment` (review_policy.moment_of) says
    which of its rows holds once submitted. Raises ValueError for an unknown preset or moment.
    """
    if preset not in PRESETS or moment not in policy.ENDED:
        raise ValueError(f"unknown preset or moment: {preset}, {moment}")
    if preset == EXAM and (not submitted or passed is None):
        return NOTHING
    if not submitted and not answered and not tried:
        return NOTHING
    row = moment if submitted else policy.DURING
    matrix = policy.REVIEWS[preset] if review is None else review
    is_over = bool(passed) or (attempts_left is not None and attempts_left <= 0)
    seen = _granted(
        {
            thing
            for thing in policy.THINGS
            if (when := policy.condition(matrix, preset, row, thing)) != NEVER
            and (is_over or when == ALWAYS)
        }
    )
    return seen if submitted or answered else _both(seen, BETWEEN_TRIES)


def _granted(things: Container[str]) -> Visible:
    key, words = policy.KEY in things, (policy.SPECIFIC in things, policy.GENERAL in things)
    return Visible(
        score=policy.MARKS in things,
        topics=policy.TOPICS in things,
        beliefs=policy.OVERALL in things,
        responses=policy.RESPONSES in things,
        options=key,
        key=key,
        explanations=key and all(words),
        correctness=policy.CORRECTNESS in things,
        specific=words[0],
        general=words[1],
    )


def of_question(seen: Visible, *, running: bool, to_come: bool) -> Visible:
    """Narrow what may be seen of an attempt to one question of it.

    `running`: the question stands in an exam that somebody concerned sits now; then not even what
    was given is shown, because a right response is the key. `to_come`: an exam that may still be
    started can ask it again; then it stays as it is before a pass.
    """
    if running:
        return _both(seen, TOTALS)
    return untold(seen) if to_come else seen


def tells(seen: Visible) -> bool:
    """Whether anything of it says what to answer next time: the key, or a word of the author's."""
    return seen.options or seen.key or seen.explanations or seen.specific or seen.general


def untold(seen: Visible) -> Visible:
    """What is left for somebody who may be asked again: no more than the outcome."""
    return _both(seen, OUTCOME)


def _both(one: Visible, other: Visible) -> Visible:
    pairs = zip(astuple(one), astuple(other), strict=True)
    return Visible(*(here and there for here, there in pairs))
