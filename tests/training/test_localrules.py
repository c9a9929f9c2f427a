"""The clinic's own text beside a claim that depends on local law."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from tests.training.learning import answer_checks, load, newest, texts
from training import claims, localrules
from training.models import AuditEvent, ClaimRevision, LocalRule
from training.rules.scope import Standing

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SAID = {"text": "Here only the lead.", "law": "Rule 3", "checked_by": "Dr Noor"}


def local(code="F004", wording="Claim F004."):
    old = f'code: {code}\n    wording: "Claim {code}."'
    new = f'code: {code}\n    jurisdiction: "UK"\n    wording: "{wording}"'
    return {"claims.yaml": texts()["claims.yaml"].replace(old, new)}


@pytest.fixture
def root(tmp_path, at):
    load(tmp_path / "content", texts() | local(), at - 20 * DAY)
    return tmp_path / "content"


@pytest.fixture
def save(root, clinic, owner, at):
    def act(**given):
        fields = {"clinic": clinic, "code": "F004", "checked_on": at.date(), "number": 0, **SAID}
        return localrules.save(**fields | {"by": owner, "at": at} | given)

    return act


def beside_the_lesson(clinic):
    return next(n for n in claims.notes_of(newest("lesson-2"), clinic) if n.code == "F004")


def test_only_claims_that_depend_on_law_are_listed(
    root, clinic, at, django_assert_num_queries
) -> None:
    with django_assert_num_queries(2):
        rows = localrules.listed(clinic=clinic, today=at.date())
    assert [(row.revision.claim.code, row.here) for row in rows] == [("F004", None)]


def test_readers_of_this_clinic_get_its_own_text(
    clinic, other_clinic, save, at, django_assert_num_queries
) -> None:
    assert beside_the_lesson(clinic).here is None
    assert beside_the_lesson(clinic).jurisdiction == "UK"
    save()
    with django_assert_num_queries(4):  # two of them find the lesson
        here = beside_the_lesson(clinic).here
    assert here == localrules.Here("Here only the lead.", "Rule 3", at.date(), "Dr Noor")
    revision = ClaimRevision.objects.get(claim__code="F004")
    assert localrules.of_claim(clinic=clinic, revision=revision) == here
    assert beside_the_lesson(clinic).wording == "Claim F004."
    assert beside_the_lesson(other_clinic).here is None
    assert localrules.of_claim(clinic=other_clinic, revision=revision) is None
    assert localrules.of_claim(clinic=None, revision=revision) is None


def test_an_explanation_says_what_holds_here(client, clinic, other_clinic, junior, save, at):
    answer_checks(junior, clinic, newest("why-popping-fails"), at)
    client.force_login(junior)

    def explained():
        html = client.get("/learn/milia-myths/why-popping-fails/").content.decode()
        return html.partition("Rests on")[2]

    assert "Depends on local law. Said for: UK." in explained()
    save(text="Only the lead <b>here</b>.")
    assert "Here: Only the lead &lt;b&gt;here&lt;/b&gt;. (Rule 3)" in explained()
    elsewhere = claims.references(["F004"], [], other_clinic.space_id).claims["F004"]
    assert elsewhere.caution.startswith("Depends on local law")


def test_an_explanation_names_a_text_that_the_claim_has_overtaken(root, clinic, save, at):
    save()
    load(root, local(wording="Said anew."), at)
    note = claims.references(["F004"], [], clinic.space_id).claims["F004"]
    assert note.caution.endswith("Claim reworded since: ask before you rely on this text.")


def test_an_empty_text_takes_it_back(clinic, save) -> None:
    save()
    empty = dict.fromkeys(SAID, "") | {"checked_on": None}
    assert save(number=1, **empty).here is None
    assert beside_the_lesson(clinic).here is None
    assert save(number=2, **empty).number == 2  # nothing to take back: no new row
    assert save(number=2).here.text == "Here only the lead."


@pytest.mark.parametrize("name", ["text", "law", "checked_by", "checked_on"])
def test_half_a_text_is_refused_with_what_is_missing(save, name) -> None:
    with pytest.raises(ValidationError) as refusal:
        save(**{name: None if name == "checked_on" else " "})
    assert refusal.value.message_dict.keys() == {name}
    assert not LocalRule.objects.exists()


def test_a_day_to_come_is_refused(save, at) -> None:
    with pytest.raises(ValidationError):
        save(checked_on=at.date() + DAY)


def test_a_stale_save_is_told_what_stands_now(save) -> None:
    save()
    with pytest.raises(localrules.Stale) as refusal:
        save(text="Another")
    assert refusal.value.row.here.text == "Here only the lead."
    assert LocalRule.objects.count() == 1


def test_the_same_once_more_makes_no_row_unless_the_claim_was_reworded(
    root, clinic, save, at
) -> None:
    save()
    assert save(number=1).number == 1
    again = local()["claims.yaml"].replace("2026-11-02", "2026-11-20")
    load(root, {"claims.yaml": again}, at)
    assert not localrules.row(clinic=clinic, code="F004", today=at.date()).is_reworded
    load(root, local(wording="Said anew."), at)
    row = localrules.row(clinic=clinic, code="F004", today=at.date())
    assert row.is_reworded
    assert localrules.of_claim(clinic=clinic, revision=row.revision).is_reworded
    assert not save(number=1).is_reworded
    assert LocalRule.objects.count() == 2


def test_a_text_is_to_be_checked_again_after_a_year(clinic, save, at) -> None:
    save()
    row = localrules.row(clinic=clinic, code="F004", today=at.date() + 365 * DAY)
    assert row.standing is Standing.CHECK_AGAIN


def test_a_claim_that_depends_on_no_law_has_no_local_rule(save) -> None:
    with pytest.raises(ClaimRevision.DoesNotExist):
        save(code="F068")


@pytest.mark.parametrize("who", ["junior", "mentor", "stranger"])
def test_only_an_owner_here_writes(request, save, who) -> None:
    with pytest.raises(PermissionDenied):
        save(by=request.getfixturevalue(who))


def test_a_save_is_on_record_and_not_edited(clinic, save) -> None:
    save()
    event = AuditEvent.objects.get(chain__clinic=clinic)
    assert (event.action, event.data["claim"]) == ("rule.saved", "F004")
    assert "lead" not in str(event.data)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {LocalRule._meta.db_table} SET number = 7")


def test_an_erased_text_is_no_text(clinic, save) -> None:
    save()
    LocalRule.objects.get().words.delete()
    assert beside_the_lesson(clinic).here is None
