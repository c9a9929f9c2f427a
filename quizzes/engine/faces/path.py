"""A branching case: the decisions taken so far. It unfolds: of what no decision has reached yet
nothing is shown, not even how much there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from quizzes.engine.faces.base import Delivery, Given, Keys, Naming, swapped, texts


class Path:
    """A delivery holds `scenes` and `choices` by key, `start`, and where each scene `leads`: for
    each of its choices the next scene, or "" for an end."""

    def keys(self, delivery: Delivery) -> Keys:
        return delivery["choices"], ()

    def shown(
        self, delivery: Delivery, order: Sequence[str], names: Naming, response: Any
    ) -> dict[str, Any]:
        """`path`: each scene met, with the choice taken in it; `scene` and `here`: where the case
        stands and what can be done there; `first`: where it began; `choices`: the texts of all
        these and no others."""
        path, now = _walk(delivery, response)
        here, first = (_choices(delivery, scene, order) for scene in (now, delivery["start"]))
        known = dict.fromkeys([key for _, key in path] + here + first)
        return {
            "path": [[delivery["scenes"][scene], names.rows[key]] for scene, key in path],
            "scene": delivery["scenes"].get(now, ""),
            "here": [names.rows[key] for key in here],
            "first": [
                delivery["scenes"][delivery["start"]],
                [names.rows[key] for key in first],
            ],
            "choices": texts(delivery["choices"], known, names.rows),
        }

    def renamed(self, response: Any, names: Naming) -> Any:
        return swapped(response, names)

    def is_complete(self, delivery: Delivery, response: Any) -> bool:
        if not response:
            return False
        return not delivery["leads"].get(_walk(delivery, response)[1])

    def given(self, delivery: Delivery, response: Any) -> tuple[Given, ...]:
        keys: Iterable[Any] = response if isinstance(response, list) else ()
        choices = delivery["choices"]
        return tuple(Given(choices[key]) for key in keys if isinstance(key, str) and key in choices)


def _walk(delivery: Delivery, response: Any) -> tuple[list[tuple[str, str]], str]:
    """(scene, choice) for each decision, and the scene reached, "" where the case has ended."""
    path, now = [], delivery["start"]
    for key in response or ():
        path.append((now, key))
        now = delivery["leads"][now][key]
    return path, now


def _choices(delivery: Delivery, scene: str, order: Sequence[str]) -> list[str]:
    here = delivery["leads"].get(scene, {})
    return [key for key in order if key in here]
