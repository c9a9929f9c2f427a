"""The data that is measured on: a clinic, its learners, one exam of twenty questions under way."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.middleware.csrf import _get_new_csrf_string
from django.utils import timezone

from quizzes import attempts, bank, grants, quizzes
from quizzes.formats import native
from quizzes.models import Attempt, AttemptItem, Preset, Quiz, Response, Result
from tests.training.team_world import make_module
from training import people
from training.models import Clinic, LessonRead, Membership, Module, User

QUESTIONS = 20
MODULES = 8
QUESTION = """
  - key: bench-{number}
    kind: single
    use: graded
    objective: "1.1"
    lesson: what-a-milium-is
    claims: [F001]
    must_not_miss: false
    difficulty: 0.7
    stem: |
      A client of {number} years asks about a firm, pearly bump that came by itself near her eye and
      has stayed for three months without any pain. She has tried two creams and a warm cloth, and
      a friend has told her that it would go if she pressed it. She asks what you would do in her
      place, and whether you could take it off today. Which answer fits best what you know?
    explanation: Because it does.
    options:
      - key: a
        text: "The first answer, long enough to fill a line and a half of a page"
        correct: true
        why: "Yes."
      - key: b
        text: "The second answer, long enough to fill a line and a half of a page"
        why: "No."
      - key: c
        text: "The third answer, long enough to fill a line and a half of a page"
        why: "No."
      - key: d
        text: "The fourth answer, long enough to fill a line and a half of a page"
        why: "No."
"""


@dataclass(slots=True)
class World:
    clinic: Clinic
    learner: User
    mentor: User
    attempt: Attempt


def build() -> World:
    """An empty database becomes the world: content, a clinic, a learner in the middle of it."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_content", verbosity=0)
    at = timezone.now()
    for number in range(Module.objects.count(), MODULES):
        make_module(f"bench-{number}", number=20 + number, lessons=5)
    clinic = people.found_clinic(name="Bench", by=None, at=at)
    mentor = people.enrol(email="mentor@bench.test", name="Mentor", password=None)
    people.join(user=mentor, clinic=clinic, role="mentor", by=None, at=at)
    learner = people.enrol(email="learner@bench.test", name="Learner", password=None)
    people.join(user=learner, clinic=clinic, role="junior", mentor=mentor, by=None, at=at)
    given = {"space": clinic.space, "factor": Decimal("1.5"), "reason": "bench"}
    grants.accommodate(user=learner, **given, by=mentor, at=at)
    return World(clinic, learner, mentor, _exam(learner, clinic, at))


def _exam(learner: User, clinic: Clinic, at: dt.datetime) -> Attempt:
    text = "questions:" + "".join(QUESTION.format(number=n + 1) for n in range(QUESTIONS))
    read = native.read(text, name="bench.yaml")
    if read.problems:
        raise ValueError(read.problems)
    bank.publish_bank(
        slug="bench", title="Bench", items=read.items, cases=(), module_ref="bench", at=at
    )
    policy = quizzes.Policy(
        pass_mark=Decimal("0.8"), minutes=240, attempts=3, pauses=(24, 24), certainty=True
    )
    slot = quizzes.SlotSpec(objective="1.1", kind="single", count=QUESTIONS)
    quizzes.publish(
        slug="bench",
        preset=Preset.EXAM,
        title="Bench",
        intro="",
        policy=policy,
        bank_slug="bench",
        slots=[slot],
        at=at,
    )
    quiz = Quiz.objects.get(slug="bench")
    attempt = attempts.start(user=learner, quiz=quiz, space=clinic.space, at=at)
    for item in AttemptItem.objects.filter(attempt=attempt):
        attempts.answer(
            user=learner,
            attempt_id=attempt.public_id,
            position=item.position,
            response="b",
            certainty=2,
            revision=0,
            at=at,
            in_keys=True,
        )
    return attempt


def grow(world: World, learners: int) -> None:
    """Bring the clinic to this many learners, each with reads and a result for every module."""
    at = timezone.now()
    have = Membership.objects.filter(clinic=world.clinic, role="junior").count()
    fresh = [
        User(name=f"Learner {n:05}", email=f"l{n}@bench.test", password="!")
        for n in range(have, learners)
    ]
    User.objects.bulk_create(fresh, batch_size=1000)
    roles = [
        Membership(
            user=user, clinic=world.clinic, role="junior", mentor=world.mentor, started_at=at
        )
        for user in fresh
    ]
    Membership.objects.bulk_create(roles, batch_size=1000)
    for module in Module.objects.all():
        _histories(world, module, fresh, at)


def _histories(world: World, module: Module, users: list[User], at: dt.datetime) -> None:
    revisions = [lesson.revisions.latest("number") for lesson in module.lessons.all()]
    LessonRead.objects.bulk_create(
        [
            LessonRead(user=user, clinic=world.clinic, revision=revision, at=at)
            for user in users
            for revision in revisions
        ],
        batch_size=2000,
    )
    sat = [
        Attempt(
            user=user,
            space=world.clinic.space,
            quiz=module.quiz,
            revision=module.quiz.revisions.latest("number"),
            number=1,
            state=Attempt.State.SUBMITTED,
            policy={},
            seed=b"0" * 16,
            started_at=at,
            submitted_at=at,
        )
        for user in users
    ]
    Attempt.objects.bulk_create(sat, batch_size=2000)
    Result.objects.bulk_create(
        [
            Result(
                attempt=attempt,
                number=1,
                user=attempt.user,
                quiz=module.quiz,
                space=world.clinic.space,
                score=Decimal("0.93333"),
                passed=True,
                at=at,
            )
            for attempt in sat
        ],
        batch_size=2000,
    )


def crowd(world: World, count: int) -> list[Attempt]:
    """So many more learners in the middle of the same exam, twenty answers each."""
    at = timezone.now()
    have = User.objects.filter(email__startswith="crowd").count()
    numbers = range(have, have + count)
    people_ = User.objects.bulk_create(
        User(name=f"Crowd {n}", email=f"crowd{n}@bench.test", password="!") for n in numbers
    )
    Membership.objects.bulk_create(
        Membership(user=one, clinic=world.clinic, role="junior", mentor=world.mentor, started_at=at)
        for one in people_
    )
    made = [
        attempts.start(user=one, quiz=world.attempt.quiz, space=world.clinic.space, at=at)
        for one in people_
    ]
    items = list(AttemptItem.objects.filter(attempt__in=made))
    for item in items:
        item.revision = 1
    AttemptItem.objects.bulk_update(items, ["revision"], batch_size=500)
    Response.objects.bulk_create(
        (Response(item=item, number=1, body="b", certainty=2, at=at) for item in items),
        batch_size=500,
    )
    return made


def signed_in(user: User, backend: str) -> dict[str, str]:
    """Headers of a browser in which this person is signed in, CSRF token included."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = backend
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    token = _get_new_csrf_string()
    cookies = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; csrftoken={token}"
    return {"Cookie": cookies, "X-CSRFToken": token}


def alternating() -> Iterator[str]:
    return itertools.cycle("ab")
