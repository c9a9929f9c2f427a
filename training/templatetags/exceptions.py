"""Exceptions and accommodations in words, for the pages that tell of them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django import template

from quizzes.grants import Allowance
from quizzes.models import Grant
from training import teams

register = template.Library()


@register.filter
def given(grant: Grant | Allowance) -> str:
    """What an exception gives, or all of them together: "1 more attempt, 10 more minutes"."""
    return teams.words_of(grant)


@register.filter
def everywhere(factor: Decimal) -> str:
    """What an accommodation gives: "50% more time everywhere"."""
    return teams.factor_words(factor)


@register.filter
def lastday(ends: dt.datetime) -> dt.datetime:
    """A moment on the last day something holds; it ends with the midnight after."""
    return ends - dt.timedelta(seconds=1)
