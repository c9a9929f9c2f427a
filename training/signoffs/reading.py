"""Which observations wait for whom, and one observation as its readers see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from quizzes.models import Result
from training import permissions, progress
from training.models import (
    Clinic,
    Module,
    Observation,
    ObservationSignature,
    ObservedItem,
    User,
)
from training.people import Standing
from training.rules.attention import ready_for_observation
from training.rules.modules import status

from .beginning import VALID_FOR
from .observing import Outcome, Party, newest_taps

LOOKED_AT = 200  # people with a passed quiz that one list looks at
HISTORY = 30


@dataclass(frozen=True, slots=True)
class Ready:
    """Somebody whose next step is an observation. `again` = the last one said "not yet"."""

    person: User
    module: Module
    again: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One skill on the list; `outcome` is empty while nobody tapped."""

    number: int
    key: str
    text: str
    outcome: str
    note: str

    @property
    def is_seen(self) -> bool:
        return self.outcome == Outcome.SEEN

    @property
    def is_not_yet(self) -> bool:
        return self.outcome == Outcome.NOT_YET


@dataclass(frozen=True, slots=True)
class ObservationPage:
    """One observation for one viewer. `passed_at` is when the quiz behind it was passed."""

    observation: Observation
    module: Module
    items: tuple[Item, ...]
    observer_signature: ObservationSignature | None
    person_signature: ObservationSignature | None
    passed_at: dt.datetime | None
    may_edit: bool
    may_sign: bool

    @property
    def seen(self) -> int:
        return sum(item.is_seen for item in self.items)

    @property
    def not_yet(self) -> int:
        return sum(item.is_not_yet for item in self.items)

    @property
    def open(self) -> int:
        return len(self.items) - self.seen - self.not_yet


def ready(*, standing: Standing, at: dt.datetime, person: UUID | None = None) -> tuple[Ready, ...]:
    """Whom she may observe now, by name; with `person`, only that one. Looks at LOOKED_AT people
    who passed a quiz that has a list."""
    people = permissions.people_for(standing, permissions.OBSERVE)
    if person is not None:
        people = people.filter(public_id=person)
    passed = Result.objects.filter(
        user=OuterRef("pk"),
        space=standing.clinic.space_id,
        passed=True,
        quiz__module__signoff__isnull=False,
    )
    found = list(people.filter(Exists(passed)).order_by("name", "pk")[:LOOKED_AT])
    return _ready_of(found, standing.clinic, at) if found else ()


def _ready_of(people: Sequence[User], clinic: Clinic, at: dt.datetime) -> tuple[Ready, ...]:
    plan = progress.outline()
    facts = progress.facts_of(people, clinic, plan)
    days = {person.pk: progress.today(person, at) for person in people}
    return tuple(
        Ready(person, module, again=one.signoff.observed_at is not None)
        for person in people
        for module in plan.modules
        for one in [facts[person.pk][module.pk]]
        if ready_for_observation(
            one, status(one, today=days[person.pk]), at=at, valid_for=VALID_FOR
        )
    )


def drafts(*, observer: User, clinic: Clinic) -> QuerySet[Observation]:
    """What she began and did not sign, newest first."""
    mine = _listed(Observation.objects.filter(observer=observer, clinic=clinic))
    return mine.filter(~Exists(_signatures(Party.OBSERVER)))


def waiting_for(person: User) -> QuerySet[Observation]:
    """What waits for this person's own signature, in any clinic."""
    hers = _listed(Observation.objects.filter(person=person))
    return hers.filter(Exists(_signatures(Party.OBSERVER)), ~Exists(_signatures(Party.PERSON)))


def history(
    *, of: User | None = None, by: User | None = None, clinic: Clinic | None = None
) -> list[Observation]:
    """The newest HISTORY signed observations of somebody, or by somebody, perhaps at one clinic;
    with `seen`, `total`, `signed_at` and `person_at` from the signatures."""
    who = Q(person=of) if of is not None else Q(observer=by)
    if clinic is not None:
        who &= Q(clinic=clinic)
    signed = _listed(Observation.objects.filter(who, Exists(_signatures(Party.OBSERVER))))
    found = list(signed.prefetch_related("signatures")[:HISTORY])
    for one in found:
        parties = {signature.party: signature for signature in one.signatures.all()}
        first, second = parties[Party.OBSERVER], parties.get(Party.PERSON)
        one.seen, one.total, one.signed_at = first.seen, first.total, first.at
        one.person_at = second.at if second else None
    return found


def in_sight(*, viewer: User, public_id: UUID) -> Observation | None:
    """The observation if the viewer may see it: her own once the observer signed, her draft, or
    one of somebody she leads; else None."""
    found = _listed(Observation.objects.filter(public_id=public_id)).first()
    if found is None:
        return None
    if found.person_id == viewer.pk:
        signed = found.signatures.filter(party=Party.OBSERVER).exists()
        return found if signed else None
    people = permissions.people_in_sight(viewer, found.clinic)
    return found if people.filter(pk=found.person_id).exists() else None


def page(*, viewer: User, observation: Observation) -> ObservationPage:
    """Everything the page shows, in a fixed number of queries."""
    taps = newest_taps(observation)
    signed = {one.party: one for one in observation.signatures.select_related("user")}
    first, second = signed.get(Party.OBSERVER), signed.get(Party.PERSON)
    module = observation.revision.signoff.module
    passed = Result.objects.filter(
        user=observation.person_id, quiz=module.quiz_id, space=observation.clinic.space_id
    )
    newest = passed.filter(passed=True, at__lte=observation.started_at).order_by("-at").first()
    observes = observation.observer_id == viewer.pk and viewer.has_perm(
        permissions.OBSERVE, observation
    )
    return ObservationPage(
        observation=observation,
        module=module,
        items=_items(observation, taps),
        observer_signature=first,
        person_signature=second,
        passed_at=newest.at if newest else None,
        may_edit=observes and first is None,
        may_sign=observation.person_id == viewer.pk and first is not None and second is None,
    )


def _items(observation: Observation, taps: dict[str, ObservedItem]) -> tuple[Item, ...]:
    found = []
    for number, item in enumerate(observation.revision.items, start=1):
        tap = taps.get(item["key"])
        note = getattr(tap, "note", None)
        outcome = tap.outcome if tap else ""
        found.append(Item(number, item["key"], item["text"], outcome, note.text if note else ""))
    return tuple(found)


def _signatures(party: str) -> QuerySet[ObservationSignature]:
    return ObservationSignature.objects.filter(observation=OuterRef("pk"), party=party)


def _listed(rows: QuerySet[Observation]) -> QuerySet[Observation]:
    related = ("person", "observer", "clinic__space", "revision__signoff__module")
    return rows.select_related(*related).order_by("-started_at", "-pk")
