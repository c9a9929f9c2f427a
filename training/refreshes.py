"""The red-flag questions that a valid certificate asks again each year: how that stands.

Derived from results on reading. Only a certificate that is valid has a refresh: whoever asks has
made sure of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from quizzes import results

from . import programmes
from .models import Certificate, Module
from .rules.modules import ModuleFacts
from .rules.refresh import Refresh, RefreshState, refresh

Passed = Mapping[str, dt.datetime | None]  # module -> when its red-flag set was passed last


def of(
    certificate: Certificate, modules: Mapping[str, ModuleFacts], *, at: dt.datetime
) -> Refresh | None:
    """From what is known of her modules already; no query. None where nothing is asked."""
    sets = {slug: one.red_flags.passed_at for slug, one in modules.items() if one.red_flags}
    return _decided(certificate, sets, at)


def today(certificate: Certificate, *, at: dt.datetime) -> Refresh | None:
    """The same for one certificate by itself: three queries, none where nothing is asked."""
    plan = programmes.refresh_of(certificate.revision)
    if plan is None:
        return None
    taught = Module.objects.filter(slug__in=plan.modules, retired_at__isnull=True)
    sets = dict(taught.exclude(red_flags=None).values_list("slug", "red_flags_id"))
    person, space = certificate.person_id, certificate.clinic.space
    best = results.best(users=[person], quizzes=sets.values(), space=space)
    passed = {
        slug: found.passed_result.at
        for slug, quiz in sets.items()
        if (found := best.get((person, quiz))) and found.passed_result
    }
    return _decided(certificate, dict.fromkeys(sets) | passed, at)


def behind(
    valid: Mapping[str, Certificate], modules: Mapping[str, ModuleFacts], *, at: dt.datetime
) -> frozenset[str]:
    """The programmes among those of which she holds a `valid` certificate whose refresh is
    overdue. No query."""
    found = {slug: of(one, modules, at=at) for slug, one in valid.items()}
    return frozenset(
        slug for slug, one in found.items() if one and one.state is RefreshState.OVERDUE
    )


def _decided(certificate: Certificate, passed_at: Passed, at: dt.datetime) -> Refresh | None:
    plan = programmes.refresh_of(certificate.revision)
    if plan is None:
        return None
    return refresh(
        plan,
        issued_at=certificate.issued_at,
        valid_until=certificate.valid_until,
        passed_at=passed_at,
        at=at,
    )
