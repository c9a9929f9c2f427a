"""What the keys of a question are called in one attempt.

Authors call the steps of a procedure a, b, c: sent to a browser, the keys would be the answer. So
pages get names made from the attempt's seed, and what comes back is put into keys again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.engine.kinds import ADVICE, ROWS, TYPED
from quizzes.engine.kinds.base import ResponseError
from quizzes.engine.selection import aliases
from quizzes.marking import Known


@dataclass(frozen=True, slots=True)
class Names:
    """Names of rows, and of what a row's value may name, of one item of one attempt."""

    rows: Mapping[str, str]
    values: Mapping[str, str]
    typed: bool = False  # what she typed names nothing: it passes as it is

    def outward(self, response: Any) -> Any:
        """A stored response in the names of this attempt."""
        return response if self.typed else _swapped(response, self.rows, self.values)

    def inward(self, response: Any) -> Any:
        """What came from a page, in the author's keys. Raises ResponseError for a name this attempt
        did not give: if those keys themselves were let through, whoever sends a, b, c would put
        the steps of a procedure in their right order, and be shown it."""
        if self.typed:
            return response
        return _swapped(response, _turned(self.rows), _turned(self.values))

    def delivery(self, stored: Mapping[str, Any], order: Sequence[str]) -> dict[str, Any]:
        """What may be shown, its texts under this attempt's names and in its order."""
        part = ROWS[stored["kind"]]
        shown = {name: stored[name] for name in ("kind", "rule", "stem")}
        shown[part] = _texts(stored[part], stored.get("sequence") or order, self.rows)
        shown |= {name: stored[name] for name in ADVICE if name in stored}
        if "choices" in stored:
            shown["choices"] = _texts(stored["choices"], order, self.values)
        return shown

    def order(self, order: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.values[key] for key in order)


def of_known(seed: bytes, position: int, known: Known) -> Names:
    if known.name in TYPED:
        return Names({}, {}, typed=True)
    return _names(seed, position, known.rows, known.choices)


def of_delivery(seed: bytes, position: int, stored: Mapping[str, Any]) -> Names:
    if stored["kind"] in TYPED:
        return Names({}, {}, typed=True)
    return _names(seed, position, stored[ROWS[stored["kind"]]], stored.get("choices", ()))


def _names(seed: bytes, position: int, rows: Iterable[str], choices: Iterable[str]) -> Names:
    named = aliases(seed, f"item {position}", rows)
    chosen = aliases(seed, f"item {position} choices", choices)
    return Names(named, chosen or named)


def _texts(
    texts: Mapping[str, str], order: Iterable[str], names: Mapping[str, str]
) -> dict[str, str]:
    return {names[key]: texts[key] for key in order}


class _Turned(dict[str, str]):
    """Names to keys; nothing stands for an unknown name, "" stays nothing."""

    def __missing__(self, name: str) -> str:
        if name:
            raise ResponseError("unknown_key")
        return name


def _turned(names: Mapping[str, str]) -> _Turned:
    return _Turned((name, key) for key, name in names.items())


def _swapped(response: Any, rows: Mapping[str, str], values: Mapping[str, str]) -> Any:
    """Types are compared exactly, as the engine does; whatever else came is its to refuse."""
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
