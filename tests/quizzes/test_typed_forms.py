"""Numbers and short texts in a page: their rules, what was typed, and what is told afterwards."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import formats

from quizzes.bank.rendering import delivery as delivery_of
from quizzes.engine.faces import FACES, Naming
from quizzes.engine.kinds.base import ResponseError
from quizzes.forms import asked, responses
from quizzes.forms.kinds import FORMS
from quizzes.marking import ExplainedRow

from .making import item
from .typed_bodies import NUMERIC

UNITS = {"u1": "mL", "u2": "µL"}
ASKED = {"below_zero": False, "choices": UNITS, "unit_required": True, "penalty": "0.25"}
WORDS = {"case_sensitive": False, "spelling_tolerance": False}


def delivery(kind: str = "numeric", rule: str = "of_question", **more: object) -> dict:
    shown = ASKED if kind == "numeric" else WORDS
    return {"kind": kind, "rule": rule, "stem": "<p>How much?</p>", **shown, **more}


def posted(kind: str = "numeric", **fields: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({"revision": "0", "kind": kind, **fields})
    return data


def refusal(**fields: str) -> tuple[tuple[str, str], ...]:
    with pytest.raises(ValidationError) as refused:
        responses.read(posted(**fields))
    return responses.problems(refused.value)


@pytest.mark.parametrize(
    "given",
    [{"value": "0.50", "unit": "u1"}, {"value": "-3"}, {"unit": "u2"}, None],
)
def test_a_number_fills_its_page_and_is_read_back(given: object) -> None:
    data = responses.sent("numeric", given)
    data["revision"], data["kind"] = "3", "numeric"
    assert responses.read(data).response == given
    shown = asked.question(delivery(), data)
    assert (shown.text, shown.more.unit) == (
        (given or {}).get("value", ""),
        (given or {}).get("unit", ""),
    )
    assert shown.choices == (("u1", "mL"), ("u2", "µL"))


@pytest.mark.parametrize("typed", ["0,5", " ０．５ ", "5e-1", ".5", "+0.5"])
def test_a_number_is_read_however_it_is_typed(typed: str) -> None:
    assert Decimal(responses.read(posted(value=typed)).response["value"]) == Decimal("0.5")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("half", "Write a number such as 0.5."),
        ("--", "Write a number such as 0.5."),
        ("1,000", "Leave out what parts the thousands: write 1000, or 0.5."),
        ("1 000", "Leave out what parts the thousands: write 1000, or 0.5."),
        ("0.5 mL", "Write the number alone, such as 0.5."),
        ("9" * 41, "That number is too long. Write a shorter one, such as 0.5."),
        ("\x00", "Write a number such as 0.5."),
        ("\ud800", "Write a number such as 0.5."),
    ],
)
def test_what_is_no_number_is_told_what_to_do(typed: str, said: str) -> None:
    assert refusal(value=typed, unit="u1") == (("value", said),)
    assert asked.question(delivery(), posted(value=typed)).text == typed


def test_in_a_language_with_a_decimal_comma_it_is_read_shown_and_asked_for(monkeypatch) -> None:
    monkeypatch.setattr("quizzes.forms.kinds.numeric.get_format", lambda name: ",")
    assert responses.read(posted(value="1,500")).response == {"value": "1.500"}
    assert responses.sent("numeric", {"value": "1.500"})["value"] == "1,500"
    assert refusal(value="x") == (("value", "Write a number such as 0,5."),)
    assert formats.get_format("DECIMAL_SEPARATOR") == "."


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("no_penalty", "The unit is looked at and changes no score."),
        ("", "The unit is looked at and changes no score."),
        ("of_response", "A wrong or missing unit takes 25% off what the number earns."),
        ("of_question", "A wrong or missing unit takes 25% of the question off."),
        ("critical", "A wrong or missing unit makes the answer wrong."),
    ],
)
def test_what_a_unit_costs_is_told_before(rule: str, said: str) -> None:
    assert asked.rule_in_words(delivery(rule=rule)) == f"Choose the unit as well. {said}"


def test_a_number_that_may_stand_alone_says_what_it_then_means() -> None:
    free = delivery(rule="", unit_required=False, base="mL")
    assert asked.rule_in_words(free) == "Without a unit, your number counts in mL."
    alone = {"kind": "numeric", "rule": "", "stem": "", "below_zero": True, "choices": {}}
    assert asked.rule_in_words(alone) == ""
    assert asked.question(alone, posted()).more.below_zero


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ({}, "Spelling counts. Capital letters do not count."),
        (
            {"case_sensitive": True, "spelling_tolerance": True},
            "One wrong letter in a longer word does not matter. Capital letters count.",
        ),
    ],
)
def test_how_a_text_is_compared_is_told_before(flags: dict, said: str) -> None:
    assert asked.rule_in_words(delivery("short_text", "", **flags)) == said


def test_a_text_is_read_as_typed_and_white_space_is_nothing() -> None:
    assert responses.read(posted("short_text", text=" <b>")).response == " <b>"
    assert responses.read(posted("short_text", text=" \n")).response is None
    assert responses.sent("short_text", "a & b")["text"] == "a & b"


def told(kind: str, given: object, correct: object, right: bool | None, key: str = "a") -> tuple:
    row = FORMS[kind].told(ExplainedRow(key, "", given, correct, "So.", right))
    return row.word, row.html, row.match, row.icon


@pytest.mark.parametrize("kind", ["numeric", "short_text"])
def test_hers_and_what_else_is_right_are_told_apart(kind: str) -> None:
    assert told(kind, "2", "1 … 2", True) == ("Your answer, right", "2", "1 … 2", "check")
    assert told(kind, "2", "2", True) == ("Your answer, right", "2", "", "check")
    assert told(kind, "2", "1 … 9", False) == ("Your answer, partly right", "2", "1 … 9", "half")
    assert told(kind, "2", None, False) == ("Your answer", "2", "", "x")
    assert told(kind, None, "1 … 2", None) == ("Right", "1 … 2", "", "check")


def test_a_wrong_and_a_missing_unit_are_told_by_themselves() -> None:
    assert told("numeric", "U", "mL", False, "unit:U") == ("Not the right unit", "U", "mL", "x")
    assert told("numeric", None, "mL", False, "unit:") == ("No unit given", "–", "mL", "x")


def test_units_go_by_names_of_the_attempt_and_others_are_refused() -> None:
    class Turned(dict):
        def __missing__(self, name: str) -> str:
            raise ResponseError("unknown_key")

    face, names = FACES["numeric"], Naming({}, {"mL": "u1", "µL": "u2", "U": "u3"})
    back = Naming({}, Turned({"u1": "mL", "u2": "µL", "u3": "U"}))
    stored = delivery_of(item("n1", "numeric"))
    assert list(face.shown(stored, [], names, None)["choices"].items()) == [
        ("u1", "mL"),
        ("u3", "U"),
        ("u2", "µL"),
    ]
    given = {"value": "0.5", "unit": "µL"}
    assert face.renamed(given, names) == {"value": "0.5", "unit": "u2"}
    assert face.renamed(face.renamed(given, names), back) == given
    assert face.renamed({"value": "1", "unit": "?"}, names) == {"value": "1", "unit": ""}
    with pytest.raises(ResponseError):
        face.renamed({"value": "0.5", "unit": "mL"}, back)
    for odd in (None, "0.5", ["u1"], {"unit": 1}, {"value": {}}):
        assert face.renamed(odd, back) == odd


def test_the_stored_order_of_units_is_not_the_author_s() -> None:
    turned = item("n2", "numeric", units=NUMERIC["units"][::-1])
    names = Naming({}, {"mL": "u1", "µL": "u2", "U": "u3"})
    shown = [
        FACES["numeric"].shown(delivery_of(one), [], names, None)
        for one in (item("n1", "numeric"), turned)
    ]
    assert list(shown[0]["choices"]) == list(shown[1]["choices"])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"value": "0.5", "unit": "u2"}, ("0.5 µL",)),
        ({"value": "<b>"}, ("&lt;b&gt;",)),
        ({"unit": "u1"}, ("mL",)),
        ({"value": "0.5", "unit": "gone"}, ("0.5",)),
        ({}, ()),
        (None, ()),
    ],
)
def test_an_answer_in_words(given: object, words: tuple[str, ...]) -> None:
    assert asked.in_words(delivery(), given) == words
