"""What is asked again, line by line, and whose turn it is with each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from quizzes.models import Quiz
from training import certificates, matrix, programmes
from training.models import Certificate, Module, Observation
from training.rules.certification import State
from training.rules.modules import ModuleFacts
from training.rules.requirements import Gap, Kind, Missing, Requirement

from . import sittings


class Turn(StrEnum):
    """Whose turn it is with one thing, and what to do."""

    DONE = "done"
    BEGIN = "begin"  # its quiz opens when she begins
    READ = "read"
    QUIZ = "quiz"
    RUNNING = "running"
    PAUSE = "pause"
    TALK = "talk"  # no attempt is left: a mentor opens the next
    SIGN = "sign"
    MENTOR = "mentor"  # somebody has to see it
    FIRST = "first"  # another certificate comes first
    GONE = "gone"


HERS = frozenset({Turn.READ, Turn.QUIZ, Turn.RUNNING, Turn.SIGN})


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is asked again. `count`: unread lessons, or pieces of work left; `sitting`
    where it is about a quiz; `module` where it belongs to one; `observation` that she may sign;
    `certificate` of the programme that comes first, if she has one."""

    requirement: Requirement
    turn: Turn
    count: int = 0
    sitting: sittings.Sitting | None = None
    module: Module | None = None
    observation: Observation | None = None
    certificate: Certificate | None = None
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """All that decides about the lines; evidence counts from `since`."""

    certificate: Certificate
    cell: matrix.Cell
    standings: programmes.Standings
    held: certificates.Held
    since: dt.datetime
    at: dt.datetime

    def facts(self, requirement: Requirement) -> ModuleFacts | None:
        return self.standings.modules[self.certificate.person_id].get(requirement.module)


def lines_of(look: Look) -> tuple[Line, ...]:
    """A line for each requirement; a lesson that is read and has not changed since asks nothing.
    The first in her hands is next; while quizzes are closed, to begin is."""
    found = list(_lines(look))
    if all(one.turn is not Turn.BEGIN for one in found):
        for index, one in enumerate(found):
            if one.turn in HERS:
                found[index] = replace(one, is_next=True)
                break
    return tuple(found)


def _lines(look: Look) -> Iterator[Line]:
    if look.cell.code == State.VALID:
        left = set(look.cell.refresh.left)
        sets = programmes.refresh_of(look.certificate.revision).modules
        asked = [Requirement(Kind.MUST_NOT_MISS, slug) for slug in sets]
        gaps = [Missing(one, Gap.TOO_OLD) for one in asked if one.of in left]
    else:
        asked = programmes.requirements(look.cell.revision, renewal=look.cell.by_renewal)
        gaps = look.cell.missing
    first = {one: [gap for gap in gaps if gap.requirement == one][:1] for one in asked}
    sat = _sittings(look, first)
    for one, found in first.items():
        if found:
            yield _open(look, one, found[0], sat)
        elif one.kind != Kind.LESSON:
            yield Line(one, Turn.DONE, module=look.standings.outline.module(one.module))


def _sittings(
    look: Look, gaps: Mapping[Requirement, Sequence[Missing]]
) -> Mapping[int, sittings.Sitting]:
    """How she stands with each quiz that something still waits for."""
    wanted = [_quiz(look, one) for one, found in gaps.items() if found]
    certificate = look.certificate
    return sittings.of(
        user=certificate.person,
        quizzes=[quiz.pk for quiz in wanted if quiz],
        space=certificate.clinic.space,
        at=look.at,
    )


def _quiz(look: Look, requirement: Requirement) -> Quiz | None:
    """The quiz that settles a requirement. A set that is passed in this round, and was missed in
    the whole quiz since, is settled by that quiz."""
    module = look.standings.outline.module(requirement.module)
    if module is None or requirement.kind not in (Kind.MODULE, Kind.MUST_NOT_MISS):
        return None
    if requirement.kind == Kind.MODULE:
        return module.quiz
    alone = look.facts(requirement).red_flags
    passed = alone is not None and alone.newest_passed and alone.passed_at >= look.since
    return module.quiz if passed else module.red_flags


def _open(
    look: Look, requirement: Requirement, missing: Missing, sat: Mapping[int, sittings.Sitting]
) -> Line:
    """The line of something that is not done."""
    module, quiz = look.standings.outline.module(requirement.module), _quiz(look, requirement)
    line = Line(requirement, Turn.MENTOR, count=missing.count, module=module)
    if missing.gap is Gap.GONE:
        return replace(line, turn=Turn.GONE)
    if missing.gap is Gap.LESSONS or _unread(look, requirement, module):
        return replace(line, turn=Turn.READ)
    if missing.gap is Gap.SIGNATURE:
        signoff = look.facts(requirement).signoff
        found = Observation.objects.get(pk=signoff.observation)
        return replace(line, turn=Turn.SIGN, observation=found)
    if requirement.kind == Kind.PROGRAMME:
        hers = {one.revision.programme.slug: one for one in look.held.values()}
        return replace(line, turn=Turn.FIRST, certificate=hers.get(requirement.of))
    if quiz is not None:
        sitting = sat[quiz.pk]
        return replace(line, turn=_turn(sitting, look.since), sitting=sitting)
    return line


def _unread(look: Look, requirement: Requirement, module: Module | None) -> bool:
    """Whether a lesson of a red-flag set has changed since she read it."""
    if requirement.kind != Kind.MUST_NOT_MISS:
        return False
    lessons = look.facts(requirement).lessons
    return any(one.slug in module.red_flag_lessons and not one.done for one in lessons)


def _turn(sitting: sittings.Sitting, since: dt.datetime) -> Turn:
    if sitting.running is not None:
        return Turn.RUNNING
    if sitting.may_start:
        return Turn.QUIZ
    if sitting.opens_at is not None:
        return Turn.PAUSE
    fresh = sitting.counts_from is not None and sitting.counts_from >= since
    return Turn.TALK if fresh else Turn.BEGIN
