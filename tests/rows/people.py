"""An owner's pages about the people of her clinic."""

from __future__ import annotations

from tests.arguments import (
    a_link,
    a_team,
    an_import,
    asked,
    fixed,
    ines,
    new_roles,
    nothing,
    oda,
    to_go,
)

from .words import ANYONE, GET, OUTSIDE, OVER, OWNERS, POST, roles


def of(who: str):
    return lambda world: [world.users[who].public_id]


ROWS = [
    ("training:people-import", fixed(), GET, nothing, roles(OWNERS, 200)),
    ("training:people-import-template", fixed(), GET, nothing, roles(OWNERS, 200)),
    ("training:people-import-detail", an_import, GET, nothing, roles(OVER, 200)),
    ("training:people-import-detail", an_import, POST, nothing, roles(OVER, 302)),
    ("training:invite", fixed(), GET, nothing, roles(OWNERS, 200)),
    ("training:invitation-renew", asked, POST, nothing, roles(OVER, 302)),
    ("training:invitation-withdraw", asked, POST, nothing, roles(OVER, 302)),
    # whoever has the link is let in, signed in or not; a dead one is there for nobody
    ("training:invitation", a_link, GET, nothing, ANYONE),
    ("training:invitation", fixed("no-such-link"), GET, nothing, roles(OUTSIDE, 404)),
    ("training:team-groups", fixed(), GET, nothing, roles(OWNERS, 200)),
    ("training:team-group", a_team, GET, nothing, roles(OVER, 200)),
    # closed by the first: then it is not there any more
    ("training:team-group-close", a_team, POST, nothing, {"owner": 302}),
    ("training:staff-detail", ines, GET, nothing, roles(OVER, 200)),
    ("training:staff-detail", oda, GET, nothing, roles(OVER, 200)),
    ("training:viewing-begin", ines, POST, nothing, roles(OVER, 302)),
    ("training:viewing-end", fixed(), POST, nothing, {}),  # nobody looks as anybody
    ("training:staff-roles", ines, POST, new_roles, roles(OVER, 302)),
    # 403: nobody changes her own roles, nor lets herself leave
    (
        "training:staff-roles",
        of("owner"),
        POST,
        new_roles,
        {"owner": 403, "chief": 302},
    ),
    (
        "training:staff-leave",
        of("owner"),
        POST,
        to_go,
        {"owner": 403, "chief": 302},
    ),
    ("training:staff-teams", ines, POST, nothing, roles(OVER, 302)),
    ("training:staff-leave", oda, GET, nothing, roles(OVER, 200)),
    ("training:staff-leave", oda, POST, to_go, roles(OVER, 302)),
    ("training:staff-hand-over", oda, GET, nothing, roles(OVER, 200)),
    # 302: she has not left
    ("training:staff-return", ines, GET, nothing, roles(OVER, 302)),
    (
        "training:staff-return",
        of("gone"),
        GET,
        nothing,
        roles(OVER, 200),
    ),
]
