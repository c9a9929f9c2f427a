"""A question as it stands in a page: its rows in the order of this attempt, under its names.

`delivery` is what quizzes.attempts hands out: every option, statement, prompt and step goes by a
name that only this attempt knows. Nothing here has ever seen the author's keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from quizzes.attempts import in_words as in_words
from quizzes.forms.kinds import FORMS, Question, plain


def question(delivery: Mapping[str, Any], data: QueryDict) -> Question:
    """The question with the values of `data` in its fields: stored ones, or just sent ones."""
    return FORMS[delivery["kind"]].question(delivery, data, rule_in_words(delivery))


def rule_in_words(delivery: Mapping[str, Any]) -> str:
    """How this question is answered and scored, unless its own text says so already."""
    stem = plain(delivery["stem"]).casefold()
    said = FORMS[delivery["kind"]].rules(delivery)
    return " ".join(one for one in said if one.partition(":")[0].strip(". ").casefold() not in stem)
