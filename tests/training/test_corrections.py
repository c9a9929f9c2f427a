"""A corrected question at a clinic: certificates, names, the load that changes a key."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from quizzes import attempts, regrades
from quizzes.models import Attempt, QuestionVersion, Quiz, Regrade, Result
from tests.conftest import person
from tests.quizzes.browsing import browser
from tests.quizzes.making import quiz_of
from tests.quizzes.test_results import sit
from tests.quizzes.work import run_due
from training import certificates, corrections, evidence, signoffs
from training.models import Certificate, Module
from training.rules.certification import State

from . import team_world
from .content_tree import write
from .learning import texts
from .test_certificates import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(junior, mentor, owner, clinic) -> Certificate:
    """Held by Ines on the strength of an exam in which she answered everything rightly."""
    at = timezone.now() - dt.timedelta(hours=3)
    module = team_world.make_module("milia-myths")
    Module.objects.filter(pk=module.pk).update(quiz=quiz_of(3))
    module.refresh_from_db()
    team_world.read(junior, module, clinic, at=at)
    sit(junior, module.quiz, clinic.space, "aaa", at)
    seen = team_world.observed(junior, module, clinic, by=mentor, at=at)
    signoffs.sign_person(observation=seen, by=junior, at=at)
    programme = make_programme(module)
    return certificates.issue(person=junior, programme=programme, clinic=clinic, by=owner, at=at)


def plan(clinic) -> regrades.Plan:
    """Milk was right all along."""
    version = QuestionVersion.objects.select_related("question__bank").get(question__key="q3")
    proposal = regrades.propose(
        space=clinic.space, version=version, treatment="new_key", response="b", never_lower=False
    )
    return regrades.plan(proposal)


def correct(clinic, mentor, owner) -> Regrade:
    found, at = plan(clinic), timezone.now()
    given = {"plan_digest": found.digest(), "at": at}
    made = regrades.decide(proposal=found.proposal, reason="Milk.", by=mentor, **given)
    regrades.approve(regrade=made, by=owner, **given)
    assert run_due(clock=lambda: at)
    return made


def test_the_dry_run_names_the_certificate_that_rests_on_it(certificate, clinic) -> None:
    found = plan(clinic)
    (touched,) = found.touched[Attempt.objects.get().pk]
    assert touched.title == "Foundation"
    assert touched.url == reverse("training:certificate-detail", args=[certificate.public_id])
    assert (found.fails, found.certificates, found.needs_second) == (1, 1, True)


def test_a_revoked_certificate_is_touched_no_more(certificate, owner, clinic) -> None:
    certificates.change(
        certificate=certificate, kind="revoked", reason="Left.", by=owner, at=timezone.now()
    )
    assert plan(clinic).touched == {}


def test_no_certificate_changes_by_itself_and_its_page_says_what_happened(
    certificate, mentor, owner, clinic
) -> None:
    detail = reverse("training:certificate-detail", args=[certificate.public_id])
    assert "corrected on" not in browser(owner).get(detail).content.decode()
    correct(clinic, mentor, owner)
    assert [one.passed for one in Result.objects.order_by("number")] == [True, False]
    held = certificates.with_history().get()
    assert certificates.state_of(held, at=timezone.now()) is State.VALID
    page = browser(owner).get(detail).content.decode()
    assert "Rests on a result that was corrected on" in page


def test_a_pass_that_was_taken_back_is_evidence_for_nothing_new(
    certificate, mentor, owner, clinic
) -> None:
    quiz = Attempt.objects.get().quiz_id
    assert evidence._passing_result(certificate, quiz).passed
    correct(clinic, mentor, owner)
    with pytest.raises(Result.DoesNotExist):
        evidence._passing_result(certificate, quiz)


def test_a_mentor_knows_the_names_of_her_mentees_and_an_owner_of_everybody(
    junior, mentor, owner, clinic, stranger
) -> None:
    other = person("Vida", clinic, "junior", mentor=person("Nils", clinic, "mentor"))
    assert set(corrections.sight(mentor, clinic.space)) == {junior}
    assert {junior, other} <= set(corrections.sight(owner, clinic.space))
    assert not corrections.sight(stranger, clinic.space).exists()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "content"


def load(root: Path, found: dict[str, str], **options: object) -> str:
    out = io.StringIO()
    call_command("load_content", path=write(root, found), stdout=out, **options)
    return out.getvalue()


def test_a_load_that_changes_a_key_offers_to_correct_what_was_marked(
    root, junior, clinic, settings
) -> None:
    settings.QUIZZES = settings.QUIZZES | {"GATE": "tests.quizzes.host.gate"}
    found = texts()
    load(root, found)
    at = timezone.now()
    quiz = Quiz.objects.get(slug="milia-myths")
    attempt = attempts.start(user=junior, quiz=quiz, space=clinic.space, at=at)
    attempts.submit(user=junior, attempt_id=attempt.public_id, at=at)
    asked = attempt.items.get(question__key="mm-101").question
    (place,) = (path for path, text in found.items() if "key: mm-101" in text)
    worded = found[place].replace("It has no opening.", "It has no way out.")
    assert "older key" not in load(root, found | {place: worded})
    swapped = worded.replace('correct: true, why: "Nothing', 'why: "Nothing')
    swapped = swapped.replace(
        'needs more pressure.", why: "Pressure harms the skin.", belief: M03',
        'needs more pressure.", correct: true, why: "Pressure harms the skin."',
    )
    said = f"mm-101: 1 finished attempt was marked by an older key, see /questions/{asked.pk}/"
    assert said in load(root, found | {place: swapped}, dry_run=True)
    assert said in load(root, found | {place: swapped})
    assert "older key" not in load(root, found | {place: swapped}, again=True)
