"""Programmes over real content: loading, gates, practical work, and what a certificate rests on."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from tests.training import learning
from tests.training.content_tree import FOLDER, PROGRAMMES, QUIZ, files, second_module
from training import certificates, evidence, gates, programmes, signoffs
from training.models import Certificate, Module, Portfolio, Programme, ProgrammeRevision
from training.rules.certification import State
from training.rules.requirements import Gap

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
RED_FLAGS = """\
red_flags:
  title: Red flags
  intro: Each has to be right.
  minutes: 5
  attempts: 2
  pauses: [24]
  lessons: [why-popping-fails]
  blueprint: [{objective: "1.3", count: 1}]
"""
PORTFOLIOS = """\
portfolios:
  - slug: cases
    title: Case write-ups
    observer: your mentor
    count: 2
    modules: [milia-myths]
    minutes: 20
    intro: One case each.
    items: [{key: plan, text: "Gives a plan"}]
"""
SECOND = """\
  - slug: practitioner
    title: Practitioner
    summary: S
    audience: Some
    validity_months: 12
    window_days: 90
    grace_days: 30
    requirements:
      - {kind: programme, programme: foundation}
      - {kind: lesson, lesson: second-look/why-popping-fails}
      - {kind: must_not_miss, module: second-look}
      - {kind: portfolio, portfolio: cases}
    proves: ["Knows"]
    does_not_prove: ["Does"]
