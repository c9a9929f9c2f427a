"""A medical lead's sign-off: of one edition, superseded, withdrawn, and what changed since."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.training.content_tree import FOLDER
from tests.training.learning import LESSONS, load, texts
from tests.training.test_programmes import RED_FLAGS
from training import reviews
from training.models import Module, ModuleEdition, ModuleReview
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
