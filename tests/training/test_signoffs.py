"""Observing: current knowledge first, each tap kept, both sign, nothing changes afterwards."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import MembershipFactory
from training import audit, people, progress, signoffs
from training.models import (
    AuditChain,
    AuditEvent,
    Clinic,
    Module,
    Observation,
    ObservedItem,
    User,
)

from .team_world import AT, add_juniors, make_module, observed, read, ready, sat

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def module(clinic: Clinic) -> Module:
    return make_module("milia-myths")


@pytest.fixture
def draft(clinic, mentor, junior, module) -> Observation:
    ready(junior, module, clinic)
    return begin(junior, module, clinic, mentor)


def begin(person: User, module: Module, clinic: Clinic, by: User, at=AT) -> Observation:
    return signoffs.begin(person=person, module=module, clinic=clinic, by=by, at=at)


def finish(draft: Observation, outcome: str = "seen") -> None:
    for key in ("minute", "keratin", "myth"):
        signoffs.tap(observation=draft, key=key, outcome=outcome, by=draft.observer, at=AT)


def state(person: User, module: Module, clinic: Clinic) -> str:
    return progress.of_people([person], clinic, AT)[person.pk][module.pk].state.value


def test_knowledge_comes_before_skill(clinic, mentor, junior, module) -> None:
    def refused() -> signoffs.Obstacle:
        with pytest.raises(signoffs.MayNotBegin) as refusal:
            begin(junior, module, clinic, mentor)
        return refusal.value.obstacle

    assert refused() is signoffs.Obstacle.LESSONS
    read(junior, module, clinic)
    assert refused() is signoffs.Obstacle.QUIZ
    sat(junior, module, clinic, score="0.5")
    assert refused() is signoffs.Obstacle.QUIZ
    sat(junior, module, clinic, at=AT - 731 * DAY)
    assert refused() is signoffs.Obstacle.TOO_OLD
    sat(junior, module, clinic)
    assert begin(junior, module, clinic, mentor).person == junior


def test_a_module_without_a_list_cannot_be_observed(clinic, mentor, junior) -> None:
    plain = make_module("plain", 2, signoff=False)
    ready(junior, plain, clinic)
    with pytest.raises(signoffs.MayNotBegin, match="no_list"):
        begin(junior, plain, clinic, mentor)


def test_beginning_twice_goes_on_with_the_same_draft(clinic, mentor, junior, module, draft):
    assert begin(junior, module, clinic, mentor) == draft
    assert AuditEvent.objects.filter(action="observation.begun").count() == 1


def test_nobody_observes_herself_or_out_of_her_scope(
    clinic, mentor, owner, stranger, module
) -> None:
    MembershipFactory(user=mentor, clinic=clinic, role="junior")
    junior = add_juniors(clinic, 1, mentor=mentor)[0]
    for person, by in ((mentor, mentor), (junior, owner), (stranger, mentor), (junior, junior)):
        read(person, module, clinic)
        sat(person, module, clinic)
        with pytest.raises(PermissionDenied):
            begin(person, module, clinic, by)
    assert not Observation.objects.exists()


def test_not_even_a_superuser_observes_herself(clinic, mentor, module) -> None:
    MembershipFactory(user=mentor, clinic=clinic, role="junior")
    User.objects.filter(pk=mentor.pk).update(is_superuser=True)
    ready(mentor, module, clinic)
    with pytest.raises(PermissionDenied):
        begin(mentor, module, clinic, User.objects.get(pk=mentor.pk))


def test_a_later_tap_is_a_later_row_and_the_same_tap_is_none(draft) -> None:
    for outcome in ("seen", "seen", "not_yet", "seen"):
        signoffs.tap(observation=draft, key="minute", outcome=outcome, by=draft.observer, at=AT)
    rows = ObservedItem.objects.filter(observation=draft).order_by("number")
    assert [(row.number, row.outcome) for row in rows] == [
        (1, "seen"),
        (2, "not_yet"),
        (3, "seen"),
    ]


def test_a_note_belongs_to_what_is_not_seen_yet(draft) -> None:
    mentor = draft.observer
    signoffs.note(observation=draft, key="myth", text=" Say it kindly ", by=mentor, at=AT)
    signoffs.note(observation=draft, text="Well done", by=mentor, at=AT)
    seen = [signoffs.Tap("minute", "seen", "not kept")]
    signoffs.save(observation=draft, taps=seen, by=mentor, at=AT)
    page = signoffs.page(viewer=mentor, observation=Observation.objects.get(pk=draft.pk))
    assert [(item.outcome, item.note) for item in page.items] == [
        ("seen", ""),
        ("", ""),
        ("not_yet", "Say it kindly"),
    ]
    assert page.observation.note == "Well done"
    assert (page.seen, page.not_yet, page.open) == (1, 1, 1)


def test_an_unknown_skill_or_outcome_changes_nothing(draft) -> None:
    taps = [signoffs.Tap("minute", "seen"), signoffs.Tap("nonsense", "seen")]
    for bad in (taps, [signoffs.Tap("minute", "perhaps")]):
        with pytest.raises(signoffs.UnknownItem):
            signoffs.save(observation=draft, taps=bad, by=draft.observer, at=AT)
    assert not ObservedItem.objects.exists()


def test_every_skill_needs_an_answer_before_it_is_signed(draft) -> None:
    signoffs.tap(observation=draft, key="keratin", outcome="seen", by=draft.observer, at=AT)
    with pytest.raises(signoffs.Unfinished) as refusal:
        signoffs.sign_observer(observation=draft, by=draft.observer, at=AT)
    assert refusal.value.keys == ("minute", "myth")


def test_both_sign_and_only_then_it_counts(clinic, mentor, junior, module, draft) -> None:
    finish(draft)
    with pytest.raises(signoffs.NotSignedYet):
        signoffs.sign_person(observation=draft, by=junior, at=AT)
    first = signoffs.sign_observer(observation=draft, by=mentor, at=AT + HOUR)
    assert (first.seen, first.total, len(first.digest)) == (3, 3, 64)
    assert state(junior, module, clinic) == "signoff"
    second = signoffs.sign_person(observation=draft, by=junior, at=AT + 2 * HOUR)
    assert second.digest == first.digest
    assert state(junior, module, clinic) == "done"
    assert signoffs.sign_person(observation=draft, by=junior, at=AT + 3 * HOUR) == second
    assert signoffs.sign_observer(observation=draft, by=mentor, at=AT + 3 * HOUR) == first
    assert audit.verify(AuditChain.objects.get(clinic=clinic)) == []


def test_after_the_signature_nothing_changes(draft, mentor) -> None:
    finish(draft)
    signoffs.sign_observer(observation=draft, by=mentor, at=AT)
    before = ObservedItem.objects.count()
    with pytest.raises(signoffs.Closed):
        signoffs.tap(observation=draft, key="minute", outcome="not_yet", by=mentor, at=AT)
    with pytest.raises(signoffs.Closed):
        signoffs.note(observation=draft, text="late", by=mentor, at=AT)
    assert ObservedItem.objects.count() == before


def test_only_the_observer_taps_and_only_she_and_the_person_sign(
    clinic, draft, junior, owner
) -> None:
    other = people.join(
        user=add_juniors(clinic, 1)[0], clinic=clinic, role="mentor", by=owner, at=AT
    ).user
    finish(draft)
    for user in (other, owner, junior):
        with pytest.raises(PermissionDenied):
            signoffs.tap(observation=draft, key="minute", outcome="not_yet", by=user, at=AT)
        with pytest.raises(PermissionDenied):
            signoffs.sign_observer(observation=draft, by=user, at=AT)
    signoffs.sign_observer(observation=draft, by=draft.observer, at=AT)
    for user in (other, owner, draft.observer):
        with pytest.raises(PermissionDenied):
            signoffs.sign_person(observation=draft, by=user, at=AT)


def test_the_digest_tells_a_changed_word_or_outcome(draft) -> None:
    finish(draft, "not_yet")

    def now() -> str:
        fresh = Observation.objects.select_related("revision").get(pk=draft.pk)
        return signoffs.digest(fresh, signoffs.observing.newest_taps(fresh))

    first = now()
    assert now() == first
    signoffs.note(observation=draft, key="myth", text="Kindly", by=draft.observer, at=AT)
    second = now()
    signoffs.tap(observation=draft, key="myth", outcome="seen", by=draft.observer, at=AT)
    assert len({first, second, now()}) == 3


def test_a_not_yet_is_kept_and_a_new_observation_follows(clinic, mentor, junior, module) -> None:
    ready(junior, module, clinic)
    first = observed(junior, module, clinic, mentor, seen=1)
    again = signoffs.ready(standing=people.standing(user=mentor), at=AT)
    assert [(one.person, one.about, one.again) for one in again] == [(junior, module, True)]
    second = begin(junior, module, clinic, mentor, at=AT + DAY)
    assert second != first
    finish(second)
    signoffs.sign_observer(observation=second, by=mentor, at=AT + DAY)
    history = signoffs.history(of=junior)
    assert [(one.seen, one.total) for one in history] == [(3, 3), (1, 3)]


def test_while_a_signature_is_missing_no_new_observation_begins(
    clinic, mentor, junior, module
) -> None:
    ready(junior, module, clinic)
    observed(junior, module, clinic, mentor)
    with pytest.raises(signoffs.MayNotBegin, match="signature"):
        begin(junior, module, clinic, mentor)
    assert [one.person for one in signoffs.waiting_for(junior)] == [junior]
    assert signoffs.ready(standing=people.standing(user=mentor), at=AT) == ()
