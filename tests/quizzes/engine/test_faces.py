"""What may be known of a question before an answer, from what is stored of it without its key."""

from __future__ import annotations

import pytest

from quizzes.engine.faces import FACES, Naming
from quizzes.engine.faces.base import Given
from quizzes.engine.kinds.base import ResponseError

OPTIONS = {"options": {"a": "<b>Pore</b>", "b": "Cyst", "c": "Wart"}}
STEPS = {"steps": {"a": "Wash", "b": "Prick", "c": "Press"}}
STATEMENTS = {"statements": {"s": "Sealed", "t": "Dirt"}, "sequence": ["t", "s"]}
PROMPTS = {
    "prompts": {"p": "Face", "q": "Nose"},
    "sequence": ["q", "p"],
    "choices": {"x": "Cheek", "y": "Tip", "z": "Ear"},
}
PAIR = {
    "options": {"a": "Press", "b": "Send on", "x": "Dirt", "y": "Sealed"},
    "actions": ["a", "b"],
    "reasons": ["x", "y"],
}
SPOTS = {"regions": {"a": "Lid", "b": "Nose"}, "picture": "<svg/>", "marks": 2}
PLACE = {
    "low": "0",
    "high": "10",
    "step": "1",
    "unit": "mm",
    "labels": {"10": "all", "2": "few", "0": "none"},
}
NUMBER = {"choices": {"mm": "mm", "cm": "Cm"}, "unit_required": True, "below_zero": False}
PATH = {
    "start": "one",
    "scenes": {"one": "A bump", "two": "It bleeds", "three": "Never met"},
    "choices": {"a": "Prick", "b": "Wait", "c": "Stop", "d": "Go on", "e": "Hidden"},
    "leads": {
        "one": {"a": "two", "b": ""},
        "two": {"c": "", "d": ""},
        "three": {"e": ""},
    },
}
GAPS = {
    "text": ["A ", "g", " of ", "h", " and ", "n", "."],
    "gaps": {"g": "choice", "h": "text", "n": "number"},
    "choices": {"g.x": "<b>cyst</b>", "g.y": "pore"},
}


def naming(rows: object = (), values: object = ()) -> Naming:
    """Every key in capitals; the rows' own names where values have none."""
    named = {key: key.upper() for key in rows}
    return Naming(named, {key: key.upper() for key in values} or named)


def names_of(kind: str, delivery: dict) -> Naming:
    return naming(*FACES[kind].keys(delivery))


def complete(kind: str, delivery: dict, *responses: object) -> list[bool]:
    return [FACES[kind].is_complete(delivery, one) for one in responses]


def test_options_are_shown_in_the_order_of_the_attempt_by_their_names():
    shown = FACES["single"].shown(OPTIONS, "cab", names_of("single", OPTIONS), None)
    assert list(shown["options"].items()) == [("C", "Wart"), ("A", "<b>Pore</b>"), ("B", "Cyst")]
    assert set(shown) == {"options"}
    asked = OPTIONS | {"choose": 2}
    assert FACES["multiple"].shown(asked, "abc", names_of("multiple", asked), None)["choose"] == 2


def test_a_choice_is_complete_when_as_many_are_chosen_as_are_asked_for():
    assert complete("single", OPTIONS, None, "a") == [False, True]
    assert complete("multiple", OPTIONS, None, ["a"]) == [False, True]
    two = OPTIONS | {"choose": 2}
    assert complete("multiple", two, ["a"], ["a", "b"]) == [False, True]
    assert complete("ordering", STEPS, None, ["a", "b"], ["c", "a", "b"]) == [False, False, True]


def test_what_was_chosen_is_said_in_the_words_of_the_question_and_nothing_else():
    said = FACES["multiple"].given
    assert said(OPTIONS, ["c", "a"]) == (Given("Wart"), Given("<b>Pore</b>"))
    assert said(OPTIONS, ["gone"]) == said(OPTIONS, None) == ()
    assert FACES["single"].given(OPTIONS, "b") == (Given("Cyst"),)
    assert FACES["single"].given(OPTIONS, "gone") == ()


def test_a_key_of_several_letters_is_one_key():
    words = {"options": {"open": "Pore", "o": "Cyst", "p": "Wart"}}
    assert FACES["single"].given(words, "open") == (Given("Pore"),)
    assert FACES["multiple"].given(words, ["open", "o"]) == (Given("Pore"), Given("Cyst"))


@pytest.mark.parametrize("kind", ["single", "multiple", "ordering", "branching", "hotspot"])
def test_what_is_chosen_gets_the_names_of_the_attempt(kind):
    for one, other in (("a", "A"), (["b", "a"], ["B", "A"]), (None, None), ([5], [5])):
        assert FACES[kind].renamed(one, naming("ab")) == other


def test_what_is_typed_or_placed_has_no_keys():
    for kind in ("scale", "short_text", "written"):
        assert [*map(list, FACES[kind].keys(PLACE))] == [[], []]


