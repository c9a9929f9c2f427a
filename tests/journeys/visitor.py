"""One person at one browser window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .site import Site

PASSWORD = "milium-demo"
PHONE, TABLET, LAPTOP = (390, 844), (820, 1180), (1440, 900)
JUNIOR, MENTOR, OWNER = "junior@example.test", "mentor@example.test", "owner@example.test"
SUBMIT = "form => HTMLFormElement.prototype.submit.call(form)"


@dataclass
class Visitor:
    """One browser window of one person, with what its console said."""

    site: Site
    context: object
    page: object
    said: list[str]
    beside: Callable[[str], Visitor]  # opens a window of somebody else

    def go(self, path: str) -> object:
        return self.page.goto(self.site.url + path)

    @property
    def path(self) -> str:
        """The address she is at, without the site's name."""
        return self.page.url.removeprefix(self.site.url)

    def sign_in(self, email: str) -> Visitor:
        """Through the form the first time, with the cookies of that time afterwards."""
        kept = self.site.signed_in.get(email)
        if kept is None:
            self.by_password(email)
            self.site.signed_in[email] = self.context.storage_state()
        else:
            self.context.add_cookies(kept["cookies"])
            self.go("/")
        return self

    def by_password(self, email: str) -> Visitor:
        self.go("/accounts/login/")
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.wait_for_url(lambda url: "/accounts/login/" not in url)
        return self

    def sees(self, text: str) -> bool:
        return text in self.page.locator("main").inner_text()

    def send(self, form: str) -> None:
        """Send a form as a browser without scripts would, past whatever script listens."""
        with self.page.expect_navigation():
            self.page.locator(form).first.evaluate(
                "one => HTMLFormElement.prototype.submit.call(one)"
            )

    def listen(self, message: object) -> None:
        """Errors and warnings count; a request that failed because the network is off, or that the
        site refused as it should, does not."""
        expected = "net::ERR_INTERNET_DISCONNECTED" in message.text or "status of 4" in message.text
        if message.type in ("error", "warning") and not expected:
            self.said.append(message.text)
