"""Places on a picture, from the bank to the page that explains them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone

from quizzes import attempts
from quizzes.formats.pictures import read_picture
from quizzes.forms import responses
from quizzes.models import Attempt, Mark, QuestionVersion, Quiz, Space
from quizzes.quizzes import Policy
from training.models import User

from .browsing import HTMX, browser, item_url, start, url
from .formats.test_pictures import PNG
from .making import CANARY, fixed, item, publish_bank, publish_quiz

hypothesis = pytest.importorskip("hypothesis")
from hypothesis import strategies as st  # noqa: E402

NAMES = {"Eyelids", "Chin", "Cheeks"}


def posted(**fields: str | list[str]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in ({"kind": "hotspot", "revision": "0"} | fields).items():
        data.setlist(name, [value] if isinstance(value, str) else value)
    return data


@pytest.fixture
def practice(db: None, junior: User, space: Space) -> Attempt:
    publish_bank([item("spots", "hotspot", use="practice")])
    quiz = publish_quiz(fixed(["spots"]), preset="practice", policy=Policy(), slug="practice")
    return start(junior, space, quiz)


def names_of(page: str) -> dict[str, str]:
    """What the names of the places are called in this attempt."""
    found = re.findall(r'name="marks" value="(\w+)"[^>]*><span>([^<]+)</span>', page)
    return {text: name for name, text in found}


def drawn(page: str) -> list[str]:
    """What stands on the picture."""
    over = re.search(r'<svg class="over".*?</svg>', page, re.DOTALL)
    return sorted(re.findall(r"<(polygon|ellipse)", over[0] if over else ""))


@pytest.mark.parametrize(
    "given",
    [["x1"], ["x1", "x2"], ["x1", ["0.41", "0.33"]], [["0", "1"], ["0.5", "0.25"]], None],
)
def test_what_fills_a_page_is_read_back_as_it_was(given) -> None:
    data = responses.sent("hotspot", given)
    data["kind"] = "hotspot"
    assert responses.response(data) == given


@pytest.mark.parametrize(
    "points", ["x", "0.5", "0.5 1.5", "0.5,0.5", "0.5 0.5;", ";".join(["0 0"] * 31)]
)
def test_a_point_that_is_none_is_refused_in_words(points: str) -> None:
    with pytest.raises(ValidationError) as caught:
        responses.response(posted(points=points))
    assert "Set it once more" in responses.problems(caught.value)[0][1]


def test_without_the_script_points_can_be_taken_back() -> None:
    data = posted(points="0.5 0.5", marks=["x1", "x1"])
    assert responses.response(data) == ["x1", ["0.5", "0.5"]]
    data["no-points"] = "1"
    assert responses.response(data) == ["x1"]


@hypothesis.given(text=st.text(), names=st.lists(st.text(), max_size=4))
def test_any_text_is_a_response_or_refused_in_words(text: str, names: list[str]) -> None:
    try:
        found = responses.response(posted(points=text, marks=names))
    except ValidationError as error:
        assert all(responses.problems(error))
    else:
        assert found is None or isinstance(found, list)


def test_a_page_names_the_places_and_says_the_rule_but_draws_none(junior, practice) -> None:
    page = browser(junior).get(item_url(practice, 1)).content.decode()
    assert set(names_of(page)) == NAMES
    assert "Mark up to 2 places." in page
    assert "A face from the front</title>" in page
    assert "Own title" not in page
    assert "A plain face with the eyes open." in page
    assert drawn(page) == []
    assert CANARY not in page


def test_names_and_points_are_marked_and_explained(junior, practice) -> None:
    client = browser(junior)
    page = client.get(item_url(practice, 1)).content.decode()
    lids = names_of(page)["Eyelids"]
    fields = {
        "kind": "hotspot",
        "revision": "0",
        "marks": lids,
        "points": "0.5 0.85",
        "go": "check",
    }
    told = client.post(item_url(practice, 1), fields, follow=True).content.decode()
    mark = Mark.objects.get()
    assert (mark.state, str(mark.fraction)) == ("partly", "0.5000000")
    assert [one.choice for one in mark.beliefs.all()] == ["chin"]
    for words in ("Marked, right", "Marked, not right", "Right, not marked", "Your point 1"):
        assert words in told
    assert "→ Chin" in re.sub(r"\s+", " ", told)
    assert drawn(told) == ["ellipse", "polygon", "polygon"]
    assert 'transform="translate(100 85)"' in told
    assert 'class="place missed is-due"' in told


def test_a_saved_answer_stands_in_the_page_again(junior, space) -> None:
    publish_bank([item("spots", "hotspot")])
    attempt = start(junior, space, publish_quiz(fixed(["spots"])))
    client = browser(junior)
    chin = names_of(client.get(item_url(attempt, 1)).content.decode())["Chin"]
    fields = {"kind": "hotspot", "revision": "0", "marks": chin, "points": "0.500 0.25"}
    assert client.post(item_url(attempt, 1), fields, **HTMX).status_code == 200
    page = client.get(item_url(attempt, 1)).content.decode()
    assert re.search(rf'value="{chin}" checked', page)
    assert 'name="points" value="0.5 0.25"' in page
    assert "Take back the point set on the picture" in page
    review = client.get(url("attempt-detail", attempt.public_id)).content.decode()
    assert "Chin" in review and "↔ 50 % ↕ 25 %" in review
    assert "Eyelids" not in review


def test_too_many_marks_are_refused_and_nothing_is_stored(junior, practice) -> None:
    client = browser(junior)
    names = names_of(client.get(item_url(practice, 1)).content.decode())
    fields = {"kind": "hotspot", "revision": "0", "marks": list(names.values()), "go": "check"}
    answer = client.post(item_url(practice, 1), fields, **HTMX)
    assert answer.status_code == 422
    assert not practice.items.get().responses.exists()


def test_a_result_tells_places_where_the_key_may_be_seen(junior, space) -> None:
    publish_bank([item("spots", "hotspot")])
    attempt = start(junior, space, publish_quiz(fixed(["spots"])))
    attempts.answer(
        user=junior,
        attempt_id=attempt.public_id,
        position=1,
        response=["lids", ["0.5", "0.5"]],
        certainty=None,
        revision=0,
        at=timezone.now(),
        in_keys=True,
    )
    client = browser(junior)
    page = client.get(client.post(url("attempt-submit", attempt.public_id)).url + "?show=all")
    assert "Marked, right" in page.content.decode()
    assert page.content.decode().count('class="place hit is-done"') == 2


def test_a_photograph_is_kept_under_its_digest_and_served(junior, space) -> None:
    photograph = read_picture("lid.png", PNG)
    made = item("spots", "hotspot")
    body = dict(made.body) | {"image": "lid.png"}
    publish_bank([replace(made, body=body, picture=photograph, digest="1" * 64)])
    shown = QuestionVersion.objects.get().delivery["picture"]
    assert shown["file"] == photograph.stored_name
    attempt = start(junior, space, publish_quiz(fixed(["spots"])))
    page = browser(junior).get(item_url(attempt, 1)).content.decode()
    address = f"/quizzes/pictures/{photograph.stored_name}"
    assert f'<img src="{address}" alt="A face from the front" width="3" height="2">' in page
    sent = browser(junior).get(address)
    assert (sent.content, sent["Content-Type"]) == (PNG, "image/png")
    assert "no-store" in sent["Cache-Control"]
    before = default_storage.get_modified_time(f"pictures/{photograph.stored_name}")
    publish_bank([replace(made, body=body, picture=photograph, digest="2" * 64)])
    assert default_storage.get_modified_time(f"pictures/{photograph.stored_name}") == before


@pytest.mark.parametrize("name", ["0" * 64 + ".png", "milium.sqlite3", "..%2Fsecret", "a.png"])
def test_no_other_file_is_served(junior, space, name: str) -> None:
    assert browser(junior).get(f"/quizzes/pictures/{name}").status_code == 404


def test_a_drawing_has_ids_of_its_own_wherever_it_stands(junior, space) -> None:
    publish_bank([item("one", "hotspot"), item("two", "hotspot")])
    ids = [
        set(re.findall(r'id="([^"]+)"', picture["svg"]))
        for version in QuestionVersion.objects.all()
        for picture in (version.delivery["picture"], version.rationale["more"]["picture"])
    ]
    assert all(ids) and len(set.union(*ids)) == sum(map(len, ids))


def test_a_question_without_its_picture_is_not_published(db: None) -> None:
    with pytest.raises(ValueError, match="with its picture"):
        publish_bank([replace(item("one", "hotspot"), picture=None)])


def test_in_a_lesson_places_are_explained_in_place_and_asked_again(junior, space) -> None:
    publish_bank([item("spots", "hotspot", use="check")])
    quiz = publish_quiz(fixed(["spots"]), preset="check", policy=Policy(), slug="check")
    client, address = browser(junior), url("check-answer", quiz.slug, "spots")
    lids = names_of(check_of(junior, quiz, space))["Eyelids"]
    fields = {"kind": "hotspot", "marks": lids, "points": "0.5 0.85", "next": "/learn/x/y/"}
    told = client.post(address, fields, **HTMX).content.decode()
    assert "Partly right" in told and "Marked, not right" in told and "Try it again" in told
    ids = re.findall(r' id="([^"]+)"', told)
    assert len(ids) == len(set(ids))
    refused = client.post(address, fields | {"points": "0.5"}, **HTMX)
    assert refused.status_code == 422
    assert "Set it once more" in refused.content.decode()


def check_of(user: User, quiz: Quiz, space: Space) -> str:
    check = attempts.checks(user=user, quiz=quiz, space=space)["spots"]
    context = {"check": check, "quiz": quiz, "back": "/learn/x/y/"}
    return render_to_string("quizzes/checks/_check.html", context)
