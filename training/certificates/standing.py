"""How certificates stand, and what stands between a person and the next one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from training import programmes, refreshes
from training.models import Certificate, Clinic, ProgrammeRevision, User
from training.rules.certification import RENEWABLE, VALID, Issue, State, state
from training.rules.missing import certifiable
from training.rules.requirements import Gap, Missing

# While the one she holds stands like this, no other is issued.
STANDS = {State.VALID: Gap.HOLDS, State.SUSPENDED: Gap.SUSPENDED}
Held = Mapping[tuple[int, int], Certificate]  # (person, programme) -> the newest issue


def with_history(certificates: QuerySet[Certificate] | None = None) -> QuerySet[Certificate]:
    """Certificates with all that decides their state: one query and one for the changes."""
    rows = Certificate.objects.all() if certificates is None else certificates
    related = ("revision__programme", "clinic", "holder", "superseded_by", "issued_by")
    return rows.select_related(*related).prefetch_related("changes")


def state_of(certificate: Certificate, *, at: dt.datetime) -> State:
    """How it stands at a moment; cheap when it comes from `with_history`."""
    return state(issue_of(certificate), at=at)


def issue_of(certificate: Certificate) -> Issue:
    """The values that decide its state."""
    newer = getattr(certificate, "superseded_by", None)
    changes = sorted(certificate.changes.all(), key=lambda change: (change.at, change.pk))
    return Issue(
        valid_until=certificate.valid_until,
        window_days=certificate.revision.window_days,
        grace_days=certificate.revision.grace_days,
        superseded_at=newer.issued_at if newer else None,
        changes=tuple((change.kind, change.at) for change in changes),
    )


def newest_of(people: Iterable[User], clinic: Clinic) -> dict[tuple[int, int], Certificate]:
    """(person, programme) -> the newest issue. Two queries, whatever the number of people."""
    rows = with_history(Certificate.objects.filter(person__in=people, clinic=clinic))
    return {(one.person_id, one.programme_id): one for one in rows.order_by("cycle")}


def valid_ones(person: User, held: Held, *, at: dt.datetime) -> dict[str, Certificate]:
    """Programme slug -> the certificate of hers that is valid at that moment. No query."""
    hers = [one for (owner, _), one in held.items() if owner == person.pk]
    return {one.revision.programme.slug: one for one in hers if state_of(one, at=at) in VALID}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody from whom nothing is missing for this programme; `cycle` the issue would have."""

    person: User
    revision: ProgrammeRevision
    cycle: int


def ready(people: Sequence[User], clinic: Clinic, *, at: dt.datetime) -> tuple[Candidate, ...]:
    """Who of these people can be certified now, and in what."""
    if not people:
        return ()
    held, offered = newest_of(people, clinic), programmes.current()
    standings, found = programmes.facts(people=people, clinic=clinic), []
    for person in people:
        for revision in offered:
            given = {"person": person, "revision": revision, "standings": standings}
            if not missing(held=held, at=at, **given):
                before = held.get((person.pk, revision.programme_id))
                found.append(Candidate(person, revision, before.cycle + 1 if before else 1))
    return tuple(found)


def missing(
    *,
    person: User,
    revision: ProgrammeRevision,
    standings: programmes.Standings,
    held: Held,
    at: dt.datetime,
) -> tuple[Missing, ...]:
    """What stands between her and the next issue of this programme; nothing = ready. `held` is
    from `newest_of`."""
    before = held.get((person.pk, revision.programme_id))
    if before is not None and (gap := STANDS.get(state_of(before, at=at))):
        return (Missing(None, gap),)
    valid, known = valid_ones(person, held, at=at), standings.modules[person.pk]
    behind = refreshes.behind(valid, known, at=at)
    facts = standings.of(person, held=frozenset(valid), behind=behind)
    wanted = programmes.requirements(revision, renewal=renews(before, at=at))
    return certifiable(wanted, facts, at=at, counts_from=counts_from_of(before, at=at))


def renews(before: Certificate | None, *, at: dt.datetime) -> bool:
    """Whether the next issue is a renewal, which may ask for less: the one before is within its
    window or its grace. Later, and after a revocation, everything is asked again."""
    return before is not None and state_of(before, at=at) in RENEWABLE


def counts_from_of(before: Certificate | None, *, at: dt.datetime) -> dt.datetime | None:
    """From when evidence counts for the issue after this one; None for the first."""
    if before is None:
        return None
    old = issue_of(before)
    if state(old, at=at) is State.REVOKED:
        return max(when for kind, when in old.changes if kind == "revoked")
    return old.window_opens