"""
MODULE_TWO = files()[f"{FOLDER}/module.yaml"].replace("requires: []", "requires: [milia-myths]")


def texts() -> dict[str, str]:
    found = files() | second_module(quiz=QUIZ + RED_FLAGS, module=MODULE_TWO)
    return found | {"programmes.yaml": PROGRAMMES + SECOND, "portfolios.yaml": PORTFOLIOS}


@pytest.fixture
def world(tmp_path, at):
    learning.load(tmp_path, texts(), at - 30 * DAY)
    return tmp_path


@pytest.fixture
def second(world):
    return Module.objects.get(slug="second-look")


def certify(who, slug, clinic, owner, at):
    programme = Programme.objects.get(slug=slug)
    return certificates.issue(person=who, programme=programme, clinic=clinic, by=owner, at=at)


def founded(who, clinic, owner, mentor, at):
    """She holds Foundation."""
    learning.read_all(who, clinic, at)
    module = Module.objects.get(slug="milia-myths")
    learning.sit(who, clinic, module.quiz, at, passed=True)
    watched = signoffs.begin(person=who, module=module, clinic=clinic, by=mentor, at=at)
    sign(watched, who, mentor, at)
    return certify(who, "foundation", clinic, owner, at)


def sign(observation, who, mentor, at):
    for item in observation.revision.items:
        signoffs.tap(observation=observation, key=item["key"], outcome="seen", by=mentor, at=at)
    signoffs.sign_observer(observation=observation, by=mentor, at=at)
    signoffs.sign_person(observation=observation, by=who, at=at)


def begin_write_up(who, clinic, mentor, at, text="Record 4711", day=None):
    work = signoffs.Work(day or at.date(), text)
    cases = Portfolio.objects.get(slug="cases")
    return signoffs.begin_portfolio(
        person=who, portfolio=cases, work=work, clinic=clinic, by=mentor, at=at
    )


def write_up(who, clinic, mentor, at, text="Record 4711", day=None):
    sign(begin_write_up(who, clinic, mentor, at, text, day), who, mentor, at)


def gaps(who, slug, clinic, owner, at):
    with pytest.raises(certificates.NotReady) as refusal:
        certify(who, slug, clinic, owner, at)
    return [one.gap for one in refusal.value.reasons]


def test_a_red_flag_set_asks_must_not_miss_questions_only_and_each_has_to_be_right(second):
    revision = second.red_flags.revisions.get()
    assert second.red_flags.slug == "second-look-red-flags"
    assert revision.policy["pass_mark"] == "1"
    assert [slot.must_not_miss for slot in revision.slots.all()] == [True]
    assert second.red_flag_lessons == ["why-popping-fails"]


def test_a_set_opens_with_its_lessons_whatever_the_module_waits_for(second, junior, clinic, at):
    def codes(quiz):
        return {one.code for one in gates.quiz_gate(junior, quiz, clinic.space, at)}

    assert codes(second.red_flags) == {"lesson_first"}
    learning.read_all(junior, clinic, at, module="second-look")
    assert codes(second.red_flags) == set()
    assert codes(second.quiz) == {"module_first"}


def test_a_set_that_is_taken_out_of_the_files_is_retired(world, second, at):
    learning.load(
        world,
        second_module(module=MODULE_TWO) | {"programmes.yaml": PROGRAMMES},
        at,
    )
    gone = second.red_flags
    second.refresh_from_db()
    gone.refresh_from_db()
    assert second.red_flags is None
    assert gone.retired_at == at


def test_the_second_certificate_names_everything_that_is_missing(world, junior, clinic, owner, at):
    assert gaps(junior, "practitioner", clinic, owner, at) == [
        Gap.PROGRAMME,
        Gap.LESSONS,
        Gap.RED_FLAGS,
        Gap.PORTFOLIO,
    ]


def test_a_certificate_rests_on_lessons_a_set_another_certificate_and_practical_work(
    second, junior, clinic, owner, mentor, at
):
    first = founded(junior, clinic, owner, mentor, at)
    learning.read_all(junior, clinic, at, module="second-look")
    result = learning.sit(junior, clinic, second.red_flags, at, passed=True, score="1")
    write_up(junior, clinic, mentor, at)
    assert gaps(junior, "practitioner", clinic, owner, at) == [Gap.PORTFOLIO]
    write_up(junior, clinic, mentor, at + DAY)
    issued = certify(junior, "practitioner", clinic, owner, at + DAY)
    rows = evidence.summary(issued)
    assert [row["kind"] for row in rows] == [
        "programme",
        "lesson",
        "must_not_miss",
        "portfolio",
        "portfolio",
    ]
    assert rows[0]["rests_on"] == first
    assert rows[1]["title"] == "Why popping fails"
    assert rows[2]["result"] == result
    assert rows[3]["title"] == "Case write-ups"
    assert rows[3]["observation"] != rows[4]["observation"]


def test_a_certificate_that_is_suspended_carries_no_other(
    second, junior, clinic, owner, mentor, at
):
    first = founded(junior, clinic, owner, mentor, at)
    certificates.change(certificate=first, kind="suspended", reason="Why.", by=owner, at=at)
    assert Gap.PROGRAMME in gaps(junior, "practitioner", clinic, owner, at)


def test_practical_work_waits_for_knowledge(world, junior, clinic, mentor, at):
    with pytest.raises(signoffs.MayNotBegin) as refusal:
        write_up(junior, clinic, mentor, at)
    assert refusal.value.obstacle is signoffs.Obstacle.LESSONS
    assert refusal.value.module.slug == "milia-myths"


def test_whose_practical_work_is_next_stands_on_the_observers_list(
    world, junior, clinic, owner, mentor, at, client
):
    founded(junior, clinic, owner, mentor, at)
    client.force_login(mentor)
    page = client.get("/signoffs/").content.decode()
    assert 'name="portfolio" value="cases"' in page
    asked = {"person": junior.public_id, "portfolio": "cases"}
    assert "Which piece of work" in client.post("/signoffs/begin/", asked).content.decode()
    today = timezone.now().date().isoformat()
    begun = client.post("/signoffs/begin/", asked | {"day": today, "occasion": "Record 4711"})
    assert begun.status_code == 302
    shown = client.get(begun.url).content.decode()
    assert "Case write-ups" in shown
    assert "Record 4711" in shown
    assert "Record 4711" in client.get("/signoffs/").content.decode()
    unknown = {"person": junior.public_id, "portfolio": "nope"}
    assert client.post("/signoffs/begin/", unknown).status_code == 404


def test_a_changed_programme_leaves_certificates_as_they_were_issued(
    world, junior, clinic, owner, mentor, at
):
    issued = founded(junior, clinic, owner, mentor, at)
    more = "      - {kind: observation, module: milia-myths}\n"
    harder = PROGRAMMES.replace(more, more + "      - {kind: module, module: second-look}\n")
    learning.load(world, {"programmes.yaml": harder + SECOND}, at + DAY)
    newest = ProgrammeRevision.objects.filter(programme__slug="foundation").latest("number")
    assert (newest.number, len(newest.requirements)) == (2, 3)
    held = Certificate.objects.get(pk=issued.pk)
    assert held.revision.number == 1
    assert certificates.state_of(held, at=at + 2 * DAY) is State.VALID
    assert gaps(junior, "foundation", clinic, owner, at + 2 * DAY) == [Gap.HOLDS]
    assert len(evidence.summary(held)) == 2


def test_knowledge_counts_as_long_as_the_shortest_certificate_that_asks_for_it(world):
    known = programmes.valid_for(programmes.current())
    assert known == {"milia-myths": dt.timedelta(days=730)}
