"""What a certificate asks again of its holder, and beginning with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from quizzes import grants
from training import certificates, matrix, programmes
from training.models import Certificate, User
from training.rules.certification import State

from .lines import Line, Look, Turn, lines_of


class NothingAsked(Exception):
    """Nothing of this certificate is asked again at that moment."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """What is asked again of the holder. `is_refresh`: it stays valid and asks its red-flag
    questions again; else it is about the next certificate, `cell.by_renewal` by the shorter way.
    Evidence counts from `since`; `until` it is in time, None where that is over."""

    certificate: Certificate
    cell: matrix.Cell
    is_refresh: bool
    since: dt.datetime
    until: dt.datetime | None
    lines: tuple[Line, ...]
    titles: Mapping[str, str]

    @property
    def may_begin(self) -> bool:
        """A quiz waits for her to begin."""
        return any(one.turn is Turn.BEGIN for one in self.lines)

    @property
    def left(self) -> int:
        return sum(one.turn is not Turn.DONE for one in self.lines)


def renewal(*, certificate: Certificate, at: dt.datetime) -> Renewal:
    """What is asked again, in a fixed number of queries. Raises NothingAsked, also for one that a
    newer one replaced or whose programme is not on offer."""
    person, clinic = certificate.person, certificate.clinic
    offered = programmes.current()
    revision = next((r for r in offered if r.programme_id == certificate.programme_id), None)
    held = certificates.newest_of([person], clinic)
    if revision is None or held[person.pk, revision.programme_id] != certificate:
        raise NothingAsked
    standings = programmes.facts(people=[person], clinic=clinic)
    cell = matrix.cell(person, revision, standings, held, at)
    if not cell.asks_again and not cell.is_ready:
        raise NothingAsked
    is_refresh = cell.code == State.VALID
    since = cell.refresh.opens_at if is_refresh else certificates.counts_from_of(certificate, at=at)
    look = Look(certificate, cell, standings, held, since, at)
    return Renewal(
        certificate=certificate,
        cell=cell,
        is_refresh=is_refresh,
        since=since,
        until=_until(certificate, cell, at),
        lines=lines_of(look),
        titles=programmes.titles(standings, offered),
    )


@transaction.atomic
def begin(*, certificate: Certificate, by: User, at: dt.datetime) -> int:
    """Open afresh each quiz that is asked again; returns how many. Pressed twice, it opens nothing
    more. Raises PermissionDenied for anybody but the holder, NothingAsked."""
    if by.pk != certificate.person_id:
        raise PermissionDenied
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    asked = renewal(certificate=certificate, at=at)
    opened = [
        grants.renew(
            user=by,
            quiz=line.sitting.quiz,
            space=certificate.clinic.space,
            counts_from=asked.since,
            reason=certificate.revision.title,
            by=by,
            at=at,
        )
        for line in asked.lines
        if line.turn is Turn.BEGIN
    ]
    return len([one for one in opened if one is not None])


def _until(certificate: Certificate, cell: matrix.Cell, at: dt.datetime) -> dt.datetime | None:
    if cell.code == State.VALID:
        end = cell.refresh.due_at
    elif cell.by_renewal:
        issue = certificates.issue_of(certificate)
        end = issue.valid_until if at < issue.valid_until else issue.grace_ends
    else:
        return None
    return end if at < end else None
