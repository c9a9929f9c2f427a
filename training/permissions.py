"""May she? One table from act to role, and whose rows she may see.

Out of sight is 404: views fetch people through `people_in_sight`. In sight but not allowed is 403:
views ask `has_perm`. Whether a thing is true (ready to certify) is a rule, never asked here.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.backends import ModelBackend
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from quizzes import permissions as quiz_acts
from quizzes.models import Space

from . import people
from .models import Clinic, Membership, User

VIEW_PERSON = "training.view_person"
ASSIGN = "training.assign"
OBSERVE = "training.observe"
CERTIFY = "training.certify"
REVOKE = "training.revoke"
VIEW_MATRIX = "training.view_matrix"
VIEW_AUDIT = "training.view_audit"
SIGN_CONTENT = "training.sign_content"
EDIT_SCOPE = "training.edit_scope"
EDIT_RULES = "training.edit_rules"
EDIT_CLINIC = "training.edit_clinic"
MANAGE_PEOPLE = "training.manage_people"  # invite, import, teams: the clinic as a whole
CHANGE_ROLES = "training.change_roles"  # of one person; which roles, says rules.roles
VIEW_AS = "training.view_as"

MENTOR, OWNER = Membership.Role.MENTOR.value, Membership.Role.OWNER.value
AUTHOR = Membership.Role.AUTHOR.value
# A mentor's right reaches her mentees and juniors who have no mentor yet; an owner's everyone.
ACTS: dict[str, frozenset[str]] = {
    VIEW_PERSON: frozenset({MENTOR, OWNER}),
    ASSIGN: frozenset({MENTOR, OWNER}),
    OBSERVE: frozenset({MENTOR}),
    CERTIFY: frozenset({OWNER}),
    REVOKE: frozenset({OWNER}),
    VIEW_MATRIX: frozenset({OWNER}),
    VIEW_AUDIT: frozenset({OWNER}),
    SIGN_CONTENT: frozenset({OWNER}),
    EDIT_SCOPE: frozenset({OWNER}),
    EDIT_RULES: frozenset({OWNER}),
    EDIT_CLINIC: frozenset({OWNER}),
    MANAGE_PEOPLE: frozenset({OWNER}),
    CHANGE_ROLES: frozenset({OWNER}),
    VIEW_AS: frozenset({OWNER}),
    quiz_acts.VIEW_ATTEMPT: frozenset({MENTOR}),
    quiz_acts.MARK_ATTEMPT: frozenset({MENTOR}),
    quiz_acts.GIVE_GRANT: frozenset({MENTOR}),
    quiz_acts.REGRADE: frozenset({MENTOR, OWNER}),
    quiz_acts.REGRADE_OWN: frozenset({AUTHOR}),
    quiz_acts.ACCOMMODATE: frozenset({MENTOR, OWNER}),
    quiz_acts.VIEW_JOB: frozenset({OWNER}),
    quiz_acts.RETRY_JOB: frozenset({OWNER}),
    quiz_acts.PREVIEW_QUIZ: frozenset({MENTOR, OWNER, AUTHOR}),
    quiz_acts.VIEW_ANALYSIS: frozenset({MENTOR, OWNER, AUTHOR}),
}
# Nobody does these to herself.
NOT_ONESELF = frozenset(
    {
        OBSERVE,
        CERTIFY,
        REVOKE,
        ASSIGN,
        CHANGE_ROLES,
        VIEW_AS,
        quiz_acts.MARK_ATTEMPT,
        quiz_acts.GIVE_GRANT,
        quiz_acts.ACCOMMODATE,
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """A person in a clinic: what most acts are about."""

    person: User | None
    clinic: Clinic


class RoleBackend(ModelBackend):
    """Answers `user.has_perm(act, obj)` from memberships. Password sign-in is allauth's."""

    def authenticate(self, request: HttpRequest | None, **credentials: object) -> None:
        return None

    def has_perm(self, user: User, act: str, obj: object = None) -> bool:
        if not user.is_active or act not in ACTS or obj is None:
            return False
        place = _place(obj)
        if place is None or (act in NOT_ONESELF and place.person == user):
            return False
        roles = people.standing(user=user, clinic_id=str(place.clinic.public_id))
        if roles.clinic != place.clinic:
            return False
        held = roles.roles & ACTS[act]
        if OWNER in held or place.person is None:
            return bool(held)
        return MENTOR in held and _mentees(user, place.clinic).filter(pk=place.person.pk).exists()


