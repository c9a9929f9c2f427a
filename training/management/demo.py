"""Acts out the stories of the demo clinic through the same functions the pages call.

Everything happens at its time in the past, in order, so that the record reads as it would have been
written. Nothing is inserted as a result: lessons are read, questions answered, skills tapped.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from functools import singledispatchmethod

from quizzes import attempts
from quizzes.models import AttemptItem
from training import assignments, certificates, curriculum, people, renewals, signoffs
from training.models import Clinic, Lesson, Module, Programme, User

from . import clinical, mornings
from .answers import newest_version, right_answer, wrong_answer
from .stories import LONG_AGO, PEOPLE, Assigned, Certified, Observed, Person, Reads, Renews, Sits

CLINIC = "Linden Street clinic (demo)"
PASSWORD = "milium-demo"  # noqa: S105  (shown to whoever starts a trial; the demo clinic's alone)
ZONE = "Europe/Berlin"


def exists() -> bool:
    """Whether the demo clinic was made before."""
    return Clinic.objects.filter(is_demo=True).exists()


class Demo:
    """The clinic while its story is told. `now` is where the story ends."""

    def __init__(self, *, now: dt.datetime) -> None:
        self.now = now
        self.day = now.replace(hour=7, minute=30, second=0, microsecond=0)
        self.dice = random.Random(20261123)  # noqa: S311  (the same story each time)
        self.users: dict[str, User] = {}
        self.modules = {
            module.slug: module for module in Module.objects.select_related("quiz", "red_flags")
        }

    def tell(self) -> Clinic:
        """Found the clinic, enrol everybody, and act out the events in the order of their days."""
        self.clinic = self._found()
        events = [(event, person) for person in PEOPLE for event in person.events]
        told = [step for event, person in events for step in self._steps(event, person)]
        owner = self.users["astrid"]
        told += clinical.steps(clinic=self.clinic, owner=owner, day=self.day)
        told += mornings.steps(clinic=self.clinic, day=self.day, now=self.now)
        days = sorted(told, key=lambda step: step[0])
        for at, act in days:
            if at < self.now:
                act(at)
        return self.clinic

    def _found(self) -> Clinic:
        at = self._joined(LONG_AGO)
        clinic = people.found_clinic(name=CLINIC, time_zone=ZONE, is_demo=True, by=None, at=at)
        for person in PEOPLE:
            # The form's rules on passwords do not hold for a password everybody knows.
            user = people.enrol(
                email=person.address, name=person.name, password=PASSWORD, time_zone=ZONE
            )
            self.users[person.short] = user
        # Mentors first: whoever learns names hers.
        roles = [(role, person) for person in PEOPLE for role in person.roles]
        for role, person in sorted(roles, key=lambda pair: pair[0] == "junior"):
            people.join(
                user=self.users[person.short],
                clinic=clinic,
                role=role,
                mentor=self.users.get(person.mentor) if role == "junior" else None,
                job=person.job,
                by=None,
                at=self._joined(person.joined),
            )
        return clinic

    def _joined(self, days_ago: int) -> dt.datetime:
        return self.now - dt.timedelta(days=days_ago)

    def _at(self, days_ago: int, minutes: int = 0) -> dt.datetime:
        """That day, within working hours: some time in the two hours after `minutes`."""
        jitter = self.dice.randrange(0, 120)
        return self.day - dt.timedelta(days=days_ago) + dt.timedelta(minutes=jitter + minutes)

    @singledispatchmethod
    def _steps(self, event: object, person: Person) -> list:
        raise TypeError(event)

    @_steps.register
    def _(self, event: Assigned, person: Person) -> list:
        due = (self.now + dt.timedelta(days=event.due_in)).date()

        def act(at: dt.datetime) -> None:
            assignments.assign(
                people=[self.users[person.short]],
                modules=[self.modules[event.module]],
                clinic=self.clinic,
                due_on=due,
                by=self.users[person.mentor],
                at=at,
            )

        return [(self._at(event.days_ago), act)]

    @_steps.register
    def _(self, event: Reads, person: Person) -> list:
        module = self.modules[event.module]
        lessons = list(module.lessons.filter(retired_at__isnull=True))[: event.lessons]
        if event.only:
            lessons = [lesson for lesson in lessons if lesson.slug in event.only]
        steps = []
        for number, lesson in enumerate(lessons):
            at = self._at(event.days_ago - number // 2, 150 * (number % 2))

            def act(at: dt.datetime, lesson: Lesson = lesson) -> None:
                self._read(self.users[person.short], lesson, at)

            steps.append((at, act))
        return steps

    @_steps.register
    def _(self, event: Sits, person: Person) -> list:
        def act(at: dt.datetime) -> None:
            self._sit(self.users[person.short], self.modules[event.module], event, at)

        return [(self._at(event.days_ago, 270), act)]

    @_steps.register
    def _(self, event: Observed, person: Person) -> list:
        def act(at: dt.datetime) -> None:
            self._observe(person, event, at)

        return [(self._at(event.days_ago, 330), act)]

    @_steps.register
    def _(self, event: Certified, person: Person) -> list:
        def act(at: dt.datetime) -> None:
            certificates.issue(
                person=self.users[person.short],
                programme=Programme.objects.get(slug=event.programme),
                clinic=self.clinic,
                by=self.users["astrid"],
                at=at,
            )

        return [(self._at(event.days_ago, 360), act)]

    @_steps.register
    def _(self, event: Renews, person: Person) -> list:
        def act(at: dt.datetime) -> None:
            user = self.users[person.short]
            held = user.certificates.filter(programme__slug=event.programme)
            renewals.begin(certificate=held.latest("cycle"), by=user, at=at)

        return [(self._at(event.days_ago, 30), act)]

    def _read(self, user: User, lesson: Lesson, at: dt.datetime) -> None:
        newest = curriculum.newest_texts([lesson]).get()
        revision = newest.lesson.revisions.select_related("checks").get(pk=newest.pk)
        asked = [segment["check"] for segment in revision.segments if segment.get("check")]
        for number, key in enumerate(asked):
            self._check(user, revision.checks, key, at + dt.timedelta(minutes=3 + number))
        done = at + dt.timedelta(minutes=revision.minutes)
        curriculum.finish_lesson(user=user, clinic=self.clinic, revision=revision, at=done)

    def _check(self, user: User, quiz: object, key: str, at: dt.datetime) -> None:
        version = newest_version(key)
        chosen = right_answer if self.dice.random() < 0.8 else wrong_answer
        attempts.save_check(
            user=user,
            quiz=quiz,
            space=self.clinic.space,
            question_key=key,
            response=chosen(version.kind, version.body, self.dice),
            at=at,
            in_keys=True,
        )

    def _sit(self, user: User, module: Module, event: Sits, at: dt.datetime) -> None:
        space = self.clinic.space
        quiz = module.red_flags if event.alone else module.quiz
        attempt = attempts.start(user=user, quiz=quiz, space=space, at=at)
        items = list(AttemptItem.objects.filter(attempt=attempt).select_related("version"))
        missed = self._missed(items, event)
        for item in items:
            at += dt.timedelta(seconds=self.dice.randrange(20, 55))
            response, certainty = self._answer(item, event, item in missed)
            attempts.answer(
                user=user,
                attempt_id=attempt.public_id,
                position=item.position,
                response=response,
                certainty=certainty,
                revision=0,
                at=at,
                in_keys=True,
            )
        ended = at + dt.timedelta(seconds=30)
        attempts.submit(user=user, attempt_id=attempt.public_id, at=ended)

    def _missed(self, items: list[AttemptItem], event: Sits) -> list[AttemptItem]:
        """Which questions she gets wrong: a fixed number, so that the story ends as it is told
        whatever questions were drawn."""
        may_miss = [item for item in items if not (event.must and item.version.must_not_miss)]
        return self.dice.sample(may_miss, round((1 - event.right) * len(items)))

    def _answer(self, item: AttemptItem, event: Sits, missed: bool) -> tuple[object, int]:
        version = item.version
        held = belief_option(version.body, event.belief)
        if held is not None:
            return held, 3
        if not missed:
            answer = right_answer(version.kind, version.body, self.dice)
            return answer, self.dice.choice([2, 3, 3])
        return wrong_answer(version.kind, version.body, self.dice), self.dice.choice([1, 1, 2])

    def _observe(self, person: Person, event: Observed, at: dt.datetime) -> None:
        user, mentor = self.users[person.short], self.users[person.mentor]
        module = self.modules[event.module]
        observation = signoffs.begin(
            person=user, module=module, clinic=self.clinic, by=mentor, at=at
        )
        for place, item in enumerate(observation.revision.items):
            at += dt.timedelta(seconds=50)
            note = event.not_yet.get(place)
            outcome = "seen" if note is None else "not_yet"
            one = {"observation": observation, "key": item["key"], "by": mentor, "at": at}
            signoffs.tap(outcome=outcome, **one)
            if note:
                signoffs.note(text=note, **one)
        at += dt.timedelta(minutes=2)
        signoffs.sign_observer(observation=observation, by=mentor, at=at)
        if event.signs:
            at += dt.timedelta(minutes=4)
            signoffs.sign_person(observation=observation, by=user, at=at)


def belief_option(body: Mapping[str, object], belief: str) -> str | None:
    """The option of a single-choice question that shows this belief, if it has one."""
    if not belief or "options" not in body or body.get("rule"):
        return None
    options = body["options"]
    return next((one["key"] for one in options if one.get("belief") == belief), None)
