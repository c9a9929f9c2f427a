"""Searching: what is found, what is shown of it, and how the index follows the content."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.training.content_tree import BELIEF, FOLDER
from tests.training.learning import LESSONS, SECOND, load, texts
from tests.training.searching import EYES, FIRST, found, hits, load_all, marked, said
from training import search
from training.models import SearchEntry

pytestmark = pytest.mark.django_db
WRITES = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture
def root(tmp_path, at):
    return load_all(tmp_path / "content", at)


def test_a_lesson_is_found_by_its_title_a_heading_and_its_text(root):
    lesson = ("lesson", "Around the eye")
    assert found("around eye") == {lesson}
    assert found("lid") == {lesson}
    assert lesson in found("needle eyelid")


def test_a_hit_leads_to_the_heading_it_stands_below(root):
    (hit,) = hits("eyelid")
    assert hit.url == "/learn/milia-myths/around-the-eye/#the-lid"
    assert (said(hit.line.heading), hit.place) == ("The lid", "Milia myths")
    assert said(hit.line.text).startswith("Never bring a needle near an eyelid. A café")
    assert marked(hit.line.text) == ["eyelid"]


def test_other_forms_capitals_and_accents_make_no_difference(root):
    for q in (
        "NEEDLE EYELIDS",
        "needling eyelid",
        "cafe",
        "CAFÉ",
        "cafe\N{COMBINING ACUTE ACCENT}",
    ):
        assert found(q) == {("lesson", "Around the eye")}, q
    assert found("milium") == found("milia") != set()


def test_the_last_word_may_be_a_beginning_and_the_others_may_not(root):
    assert found("needle eyel") == {("lesson", "Around the eye")}
    assert search.find(q="need eyelid").is_close


def test_every_word_must_be_there_else_the_closest_are_shown_and_called_so(root):
    answer = search.find(q="eyelid zebra")
    assert answer.is_close
    assert [said(hit.title) for hit in answer.page] == ["Around the eye"]
    assert not search.find(q="zebra").total


def test_a_slip_at_the_end_of_a_word_still_finds_something_close(root):
    assert found("eyelidz") == {("lesson", "Around the eye")}


def test_a_claim_is_found_by_its_number_and_its_wording(root):
    (hit,) = hits("f068")
    assert (hit.kind, hit.url, hit.strength) == ("claim", "/claims/F068/", "moderate")
    assert said(hit.line.text) == "Claim F068."
    assert ("claim", "F004") in found("claim")


def test_a_module_is_found_by_what_it_teaches_and_what_must_not_be_missed(root):
    (hit,) = hits("share")
    assert (hit.kind, hit.url) == ("module", "/learn/milia-myths/#must")
    assert said(hit.line.text) == "Never share home needling."
    assert {hit.url for hit in hits("pass")} == {"/learn/milia-myths/#objectives"}


def test_a_myth_is_never_shown_without_what_holds(root):
    (hit,) = hits("steam opens")
    assert (hit.kind, said(hit.title)) == ("belief", "Steam opens them.")
    assert said(hit.line.text) == "Steam softens the skin and opens nothing."
    assert hit.url == "/learn/milia-myths/why-popping-fails/#sealed"


def test_a_hit_in_the_title_stands_before_one_in_the_text(root, at):
    new = SECOND.replace("title: What to say", "title: Eyelid").replace("sealed", "sealed lid")
    load(root, {f"{LESSONS}/04-eyelid.md": new}, at)
    assert [said(hit.title) for hit in hits("eyelid")] == ["Eyelid", "Around the eye"]


def test_one_kind_can_be_asked_for_and_each_kind_is_counted(root):
    answer = search.find(q="needl", show="module")
    assert dict(answer.counts) == {"lesson": 1, "module": 1}
    assert {hit.kind for hit in answer.page} == {"module"}
    assert search.find(q="needl", show="anything").show == ""


def test_a_load_that_changes_nothing_writes_nothing_and_asks_once(root, at):
    before = list(SearchEntry.objects.order_by("pk").values_list("pk", "digest"))
    with CaptureQueriesContext(connection) as seen:
        load(root, {}, at)
    assert [q["sql"] for q in seen if q["sql"].startswith(WRITES)] == []
    assert len([q for q in seen if "searchentry" in q["sql"]]) == 1
    assert list(SearchEntry.objects.order_by("pk").values_list("pk", "digest")) == before


def test_only_what_changed_is_made_anew(root, at):
    before = dict(SearchEntry.objects.values_list("ref", "pk"))
    load(root, {FIRST: texts()[FIRST].replace("It is sealed", "It is shut")}, at)
    after = dict(SearchEntry.objects.values_list("ref", "pk"))
    assert {ref for ref, pk in after.items() if before.get(ref) != pk} == {
        "milia-myths/why-popping-fails"
    }


def test_a_revised_lesson_is_found_by_its_new_words_and_not_by_the_old(root, at):
    load(root, {f"{LESSONS}/03-around-the-eye.md": EYES.replace("an eyelid", "a lash")}, at)
    assert found("lash") == {("lesson", "Around the eye")}
    assert not search.find(q="eyelid").total


def test_a_retired_lesson_is_not_found(root, at):
    (root / f"{LESSONS}/03-around-the-eye.md").unlink()
    load(root, {}, at)
    assert not search.find(q="eyelid").total
    load(root, {f"{LESSONS}/03-around-the-eye.md": EYES}, at)
    assert found("eyelid") == {("lesson", "Around the eye")}


def test_a_retired_module_claim_or_belief_is_not_found(root, at):
    load(root, texts(modules=2), at)
    assert len(hits("popping")) == 2
    for path in sorted((root / "modules/02-second-look").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (root / "modules/02-second-look").rmdir()
    beliefs = "beliefs:\n" + "".join(BELIEF.format(code=c) for c in ("M03", "M04", "M06"))
    load(root, {"beliefs.yaml": beliefs}, at)
    assert len(hits("popping")) == 1
    assert not hits("steam")


def test_a_new_title_of_a_module_is_shown_with_its_lessons(root, at):
    about = texts()[f"{FOLDER}/module.yaml"].replace("title: Milia myths", "title: Milia and myths")
    load(root, {f"{FOLDER}/module.yaml": about}, at)
    assert {hit.place for hit in hits("eyelid")} == {"Milia and myths"}


def test_a_load_that_is_rolled_back_leaves_the_index_as_it_was(root, at, monkeypatch):
    def fails(**_):
        raise RuntimeError

    monkeypatch.setattr("training.curriculum.loading.index", fails)
    with pytest.raises(RuntimeError):
        load(root, {f"{LESSONS}/03-around-the-eye.md": EYES.replace("eyelid", "lash")}, at)
    assert found("eyelid") == {("lesson", "Around the eye")}
