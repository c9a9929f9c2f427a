"""Faces: what may be known of a question before it is answered, from its delivery alone.

A delivery (quizzes.bank renders it) is stored beside the key of a version and holds nothing of it.
Pages of a running exam are made by these and never load a definition. A new kind is one line here;
a kind that shows or takes something new is a module here as well.
"""

from __future__ import annotations

from quizzes.engine.faces.base import Face, Given, Naming
from quizzes.engine.faces.gaps import Gaps
from quizzes.engine.faces.number import Number
from quizzes.engine.faces.options import Rows
from quizzes.engine.faces.pair import Pair
from quizzes.engine.faces.path import Path
from quizzes.engine.faces.picture import Spots
from quizzes.engine.faces.place import Place
from quizzes.engine.faces.text import Text
from quizzes.engine.faces.values import Values

FACES: dict[str, Face] = {
    "single": Rows("options"),
    "multiple": Rows("options"),
    "true_false": Values("statements"),
    "matching": Values("prompts"),
    "ordering": Rows("steps", all_of_them=True),
    "hotspot": Spots(),
    "cloze": Gaps(),
    "pair": Pair(),
    "numeric": Number(),
    "short_text": Text(advice=("case_sensitive", "spelling_tolerance")),
    "scale": Place(),
    "branching": Path(),
    "written": Text(advice=("words", "characters", "files")),
}

__all__ = ["FACES", "Face", "Given", "Naming"]
