"""Every address x every role: own clinic, other clinic, chain, signed out, account closed.

Whoever is not named for an address gets 404: there is nothing to see, and nothing to learn from
the answer. An address that is not in the table fails the build.
"""

from __future__ import annotations

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from .access import ROLES, World, build
from .arguments import (
    a_paper,
    a_photograph,
    a_revision,
    a_ruling,
    an_answer,
    an_old_number,
    attempt,
    certificate,
    contested,
    draft,
    ended,
    fixed,
    ines,
    nothing,
    papers,
    signed,
    third,
    to_certify,
    to_observe,
    to_switch,
)
from .rows import mydata, notices, people, settings, work
from .rows.words import (
    ANYONE,
    GET,
    HERE,
    HERS,
    INSIDE,
    LEADS,
    MENTORS,
    OUTSIDE,
    OWNERS,
    POST,
    READ_ONLY,
    roles,
)

pytestmark = pytest.mark.django_db
SHARES = 4  # of the table, for as many workers
# (name, arguments, method, fields, who gets what)
TABLE = [
    ("training:home", fixed(), GET, nothing, roles(INSIDE, 302)),
    ("training:learn-home", fixed(), GET, nothing, roles(INSIDE, 200)),
    ("training:module-detail", fixed("milia-myths"), GET, nothing, roles(INSIDE, 200)),
    ("training:lesson-detail", fixed("milia-myths", "lesson-1"), GET, nothing, roles(INSIDE, 200)),
    (
        "training:lesson-done",
        fixed("milia-myths", "lesson-1"),
        POST,
        a_revision,
        roles(INSIDE, 302),
    ),
    # 400: that lesson has no heading to be at
    ("training:lesson-place", fixed("milia-myths", "lesson-1"), POST, nothing, roles(INSIDE, 400)),
    ("training:module-print", fixed("milia-myths"), GET, nothing, roles(INSIDE, 200)),
    ("training:glossary-list", fixed(), GET, nothing, roles(INSIDE, 200)),
    ("training:source-list", fixed(), GET, nothing, roles(INSIDE, 200)),
    ("training:claim-detail", fixed("F004"), GET, nothing, roles(INSIDE, 200)),
    ("training:search", fixed(), GET, nothing, roles(INSIDE, 200)),
    ("training:team-board", fixed(), GET, nothing, roles(LEADS, 200)),
    ("training:team-assign", fixed(), GET, nothing, roles(LEADS, 200)),
    ("training:team-assign-undo", fixed(), POST, nothing, roles(LEADS, 302)),
    ("training:person-detail", ines, GET, nothing, roles(HERS, 200)),
    ("training:person-grant", ines, GET, nothing, {"mentor": 200, "owner": 403, "chief": 403}),
    ("training:person-more-time", ines, GET, nothing, roles(HERS, 200)),
    (
        "training:assignment-withdraw",
        lambda world: [*ines(world), world.assignment.pk],
        POST,
        nothing,
        roles(HERS, 302),
    ),
    ("training:signoff-list", fixed(), GET, nothing, roles(INSIDE, 200)),
    (
        "training:signoff-begin",
        fixed(),
        POST,
        to_observe,
        {"mentor": 302, "owner": 403, "chief": 403},
    ),
    ("training:signoff-detail", draft, GET, nothing, roles(HERS, 200)),
    ("training:signoff-detail", signed, GET, nothing, roles(HERS, 200, junior=200)),
    ("training:signoff-sign", draft, GET, nothing, {"mentor": 200, "owner": 302, "chief": 302}),
    ("training:clinic-matrix", fixed(), GET, nothing, roles(OWNERS, 200)),
    ("training:clinic-people", fixed(), GET, nothing, roles(OWNERS, 200)),
    ("training:clinic-audit", fixed(), GET, nothing, roles(OWNERS, 200)),
    ("training:content-list", fixed(), GET, nothing, roles(OWNERS, 200)),
    ("training:content-sign", fixed("milia-myths"), GET, nothing, roles(OWNERS, 200)),
    (
        "training:content-withdraw",
        fixed("milia-myths", 1),
        GET,
        nothing,
        {"owner": 200, "chief": 200},
    ),
    ("training:claims-due", fixed(), GET, nothing, roles(OWNERS, 200)),
    ("training:scope-table", fixed(), GET, nothing, roles(INSIDE, 200)),
    ("training:scope-add", fixed(), GET, nothing, READ_ONLY | roles(OWNERS, 200)),
    ("training:scope-edit", fixed("freezing"), GET, nothing, READ_ONLY | roles(OWNERS, 200)),
    (
        "training:scope-edit",
        fixed("own-1"),
        GET,
        nothing,
        READ_ONLY | {"owner": 200, "chief": 200, "foreign_owner": 404},
    ),
    (
        "training:scope-remove",
        fixed("own-1"),
        POST,
        an_old_number,
        READ_ONLY | {"owner": 302, "chief": 302, "foreign_owner": 404},
    ),
    ("training:rule-list", fixed(), GET, nothing, roles(INSIDE, 200)),
    ("training:rule-edit", fixed("F178"), GET, nothing, READ_ONLY | roles(OWNERS, 200)),
    ("training:clinic-switch", fixed(), POST, to_switch, roles(HERE - OUTSIDE, 302)),
    ("training:certificate-list", fixed(), GET, nothing, roles(INSIDE, 200)),
    ("training:certificate-issue", fixed(), GET, to_certify, {"owner": 200, "chief": 200}),
    ("training:certificate-issue", fixed(), POST, to_certify, {"owner": 302, "chief": 302}),
    ("training:certificate-detail", certificate, GET, nothing, roles(HERS, 200, junior=200)),
    # 302: nothing of it is asked again yet
    ("training:certificate-renew", certificate, GET, nothing, roles(HERS, 403, junior=302)),
    ("training:certificate-renew", certificate, POST, nothing, roles(HERS, 403, junior=302)),
    (
        "training:certificate-revoke",
        certificate,
        GET,
        nothing,
        {"owner": 200, "chief": 200, "mentor": 403, "junior": 403},
    ),
    ("training:verify-form", fixed(), GET, nothing, ANYONE),
    ("training:verify-detail", lambda world: [world.certificate.code], GET, nothing, ANYONE),
    ("training:healthz", fixed(), GET, nothing, ANYONE),
    ("training:readyz", fixed(), GET, nothing, ANYONE),
    ("quizzes:practice-list", fixed(), GET, nothing, roles(INSIDE, 200)),
    ("quizzes:picture", a_photograph, GET, nothing, roles(INSIDE, 200)),
    ("quizzes:quiz-detail", fixed("exam"), GET, nothing, roles(INSIDE, 200)),
    ("quizzes:quiz-analysis", fixed("exam"), GET, nothing, roles(LEADS | {"author"}, 200)),
    ("quizzes:quiz-preview", fixed("exam"), GET, nothing, roles(LEADS | {"author"}, 200)),
    ("quizzes:quiz-start", fixed("second"), POST, nothing, roles(INSIDE, 302)),
    # 422: a blank answer is asked for once more
    ("quizzes:check-answer", fixed("check-one", "q3"), POST, an_answer, roles(INSIDE, 422)),
    # only the writer compares her text; for others there is none
    (
        "quizzes:check-compared",
        fixed("check-text", "w1"),
        POST,
        lambda world: {"revision": "1", "met": "calm"},
        {"junior": 302},
    ),
    ("quizzes:attempt-detail", attempt, GET, nothing, {"junior": 200}),
    (
        "quizzes:attempt-item",
        lambda world: [*attempt(world), 1],
        GET,
        nothing,
        {"junior": 200},
    ),
    (
        "quizzes:attempt-item",
        lambda world: [*attempt(world), 1],
        POST,
        an_answer,
        {"junior": 302},
    ),
    (
        "quizzes:question-correct",
        lambda world: [world.regrade.question_id],
        GET,
        nothing,
        roles(LEADS, 200),
    ),
    ("quizzes:correction-list", fixed(), GET, nothing, roles(LEADS, 200)),
    ("quizzes:correction-detail", a_ruling, GET, nothing, roles(HERS | {"second_mentor"}, 200)),
    ("quizzes:correction-verdict", a_ruling, POST, nothing, roles(HERS | {"second_mentor"}, 302)),
    # the attempt has ended: hers to read, no more to add
    (
        "quizzes:attempt-files",
        papers,
        POST,
        lambda world: {"kind": "written", "text": "More.", "revision": "1"},
        {"junior": 410},
    ),
    ("quizzes:attempt-file", a_paper, GET, nothing, {"junior": 200, "mentor": 200}),
    ("quizzes:attempt-submit", attempt, POST, nothing, {"junior": 302}),
    ("quizzes:contest-raise", third, GET, nothing, {"junior": 200}),
    ("quizzes:contest-list", fixed(), GET, nothing, roles(MENTORS, 200)),
    ("quizzes:contest-detail", contested, GET, nothing, {"mentor": 200}),
    ("quizzes:attempt-result", ended, GET, nothing, {"junior": 200, "mentor": 200}),
    ("training:account", fixed(), GET, nothing, roles(INSIDE, 200)),
    # 422: a name is asked for, and an address
    ("training:account", fixed(), POST, nothing, roles(INSIDE, 422)),
    ("training:account-email", fixed(), POST, nothing, roles(INSIDE, 422)),
    # 410: nobody's link
    ("training:account-email-confirm", fixed("x"), GET, nothing, roles(INSIDE, 410)),
    ("training:device-end", fixed(0), POST, nothing, {}),
    *mydata.ROWS,
    *people.ROWS,
    *settings.ROWS,
    *work.ROWS,
    *notices.ROWS,
]
# allauth's own addresses and the favicon: theirs to test.
FOREIGN = ("accounts/", "favicon.ico")


