"""What every page's frame shows: who she is, where she is, where she can go."""

from __future__ import annotations

import functools

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from training import people
from training.permissions import standing_of

# In the frame of every page. The search is in the top bar of a phone: the bar below holds four.
PLACES = {
    "search": "training:search",
    "glossary": "training:glossary-list",
    "sources": "training:source-list",
    "password": "account_change_password",
    "mfa": "mfa_index",
    "sessions": "usersessions_list",
    "logout": "account_logout",
}
# Pages that are reached from another entry's page, and that entry.
TABS = {
    "training:certificate-issue": "training:clinic-matrix",
    "training:claims-due": "training:content-list",
    "training:rule-list": "training:content-list",
    "training:scope-table": "training:content-list",
}
# (url name, icon, label, on the phone's bar too)
Entry = tuple[str, str, str, bool]


def shell(request: HttpRequest) -> dict[str, object]:
    """The context of the frame; nothing for a fragment or somebody signed out."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or request.headers.get("HX-Request") == "true":
        return {}
    standing = standing_of(request)
    return {
        "shell": {
            "sections": _sections(request, standing),
            "person": {
                "name": user.name or user.email,
                "role_label": standing.job or _role_label(standing),
                "initial": (user.name or user.email)[:1].upper(),
            },
            "clinics": _clinics(standing),
            "records": _records(standing),
            "switch_url": address("training:clinic-switch"),
            "urls": {key: address(name) for key, name in PLACES.items()},
        }
    }


@functools.lru_cache(maxsize=64)
def address(name: str) -> str:
    """An address without arguments, looked up once: every page asks for a dozen."""
    return reverse(name)


def _clinics(standing: people.Standing) -> list[dict[str, object]]:
    here = standing.clinic
    every = standing.clinics
    return [{"id": str(c.public_id), "name": c.name, "current": c == here} for c in every]


def _records(standing: people.Standing) -> list[dict[str, str]]:
    """What a phone's bar has no place for, in the menu of the account."""
    if standing.clinic is None:
        return []
    rows = [("training:scope-table", "clipboard", _("Scope table"))]
    if standing.has("owner"):
        rows.insert(0, ("training:content-list", "book", _("Content")))
    return [{"url": address(name), "icon": icon, "label": label} for name, icon, label in rows]


def _role_label(standing: people.Standing) -> str:
    for role in ("owner", "mentor", "author", "junior"):
        if role in standing.roles:
            return str(people.Role(role).label)
    return _("No clinic yet")


def _sections(request: HttpRequest, standing: people.Standing) -> list[dict[str, object]]:
    """By role: whoever leads sees her lead pages first and her own learning below."""
    titles = {"owner": _("Clinic"), "mentor": _("Mentoring")}
    held = [role for role in titles if standing.has(role)]
    groups = [(titles[role], _lead_entries(role, len(held))) for role in held]
    own = _own_entries(len(held), signs="mentor" not in held)
    groups.append((_("Your own learning") if held else "", own))
    urls = [address(row[0]) for _title, rows in groups for row in rows]
    path = _entry_of(request.path)
    here = max((url for url in urls if path.startswith(url)), key=len, default="")
    return [{"title": title, "entries": _entries(here, rows)} for title, rows in groups]


def _entry_of(path: str) -> str:
    """The address under whose entry a page stands."""
    tabs = (entry for tab, entry in TABS.items() if path.startswith(address(tab)))
    return next(map(address, tabs), path)


def _lead_entries(role: str, leads: int) -> list[Entry]:
    """A phone's bar holds four: two of each lead role, or all of one."""
    if role == "owner":
        return [
            ("training:clinic-matrix", "grid", _("Matrix"), True),
            ("training:clinic-people", "users", _("People"), leads == 1),
            ("training:content-list", "book", _("Content"), False),
            ("training:clinic-audit", "shield", _("Audit"), leads == 1),
        ]
    return [
        ("training:team-board", "users", _("Team"), True),
        ("training:signoff-list", "clipboard", _("Sign-off"), True),
    ]


def _own_entries(leads: int, *, signs: bool) -> list[Entry]:
    """`signs`: whoever has no mentor's page still finds what waits for her signature."""
    rows = [
        ("training:learn-home", "home", _("Learn"), True),
        ("quizzes:practice-list", "repeat", _("Practice"), leads == 0),
        ("training:certificate-list", "award", _("Certificates"), leads == 0),
    ]
    if signs:
        rows.append(("training:signoff-list", "clipboard", _("Sign-off"), leads == 0))
    return rows


def _entries(here: str, rows: list[Entry]) -> list[dict[str, object]]:
    made = []
    for name, icon, label, narrow in rows:
        url = address(name)
        made.append(
            {
                "url": url,
                "icon": icon,
                "label": label,
                "current": url == here,
                "count": None,
                "wide": not narrow,
            }
        )
    return made
