"""Everything a mentor needs to know about one person, and what she may do about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from quizzes import beliefs, results
from quizzes import permissions as quiz_acts
from quizzes.models import Attempt, Grant, Result
from training import certificates, permissions, programmes, progress, signoffs
from training.assignments import quiz_titles
from training.models import Assignment, Certificate, Clinic, Module, Observation, User
from training.people import Standing
from training.rules.attention import Glance, Need, Why, alone_in_vain
from training.rules.modules import ModuleState, State

from .board import look
from .cells import Cell, cell_of, percent, waits_words
from .exceptions import Given, accommodations_of, exceptions_of
from .needs import Advice, advice
from .roster import COUNTING, last_sign, with_signs
from .telling import as_told, kept_back
from .timeline import Event, score_words, timeline

ATTEMPTS = 30
TO_TALK_ABOUT = 5  # beliefs: as many as one talk can hold


@dataclass(frozen=True, slots=True)
class Acts:
    """What the viewer may do for this person here."""

    assign: bool
    observe: bool
    grant: bool
    accommodate: bool
    answers: bool  # open her attempts and read what she answered


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """`may_begin` = an observation may begin now; `stuck` = another attempt may help;
    `given` = one was opened for her already and she has not begun it. `set_stuck` and `set_given`
    say the same of the module's red-flag set."""

    module: Module
    state: ModuleState
    cell: Cell
    waits: str
    may_begin: bool
    stuck: bool
    given: bool
    set_stuck: bool
    set_given: bool


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One sitting of a module's quiz, or of its red-flag set; `url` is empty where the viewer
    may not read answers."""

    title: str
    number: int
    started_at: dt.datetime
    ended_at: dt.datetime | None
    cell: Cell
    url: str


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    assignment: Assignment
    title: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Held:
    """The newest certificate of one programme, and how it stands now."""

    certificate: Certificate
    state: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    person: User
    seen_at: dt.datetime | None
    advice: Advice | None
    talk: tuple[beliefs.Seen, ...]  # what she believes; empty unless the viewer may read answers
    acts: Acts
    modules: tuple[ModuleRow, ...]
    attempts: tuple[AttemptRow, ...]
    leanings: tuple[results.Leaning, ...]  # on scales; empty unless she may read answers
    assignments: tuple[AssignmentRow, ...]
    observations: Sequence[Observation]
    exceptions: tuple[Given, ...]
    accommodations: tuple[Given, ...]
    held: tuple[Held, ...]
    events: tuple[Event, ...]


def person_page(*, standing: Standing, person: User, at: dt.datetime) -> PersonPage:
    """One person at the viewer's clinic; the caller has made sure that she is in sight."""
    clinic = standing.clinic
    person = with_signs(User.objects.filter(pk=person.pk), clinic).get()
    acts = _acts(standing, person)
    plan = progress.outline()
    facts = progress.facts_of([person], clinic, plan)[person.pk]
    known = programmes.valid_for(programmes.current())
    seen = look(person, facts, plan.modules, known, at)
    modules = {module.pk: module for module in plan.modules}
    titles = {module.slug: module.title for module in plan.modules}
    need, given, back = seen.need, _given(person, clinic, at), kept_back(standing, person, at)
    return PersonPage(
        person=person,
        seen_at=last_sign(person),
        advice=_advice(person, need, modules, acts),
        talk=_talk(person, clinic, need) if acts.answers else (),
        acts=acts,
        modules=tuple(
            _module(modules[one.module], one, titles, acts, given, at)
            for one in as_told(seen.glances, modules, back)
        ),
        attempts=_attempts(person, clinic, acts, back),
        leanings=_leanings(person, clinic) if acts.answers else (),
        assignments=_assignments(person, clinic, at),
        observations=signoffs.history(of=person, clinic=clinic),
        exceptions=exceptions_of(person, clinic, at=at),
        accommodations=accommodations_of(person, clinic, at=at),
        held=_held(person, clinic, at),
        events=timeline(person, clinic, untold=back),
    )


def _acts(standing: Standing, person: User) -> Acts:
    def may(act: str) -> bool:
        return permissions.people_for(standing, act).filter(pk=person.pk).exists()

    return Acts(
        assign=may(permissions.ASSIGN),
        observe=may(permissions.OBSERVE),
        grant=may(quiz_acts.GIVE_GRANT),
        accommodate=may(quiz_acts.ACCOMMODATE),
        answers=may(quiz_acts.VIEW_ATTEMPT),
    )


