"""A text with gaps: the response is a value for each gap, chosen or typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from quizzes.engine.faces.base import Delivery, Given, Keys, Naming, texts
from quizzes.engine.kinds.base import ResponseError


@dataclass(frozen=True, slots=True)
class Gaps:
    """Choices are called "gap.choice", for two gaps may use the same keys; a key has no full stop.
    The whole response is stored apart, since some of it may have been typed."""

    def keys(self, delivery: Delivery) -> Keys:
        return delivery["gaps"], delivery["choices"]

    def shown(
        self, delivery: Delivery, order: Sequence[str], names: Naming, response: Any
    ) -> dict[str, Any]:
        """As it is stored, in names; `of` says to which gap a choice belongs."""
        rows, pieces = names.rows, delivery["text"]
        return {
            "text": [rows[one] if n % 2 else one for n, one in enumerate(pieces)],
            "gaps": {rows[key]: delivery["gaps"][key] for key in pieces[1::2]},
            "choices": texts(delivery["choices"], order, names.values),
            "of": {names.values[choice]: rows[_gap_of(choice)] for choice in order},
        }

    def renamed(self, response: Any, names: Naming) -> Any:
        """A choice gets the name of "gap.choice"; what was typed names nothing and passes."""
        if type(response) is not dict:
            return response
        inward = any(_gap_of(value) for value in names.values.values())
        one = _inward if inward else _outward
        return dict(one(key, value, names) for key, value in response.items())

    def is_complete(self, delivery: Delivery, response: Any) -> bool:
        return response is not None

    def given(self, delivery: Delivery, response: Any) -> tuple[Given, ...]:
        """Each gap by its number; nothing where only what stands in place of it is at hand."""
        if not isinstance(response, dict):
            return ()
        return tuple(
            Given(str(number), _filled(delivery, key, response[key]))
            for number, key in enumerate(delivery["text"][1::2], start=1)
            if key in response
        )


def _gap_of(choice: str) -> str:
    """The gap of "gap.choice"; "" for a name, which has no full stop."""
    return choice.partition(".")[0] if "." in choice else ""


def _outward(key: Any, value: Any, names: Naming) -> tuple[Any, Any]:
    if type(key) is not str:
        return key, value
    chosen = f"{key}.{value}" if type(value) is str else ""
    return names.rows[key], names.values.get(chosen, value)


def _inward(name: Any, value: Any, names: Naming) -> tuple[Any, Any]:
    """Names that this attempt did not give are refused by `names`; one of another gap, here."""
    if type(name) is not str:
        return name, value
    key = names.rows[name]
    is_chosen = any(_gap_of(choice) == key for choice in names.values.values())
    if not is_chosen or type(value) is not str or not value:
        return key, value
    gap, _, choice = names.values[value].partition(".")
    if gap != key:
        raise ResponseError("unknown_key")
    return key, choice


def _filled(delivery: Delivery, key: str, value: Any) -> str:
    """A stored fragment, or what was typed, escaped. In a page a choice goes by one name."""
    if delivery["gaps"][key] == "choice":
        choices = delivery["choices"]
        return choices.get(f"{key}.{value}", choices.get(value, ""))
    if isinstance(value, dict):
        value = " ".join(value[part] for part in ("value", "unit") if part in value)
    return escape(value)
