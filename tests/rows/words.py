"""What a row of the permission table is written in: methods, and sets of roles."""

from __future__ import annotations

from tests.access import ROLES

OUTSIDE = {"signed_out", "leaver"}
INSIDE = set(ROLES) - OUTSIDE
LEADS = {"mentor", "second_mentor", "owner", "chief", "foreign_mentor", "foreign_owner"}
HERS = {"mentor", "owner", "chief"}  # see Ines
OWNERS = {"owner", "chief", "foreign_owner"}  # of the clinic they work in
OVER = {"owner", "chief"}  # Ines's clinic
MENTORS = {"mentor", "second_mentor", "foreign_mentor"}


def roles(names: set[str], status: int, **others: int) -> dict[str, int]:
    return dict.fromkeys(names, status) | others


GET, POST = "get", "post"
ANYONE = roles(INSIDE | OUTSIDE, 200)
# In sight of all staff, and not theirs to change.
READ_ONLY = roles(INSIDE - OWNERS, 403)
HERE = {"junior", "colleague", "mentor", "second_mentor", "owner", "chief", "author", "leaver"}
