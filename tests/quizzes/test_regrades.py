"""Ruling about a question that was wrong: the dry run, the decision, the second person."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from quizzes import attempts, regrades
from quizzes.engine.regrading import Unfit
from quizzes.formats.digests import digest_text
from quizzes.models import Job, Mark, Regrade, RegradeReason, RegradeVerdict, Result
from quizzes.permissions import REGRADE_OWN, Touched
from tests.conftest import person
from tests.factories import SpaceFactory

from .making import AT, SINGLE, item, publish_bank
from .regrading import NEXT_DAY, Case
from .test_results import sit

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(space, host, mentor) -> Case:
    return Case(space, host, mentor)


def figures(plan: regrades.Plan) -> dict[str, int]:
    return {name: count for name, count in plan.figures.items() if count}


def test_a_dry_run_says_who_changes_and_writes_nothing(case) -> None:
    near = case.sat("Ines", "aab")
    case.sat("Jonas", "aaa")
    case.sat("Vida", "aac")
    plan = case.plan("accept_also", "b")
    assert figures(plan) == {"asked": 3, "changed": 1, "passes": 1}
    change = plan.changes[0]
    assert (change.attempt_id, change.old_state, change.state) == (
        near.pk,
        "wrong",
        "right",
    )
    assert (str(change.before.score), change.before.passed) == ("0.66667", False)
    assert (str(change.after.score), change.after.passed) == ("1.00000", True)
    assert plan.needs_second
    assert (Mark.objects.count(), Result.objects.count(), Regrade.objects.count()) == (9, 3, 0)
    assert {one["action"] for one in case.host.RECORDED} == {"attempt.submitted"}


@pytest.mark.parametrize(
    ("treatment", "response", "scores"),
    [
        ("void", None, {"aab": "1.00000", "baa": "0.50000", "aa": "1.00000"}),
        ("credit_all", None, {"aab": "1.00000", "aa": "1.00000"}),
        ("new_key", "b", {"aab": "1.00000", "baa": "0.33333"}),
    ],
)
def test_each_treatment_moves_who_it_should(case, treatment, response, scores) -> None:
    sat = {case.sat(f"P{given}", given).pk: given for given in ("aab", "baa", "aa")}
    plan = case.plan(treatment, response)
    found = {sat[one.attempt_id]: str(one.after.score) for one in plan.changes}
    assert found == scores


def test_never_lower_leaves_who_would_lose(case) -> None:
    case.sat("Ines", "baa")  # 2 of 3; without the third 1 of 2
    case.sat("Jonas", "aab")
    plan = case.plan("void", never_lower=True)
    assert [str(one.after.score) for one in plan.changes] == ["1.00000"]
    assert plan.kept == 1


def test_the_newest_version_judges_where_it_can(case) -> None:
    kept = case.sat("Ines", "aab")
    case.sat("Jonas", "aac")
    with pytest.raises(Unfit, match="no_newer"):
        case.propose("newest")
    options = [
        {"key": "a", "text": "Keratin", "why": "No."},
        {"key": "b", "text": "Milk", "correct": True, "why": "Yes."},
    ]
    publish_bank([item("q1"), item("q2"), item("q3", options=options)])
    plan = case.plan("newest")
    assert [one.attempt_id for one in plan.changes] == [kept.pk]
    assert plan.misfits == 1


def test_versions_with_the_same_key_are_ruled_about_together(case) -> None:
    publish_bank([item("q1"), item("q2"), item("q3", stem="In other words?")])
    assert len(case.propose("void").versions) == 2
    options = [one | {"correct": one["key"] == "b"} for one in SINGLE["options"]]
    options[1].pop("belief")
    publish_bank([item("q1"), item("q2"), item("q3", options=options)])
    assert len(case.propose("void").versions) == 2


def test_only_this_space_and_only_what_has_ended(case, junior) -> None:
    attempts.start(user=junior, quiz=case.quiz, space=case.space, at=AT)
    elsewhere = SpaceFactory(name="Elsewhere")
    sit(person("Sten", case.space.clinic, "junior"), case.quiz, elsewhere, "aab")
    assert case.plan("void").asked == 0


def test_a_dry_run_costs_the_same_whatever_the_number(case, statements) -> None:
    counts, proposal = [], case.propose("void")
    for more in (1, 6):
        for number in range(more):
            case.sat(f"P{more}{number}", "aab")
        with statements() as found:
            plan = regrades.plan(proposal)
        counts.append(len(found))
    assert len(plan.changes) == 7
    assert counts[0] == counts[1] <= 6, found.real


def test_a_decision_keeps_its_reason_apart_and_asks_for_the_work(case) -> None:
    case.sat("Ines", "aaa")
    regrade = case.decide("credit_all")
    assert (regrade.needs_second, regrade.figures["asked"]) == (False, 1)
    assert regrade.reason_digest == digest_text("Two answers hold.")
    assert RegradeReason.objects.get(regrade=regrade).text == "Two answers hold."
    assert Job.objects.get().args["regrade"] == regrade.pk
    event = case.host.RECORDED[-1]
    assert (event["action"], event["by"], event["text"]) == (
        "regrade.decided",
        case.by,
        "Two answers hold.",
    )


def test_where_a_pass_hangs_on_it_nothing_happens_before_a_second_person_agrees(
    case, owner
) -> None:
    case.sat("Ines", "aab")
    regrade = case.decide("void")
    assert regrade.needs_second
    assert not Job.objects.exists()
    assert not Regrade.objects.in_force().exists()
    with pytest.raises(PermissionDenied):
        case.approve(regrade, case.by)
    case.approve(regrade, owner)
    assert Regrade.objects.in_force().get() == regrade
    assert Job.objects.get().by == case.by
    assert case.host.RECORDED[-1]["action"] == "regrade.approved"
    with pytest.raises(regrades.AlreadyDecided):
        case.approve(regrade, owner)


def test_a_certificate_asks_for_a_second_person_too(case) -> None:
    sat = case.sat("Ines", "baa")
    case.host.TOUCHED[sat.pk] = (Touched("Foundation", "/certificates/1/"),)
    plan = case.plan("void")
    assert (plan.passes + plan.fails, plan.certificates, plan.needs_second) == (0, 1, True)


def test_what_is_refused_never_holds(case, owner) -> None:
    case.sat("Ines", "aab")
    regrade = case.decide("void")
    regrades.refuse(regrade=regrade, by=case.by, at=NEXT_DAY)  # taken back
    assert not RegradeVerdict.objects.get().approved
    assert not Regrade.objects.in_force().exists()
    with pytest.raises(regrades.AlreadyDecided):
        case.approve(regrade, owner)


def test_what_was_shown_must_be_what_would_happen(case, owner) -> None:
    case.sat("Ines", "aab")
    shown = case.plan("void")
    case.sat("Jonas", "aac")
    with pytest.raises(regrades.Changed) as now:
        regrades.decide(
            proposal=shown.proposal,
            plan_digest=shown.digest(),
            reason="Both hold.",
            by=case.by,
            at=NEXT_DAY,
        )
    assert now.value.plan.asked == 2
    regrade = case.decide("void")
    case.sat("Vida", "aac")
    with pytest.raises(regrades.Changed):
        regrades.approve(
            regrade=regrade, plan_digest=regrade.plan_digest, by=_second(case, owner), at=NEXT_DAY
        )


def _second(case: Case, owner: object) -> object:
    case.host.RIGHTS |= {(owner.pk, act) for _, act in case.host.RIGHTS}
    return owner


def test_nobody_rules_about_her_own_answers(case) -> None:
    sit(case.by, case.quiz, case.space, "aab")
    with pytest.raises(PermissionDenied):
        case.decide("void")


def test_nobody_rules_about_a_question_she_is_examined_on_now(case) -> None:
    attempts.start(user=case.by, quiz=case.quiz, space=SpaceFactory(), at=NEXT_DAY)
    with pytest.raises(PermissionDenied):
        case.decide("void")


def test_nobody_rules_without_the_right_or_without_a_reason(case) -> None:
    proposal = case.propose("void")
    given = {"proposal": proposal, "plan_digest": regrades.plan(proposal).digest(), "at": NEXT_DAY}
    with pytest.raises(regrades.Refused, match="no_reason"):
        regrades.decide(reason="  ", by=case.by, **given)
    case.host.RIGHTS.clear()
    with pytest.raises(PermissionDenied):
        regrades.decide(reason="So.", by=case.by, **given)


def test_an_author_rules_about_the_banks_of_her_own_clinic_alone(case, owner) -> None:
    question = case.version.question
    case.host.RIGHTS.add((owner.pk, REGRADE_OWN))
    assert not regrades.may_rule(owner, question=question, space=case.space)
    question.bank.space = case.space
    assert regrades.may_rule(owner, question=question, space=case.space)
    question.bank.space = SpaceFactory()
    assert not regrades.may_rule(case.by, question=question, space=case.space)


def test_an_attempt_is_not_left_without_a_question(space, host, mentor) -> None:
    case = Case(space, host, mentor)
    case.sat("Ines", "aab")
    for key in ("q1", "q2"):
        _void(case, key)
    assert case.plan("void").empties
    with pytest.raises(regrades.Refused, match="nothing_left"):
        case.decide("void")


def _void(case: Case, key: str) -> None:
    for mark in Mark.objects.filter(item__question__key=key):
        Mark.objects.create(
            item=mark.item, number=2, version=mark.version, state="void", by=case.by, at=NEXT_DAY
        )


def test_questions_whose_key_changed_since_are_listed_until_somebody_rules(case) -> None:
    case.sat("Ines", "aab")
    publish_bank([item("q1"), item("q2", stem="Other words?"), item("q3")])
    assert regrades.outdated(space=case.space) == []
    options = [one | {"correct": one["key"] == "c"} for one in SINGLE["options"]]
    publish_bank([item("q1"), item("q2"), item("q3", options=options)])
    (found,) = regrades.outdated(space=case.space)
    assert (found.question.key, found.version.number, found.attempts) == ("q3", 1, 1)
    assert found.newest.number == 3
    assert regrades.outdated(space=SpaceFactory()) == []
    assert regrades.outdated(since=AT) == [found]
    assert regrades.outdated(since=AT + dt.timedelta(seconds=1)) == []
    case.decide("credit_all")
    assert regrades.outdated(space=case.space) == []
