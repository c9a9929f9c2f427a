"""The dry run of many exams: worked out by a job, the same table, and never one of yesterday."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes import attempts, jobs, regrades
from quizzes.models import Attempt, Job, Question, Regrade
from quizzes.regrades import trials
from tests.conftest import person

from .browsing import browser
from .making import quiz_of
from .regrading import NEXT_DAY, Case
from .test_correction_views import named, table, text_of
from .test_results import sit
from .work import run_due

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "DIRECT", 1)
    monkeypatch.setattr(trials, "AT_ONCE", 2)


@pytest.fixture
def case(space, host, mentor) -> Case:
    made = Case(space, host, mentor)
    for number, given in enumerate(("aab", "aaa", "abb", "bbb", "aac")):
        made.sat(f"Jonas {number}", given)
    return made


def work_out(case: Case, proposal: regrades.Proposal) -> Job:
    return regrades.work_out(proposal, page="/here/", by=case.by, at=NEXT_DAY)


@pytest.mark.parametrize("treatment", ["void", "credit_all"])
@pytest.mark.parametrize("never_lower", [True, False])
def test_a_job_works_out_what_would_be_said_at_once(case, treatment, never_lower) -> None:
    proposal = case.propose(treatment, never_lower=never_lower)
    assert regrades.shown(proposal) is None
    job = work_out(case, proposal)
    assert work_out(case, proposal) == job
    assert regrades.shown(proposal) is None
    run_due(clock=lambda: NEXT_DAY)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 5, 5)
    found, direct = regrades.shown(proposal), regrades.plan(proposal)
    assert found == direct
    assert found.digest() == direct.digest()
    assert found.figures == direct.figures


def test_a_few_are_measured_at_once(space, host, mentor) -> None:
    one = Case(space, host, mentor)
    one.sat("Ines", "aab")
    assert regrades.shown(one.propose("void")).asked == 1
    assert not Job.objects.exists()


def test_a_table_holds_only_while_nothing_it_is_made_of_has_moved(case) -> None:
    proposal = case.propose("void")
    work_out(case, proposal)
    run_due(clock=lambda: NEXT_DAY)
    digest = regrades.shown(proposal).digest()
    assert regrades.shown(case.propose("credit_all")) is None
    case.sat("Late", "aab", NEXT_DAY)
    assert regrades.shown(proposal) is None
    given = {"plan_digest": digest, "reason": "Two hold.", "by": case.by, "at": NEXT_DAY}
    with pytest.raises(regrades.NotWorkedOut):
        regrades.decide(proposal=proposal, **given)
    assert not Regrade.objects.exists()


def test_an_erased_text_moves_it_too(space, host, mentor) -> None:
    case = Case(space, host, mentor, kind="short_text")
    for name in ("Ines", "Jonas"):
        user = person(name, space.clinic, "junior")
        attempt = attempts.start(user=user, quiz=case.quiz, space=space, at=NEXT_DAY)
        attempts.answer(
            user=user,
            attempt_id=attempt.public_id,
            position=3,
            response="Milk",
            certainty=None,
            revision=0,
            at=NEXT_DAY,
        )
        attempts.submit(user=user, attempt_id=attempt.public_id, at=NEXT_DAY)
    proposal = case.propose("void")
    work_out(case, proposal)
    run_due(clock=lambda: NEXT_DAY)
    assert regrades.shown(proposal) is not None
    attempts.erase_texts(user)
    assert regrades.shown(proposal) is None


def test_what_cannot_be_ruled_any_more_is_given_up(case, monkeypatch) -> None:
    job = work_out(case, case.propose("void"))
    Job.objects.filter(pk=job.pk).update(args=job.args | {"treatment": "accept_also"})
    run_due(clock=lambda: NEXT_DAY)
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "no_response")


@pytest.fixture
def crowd(clinic, space, junior, mentor) -> list[Attempt]:
    at, quiz = timezone.now() - dt.timedelta(hours=2), quiz_of(3)
    people = [junior, person("Jonas", clinic, "junior", mentor=mentor)]
    return [sit(one, quiz, space, "aab", at) for one in people]


def test_from_the_choice_by_way_of_the_job_to_the_corrected_results(crowd, mentor, owner) -> None:
    first, second = browser(mentor), browser(owner)
    milk = named(text_of(first.get(address())), "Milk")
    url = table(first, "accept_also", choice=milk)
    page = text_of(first.get(url))
    assert "2 ended exams asked this question." in page
    assert "Work out who would change" in page
    assert not Job.objects.exists()
    progress = first.post(url, {"do": "try_out"}).url
    assert progress == reverse("quizzes:job-detail", args=[Job.objects.get().public_id])
    assert "Who would change by a correction" in text_of(first.get(progress))
    assert "Waiting for its turn" in text_of(first.get(url))
    run_due(clock=timezone.now)
    page = text_of(first.get(progress))
    assert "To the table" in page
    page = text_of(first.get(url))
    assert "2 exams would change" in page
    answer = first.post(url, {"plan": plan_in(page), "reason": "Both hold."})
    detail, regrade = answer.url, Regrade.objects.get()
    page = text_of(second.get(detail))
    assert "I agree" in page
    verdict = reverse("quizzes:correction-verdict", args=[regrade.public_id])
    second.post(verdict, {"verdict": "approve", "plan": plan_in(page)})
    run_due(clock=timezone.now)
    assert regrade.corrections.count() == 2


def test_the_second_person_has_it_worked_out_anew_when_something_moved(
    crowd, clinic, space, mentor, owner
) -> None:
    first, second = browser(mentor), browser(owner)
    url = table(first, "void")
    first.post(url, {"do": "try_out"})
    run_due(clock=timezone.now)
    detail = first.post(url, {"plan": plan_in(text_of(first.get(url))), "reason": "Void."}).url
    old = plan_in(text_of(second.get(detail)))
    late = person("Late", clinic, "junior", mentor=mentor)
    sit(late, crowd[0].quiz, space, "aab", timezone.now())
    verdict = reverse("quizzes:correction-verdict", args=[Regrade.objects.get().public_id])
    page = text_of(second.post(verdict, {"verdict": "approve", "plan": old}, follow=True))
    assert "worked out once more" in page
    assert "3 ended exams asked this question." in page
    second.post(verdict, {"verdict": "try_out"})
    run_due(clock=timezone.now)
    page = text_of(second.get(detail))
    assert "3 exams would change" in page
    second.post(verdict, {"verdict": "approve", "plan": plan_in(page)})
    assert jobs.find(f"regrade:{Regrade.objects.get().pk}") is not None


def address() -> str:
    question = Question.objects.get(key="q3")
    return reverse("quizzes:question-correct", args=[question.pk]) + "?version=1"


def plan_in(page: str) -> str:
    return page.partition('name="plan" value="')[2].partition('"')[0]
