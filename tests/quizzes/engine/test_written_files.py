"""Files beside a text: what a question allows, and the one form in which a response names them."""

from __future__ import annotations

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds import KINDS, definition
from quizzes.engine.kinds.base import DefinitionError, ResponseError
from tests.quizzes.engine.examples import BODIES, example

WRITTEN = KINDS["written"]
FILES = {"most": 2, "kinds": ["image", "pdf"], "megabytes": 5}
ONE, TWO, THREE = ("a" * 64, "b" * 64, "0" * 64)


def clean(response: object) -> object:
    return WRITTEN.clean(example("written", files=FILES), response)


def test_what_is_allowed_is_read_and_nothing_is_by_default():
    allowed = example("written", files=FILES).files
    assert (allowed.most, allowed.kinds, allowed.bytes) == (2, ("image", "pdf"), 5_000_000)
    assert example("written").files is None
    assert example("written", files=FILES | {"kinds": ["pdf"]}).files.kinds == ("pdf",)


def test_text_and_files_are_one_response():
    given_ = {"text": " Seen.\r\n", "files": [TWO, ONE]}
    assert clean(given_) == {"text": "Seen.", "files": [TWO, ONE]}
    assert clean({"files": [ONE]}) == {"text": "", "files": [ONE]}
    assert WRITTEN.summary(example("written", files=FILES), clean(given_)) == "Seen."


@pytest.mark.parametrize("empty", [{}, {"text": " "}, {"files": []}, {"text": None, "files": []}])
def test_neither_text_nor_files_is_blank(empty):
    assert clean(empty) is None


def test_without_files_the_response_is_the_text_alone():
    assert clean({"text": "Seen.", "files": []}) == clean("Seen.") == "Seen."


def test_files_alone_wait_for_a_person():
    found = example("written", files=FILES)
    graded = WRITTEN.grade(found, clean({"files": [ONE]}))
    assert (graded.fraction, graded.state) == (None, "waiting")
    assert WRITTEN.is_complete(found, clean({"files": [ONE]}))


@pytest.mark.parametrize(
    ("response", "code"),
    [
        ({"files": [ONE, TWO, THREE]}, "too_many"),
        ({"files": [ONE, ONE]}, "repeated_key"),
        ({"files": ["../../etc/passwd"]}, "wrong_type"),
        ({"files": ["A" * 64]}, "wrong_type"),
        ({"files": ONE}, "wrong_type"),
        ({"files": [7]}, "wrong_type"),
        ({"text": 7}, "wrong_type"),
        ({"text": "a", "name": "b"}, "unknown_key"),
        ({"text": "x" * 401, "files": [ONE]}, "too_long"),
    ],
)
def test_what_cannot_be_a_response_is_refused(response, code):
    with pytest.raises(ResponseError) as caught:
        clean(response)
    assert caught.value.code == code


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=80),
                    lambda inner: st.lists(inner, max_size=3)
                    | st.dictionaries(st.sampled_from(["text", "files", "x"]), inner, max_size=3),
                    max_leaves=6))  # fmt: skip
def test_any_json_is_taken_in_a_stable_form_or_refused(response):
    try:
        found = clean(response)
    except ResponseError:
        return
    assert clean(found) == found


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ("two", ("files", "not_a_mapping", "")),
        (FILES | {"most": 6}, ("files.most", "out_of_range", "1 to 5")),
        (FILES | {"megabytes": 11}, ("files.megabytes", "out_of_range", "1 to 10")),
        (FILES | {"kinds": []}, ("files.kinds", "missing", "")),
        (FILES | {"kinds": "pdf"}, ("files.kinds", "not_a_list", "")),
        (FILES | {"kinds": ["svg"]}, ("files.kinds", "unknown_file_kind", "svg")),
        (FILES | {"kinds": ["s" * 81]}, ("files.kinds", "unknown_file_kind", "s" * 80)),
        (FILES | {"where": "/"}, ("files", "unknown_key", "where")),
    ],
)
def test_an_author_is_told_what_is_wrong_with_files(files, problem):
    with pytest.raises(DefinitionError) as caught:
        definition("written", BODIES["written"] | {"files": files})
    assert {(p.path, p.code, p.detail) for p in caught.value.problems} >= {problem}
