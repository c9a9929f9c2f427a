"""Reads lessons in the browser to the end, every check answered."""

from __future__ import annotations

import re

from .player import Player
from .visitor import Visitor


def read_lesson(visitor: Visitor, player: Player) -> None:
    """Answer every check of the lesson on the screen, then say that it is read."""
    page = visitor.page
    for key in page.locator("section.check").evaluate_all("all => all.map(one => one.id)"):
        section = page.locator(f"#{key}")
        if section.locator(".told").count():
            continue
        player.answer(section.locator("form"), section.locator(".asked"), right=True)
        section.get_by_role("button", name=re.compile("^(Answer|Check|Save)")).click()
        page.locator(f"#{key} .told").wait_for()
    page.locator("form.dock button").click()


def read_everything(visitor: Visitor, player: Player, module: str = "milia-myths") -> None:
    visitor.go(f"/learn/{module}/")
    step = visitor.page.locator("ol.rows a[href*='/learn/']")
    for path in step.evaluate_all("all => all.map(one => one.getAttribute('href'))"):
        visitor.go(path)
        if "Read on" not in visitor.page.locator("form.dock").inner_text():
            read_lesson(visitor, player)
            visitor.page.wait_for_url(lambda url, old=path: not url.endswith(old))
