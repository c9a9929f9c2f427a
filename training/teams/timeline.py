"""What happened to one person, from what is recorded: newest first, bounded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import chain

from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quizzes.models import Grant, Result
from training.assignments import quiz_titles
from training.models import (
    Assignment,
    Certificate,
    CertificateChange,
    Clinic,
    LessonRead,
    ObservationSignature,
    User,
)

from .cells import percent
from .exceptions import accommodations, factor_words, words_of
from .roster import COUNTING

EACH = 20  # of each sort
AT_MOST = 30

CHANGES = {
    CertificateChange.Kind.REVOKED: gettext_lazy("Certificate revoked: %(title)s."),
    CertificateChange.Kind.SUSPENDED: gettext_lazy("Certificate suspended: %(title)s."),
    CertificateChange.Kind.RESUMED: gettext_lazy("Certificate put back: %(title)s."),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One line: a sentence, perhaps a smaller one below it."""

    at: dt.datetime
    tone: str
    text: str
    sub: str = ""


def timeline(person: User, clinic: Clinic, *, untold: Container[int] = ()) -> tuple[Event, ...]:
    """The newest AT_MOST events at this clinic, in a fixed number of queries; `untold` are attempts
    of which the reader may not see what came of them."""
    events = chain(
        _reads(person, clinic),
        _results(person, clinic, untold),
        _observations(person, clinic),
        _assignments(person, clinic),
        _grants(person, clinic),
        _accommodations(person, clinic),
        _renewals(person, clinic),
        _certificates(person, clinic),
    )
    return tuple(sorted(events, key=lambda event: event.at, reverse=True)[:AT_MOST])


def score_words(passed: bool | None, percent: int | None) -> str:
    """A result in words."""
    figure = {"percent": percent}
    if percent is None:
        return _("Waiting for a mark")
    if passed is None:
        return _("%(percent)s%%") % figure
    return _("Passed, %(percent)s%%") % figure if passed else _("Not yet, %(percent)s%%") % figure


def _reads(person: User, clinic: Clinic) -> Iterator[Event]:
    rows = LessonRead.objects.filter(user=person, clinic=clinic).order_by("-at")[:EACH]
    for at, title, module in rows.values_list(
        "at", "revision__title", "revision__lesson__module__title"
    ):
        yield Event(at, "mute", _("Read “%(title)s”.") % {"title": title}, module)


def _results(person: User, clinic: Clinic, untold: Container[int]) -> Iterator[Event]:
    """Each result once; a later number of the same attempt is a correction, or a person's mark."""
    rows = Result.objects.filter(COUNTING, user=person, space=clinic.space_id)
    rows = rows.annotate(seen_at=Coalesce("correction__at", "at")).order_by("-seen_at")
    titles = ("quiz__module__title", "quiz__red_flags_of__title")
    for attempt, at, whole, alone, number, corrected, passed, score in rows[:EACH].values_list(
        "attempt_id", "seen_at", *titles, "number", "correction", "passed", "score"
    ):
        result = score_words(passed, None if score is None else percent(score))
        if attempt in untold:
            passed, result = False, _("the result comes later")
        words = _("%(module)s, quiz: %(result)s.")
        if whole is None:
            words = _("%(module)s, red-flag questions: %(result)s.")
        text = words % {"module": whole or alone, "result": result}
        marked = _("What was written has been marked.") if number > 1 else ""
        sub = _("A question was corrected.") if corrected else marked
        yield Event(at, "done" if passed else "due", text, sub)


def _observations(person: User, clinic: Clinic) -> Iterator[Event]:
    rows = ObservationSignature.objects.filter(
        observation__person=person, observation__clinic=clinic
    )
    for at, party, by, title, seen, total in rows.order_by("-at")[:EACH].values_list(
        "at", "party", "user__name", "observation__revision__title", "seen", "total"
    ):
        if party == ObservationSignature.Party.PERSON:
            text = _("%(name)s signed the observation: %(title)s.")
            yield Event(at, "done", text % {"name": by, "title": title})
            continue
        words = ngettext(
            "%(seen)s of %(count)s skill seen.", "%(seen)s of %(count)s skills seen.", total
        )
        text = _("%(name)s observed: %(title)s.") % {"name": by, "title": title}
        sub = words % {"seen": seen, "count": total}
        yield Event(at, "done" if seen == total else "due", text, sub)


def _assignments(person: User, clinic: Clinic) -> Iterator[Event]:
    rows = Assignment.objects.filter(person=person, clinic=clinic)
    found = rows.select_related("module", "by", "withdrawn_by").order_by("-at")[:EACH]
    titles = quiz_titles(row.quiz_id for row in found if row.quiz_id)
    for row in found:
        title = row.module.title if row.module else titles.get(row.quiz_id, "")
        words = {"name": row.by, "title": title}
        sub = _("Due %(day)s.") % {"day": day_words(row.due_on)} if row.due_on else ""
        yield Event(row.at, "now", _("%(name)s assigned: %(title)s.") % words, sub)
        if row.withdrawn_at:
            words["name"] = row.withdrawn_by
            text = _("%(name)s withdrew: %(title)s.") % words
            yield Event(row.withdrawn_at, "mute", text)


def _grants(person: User, clinic: Clinic) -> Iterator[Event]:
    rows = Grant.objects.filter(user=person, space=clinic.space_id, counts_from__isnull=True)
    found = rows.select_related("by").order_by("-at")[:EACH]
    titles = quiz_titles(row.quiz_id for row in found)
    for row in found:
        words = {"name": row.by, "title": titles.get(row.quiz_id, ""), "what": words_of(row)}
        reason = _("Reason: %(reason)s") % {"reason": row.reason}
        yield Event(row.at, "now", _("%(name)s gave %(what)s: %(title)s.") % words, reason)


def _accommodations(person: User, clinic: Clinic) -> Iterator[Event]:
    for row in accommodations(person, clinic)[:EACH]:
        by = str(row.by) if row.is_ours else _("Another clinic")
        words = {"name": by, "what": factor_words(row.factor)}
        text = (
            _("%(name)s gave %(what)s.") if row.factor > 1 else _("%(name)s ended the extra time.")
        )
        reason = _("Reason: %(reason)s") % {"reason": row.reason} if row.is_ours else ""
        yield Event(row.at, "now", text % words, reason)


def _renewals(person: User, clinic: Clinic) -> Iterator[Event]:
    """She began one: its quizzes were opened again together."""
    rows = Grant.objects.filter(user=person, space=clinic.space_id, counts_from__isnull=False)
    begun = rows.order_by("-at").values_list("at", "reason").distinct()[:EACH]
    for at, title in begun:
        text = _("%(name)s began to renew: %(title)s.") % {"name": person, "title": title}
        yield Event(at, "now", text)


def _certificates(person: User, clinic: Clinic) -> Iterator[Event]:
    held = Certificate.objects.filter(person=person, clinic=clinic).order_by("-issued_at")
    for at, by, title in held[:EACH].values_list("issued_at", "issued_by__name", "revision__title"):
        text = _("%(name)s certified: %(title)s.") % {"name": by, "title": title}
        yield Event(at, "done", text)
    changes = CertificateChange.objects.filter(
        certificate__person=person, certificate__clinic=clinic
    ).order_by("-at")
    for at, kind, title in changes[:EACH].values_list("at", "kind", "certificate__revision__title"):
        tone = "done" if kind == CertificateChange.Kind.RESUMED else "late"
        yield Event(at, tone, CHANGES[kind] % {"title": title})


def day_words(day: dt.date) -> str:
    """A due day, as in 27 Nov 2026."""
    return date_format(day, _("j M Y"))
