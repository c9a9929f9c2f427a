"""The pages of correcting a question, with the clinic's own roles."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizzes import attempts
from quizzes.models import Attempt, Correction, Job, Question, Regrade
from tests.conftest import person
from training.models import AuditEvent

from .browsing import browser
from .making import SINGLE, item, publish_bank, quiz_of
from .test_results import sit
from .work import run_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(clinic) -> object:
    return quiz_of(3)


@pytest.fixture
def sat(junior, quiz, space) -> Attempt:
    at = timezone.now() - dt.timedelta(hours=2)
    return sit(junior, quiz, space, "aab", at)


def address() -> str:
    question = Question.objects.get(key="q3")
    return reverse("quizzes:question-correct", args=[question.pk]) + "?version=1"


def text_of(answer: object) -> str:
    return html.unescape(answer.content.decode())


def named(page: str, text: str) -> str:
    """What the form calls the option with this text."""
    return re.search(rf'value="([^"]+)"[^>]*><span>{text}</span>', page)[1]


def table(client: Client, treatment: str, **more: str) -> str:
    given = {"treatment": treatment, "kind": "single"} | more
    return address() + "".join(f"&{name}={value}" for name, value in given.items())


def decide(client: Client, url: str, reason: str = "Both hold.") -> object:
    plan = re.search(r'name="plan" value="(\w+)"', text_of(client.get(url)))[1]
    return client.post(url, {"plan": plan, "reason": reason})


def test_a_mentor_comes_from_the_result_of_a_mentee(sat, mentor) -> None:
    client = browser(mentor)
    page = text_of(client.get(reverse("quizzes:attempt-result", args=[sat.public_id])))
    assert f'href="{address()}"' in page
    page = text_of(client.get(address()))
    assert "Question q3?" in page
    assert "Leave it out" in page
    assert 'name="choice"' in page


def test_a_learner_is_offered_nothing_of_it(sat, junior) -> None:
    client = browser(junior)
    page = client.get(reverse("quizzes:attempt-result", args=[sat.public_id]))
    assert "Correct this question" not in text_of(page)
    assert client.get(address()).status_code == 404


def test_the_table_says_who_changes_and_changes_nothing(sat, mentor) -> None:
    client = browser(mentor)
    milk = named(text_of(client.get(address())), "Milk")
    page = text_of(client.get(table(client, "accept_also", choice=milk)))
    assert "One exam would change" in page
    assert "Ines" in page
    assert re.search(r"not right → right", page)
    assert re.search(r"66(\.\d+)?% → 100%", page)
    assert "now passed" in page
    assert "Ask a second person to agree" in page
    assert not Regrade.objects.exists()


def test_what_cannot_be_ruled_says_what_to_do(sat, mentor) -> None:
    client = browser(mentor)
    answer = client.get(address() + "&kind=single")
    assert (answer.status_code, "Choose what to do." in text_of(answer)) == (422, True)
    answer = client.get(table(client, "accept_also"))
    assert answer.status_code == 422
    assert "Give the answer that is right, below." in text_of(answer)
    keratin = named(text_of(client.get(address())), "Keratin")
    answer = client.get(table(client, "accept_also", choice=keratin))
    assert "This answer counts as right already" in text_of(answer)
    for wrong in ("a", "nobody", "%00", "b&choice=c"):
        answer = client.get(table(client, "new_key", choice=wrong))
        assert answer.status_code == 422
    assert client.get(table(client, "juggle")).status_code == 422


def test_from_the_question_to_the_corrected_result(sat, mentor, owner, junior, settings) -> None:
    first, second = browser(mentor), browser(owner)
    answer = decide(first, table(first, "void"))
    regrade = Regrade.objects.get()
    detail = reverse("quizzes:correction-detail", args=[regrade.public_id])
    assert answer["Location"] == detail
    assert "Take it back" in text_of(first.get(detail))
    assert "Waiting for a second person" in text_of(second.get(reverse("quizzes:correction-list")))
    page = text_of(second.get(detail))
    assert "I agree" in page
    plan = re.search(r'name="plan" value="(\w+)"', page)[1]
    verdict = reverse("quizzes:correction-verdict", args=[regrade.public_id])
    second.post(verdict, {"verdict": "approve", "plan": plan})
    job = Job.objects.get()
    page = text_of(first.get(reverse("quizzes:job-detail", args=[job.public_id])))
    assert "Correcting marks" in page
    assert run_due(clock=timezone.now)
    assert Correction.objects.count() == 1
    page = text_of(first.get(reverse("quizzes:job-detail", args=[job.public_id])))
    assert "1 of 1 done" in page
    assert f'href="{detail}"' in page
    page = text_of(first.get(detail))
    assert "One exam was changed" in page
    assert "now passed" in page
    page = text_of(browser(junior).get(reverse("quizzes:attempt-result", args=[sat.public_id])))
    assert "Question 3 was corrected on" in page
    assert re.search(r"Your result changed from 66(\.\d+)?% to 100%", page)
    assert "2 of 2 right" in page
    actions = AuditEvent.objects.values_list("action", flat=True)
    assert {"regrade.decided", "regrade.approved", "attempt.corrected"} <= set(actions)


def test_the_learner_finds_it_on_her_home(sat, mentor, owner, junior) -> None:
    client = browser(mentor)
    decide(client, table(client, "credit_all"))
    other = browser(owner)
    regrade = Regrade.objects.get()
    page = text_of(other.get(reverse("quizzes:correction-detail", args=[regrade.public_id])))
    plan = re.search(r'name="plan" value="(\w+)"', page)[1]
    verdict = reverse("quizzes:correction-verdict", args=[regrade.public_id])
    other.post(verdict, {"verdict": "approve", "plan": plan})
    run_due(clock=timezone.now)
    page = text_of(browser(junior).get(reverse("training:learn-home")))
    assert "A question was corrected in Quiz: Milia myths" in page
    assert "It is passed now" in page


def test_whoever_decided_cannot_agree_herself_but_take_it_back(sat, mentor) -> None:
    client = browser(mentor)
    decide(client, table(client, "void"))
    regrade = Regrade.objects.get()
    verdict = reverse("quizzes:correction-verdict", args=[regrade.public_id])
    answer = client.post(verdict, {"verdict": "approve", "plan": regrade.plan_digest})
    assert answer.status_code == 403
    client.post(verdict, {"verdict": "something else"})
    assert Regrade.objects.waiting().exists()
    client.post(verdict, {"verdict": "refuse"})
    assert not Regrade.objects.waiting().exists()
    answer = client.post(verdict, {"verdict": "refuse"}, follow=True)
    assert "decided already" in text_of(answer)


def test_a_table_that_was_overtaken_is_shown_anew_and_keeps_the_reason(
    sat, mentor, clinic, quiz, space
) -> None:
    client = browser(mentor)
    url = table(client, "void")
    plan = re.search(r'name="plan" value="(\w+)"', text_of(client.get(url)))[1]
    sit(person("Jonas", clinic, "junior", mentor=mentor), quiz, space, "aac", timezone.now())
    answer = client.post(url, {"plan": plan, "reason": "Both hold."})
    assert answer.status_code == 409
    page = text_of(answer)
    assert "Meanwhile something changed" in page
    assert "Both hold." in page
    assert "2 exams would change" in page
    plan = re.search(r'name="plan" value="(\w+)"', page)[1]
    assert client.post(url, {"plan": plan, "reason": "Both hold."}).status_code == 302


def test_without_a_reason_nothing_is_decided(sat, mentor) -> None:
    client = browser(mentor)
    answer = decide(client, table(client, "void"), reason=" ")
    assert answer.status_code == 422
    assert "Say why" in text_of(answer)
    assert not Regrade.objects.exists()


def test_who_is_not_mentored_by_her_has_no_name_in_the_table(mentor, clinic, quiz, space) -> None:
    other = person("Nils", clinic, "mentor")
    sit(person("Vida", clinic, "junior", mentor=other), quiz, space, "aab", timezone.now())
    client = browser(mentor)
    page = text_of(client.get(table(client, "void")))
    assert "Somebody you do not mentor" in page
    assert "Vida" not in page
    assert "Vida" in text_of(browser(other).get(table(client, "void")))


def test_whoever_sits_that_exam_sees_no_key_here(sat, mentor, owner, quiz, space) -> None:
    client = browser(mentor)
    decide(client, table(client, "new_key", choice=named(text_of(client.get(address())), "Milk")))
    regrade = Regrade.objects.get()
    attempts.start(user=owner, quiz=quiz, space=space, at=timezone.now())
    other = browser(owner)
    for url in (address(), table(client, "void")):
        answer = other.get(url)
        assert answer.status_code == 403
        assert "Keratin" not in text_of(answer)
        assert "Somebody else has to correct this one" in text_of(answer)
    detail = reverse("quizzes:correction-detail", args=[regrade.public_id])
    assert other.get(detail).status_code == 403
    assert "Milk" not in text_of(other.get(reverse("quizzes:correction-list")))


def test_a_reason_that_may_tell_the_key_comes_with_the_explanation(
    sat, mentor, owner, junior
) -> None:
    """Not passed yet, attempts left: the key is closed, and so is the reason."""
    client = browser(mentor)
    decide(client, table(client, "new_key", choice=_dirt(client)), reason="Dirt is right.")
    run_due(clock=timezone.now)
    assert Regrade.objects.in_force().exists()
    page = text_of(browser(junior).get(reverse("quizzes:attempt-result", args=[sat.public_id])))
    assert "Dirt is right." not in page


def _dirt(client: Client) -> str:
    return named(text_of(client.get(address())), "Dirt")


def test_a_question_whose_key_changed_is_offered(sat, owner) -> None:
    options = [one | {"correct": one["key"] == "c"} for one in SINGLE["options"]]
    publish_bank([item("q1"), item("q2"), item("q3", options=options)])
    page = text_of(browser(owner).get(reverse("quizzes:correction-list")))
    assert "The right answer has changed since" in page
    assert "1 ended exam was marked by version 1; the newest is 2." in page
    assert f'href="{address()}"' in page


def test_a_version_that_is_none_is_not_found(sat, mentor) -> None:
    client = browser(mentor)
    base = address().partition("?")[0]
    assert client.get(base + "?version=9").status_code == 404
    assert client.get(base + "?version=x").status_code == 200
    assert client.get(reverse("quizzes:question-correct", args=[0])).status_code == 404
