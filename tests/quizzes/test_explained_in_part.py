"""A result that tells some of the author's words, and not the key: a whole page for every kind."""

from __future__ import annotations

import pytest
from django.utils import timezone

from quizzes import attempts
from quizzes.engine.review_policy import ENDED
from quizzes.marking import known_one
from quizzes.models import Attempt
from quizzes.quizzes import Policy

from .browsing import browser, url
from .making import BODIES, fixed, item, publish_bank, publish_quiz

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", [*BODIES, "written"])
@pytest.mark.parametrize("things", [("general",), ("responses", "correctness", "specific")])
def test_a_result_without_the_key_is_a_page_for_every_kind(
    junior, space, kind: str, things: tuple[str, ...]
) -> None:
    now = timezone.now()
    publish_bank([item("q1", kind)])
    shown = {one: dict.fromkeys(("responses", *things), "always") for one in ENDED}
    policy = Policy(review=shown)
    quiz = publish_quiz(fixed(["q1"]), preset="practice", policy=policy, slug="practice")
    attempt: Attempt = attempts.start(user=junior, quiz=quiz, space=space, at=now)
    known = known_one(attempt.items.get().version_id, attempt.items.get().version.digest)
    given = "Keratin." if kind == "written" else known.kind.right_response(known.d)
    attempts.answer(
        user=junior,
        attempt_id=attempt.public_id,
        position=1,
        response=given,
        certainty=None,
        revision=0,
        at=now,
        in_keys=True,
    )
    attempts.submit(user=junior, attempt_id=attempt.public_id, at=now)
    page = browser(junior).get(url("attempt-result", attempt.public_id) + "?show=all")
    assert page.status_code == 200
