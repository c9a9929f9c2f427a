"""What no page may do, whoever looks: run what somebody typed, go without its headers, change
anything, or act without a token."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import cycle

import pytest
from django.apps import apps
from django.db import connection, models
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from quizzes.models import AppendOnly

from .access import World, build
from .test_permissions import GET, POST, TABLE

pytestmark = pytest.mark.django_db
MARK = "x55"
# Each would add an element with the attribute MARK, or run, where it is not escaped for its place.
PAYLOADS = (
    f"<i {MARK}>",
    f'"><i {MARK}>',
    f"'><i {MARK}>",
    f'" {MARK} a="',
    f"' {MARK} a='",
    f"<svg {MARK} onload=1>",
    f"<img {MARK} src=x onerror=1>",
    f"</textarea><i {MARK}>",
    f"</title><i {MARK}>",
    f"</script><i {MARK}>",
    f"--><i {MARK}>",
    f"<a {MARK} href=javascript:1>",
    f"<script {MARK}>1</script>",
    f"<style><i {MARK}>",
    f"<template><i {MARK}>",
    f"<math><mi {MARK}>",
    f"\x00<i {MARK}>".replace("\x00", "\u200b"),
    f"{{{{7*7}}}}<i {MARK}>",
    f"{{% now 'Y' %}}<i {MARK}>",
    f"&lt;i {MARK}&gt;<i {MARK}>",
)
# Fields of ours that nobody types: names that programs read.
NOT_TYPED = re.compile(
    r"slug|key|code|digest|hash|token|kind|state|role$|preset|zone|language|colour|lease|holder$"
    r"|error|action|severity|strength|origin|path|number|head|ip|address|email|password|url|agent"
    r"|kept_as|paper_as|media_type|sha256|salt|anchor|fate|why|roles$"
)
# Written by the authors of the content and sanitised when it was saved (quizzes.formats.prose).
AUTHORED = {"belief", "shownlesson", "glossaryterm", "source", "module", "searchentry"}
NAMED_BY_US = {"schedule", "auditchain", "clinicsetting"}  # whose name is a code


def typed() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Every field that holds what a person may write."""
    for app in ("training", "quizzes"):
        for model in apps.get_app_config(app).get_models():
            if issubclass(model, AppendOnly) or model._meta.model_name in AUTHORED | NAMED_BY_US:
                continue
            for field in model._meta.concrete_fields:
                is_text = isinstance(field, models.CharField | models.TextField)
                if is_text and not field.choices and not NOT_TYPED.search(field.name):
                    yield model, field


def poison() -> int:
    """Put a payload into every such field of every row; returns how many fields."""
    payloads, count = cycle(PAYLOADS), 0
    for model, field in typed():
        room = field.max_length or 200
        for row in model._base_manager.all():
            fits = next(one for one in payloads if len(one) <= room)
            model._base_manager.filter(pk=row.pk).update(**{field.name: fits})
        count += 1
    return count


class Reader(HTMLParser):
    """Finds what a browser would run or obey."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            spoken = (value or "").strip().lower()
            if name == MARK or name.startswith("on") or spoken.startswith("javascript:"):
                self.bad.append(f"<{tag} {name}={value}>")
        names = {name for name, _ in attrs}
        if tag == "style" or (tag == "script" and "src" not in names):
            self.bad.append(f"<{tag}>")


def pages(world: World, roles: tuple[str, ...]) -> Iterator[tuple[str, HttpResponse]]:
    """Every page that each of these may see."""
    clients = {role: world.client(role) for role in roles}
    for name, arguments, method, fields, expected in TABLE:
        if method != GET:
            continue
        url = reverse(name, args=arguments(world))
        for role, client in clients.items():
            if expected.get(role) == 200:
                yield f"{role} {url}", client.get(url, fields(world))


@pytest.fixture
def world() -> World:
    return build()


def test_nothing_that_anybody_typed_is_ever_markup(world: World) -> None:
    assert poison() > 30
    found = {}
    for place, answer in pages(world, ("junior", "mentor", "owner")):
        assert answer.status_code == 200, place
        if answer.streaming or not answer["Content-Type"].startswith("text/html"):
            continue
        html = answer.content.decode()
        reader = Reader()
        reader.feed(html)
        if reader.bad or f"49<i {MARK}" in html:
            found[place] = reader.bad
    assert found == {}


def rows() -> dict[str, int]:
    """How many rows each table has, but for what looking may leave behind: a session, and what is
    worked out from facts and kept."""
    kept = {"django_session", "quizzes_analysisrecord", "cache", "usersessions_usersession"}
    found = {}
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names(cursor)) - kept:
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")
            found[table] = cursor.fetchone()[0]
    return found


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def test_looking_changes_nothing_and_every_answer_has_its_headers(world: World) -> None:
    before, lacking = rows(), {}
    for place, answer in pages(world, ("junior", "mentor", "owner", "signed_out")):
        wrong = [name for name, value in HEADERS.items() if answer.get(name) != value]
        policy = answer.get("Content-Security-Policy", "")
        if "default-src" not in policy or "unsafe" in policy or "script-src *" in policy:
            wrong.append("Content-Security-Policy")
        if not place.startswith("signed_out") and "no-store" not in answer.get("Cache-Control", ""):
            wrong.append("Cache-Control")
        if wrong:
            lacking[place] = wrong
    assert lacking == {}
    assert {name: count for name, count in rows().items() if count != before[name]} == {}


def test_nobody_acts_without_a_token_of_the_page(world: World) -> None:
    taken, before = {}, rows()
    for name, arguments, method, fields, expected in TABLE:
        if method != POST:
            continue
        for role in ("junior", "mentor", "owner"):
            if role not in expected:
                continue
            client = Client(enforce_csrf_checks=True)
            client.cookies = world.client(role).cookies
            answer = client.post(reverse(name, args=arguments(world)), fields(world))
            if answer.status_code != 403:
                taken[f"{role} {name}"] = answer.status_code
    assert taken == {}
    assert {name: count for name, count in rows().items() if count != before[name]} == {}
