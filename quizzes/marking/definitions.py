"""The engine's definitions, kept by the digest of their version: versions never change.

By digest and not by id, so that no other database's version 7 can be taken for ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quizzes.engine.kinds import KINDS, definition
from quizzes.engine.kinds.base import Definition, Kind
from quizzes.models import QuestionVersion

KEPT = 1024  # about 5 kB each


@dataclass(frozen=True, slots=True)
class Known:
    """A question as the engine reads it: its kind's rules, its definition, the keys of its rows and
    of what a row's value may name."""

    name: str
    kind: Kind[Any]
    d: Definition
    rows: tuple[str, ...]
    choices: tuple[str, ...]

    @property
    def weights(self) -> dict[str, Decimal]:
        """Of its parts, by key; empty where all weigh the same."""
        return {gap.key: gap.weight for gap in getattr(self.d, "gaps", ())}


_kept: dict[str, Known] = {}


def known_one(version_id: int, digest: str) -> Known:
    """The definition of one version; a query only when this process has not met it yet."""
    return _kept.get(digest) or known({version_id: digest})[digest]


def known(versions: Mapping[int, str]) -> dict[str, Known]:
    """Definitions by digest, for {version id: digest}; one query at most."""
    found = {digest: _kept[digest] for digest in versions.values() if digest in _kept}
    missing = [pk for pk, digest in versions.items() if digest not in found]
    if missing:
        rows = QuestionVersion.objects.filter(pk__in=missing)
        for digest, kind, body in rows.values_list("digest", "kind", "body"):
            found[digest] = _keep(digest, kind, body)
    return found


def _keep(digest: str, name: str, body: Mapping[str, Any]) -> Known:
    d = definition(name, body)
    one = _kept[digest] = Known(name, KINDS[name], d, *KINDS[name].keys(d))
    while len(_kept) > KEPT:  # the oldest goes; two threads may both try
        _kept.pop(next(iter(_kept)), None)
    return one
