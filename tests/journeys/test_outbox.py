"""What could not be saved waits on this device and goes out by itself: typed or chosen, over a
reload, a new sign-in, a server that cannot save, and where questions do not come back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from .site import Site
from .visitor import PASSWORD, PHONE, Visitor

pytestmark = pytest.mark.browser
# Everybody here sits an exam of her own: a text to type, then two questions to choose in.
PEOPLE = (
    "typing",
    "returning",
    "handing",
    "leaving",
    "waiting",
    "skewed",
    "oneway",
    "late",
    "bereft",
)
MADE = f"""
import json
from dataclasses import replace
from django.utils import timezone
from quizzes import attempts, bank, quizzes
from tests.quizzes.making import EXAM, fixed, item
from training import people
from training.models import Clinic
at, clinic = timezone.now(), Clinic.objects.order_by("pk").first()
items = [item("box1", "short_text"), item("box2"), item("box3")]
bank.publish_bank(slug="box", title="Box", items=items, cases=(), module_ref="box", at=at)
sat = {{}}
for way in (False, True):
    sat[way] = quizzes.publish(
        slug=f"box-{{way}}".lower(), preset="exam", title="Box", intro="", bank_slug="box", at=at,
        policy=replace(EXAM, sequential=way), slots=fixed(["box1", "box2", "box3"]),
    ).quiz
made = {{}}
for name in {PEOPLE!r}:
    user = people.enrol(email=f"{{name}}@box.test", name=name.title(), password={PASSWORD!r})
    people.join(user=user, clinic=clinic, role="junior", by=None, at=at)
    quiz = sat[name == "oneway"]
    made[name] = str(
        attempts.start(user=user, quiz=quiz, space=clinic.space, at=at).public_id
    )
