"""Practical work that belongs to no single module: what is asked, and what was observed of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from .models import Clinic, ObservationSignature, Portfolio, User
from .rules.modules import SignoffFacts
from .rules.requirements import PortfolioFacts

if TYPE_CHECKING:  # what reads files stays out of a web process
    from .content_files import Portfolio as PortfolioFile

TEXTS = ("title", "observer", "count", "months", "digest")
Party = ObservationSignature.Party


class Made(NamedTuple):
    """What a load did to the portfolios."""

    new: int
    changed: int
    retired: int


def publish(
    *, portfolios: Sequence[PortfolioFile], at: dt.datetime
) -> tuple[dict[str, Portfolio], Made]:
    """Bring them in line with the files; what is unchanged is not written. One no longer in the
    files is retired, never deleted. The lists they are observed with are `curriculum`'s."""
    known = {one.slug: one for one in Portfolio.objects.all()}
    new = changed = 0
    for file in portfolios:
        row = known.get(file.slug)
        if row is not None and row.digest == file.digest and row.retired_at is None:
            continue
        new, changed = new + (row is None), changed + (row is not None)
        row = known.setdefault(file.slug, Portfolio(slug=file.slug))
        for name in TEXTS:
            setattr(row, name, getattr(file, name))
        row.modules, row.retired_at = list(file.modules), None
        row.save()
    kept = {file.slug for file in portfolios}
    gone = [one.pk for one in known.values() if one.slug not in kept and one.retired_at is None]
    if gone:
        Portfolio.objects.filter(pk__in=gone).update(retired_at=at)
    return known, Made(new, changed, len(gone))


def offered() -> list[Portfolio]:
    """Those that are asked for now; one query."""
    return list(Portfolio.objects.filter(retired_at__isnull=True).order_by("pk"))


def facts_of(
    people: Sequence[User], clinic: Clinic, asked: Sequence[Portfolio] | None = None
) -> dict[int, Mapping[str, PortfolioFacts]]:
    """Person -> portfolio slug -> what was observed, oldest first; two queries, and none for the
    observations where no portfolio is on offer."""
    asked = offered() if asked is None else asked
    seen = _observed(people, clinic) if asked else {}
    return {
        person.pk: {
            one.slug: PortfolioFacts(one.count, one.months, seen.get((person.pk, one.pk), ()))
            for one in asked
        }
        for person in people
    }


def _observed(
    people: Sequence[User], clinic: Clinic
) -> dict[tuple[int, int], tuple[SignoffFacts, ...]]:
    """The observations that the observer signed, from one query over signatures."""
    rows = (
        ObservationSignature.objects.filter(
            observation__person__in=[person.pk for person in people],
            observation__clinic=clinic,
            observation__revision__signoff__portfolio__isnull=False,
        )
        .order_by("at", "pk")
        .values_list(
            "observation__person_id",
            "observation__revision__signoff__portfolio_id",
            "observation_id",
            "party",
            "seen",
            "total",
            "seen_at",
            "at",
            "observation__occasion__day",
            "observation__occasion__words_digest",
        )
    )
    found: dict[tuple[int, int], dict[int, SignoffFacts]] = {}
    for person, portfolio, observation, party, seen, total, seen_at, at, day, words in rows:
        hers = found.setdefault((person, portfolio), {})
        if party == Party.OBSERVER:
            when, occasion = seen_at or at, f"{day} {words}" if day else ""
            hers[observation] = SignoffFacts(seen, total, when, None, observation, occasion)
        elif observation in hers:
            hers[observation] = replace(hers[observation], person_signed_at=at)
    return {key: tuple(hers.values()) for key, hers in found.items()}
