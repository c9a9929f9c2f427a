"""Recording a sign-off and taking it back: who may, what must be said, what stays."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from quizzes.models.append_only import AppendOnlyError
from tests.training.learning import load, texts
from training import audit, reviews
from training.models import AuditEvent, Module, ModuleReview
from training.rules.reviews import State

from .test_reviews import stands

pytestmark = pytest.mark.django_db


DAY = dt.timedelta(days=1)


@pytest.fixture
def root(tmp_path, at):
    load(tmp_path / "content", texts(modules=2), at - 20 * DAY)
    return tmp_path / "content"


@pytest.fixture
def module(root) -> Module:
    return Module.objects.get(slug="milia-myths")


@pytest.fixture
def sign(clinic, module, owner, at):
    def act(**given):
        fields = {
            "clinic": clinic,
            "module": module,
            "edition": 1,
            "last": 0,
            "name": "Dr Noor",
            "role": "Dermatologist, 12345",
            "reviewed_on": at.date(),
            "by": owner,
            "at": at,
        }
        return reviews.sign(**fields | given)

    return act


@pytest.mark.parametrize(("days", "is_sound"), [(1, False), (0, True), (-20, True), (-21, False)])
def test_the_day_is_not_to_come_and_not_before_the_edition(sign, at, days, is_sound) -> None:
    if is_sound:
        assert sign(reviewed_on=at.date() + days * DAY)
        return
    with pytest.raises(ValidationError) as refusal:
        sign(reviewed_on=at.date() + days * DAY)
    assert refusal.value.message_dict.keys() == {"reviewed_on"}
    assert not ModuleReview.objects.exists()


def test_today_is_the_day_where_the_clinic_is(clinic, sign, at) -> None:
    clinic.time_zone = "Pacific/Auckland"  # at 22:00 UTC it is tomorrow there
    clinic.save()
    assert sign(at=at.replace(hour=22), reviewed_on=at.date() + DAY)


@pytest.mark.parametrize("field", ["name", "role"])
def test_nobody_signs_without_a_name_and_a_role(sign, field) -> None:
    with pytest.raises(ValidationError) as refusal:
        sign(**{field: "  "})
    assert refusal.value.message_dict.keys() == {field}


@pytest.mark.parametrize("who", ["junior", "mentor", "stranger"])
def test_only_an_owner_of_this_clinic_records_and_withdraws(request, sign, at, who) -> None:
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        sign(by=by)
    with pytest.raises(PermissionDenied):
        reviews.withdraw(review=sign(), reason="Wrong", by=by, at=at)


def test_a_withdrawn_sign_off_counts_no_longer_and_the_one_before_holds(
    root, clinic, module, owner, sign, at
) -> None:
    first = sign()
    second = sign(last=1, name="Dr Wrong")
    gone = reviews.withdraw(review=second, reason=" The wrong Noor. ", by=owner, at=at)
    assert gone.reason.text == "The wrong Noor."
    assert stands(clinic, module).review == first
    assert reviews.withdraw(review=second, reason="Again", by=owner, at=at) == gone
    reviews.withdraw(review=first, reason="Also wrong", by=owner, at=at)
    assert stands(clinic, module).state is State.AWAITING
    assert sign(last=2).number == 3


def test_a_withdrawal_needs_a_reason(sign, owner, at) -> None:
    with pytest.raises(ValidationError):
        reviews.withdraw(review=sign(), reason="  ", by=owner, at=at)


def test_both_acts_are_on_the_clinics_record(clinic, owner, sign, at) -> None:
    review = sign()
    reviews.withdraw(review=review, reason="Wrong", by=owner, at=at)
    signed, withdrawn = AuditEvent.objects.filter(chain__clinic=clinic).order_by("number")
    assert (signed.action, withdrawn.action) == ("content.signed", "content.withdrawn")
    assert signed.data["digest"] == review.edition.digest
    assert "Noor" not in str(signed.data)
    assert withdrawn.words.text == "Wrong"
    assert audit.verify(signed.chain) == []


def test_facts_are_not_edited(sign) -> None:
    review = sign()
    for row in (review, review.edition):
        with pytest.raises(AppendOnlyError):
            row.save()
    table = ModuleReview._meta.db_table
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET number = 9")


def test_an_erased_name_leaves_the_sign_off(clinic, module, sign) -> None:
    sign().words.delete()
    assert stands(clinic, module).state is State.SIGNED
