"""Long work: its page is for who asked for it and the owner; the list is the owner's."""

from __future__ import annotations

from tests.access import World
from tests.arguments import fixed, nothing

from .words import GET, OWNERS, POST, roles


def a_job(world: World) -> list[object]:
    return [world.job.public_id]


ROWS = [
    ("quizzes:job-list", fixed(), GET, nothing, roles(OWNERS, 200)),
    ("quizzes:job-detail", a_job, GET, nothing, {"mentor": 200, "owner": 200, "chief": 200}),
    # 302: it has not failed
    ("quizzes:job-again", a_job, POST, nothing, {"mentor": 403, "owner": 302, "chief": 302}),
]
