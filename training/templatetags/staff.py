"""People and their roles in words."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _

from training.forms.people import ROLE_WORDS, role_name
from training.models import Membership, User
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
