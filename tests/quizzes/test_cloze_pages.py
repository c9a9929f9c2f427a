"""A text with gaps, from the bank to the page that explains it."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import translation

from quizzes import attempts
from quizzes.engine.kinds.base import ResponseError
from quizzes.forms import responses
from quizzes.models import Attempt, Mark, Response, ResponseText, Space
from quizzes.quizzes import Policy
from training.models import User

from .browsing import HTMX, browser, form_of, item_url, start, url
from .making import CANARY, fixed, item, publish_bank, publish_quiz
from .placed_bodies import CLOZE

hypothesis = pytest.importorskip("hypothesis")
from hypothesis import strategies as st  # noqa: E402

pytestmark = pytest.mark.django_db


def posted(**fields: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({"kind": "cloze", "revision": "0"} | fields)
    return data


@pytest.fixture
def exam(junior: User, space: Space) -> Attempt:
    publish_bank([item("gaps", "cloze")])
    return start(junior, space, publish_quiz(fixed(["gaps"])))


@pytest.fixture
def practice(junior: User, space: Space) -> Attempt:
    publish_bank([item("gaps", "cloze", use="practice")])
    quiz = publish_quiz(fixed(["gaps"]), preset="practice", policy=Policy(), slug="practice")
    return start(junior, space, quiz)


def fields_in(page: str) -> list[str]:
    """The names of the fields of the gaps, in the order of the text."""
    return re.findall(r'name="(gn?\.\w+)"', page)


def option(page: str, text: str) -> str:
    """The name of a choice."""
    found = re.search(rf'<option value="(\w+)"[^>]*>{text}</option>', page)
    assert found, text
    return found[1]


def send(client, attempt: Attempt, *given: str, revision: int = 0, **more: str):
    """Post these into the gaps; a choice by its text."""
    page = client.get(item_url(attempt)).content.decode()
    values = [option(page, one) if one in ("cyst", "pimple", "bump") else one for one in given]
    fields = dict(zip(fields_in(page), values, strict=False))
    data = {"kind": "cloze", "revision": str(revision)} | fields | more
    return client.post(item_url(attempt), data, **(HTMX if "go" not in more else {}), follow=True)


def test_each_gap_is_a_labelled_control_inside_its_sentence(junior, exam) -> None:
    page = form_of(browser(junior).get(item_url(exam)).content.decode())
    assert [name.partition(".")[0] for name in fields_in(page)] == ["g", "g", "gn"]
    text = " ".join(re.sub(r"<select.*?</select>|<input[^>]*>", "#", page, flags=re.DOTALL).split())
    for number, before in ((1, "A milium is a"), (2, "of <em>"), (3, "It is")):
        label = f'<label class="gap"><span class="vh">Gap {number} of 3</span>#</label>'
        assert f"{before} {label}".replace("<em> <", "<em><") in text
    assert "Fill every gap. Each gap that is right counts." in page
    assert "[[" not in page


def test_a_page_tells_nothing_of_what_is_typed(junior, exam) -> None:
    page = browser(junior).get(item_url(exam)).content.decode()
    for secret in (CANARY, "kerat", "milky", "2.9", "what", "M01"):
        assert secret not in form_of(page), secret
    sizes = re.findall(r'<input type="text"[^>]* size="(\d+)"', page)
    assert len(sizes) == 2 and len(set(sizes)) == 1


def test_what_was_given_stands_in_its_gaps_again(junior, exam) -> None:
    client = browser(junior)
    assert send(client, exam, "pimple", "  Keratin. ", "2,5 mm").status_code == 200
    page = form_of(client.get(item_url(exam)).content.decode())
    assert re.search(r'<option value="\w+" selected>pimple</option>', page)
    assert 'value="Keratin."' in page
    assert 'value="2.5 mm"' in page
    review = client.get(url("attempt-detail", exam.public_id)).content.decode()
    for words in ("1 → pimple", "2 → Keratin.", "3 → 2.5 mm"):
        assert words in " ".join(re.sub(r"<[^>]+>", "", review).split())


def test_the_whole_response_is_stored_apart_and_can_be_erased(junior, exam) -> None:
    client = browser(junior)
    send(client, exam, "pimple", "my secret", "")
    stored = Response.objects.get()
    assert set(stored.body) == {"characters", "complete"} and stored.body["complete"] is False
    assert "my secret" in ResponseText.objects.get().text
    client.post(url("attempt-submit", exam.public_id))
    mark = Mark.objects.get()
    assert attempts.erase_texts(user=junior) == 1
    assert Mark.objects.get() == mark
    shown = client.get(url("attempt-result", exam.public_id) + "?show=all")
    assert shown.status_code == 200
    assert b"my secret" not in shown.content


def test_gaps_are_marked_and_the_sentence_is_told_filled_in(junior, practice) -> None:
    told = send(browser(junior), practice, "bump", "milky", "2 mm", go="check").content.decode()
    mark = Mark.objects.get()
    assert (mark.state, str(mark.fraction)) == ("partly", "0.5000000")  # (2 x 0.5 + 0 + 1) / 4
    assert [(one.choice, one.belief.code) for one in mark.beliefs.all()] == [("of.yy", "M03")]
    words = " ".join(told.split())
    assert '<span class="filled is-due"><del>bump</del> <b>cyst</b></span>' in words
    assert '<span class="filled is-late"><del>milky</del> <b>kerat…</b></span>' in words
    assert '<span class="filled is-done"><b>2 mm</b></span>' in words
    for said in ("Your answer, partly right", "Not right", "Your answer, right", "Gap 2"):
        assert said in words
    assert f"Too wide. {CANARY} A pocket. {CANARY}" in words


def test_a_gap_left_open_is_told_with_what_belongs_there(junior, exam) -> None:
    client = browser(junior)
    send(client, exam, "cyst")
    assert not attempts.sheet(user=junior, attempt_id=exam.public_id).items[0].complete
    page = client.get(client.post(url("attempt-submit", exam.public_id)).url + "?show=all")
    assert str(Mark.objects.get().fraction) == "0.5000000"
    assert CANARY not in page.content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("", "", "two"), "asks for a number"),
        (("", "", "1.000,5"), "asks for a number"),
        (("", "x" * 201, ""), "Write at most 200 characters"),
    ],
)
def test_what_no_gap_can_take_is_refused_in_words_and_not_stored(junior, exam, given, said) -> None:
    answer = send(browser(junior), exam, *given)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Response.objects.exists()


def test_a_unit_where_none_is_asked_for_is_refused_in_words(junior, space) -> None:
    gaps = [{k: v for k, v in gap.items() if k != "units"} for gap in CLOZE["gaps"]]
    publish_bank([item("gaps", "cloze", gaps=gaps)])
    attempt = start(junior, space, publish_quiz(fixed(["gaps"])))
    answer = send(browser(junior), attempt, "", "", "2 mm")
    assert answer.status_code == 422
    assert "Gap 3 asks for a number alone" in answer.content.decode()


def test_a_choice_of_another_gap_or_of_the_author_is_no_answer(junior, space) -> None:
    twice = CLOZE["gaps"][0] | {"key": "more"}
    text = CLOZE["text"] + " [[more]]"
    publish_bank([item("gaps", "cloze", gaps=[*CLOZE["gaps"], twice], text=text)])
    attempt = start(junior, space, publish_quiz(fixed(["gaps"])))
    client = browser(junior)
    page = form_of(client.get(item_url(attempt)).content.decode())
    first, last = re.findall(r"<select.*?</select>", page, re.DOTALL)
    names = [re.findall(r'<option value="(\w+)"', one) for one in (first, last)]
    assert len(set(names[0]) | set(names[1])) == 6
    field = fields_in(page)[0]
    for value in (names[1][0], "aa", "what.aa", "zz"):
        data = {"kind": "cloze", "revision": "0", field: value}
        assert client.post(item_url(attempt), data, **HTMX).status_code == 422, value
    for name in ("what", "zz"):
        data = {"kind": "cloze", "revision": "0", f"g.{name}": names[0][0]}
        assert client.post(item_url(attempt), data, **HTMX).status_code == 422, name
    assert not Response.objects.exists()


def test_a_typed_text_that_looks_like_a_choice_stays_a_text(junior, exam) -> None:
    client = browser(junior)
    page = client.get(item_url(exam)).content.decode()
    name = option(page, "cyst")
    for text in (name, "what.aa", "of.xx", "<b>x</b>"):
        revision = exam.items.get().revision
        send(client, exam, "cyst", text, revision=revision)
        shown = attempts.sheet(user=junior, attempt_id=exam.public_id).items[0]
        assert text in shown.response.values()
    assert "<b>x</b>" not in client.get(item_url(exam)).content.decode()
    assert "<b>x</b>" not in client.get(url("attempt-detail", exam.public_id)).content.decode()


def test_numbers_are_read_in_the_language_of_the_page() -> None:
    data = posted(**{"gn.x": "1,234"})
    with pytest.raises(ValidationError):
        responses.response(data)
    with translation.override("de"):
        assert responses.response(data) == {"x": {"value": "1.234"}}
        assert responses.sent("cloze", {"x": {"value": "1.5", "unit": "mm"}})["gn.x"] == "1,5 mm"


@hypothesis.given(st.dictionaries(st.sampled_from(["g.a", "g.b", "gn.a", "gn.c", "g."]), st.text()))
def test_any_text_is_a_response_or_refused_in_words(fields: dict[str, str]) -> None:
    try:
        found = responses.response(posted(**fields))
    except ValidationError as error:
        assert all(responses.problems(error))
    else:
        assert found is None or isinstance(found, dict)


@pytest.mark.parametrize("code", ["too_long", "unit_not_asked", "not_a_number", "unknown_key"])
def test_the_engine_s_refusals_have_words(code: str) -> None:
    error = ResponseError(code, limit=9)
    error.gap = 2
    assert all(responses.problems(responses.unfit(error)))


def test_in_a_lesson_gaps_are_explained_in_place_and_kept_when_refused(junior, space) -> None:
    publish_bank([item("gaps", "cloze", use="check")])
    quiz = publish_quiz(fixed(["gaps"]), preset="check", policy=Policy(), slug="check")
    check = attempts.checks(user=junior, quiz=quiz, space=space)["gaps"]
    what, of, wide = check.delivery["text"][1::2]
    choice = next(name for name, text in check.delivery["choices"].items() if text == "pimple")
    client, address = browser(junior), url("check-answer", quiz.slug, "gaps")
    given = {"kind": "cloze", f"g.{what}": choice, f"g.{of}": "keratin", "next": "/learn/x/y/"}
    refused = client.post(address, given | {f"gn.{wide}": "two"}, **HTMX)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "asks for a number" in page and 'value="keratin"' in page and 'value="two"' in page
    told = client.post(address, given | {f"gn.{wide}": "2"}, **HTMX).content.decode()
    assert "Partly right" in told and "Try it again" in told
    assert "<del>pimple</del> <b>cyst</b>" in told
