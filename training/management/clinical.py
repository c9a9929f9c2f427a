"""What the demo clinic's owner recorded about content and scope, acted out by `demo.py`.

The law in it is made up, and says so: a trial must not teach anybody what is allowed where.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from training import curriculum, localrules, people, reviews, scope
from training.models import Clinic, ModuleEdition, User

Step = tuple[dt.datetime, Callable[[dt.datetime], None]]
LEAD = ("Dr Noor Haddad", "medical lead (made up for the demo)")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The medical lead signed a module; at the earliest when its edition was loaded."""

    days_ago: int
    module: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """A row of the scope table; the law was looked up `checked` days ago, None = never."""

    days_ago: int
    act: str
    words: scope.Words
    checked: int | None = None


@dataclass(frozen=True, slots=True)
class Ruled:
    """The clinic's own text on a claim that depends on local law."""

    days_ago: int
    claim: str
    text: str


EXAMPLE = "House rule of the demo clinic, made up: look up your own"
EVENTS: tuple[Reviewed | Filled | Ruled, ...] = (
    Reviewed(30, "milia-myths"),
    Reviewed(28, "ethics-and-scope", "Read together with our scope table."),
    Reviewed(12, "recognising-and-look-alikes"),
    Filled(
        40,
        "structured-look",
        scope.Words(
            who="All treatment staff",
            law=EXAMPLE,
            training="Milia myths, read, passed and seen",
            supervision="A mentor in the house",
            refer_to="The medical lead, the same week; warning signs the same day",
        ),
        checked=40,
    ),
    Filled(
        40,
        "base-routine",
        scope.Words(
            who="All treatment staff",
            law=EXAMPLE,
            training="Milia myths, read, passed and seen",
            supervision="None needed",
            refer_to="A mentor",
        ),
        checked=40,
    ),
    Filled(
        39,
        "needle-or-lancet",
        scope.Words(
            who="The medical lead only",
            law=EXAMPLE,
            training="Medical licence",
            supervision="Their own",
            refer_to="The medical lead’s Thursday hours",
        ),
        checked=400,
    ),
    Filled(
        38,
        "client-image",
        scope.Words(
            who="The owner, after both permissions are signed",
            law=EXAMPLE,
            training="Ethics and scope, read, passed and seen",
            supervision="A second person looks before it is posted",
            refer_to="Nobody: no permission, no picture",
        ),
        checked=38,
    ),
    Filled(5, "acids-and-retinol", scope.Words(who="Therapists", refer_to="A mentor")),
    Ruled(
        37,
        "F178",
        "Staff without a medical licence do not open skin and use no laser. What else they may do "
        "stands in our scope table.",
    ),
    Ruled(37, "F123", "Here a milium is opened by the medical lead only, with a sterile needle."),
)


def steps(*, clinic: Clinic, owner: User, day: dt.datetime) -> Iterator[Step]:
    """Each event with its moment; what the loaded content does not have is left out."""
    editions = {
        one.module.slug: one for one in curriculum.newest_editions().select_related("module")
    }
    today = people.day_at(clinic, day)
    claims = {row.revision.claim.code for row in localrules.listed(clinic=clinic, today=today)}
    for event in EVENTS:
        at = day - dt.timedelta(days=event.days_ago) + dt.timedelta(hours=2)
        if isinstance(event, Reviewed) and event.module in editions:
            edition = editions[event.module]
            yield max(at, edition.published_at), _review(event, edition, clinic, owner)
        elif isinstance(event, Filled):
            yield at, _fill(event, clinic, owner)
        elif isinstance(event, Ruled) and event.claim in claims:
            yield at, _rule(event, clinic, owner)


def _review(
    event: Reviewed, edition: ModuleEdition, clinic: Clinic, owner: User
) -> Callable[[dt.datetime], None]:
    def act(at: dt.datetime) -> None:
        name, role = LEAD
        reviews.sign(
            clinic=clinic,
            module=edition.module,
            edition=edition.number,
            last=0,
            name=name,
            role=role,
            note=event.note,
            reviewed_on=people.day_at(clinic, at),
            by=owner,
            at=at,
        )

    return act


def _fill(event: Filled, clinic: Clinic, owner: User) -> Callable[[dt.datetime], None]:
    def act(at: dt.datetime) -> None:
        ago = event.checked
        day = None if ago is None else (at - dt.timedelta(days=ago - event.days_ago)).date()
        given = {"words": event.words, "checked_on": day, "number": 0}
        scope.save(clinic=clinic, act=event.act, by=owner, at=at, **given)

    return act


def _rule(event: Ruled, clinic: Clinic, owner: User) -> Callable[[dt.datetime], None]:
    def act(at: dt.datetime) -> None:
        localrules.save(
            clinic=clinic,
            code=event.claim,
            text=event.text,
            law=EXAMPLE,
            checked_on=people.day_at(clinic, at),
            checked_by=LEAD[0],
            number=0,
            by=owner,
            at=at,
        )

    return act
