"""Kinds of question: how a response maps to a fraction.

A new kind is one flat module here and one line in each table below; there is no discovery.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizzes.engine.kinds.base import Definition, DefinitionError, Kind, Problem
from quizzes.engine.kinds.branching import Branching
from quizzes.engine.kinds.cloze import Cloze
from quizzes.engine.kinds.hotspot import Hotspot
from quizzes.engine.kinds.matching import Matching
from quizzes.engine.kinds.multiple import Multiple
from quizzes.engine.kinds.numeric import Numeric
from quizzes.engine.kinds.ordering import Ordering
from quizzes.engine.kinds.pair import Pair
from quizzes.engine.kinds.scale import Scale
from quizzes.engine.kinds.short_text import ShortText
from quizzes.engine.kinds.single import Single
from quizzes.engine.kinds.true_false import TrueFalse
from quizzes.engine.kinds.written import Written

KINDS: dict[str, Kind[Any]] = {
    "single": Single(),
    "multiple": Multiple(),
    "true_false": TrueFalse(),
    "matching": Matching(),
    "ordering": Ordering(),
    "pair": Pair(),
    "hotspot": Hotspot(),
    "cloze": Cloze(),
    "scale": Scale(),
    "branching": Branching(),
    "numeric": Numeric(),
    "short_text": ShortText(),
    "written": Written(),
}
# Where the delivery of each keeps the texts of what it asks about.
ROWS = {
    "single": "options",
    "multiple": "options",
    "true_false": "statements",
    "matching": "prompts",
    "ordering": "steps",
    "pair": "options",
    "hotspot": "regions",
    "cloze": "gaps",
    "scale": "labels",
    "branching": "choices",
    "numeric": "answers",
    "short_text": "answers",
    "written": "criteria",
}
# Kinds whose response only grows, for what has been decided stays decided: each has `extends`.
GROWING = frozenset({"branching"})
# Kinds whose response is what she typed: it is stored apart, so that it can be erased. What is
# typed into several places is stored as one JSON text.
TYPED = frozenset({"written", "short_text", "cloze"})
TYPED_IN_PARTS = frozenset({"cloze"})
# Kinds that a person marks: the engine never does.
BY_HAND = frozenset({"written"})


def definition(kind: str, body: Mapping[str, Any]) -> Definition:
    """Read a stored body into the typed definition of its kind.

    Raises DefinitionError with every problem found.
    """
    if not isinstance(kind, str) or kind not in KINDS:
        raise DefinitionError((Problem("kind", "unknown_kind", str(kind)[:80]),))
    return KINDS[kind].parse(body)
