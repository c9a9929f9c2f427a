"""Pairs, categories, so many of them, and every rule: from the page to the result."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from quizzes import attempts
from quizzes.engine.kinds import multiple_rules, ordering_rules
from quizzes.formats.native import Item
from quizzes.formats.native.schema import MODELS
from quizzes.forms import asked
from quizzes.models import Attempt, Mark, MarkBelief, Response, Space
from quizzes.quizzes import Policy, SlotSpec
from training.models import User

from .browsing import HTMX, browser, fields_of, form_of, item_url, named, start, url
from .making import CANARY, EXAM, MATCHING, fixed, item, publish_bank, publish_quiz
from .making import case as case_of

pytestmark = pytest.mark.django_db
LESSON = "/learn/milia-myths/what-a-milium-is/"


def begin(user: User, space: Space, *items: Item, preset: str = "exam") -> Attempt:
    publish_bank(list(items))
    policy = EXAM if preset == "exam" else Policy()
    slots = fixed([one.key for one in items])
    quiz = publish_quiz(slots, preset=preset, policy=policy, slug=preset)
    return start(user, space, quiz)


def save(attempt: Attempt, response: Any, position: int = 1) -> None:
    attempts.answer(
        user=attempt.user,
        attempt_id=attempt.public_id,
        position=position,
        response=response,
        certainty=None,
        revision=0,
        at=timezone.now(),
        in_keys=True,
    )


def told(attempt: Attempt) -> str:
    """The result, with everything explained."""
    client = browser(attempt.user)
    result = client.post(url("attempt-submit", attempt.public_id)).url
    return client.get(f"{result}?show=all").content.decode()


@pytest.mark.parametrize(
    ("kind", "rules"),
    [("multiple", multiple_rules.RULES), ("ordering", tuple(ordering_rules.RULES))],
)
def test_every_rule_may_be_written_and_is_told_in_words_of_its_own(kind: str, rules: tuple) -> None:
    assert MODELS[kind].model_fields["rule"].annotation.__args__ == rules
    part = {"multiple": "options", "ordering": "steps"}[kind]
    shown = {"kind": kind, "stem": "<p>Now?</p>", part: {"x1": "A", "x2": "B", "x3": "C"}}
    more = {"choose_n": {"choose": 2}}
    said = [asked.rule_in_words(shown | {"rule": r} | more.get(r, {})) for r in rules]
    assert len(set(said)) == len(rules)
    assert all(one.count(".") >= 2 for one in said)


def test_choose_two_is_said_and_a_third_is_refused_without_a_loss(
    junior: User, space: Space
) -> None:
    attempt = begin(junior, space, item("q", "multiple", rule="choose_n"))
    client, address = browser(junior), item_url(attempt)
    page = client.get(address).content.decode()
    assert "Choose 2. Each right one counts." in page
    three = [named(page, text) for text in ("Firm", "Milk", "Acne")]
    sent = {"kind": "multiple", "revision": "0", "choices": three}
    for headers in (HTMX, {}):
        answer = client.post(address, sent, **headers)
        assert answer.status_code == 422
        assert "Choose only 2 here: take the others back." in answer.content.decode()
    assert form_of(answer.content.decode()).count("checked") == 3
    assert not Response.objects.exists()
    assert client.post(address, sent | {"choices": three[:2]}, **HTMX).status_code == 200
    assert len(Response.objects.get().body) == 2


def test_one_of_two_is_no_whole_answer_yet(junior: User, space: Space) -> None:
    attempt = begin(junior, space, item("q", "multiple", rule="choose_n"))
    save(attempt, ["a"])
    sheet = attempts.sheet(user=junior, attempt_id=attempt.public_id)
    assert (sheet.items[0].answered, sheet.items[0].complete) == (True, False)


@pytest.mark.parametrize("rule", [rule for rule in multiple_rules.COUNTING if rule != "choose_n"])
def test_other_rules_do_not_tell_how_many(junior: User, space: Space, rule: str) -> None:
    attempt = begin(junior, space, item("q", "multiple", rule=rule))
    page = attempts.page(user=junior, attempt_id=attempt.public_id, position=1)
    assert "choose" not in page.item.delivery
    assert "Choose 2" not in browser(junior).get(item_url(attempt)).content.decode()


def sorting(key: str = "q", **more: Any) -> Item:
    return item(key, "matching", layout="categories", **more)


def test_categories_stand_as_radio_buttons_at_each_prompt(junior: User, space: Space) -> None:
    attempt, client = begin(junior, space, sorting()), browser(junior)
    form = form_of(client.get(item_url(attempt)).content.decode())
    assert "Sort each one into a category." in form
    assert "<select" not in form
    groups = re.findall(r"<legend[^>]*>([^<]+)</legend>(.*?)</fieldset>", form, re.DOTALL)
    groups = groups[:-1]  # how sure she is
    assert [legend for legend, _ in groups] == ["Pearly, newborn", "Yellow plaque"]
    names = [set(re.findall(r'type="radio" name="([\w.]+)"', group)) for _, group in groups]
    assert all(len(one) == 1 for one in names)
    assert names[0] != names[1]
    assert all(group.count(">Milium<") == 1 == group.count(">Xanthelasma<") for _, group in groups)
    keys = {row["key"] for part in ("prompts", "choices") for row in MATCHING[part]}
    assert not keys & set(re.findall(r'(?:m\.|value=")([^"]*)"', form))


def test_what_was_sorted_is_kept_marked_and_told(junior: User, space: Space) -> None:
    attempt, client = begin(junior, space, sorting()), browser(junior)
    sent = fields_of(client.get(item_url(attempt)).content.decode())
    assert client.post(item_url(attempt), sent, **HTMX).status_code == 200
    assert client.get(item_url(attempt)).content.decode().count("checked") >= 2
    other = begin(junior, space, sorting("r"), preset="practice")
    save(other, {"newborn": "x", "old": "y"})
    page = client.get(item_url(other)).content.decode()
    assert page.count("→ Milium") == 1
    assert Mark.objects.get(item__attempt=other).fraction == 1


def test_a_pair_asks_for_both_halves_in_groups_of_their_own(junior: User, space: Space) -> None:
    attempt, client = begin(junior, space, item("q", "pair")), browser(junior)
    form = form_of(client.get(item_url(attempt)).content.decode())
    assert "Choose an action and the reason for it." in form
    assert "only the right action for the right reason counts" in form
    groups = re.findall(r"<legend[^>]*>([^<]+)</legend>(.*?)</fieldset>", form, re.DOTALL)
    assert [legend for legend, _ in groups][:2] == ["Action", "Because"]
    assert ">Squeeze<" in groups[0][1]
    assert ">It is dirt<" not in groups[0][1]
    assert ">It is dirt<" in groups[1][1]


def test_half_a_pair_is_kept_and_not_judged(junior: User, space: Space) -> None:
    attempt = begin(junior, space, item("q", "pair"), preset="practice")
    client, address = browser(junior), item_url(attempt)
    name = named(client.get(address).content.decode(), "Squeeze")
    sent = {"kind": "pair", "revision": "0", "p.action": name, "go": "check"}
    page = client.post(address, sent, follow=True).content.decode()
    assert "Answer all of it" in page
    assert f'value="{name}" checked' in page
    assert Response.objects.get().body == {"action": "b"}
    assert not Mark.objects.exists()
    assert CANARY not in page


def test_the_right_action_for_the_wrong_reason_is_not_right(junior: User, space: Space) -> None:
    attempt = begin(junior, space, item("q", "pair"), preset="practice")
    save(attempt, {"action": "a", "reason": "y"})
    page = browser(junior).get(item_url(attempt)).content.decode()
    assert Mark.objects.get().state == "wrong"
    assert [(held.choice, held.belief.code) for held in MarkBelief.objects.all()] == [("y", "M01")]
    assert "Refutation of M01." in page
    halves = re.split(r'<p class="label">(?:Action|Because)</p>', page)[1:]
    assert ["Your answer, right" in half for half in halves] == [True, False]
    assert ["It is dirt" in half for half in halves] == [False, True]
    assert page.count(CANARY) == 5  # two actions, two reasons and the whole


def test_a_pair_is_looked_over_handed_in_and_told(junior: User, space: Space) -> None:
    attempt, client = begin(junior, space, item("q", "pair")), browser(junior)
    save(attempt, {"action": "a", "reason": "x"})
    look = client.get(url("attempt-detail", attempt.public_id)).content.decode()
    assert "<li>Send her on</li>" in look
    assert look.index("<li>Send her on</li>") < look.index("<li>It is sealed</li>")
    page = told(attempt)
    assert "Passed" in page
    assert page.index("Send her on") < page.index(">Because<") < page.index("It is sealed")


def test_a_pair_may_be_part_of_a_case(junior: User, space: Space) -> None:
    vignette, parts = case_of("scene", 2)
    why = item(parts[1].key, "pair", case="scene", position=2)
    publish_bank([parts[0], why], [vignette])
    attempt = start(junior, space, publish_quiz([SlotSpec(is_case=True, uses=("graded",))]))
    page = browser(junior).get(item_url(attempt, 2)).content.decode()
    assert "Part 2 of 2" in page
    assert "Because" in page


def test_in_a_lesson_what_was_refused_stands_in_the_fields_again(
    junior: User, space: Space
) -> None:
    publish_bank([item("q", "multiple", use="check", rule="choose_n")])
    quiz = publish_quiz(fixed(["q"]), preset="check", policy=Policy())
    check = attempts.checks(user=junior, quiz=quiz, space=space)["q"]
    sent = {"kind": "multiple", "next": LESSON, "choices": list(check.delivery["options"])[:3]}
    answer = browser(junior).post(url("check-answer", quiz.slug, "q"), sent, **HTMX)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose only 2 here" in page
    assert page.count("checked") == 3
    assert CANARY not in page


def test_both_lists_come_in_an_order_of_each_attempt(junior: User, space: Space) -> None:
    rows = [{"key": f"k{n}", "text": f"T{n}", "why": "So.", "correct": not n} for n in range(4)]
    reasons = [row | {"key": f"r{n}", "text": f"R{n}"} for n, row in enumerate(rows)]
    publish_bank([item("q", "pair", actions=rows, reasons=reasons)])
    quiz, seen = publish_quiz(fixed(["q"]), policy=Policy()), set()
    for round_ in range(12):
        seed = round_.to_bytes(16, "big")
        attempt = attempts.start(user=junior, quiz=quiz, space=space, at=timezone.now(), seed=seed)
        shown = attempts.sheet(user=junior, attempt_id=attempt.public_id).items[0].delivery
        texts = [shown["options"][name] for name in (*shown["actions"], *shown["reasons"])]
        assert {text[0] for text in texts[:4]} == {"T"}
        assert not set(shown["options"]) & {row["key"] for row in (*rows, *reasons)}
        seen.add(tuple(texts))
        attempts.submit(user=junior, attempt_id=attempt.public_id, at=timezone.now())
    assert len(seen) > 8
    assert len({one.index("T0") for one in seen}) > 2


PARTLY = [
    {"key": "a", "text": "Keratin", "correct": True, "why": "Yes."},
    {"key": "b", "text": "Skin cells", "why": f"Nearly: {CANARY}", "weight": "0.5"},
    {"key": "c", "text": "Dirt", "why": "No."},
]


def test_an_option_that_earns_a_part_is_told_before_and_after(junior: User, space: Space) -> None:
    attempt = begin(junior, space, item("q", options=PARTLY), item("r"))
    page = browser(junior).get(item_url(attempt)).content.decode()
    assert "One is best and counts in full; another may count in part." in page
    assert "0.5" not in form_of(page)
    assert "may count in part" not in browser(junior).get(item_url(attempt, 2)).content.decode()
    save(attempt, "b")
    overview = browser(junior).get(url("attempt-detail", attempt.public_id)).content.decode()
    assert "Skin cells" in overview
    assert "Partly right" in told(attempt)
    assert Mark.objects.get(item__position=1).fraction == Decimal("0.5")


def test_practice_explains_what_is_best_and_what_earns_a_part(junior: User, space: Space) -> None:
    attempt = begin(junior, space, item("q", options=PARTLY), preset="practice")
    save(attempt, "b")
    page = browser(junior).get(item_url(attempt)).content.decode()
    assert "Your answer, partly right" in page
    assert f"Nearly: {CANARY}" in page
