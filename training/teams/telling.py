"""Whoever reads her own page here reads no more of her own results than she may as a learner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from quizzes import results
from training.models import Module, User
from training.people import Standing
from training.rules.attention import Glance


def kept_back(standing: Standing, person: User, at: dt.datetime) -> Mapping[int, int]:
    """Attempt -> quiz of what she may not read of herself here yet; nothing about anybody else."""
    if standing.user != person:
        return {}
    return results.kept_back(user=person, space=standing.clinic.space, at=at)


def as_told(
    glances: Sequence[Glance], modules: Mapping[int, Module], back: Mapping[int, int]
) -> Sequence[Glance]:
    """Where she stands in each module, without the scores that are kept back."""
    quizzes = set(back.values())
    return [
        one._replace(state=one.state.kept_back()) if modules[one.module].quiz_id in quizzes else one
        for one in glances
    ]
