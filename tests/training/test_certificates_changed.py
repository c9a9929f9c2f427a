"""A certificate after its issue: renewed, revoked, suspended, put back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from training import certificates
from training.models import (
    Clinic,
    Module,
    Programme,
    User,
)
from training.rules.certification import State
from training.rules.requirements import Gap

from . import team_world as world
from .test_certificates import certify, make_programme, make_ready, observe

pytestmark = pytest.mark.django_db


DAY = dt.timedelta(days=1)


@pytest.fixture
def module(clinic: Clinic) -> Module:
    return world.make_module("milia-myths")


@pytest.fixture
def foundation(module: Module) -> Programme:
    return make_programme(module)


@pytest.fixture
def ready(junior: User, module: Module, clinic: Clinic, mentor: User, at: dt.datetime) -> User:
    make_ready(junior, module, clinic, mentor, at)
    return junior


def test_renewal_opens_with_the_window_and_asks_for_new_evidence(
    ready: User,
    module: Module,
    foundation: Programme,
    clinic: Clinic,
    owner: User,
    mentor: User,
    at: dt.datetime,
) -> None:
    first = certify(ready, foundation, clinic, owner, at)
    opens = first.valid_until - 90 * DAY
    with pytest.raises(certificates.NotReady) as refusal:
        certify(ready, foundation, clinic, owner, opens)
    assert {one.gap for one in refusal.value.reasons} == {Gap.TOO_OLD}
    world.sat(ready, module, clinic, at=opens + DAY)
    observe(ready, module, clinic, mentor, opens + DAY)
    second = certify(ready, foundation, clinic, owner, opens + 2 * DAY)
    assert (second.cycle, second.supersedes) == (2, first)
    states = [
        certificates.state_of(one, at=opens + 3 * DAY)
        for one in certificates.with_history().order_by("cycle")
    ]
    assert states == [State.SUPERSEDED, State.VALID]


def test_revoking_needs_a_reason_and_shows_at_once(
    ready: User, foundation: Programme, clinic: Clinic, owner: User, at: dt.datetime
) -> None:
    issued = certify(ready, foundation, clinic, owner, at)
    with pytest.raises(ValidationError):
        certificates.change(certificate=issued, kind="revoked", reason="  ", by=owner, at=at)
    certificates.change(certificate=issued, kind="revoked", reason="An error.", by=owner, at=at)
    assert certificates.verify(code=issued.code, at=at).state is State.REVOKED
    with pytest.raises(ValidationError):
        certificates.change(certificate=issued, kind="resumed", reason="No.", by=owner, at=at)


def test_a_suspension_can_be_ended(
    ready: User, foundation: Programme, clinic: Clinic, owner: User, at: dt.datetime
) -> None:
    issued = certify(ready, foundation, clinic, owner, at)
    certificates.change(certificate=issued, kind="suspended", reason="Asked.", by=owner, at=at)
    assert certificates.verify(code=issued.code, at=at).state is State.SUSPENDED
    later = at + DAY
    certificates.change(certificate=issued, kind="resumed", reason="Clear.", by=owner, at=later)
    assert certificates.verify(code=issued.code, at=later).state is State.VALID


def test_after_a_revocation_only_new_evidence_counts(
    ready: User, foundation: Programme, clinic: Clinic, owner: User, at: dt.datetime
) -> None:
    issued = certify(ready, foundation, clinic, owner, at)
    certificates.change(
        certificate=issued, kind="revoked", reason="An error.", by=owner, at=at + DAY
    )
    with pytest.raises(certificates.NotReady):
        certify(ready, foundation, clinic, owner, at + 2 * DAY)