@pytest.fixture
def world() -> World:
    return build()


def named(patterns: list[URLPattern | URLResolver], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for one in patterns:
        if str(one.pattern).startswith(FOREIGN):
            continue
        if isinstance(one, URLResolver):
            found |= named(one.url_patterns, f"{one.namespace}:" if one.namespace else prefix)
        else:
            found.add(f"{prefix}{one.name}")
    return found


def test_every_address_is_in_the_table() -> None:
    assert named(get_resolver().url_patterns) == {row[0] for row in TABLE}


@pytest.mark.parametrize("share", range(SHARES))
def test_who_gets_what(share: int, world: World) -> None:
    """Each row in a savepoint of its own: what one address changed is gone before the next."""
    clients = {role: world.client(role) for role in ROLES}
    default, wrong = dict.fromkeys(INSIDE, 404) | dict.fromkeys(OUTSIDE, 302), {}
    for name, arguments, method, fields, expected in TABLE[share::SHARES]:
        with transaction.atomic():
            url, found = reverse(name, args=arguments(world)), {}
            for role, client in clients.items():
                found[role] = getattr(client, method)(url, fields(world)).status_code
            transaction.set_rollback(True)
        if found != default | expected:
            wrong[f"{method} {name}"] = dict(found.items() - (default | expected).items())
    assert wrong == {}


@pytest.mark.parametrize("role", sorted(OUTSIDE))
def test_whoever_is_outside_is_sent_to_sign_in(role: str, world: World) -> None:
    answer = world.client(role).get(reverse("training:learn-home"))
    assert answer["Location"].startswith("/accounts/login/")


def test_looking_never_changes_anything(world: World) -> None:
    junior, shown = world.client("junior"), {}
    for name, arguments, method, _, _ in TABLE:
        if method == POST:
            status = junior.get(reverse(name, args=arguments(world))).status_code
            if status not in (200, 302, 404, 405):
                shown[name] = status
    assert shown == {}
