"""What only time or somebody else brings: a text rewritten, a skill to observe, a result to see, a
certificate to give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat

from quizzes import results
from quizzes.models import Attempt, Preset, Result
from training import certificates, outbox, permissions, signoffs
from training.models import (
    Clinic,
    LessonRead,
    LessonRevision,
    Notice,
    Observation,
    ObservationSignature,
    User,
)
from training.outbox import Message, key_of
from training.rules.notices import FRESH, Kind

from .looking import DAY, RECENT, Round

LATEST = 45 * DAY  # a result that opens later than this after its attempt is not announced


def rewritten(look: Round) -> Iterator[Message]:
    """A lesson she has read now asks for something else. One query where none was rewritten."""
    new = LessonRevision.objects.filter(
        severity=LessonRevision.Severity.PRACTICE_CHANGING,
        number__gt=1,
        published_at__range=(look.at - FRESH, look.at),
        lesson__retired_at__isnull=True,
        lesson__module__retired_at__isnull=True,
    ).select_related("lesson__module")
    newest = {one.lesson_id: one for one in new.order_by("number")}
    if not newest:
        return
    reads = LessonRead.objects.filter(
        user__in=look.people, clinic=look.clinic, revision__lesson__in=newest
    )
    rows = reads.values_list("user", "revision__lesson").annotate(read=Max("revision__number"))
    for person, lesson, read in rows:
        revision = newest[lesson]
        if read < revision.number:
            place = {"module": revision.lesson.module.slug, "lesson": revision.lesson.slug}
            yield Message(
                person=person,
                clinic=look.clinic.pk,
                kind=Kind.CONTENT,
                subject=key_of(revision),
                data={"title": revision.title, **place},
            )


def offered(look: Round) -> Iterator[Message]:
    """Whose skills may be observed now: to her, and to whoever mentors her."""
    people = _busy(look, signed=False)
    found = signoffs.observable(list(people), look.clinic, at=look.at)
    seen = _times_observed([one.person for one in found], look.clinic)
    mentors: dict[int, list[int]] = {}
    for one in found:
        pk = one.person.pk
        if pk not in mentors:
            readers = permissions.readers_of(one.person, look.clinic)
            mentors[pk] = list(readers.values_list("pk", flat=True))
        step = str(seen.get((pk, one.about.pk), 0))
        data = {"title": one.about.title, "module": one.about.slug}
        told = {"about": pk, "data": data | {"person": str(one.person.public_id)}, "step": step}
        for reader in (pk, *mentors[pk]):
            yield Message(
                person=reader,
                clinic=look.clinic.pk,
                kind=Kind.OFFERED,
                subject=key_of("observe", pk, one.about.pk),
                **told,
            )


def certifiable(look: Round) -> Iterator[Message]:
    """Nothing is missing for a certificate any more: to whoever may issue it."""
    found = certificates.ready(list(_busy(look, signed=True)), look.clinic, at=look.at)
    if not found:
        return
    owners = list(permissions.owners_over(look.clinic).values_list("user_id", flat=True))
    for one in found:
        person, programme = one.person, one.revision.programme
        data = {"title": one.revision.title, "programme": programme.slug}
        for owner in set(owners) - {person.pk}:  # nobody certifies herself
            yield Message(
                person=owner,
                clinic=look.clinic.pk,
                kind=Kind.READY,
                subject=key_of("certify", person.pk, programme.pk),
                step=str(one.cycle),
                about=person.pk,
                data=data | {"person": str(person.public_id)},
            )


def _busy(look: Round, *, signed: bool) -> QuerySet[User]:
    """Who read or passed something lately, or, if asked, signed an observation: what they may do
    next can only have changed for them."""
    hers = {"user": OuterRef("pk"), "at__gt": look.at - RECENT}
    did = Exists(Result.objects.filter(space=look.clinic.space_id, passed=True, **hers))
    did |= Exists(LessonRead.objects.filter(clinic=look.clinic, **hers))
    if signed:
        own = {"observation__person": OuterRef("pk"), "observation__clinic": look.clinic}
        rows = ObservationSignature.objects.filter(at__gt=look.at - RECENT, **own)
        did |= Exists(rows)
    return User.objects.filter(did, pk__in=look.people)


def _times_observed(people: Sequence[User], clinic: Clinic) -> dict[tuple[int, int], int]:
    """(person, module) -> how often her skills there were observed and signed; one query."""
    signed = ObservationSignature.objects.filter(observation=OuterRef("pk"))
    rows = Observation.objects.filter(Exists(signed), person__in=people, clinic=clinic)
    found: dict[tuple[int, int], int] = defaultdict(int)
    for key in rows.values_list("person_id", "revision__signoff__module_id"):
        found[key] += 1
    return found


def opened(look: Round) -> Iterator[Message]:
    """A result that was kept back when its attempt ended, and is hers to see now."""
    name = Concat(Value("attempt:"), Cast(OuterRef("pk"), CharField()))
    told = Notice.objects.filter(kind=Kind.RESULT, subject=name, person=OuterRef("user"))
    known = Result.objects.standing().filter(attempt=OuterRef("pk"), score__isnull=False)
    rows = Attempt.objects.filter(
        Q(Exists(known)) & ~Q(Exists(told)),
        user__in=look.people,
        space=look.clinic.space_id,
        state=Attempt.State.SUBMITTED,
        submitted_at__range=(look.at - LATEST, look.at),
        quiz__preset=Preset.EXAM,
        policy__has_key="review",
    ).select_related("quiz", "revision")
    hers: dict[int, list[Attempt]] = defaultdict(list)
    for row in rows:
        hers[row.user_id].append(row)
    for attempts in hers.values():
        now = results.outcomes(attempts, at=look.at)
        for one in attempts:
            before = results.outcomes([one], at=one.submitted_at)[one.pk].score
            if now[one.pk].score and not before:
                yield outbox.ready(one, look.clinic.pk)
