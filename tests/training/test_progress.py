import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import person
from tests.training.learning import (
    FOLDER,
    LESSONS,
    load,
    newest,
    observe,
    read,
    read_all,
    sit,
    texts,
)
from training import gates, progress
from training.models import Assignment, Module, ObservationSignature
from training.rules.modules import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(tmp_path, at):
    load(tmp_path / "content", texts(modules=2), at)
    return tmp_path / "content"


@pytest.fixture
def module(root):
    return Module.objects.get(slug="milia-myths")


def state_of(who, clinic, module, at):
    return progress.of_people([who], clinic, at)[who.pk][module.pk]


def test_a_module_moves_from_reading_to_done(module, junior, mentor, clinic, at):
    def state():
        return state_of(junior, clinic, module, at).state

    assert state() is State.NOT_STARTED
    read(junior, clinic, newest("lesson-2"), at)
    assert state() is State.READING
    read_all(junior, clinic, at)
    assert state() is State.QUIZ
    sit(junior, clinic, module.quiz, at, passed=False)
    assert state() is State.NOT_YET
    sit(junior, clinic, module.quiz, at, passed=True)
    assert state() is State.SIGNOFF
    made = observe(junior, mentor, clinic, at)
    assert state() is State.SIGNOFF
    ObservationSignature.objects.create(
        observation=made, party="person", user=junior, seen=1, total=1, digest="", at=at
    )
    assert state() is State.DONE


def test_what_she_did_in_one_clinic_does_not_count_in_another(
    module, junior, clinic, other_clinic, at
):
    read_all(junior, clinic, at)
    sit(junior, clinic, module.quiz, at, passed=True)
    assert state_of(junior, other_clinic, module, at).state is State.NOT_STARTED


def test_a_changed_practice_makes_a_read_lesson_unread(root, module, junior, clinic, at):
    read_all(junior, clinic, at)
    text = texts()[f"{LESSONS}/02-lesson-2.md"].replace("It is sealed", "It is shut")
    name = f"{LESSONS}/02-lesson-2.md"
    load(root, {name: text.replace("claims:", "severity: practice-changing\nclaims:")}, at)
    assert state_of(junior, clinic, module, at).read == 1
    read(junior, clinic, newest("lesson-2"), at)
    assert state_of(junior, clinic, module, at).read == 2


def test_the_earliest_due_day_counts_and_a_withdrawn_one_does_not(
    module, junior, mentor, clinic, at
):
    for days, extra in ((9, {}), (4, {"quiz": module.quiz}), (1, {"withdrawn_at": at})):
        fields = {"module": module} | extra
        if "quiz" in fields:
            del fields["module"]
        due_on = at.date() + dt.timedelta(days=days)
        Assignment.objects.create(
            clinic=clinic, person=junior, due_on=due_on, by=mentor, at=at, **fields
        )
    assert state_of(junior, clinic, module, at).due_on == at.date() + dt.timedelta(days=4)


def test_late_is_counted_on_her_own_calendar(module, junior, mentor, clinic, at):
    Assignment.objects.create(
        clinic=clinic, person=junior, module=module, due_on=at.date(), by=mentor, at=at
    )
    late_evening = at.replace(hour=23)
    assert state_of(junior, clinic, module, late_evening).overdue_days == 0
    junior.time_zone = "Asia/Tokyo"
    assert state_of(junior, clinic, module, late_evening).overdue_days == 1


def test_many_people_cost_no_more_queries_than_one(module, junior, clinic, at):
    with CaptureQueriesContext(connection) as one:
        progress.of_people([junior], clinic, at)
    team = [junior, *(person(f"P{number}", clinic, "junior") for number in range(8))]
    for member in team[:4]:
        read(member, clinic, newest("lesson-2"), at)
    with CaptureQueriesContext(connection) as many:
        progress.of_people(team, clinic, at)
    assert len(many) == len(one)


def test_the_gate_names_each_unread_lesson_and_the_module_before(root, junior, clinic, at):
    waits = texts()[f"{FOLDER}/module.yaml"].replace("requires: []", "requires: [milia-myths]")
    load(root, {"modules/02-second-look/module.yaml": waits}, at)
    second = Module.objects.get(slug="second-look")
    reasons = gates.quiz_gate(junior, second.quiz, clinic.space, at)
    assert [(reason.code, reason.url) for reason in reasons] == [
        ("module_first", "/learn/milia-myths/"),
        ("lesson_first", "/learn/second-look/why-popping-fails/"),
    ]
    assert "Why popping fails" in reasons[1].text
    read_all(junior, clinic, at, "second-look")
    sit(junior, clinic, Module.objects.first().quiz, at, passed=True)
    assert gates.quiz_gate(junior, second.quiz, clinic.space, at) == ()


def test_the_gate_leaves_other_quizzes_open(module, junior, clinic, at):
    assert gates.quiz_gate(junior, module.practice, clinic.space, at) == ()


def test_the_gate_costs_the_same_for_one_unread_lesson_and_for_many(
    root, module, junior, clinic, at
):
    quiz, space = module.quiz, clinic.space
    with CaptureQueriesContext(connection) as few:
        gates.quiz_gate(junior, quiz, space, at)
    load(root, texts(modules=2, lessons=9), at)
    with CaptureQueriesContext(connection) as many:
        gates.quiz_gate(junior, quiz, space, at)
    assert len(many) == len(few)
