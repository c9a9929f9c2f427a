"""What the keys of a question are called in one attempt.

Authors call the steps of a procedure a, b, c: sent to a browser, the keys would be the answer. So
pages get names made from the attempt's seed, and what comes back is put into keys again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.engine.faces import FACES, Face, Naming
from quizzes.engine.kinds import TYPED
from quizzes.engine.kinds.base import ResponseError
from quizzes.engine.selection import aliases
from quizzes.marking import Known

_SHARED = ("kind", "rule", "stem")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one item, of this kind, in one attempt."""

    kind: str
    face: Face
    naming: Naming

    @property
    def typed(self) -> bool:
        """Whether what she typed is stored apart."""
        return self.kind in TYPED

    def outward(self, response: Any) -> Any:
        """A stored response in the names of this attempt."""
        return self.face.renamed(response, self.naming)

    def inward(self, response: Any) -> Any:
        """What came from a page, in the author's keys. Raises ResponseError for a name this attempt
        did not give: if those keys themselves were let through, whoever sends a, b, c would put
        the steps of a procedure in their right order, and be shown it."""
        rows, values = self.naming
        return self.face.renamed(response, Naming(_turned(rows), _turned(values)))

    def delivery(
        self, stored: Mapping[str, Any], order: Sequence[str], response: Any = None
    ) -> dict[str, Any]:
        """What may be shown, its texts under this attempt's names and in its order; `response` is
        the stored one."""
        shown = {name: stored[name] for name in _SHARED}
        return shown | self.face.shown(stored, order, self.naming, response)

    def order(self, order: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.naming.values[key] for key in order)


def of_known(seed: bytes, position: int, known: Known) -> Names:
    return _names(seed, position, known.name, known.rows, known.choices)


def of_delivery(seed: bytes, position: int, stored: Mapping[str, Any]) -> Names:
    kind = stored["kind"]
    return _names(seed, position, kind, *FACES[kind].keys(stored))


def _names(
    seed: bytes, position: int, kind: str, rows: Iterable[str], choices: Iterable[str]
) -> Names:
    named = aliases(seed, f"item {position}", rows)
    chosen = aliases(seed, f"item {position} choices", choices)
    return Names(kind, FACES[kind], Naming(named, chosen or named))


class _Turned(dict[str, str]):
    """Names to keys; nothing stands for an unknown name, "" stays nothing."""

    def __missing__(self, name: str) -> str:
        if name:
            raise ResponseError("unknown_key")
        return name


def _turned(names: Mapping[str, str]) -> _Turned:
    return _Turned((name, key) for key, name in names.items())
