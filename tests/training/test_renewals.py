"""Renewing by the shorter way, and the yearly refresh: by rule, on one's own, over years."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from quizzes import attempts, grants, quizzes
from quizzes.models import Grant
from tests.training import team_world as world
from tests.training.renewing import DAY, again, first, make_programme
from tests.training.test_certificates import certify, observe
from training import certificates, evidence, matrix, refreshes, renewals, rereading
from training.models import AuditEvent, Programme, ProgrammeRevision
from training.renewals import Turn
from training.rules.certification import State
from training.rules.refresh import RefreshState
from training.rules.requirements import Gap

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(clinic):
    return world.make_module("milia-myths")


@pytest.fixture
def programme(module):
    return make_programme(module)


@pytest.fixture
def held(programme, junior, clinic, mentor, owner, at):
    return first(junior, programme, clinic, mentor, owner, at)


def turns(certificate, at):
    return [one.turn for one in renewals.renewal(certificate=again(certificate), at=at).lines]


def opening(who, quiz, clinic, at):
    policy = quizzes.Policy.from_json(quizzes.newest(quiz).policy)
    past = quizzes.history(user=who, quiz=quiz, space=clinic.space, at=at)
    given = grants.allowance(user=who, quiz=quiz, space=clinic.space, at=at)
    return quizzes.opening(past, policy=policy, allowance=given, at=at)


def begin(held, at):
    return renewals.begin(certificate=again(held), by=held.person, at=at)


def renew(held, module, clinic, owner, at):
    """Begin, pass what is asked again, and be certified again on the same day."""
    begin(held, at)
    world.sat(held.person, module, clinic, at=at)
    world.sat(held.person, module, clinic, at=at, score="1", alone=True)
    return again(certify(held.person, held.programme, clinic, owner, at))


def test_before_its_window_nothing_is_asked_again(held, at):
    with pytest.raises(renewals.NothingAsked):
        renewals.renewal(certificate=held, at=at + DAY)
    with pytest.raises(renewals.NothingAsked):
        begin(held, at + DAY)


def test_she_begins_by_herself_and_the_quizzes_open_from_the_window_on(
    held, module, junior, clinic
):
    opens = held.valid_until - 90 * DAY
    now = opens + 5 * DAY
    assert turns(held, now) == [Turn.BEGIN, Turn.QUIZ]  # the set she has never sat
    assert not opening(junior, module.quiz, clinic, now).allowed
    assert begin(held, now) == 1
    assert turns(held, now) == [Turn.QUIZ, Turn.QUIZ]
    assert opening(junior, module.quiz, clinic, now).attempts_left == 3
    grant = Grant.objects.get()
    assert (grant.counts_from, grant.by, grant.reason) == (opens, junior, "Practitioner")
    event = AuditEvent.objects.get(action="grant.renewed")
    assert (event.actor, event.subject) == (junior, junior)


def test_pressed_twice_it_opens_nothing_more_and_gives_no_attempt_back(
    held, module, junior, clinic
):
    now = held.valid_until - 80 * DAY
    begin(held, now)
    for day in range(3):
        world.sat(junior, module, clinic, score="0.5", at=now + 2 * day * DAY)
    later = now + 9 * DAY
    assert begin(held, later) == 0
    assert turns(held, later)[0] is Turn.TALK
    assert Grant.objects.count() == 1


def test_between_two_tries_of_a_renewal_there_is_the_same_pause(held, module, junior, clinic):
    now = held.valid_until - 80 * DAY
    begin(held, now)
    world.sat(junior, module, clinic, score="0.5", at=now)
    line = renewals.renewal(certificate=again(held), at=now + DAY / 2).lines[0]
    assert (line.turn, line.sitting.opens_at) == (Turn.PAUSE, now + DAY)


def test_nobody_else_begins_it(held, mentor, owner):
    for other in (mentor, owner):
        with pytest.raises(PermissionDenied):
            renewals.begin(certificate=held, by=other, at=held.valid_until - DAY)


def test_a_real_attempt_starts_after_a_fresh_start_and_not_before(held, module, junior, clinic):
    now = held.valid_until - 80 * DAY
    with pytest.raises(attempts.NotOpen) as refusal:
        attempts.start(user=junior, quiz=module.quiz, space=clinic.space, at=now)
    assert [one.code for one in refusal.value.reasons] == ["passed"]
    begin(held, now)
    assert opening(junior, module.quiz, clinic, now).allowed


def test_a_renewed_certificate_says_what_was_asked_again_and_no_more(held, module, clinic, owner):
    now = held.valid_until - 80 * DAY
    second = renew(held, module, clinic, owner, now)
    assert (second.cycle, second.supersedes, second.by_renewal) == (2, held, True)
    assert second.proves == ["It was renewed."]
    assert second.does_not_prove == ["The skills were not seen again.", "It is no licence."]
    assert [row["kind"] for row in evidence.summary(second)] == ["module", "must_not_miss"]
    assert held.proves == ["The skills were seen."]
    assert certificates.state_of(again(held), at=now) is State.SUPERSEDED


def test_in_grace_the_shorter_way_is_open_and_after_it_everything_is_asked(
    held, module, junior, clinic, owner, mentor
):
    grace = held.valid_until + 10 * DAY
    asked = renewals.renewal(certificate=again(held), at=grace)
    assert asked.cell.by_renewal
    assert asked.until == held.valid_until + 30 * DAY
    late = held.valid_until + 40 * DAY
    begin(held, late)
    world.sat(junior, module, clinic, at=late)
    assert turns(held, late) == [Turn.DONE, Turn.MENTOR]
    observe(junior, module, clinic, mentor, late)
    second = certify(junior, held.programme, clinic, owner, late)
    assert (second.by_renewal, second.cycle) == (False, 2)
    assert second.proves == ["The skills were seen."]


def test_what_was_done_in_the_window_counts_after_it_too_and_older_things_never(
    held, module, junior, clinic
):
    opens = held.valid_until - 90 * DAY
    begin(held, opens)
    world.sat(junior, module, clinic, at=opens)
    world.sat(junior, module, clinic, alone=True, score="1", at=opens - DAY)
    grace = held.valid_until + DAY
    asked = renewals.renewal(certificate=again(held), at=grace)
    assert [one.turn for one in asked.lines] == [Turn.DONE, Turn.BEGIN]


def test_after_a_revocation_she_begins_anew_from_that_day(held, module, junior, clinic, owner, at):
    revoked = at + 3 * DAY
    why = {"kind": "revoked", "reason": "An error.", "by": owner, "at": revoked}
    certificates.change(certificate=held, **why)
    asked = renewals.renewal(certificate=again(held), at=revoked + DAY)
    assert (asked.since, asked.until, asked.cell.by_renewal) == (revoked, None, False)
    assert begin(held, revoked + DAY) == 1
    assert opening(junior, module.quiz, clinic, revoked + DAY).allowed


def test_the_year_after_its_red_flags_are_asked_and_it_stays_valid(
    held, module, junior, clinic, at
):
    due = held.issued_at.replace(year=held.issued_at.year + 1)
    soon = due - 10 * DAY
    asked = renewals.renewal(certificate=again(held), at=soon)
    assert (asked.is_refresh, asked.until, asked.since) == (True, due, due - 60 * DAY)
    late = due + DAY
    assert refreshes.today(held, at=late).state is RefreshState.OVERDUE
    assert certificates.state_of(again(held), at=late) is State.VALID
    world.sat(junior, module, clinic, alone=True, score="1", at=late)
    assert refreshes.today(held, at=late).state is RefreshState.DONE
    with pytest.raises(renewals.NothingAsked):
        renewals.renewal(certificate=again(held), at=late)


def test_a_set_passed_before_is_opened_again_for_the_refresh(held, module, junior, clinic, at):
    world.sat(junior, module, clinic, alone=True, score="1", at=at)
    soon = held.issued_at.replace(year=held.issued_at.year + 1) - 10 * DAY
    assert turns(held, soon) == [Turn.BEGIN]
    assert begin(held, soon) == 1
    assert opening(junior, module.red_flags, clinic, soon).allowed


def test_an_overdue_refresh_carries_no_other_certificate_until_it_is_done(
    held, module, junior, clinic, owner, at
):
    lead = Programme.objects.create(slug="lead", position=2)
    ProgrammeRevision.objects.create(
        programme=lead,
        number=1,
        title="Lead",
        summary="Leads.",
        requirements=[{"kind": "programme", "programme": "practitioner"}],
        validity_months=24,
        window_days=90,
        grace_days=30,
        digest="y",
        published_at=at,
    )
    late = held.issued_at.replace(year=held.issued_at.year + 1) + DAY
    with pytest.raises(certificates.NotReady) as refusal:
        certify(junior, lead, clinic, owner, late)
    assert [one.gap for one in refusal.value.reasons] == [Gap.REFRESH]
    world.sat(junior, module, clinic, alone=True, score="1", at=late)
    assert certify(junior, lead, clinic, owner, late).cycle == 1


def test_a_renewal_that_fails_twice_sends_to_the_missed_lessons_as_the_first_time_did(
    held, module, junior, clinic
):
    now = held.valid_until - 80 * DAY
    begin(held, now)
    for day in (0, 2):
        world.sat(junior, module, clinic, score="0.5", at=now + day * DAY)
    assert rereading.missed(user=junior, quiz=module.quiz, clinic=clinic).tries == 2
    world.sat(junior, module, clinic, at=now + 4 * DAY)
    assert rereading.missed(user=junior, quiz=module.quiz, clinic=clinic).tries == 0


def test_the_owner_sees_it_in_the_matrix(held, owner, clinic):
    late = held.issued_at.replace(year=held.issued_at.year + 1) + DAY
    found = matrix.matrix(viewer=owner, clinic=clinic, at=late, show="refresh")
    assert (found.counts["refresh"], len(found.page)) == (1, 1)
    cell = found.page[0].cells[0]
    assert (cell.code, cell.refresh.state) == (State.VALID, RefreshState.OVERDUE)


HISTORY = (  # day of the certificate before -> what is so on that day
    (0, State.VALID, None),
    (300, State.VALID, None),
    (310, State.VALID, RefreshState.OPEN),
    (400, State.VALID, RefreshState.OVERDUE),
    (641, State.WINDOW, RefreshState.OVERDUE),
    (729, State.WINDOW, RefreshState.OVERDUE),
    (731, State.GRACE, None),
    (759, State.GRACE, None),
    (765, State.LAPSED, None),
)


@pytest.mark.parametrize(("day", "state", "refresh"), HISTORY)
def test_each_day_of_somebody_who_does_nothing(held, day, state, refresh):
    at = held.issued_at + day * DAY
    assert certificates.state_of(again(held), at=at) is state
    found = refreshes.today(held, at=at) if state in (State.VALID, State.WINDOW) else None
    waits = found if found and found.state is not RefreshState.AHEAD else None
    assert (waits and waits.state) == refresh


def test_renewed_year_after_year_every_cycle_asks_for_its_own_evidence(
    held, module, junior, clinic, owner
):
    """On the first day, in the middle and on the last day of three windows."""
    current, issues = held, [held]
    for before in (90, 45, 0.5):
        now = current.valid_until - before * DAY
        assert not matrix_cell(current, now).is_ready
        current = renew(current, module, clinic, owner, now)
        issues.append(current)
        assert certificates.state_of(current, at=now) is State.VALID
        assert current.valid_until > now + 700 * DAY
    assert [one.cycle for one in issues] == [1, 2, 3, 4]
    used = [row.result_id for one in issues for row in one.evidence.all() if row.result_id]
    assert len(used) == len(set(used))
    states = [certificates.state_of(again(one), at=now) for one in issues]
    assert states == [State.SUPERSEDED] * 3 + [State.VALID]


def matrix_cell(certificate, at):
    return renewals.renewal(certificate=again(certificate), at=at).cell


def test_what_is_asked_costs_the_same_whatever_was_sat(
    held, module, junior, clinic, django_assert_num_queries
):
    now = held.valid_until - 20 * DAY
    certificate = again(held)
    with django_assert_num_queries(16) as few:
        renewals.renewal(certificate=certificate, at=now)
    begin(held, now)
    certificate = again(held)
    for day in range(3):
        world.sat(junior, module, clinic, score="0.5", at=now + day * DAY)
    with django_assert_num_queries(len(few)):
        renewals.renewal(certificate=certificate, at=now + 5 * DAY)
