"""What every face has in common: one Protocol, and what was given as a few values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

Delivery = Mapping[str, Any]
Keys = tuple[Iterable[str], Iterable[str]]


class Naming(NamedTuple):
    """What rows, and what a row's value may name, are called. Turned round it leads back: then an
    unknown name is refused by raising ResponseError."""

    rows: Mapping[str, str]
    values: Mapping[str, str]


class Given(NamedTuple):
    """One thing given, as a stored fragment: an option or step chosen (in order), or a statement,
    prompt or gap with what was said of it (true or false, or another fragment)."""

    html: str
    value: bool | str | None = None


class Face(Protocol):
    """A kind of question before it is answered. Without state.

    Every response here is a clean one, in the author's keys, but for what `renamed` gets from a
    page: that may be anything JSON can say, and what is of the wrong type passes as it is, for the
    engine to refuse.
    """

    def keys(self, delivery: Delivery) -> Keys:
        """The keys that get opaque names in an attempt: of rows, and of what a row's value may
        name (none = the rows' own)."""

    def shown(
        self, delivery: Delivery, order: Sequence[str], names: Naming, response: Any
    ) -> dict[str, Any]:
        """What reaches a page beside kind, rule and stem, in names and in this attempt's order;
        only a kind that unfolds while it is answered asks for the response."""

    def renamed(self, response: Any, names: Naming) -> Any:
        """The response with every key in it replaced."""

    def is_complete(self, delivery: Delivery, response: Any) -> bool:
        """Whether a response as it is stored answers everything asked."""

    def given(self, delivery: Delivery, response: Any) -> tuple[Given, ...]:
        """The response in the author's words; what the question has not is left out."""


def texts(
    found: Mapping[str, str], order: Iterable[str], names: Mapping[str, str]
) -> dict[str, str]:
    """Stored texts under other names, in this order."""
    return {names[key]: found[key] for key in order}


def swapped(response: Any, names: Naming) -> Any:
    """One key, a list of keys, or a value for each key, in other names. Types are compared exactly,
    as the engine does."""
    rows, values = names
    if type(response) is str:
        return values[response]
    if type(response) is list:
        return [values[one] if type(one) is str else one for one in response]
    if type(response) is dict:
        return {
            rows[key] if type(key) is str else key: values[value] if type(value) is str else value
            for key, value in response.items()
        }
    return response
