"""Which piece of work an observation of a portfolio is about. One piece of work counts once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from quizzes.formats.digests import digest_text
from training import people
from training.models import Clinic, Observation, Occasion, OccasionWords, Portfolio, User

SIGNED_WITHIN = dt.timedelta(days=30)  # from what was seen to the observer's signature
LONGEST = 120  # characters


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work: its day where the clinic is, and a short text that says which one it is
    without a client's name, such as a record number."""

    day: dt.date | None
    text: str

    @property
    def digest(self) -> str:
        """The same for the same words, whatever their case and spaces."""
        return digest_text(" ".join(self.text.casefold().split()))


def must_be_whole(work: Work, clinic: Clinic, at: dt.datetime) -> None:
    """Raises ValidationError, by field, for a text or day that is missing, a day to come, and a
    day too long ago to sign for."""
    today = people.day_at(clinic, at)
    wrong = {}
    if not work.text.strip() or len(work.text.strip()) > LONGEST:
        wrong["occasion"] = _("Say which piece of work it is, in at most 120 characters.")
    if work.day is None or work.day > today:
        wrong["day"] = _("Choose the day of the work: today or earlier.")
    elif work.day < today - SIGNED_WITHIN:
        wrong["day"] = _("Choose a day of the last 30 days: older work is not observed afterwards.")
    if wrong:
        raise ValidationError(wrong)


def same(
    work: Work, *, person: User, portfolio: Portfolio, clinic: Clinic
) -> QuerySet[Observation]:
    """The observations of this piece of work, whoever made them, newest first."""
    return Observation.objects.filter(
        person=person,
        clinic=clinic,
        revision__signoff__portfolio=portfolio,
        occasion__day=work.day,
        occasion__words_digest=work.digest,
    ).order_by("-started_at", "-pk")


def write(observation: Observation, work: Work) -> Occasion:
    """Keep it with the observation, for good; what was typed stands beside it."""
    kept = Occasion.objects.create(observation=observation, day=work.day, words_digest=work.digest)
    OccasionWords.objects.create(occasion=kept, text=work.text.strip())
    return kept
