"""A signed-in browser for the pages of quizzes, and what it can read from them."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizzes import attempts
from quizzes.models import Attempt, Quiz, Space
from quizzes.quizzes import Policy, SlotSpec

from .making import BODIES, EXAM, case, fixed, item, publish_bank, publish_quiz

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HTMX = {"HTTP_HX_REQUEST": "true"}
TYPED = {"value": "0.5", "text": "cornea"}  # what is typed into a field of this name


def browser(user: models.Model, **more: Any) -> Client:
    client = Client(**more)
    client.force_login(user, backend=BACKEND)
    return client


def every_kind(preset: str = "exam", slug: str = "") -> Quiz:
    """A quiz of one question of each kind, and a case of two parts."""
    use = {"exam": "graded"}.get(preset, preset)
    vignette, parts = case(f"case-{preset}", 2, use=use)
    items = [item(f"{preset}-{kind}".replace("_", "-"), kind, use=use) for kind in BODIES]
    publish_bank([*items, *parts], [vignette])
    slots = [*fixed([one.key for one in items]), SlotSpec(is_case=True, uses=(use,))]
    policy = EXAM if preset == "exam" else Policy(certainty=preset == "practice")
    return publish_quiz(slots, preset=preset, slug=slug or preset, policy=policy)


def singles(count: int) -> Quiz:
    """An exam of single choice questions, under an address of its own."""
    keys = [f"n{count}-{number}" for number in range(count)]
    publish_bank([item(key) for key in keys])
    return publish_quiz(fixed(keys), slug=f"exam-of-{count}")


def start(user: models.Model, space: Space, quiz: Quiz, ago: float = 0) -> Attempt:
    """An attempt begun `ago` minutes before now."""
    at = timezone.now() - dt.timedelta(minutes=ago)
    return attempts.start(user=user, quiz=quiz, space=space, at=at)


def item_url(attempt: Attempt, position: int = 1) -> str:
    return reverse("quizzes:attempt-item", args=[attempt.public_id, position])


def url(name: str, *args: Any) -> str:
    return reverse(f"quizzes:{name}", args=args)


def named(page: str, text: str) -> str:
    """The name by which a page calls the option with this text."""
    found = re.search(rf'value="([^"]+)"[^>]*><span>{re.escape(html.escape(text))}</span>', page)
    assert found, f"no option {text!r}"
    return found[1]


def form_of(page: str) -> str:
    """The form of the question, from tag to tag."""
    begin = page.index('<form class="q"')
    return page[begin : page.index("</form>", begin)]


def fields_of(page: str) -> dict[str, str]:
    """What the form of the question would send with the first of each choice, in form order, and
    something typed."""
    form = form_of(page)
    sent: dict[str, str] = {}
    for name, value in re.findall(r'<input type="\w+" name="([\w.]+)" value="([^"]*)"', form):
        sent.setdefault(name, value)
    for number, (name, options) in enumerate(
        re.findall(r'<select class="input"[^>]* name="([\w.]+)">(.*?)</select>', form, re.DOTALL)
    ):
        values = re.findall(r'<option value="([^"]+)"', options)
        sent[name] = values[number] if name.startswith("o.") else values[0]
    for name in re.findall(r'<input class="input[ \w]*" type="text"[^>]* name="(\w+)"', form):
        sent[name] = TYPED[name]
    lowest = re.findall(r'type="number" name="([\w.]+)"[^>]* min="([^"]*)"', form)
    return sent | dict(lowest) | ({"decide": "1"} if "decide" in sent else {})
