import datetime as dt

import pytest

from quizzes.permissions import Reading
from tests.training.content_tree import CLAIM
from tests.training.learning import LESSONS, SECOND, load, newest, texts
from training import claims
from training.models import Claim, ClaimRevision, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(tmp_path, at):
    load(tmp_path / "content", texts(), at)
    return tmp_path / "content"


def reworded(code="F004"):
    return texts()["claims.yaml"].replace(f'wording: "Claim {code}."', 'wording: "Said anew."')


def test_a_changed_wording_is_a_new_revision_and_the_old_one_stays(root, clinic, at):
    loaded = load(root, {"claims.yaml": reworded()}, at)
    assert (loaded.claims.new, loaded.claims.changed) == (0, 1)
    assert list(ClaimRevision.objects.filter(claim__code="F004").values_list("number")) == [
        (1,),
        (2,),
    ]
    assert claims.notes_here(["F004"], clinic)["F004"].wording == "Said anew."


def test_a_changed_strength_makes_a_new_revision_of_the_lessons_that_show_it(root, at):
    load(root, {"claims.yaml": texts()["claims.yaml"].replace("strong", "expert")}, at)
    assert newest("lesson-2").number == 2


def test_a_claim_that_is_gone_is_retired_and_returns(root, at):
    more = CLAIM.format(code="F099", strength="expert")
    load(root, {"claims.yaml": texts()["claims.yaml"] + more}, at)
    loaded = load(root, texts(), at)
    assert loaded.claims.retired == 1
    assert Claim.objects.get(code="F099").retired_at == at
    load(root, {"claims.yaml": texts()["claims.yaml"] + more}, at)
    assert not Claim.objects.exclude(retired_at=None).exists()


def test_sources_follow_the_files(root, at):
    changed = texts()["sources.yaml"].replace("title: Milia", "title: Milia revisited")
    loaded = load(root, {"sources.yaml": changed}, at)
    assert (loaded.sources.new, loaded.sources.changed) == (0, 1)
    assert Source.objects.get().title == "Milia revisited"


def test_references_say_what_stands_behind_an_explanation(root, django_assert_num_queries):
    place = "milia-myths/why-popping-fails"
    with django_assert_num_queries(3):
        found = claims.references(
            ["F004", "F999"], [f"{place}#sealed", place, f"{place}#nowhere", "gone/away#x"], None
        )
    note = found.claims["F004"]
    assert (note.wording, note.strength, note.url) == ("Claim F004.", "strong", "/claims/F004/")
    assert note.sources == ("Milia (2008)",)
    url = "/learn/milia-myths/why-popping-fails/"
    assert found.readings == {
        f"{place}#sealed": Reading("Why popping fails: Sealed", f"{url}#sealed"),
        place: Reading("Why popping fails", url),
        f"{place}#nowhere": Reading("Why popping fails", f"{url}#nowhere"),
    }
    assert found.claims.keys() == {"F004"}


def test_nothing_asked_costs_no_query(root, django_assert_num_queries):
    with django_assert_num_queries(0):
        claims.references([], [], None)


def test_a_claims_page_names_what_relies_on_it(root, at):
    load(root, {"claims.yaml": reworded()}, at)
    page = claims.page(code="F004", at=at)
    assert [use.text.title for use in page.lessons] == ["Why popping fails", "What to say"]
    assert [old.wording for old in page.earlier] == ["Claim F004."]
    assert page.questions > 0
    assert [source.key for source in page.sources] == ["BERK2008"]


def test_a_lesson_that_dropped_a_claim_no_longer_counts(root, at):
    dropped = SECOND.replace("[F004]", "[F068]")
    load(root, {f"{LESSONS}/02-lesson-2.md": dropped}, at)
    assert [use.text.title for use in claims.page(code="F004", at=at).lessons] == [
        "Why popping fails"
    ]


def test_a_claim_says_when_its_next_check_is_late(root, at):
    assert not claims.page(code="F004", at=at).is_due_for_review
    later = dt.datetime(2027, 12, 1, tzinfo=dt.UTC)
    assert claims.page(code="F004", at=later).is_due_for_review


def test_the_oldest_review_counts_for_a_text(root, at):
    changed = texts()["claims.yaml"].replace("2026-11-02", "2026-10-01", 1)
    load(root, {"claims.yaml": changed}, at)
    assert claims.oldest_review([newest("lesson-2")]) == dt.date(2026, 10, 1)
    assert claims.oldest_review([]) is None
