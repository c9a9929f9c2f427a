"""What the rows of the permission table put into an address, and what they send there."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from PIL import Image

from quizzes import pictures
from quizzes.formats.pictures import read_picture
from tests.quizzes.formats.test_pictures import PNG
from training import logos
from training.invitations import token_of

from .access import World


def attempt(world: World) -> list[object]:
    return [world.running.public_id]


def ended(world: World) -> list[object]:
    return [world.ended.public_id]


def contested(world: World) -> list[object]:
    return [world.contest.public_id]


def third(world: World) -> list[object]:
    """A question that may be contested: no running exam asks it."""
    return [world.ended.public_id, 3]


def ines(world: World) -> list[object]:
    return [world.users["junior"].public_id]


def certificate(world: World) -> list[object]:
    return [world.certificate.public_id]


def a_ruling(world: World) -> list[object]:
    return [world.regrade.public_id]


def draft(world: World) -> list[object]:
    return [world.draft.public_id]


def signed(world: World) -> list[object]:
    return [world.signed.public_id]


def a_photograph(world: World) -> list[object]:
    picture = read_picture("dot.png", PNG)
    pictures.keep([picture])
    return [picture.stored_name]


def a_logo(world: World) -> list[object]:
    drawn = BytesIO()
    Image.new("RGB", (3, 2)).save(drawn, "PNG")
    drawn.seek(0)
    return [logos.keep(drawn)]


def fixed(*arguments: object) -> Callable[[World], list[object]]:
    return lambda world: list(arguments)


def oda(world: World) -> list[object]:
    return [world.users["mentor"].public_id]


def a_team(world: World) -> list[object]:
    return [world.team.public_id]


def an_import(world: World) -> list[object]:
    return [world.batch.public_id]


def asked(world: World) -> list[object]:
    return [world.invitation.public_id]


def a_link(world: World) -> list[object]:
    return [token_of(world.invitation)]


def new_roles(world: World) -> dict[str, object]:
    return {"roles": ["junior", "author"], "mentor": "any"}


def to_go(world: World) -> dict[str, str]:
    return {"everyone": "any", "leave": "1"}


def nothing(world: World) -> dict[str, str]:
    return {}


def to_certify(world: World) -> dict[str, str]:
    return {"person": str(world.users["junior"].public_id), "programme": "foundation"}


def to_observe(world: World) -> dict[str, str]:
    return {"person": str(world.users["junior"].public_id), "module": world.module.slug}


def to_switch(world: World) -> dict[str, str]:
    return {"clinic": str(world.clinic.public_id)}


def a_revision(world: World) -> dict[str, str]:
    return {"revision": "1"}


def an_old_number(world: World) -> dict[str, str]:
    """So that nothing is removed: the next role looks at the same row."""
    return {"number": "9"}


def an_answer(world: World) -> dict[str, str]:
    """A blank one: a page may not name an option by the author's key."""
    return {"kind": "single", "certainty": "2", "revision": "0", "go": "stay"}


def papers(world: World) -> list[object]:
    return [world.papers.public_id, 1]


def a_paper(world: World) -> list[object]:
    return [*papers(world), world.papers.items.get().uploads.get().public_id]
