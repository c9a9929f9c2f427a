"""What changed since a sign-off, and how a written rule stands: codes put into words."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from training.rules.reviews import Changes, State
from training.rules.scope import Standing

register = template.Library()

# state -> (tone, icon, word)
REVIEWS = {
    State.AWAITING: ("mute", "circle", gettext_lazy("Awaiting your medical lead")),
    State.SIGNED: ("done", "check", gettext_lazy("Signed as it is")),
    State.CHANGED: ("due", "repeat", gettext_lazy("Changed since")),
}
RULES = {
    Standing.BLANK: ("due", "alert", gettext_lazy("Not filled in yet")),
    Standing.CURRENT: ("done", "check", gettext_lazy("Checked")),
    Standing.CHECK_AGAIN: ("due", "clock", gettext_lazy("Check again")),
}


@register.filter
def review_look(state: str) -> tuple[str, str, str]:
    """Tone, icon and word of a module's sign-off."""
    return REVIEWS[State(state)]


@register.filter
def rule_look(standing: str) -> tuple[str, str, str]:
    """Tone, icon and word of a row or a local rule."""
    return RULES[Standing(standing)]


@register.filter
def changed_words(changes: Changes, skip: str = "") -> list[str]:
    """What changed, a phrase for each sort of thing; `skip` "lessons" where those are named."""
    counted = (
        (0 if skip == "lessons" else len(changes.lessons), _lessons),
        (changes.lessons_gone, _gone),
        (changes.questions, _questions),
        (changes.claims, _claims),
        (changes.beliefs, _beliefs),
    )
    said = [words(count) % {"count": count} for count, words in counted if count]
    flags = (
        (changes.quiz, _("the rules of the quiz")),
        (changes.skills, _("the list of skills to be seen")),
        (changes.page, _("the page of the module")),
    )
    return said + [words for is_changed, words in flags if is_changed]


def _lessons(count: int) -> str:
    return ngettext("%(count)s lesson", "%(count)s lessons", count)


def _gone(count: int) -> str:
    return ngettext("%(count)s lesson taken out", "%(count)s lessons taken out", count)


def _questions(count: int) -> str:
    return ngettext("%(count)s question", "%(count)s questions", count)


def _claims(count: int) -> str:
    return ngettext("%(count)s claim", "%(count)s claims", count)


def _beliefs(count: int) -> str:
    return ngettext("%(count)s myth and its answer", "%(count)s myths and their answers", count)
