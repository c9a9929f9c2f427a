"""Why somebody needs a minute, put into words, with the one thing to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from training.models import Module, User
from training.rules.attention import Need, Why

from .cells import Cell


@dataclass(frozen=True, slots=True)
class Advice:
    """`text` is a sentence, `cell` the reason in a word, `label` and `url` the one action."""

    text: str
    cell: Cell
    label: str
    url: str


def advice(person: User, need: Need, module: Module, *, may_observe: bool) -> Advice:
    """The words for one need. Whoever may not observe is led to the person's page instead."""
    page = reverse("training:person-detail", args=[person.public_id])
    text, cell = _text(person, need, module), _cell(need)
    match need.why:
        case Why.STUCK | Why.SAFETY:
            return Advice(text, cell, _("Talk it over"), page)
        case Why.READY if may_observe:
            query = urlencode({"person": person.public_id})
            return Advice(text, cell, _("Sign off"), f"{reverse('training:signoff-list')}?{query}")
        case Why.OVERDUE:
            return Advice(text, cell, _("Look closer"), page)
        case Why.SILENT:
            return Advice(text, cell, _("See what is due"), page)
    return Advice(text, cell, _("Open the page"), page)


def _text(person: User, need: Need, module: Module) -> str:
    title = {"module": module.title, "count": need.size}
    if need.alone:
        return _alone(need) % title
    match need.why:
        case Why.STUCK:
            return _("Tried the quiz of %(module)s %(count)s times, not passed yet.") % title
        case Why.SAFETY:
            return _("Missed a safety question in %(module)s.") % title
        case Why.OVERDUE:
            words = ngettext(
                "%(count)s day overdue: %(module)s.",
                "%(count)s days overdue: %(module)s.",
                need.size,
            )
            return words % title
        case Why.READY:
            return _("Passed %(module)s. The skills still need to be seen.") % title
        case Why.SILENT:
            return _("No reading and no answers for %(count)s days, and %(module)s is due.") % title
        case Why.PRACTISING:
            words = ngettext(
                "Practising %(module)s: %(count)s skill not yet. Observe again when %(name)s is "
                "ready.",
                "Practising %(module)s: %(count)s skills not yet. Observe again when %(name)s is "
                "ready.",
                need.size,
            )
            return words % {**title, "name": person}
    return _("All skills of %(module)s were seen. One signature is missing.") % title


def _alone(need: Need) -> str:
    """The sentence on a red-flag set, to be filled in."""
    if need.why is Why.SAFETY:
        return _("Missed one of the red-flag questions of %(module)s.")
    return _("Tried the red-flag questions of %(module)s %(count)s times, not passed yet.")


def _cell(need: Need) -> Cell:
    match need.why:
        case Why.STUCK:
            return Cell("late", "repeat", _("Stuck"))
        case Why.SAFETY:
            return Cell("late", "shield", _("Safety"))
        case Why.OVERDUE:
            return Cell("late", "alert", _("Overdue"))
        case Why.READY:
            return Cell("now", "clipboard", _("Ready to sign off"))
        case Why.SILENT:
            return Cell("mute", "eye", _("Quiet"))
        case Why.PRACTISING:
            return Cell("mute", "repeat", _("Practising"))
    return Cell("due", "pencil", _("Signature missing"))
