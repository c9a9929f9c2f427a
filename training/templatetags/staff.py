"""People and their roles in words."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from training.forms.people import ROLE_WORDS, role_name
from training.models import ImportRow, Membership, User
from training.staff import Watcher

register = template.Library()


@register.filter
def role_word(role: str) -> str:
    """What a role is called."""
    return role_name(role)


@register.filter
def role_names(held: Iterable[Membership]) -> str:
    """Roles, in the order they are always named: "Learner, Mentor"."""
    return roles_in_words(one.role for one in held)


@register.filter
def roles_in_words(roles: Iterable[str]) -> str:
    """The same, from the names of roles."""
    given = set(roles)
    return ", ".join(role_name(role) for role in ROLE_WORDS if role in given)


FATES = {
    "new": ("now", "mail", _lazy("New: is invited")),
    "joins": ("now", "users", _lazy("Has an account: is invited to join")),
    "here": ("done", "check", _lazy("Works here already")),
    "invited": ("mute", "clock", _lazy("Invited already")),
    "refused": ("late", "alert", _lazy("Not possible")),
}
REASONS = {
    "no_email": _lazy("The address is missing."),
    "email": _lazy("This is no email address. Write it whole, as in freya@example.test."),
    "too_long": _lazy("A cell is too long: %(detail)s characters at most."),
    "duplicate": _lazy("The same address stands in row %(detail)s. The first one counts."),
    "role": _lazy("“%(detail)s” is no role. Write Learner, Mentor, Author or Owner."),
    "not_yours": _lazy("You may not give this role: %(detail)s."),
    "mentor": _lazy("Nobody called “%(detail)s” mentors here. Write the mentor’s email address."),
    "two_mentors": _lazy("Two mentors are called “%(detail)s”. Write the email address."),
    "team": _lazy("There is no team “%(detail)s” here. Make it first, or leave the cell empty."),
}


@register.filter
def fate_word(fate: str) -> str:
    """What becomes of a row."""
    return str(FATES[fate][2])


@register.filter
def fate_tag(fate: str) -> SafeString:
    """The same as a mark: icon, word, colour."""
    tone, icon, word = FATES[fate]
    mark = '<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>'
    return format_html('<span class="tag is-{}">' + mark + "{}</span>", tone, icon, word)


@register.filter
def fate_reason(row: ImportRow) -> str:
    """Why a row is refused and what to do, "" where it is not."""
    return str(REASONS[row.why]) % {"detail": row.detail} if row.why else ""


@register.filter
def people_names(people: Iterable[User]) -> str:
    """Names as a sentence lists them: "Oda, Nils and Moa"."""
    return listed([str(one) for one in people])


@register.filter
def watcher_names(watchers: Iterable[Watcher]) -> str:
    """Names, with the clinic higher up the chain that gives somebody the sight."""
    return listed(
        [
            _("%(name)s (owner of %(clinic)s)") % {"name": one.person, "clinic": one.through}
            if one.through
            else str(one.person)
            for one in watchers
        ]
    )


def listed(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    words = {"names": ", ".join(names[:-1]), "last": names[-1]}
    return _("%(names)s and %(last)s") % words
