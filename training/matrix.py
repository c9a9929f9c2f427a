"""The owner's matrix, people x programmes: who holds what until when, and what is missing.

Derived from facts on reading, in a number of queries that does not grow with people.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from . import certificates, programmes, refreshes
from .models import Certificate, Clinic, Membership, ProgrammeRevision, User
from .permissions import people_in_sight
from .rules.certification import VALID, Issue, State
from .rules.missing import steps, steps_left
from .rules.refresh import ASKED, Refresh
from .rules.requirements import Gap, Kind, Missing

PAGE_ROWS = 50
LAPSING = dt.timedelta(days=90)
READY = "ready"
MISSING = "missing"
OWN = frozenset({Gap.LESSONS, Gap.QUIZ, Gap.RED_FLAGS, Gap.SIGNATURE})


@dataclass(frozen=True, slots=True)
class Cell:
    """`code` is "ready", "missing" or the state of the newest certificate."""

    code: str
    revision: ProgrammeRevision
    certificate: Certificate | None
    missing: tuple[Missing, ...]
    lapsing: bool = False
    begun: bool = False  # not held yet, and something of its own is done
    by_renewal: bool = False  # the next one asks for what a renewal asks, not for everything
    refresh: Refresh | None = None  # of one that is valid

    @property
    def issue(self) -> Issue:
        """What decides how its certificate stands, for the days of window and grace."""
        return certificates.issue_of(self.certificate)

    @property
    def waits(self) -> bool:
        """Another certificate comes first."""
        return any(one.gap is Gap.PROGRAMME for one in self.missing)

    @property
    def is_valid(self) -> bool:
        return self.code in VALID

    @property
    def refresh_waits(self) -> bool:
        """Its red-flag questions can be answered again now, and are not yet."""
        return self.refresh is not None and self.refresh.state in ASKED

    @property
    def asks_again(self) -> bool:
        """There is something to do for who holds it, or held it: a renewal, or its refresh."""
        stands_still = self.certificate is None or self.code in (State.VALID, State.SUSPENDED)
        return self.refresh_waits or (bool(self.missing) and not stands_still)

    @property
    def is_hers(self) -> bool:
        """Something of what is missing is in her own hands, not in a mentor's."""
        tried = {Kind.MODULE, Kind.MUST_NOT_MISS}
        return self.refresh_waits or any(
            one.gap in OWN or (one.gap is Gap.TOO_OLD and one.requirement.kind in tried)
            for one in self.missing
        )

    @property
    def is_ready(self) -> bool:
        """She could be certified (again) now."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Row:
    person: User
    job: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """One page of rows, and the sums over everybody."""

    programmes: tuple[ProgrammeRevision, ...]
    page: Page
    people: int
    certified: Mapping[int, int]  # programme revision id -> how many hold it today
    counts: Mapping[str, int]  # by sort: people who have such a cell
    titles: Mapping[str, str]  # from `programmes.titles`, for the words of what is missing


def matrix(
    *, viewer: User, clinic: Clinic, at: dt.datetime, show: str = "", number: int = 1
) -> Matrix:
    """The matrix of a clinic as this viewer may see it. `show` keeps the rows that have a cell of
    that sort: ready, lapsing, lapsed, refresh or begun."""
    people = list(people_in_sight(viewer, clinic).order_by("name", "pk"))
    offered = tuple(programmes.current())
    standings = programmes.facts(people=people, clinic=clinic)
    newest = certificates.newest_of(people, clinic)
    jobs = _jobs(people, clinic)
    rows = []
    for person in people:
        cells = tuple(cell(person, revision, standings, newest, at) for revision in offered)
        rows.append(Row(person, jobs.get(person.pk, ""), cells))
    sorts = [(row, _sorts(row)) for row in rows]
    shown = [row for row, has in sorts if not show or show in has]
    return Matrix(
        programmes=offered,
        page=Paginator(shown, PAGE_ROWS).get_page(number),
        people=len(rows),
        certified=_certified(rows),
        counts=Counter(sort for _, has in sorts for sort in has),
        titles=programmes.titles(standings, offered),
    )


@dataclass(frozen=True, slots=True)
class OnePerson:
    """The cells of one person, one for each programme on offer, in order."""

    cells: tuple[Cell, ...]
    titles: Mapping[str, str]


def of_person(person: User, clinic: Clinic, *, at: dt.datetime) -> OnePerson:
    """What one person holds here, and what is missing for the rest; in a fixed number of queries
    whatever she did."""
    standings = programmes.facts(people=[person], clinic=clinic)
    held = certificates.newest_of([person], clinic)
    offered = programmes.current()
    cells = tuple(cell(person, one, standings, held, at) for one in offered)
    return OnePerson(cells, programmes.titles(standings, offered))


def cell(
    person: User,
    revision: ProgrammeRevision,
    standings: programmes.Standings,
    newest: certificates.Held,
    at: dt.datetime,
) -> Cell:
    """How one person stands for one programme at a moment; `newest` from
    `certificates.newest_of`."""
    gaps = certificates.missing(
        person=person, revision=revision, standings=standings, held=newest, at=at
    )
    held = newest.get((person.pk, revision.programme_id))
    if held is None:
        begun = bool(gaps) and _begun(person, revision, standings, gaps)
        return Cell(MISSING if gaps else READY, revision, None, gaps, begun=begun)
    now = certificates.state_of(held, at=at)
    lapsing = now in VALID and held.valid_until - at <= LAPSING
    code = READY if not gaps and now not in (State.VALID, State.SUSPENDED) else now.value
    known, valid = standings.modules[person.pk], now in VALID
    return Cell(
        code,
        revision,
        held,
        gaps,
        lapsing,
        by_renewal=certificates.renews(held, at=at),
        refresh=refreshes.of(held, known, at=at) if valid else None,
    )


def _begun(
    person: User,
    revision: ProgrammeRevision,
    standings: programmes.Standings,
    gaps: Sequence[Missing],
) -> bool:
    """Whether any step is done that is not another certificate."""
    own = [one for one in programmes.requirements(revision) if one.kind != Kind.PROGRAMME]
    left = [gap for gap in gaps if gap.requirement in own]
    return steps_left(left) < steps(own, standings.of(person))


def _jobs(people: Sequence[User], clinic: Clinic) -> dict[int, str]:
    """What to call each of them: her job, or her role."""
    rows = Membership.objects.current().filter(user__in=people, clinic=clinic).order_by("-role")
    return {row.user_id: row.job or str(row.get_role_display()) for row in rows}


def _sorts(row: Row) -> set[str]:
    sorts = {READY for cell in row.cells if cell.code == READY}
    sorts |= {"lapsing" for cell in row.cells if cell.lapsing}
    lapsed = (State.GRACE, State.LAPSED, State.REVOKED, State.SUSPENDED)
    sorts |= {"lapsed" for cell in row.cells if cell.code in lapsed}
    sorts |= {"refresh" for cell in row.cells if cell.refresh_waits}
    sorts |= {"begun" for cell in row.cells if cell.begun}
    return sorts


def _certified(rows: Sequence[Row]) -> dict[int, int]:
    held = Counter(
        cell.revision.pk
        for row in rows
        for cell in row.cells
        if cell.is_valid or (cell.code == READY and cell.certificate and cell.lapsing)
    )
    return dict(held)
