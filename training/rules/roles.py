"""Who may give which role, and what a change of roles comes to. Plain values in, values out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

JUNIOR, MENTOR, OWNER, AUTHOR = "junior", "mentor", "owner", "author"
ORDER = (JUNIOR, MENTOR, AUTHOR, OWNER)  # as a form and a sentence name them
# Nobody gives a role above or beside her own. An owner has nobody above her in her clinic, and a
# clinic needs a second owner before the first can go: she alone makes others like herself.
MAY_GIVE: dict[str, frozenset[str]] = {OWNER: frozenset(ORDER)}


def grantable(held: Collection[str]) -> tuple[str, ...]:
    """The roles that somebody with these roles may give and take, in order."""
    allowed = frozenset().union(*(MAY_GIVE.get(role, frozenset()) for role in held))
    return tuple(role for role in ORDER if role in allowed)


@dataclass(frozen=True, slots=True)
class Change:
    """What begins and what ends when somebody goes from one set of roles to another."""

    begin: tuple[str, ...]
    end: tuple[str, ...]

    @property
    def touched(self) -> frozenset[str]:
        return frozenset((*self.begin, *self.end))


def change(now: Collection[str], wanted: Collection[str]) -> Change:
    """The step from `now` to `wanted`."""
    begin = tuple(role for role in ORDER if role in wanted and role not in now)
    end = tuple(role for role in ORDER if role in now and role not in wanted)
    return Change(begin, end)