def may(standing: people.Standing, act: str) -> bool:
    """Whether her roles here allow the act at all; towards whom, `people_for` says. No query."""
    return not standing.roles.isdisjoint(ACTS[act])


def people_for(standing: people.Standing, act: str) -> QuerySet[User]:
    """Everybody towards whom she may do this where she stands; a lazy queryset, no query yet."""
    held = standing.roles & ACTS[act]
    if OWNER in held:
        found = _staff(standing.clinic)
    elif MENTOR in held:
        found = _mentees(standing.user, standing.clinic)
    else:
        return User.objects.none()
    return found.exclude(pk=standing.user.pk) if act in NOT_ONESELF else found


def people_in_sight(viewer: User, clinic: Clinic) -> QuerySet[User]:
    """Whom she may see at this clinic as somebody's mentor or owner; nobody for a junior."""
    standing = people.standing(user=viewer, clinic_id=str(clinic.public_id))
    return people_for(standing, VIEW_PERSON) if standing.clinic == clinic else User.objects.none()


def scope_of(viewer: User) -> Q:
    """Whose answers she may see besides her own: of her mentees, where she mentors."""
    mentored = Membership.objects.current().filter(user=viewer, role=MENTOR)
    scope = Q(pk__in=[])
    for membership in mentored.select_related("clinic"):
        mentees = _mentees(viewer, membership.clinic).values("pk")
        scope |= Q(space_id=membership.clinic.space_id, user_id__in=mentees)
    return scope


def readers_of(person: User, clinic: Clinic) -> QuerySet[User]:
    """Who can see her answers here besides herself: `scope_of`, asked the other way round."""
    hers = Membership.objects.current().filter(user=person, clinic=clinic, role="junior")
    own = Q(pk__in=hers.values("mentor"))
    # Nobody's mentee is every mentor's.
    anyone = Exists(hers.filter(mentor__isnull=True))
    here = Membership.objects.current().filter(clinic=clinic, role=MENTOR, user=OuterRef("pk"))
    return User.objects.filter(Exists(here)).filter(own | anyone).exclude(pk=person.pk)


def owners_over(clinic: Clinic) -> QuerySet[Membership]:
    """Who owns a clinic: its own owners, and those of the clinics above it; a query per level."""
    places, level = [clinic.pk], clinic.parent_id
    while level is not None:
        places.append(level)
        level = Clinic.objects.values_list("parent", flat=True).get(pk=level)
    rows = Membership.objects.current().filter(clinic__in=places, role=OWNER)
    return rows.select_related("user", "clinic").order_by("user__name", "pk")


def standing_of(request: HttpRequest) -> people.Standing:
    """Where she stands, asked once a request. The clinic she chose is in her session."""
    known = getattr(request, "_standing", None)
    if known is None:
        known = people.standing(user=request.user, clinic_id=request.session.get("clinic"))
        request._standing = known
    return known


def space_of(request: HttpRequest) -> Space | None:
    """Where this learner is learning now."""
    return standing_of(request).space


def _staff(clinic: Clinic) -> QuerySet[User]:
    here = Membership.objects.current().filter(clinic=clinic, user=OuterRef("pk"))
    return User.objects.filter(Exists(here))


def _mentees(mentor: User, clinic: Clinic) -> QuerySet[User]:
    hers = Membership.objects.current().filter(
        Q(mentor=mentor) | Q(mentor__isnull=True), clinic=clinic, role="junior", user=OuterRef("pk")
    )
    return User.objects.filter(Exists(hers)).exclude(pk=mentor.pk)


def _place(obj: object) -> Place | None:
    """What an act is about, from whatever row it concerns."""
    if isinstance(obj, Place):
        return obj
    if isinstance(obj, Clinic):
        return Place(None, obj)
    if isinstance(obj, Space):
        clinic = Clinic.objects.filter(space=obj).first()
        return Place(None, clinic) if clinic else None
    if hasattr(obj, "clinic_id") and hasattr(obj, "person_id"):
        return Place(obj.person, obj.clinic)
    if hasattr(obj, "space_id") and hasattr(obj, "user_id"):
        clinic = Clinic.objects.filter(space_id=obj.space_id).first()
        return Place(obj.user, clinic) if clinic else None
    if hasattr(obj, "space_id"):  # of the clinic as a whole
        clinic = Clinic.objects.filter(space_id=obj.space_id).first()
        return Place(None, clinic) if clinic else None
    return None
