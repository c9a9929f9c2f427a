"""Every page, light and dark, at three widths: axe finds nothing, nothing runs off sideways."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .visitor import LAPTOP, PHONE, TABLET, Visitor
from .ways import WAYS
from .ways.way import Way, name_of

axe = pytest.importorskip("axe_playwright_python.base")

pytestmark = pytest.mark.browser
# A colour on its way from one theme to the other is neither: transitions end before axe looks.
ASK = """async () => {
    for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
    const report = await axe.run(document, {resultTypes: ["violations"]});
    return report.violations.map(one => [one.id, one.nodes.slice(0, 3).map(node => node.target)]);
}"""


def faults(visitor: Visitor) -> list[str]:
    """What is wrong with the page as it stands, at every width in both themes."""
    page, found = visitor.page, []
    page.wait_for_load_state()  # a way may end on the press that leads here
    page.evaluate(axe.AXE_SCRIPT)
    for width, height in (PHONE, TABLET, LAPTOP):
        page.set_viewport_size({"width": width, "height": height})
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            found.append(f"{page.url} at {width}: {over} px too wide")
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            for rule, where in page.evaluate(ASK):
                found.append(f"{page.url} at {width}, {theme}: {rule} {where}")
    return found


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_each_page_is_accessible(visit: Callable[..., Visitor], way: Way) -> None:
    visitor, found = visit(way.who), []
    for _ in way.walk(visitor):
        assert name_of(visitor.path) == way.name
        found += faults(visitor)
    assert not found, "\n".join(found)
