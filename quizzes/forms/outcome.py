"""The result of an attempt in words: what to say first, and what to do now."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from quizzes.beliefs import BeliefNote
from quizzes.engine.behaviours import EXAM
from quizzes.permissions import Reading, References
from quizzes.results import ResultPage, ResultRow

from .explained import ToldClaim, claims_in_words

CLOSE = Decimal("0.1")  # this near to the pass mark we say "and close"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The first thing on the page: a state with its icon and words."""

    tone: str
    icon: str
    title: str


@dataclass(frozen=True, slots=True)
class Act:
    """The one thing to do now."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Held:
    """A belief that an answer showed, with what refutes it and where that is taught."""

    note: BeliefNote
    claims: tuple[ToldClaim, ...]
    reading: Reading | None


def verdict(page: ResultPage) -> Verdict:
    """Passed, not yet, or simply done where nothing is to be passed."""
    if page.waits:
        return Verdict("now", "clock", _("Handed in. Somebody reads it, then you see the result"))
    if page.score is None:
        return Verdict("now", "clock", _("Handed in. What you may see of it comes later"))
    if is_empty(page):
        return Verdict("now", "circle", _("Nothing answered this time"))
    if page.passed is None:
        return Verdict("now", "check", _("Done"))
    if page.passed:
        return Verdict("done", "check", _("Passed"))
    mark = page.policy.pass_mark or Decimal(0)
    if page.score >= mark:
        return Verdict("due", "shield", _("Not yet: a must-not-miss question decides"))
    if page.score >= mark - CLOSE:
        return Verdict("due", "repeat", _("Not yet, and close"))
    return Verdict("due", "repeat", _("Not yet"))


def why_not(page: ResultPage) -> tuple[str, ...]:
    """Each thing that keeps it from being a pass; nothing where it is one, or none was asked."""
    if page.passed is not False or page.score is None:
        return ()
    found = []
    mark = page.policy.pass_mark
    if mark is not None and page.score < mark:
        words = _("The score is below the pass mark of %(mark)s%%.")
        found.append(words % {"mark": int(mark * 100)})
    if page.must_not_miss_right is False:
        found.append(_("A must-not-miss question was not right. It has to be, whatever the score."))
    return tuple(found)


def is_empty(page: ResultPage) -> bool:
    """A round of practice that was ended without an answer."""
    unanswered = bool(page.rows) and all(row.state == "blank" for row in page.rows)
    return page.score is not None and page.passed is None and unanswered


def parts(page: ResultPage) -> Decimal | None:
    """The points, of one a question, where they are not just the number of right answers."""
    if page.score is None:
        return None
    points = (page.score * page.count).quantize(Decimal("0.01"))
    return None if points == page.right else points


def act(page: ResultPage) -> Act | None:
    """A paragraph to read again, else back to where the quiz hangs."""
    if not page.is_own:
        return None
    reading = None if page.passed or is_empty(page) else first_reading(page.rows)
    if reading:
        return Act(reading.url, _("Read the paragraph again"))
    if page.passed is None and page.attempt.quiz.preset != EXAM:
        return Act(reverse("quizzes:practice-list"), _("More practice"))
    if page.crumbs:
        return Act(page.crumbs[-1].url, _("Go on"))
    return Act(reverse("quizzes:quiz-detail", args=[page.attempt.quiz.slug]), _("Back to the quiz"))


def first_reading(rows: tuple[ResultRow, ...]) -> Reading | None:
    """Where the first question she missed is answered; must-not-miss ones come first."""
    missed = sorted(to_look_at(rows), key=lambda row: not row.must_not_miss)
    return next((row.reading for row in missed if row.reading), None)


def to_look_at(rows: tuple[ResultRow, ...]) -> tuple[ResultRow, ...]:
    """Everything that was not right, as far as that may be said now; what waits for a person may
    yet be."""
    fine = ("right", "void", "waiting")
    return tuple(row for row in rows if row.state not in fine and not row.running)


def closed(rows: tuple[ResultRow, ...]) -> int:
    """How many questions stay closed because of another exam."""
    return sum(row.running or bool(row.to_come) for row in rows)


def held(notes: tuple[BeliefNote, ...], references: References) -> tuple[Held, ...]:
    """Each belief once, as she was surest of it."""
    surest: dict[str, BeliefNote] = {}
    for note in notes:
        known = surest.get(note.code)
        if known is None or (note.certainty or 0) > (known.certainty or 0):
            surest[note.code] = note
    return tuple(
        Held(
            note,
            claims_in_words(references.claims[c] for c in note.claims if c in references.claims),
            references.readings.get(note.reading),
        )
        for note in surest.values()
    )
