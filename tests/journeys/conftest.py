"""Sites for the session, the same at first: one for the journeys, and for the pages that axe is
asked about one a worker. Debian's Chromium visits them.

Each journey uses people of its own and leaves the others alone.
"""

from __future__ import annotations

import os
import shutil
import signal
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .site import Site, copy_of, prepared
from .visitor import LAPTOP, Visitor

playwright = pytest.importorskip("playwright.sync_api")

# The first draws no window around the page: a quarter less work where it is installed.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
PAGES, BUNDLES = "pages", 12
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys share a site and go to one worker; pages go in bundles to whichever is free, and
    each worker keeps a site for them."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            bundle = zlib.crc32(item.nodeid.encode()) % BUNDLES if kind_of(item) == PAGES else 0
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(f"{kind_of(item)}-{bundle}"))


def kind_of(item: pytest.Item) -> str:
    return PAGES if item.path.stem.startswith("test_accessib") else "journeys"


@pytest.fixture(scope="session")
def site_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Site]]:
    """`site_of(kind)`: its running site, started for the first who asks."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    base, running = tmp_path_factory.getbasetemp(), {}
    # Beside the other workers' folders, where all of them look; alone, in one's own.
    common = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def site(group: str) -> Site:
        if group not in running:
            running[group] = copy_of(prepared(common), base / f"site-{group}")
            running[group].start()
        return running[group]

    yield site
    for one in running.values():
        one.kill(signal.SIGTERM)


@pytest.fixture
def site(request: pytest.FixtureRequest, site_of: Callable[[str], Site]) -> Site:
    return site_of(kind_of(request.node))


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(site: Site, chromium: object) -> Iterator[Callable[..., Visitor]]:
    """`visit("owner@example.test", size=PHONE, javascript=False)` opens a window of its own; the
    console must have stayed silent when the test ends."""
    opened: list[Visitor] = []

    def window(email: str = "", *, size: tuple[int, int] = LAPTOP, javascript: bool = True):
        width, height = size
        context = chromium.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=javascript
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        visitor = Visitor(site, context, page, [], window)
        page.on("console", visitor.listen)
        page.on("pageerror", lambda error: visitor.said.append(str(error)))
        opened.append(visitor)
        return visitor.sign_in(email) if email else visitor

    yield window
    for visitor in opened:
        visitor.context.close()
    assert [said for visitor in opened for said in visitor.said] == []
