"""What people hear of: the inbox, their choices, their calendar, an owner's undelivered mails."""

from __future__ import annotations

from tests.access import World
from tests.arguments import fixed, nothing

from .words import ANYONE, GET, INSIDE, OWNERS, POST, roles


def her_notice(world: World) -> list[object]:
    return [world.users["junior"].notices.earliest("pk").public_id]


def her_calendar(world: World) -> list[object]:
    return [world.calendar]


ROWS = [
    ("training:notice-inbox", fixed(), GET, nothing, roles(INSIDE, 200)),
    ("training:notice-read", her_notice, POST, nothing, {"junior": 302}),
    ("training:notice-read-all", fixed(), POST, nothing, roles(INSIDE, 302)),
    ("training:notice-preferences", fixed(), GET, nothing, roles(INSIDE, 200)),
    # it shows the new address, once
    ("training:calendar-link", fixed(), POST, nothing, roles(INSIDE, 200)),
    ("training:calendar-feed", her_calendar, GET, nothing, ANYONE),
    ("training:calendar-feed", fixed("no-such-secret"), GET, nothing, dict.fromkeys(ANYONE, 404)),
    ("training:clinic-mail", fixed(), GET, nothing, roles(OWNERS, 200)),
    ("training:clinic-mail-again", fixed(), POST, nothing, roles(OWNERS, 302)),
]
