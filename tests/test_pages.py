"""No page is left out: each address is visited with axe (tests/journeys), or shows no page."""

from __future__ import annotations

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from .access import ROLES, build
from .journeys.ways import WAYS
from .journeys.ways.way import NOWHERE
from .test_permissions import TABLE

ACT, ON, MACHINE = "does something and leads on", "leads on", "answers a machine or saves a file"
# Addresses that show nobody a page, and what they do instead.
NO_PAGE = {
    "training:home": ON,
    "training:lesson-done": ACT,
    "training:lesson-place": ACT,
    "training:team-assign-undo": ACT,
    "training:assignment-withdraw": ACT,
    "training:scope-remove": ACT,
    "training:clinic-switch": ACT,
    "training:team-group-close": ACT,
    "training:invitation-renew": ACT,
    "training:viewing-begin": ACT,
    "training:viewing-end": ACT,
    "training:people-import-template": MACHINE,
    "training:invitation-withdraw": ACT,
    "training:staff-roles": ACT,
    "training:staff-teams": ACT,
    "training:my-data-copy": ACT,
    "training:my-data-file": MACHINE,
    "training:setting-leave": ACT,
    "training:colour-sheet": MACHINE,
    "training:logo": MACHINE,
    "training:account-email": ACT,
    "training:device-end": ACT,
    "training:notice-read": ACT,
    "training:notice-read-all": ACT,
    "training:clinic-mail-again": ACT,
    "training:calendar-feed": MACHINE,
    "training:healthz": MACHINE,
    "training:readyz": MACHINE,
    "quizzes:picture": MACHINE,
    "quizzes:quiz-start": ACT,
    "quizzes:attempt-submit": ACT,
    "quizzes:attempt-files": ACT,
    "quizzes:attempt-file": MACHINE,
    "quizzes:correction-verdict": ACT,
    "quizzes:job-again": ACT,
    "account_email": "is not there: the clinic gives addresses",
    "account_set_password": ON,
    "account_confirm_login_code": ON,
    "mfa_login_webauthn": MACHINE,
    "mfa_download_recovery_codes": MACHINE,
}


def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for one in patterns:
        if isinstance(one, URLResolver):
            found |= names(one.url_patterns, f"{one.namespace}:" if one.namespace else prefix)
        elif one.name:
            found.add(f"{prefix}{one.name}")
    return found


def test_each_address_is_looked_at_with_axe_or_shows_no_page() -> None:
    looked_at = {way.name for way in WAYS} - {NOWHERE}
    assert looked_at & set(NO_PAGE) == set()
    assert looked_at | set(NO_PAGE) == names(get_resolver().url_patterns)


@pytest.mark.django_db
def test_what_is_said_to_show_no_page_shows_none_to_anybody() -> None:
    world = build()
    arguments = {row[0]: row[1] for row in TABLE}
    shown = []
    for role in ROLES:
        client = world.client(role)
        for name in NO_PAGE:
            url = reverse(name, args=arguments.get(name, lambda world: [])(world))
            answer = client.get(url)
            kind = answer.headers.get("Content-Type", "")
            if answer.status_code == 200 and kind.startswith("text/html"):
                shown.append((role, name))
    assert shown == []