def _module(
    module: Module,
    one: Glance,
    titles: Mapping[str, str],
    acts: Acts,
    given: frozenset[int],
    at: dt.datetime,
) -> ModuleRow:
    state = one.state
    return ModuleRow(
        module=module,
        state=state,
        cell=cell_of(state),
        waits=waits_words(state, titles),
        may_begin=acts.observe
        and signoffs.obstacle(one.facts, at=at, valid_for=one.valid_for) is None,
        stuck=acts.grant and (state.state is State.NOT_YET or one.facts.fails_again),
        given=module.quiz_id in given,
        set_stuck=acts.grant and (alone_in_vain(one.facts) > 0 or one.facts.set_fails_again),
        set_given=module.red_flags_id in given,
    )


def _talk(person: User, clinic: Clinic, need: Need | None) -> tuple[beliefs.Seen, ...]:
    """The beliefs she still holds, the surest first, when a talk is what she needs."""
    if need is None or need.why not in (Why.STUCK, Why.SAFETY):
        return ()
    held = beliefs.held(users=[person], space=clinic.space)
    return tuple(sorted(held, key=lambda one: -(one.certainty or 0))[:TO_TALK_ABOUT])


def _given(person: User, clinic: Clinic, at: dt.datetime) -> frozenset[int]:
    """The quizzes with an attempt that was opened for her and not begun yet."""
    begun = Attempt.objects.filter(
        user=person, space=clinic.space_id, quiz=OuterRef("quiz"), started_at__gte=OuterRef("at")
    )
    holds = Q(ends__isnull=True) | Q(ends__gt=at)
    rows = Grant.objects.filter(holds, user=person, space=clinic.space_id, attempts__gt=0)
    return frozenset(rows.filter(~Exists(begun)).values_list("quiz_id", flat=True))


def _advice(
    person: User, need: Need | None, modules: Mapping[int, Module], acts: Acts
) -> Advice | None:
    if need is None:
        return None
    return advice(person, need, modules[need.module], may_observe=acts.observe)


def _leanings(person: User, clinic: Clinic) -> tuple[results.Leaning, ...]:
    return results.leanings(user=person, space=clinic.space)


def _attempts(
    person: User, clinic: Clinic, acts: Acts, back: Mapping[int, int]
) -> tuple[AttemptRow, ...]:
    """The newest ATTEMPTS sittings of graded quizzes, each with the result that stands."""
    results = Result.objects.filter(attempt=OuterRef("pk")).order_by("-number")
    rows = (
        Attempt.objects.filter(COUNTING, user=person, space=clinic.space_id)
        .annotate(score=Subquery(results.values("score")[:1]))
        .annotate(passed=Subquery(results.values("passed")[:1]))
        .select_related("revision")
        .order_by("-started_at", "-pk")[:ATTEMPTS]
    )
    return tuple(_attempt(row, acts, told=row.pk not in back) for row in rows)


def _attempt(row: Attempt, acts: Acts, *, told: bool) -> AttemptRow:
    score = None if row.score is None else percent(row.score)
    words = score_words(row.passed, score)
    if row.is_open:
        cell, url = Cell("now", "pencil", _("Running")), ""
    else:
        cell = Cell("done", "check", words) if row.passed else Cell("due", "repeat", words)
        cell = cell if told else Cell("mute", "clock", _("Result comes later"))
        url = reverse("quizzes:attempt-result", args=[row.public_id]) if acts.answers else ""
    return AttemptRow(row.revision.title, row.number, row.started_at, row.submitted_at, cell, url)


def _assignments(person: User, clinic: Clinic, at: dt.datetime) -> tuple[AssignmentRow, ...]:
    current = Assignment.objects.current().filter(person=person, clinic=clinic)
    rows = list(current.select_related("module", "by").order_by("due_on", "pk"))
    titles = quiz_titles(row.quiz_id for row in rows if row.quiz_id)
    today = progress.today(person, at)
    return tuple(
        AssignmentRow(
            row,
            row.module.title if row.module else titles.get(row.quiz_id, ""),
            bool(row.due_on and row.due_on < today),
        )
        for row in rows
    )


def _held(person: User, clinic: Clinic, at: dt.datetime) -> tuple[Held, ...]:
    newest = certificates.newest_of([person], clinic).values()
    return tuple(Held(one, certificates.state_of(one, at=at).value) for one in newest)
