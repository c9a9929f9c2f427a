"""Who is what where: founding clinics, joining and leaving, roles, teams, and where one stands.

Everything that changes who may see what goes through here, is recorded in the same transaction,
and holds from the next request on: roles are read from the database each time.
"""

from .addresses import UsedUp, address_of, address_token, introduce, readdress
from .duties import Duties, duties, is_enrolled
from .groups import close_team, found_team, rename_team, set_teams
from .joining import describe, enrol, found_clinic, join, leave
from .leaving import Charge, Successors, charges_of, depart, end_everywhere, hand_over, take_back
from .roles import (
    Grown,
    HandOverFirst,
    LastOwner,
    NotOneself,
    NotYours,
    grantable,
    held_by,
    mentors_of,
    must_keep_an_owner,
    set_roles,
)
from .standing import Role, Standing, branches_of, day_at, standing

__all__ = [
    "Charge",
    "Duties",
    "Grown",
    "HandOverFirst",
    "LastOwner",
    "NotOneself",
    "NotYours",
    "Role",
    "Standing",
    "Successors",
    "UsedUp",
    "address_of",
    "address_token",
    "branches_of",
    "charges_of",
    "close_team",
    "day_at",
    "depart",
    "describe",
    "duties",
    "end_everywhere",
    "enrol",
    "found_clinic",
    "found_team",
    "grantable",
    "hand_over",
    "held_by",
    "introduce",
    "is_enrolled",
    "join",
    "leave",
    "mentors_of",
    "must_keep_an_owner",
    "readdress",
    "rename_team",
    "set_roles",
    "set_teams",
    "standing",
    "take_back",
]
