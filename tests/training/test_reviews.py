"""A medical lead's sign-off: of one edition, superseded, withdrawn, and what changed since."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from quizzes.models.append_only import AppendOnlyError
from tests.training.content_tree import FOLDER
from tests.training.learning import LESSONS, load, texts
from tests.training.test_programmes import RED_FLAGS
from training import audit, reviews
from training.models import AuditEvent, Module, ModuleEdition, ModuleReview
from training.rules.reviews import State

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
LESSON = f"{LESSONS}/02-lesson-2.md"


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


def stands(clinic, module) -> reviews.Standing:
    """As a reader is told, which the owner's two pages must tell too."""
    told = reviews.of_module(clinic=clinic, module=module)
    listed = next(row for row in reviews.board(clinic) if row.module == module)
    assert listed.standing == told
    assert reviews.page(clinic=clinic, module=module).row == listed
    return told


def change(root, at, **replaced) -> None:
    load(root, {LESSON: texts()[LESSON].replace("It is sealed", "It is shut"), **replaced}, at)


def test_a_module_nobody_signed_awaits_the_medical_lead(clinic, module) -> None:
    assert stands(clinic, module) == reviews.Standing(State.AWAITING)


def test_a_signed_module_says_by_whom(clinic, other_clinic, module, sign) -> None:
    review = sign(note=" Read twice. ")
    found = stands(clinic, module)
    assert (found.state, found.review) == (State.SIGNED, review)
    assert (review.words.name, review.words.note) == ("Dr Noor", "Read twice.")
    assert stands(other_clinic, module).state is State.AWAITING


def test_a_changed_lesson_makes_it_signed_in_an_earlier_edition(root, clinic, module, sign, at):
    sign()
    change(root, at)
    found = stands(clinic, module)
    assert found.state is State.CHANGED
    assert found.changes.lessons == {"lesson-2"}
    row = next(row for row in reviews.board(clinic) if row.module == module)
    assert [text.title for text in row.changed] == ["What to say"]
    assert stands(clinic, Module.objects.get(slug="second-look")).state is State.AWAITING


@pytest.mark.parametrize(
    ("path", "old", "new", "what"),
    [
        (f"{FOLDER}/signoff.yaml", "in a minute", "in two minutes", "skills"),
        (f"{FOLDER}/quiz.yaml", "pass_mark: 80", "pass_mark: 85", "quiz"),
        (f"{FOLDER}/module.yaml", "Never share", "Do not share", "page"),
        ("claims.yaml", "Claim F004.", "Said anew.", "claims"),
        ("beliefs.yaml", "refutation: R", "refutation: Other", "beliefs"),
        (f"{FOLDER}/questions.yaml", "mm-c01", "mm-c01", "questions"),
    ],
)
def test_whatever_staff_read_counts_as_a_change(
    root, clinic, module, sign, at, path, old, new, what
) -> None:
    sign()
    text = texts()[path].replace(old, new)
    if what == "questions":
        text = text.replace("difficulty: 0.", "difficulty: 0.1", 1)
        text = text.replace("keratin", "soft keratin", 1)
    assert text != texts()[path]
    load(root, {path: text}, at)
    found = stands(clinic, module)
    assert found.state is State.CHANGED
    assert getattr(found.changes, what)


def test_a_change_of_its_red_flag_set_counts_too(root, clinic, module, sign, at) -> None:
    file = f"{FOLDER}/quiz.yaml"
    load(root, {file: texts()[file] + RED_FLAGS}, at)
    sign(edition=2)
    load(root, {file: texts()[file] + RED_FLAGS.replace("minutes: 5", "minutes: 6")}, at)
    assert stands(clinic, module).changes.quiz


def test_a_claim_checked_again_and_left_as_it_was_is_no_change(
    root, clinic, module, sign, at
) -> None:
    sign()
    text = texts()["claims.yaml"].replace("2026-11-02", "2026-11-20")
    assert load(root, {"claims.yaml": text.replace("2027-11-02", "2027-11-20")}, at).claims.changed
    assert stands(clinic, module).state is State.SIGNED


def test_a_later_sign_off_supersedes(root, clinic, module, sign, at) -> None:
    sign()
    change(root, at)
    second = sign(edition=2, last=1, name="Dr Other")
    found = stands(clinic, module)
    assert (found.state, found.review) == (State.SIGNED, second)


def test_text_put_back_as_it_was_is_what_was_signed_but_for_its_numbers(
    root, clinic, module, sign, at
) -> None:
    """A revision that returns to an old wording is a new revision: somebody looks again."""
    sign()
    change(root, at)
    load(root, {LESSON: texts()[LESSON]}, at + DAY)
    assert stands(clinic, module).state is State.CHANGED


def test_a_load_that_changes_nothing_makes_no_edition(root, at) -> None:
    assert not load(root, {}, at)
    assert ModuleEdition.objects.count() == 2
    change(root, at)
    assert set(ModuleEdition.objects.values_list("module__slug", "number")) == {
        ("milia-myths", 1),
        ("milia-myths", 2),
        ("second-look", 1),
    }


def test_what_changed_while_she_read_is_not_signed(root, sign, at) -> None:
    change(root, at)
    with pytest.raises(reviews.Stale):
        sign()
    sign(edition=2)
    with pytest.raises(reviews.Stale):  # the second click
        sign(edition=2)
    assert ModuleReview.objects.count() == 1


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


def test_the_pages_cost_the_same_however_often_it_was_signed(root, clinic, module, sign, at):
    def cost():
        counts = []
        for ask in (
            lambda: reviews.of_module(clinic=clinic, module=module),
            lambda: reviews.board(clinic),
            lambda: reviews.page(clinic=clinic, module=module),
        ):
            with CaptureQueriesContext(connection) as seen:
                ask()
            counts.append(len(seen))
        return counts

    sign()
    assert cost() == [1, 4, 3]
    for last in range(1, 4):
        sign(last=last)
    change(root, at)
    assert cost() == [1, 4, 3]
