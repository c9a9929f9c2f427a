"""The demo clinic's people: twelve stories, told as facts for `demo.py` to act out.

Names and events are made up. Days count back from today.
"""

from __future__ import annotations

from dataclasses import dataclass, field

MYTHS, ETHICS, TALKING = "milia-myths", "ethics-and-scope", "client-communication"
LOOKING, SPECIAL = "recognising-and-look-alikes", "special-cases"
# The lessons that Foundation asks for without the rest of their modules.
ADULT = ("cancer-warning-signs", "stop-refer-hand-over")
NEWBORN = ("baby-look-alikes-and-emergencies",)


@dataclass(frozen=True, slots=True)
class Reads:
    """Reads the first `lessons` of a module (all when None), or those named in `only`, one every
    day or so."""

    days_ago: int
    module: str
    lessons: int | None = None
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sits:
    """Sits the module's quiz, or its red-flag set alone. `right` is the share of questions she gets
    right; `belief` is one she holds and is sure of; `must` = she gets every must-not-miss question
    right."""

    days_ago: int
    module: str
    right: float
    belief: str = ""
    must: bool = True
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Observed:
    """Her mentor observes her; `not_yet` maps an item's place to what to practise."""

    days_ago: int
    module: str
    not_yet: dict[int, str] = field(default_factory=dict)
    signs: bool = True


@dataclass(frozen=True, slots=True)
class Assigned:
    """Her mentor assigns a module; due in `due_in` days from today, negative = overdue."""

    days_ago: int
    module: str
    due_in: int


@dataclass(frozen=True, slots=True)
class Certified:
    days_ago: int
    programme: str = "foundation"


@dataclass(frozen=True, slots=True)
class Renews:
    """She begins to renew what she holds."""

    days_ago: int
    programme: str = "foundation"


Event = Reads | Sits | Observed | Assigned | Certified | Renews


@dataclass(frozen=True, slots=True)
class Person:
    """One member of the demo clinic. `mentor` is a short name, for those who learn."""

    short: str
    name: str
    job: str
    roles: tuple[str, ...]
    mentor: str = ""
    email: str = ""
    events: tuple[Event, ...] = ()
    joined: int = 45  # days ago

    @property
    def address(self) -> str:
        return self.email or f"{self.short}@example.test"


def red_flags(start: int, module: str, only: tuple[str, ...]) -> tuple[Event, ...]:
    """The lessons of a module that Foundation asks for, and their must-not-miss questions."""
    return Reads(start, module, only=only), Sits(start - 1, module, 1, alone=True)


def complete(start: int, *, certified: int | None = None) -> tuple[Event, ...]:
    """Everything Foundation asks for, from `start` days ago; two weeks of steady work."""
    events: tuple[Event, ...] = (
        Reads(start, MYTHS),
        Sits(start - 4, MYTHS, 0.95),
        *red_flags(start - 4, LOOKING, ADULT),
        *red_flags(start - 5, SPECIAL, NEWBORN),
        Reads(start - 6, ETHICS),
        Sits(start - 9, ETHICS, 0.97),
        Observed(start - 9, MYTHS),
        Observed(start - 10, ETHICS),
        Reads(start - 10, TALKING),
        Sits(start - 13, TALKING, 0.96),
        Observed(start - 13, TALKING),
    )
    return events if certified is None else (*events, Certified(certified))


NEEDLES = "M05"
LONG_AGO = 700  # the clinic's first days; a Foundation of then is in its renewal now
PEOPLE = (
    Person(
        "astrid",
        "Astrid Lund",
        "Clinic owner",
        ("owner",),
        email="owner@example.test",
        joined=LONG_AGO,
    ),
    Person("noor", "Noor Haddad", "Medical lead", ("mentor",), joined=LONG_AGO),
    Person(
        "oda",
        "Oda Brandt",
        "Senior therapist",
        ("mentor", "junior"),
        mentor="noor",
        email="mentor@example.test",
        events=(
            *complete(LONG_AGO - 5, certified=LONG_AGO - 25),
            Renews(6),
            Sits(5, MYTHS, 0.95),
            Sits(4, LOOKING, 1, alone=True),
        ),
        joined=LONG_AGO,
    ),
    Person(
        "ines",
        "Ines Moreau",
        "Junior aesthetician",
        ("junior",),
        mentor="oda",
        email="junior@example.test",
        events=(Assigned(8, MYTHS, 6), Reads(6, MYTHS, 2)),
    ),
    Person("amara", "Amara Okafor", "Nurse", ("junior",), "oda", events=complete(42, certified=27)),
    Person(
        "priya", "Priya Nair", "Therapist", ("junior",), "oda", events=complete(35, certified=20)
    ),
    Person("yusuf", "Yusuf Demir", "Retail adviser", ("junior",), "oda", events=complete(21)),
    Person(
        "mei",
        "Mei Tanaka",
        "Therapist",
        ("junior",),
        "oda",
        events=(
            Reads(24, MYTHS),
            Sits(19, MYTHS, 0.93),
            Observed(16, MYTHS),
            Reads(15, ETHICS),
            Sits(5, ETHICS, 0.94),
        ),
    ),
    Person(
        "tomas",
        "Tomas Novak",
        "Therapist",
        ("junior",),
        "oda",
        events=(
            Reads(21, MYTHS),
            Sits(16, MYTHS, 0.9),
            Observed(9, MYTHS, {3: "Sounded certain about creams. Try “nobody has studied that”."}),
            Reads(6, ETHICS, 3),
        ),
    ),
    Person(
        "leila",
        "Leila Farah",
        "Therapist",
        ("junior",),
        "oda",
        events=(
            Reads(28, MYTHS),
            Sits(23, MYTHS, 0.88),
            Observed(20, MYTHS),
            Assigned(20, ETHICS, -3),
            Reads(14, ETHICS, 4),
        ),
    ),
    Person(
        "jonas",
        "Jonas Weber",
        "Junior aesthetician",
        ("junior",),
        "oda",
        events=(
            Assigned(15, MYTHS, 2),
            Reads(13, MYTHS),
            Sits(7, MYTHS, 0.6, NEEDLES, must=False),
            Sits(3, MYTHS, 0.7, NEEDLES, must=False),
        ),
    ),
    Person(
        "sofia",
        "Sofia Rossi",
        "Reception",
        ("junior",),
        "oda",
        events=(Assigned(20, MYTHS, 4), Reads(14, MYTHS, 2)),
    ),
)
