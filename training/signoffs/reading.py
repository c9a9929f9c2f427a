"""The observations there are, and one of them as its readers see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from quizzes.models import Result
from training import people, permissions
from training.models import (
    Clinic,
    Module,
    Observation,
    ObservationSignature,
    ObservedItem,
    Portfolio,
    SignoffRevision,
    User,
)

from .observing import Outcome, Party, newest_taps
from .occasions import SIGNED_WITHIN

HISTORY = 30


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
    """One observation for one viewer, of a module's list or of a portfolio's. `passed_at` is when
    the quiz of the module was passed."""

    observation: Observation
    module: Module | None
    portfolio: Portfolio | None
    items: tuple[Item, ...]
    observer_signature: ObservationSignature | None
    person_signature: ObservationSignature | None
    passed_at: dt.datetime | None
    may_edit: bool
    may_sign: bool

    @property
    def title(self) -> str:
        """Of the module or of the portfolio it counts for."""
        return (self.module or self.portfolio).title

    @property
    def seen(self) -> int:
        return sum(item.is_seen for item in self.items)

    @property
    def not_yet(self) -> int:
        return sum(item.is_not_yet for item in self.items)

    @property
    def open(self) -> int:
        return len(self.items) - self.seen - self.not_yet


def drafts(*, observer: User, clinic: Clinic, at: dt.datetime) -> QuerySet[Observation]:
    """What she began and did not sign, newest first; with `is_outdated` for what has to be begun
    anew, as `outdated` says. Of those, only what no later observation of hers replaced."""
    mine = _listed(Observation.objects.filter(observer=observer, clinic=clinic))
    mine = mine.filter(~Exists(_signatures(Party.OBSERVER)))
    newer = SignoffRevision.objects.filter(
        signoff=OuterRef("revision__signoff"), number__gt=OuterRef("revision__number")
    )
    later = ObservedItem.objects.filter(
        observation=OuterRef("observation"), key=OuterRef("key"), number__gt=OuterRef("number")
    )
    old = ObservedItem.objects.filter(
        ~Exists(later), observation=OuterRef("pk"), at__lt=at - SIGNED_WITHIN
    )
    after = Observation.objects.filter(
        observer=observer,
        clinic=clinic,
        person=OuterRef("person"),
        revision__signoff=OuterRef("revision__signoff"),
        started_at__gt=OuterRef("started_at"),
    )
    long_ago = Q(occasion__day__lt=people.day_at(clinic, at) - SIGNED_WITHIN)
    said = Q(Exists(newer)) | Q(Exists(old)) | long_ago
    mine = mine.annotate(is_outdated=Case(When(said, then=True), default=False))
    return mine.exclude(Exists(after), is_outdated=True)


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
    led = permissions.people_in_sight(viewer, found.clinic)
    return found if led.filter(pk=found.person_id).exists() else None


def page(*, viewer: User, observation: Observation) -> ObservationPage:
    """Everything the page shows, in a fixed number of queries."""
    taps = newest_taps(observation)
    signed = {one.party: one for one in observation.signatures.select_related("user")}
    first, second = signed.get(Party.OBSERVER), signed.get(Party.PERSON)
    signoff = observation.revision.signoff
    observes = observation.observer_id == viewer.pk and viewer.has_perm(
        permissions.OBSERVE, observation
    )
    return ObservationPage(
        observation=observation,
        module=signoff.module,
        portfolio=signoff.portfolio,
        items=_items(observation, taps),
        observer_signature=first,
        person_signature=second,
        passed_at=_passed_at(observation, signoff.module),
        may_edit=observes and first is None,
        may_sign=observation.person_id == viewer.pk and first is not None and second is None,
    )


def _passed_at(observation: Observation, module: Module | None) -> dt.datetime | None:
    """When she passed the quiz of the module last, before she was observed."""
    if module is None:
        return None
    passed = Result.objects.standing().filter(
        user=observation.person_id,
        quiz=module.quiz_id,
        space=observation.clinic.space_id,
        passed=True,
        at__lte=observation.started_at,
    )
    newest = passed.order_by("-at").first()
    return newest.at if newest else None


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
    list_of = ("revision__signoff__module", "revision__signoff__portfolio")
    related = ("person", "observer", "clinic__space", "occasion__words", *list_of)
    return rows.select_related(*related).order_by("-started_at", "-pk")
