"""To the pages that say no, and to those for when something is broken."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from tests.journeys.visitor import JUNIOR, Visitor

from .way import NOWHERE, Way, opened, walked

WAYS: list[Way] = [
    *opened("", "/no/such/page/"),
    *opened(JUNIOR, "/no/such/page/"),
    *opened(JUNIOR, "/clinic/scope/add/"),  # 403: in her sight, and an owner's to change
]
BROKEN = ("400", "500", "503")
RENDER = f"""
import json
from django.template.loader import render_to_string
print(json.dumps({{name: render_to_string(name + ".html") for name in {BROKEN!r}}}))
"""


@walked(WAYS, "account_login", "")
def a_form_without_its_token(visitor: Visitor) -> Iterator[object]:
    visitor.go("/accounts/login/")
    visitor.page.locator("main [name=csrfmiddlewaretoken]").first.evaluate("one => one.remove()")
    yield visitor.send("main form[action*='login'], main form")
    assert visitor.page.get_by_role("heading", level=1).inner_text() != "Sign in"


def answering(html: str) -> Callable[[object], None]:
    return lambda route: route.fulfill(body=html, content_type="text/html")


@walked(WAYS, NOWHERE, "")
def pages_for_when_something_is_broken(visitor: Visitor) -> Iterator[object]:
    """As the product renders them, at an address of the site; nothing here breaks by itself."""
    pages = json.loads(visitor.site.run(RENDER).splitlines()[-1])
    for name in BROKEN:
        address = f"{visitor.site.url}/broken/{name}/"
        visitor.page.route(address, answering(pages[name]))
        yield visitor.page.goto(address)
