"""A response by key or by text, brought to the keys that the engine knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from quizzes.engine.kinds import KINDS
from quizzes.engine.kinds.base import Definition, Row
from quizzes.formats.checks.documents import Reason, Rejected, plain_number


def resolved(d: Definition, response: Any, *, path: str) -> Any:
    """The response with its texts as keys and its numbers as texts; only the engine says whether
    it is one. A key is a key, whatever the texts say.

    Raises Rejected: unknown_text, or ambiguous for a text that fits several rows.
    """
    given = _with_texts(response)
    find = _FINDERS.get(d.kind)
    return given if find is None else find(d, given, path)


def _with_texts(value: Any) -> Any:
    if isinstance(value, list):
        return [_with_texts(one) for one in value]
    if isinstance(value, dict):
        return {key: _with_texts(one) for key, one in value.items()}
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return plain_number(value) if is_number else value


def _key(rows: Sequence[Row], given: Any, path: str) -> Any:
    """The key of the row that is meant. White space does not count; capitals do only where two
    texts differ in nothing else."""
    if not isinstance(given, str) or not given or any(row.key == given for row in rows):
        return given
    for same in (_line, lambda text: _line(text).casefold()):
        found = [row.key for row in rows if same(row.text) == same(given)]
        if len(found) > 1:
            raise Rejected(Reason(path, "ambiguous", given[:80]))
        if found:
            return found[0]
    raise Rejected(Reason(path, "unknown_text", given[:80]))


def _line(text: str) -> str:
    return " ".join(text.split())


def _shown(d: Definition) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    kind = KINDS[d.kind]
    shown = kind.shown(d, kind.shuffled(d))
    return shown.rows, shown.choices


def _one(d: Definition, given: Any, path: str) -> Any:
    return _key(_shown(d)[0], given, path)


def _many(d: Definition, given: Any, path: str) -> Any:
    if not isinstance(given, list):
        return given
    rows = _shown(d)[0]
    return [_key(rows, one, f"{path}[{n}]") for n, one in enumerate(given)]


def _rows_with_choices(d: Definition, given: Any, path: str) -> Any:
    """Statements with true or false, prompts with a choice."""
    if not isinstance(given, dict):
        return given
    rows, choices = _shown(d)
    pairs = [
        (_key(rows, key, path), _key(choices, value, f"{path}.{key}") if choices else value)
        for key, value in given.items()
    ]
    if len({key for key, _ in pairs}) < len(pairs):
        raise Rejected(Reason(path, "ambiguous"))
    return dict(pairs)


def _halves(d: Definition, given: Any, path: str) -> Any:
    """An action and a reason, each among its own; a list of two is these two."""
    if isinstance(given, list) and len(given) == 2:
        given = dict(zip(("action", "reason"), given, strict=True))
    if not isinstance(given, dict):
        return given
    of = dict(zip(("action", "reason"), _shown(d), strict=True))
    return {
        name: _key(of[name], value, f"{path}.{name}") if name in of else value
        for name, value in given.items()
    }


def _gaps(d: Definition, given: Any, path: str) -> Any:
    """A choice is among those of its gap; what is typed into a gap stays as it is."""
    if not isinstance(given, dict):
        return given
    choices = _shown(d)[1]
    found = {}
    for gap, value in given.items():
        own = _of_gap(choices, gap)
        found[gap] = _key(own, value, f"{path}.{gap}") if own else value
    return found


def _of_gap(choices: Iterable[Row], gap: str) -> list[Row]:
    return [
        Row(choice.key.removeprefix(f"{gap}."), choice.text)
        for choice in choices
        if choice.key.startswith(f"{gap}.")
    ]


def _path(d: Any, given: Any, path: str) -> Any:
    """Each decision is among those of the scene that the path has reached."""
    if not isinstance(given, list):
        return given
    keys: list[Any] = []
    for number, one in enumerate(given):
        try:
            scene = d.tree.after(keys)
        except (KeyError, TypeError):  # off the tree: the engine says so
            return [*keys, *given[number:]]
        rows = [Row(choice.key, choice.text) for choice in scene.choices] if scene else []
        keys.append(_key(rows, one, f"{path}[{number}]") if rows else one)
    return keys


_FINDERS: dict[str, Callable[[Any, Any, str], Any]] = {
    "single": _one,
    "multiple": _many,
    "ordering": _many,
    "hotspot": _many,
    "true_false": _rows_with_choices,
    "matching": _rows_with_choices,
    "pair": _halves,
    "cloze": _gaps,
    "branching": _path,
}
