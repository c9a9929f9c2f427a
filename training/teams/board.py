"""The mentor's first screen: today's few people, then people x modules, one page at a time."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from training import permissions, programmes, progress
from training.models import Clinic, Module, User
from training.people import Standing
from training.rules.attention import Glance, Need, foremost, need_of
from training.rules.modules import ModuleState, State, status

from .cells import Cell, Words, seen_words
from .needs import Advice, advice
from .roster import (
    PAGE_ROWS,
    SCAN,
    Roster,
    day_in,
    last_sign,
    likely_needy,
    named,
    pick,
)

STATES: dict[str, Callable[[ModuleState], bool]] = {
    "late": lambda state: bool(state.overdue_days),
    "not_yet": lambda state: state.state is State.NOT_YET,
    "signoff": lambda state: state.state is State.SIGNOFF,
}
SORTS = ("name", "need")
ANYBODY = uuid.UUID(int=0)  # stands for a person where the addresses of a page are made in one go


@dataclass(frozen=True, slots=True)
class Column:
    number: int
    short: str
    title: str
    slug: str


@dataclass(frozen=True, slots=True)
class Row:
    """One person on the board; `cells` stand in the order of the columns."""

    name: str
    job: str
    url: str
    seen: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """One person who could use a minute, why, and the one thing to do."""

    name: str
    url: str
    advice: Advice


@dataclass(frozen=True, slots=True)
class Board:
    """`counts` say how many rows each filter keeps; empty when the team fills several pages.
    `scanned` = filter and sort looked at the first SCAN people only, and there are more."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    today: tuple[Today, ...] | None
    page: int
    has_more: bool
    counts: dict[str, int] = field(default_factory=dict)
    everyone: int | None = None
    scanned: bool = False

    @property
    def previous(self) -> int:
        return self.page - 1

    @property
    def next(self) -> int:
        return self.page + 1


@dataclass(frozen=True, slots=True)
class _Look:
    """One person as the board sees her."""

    person: User
    glances: tuple[Glance, ...]
    need: Need | None


def board(
    *,
    standing: Standing,
    at: dt.datetime,
    page: int = 1,
    q: str = "",
    state: str = "",
    sort: str = "name",
) -> Board:
    """The board of the viewer's people where she stands: PAGE_ROWS rows, in at most eleven queries.

    Unfiltered and by name a page is all that is fetched. A filter by state or a sort by need looks
    at up to SCAN people and decides by the same rule as the cells. An unknown state or sort counts
    as none. `today` is None on any page but the first unfiltered one.
    """
    clinic, keep = standing.clinic, STATES.get(state)
    scan = keep is not None or sort == "need"
    first = page == 1 and not q and not scan
    roster = pick(
        named(permissions.people_for(standing, permissions.VIEW_PERSON), q).exclude(
            pk=standing.user.pk
        ),
        clinic,
        start=0 if scan else (page - 1) * PAGE_ROWS,
        count=SCAN if scan else PAGE_ROWS,
        candidates=likely_needy(clinic, at) if first else None,
    )
    plan = progress.outline()
    looks = _looks(roster, clinic, plan, at)
    mine = looks[: len(roster.people)]
    shown, has_more = _shown(mine, roster, keep, sort, page) if scan else (mine, roster.has_more)
    whole = first and not roster.has_more
    return Board(
        columns=tuple(Column(m.number, m.short, m.title, m.slug) for m in plan.modules),
        rows=_rows(shown, clinic, at),
        today=_today(looks, plan, standing) if first else None,
        page=page,
        has_more=has_more,
        counts=_counts(mine) if whole else {},
        everyone=len(mine) if whole else None,
        scanned=scan and roster.has_more,
    )


def _looks(roster: Roster, clinic: Clinic, plan: progress.Outline, at: dt.datetime) -> list[_Look]:
    people = [*roster.people, *roster.others]
    facts = progress.facts_of(people, clinic, plan)
    known = programmes.valid_for(programmes.current())
    return [look(person, facts[person.pk], plan.modules, known, at) for person in people]


def look(
    person: User,
    facts: dict,
    modules: Sequence[Module],
    known: Mapping[str, dt.timedelta],
    at: dt.datetime,
) -> _Look:
    """Where she stands in each module, and whether she needs somebody; she is from `with_signs`,
    `known` from `programmes.valid_for`."""
    today = progress.today(person, at)
    glances = tuple(
        [
            Glance(
                m.pk,
                facts[m.pk],
                status(facts[m.pk], today=today),
                known.get(m.slug, programmes.KNOWN_FOR),
            )
            for m in modules
        ]
    )
    quiet = day_in(person.time_zone, last_sign(person) or person.since)
    need = need_of(glances, quiet_since=quiet, today=today, at=at)
    return _Look(person, glances, need)


def _shown(
    looks: list[_Look],
    roster: Roster,
    keep: Callable[[ModuleState], bool] | None,
    sort: str,
    page: int,
) -> tuple[list[_Look], bool]:
    if keep is not None:
        looks = [one for one in looks if any(keep(glance.state) for glance in one.glances)]
    if sort == "need":
        needy = foremost(((one, one.need) for one in looks), limit=len(looks))
        looks = [one for one, _ in needy] + [one for one in looks if one.need is None]
    start = (page - 1) * PAGE_ROWS
    return looks[start : start + PAGE_ROWS], len(looks) > start + PAGE_ROWS


def _rows(looks: Sequence[_Look], clinic: Clinic, at: dt.datetime) -> tuple[Row, ...]:
    zone = clinic.time_zone
    today = day_in(zone, at)
    words = Words()
    before, after = reverse("training:person-detail", args=[ANYBODY]).split(str(ANYBODY))
    return tuple(
        Row(
            name=str(one.person),
            job=one.person.job or "",
            url=f"{before}{one.person.public_id}{after}",
            seen=seen_words(day_in(zone, last_sign(one.person)), today),
            cells=tuple([words.of(glance.state) for glance in one.glances]),
        )
        for one in looks
    )


def _today(looks: Iterable[_Look], plan: progress.Outline, standing: Standing) -> tuple[Today, ...]:
    modules = {module.pk: module for module in plan.modules}
    observes = permissions.may(standing, permissions.OBSERVE)
    return tuple(
        Today(
            name=str(one.person),
            url=reverse("training:person-detail", args=[one.person.public_id]),
            advice=advice(one.person, need, modules[need.module], may_observe=observes),
        )
        for one, need in foremost((one, one.need) for one in looks)
    )


def _counts(looks: Sequence[_Look]) -> dict[str, int]:
    kept = Counter(
        name
        for one in looks
        for name, keep in STATES.items()
        if any(keep(glance.state) for glance in one.glances)
    )
    return dict(kept)
