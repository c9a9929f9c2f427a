"""Inviting people to a clinic, and taking an invitation up. Nobody gets an account any other way.

    found = invitations.invite(clinic=clinic, email=…, roles=["junior"], by=by, at=at)
    invitations.post(clinic, base=site, by=by, at=at)

A link works once, for its purpose alone, for fourteen days. Whoever opens one that is unknown,
used, too old or taken back gets the same answer. The mail is written and sent by the worker, in
`deliver`.
"""

from .accepting import Closed, Place, accept, find, found, take_up
from .inviting import LIFE, AlreadyHere, AlreadyInvited, Wish, invite, invite_all, renew, withdraw
from .mailing import KIND, deliver, link_of, post
from .openings import first_link
from .pruning import prune
from .tokens import digest_of, token_of

__all__ = [
    "KIND",
    "LIFE",
    "AlreadyHere",
    "AlreadyInvited",
    "Closed",
    "Place",
    "Wish",
    "accept",
    "deliver",
    "digest_of",
    "find",
    "first_link",
    "found",
    "invite",
    "invite_all",
    "link_of",
    "post",
    "prune",
    "renew",
    "take_up",
    "token_of",
    "withdraw",
]
