"""Answers questions in the browser as somebody who knows, or does not know, the content."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quizzes.formats import prose
from quizzes.formats.native import Item
from training import content_files

CONTENT = Path(__file__).resolve().parent.parent.parent / "content"


def words(markdown: str) -> str:
    """A text as a reader sees it."""
    return flat(prose.plain(markdown))


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


class Player:
    """Knows every question of the content by its words."""

    def __init__(self) -> None:
        content = content_files.read(CONTENT)
        self.items = {
            words(item.body["stem"]): item for module in content.modules for item in module.items
        }
        self.dice = random.Random(7)

    def item_in(self, asked: object) -> Item:
        return self.items[flat(asked.inner_text())]

    def answer(self, form: object, asked: object, *, right: bool) -> Item:
        """Fill in the question in `form`, whose words stand in `asked`."""
        item = self.item_in(asked)
        filler = getattr(self, f"_{item.kind}")
        filler(form, item.body, right)
        return item

    def _single(self, form: object, body: Mapping[str, Any], right: bool) -> None:
        options = [one for one in body["options"] if one["correct"] == right]
        self._option(form, self.dice.choice(options)["text"]).check()

    def _multiple(self, form: object, body: Mapping[str, Any], right: bool) -> None:
        for one in body["options"]:
            self._option(form, one["text"]).set_checked(one["correct"] == right)

    def _true_false(self, form: object, body: Mapping[str, Any], right: bool) -> None:
        for one in body["statements"]:
            row = form.get_by_role("group", name=words(one["text"]), exact=True)
            row.get_by_text("True" if one["answer"] == right else "False", exact=True).click()

    def _written(self, form: object, body: Mapping[str, Any], right: bool) -> None:
        form.get_by_label("Your answer").fill(body["model"] if right else "I do not know.")

    def _matching(self, form: object, body: Mapping[str, Any], right: bool) -> None:
        texts = {one["key"]: words(one["text"]) for one in body["choices"]}
        for one in body["prompts"]:
            chosen = texts[one["match"]]
            if not right:
                chosen = next(text for text in texts.values() if text != chosen)
            label = form.locator("label", has_text=words(one["text"]))
            label.locator("select").select_option(label=chosen)

    def _ordering(self, form: object, body: Mapping[str, Any], right: bool) -> None:
        """By the numbers: the buttons that move a step set the same fields."""
        numbers = list(range(1, len(body["steps"]) + 1))
        for number, one in zip(numbers if right else numbers[::-1], body["steps"], strict=True):
            row = form.locator("li", has_text=words(one["text"]))
            row.locator("select").evaluate(
                "(field, value) => { field.value = value;"
                " field.dispatchEvent(new Event('change', {bubbles: true})); }",
                str(number),
            )

    def _option(self, form: object, text: str) -> object:
        exact = re.compile(rf"^\s*{re.escape(words(text))}\s*$")
        return form.locator("label.choice").filter(has_text=exact).locator("input")
