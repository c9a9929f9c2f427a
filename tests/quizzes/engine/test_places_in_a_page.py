"""Names of an attempt, there and back, for marks on a picture and gaps in a text."""

from __future__ import annotations

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.faces import FACES, Naming
from quizzes.engine.kinds import KINDS
from quizzes.engine.kinds.base import ResponseError
from tests.quizzes.engine.examples import example


class Turned(dict):
    """Names to keys, refusing what it does not know, as an attempt's names do."""

    def __missing__(self, name):
        if name:
            raise ResponseError("unknown_key")
        return name


def naming(kind: str) -> Naming:
    rows, choices = KINDS[kind].keys(example(kind))
    named = {key: f"{n:016x}" for n, key in enumerate(rows)}
    chosen = {key: f"{n + 99:016x}" for n, key in enumerate(choices)}
    return Naming(named, chosen or named)


def inward(kind: str, response: object) -> object:
    rows, values = naming(kind)
    back = Naming(*(Turned((v, k) for k, v in one.items()) for one in (rows, values)))
    return FACES[kind].renamed(response, back)


KINDS_HERE = st.sampled_from(["hotspot", "cloze"])
words = st.sampled_from(["a", "b", "c", "a.a", "b.x", "", f"{0:016x}", f"{99:016x}", f"{100:016x}"])
json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | words,
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | words, inner),
    max_leaves=12,
)
clean = st.one_of(
    st.tuples(
        st.just("hotspot"),
        st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True, max_size=2),
    ),
    st.tuples(
        st.just("cloze"),
        st.fixed_dictionaries(
            {},
            optional={
                "a": st.sampled_from(["a", "b", "c"]),
                "b": words.filter(bool) | st.just("keratin"),
                "c": st.just({"value": "2", "unit": "mm"}),
            },
        ),
    ),
)


@given(clean)
def test_a_response_comes_back_as_it_went(one):
    kind, response = one
    outward = FACES[kind].renamed(response, naming(kind))
    assert inward(kind, outward) == response


@given(kind=KINDS_HERE, response=json)
def test_anything_from_a_page_is_cleaned_or_refused(kind, response):
    try:
        KINDS[kind].clean(example(kind), inward(kind, response))
    except ResponseError:
        return


@pytest.mark.parametrize("response", [{"a": "a"}, {f"{0:016x}": "a.a"}, {f"{0:016x}": "b"}])
def test_no_key_of_the_author_is_taken_for_a_name(response):
    with pytest.raises(ResponseError):
        inward("cloze", response)
    with pytest.raises(ResponseError):
        inward("hotspot", ["a"])
