"""What every page's frame shows: who she is, where she is, where she can go."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from training import notices, people
from training.permissions import standing_of

# Pages that are reached from another entry's page, and that entry.
TABS = {
    "training:certificate-issue": "training:clinic-matrix",
    "training:claims-due": "training:content-list",
    "training:clinic-mail": "training:clinic-people",
    "training:rule-list": "training:content-list",
    "quizzes:job-list": "training:clinic-audit",
    "training:scope-table": "training:content-list",
}
QUESTIONS = frozenset({"quizzes:attempt-item", "quizzes:attempt-detail"})
# (url name, icon, label, on the phone's bar too)
Row = tuple[str, str, str, bool]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that leads somewhere; `wide`: not on a phone's bar."""

    url: str
    icon: str
    label: str
    current: bool = False
    wide: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A clinic she may switch to."""

    id: str
    name: str
    current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """All that the frame around a page is drawn from: two that are equal look the same."""

    name: str
    role: str
    sections: tuple[Section, ...]
    clinics: tuple[Branch, ...]
    records: tuple[Entry, ...]
    seeking: bool
    inbox: Entry
    colours: str = ""  # where the stylesheet of her clinic's colour is

    @property
    def switches(self) -> bool:
        return len(self.clinics) > 1


def shell(request: HttpRequest) -> dict[str, object]:
    """The context of the frame; nothing for a fragment or somebody signed out."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or request.headers.get("HX-Request") == "true":
        return {}
    standing = standing_of(request)
    return {
        "shell": Frame(
            name=user.name or user.email,
            role=standing.job or _role_label(standing),
            sections=_sections(request, standing),
            clinics=_clinics(standing),
            records=_records(standing),
            seeking=request.path == address("training:search"),
            colours=_colours(standing),
            inbox=_inbox(request, standing),
        )
    }


def _inbox(request: HttpRequest, standing: people.Standing) -> Entry:
    """With how many messages she has not read: the one statement that a frame costs. While a
    question is before her nothing calls her away, and nothing is asked for it."""
    url = address("training:notice-inbox")
    current = request.path.startswith(url)
    busy = request.resolver_match and request.resolver_match.view_name in QUESTIONS
    count = None if busy else notices.unread(standing)
    return Entry(url, "bell", _("Inbox"), current=current, count=count)


@functools.lru_cache(maxsize=64)
def address(name: str) -> str:
    """An address without arguments, looked up once: every page asks for a dozen."""
    return reverse(name)


def _colours(standing: people.Standing) -> str:
    colour = standing.clinic.colour if standing.clinic else ""
    return reverse("training:colour-sheet", args=[colour[1:]]) if colour else ""


def _clinics(standing: people.Standing) -> tuple[Branch, ...]:
    here = standing.clinic
    return tuple(Branch(str(c.public_id), c.name, c == here) for c in standing.clinics)


def _records(standing: people.Standing) -> tuple[Entry, ...]:
    """What a phone's bar has no place for, in the menu of the account."""
    if standing.clinic is None:
        return ()
    rows = [("training:scope-table", "clipboard", _("Scope table"))]
    if standing.has("owner"):
        rows.insert(0, ("training:content-list", "book", _("Content")))
        rows.append(("training:setting-list", "gear", _("Settings")))
        rows.append(("quizzes:job-list", "repeat", _("Background work")))
        rows.append(("training:clinic-mail", "mail", _("Emails not delivered")))
    return tuple(Entry(address(name), icon, label) for name, icon, label in rows)


def _role_label(standing: people.Standing) -> str:
    for role in ("owner", "mentor", "author", "junior"):
        if role in standing.roles:
            return str(people.Role(role).label)
    return _("No clinic yet")


def _sections(request: HttpRequest, standing: people.Standing) -> tuple[Section, ...]:
    """By role: whoever leads sees her lead pages first and her own learning below."""
    titles = {"owner": _("Clinic"), "mentor": _("Mentoring")}
    held = [role for role in titles if standing.has(role)]
    groups = [(titles[role], _lead_entries(role, len(held))) for role in held]
    own = _own_entries(len(held), signs="mentor" not in held)
    groups.append((_("Your own learning") if held else "", own))
    urls = [address(row[0]) for _title, rows in groups for row in rows]
    path = _entry_of(request.path)
    here = max((url for url in urls if path.startswith(url)), key=len, default="")
    return tuple(Section(title, _entries(here, rows)) for title, rows in groups)


def _entry_of(path: str) -> str:
    """The address under whose entry a page stands."""
    tabs = (entry for tab, entry in TABS.items() if path.startswith(address(tab)))
    return next(map(address, tabs), path)


def _lead_entries(role: str, leads: int) -> list[Row]:
    """A phone's bar holds four: two of each lead role, or all of one."""
    if role == "owner":
        return [
            ("training:clinic-matrix", "grid", _("Matrix"), True),
            ("training:clinic-people", "users", _("People"), leads == 1),
            ("training:content-list", "book", _("Content"), False),
            ("training:clinic-audit", "shield", _("Audit"), leads == 1),
            ("training:setting-list", "gear", _("Settings"), False),
        ]
    return [
        ("training:team-board", "users", _("Team"), True),
        ("training:signoff-list", "clipboard", _("Sign-off"), True),
    ]


def _own_entries(leads: int, *, signs: bool) -> list[Row]:
    """`signs`: whoever has no mentor's page still finds what waits for her signature."""
    rows = [
        ("training:learn-home", "home", _("Learn"), True),
        ("quizzes:practice-list", "repeat", _("Practice"), leads == 0),
        ("training:certificate-list", "award", _("Certificates"), leads == 0),
    ]
    if signs:
        rows.append(("training:signoff-list", "clipboard", _("Sign-off"), leads == 0))
    return rows


def _entries(here: str, rows: list[Row]) -> tuple[Entry, ...]:
    return tuple(
        Entry(url, icon, label, current=url == here, wide=not narrow)
        for name, icon, label, narrow in rows
        for url in [address(name)]
    )