print(json.dumps(made))
"""
LATE = """
import datetime as dt
from django.utils import timezone
from quizzes.models import Attempt
over = timezone.now() - dt.timedelta(seconds=7)
Attempt.objects.filter(public_id="{attempt}").update(deadline_at=over)
"""
SKEW = "{const now = Date.now; Date.now = () => now() + %d * 3600000}"
ATTEMPTS: dict[str, dict[str, str]] = {}  # site -> whose exam is which
SAVES = re.compile(r"/quizzes/attempts/[0-9a-f-]+/\d+/$")


def attempts_of(site: Site) -> dict[str, str]:
    if site.url not in ATTEMPTS:
        ATTEMPTS[site.url] = json.loads(site.run(MADE).splitlines()[-1])
    return ATTEMPTS[site.url]


@pytest.fixture
def sitting(visit: Callable[..., Visitor], site: Site) -> Callable[[str, int], Visitor]:
    def begin(name: str, position: int) -> Visitor:
        attempt = attempts_of(site)[name]
        visitor = visit(f"{name}@box.test", size=PHONE)
        visitor.go(f"/quizzes/attempts/{attempt}/{position}/")
        return visitor

    return begin


def cut(visitor: Visitor, status: int | None = None) -> None:
    """No save gets through: the network drops it, or the server answers with this status."""

    def answer(route: object) -> None:
        if route.request.method != "POST":
            route.fallback()
        elif status is None:
            route.abort("internetdisconnected")
        else:
            route.fulfill(status=status, body="<p>Back in a moment</p>")

    visitor.page.route(SAVES, answer)


def mend(visitor: Visitor) -> None:
    visitor.page.unroute(SAVES)
    visitor.page.evaluate("dispatchEvent(new Event('online'))")


def write(visitor: Visitor, words: str) -> None:
    field = visitor.page.locator("#answer input[name=text]")
    field.fill(words)
    field.blur()


def saved(visitor: Visitor) -> None:
    visitor.page.get_by_text(re.compile(r"Saved \d\d:\d\d:\d\d")).wait_for()


def outbox(visitor: Visitor) -> list[str]:
    keys = visitor.page.evaluate("Object.keys(localStorage)")
    return [key for key in keys if key.startswith("milium.outbox.")]


def stored(visitor: Visitor) -> str:
    """The page as the server has it, whatever waits in this browser."""
    return visitor.context.request.get(visitor.page.url).text()


def test_a_text_typed_without_the_network_comes_back_after_a_reload_and_goes_out(sitting) -> None:
    her = sitting("typing", 1)
    cut(her)
    write(her, "stratum corneum")
    her.page.get_by_text("waiting for the network").wait_for()
    her.page.reload()
    assert her.page.locator("#answer input[name=text]").input_value() == "stratum corneum"
    assert "stratum" not in stored(her)
    mend(her)
    saved(her)
    assert 'value="stratum corneum"' in stored(her)
    assert outbox(her) == []


def test_who_was_signed_out_signs_in_over_the_page_and_it_is_saved(sitting) -> None:
    her = sitting("returning", 1)
    her.context.clear_cookies(name="sessionid")
    write(her, "stratum corneum")
    dialog = her.page.locator("#sign-in-again")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Go on").click()
    saved(her)
    assert her.page.locator("#answer input[name=text]").input_value() == "stratum corneum"
    assert 'value="stratum corneum"' in stored(her)
    assert outbox(her) == []


def test_who_lost_every_cookie_signs_in_over_the_page_and_it_is_saved(sitting) -> None:
    her = sitting("bereft", 1)
    her.context.clear_cookies()
    write(her, "stratum corneum")
    dialog = her.page.locator("#sign-in-again")
    dialog.get_by_label("Password").fill("not the one")
    dialog.get_by_role("button", name="Go on").click()
    dialog.get_by_text("That was not it").wait_for()
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Go on").click()
    saved(her)
    assert 'value="stratum corneum"' in stored(her)
    assert outbox(her) == []


def test_handing_in_sends_what_waits_first_and_leaves_nothing_here(sitting) -> None:
    her = sitting("handing", 2)
    cut(her)
    her.page.locator("label.choice").nth(1).click()
    her.page.get_by_text("waiting for the network").wait_for()
    assert len(outbox(her)) == 1
    her.page.unroute(SAVES)
    her.page.goto(re.sub(r"\d+/$", "", her.page.url))
    her.page.locator("main").get_by_text("2 questions are not answered").wait_for()
    her.page.locator("form[data-hand-in] button").click()
    her.page.wait_for_url(re.compile(r"/result/$"))
    assert outbox(her) == []


def test_signing_out_leaves_nothing_on_the_device(sitting) -> None:
    her = sitting("leaving", 2)
    cut(her)
    her.page.locator("label.choice").nth(0).click()
    her.page.get_by_text("waiting for the network").wait_for()
    assert len(outbox(her)) == 1
    her.go("/")
    her.page.locator("form[action*='logout']").first.evaluate("one => one.requestSubmit()")
    her.page.wait_for_url(re.compile("/accounts/login/"))
    assert outbox(her) == []


def test_while_the_server_cannot_save_the_page_says_so_and_keeps_asking(sitting) -> None:
    her = sitting("waiting", 1)
    cut(her, status=503)
    write(her, "stratum corneum")
    her.page.get_by_text("the server cannot save just now").wait_for()
    here = her.page.url
    her.page.locator("#answer button.primary").click()
    her.page.get_by_text("is sent again until it is saved").wait_for()
    assert her.page.url == here
    her.page.unroute(SAVES)  # and nobody tells the page: it asks by itself
    saved(her)
    assert 'value="stratum corneum"' in stored(her)
    her.said[:] = [said for said in her.said if "status of 503" not in said]


@pytest.mark.parametrize("hours", [2, -2])
def test_a_clock_that_is_wrong_by_two_hours_changes_no_time(sitting, hours: int) -> None:
    her = sitting("skewed", 2)
    her.context.add_init_script(SKEW % hours)
    her.page.reload()
    seconds = int(her.page.locator("[data-seconds]").get_attribute("data-seconds"))
    assert 60 < seconds <= 20 * 60
    left = her.page.locator("[data-left]").inner_text()
    assert 0 <= -(-seconds // 60) - int(re.search(r"\d+", left)[0]) <= 1
    her.page.locator("label.choice").nth(1 if hours > 0 else 2).click()
    saved(her)


def test_where_questions_do_not_come_back_nobody_goes_on_before_it_is_saved(sitting) -> None:
    her = sitting("oneway", 1)
    cut(her)
    write(her, "stratum corneum")
    her.page.get_by_text("waiting for the network").wait_for()
    here = her.page.url
    her.page.locator("#answer button.primary").click()
    her.page.get_by_text("There is no network just now").wait_for()
    assert her.page.url == here
    mend(her)
    saved(her)
    assert 'value="stratum corneum"' in stored(her)
    her.page.locator("#answer button.primary").click()
    her.page.wait_for_url(re.sub(r"1/$", "2/", here))
    assert outbox(her) == []


def test_what_comes_too_late_stays_on_the_page_to_be_copied(sitting, site: Site) -> None:
    her = sitting("late", 1)
    site.run(LATE.format(attempt=attempts_of(site)["late"]))
    write(her, "stratum corneum")
    her.page.locator("#trouble").get_by_role("alert").wait_for()
    assert her.page.locator("#answer input[name=text]").input_value() == "stratum corneum"
    assert outbox(her) == []
