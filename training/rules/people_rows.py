"""What becomes of each row of a file of people, and why. Plain values in, values out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from enum import StrEnum

from . import names
from .roles import JUNIOR, ORDER

# Header, in small letters without marks -> column. The rest of a file is let be.
COLUMNS = {
    "email": ("email", "emailaddress", "mail"),
    "name": ("name", "fullname"),
    "roles": ("role", "roles"),
    "mentor": ("mentor",),
    "team": ("team",),
    "job": ("job", "jobtitle"),
}
KNOWN = {word: column for column, words in COLUMNS.items() for word in words}
ROLE_WORDS = {"learner": JUNIOR} | {role: role for role in ORDER}
LONGEST = {"email": names.ADDRESS_MOST, "name": names.NAME_MOST, "job": 100}
ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")


class Fate(StrEnum):
    NEW = "new"  # is invited
    JOINS = "joins"  # has an account already, and is invited to join with it
    HERE = "here"  # works here: nothing to do
    INVITED = "invited"  # an invitation stands: nothing to do
    REFUSED = "refused"


class Why(StrEnum):
    """Why a row is refused."""

    NO_EMAIL = "no_email"
    EMAIL = "email"
    TOO_LONG = "too_long"
    DUPLICATE = "duplicate"
    ROLE = "role"
    NOT_YOURS = "not_yours"
    MENTOR = "mentor"
    TWO_MENTORS = "two_mentors"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file, tidied; `line` as a spreadsheet counts it."""

    line: int
    email: str = ""
    name: str = ""
    roles: str = ""
    mentor: str = ""
    team: str = ""
    job: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a clinic. Addresses and names are in small letters; `mentors` by address and
    by name, with the ids of all who bear it; `grantable` is what whoever imports may give."""

    here: Set[str] = frozenset()
    invited: Set[str] = frozenset()
    accounts: Set[str] = frozenset()
    mentors: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    teams: Mapping[str, int] = field(default_factory=dict)
    grantable: Set[str] = frozenset(ORDER)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`detail` is what of the row is meant: the other line, the word that is unknown."""

    row: Row
    fate: Fate
    why: Why | None = None
    detail: str = ""
    roles: tuple[str, ...] = ()
    mentor: int | None = None
    team: int | None = None


def column_of(header: str) -> str | None:
    """Which column a header names, whatever its case, spaces and hyphens."""
    return KNOWN.get(re.sub(r"[\W_]", "", names.tidy(header).casefold()))


def judge(
    rows: Iterable[Row], known: Known, seen: Mapping[str, int] | None = None
) -> list[Verdict]:
    """The fate of each row, in order. `seen` are the addresses of rows before, with their lines."""
    lines, found = dict(seen or {}), []
    for row in rows:
        found.append(_judge(row, known, lines))
        if row.email:
            lines.setdefault(row.email, row.line)
    return found


def _judge(row: Row, known: Known, lines: Mapping[str, int]) -> Verdict:
    refusal = _refusal(row, lines)
    if refusal is not None:
        return refusal
    if row.email in known.here:
        return Verdict(row, Fate.HERE)
    if row.email in known.invited:
        return Verdict(row, Fate.INVITED)
    roles, strange = roles_of(row.roles)
    if strange:
        return _refused(row, Why.ROLE, strange)
    if not set(roles) <= known.grantable:
        return _refused(row, Why.NOT_YOURS, ", ".join(sorted(set(roles) - known.grantable)))
    mentors = known.mentors.get(row.mentor.casefold(), ()) if row.mentor else ()
    if row.mentor and len(mentors) != 1:
        return _refused(row, Why.TWO_MENTORS if mentors else Why.MENTOR, row.mentor)
    team = known.teams.get(row.team.casefold()) if row.team else None
    if row.team and team is None:
        return _refused(row, Why.TEAM, row.team)
    fate = Fate.JOINS if row.email in known.accounts else Fate.NEW
    mentor = mentors[0] if mentors else None
    return Verdict(row, fate, roles=roles, mentor=mentor, team=team)


def _refusal(row: Row, lines: Mapping[str, int]) -> Verdict | None:
    """What is wrong with the row whatever the clinic."""
    if not row.email:
        return _refused(row, Why.NO_EMAIL)
    for name, most in LONGEST.items():
        if len(getattr(row, name)) > most:
            return _refused(row, Why.TOO_LONG, str(most))
    if not ADDRESS.fullmatch(row.email) or not row.email.isascii():
        return _refused(row, Why.EMAIL)
    if row.email in lines:
        return _refused(row, Why.DUPLICATE, str(lines[row.email]))
    return None


def roles_of(text: str) -> tuple[tuple[str, ...], str]:
    """The roles that a cell names, and the first word that is none; an empty cell is a learner."""
    words = [word.casefold() for word in re.split(r"[,;/|+&\s]+", text) if word]
    strange = next((word for word in words if word not in ROLE_WORDS), "")
    held = {ROLE_WORDS[word] for word in words if word in ROLE_WORDS} or {JUNIOR}
    return tuple(role for role in ORDER if role in held), strange


def _refused(row: Row, why: Why, detail: str = "") -> Verdict:
    return Verdict(row, Fate.REFUSED, why, detail)
