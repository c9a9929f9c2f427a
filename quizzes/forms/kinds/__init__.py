"""Each kind of question in a page: its fields, what was sent, and what is told afterwards.

A new kind is one module here and one line below. A browser never learns the author's keys: rows
go by names that only this attempt knows, and `quizzes.attempts` puts them into keys again; a name
that it does not know is the engine's to refuse.
"""

from __future__ import annotations

from quizzes.forms.kinds.base import KindForm, Question, Row, ToldRow, plain
from quizzes.forms.kinds.branching import Branching
from quizzes.forms.kinds.choosing import Choosing
from quizzes.forms.kinds.cloze import Cloze
from quizzes.forms.kinds.hotspot import Hotspot
from quizzes.forms.kinds.matching import Matching
from quizzes.forms.kinds.numeric import Numeric
from quizzes.forms.kinds.ordering import Ordering
from quizzes.forms.kinds.pair import Pair
from quizzes.forms.kinds.scale import Scale
from quizzes.forms.kinds.short_text import ShortText
from quizzes.forms.kinds.statements import Statements
from quizzes.forms.kinds.written import Written

FORMS: dict[str, KindForm] = {
    "single": Choosing(),
    "multiple": Choosing(several=True),
    "true_false": Statements(),
    "matching": Matching(),
    "ordering": Ordering(),
    "hotspot": Hotspot(),
    "cloze": Cloze(),
    "pair": Pair(),
    "numeric": Numeric(),
    "short_text": ShortText(),
    "scale": Scale(),
    "branching": Branching(),
    "written": Written(),
}

__all__ = ["FORMS", "KindForm", "Question", "Row", "ToldRow", "plain"]
