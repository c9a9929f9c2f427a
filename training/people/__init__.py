"""Who is what where: founding clinics, joining and leaving, roles, teams, and where one stands.

Everything that changes who may see what goes through here, is recorded in the same transaction,
and holds from the next request on: roles are read from the database each time.
"""

from .groups import close_team, found_team, rename_team, set_teams
from .joining import describe, enrol, found_clinic, join, leave
from .leaving import Charge, Successors, charges_of, depart, hand_over, take_back
from .roles import (
    Grown,
    HandOverFirst,
    LastOwner,
    NotOneself,
    NotYours,
    grantable,
    mentors_of,
    set_roles,
)
from .standing import Role, Standing, branches_of, day_at, standing

__all__ = [
    "Charge",
    "Grown",
    "HandOverFirst",
    "LastOwner",
    "NotOneself",
    "NotYours",
    "Role",
    "Standing",
    "Successors",
    "branches_of",
    "charges_of",
    "close_team",
    "day_at",
    "depart",
    "describe",
    "enrol",
    "found_clinic",
    "found_team",
    "grantable",
    "hand_over",
    "join",
    "leave",
    "mentors_of",
    "rename_team",
    "set_roles",
    "set_teams",
    "standing",
    "take_back",
]
