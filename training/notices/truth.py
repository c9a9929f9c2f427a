"""Is it still so? Asked of every message when its turn comes: nobody hears of what is over.

For each that is not to be sent there is a code: why. A few queries for each sort of message,
however many there are.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from quizzes import contests, results
from quizzes.models import Attempt, Contest, Result
from training import assignments, certificates, permissions, progress, signoffs
from training.models import (
    Assignment,
    Certificate,
    CertificateChange,
    Clinic,
    LessonRead,
    LessonRevision,
    Membership,
    Notice,
    ObservationSignature,
)
from training.outbox import number_of
from training.rules.certification import VALID, State
from training.rules.notices import FOR_OWNERS, Kind

GONE = "gone"  # what it was about is not there any more: nobody's mails wait for that
HIDDEN = "hidden"  # not hers to see at this moment: it waits
Why = Iterator[tuple[int, str]]
Check = Callable[[Sequence[Notice], dt.datetime], Why]


def over(rows: Sequence[Notice], *, at: dt.datetime) -> dict[int, str]:
    """By id of the message, why it is not to be sent now. They come with person, clinic, about."""
    found = dict(_left(rows))
    kinds: dict[Check, list[Notice]] = defaultdict(list)
    for row in rows:
        if row.pk not in found:
            kinds[CHECKS[row.word]].append(row)
    for check, some in kinds.items():
        found |= dict(check(some, at))
    return found


def _left(rows: Sequence[Notice]) -> Why:
    """Whoever does not belong there any more, or does not read her answers any more."""
    people = {one for row in rows for one in (row.person_id, row.about_id) if one}
    here = Membership.objects.current().filter(
        user__in=people, clinic__in={row.clinic_id for row in rows}
    )
    held = set(here.values_list("user_id", "clinic_id"))
    known: dict[tuple[int, int, bool], set[int]] = {}
    for row in rows:
        if (row.about_id or row.person_id, row.clinic_id) not in held:
            yield row.pk, "left"
        elif row.about_id and row.about_id != row.person_id:
            key = (row.about_id, row.clinic_id, row.word in FOR_OWNERS)
            if key not in known:
                known[key] = _concerned(row)
            if row.person_id not in known[key]:
                yield row.pk, "handed_over"


def _concerned(row: Notice) -> set[int]:
    """Whom it concerns now how somebody else stands."""
    if row.word in FOR_OWNERS:
        return set(permissions.owners_over(row.clinic).values_list("user_id", flat=True))
    return set(permissions.readers_of(row.about, row.clinic).values_list("pk", flat=True))


def _assignments(rows: Sequence[Notice], at: dt.datetime) -> Why:
    found = Assignment.objects.select_related("person", "clinic", "module", "quiz__module")
    held = found.in_bulk({number_of(row.subject) for row in rows})
    open_ones = [one for one in held.values() if one.withdrawn_at is None]
    done = assignments.finished(open_ones, at=at)
    for row in rows:
        one = held.get(number_of(row.subject))
        if one is None or one.withdrawn_at is not None:
            yield row.pk, "withdrawn"
        elif one.pk in done:
            yield row.pk, "done"
        elif row.word is Kind.DUE and one.due_on < progress.today(one.person, at):
            yield row.pk, "late"


def _certificates(rows: Sequence[Notice], at: dt.datetime) -> Why:
    ids = {number_of(row.subject) for row in rows}
    held = {
        one.pk: one for one in certificates.with_history(Certificate.objects.filter(pk__in=ids))
    }
    wanted = {Kind.CERTIFIED: VALID, Kind.WINDOW: VALID}
    for row in rows:
        one = held.get(number_of(row.subject))
        state = certificates.state_of(one, at=at) if one else GONE
        ended = {State.GRACE if row.step == "grace" else State.LAPSED}
        if state not in wanted.get(row.word, ended):
            yield row.pk, str(state)


def _changes(rows: Sequence[Notice], at: dt.datetime) -> Why:
    """A change that a later one has undone; nothing undoes a revocation."""
    changes = CertificateChange.objects.in_bulk({number_of(row.subject) for row in rows})
    theirs = {one.certificate_id for one in changes.values()}
    later = CertificateChange.objects.filter(certificate__in=theirs).order_by("at", "pk")
    newest = dict(later.values_list("certificate_id", "pk"))
    for row in rows:
        one = changes.get(number_of(row.subject))
        if one is None:
            yield row.pk, GONE
        elif newest[one.certificate_id] != one.pk:
            yield row.pk, "changed_again"


def _observations(rows: Sequence[Notice], at: dt.datetime) -> Why:
    signed = ObservationSignature.objects.filter(
        observation__in={number_of(row.subject) for row in rows},
        party=ObservationSignature.Party.PERSON,
    )
    done = set(signed.values_list("observation_id", flat=True))
    yield from ((row.pk, "signed") for row in rows if number_of(row.subject) in done)


def _offers(rows: Sequence[Notice], at: dt.datetime) -> Why:
    clinics: dict[Clinic, list[Notice]] = defaultdict(list)
    for row in rows:
        clinics[row.clinic].append(row)
    for clinic, some in clinics.items():
        people = list({row.about_id: row.about for row in some}.values())
        ready = {
            (one.person.pk, one.about.pk) for one in signoffs.observable(people, clinic, at=at)
        }
        for row in some:
            if (row.about_id, number_of(row.subject)) not in ready:
                yield row.pk, "observed"


def _candidates(rows: Sequence[Notice], at: dt.datetime) -> Why:
    clinics: dict[Clinic, list[Notice]] = defaultdict(list)
    for row in rows:
        clinics[row.clinic].append(row)
    for clinic, some in clinics.items():
        people = list({row.about_id: row.about for row in some}.values())
        ready = {
            (one.person.pk, one.revision.programme_id, str(one.cycle))
            for one in certificates.ready(people, clinic, at=at)
        }
        for row in some:
            if (row.about_id, number_of(row.subject), row.step) not in ready:
                yield row.pk, "certified"


def _attempts(rows: Sequence[Notice], at: dt.datetime) -> Why:
    ids = {number_of(row.subject) for row in rows}
    held = Attempt.objects.select_related("quiz").in_bulk(ids)
    standing = {one.attempt_id: one for one in Result.objects.standing().filter(attempt__in=ids)}
    for row in rows:
        attempt = held.get(number_of(row.subject))
        result = standing.get(number_of(row.subject))
        known = result is not None and result.score is not None
        if attempt is None:
            yield row.pk, GONE
        elif row.word is Kind.MARKING:
            if known:
                yield row.pk, "marked"
        elif not known or not results.outcomes([attempt], at=at)[attempt.pk].score:
            yield row.pk, HIDDEN
        elif row.word is Kind.CORRECTED and row.step != str(result.pk):
            yield row.pk, "corrected_again"


def _contests(rows: Sequence[Notice], at: dt.datetime) -> Why:
    held = Contest.objects.filter(pk__in={number_of(row.subject) for row in rows})
    newest = contests.outcomes(list(held))
    for row in rows:
        outcome = newest.get(number_of(row.subject))
        if row.word is Kind.CONTESTED and outcome is not None:
            yield row.pk, "answered"
        elif row.word is Kind.ANSWERED and (outcome is None or row.step != str(outcome.number)):
            yield row.pk, "answered_again"


def _lessons(rows: Sequence[Notice], at: dt.datetime) -> Why:
    held = LessonRevision.objects.select_related("lesson__module").in_bulk(
        {number_of(row.subject) for row in rows}
    )
    reads = LessonRead.objects.filter(
        user__in={row.person_id for row in rows},
        revision__lesson__in={one.lesson_id for one in held.values()},
    )
    read: dict[tuple[int, int, int], int] = {}
    asked = reads.values_list("user_id", "clinic_id", "revision__lesson_id", "revision__number")
    for *key, number in asked:
        read[tuple(key)] = max(number, read.get(tuple(key), 0))
    for row in rows:
        one = held.get(number_of(row.subject))
        if one is None or one.lesson.retired_at or one.lesson.module.retired_at:
            yield row.pk, GONE
        elif read.get((row.person_id, row.clinic_id, one.lesson_id), 0) >= one.number:
            yield row.pk, "read"


CHECKS: dict[Kind, Check] = {
    Kind.ASSIGNED: _assignments,
    Kind.DUE: _assignments,
    Kind.OVERDUE: _assignments,
    Kind.RESULT: _attempts,
    Kind.FEEDBACK: _attempts,
    Kind.CORRECTED: _attempts,
    Kind.MARKING: _attempts,
    Kind.ANSWERED: _contests,
    Kind.CONTESTED: _contests,
    Kind.OBSERVED: _observations,
    Kind.OFFERED: _offers,
    Kind.CERTIFIED: _certificates,
    Kind.WINDOW: _certificates,
    Kind.LAPSED: _certificates,
    Kind.CHANGED: _changes,
    Kind.CONTENT: _lessons,
    Kind.READY: _candidates,
}