@pytest.mark.parametrize(
    ("response", "renamed"),
    [
        ("x", "X"),
        (["x", 3, None], ["X", 3, None]),
        ({"p": "y", 4: "z"}, {"P": "Y", 4: "Z"}),
        ({"p": True}, {"P": True}),
        (None, None),
        (7, 7),
    ],
)
def test_only_texts_are_keys_and_get_other_names(response, renamed):
    assert FACES["matching"].renamed(response, naming("pq", "xyz")) == renamed


def test_statements_and_prompts_stand_in_the_order_of_the_author():
    shown = FACES["true_false"].shown(STATEMENTS, "", names_of("true_false", STATEMENTS), None)
    assert list(shown["statements"].items()) == [("T", "Dirt"), ("S", "Sealed")]
    assert set(shown) == {"statements"}
    names = names_of("matching", PROMPTS)
    shown = FACES["matching"].shown(PROMPTS | {"layout": "list"}, "zxy", names, None)
    assert list(shown["prompts"]) == ["Q", "P"]
    assert list(shown["choices"].items()) == [("Z", "Ear"), ("X", "Cheek"), ("Y", "Tip")]
    assert shown["layout"] == "list"


def test_rows_are_complete_when_each_has_its_value_and_are_told_in_their_order():
    told = [None, {"s": True}, {"s": True, "t": False}]
    assert complete("true_false", STATEMENTS, *told) == [False, False, True]
    assert FACES["true_false"].given(STATEMENTS, told[2]) == (
        Given("Dirt", False),
        Given("Sealed", True),
    )
    assert FACES["true_false"].given(STATEMENTS, None) == ()
    said = FACES["matching"].given(PROMPTS, {"p": "x", "q": "gone"})
    assert said == (Given("Face", "Cheek"),)


def test_a_pair_has_two_lists_each_in_the_order_of_all():
    names = names_of("pair", PAIR)
    shown = FACES["pair"].shown(PAIR, "ybxa", names, None)
    assert (shown["actions"], shown["reasons"]) == (["B", "A"], ["Y", "X"])
    assert list(shown["options"]) == ["Y", "B", "X", "A"]
    halves = [{"action": "a"}, {"action": "a", "reason": "y"}]
    assert complete("pair", PAIR, None, *halves) == [False, False, True]
    assert FACES["pair"].given(PAIR, halves[1]) == (Given("Press"), Given("Sealed"))
    assert FACES["pair"].given(PAIR, None) == FACES["pair"].given(PAIR, {"reason": "no"}) == ()
    assert FACES["pair"].renamed({"action": "a", "reason": 3}, names) == {
        "action": "A",
        "reason": 3,
    }


def test_a_picture_shows_its_places_by_name_and_a_point_in_whole_percent():
    names = names_of("hotspot", SPOTS)
    assert FACES["hotspot"].shown(SPOTS, "ba", names, None) == {
        "regions": {"B": "Nose", "A": "Lid"},
        "picture": "<svg/>",
        "marks": 2,
    }
    said = FACES["hotspot"].given(SPOTS, ["b", ["0.25", "0.5"], "gone"])
    assert said == (Given("Nose"), Given("↔ 25 % ↕ 50 %"))
    assert FACES["hotspot"].given(SPOTS, None) == ()
    assert complete("hotspot", SPOTS, None, [], ["a"]) == [False, False, True]


def test_a_scale_shows_its_words_from_the_lowest_place_to_the_highest():
    shown = FACES["scale"].shown(PLACE, "", naming(), None)
    assert list(shown.pop("labels").items()) == [("0", "none"), ("2", "few"), ("10", "all")]
    assert shown == {"low": "0", "high": "10", "step": "1", "unit": "mm"}
    assert FACES["scale"].given(PLACE, "2<") == (Given("2&lt; mm"),)
    assert FACES["scale"].given(PLACE | {"unit": ""}, "2") == (Given("2"),)
    assert FACES["scale"].given(PLACE, None) == ()
    assert complete("scale", PLACE, None, "0") == [False, True]
    assert FACES["scale"].renamed("2", naming()) == "2"


def test_units_stand_by_their_text_so_that_their_order_tells_nothing():
    shown = FACES["numeric"].shown(NUMBER, "", names_of("numeric", NUMBER), None)
    assert list(shown.pop("choices").items()) == [("CM", "Cm"), ("MM", "mm")]
    assert shown == {"unit_required": True, "below_zero": False}


def test_a_number_is_complete_with_its_unit_where_one_is_asked_for():
    bare, whole = {"value": "2"}, {"value": "2", "unit": "mm"}
    assert complete("numeric", NUMBER, None, bare, {"unit": "mm"}, whole) == [False] * 3 + [True]
    assert complete("numeric", {}, None, {"value": ""}, bare) == [False, False, True]


