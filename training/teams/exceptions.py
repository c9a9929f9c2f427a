"""What was given to one person beside the rules, and whether it still holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone_name, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.grants import Allowance
from quizzes.models import Accommodation, Grant
from training.assignments import quiz_titles
from training.models import Clinic, Membership, User

from .cells import Cell

AT_MOST = 30


@dataclass(frozen=True, slots=True)
class Given:
    """One exception or accommodation. `by` is empty, and so is `reason`, where another clinic gave
    it; `title` is empty for what holds everywhere."""

    title: str
    what: str
    reason: str
    by: str
    at: dt.datetime
    ends: dt.datetime | None
    holds: bool
    cell: Cell


def exceptions_of(person: User, clinic: Clinic, *, at: dt.datetime) -> tuple[Given, ...]:
    """The newest exceptions at this clinic; three queries at most."""
    hers = Grant.objects.filter(user=person, space=clinic.space_id)
    exceptions = hers.filter(counts_from__isnull=True).select_related("by")
    rows = list(exceptions.order_by("-at", "-pk")[:AT_MOST])
    if not rows:
        return ()
    fresh = dict(
        hers.filter(counts_from__isnull=False)
        .order_by("counts_from")
        .values_list("quiz_id", "counts_from")
    )
    titles = quiz_titles(row.quiz_id for row in rows)
    return tuple(
        _exception(row, titles.get(row.quiz_id, ""), fresh.get(row.quiz_id), at) for row in rows
    )


def accommodations(person: User, clinic: Clinic) -> QuerySet[Accommodation]:
    """Hers, newest first, each with `is_ours`: whether somebody of this clinic, or of its chain,
    gave it. Why another clinic gave one is not this clinic's to read."""
    ours = [one for one in (clinic.pk, clinic.parent_id) if one is not None]
    staff = Membership.objects.filter(clinic__in=ours, user=OuterRef("by"))
    found = Accommodation.objects.filter(user=person).annotate(is_ours=Exists(staff))
    return found.select_related("by").order_by("-at", "-pk")


def accommodations_of(person: User, clinic: Clinic, *, at: dt.datetime) -> tuple[Given, ...]:
    """The newest accommodations; of those whose end has not come the newest holds. One query."""
    rows = list(accommodations(person, clinic)[:AT_MOST])
    newest = next((row.pk for row in rows if _lasts(row.ends, at)), None)
    return tuple(_accommodation(row, row.pk == newest, at) for row in rows)


def given_words(
    *, attempts: int, minutes: int, opens: dt.datetime | None, closes: dt.datetime | None
) -> str:
    """What an exception gives: "1 more attempt, a later close (5 Dec 2026, 18:00)"."""
    said = []
    if attempts:
        words = ngettext("%(count)s more attempt", "%(count)s more attempts", attempts)
        said.append(words % {"count": attempts})
    if minutes:
        words = ngettext("%(count)s more minute", "%(count)s more minutes", minutes)
        said.append(words % {"count": minutes})
    if opens:
        said.append(_("an earlier opening (%(moment)s)") % {"moment": moment_words(opens)})
    if closes:
        said.append(_("a later close (%(moment)s)") % {"moment": moment_words(closes)})
    return ", ".join(said)


def words_of(grant: Grant | Allowance) -> str:
    """What this one gives, or all that hold together."""
    return given_words(
        attempts=grant.attempts, minutes=grant.minutes, opens=grant.opens, closes=grant.closes
    )


def factor_words(factor: Decimal) -> str:
    """What an accommodation gives: "50% more time everywhere"; a factor of 1 gives none."""
    if factor <= 1:
        return _("No more time everywhere")
    return _("%(percent)s%% more time everywhere") % {"percent": f"{(factor - 1) * 100:.0f}"}


def moment_words(moment: dt.datetime) -> str:
    """A moment where the reader is: "5 Dec 2026, 18:00"."""
    return date_format(localtime(moment), _("j M Y, H:i"))


def zone_words() -> str:
    """The town of the reader's time zone: "Berlin"."""
    return get_current_timezone_name().rpartition("/")[2].replace("_", " ")


def _exception(row: Grant, title: str, fresh: dt.datetime | None, at: dt.datetime) -> Given:
    renewed = fresh is not None and row.at < fresh
    attempts = 0 if renewed else row.attempts
    left = attempts or row.minutes or row.opens or (row.closes and row.closes > at)
    holds = _lasts(row.ends, at) and bool(left)
    cell = _held() if holds else _over(_("over"))
    what = words_of(row)
    return Given(title, what, row.reason, str(row.by), row.at, row.ends, holds, cell)


def _accommodation(row: Accommodation, is_newest: bool, at: dt.datetime) -> Given:
    reason, by = (row.reason, str(row.by)) if row.is_ours else ("", "")
    holds = is_newest and row.factor > 1
    if holds:
        cell = _held()
    elif row.factor <= 1:
        cell = Cell("mute", "minus", _("ended it"))
    else:
        cell = _over(_("replaced") if _lasts(row.ends, at) else _("over"))
    return Given("", factor_words(row.factor), reason, by, row.at, row.ends, holds, cell)


def current(rows: Iterable[Given]) -> Given | None:
    """The one that holds now."""
    return next((row for row in rows if row.holds), None)


def _held() -> Cell:
    return Cell("done", "check", _("holds"))


def _over(words: str) -> Cell:
    return Cell("mute", "clock", words)


def _lasts(ends: dt.datetime | None, at: dt.datetime) -> bool:
    return ends is None or ends > at
