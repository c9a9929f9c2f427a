"""A case decided step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from quizzes.forms.kinds.base import Delivery, Fields, Question, Row, ToldRow, refused
from quizzes.marking import ExplainedRow, Feedback

PATH, CHOICE = "path", "choice"
# What the button that decides sends, and what attempt.js sends for it. All other buttons lead
# elsewhere and decide nothing, whatever is marked.
DECIDES = (("go", "check"), ("decide", "1"))


@dataclass(frozen=True, slots=True)
class Taken:
    """A scene that is behind her, and what she decided in it, as stored fragments."""

    scene: str
    choice: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the case stands: what came before, the names of the decisions taken, and the scene now.
    With nothing left to choose from it has ended."""

    taken: tuple[Taken, ...]
    path: str
    html: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a path that has ended: its scene, and the closing scene after the last."""

    scene: str
    row: ToldRow
    end: str


@dataclass(frozen=True, slots=True)
class Walked:
    """A path explained, and the best one in a row of decisions."""

    decisions: tuple[Decision, ...]
    best: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Branching:
    """The choices of one scene; the decisions before it are sent along, by their names."""

    explained: str = "quizzes/kinds/_path.html"

    def question(self, delivery: Delivery, data: QueryDict, rule: str) -> Question:
        """Where the case stands; from its start where no path is given: another try."""
        names = [name for _, name in delivery["path"]] if data.get(PATH) else []
        scene, here = delivery["first"]
        if names or not delivery["path"]:
            scene, here = delivery["scene"], delivery["here"]
        texts, chosen = delivery["choices"], data.get(CHOICE, "")
        taken = tuple(Taken(one, texts[name]) for one, name in delivery["path"] if names)
        rows = tuple(Row(name, texts[name], "1" if name == chosen else "") for name in here)
        more = Scene(taken, " ".join(names), scene)
        return Question(delivery["kind"], delivery["stem"], rule, rows, more=more)

    def rules(self, delivery: Delivery) -> tuple[str, ...]:
        return (
            _("Decide step by step: what you have decided stays, and you see what follows."),
            _("Every decision counts, harm makes the whole case wrong."),
            _("A case that is not taken to its end counts nothing."),
        )

    def read(self, posted: QueryDict) -> object:
        """Only the button that decides adds a decision."""
        path = posted.get(PATH, "").split()
        if not any(posted.get(field) == value for field, value in DECIDES):
            return path or None
        choice = posted.get(CHOICE, "")
        if not choice:
            raise self.nothing()
        return [*path, choice]

    def sent(self, given: Any) -> Fields:
        return {PATH: " ".join(given)}

    def told(self, row: ExplainedRow) -> ToldRow:
        """A decision: none could end better there, some could, or it harms."""
        if row.right:
            return ToldRow(row.html, row.why, "check", "done", _("A good decision"), picked=True)
        if (row.more or {}).get("harm"):
            return ToldRow(row.html, row.why, "alert", "late", _("This would harm"), picked=True)
        return ToldRow(row.html, row.why, "x", "late", _("There was a better one"), picked=True)

    def more(self, feedback: Feedback) -> Walked:
        decisions = (
            Decision(row.more["scene"], self.told(row), row.more["end"]) for row in feedback.rows
        )
        return Walked(tuple(decisions), tuple(one.html for one in feedback.right))

    def nothing(self) -> ValidationError:
        return refused(CHOICE, _("Choose what to do first."))
