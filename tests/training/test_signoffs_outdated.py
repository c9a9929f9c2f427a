"""What came between the first tap and the signature: a new list, long days, a departure."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from training import progress, signoffs
from training.models import (
    Clinic,
    Membership,
    Module,
    Observation,
)

from .team_world import AT, make_module, ready, sat
from .test_signoffs import begin, finish, state

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def module(clinic: Clinic) -> Module:
    return make_module("milia-myths")


@pytest.fixture
def draft(clinic, mentor, junior, module) -> Observation:
    ready(junior, module, clinic)
    return begin(junior, module, clinic, mentor)


def revise(module: Module) -> None:
    """The list gains an item."""
    old = module.signoff.revisions.get()
    module.signoff.revisions.create(
        number=2,
        title=old.title,
        items=[*old.items, {"key": "stop", "text": "Stops in time"}],
        digest="r2",
        published_at=AT,
    )


def refused(draft: Observation, at) -> signoffs.Obstacle:
    with pytest.raises(signoffs.MayNotSign) as refusal:
        signoffs.sign_observer(observation=draft, by=draft.observer, at=at)
    assert not draft.signatures.exists()
    return refusal.value.obstacle


def test_a_draft_of_a_list_that_has_changed_is_begun_anew(
    clinic, mentor, junior, module, draft
) -> None:
    finish(draft)
    revise(module)
    assert refused(draft, AT) is signoffs.Obstacle.NEW_LIST
    anew = begin(junior, module, clinic, mentor, at=AT + HOUR)
    assert anew != draft
    assert anew.revision.number == 2
    assert list(signoffs.drafts(observer=mentor, clinic=clinic, at=AT + HOUR)) == [anew]


def test_what_was_signed_on_an_older_list_keeps_counting(
    clinic, mentor, junior, module, draft
) -> None:
    finish(draft)
    signoffs.sign_observer(observation=draft, by=mentor, at=AT)
    revise(module)
    signoffs.sign_person(observation=draft, by=junior, at=AT)
    assert state(junior, module, clinic) == "done"


def test_what_was_seen_long_ago_is_observed_again(clinic, mentor, junior, module, draft) -> None:
    finish(draft)
    late = AT + 30 * DAY + HOUR
    signoffs.tap(observation=draft, key="myth", outcome="not_yet", by=mentor, at=late)
    assert [
        one.is_outdated for one in signoffs.drafts(observer=mentor, clinic=clinic, at=late)
    ] == [True]
    assert refused(draft, late) is signoffs.Obstacle.LONG_AGO
    assert begin(junior, module, clinic, mentor, at=late) != draft


def test_the_date_of_the_evidence_is_when_it_was_seen(clinic, mentor, junior, module, draft):
    finish(draft)
    signoffs.tap(observation=draft, key="myth", outcome="not_yet", by=mentor, at=AT + DAY)
    signed = signoffs.sign_observer(observation=draft, by=mentor, at=AT + 20 * DAY)
    assert (signed.seen_at, signed.at) == (AT, AT + 20 * DAY)
    facts = progress.facts_of([junior], clinic)[junior.pk][module.pk]
    assert facts.signoff.observed_at == AT


def test_knowledge_is_current_at_the_signature_too(clinic, mentor, junior, module, draft) -> None:
    finish(draft)
    sat(junior, module, clinic, score="0.5", at=AT + HOUR)
    assert refused(draft, AT + 2 * HOUR) is signoffs.Obstacle.QUIZ


def test_who_has_left_is_not_signed_for(clinic, mentor, junior, draft) -> None:
    finish(draft)
    Membership.objects.filter(user=junior).update(ended_at=AT)
    with pytest.raises(PermissionDenied):
        signoffs.sign_observer(observation=draft, by=mentor, at=AT)
