"""The one place where stored HTML is called safe.

Only for what quizzes.formats.prose rendered when it was saved: stems, options, explanations,
lessons. Never for anything a learner or mentor typed.
"""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def authored(html: str | None) -> SafeString:
    """Stored authored HTML as it is; nothing for nothing."""
    return mark_safe(html or "")  # noqa: S308 - sanitised when it was saved
