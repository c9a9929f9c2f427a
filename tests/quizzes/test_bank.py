"""Publishing questions: versions, retirement, what is stored apart from the key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizzes import bank, marking
from quizzes.models import Belief, Question, QuestionVersion, StemVersion

from .making import AT, BODIES, CANARY, case, item, publish_bank, publish_beliefs

pytestmark = pytest.mark.django_db


def test_publishing_the_same_again_changes_nothing() -> None:
    items = [item("q1"), item("q2", "ordering")]
    assert publish_bank(items) == bank.Published(created=2, revised=0, unchanged=0, retired=0)
    assert publish_bank(items) == bank.Published(created=0, revised=0, unchanged=2, retired=0)
    assert QuestionVersion.objects.count() == 2


def test_a_changed_question_gets_a_new_version_and_keeps_the_old() -> None:
    publish_bank([item("q1"), item("q2")])
    published = publish_bank([item("q1", stem="What is inside?"), item("q2")])
    assert (published.revised, published.unchanged) == (1, 1)
    versions = QuestionVersion.objects.filter(question__key="q1").order_by("number")
    assert [version.number for version in versions] == [1, 2]
    assert "What is inside?" in versions[1].delivery["stem"]


def test_a_missing_question_is_retired_and_a_returned_one_is_back() -> None:
    publish_bank([item("q1"), item("q2")])
    assert publish_bank([item("q1")]).retired == 1
    assert Question.objects.get(key="q2").retired_at == AT
    assert publish_bank([item("q1")]).retired == 0
    assert publish_bank([item("q1"), item("q2")]) == bank.Published(0, 0, 2, 0)
    assert Question.objects.get(key="q2").retired_at is None


def test_a_new_name_of_the_module_moves_the_reading_with_it() -> None:
    publish_bank([item("q1")])
    assert QuestionVersion.objects.get().reading == "milia-myths/what-a-milium-is#inside"
    published = bank.publish_bank(
        slug="milia-myths", title="M", items=[item("q1")], cases=[], module_ref="myths", at=AT
    )
    assert published.revised == 1
    assert QuestionVersion.objects.latest("number").reading == "myths/what-a-milium-is#inside"


@pytest.mark.parametrize("kind", BODIES)
def test_nothing_of_the_key_is_in_what_is_delivered(kind: str) -> None:
    publish_bank([item("q1", kind)])
    version = QuestionVersion.objects.get()
    delivered = str(version.delivery)
    assert CANARY not in delivered
    for word in ("correct", "answer", "match'", "why", "belief", "explanation"):
        assert f"'{word}" not in delivered
    assert CANARY in str(version.rationale)


def test_the_stored_order_of_an_ordering_does_not_tell_the_answer() -> None:
    steps = [
        {"key": key, "text": key.title(), "why": "So."} for key in ("open", "clean", "ask", "note")
    ]
    publish_bank([item("q1", "ordering", steps=steps)])
    delivery = QuestionVersion.objects.get().delivery
    assert sorted(delivery["steps"]) == sorted(["ask", "clean", "note", "open"])
    assert "sequence" not in delivery


def test_markdown_is_rendered_once_and_raw_html_is_text() -> None:
    publish_bank([item("q1", stem="A *firm* dot <script>alert(1)</script>")])
    stem = QuestionVersion.objects.get().delivery["stem"]
    assert "<em>firm</em>" in stem
    assert "<script" not in stem


def test_claims_and_beliefs_of_a_version_are_rows() -> None:
    publish_bank([item("q1"), item("q2", "true_false")])
    claims = QuestionVersion.objects.values_list("question__key", "claims__code")
    assert set(claims) == {("q1", "F001"), ("q2", "F001")}
    found = Belief.objects.values_list("code", "choices__version__question__key", "choices__choice")
    assert set(found) == {("M03", "q1", "b"), ("M01", "q2", "a")}


def test_a_belief_that_was_never_published_is_refused_whole() -> None:
    with pytest.raises(bank.UnknownBelief) as refused:
        bank.publish_bank(slug="b", title="B", items=[item("q1")], cases=[], module_ref="b", at=AT)
    assert refused.value.codes == ("M03",)
    assert not Question.objects.exists()


def test_a_changed_belief_is_changed_in_place() -> None:
    publish_beliefs()
    publish_beliefs()
    assert Belief.objects.count() == 2
    Belief.objects.filter(code="M01").update(refutation="Old.", digest="old")
    publish_beliefs()
    assert Belief.objects.get(code="M01").refutation == "Refutation of M01."


def test_the_parts_of_a_case_share_its_wording() -> None:
    vignette, parts = case("c1", 3)
    publish_bank(parts, [vignette])
    versions = QuestionVersion.objects.select_related("question", "stem_version")
    assert {version.stem_version_id for version in versions} == {StemVersion.objects.get().pk}
    assert sorted(version.question.part for version in versions) == [1, 2, 3]


def test_a_new_wording_of_a_case_is_pinned_by_new_versions_of_its_parts() -> None:
    vignette, parts = case("c1")
    publish_bank(parts, [vignette])
    changed = [replace(part, digest=part.digest[::-1]) for part in parts]
    publish_bank(changed, [replace(vignette, stem="She flamed a needle.")])
    newest = QuestionVersion.objects.filter(number=2).select_related("stem_version")
    assert {version.stem_version.number for version in newest} == {2}
    assert QuestionVersion.objects.filter(number=1, stem_version__number=1).count() == 2


def test_statements_do_not_grow_with_the_number_of_questions(statements) -> None:
    counts = []
    for size in (3, 20):
        items = [item(f"s{size}-{n}") for n in range(size)]
        publish_beliefs()
        with statements() as found:
            bank.publish_bank(
                slug=f"s{size}", title="S", items=items, cases=[], module_ref="s", at=AT
            )
        counts.append(len(found))
    assert counts[0] == counts[1] <= 14


def test_definitions_are_kept_by_what_they_say() -> None:
    publish_bank([item("q1")])
    version = QuestionVersion.objects.get()
    one = marking.known_one(version.pk, version.digest)
    assert marking.known_one(-1, version.digest) is one
