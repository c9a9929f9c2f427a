"""What is held of somebody: her own page and copy; an owner erases."""

from __future__ import annotations

from tests.access import World
from tests.arguments import fixed, ines, nothing

from .words import GET, INSIDE, OVER, POST, roles


def a_copy(kind: str):
    return lambda world: [world.copy.public_id, kind]


def to_erase(world: World) -> dict[str, str]:
    return {"reason": "Asked for.", "address": "somebody-else@example.test"}


def of(who: str):
    return lambda world: [world.users[who].public_id]


ROWS = [
    ("training:my-data", fixed(), GET, nothing, roles(INSIDE, 200)),
    ("training:my-data-copy", fixed(), GET, nothing, roles(INSIDE, 302)),
    ("training:my-data-copy", fixed(), POST, nothing, roles(INSIDE, 302)),
    ("training:my-data-file", a_copy("json"), GET, nothing, {"junior": 200}),
    ("training:my-data-file", a_copy("pdf"), GET, nothing, {"junior": 200}),
    ("training:my-data-file", a_copy("exe"), GET, nothing, {}),
    ("training:staff-erase", ines, GET, nothing, roles(OVER, 200)),
    # 422: not her address
    ("training:staff-erase", ines, POST, to_erase, roles(OVER, 422)),
    # nobody erases herself
    ("training:staff-erase", of("owner"), GET, nothing, {"owner": 403, "chief": 200}),
]