def test_a_number_is_told_escaped_with_the_unit_of_the_question():
    said = FACES["numeric"].given
    assert said(NUMBER, {"value": "<2", "unit": "cm"}) == (Given("&lt;2 Cm"),)
    assert said(NUMBER, {"value": "2", "unit": "inch"}) == (Given("2"),)
    assert said(NUMBER, {}) == said(NUMBER, "2") == said({}, None) == ()


@pytest.mark.parametrize(
    ("response", "renamed"),
    [
        ({"value": "2", "unit": "mm"}, {"value": "2", "unit": "MM"}),
        ({"value": "2", "unit": "?"}, {"value": "2", "unit": ""}),
        ({"value": "2", "unit": ""}, {"value": "2", "unit": ""}),
        ({"value": "2", "unit": 5}, {"value": "2", "unit": 5}),
        ({"value": "2"}, {"value": "2"}),
        ("mm", "mm"),
    ],
)
def test_only_a_unit_of_the_question_gets_a_name(response, renamed):
    assert FACES["numeric"].renamed(response, names_of("numeric", NUMBER)) == renamed


def test_what_is_typed_is_told_escaped_and_is_never_renamed():
    for kind in ("short_text", "written"):
        assert FACES[kind].given({}, "a < b") == (Given("a &lt; b"),)
        assert FACES[kind].given({}, "") == FACES[kind].given({}, {"length": 5}) == ()
        assert FACES[kind].renamed("a", naming("a")) == "a"
        assert complete(kind, {}, None, "a") == [False, True]
    stored = {"words": 50, "files": 2, "model": "secret"}
    assert FACES["written"].shown(stored, "", naming(), None) == {"words": 50, "files": 2}


def test_a_case_shows_what_the_path_has_reached_and_nothing_else():
    names = names_of("branching", PATH)
    first = ["A bump", ["B", "A"]]
    assert FACES["branching"].shown(PATH, "edcba", names, None) == {
        "path": [],
        "scene": "A bump",
        "here": ["B", "A"],
        "first": first,
        "choices": {"B": "Wait", "A": "Prick"},
    }
    assert FACES["branching"].shown(PATH, "abcde", names, ["a"]) == {
        "path": [["A bump", "A"]],
        "scene": "It bleeds",
        "here": ["C", "D"],
        "first": ["A bump", ["A", "B"]],
        "choices": {"A": "Prick", "C": "Stop", "D": "Go on", "B": "Wait"},
    }
    ended = FACES["branching"].shown(PATH, "abcde", names, ["a", "c"])
    assert (ended["scene"], ended["here"], ended["path"][-1]) == ("", [], ["It bleeds", "C"])
    assert set(ended["choices"]) == {"A", "B", "C"}


def test_a_case_is_complete_at_an_end_and_tells_the_decisions():
    assert (
        complete("branching", PATH, None, [], ["a"], ["b"], ["a", "d"]) == [False] * 3 + [True] * 2
    )
    assert FACES["branching"].given(PATH, ["a", "gone", 3]) == (Given("Prick"),)
    assert FACES["branching"].given(PATH, "a") == ()


def test_a_text_with_gaps_is_shown_in_names():
    assert FACES["cloze"].keys(GAPS) == (GAPS["gaps"], GAPS["choices"])
    assert FACES["cloze"].shown(GAPS, ("g.y", "g.x"), names_of("cloze", GAPS), None) == {
        "text": ["A ", "G", " of ", "H", " and ", "N", "."],
        "gaps": {"G": "choice", "H": "text", "N": "number"},
        "choices": {"G.Y": "pore", "G.X": "<b>cyst</b>"},
        "of": {"G.Y": "G", "G.X": "G"},
    }


def test_gaps_are_told_by_their_number_and_only_what_was_typed_is_escaped():
    said = FACES["cloze"].given(GAPS, {"n": {"value": "2", "unit": "<mm"}, "h": "a<", "g": "x"})
    assert said == (
        Given("1", "<b>cyst</b>"),
        Given("2", "a&lt;"),
        Given("3", "2 &lt;mm"),
    )
    assert FACES["cloze"].given(GAPS, {"g": "gone"}) == (Given("1", ""),)
    assert FACES["cloze"].given(GAPS, {"n": {"value": "2"}}) == (Given("3", "2"),)
    assert FACES["cloze"].given(GAPS, None) == FACES["cloze"].given(GAPS, "g") == ()
    assert complete("cloze", GAPS, None, {"g": "x"}) == [False, True]


def test_a_choice_of_another_gap_is_refused():
    two = Naming({"G": "g", "H": "h"}, {"1": "g.x", "2": "h.x"})
    assert FACES["cloze"].renamed({"G": "1", "H": "2"}, two) == {"g": "x", "h": "x"}
    assert FACES["cloze"].renamed({"G": "", "H": 5, 7: "1"}, two) == {"g": "", "h": 5, 7: "1"}
    with pytest.raises(ResponseError, match="unknown_key"):
        FACES["cloze"].renamed({"G": "2"}, two)
