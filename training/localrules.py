"""What holds in the clinic's own country, in its own words, beside a claim that depends on law.

The shared wording of the claim stays as it is; only the note on local law gives way to the clinic's
text, for its own readers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from quizzes.formats.digests import digest

from . import audit, people
from .models import ClaimRevision, Clinic, LocalRule, LocalRuleWords, User
from .permissions import EDIT_RULES
from .rules.scope import Standing, standing


class Stale(Exception):
    """Somebody saved this text since the page was opened; `row` is how it stands now."""

    def __init__(self, row: Row) -> None:
        super().__init__(f"{row.revision.claim.code} r{row.number}")
        self.row = row


@dataclass(frozen=True, slots=True)
class Here:
    """The clinic's own text, as its readers see it; `is_reworded` = the claim said something else
    when the text was checked."""

    text: str
    law: str
    checked_on: dt.date
    checked_by: str
    is_reworded: bool = False

    def standing(self, today: dt.date) -> Standing:
        texts = (self.text, self.law, self.checked_by)
        return standing(texts, checked_on=self.checked_on, today=today)


@dataclass(frozen=True, slots=True)
class Row:
    """A claim that depends on local law, as it says now, with the clinic's text if it has one.
    `number` 0 = never saved; `is_reworded` = the claim said something else when it was saved."""

    revision: ClaimRevision
    here: Here | None = None
    standing: Standing = Standing.BLANK
    number: int = 0
    is_reworded: bool = False
    by: User | None = None
    at: dt.datetime | None = None


def beside(space: int | None) -> Subquery:
    """An annotation for rows with a `claim`: the newest text on it of the clinic whose space this
    is, for `read`."""
    rules = LocalRule.objects.filter(clinic__space=space, claim=OuterRef("claim"))
    said = JSONObject(
        text="words__text",
        law="words__law",
        checked_by="words__checked_by",
        on="checked_on",
        beside="wording__wording",
        place="wording__jurisdiction",
    )
    return Subquery(rules.order_by("-number").values(said=said)[:1])


def read(said: Mapping[str, str | None] | None, revision: ClaimRevision) -> Here | None:
    """What `beside` found for what a claim says now; None when there is no text, or when it was
    taken back or erased."""
    if said is None or not said["on"] or not said["text"]:
        return None
    day = dt.date.fromisoformat(said["on"])
    reworded = (said["beside"], said["place"]) != _said(revision)
    return Here(said["text"], said["law"] or "", day, said["checked_by"] or "", reworded)


def of_claim(*, clinic: Clinic | None, revision: ClaimRevision) -> Here | None:
    """The clinic's own text on a claim as it says now; one query."""
    if clinic is None:
        return None
    rows = LocalRule.objects.filter(clinic=clinic, claim=revision.claim_id)
    return _here(rows.select_related("words", "wording").order_by("-number").first(), revision)


def listed(*, clinic: Clinic, today: dt.date) -> list[Row]:
    """Every claim that depends on local law, by code; two queries."""
    last = LocalRule.objects.filter(clinic=clinic, claim=OuterRef("claim")).order_by("-number")
    rules = LocalRule.objects.filter(clinic=clinic, number=Subquery(last.values("number")[:1]))
    saved = {one.claim_id: one for one in rules.select_related("words", "by", "wording")}
    return [_row(one, saved.get(one.claim_id), today) for one in _local().order_by("claim__code")]


def row(*, clinic: Clinic, code: str, today: dt.date) -> Row:
    """One of them; raises ClaimRevision.DoesNotExist. Two queries."""
    revision = _local().get(claim__code=code)
    rules = LocalRule.objects.filter(clinic=clinic, claim=revision.claim)
    saved = rules.select_related("words", "by", "wording").order_by("-number").first()
    return _row(revision, saved, today)


@transaction.atomic
def save(
    *,
    clinic: Clinic,
    code: str,
    text: str,
    law: str,
    checked_on: dt.date | None,
    checked_by: str,
    number: int,
    by: User,
    at: dt.datetime,
) -> Row:
    """Keep the clinic's text as a new revision; all of it blank takes it back. `number` is the one
    the page showed. What is stored already makes none. Raises PermissionDenied, Stale,
    ClaimRevision.DoesNotExist, or ValidationError for what is missing or a day to come."""
    if not by.has_perm(EDIT_RULES, clinic):
        raise PermissionDenied
    Clinic.objects.select_for_update(of=("self",), no_key=True).get(pk=clinic.pk)
    today = people.day_at(clinic, at)
    now = row(clinic=clinic, code=code, today=today)
    if now.number != number:
        raise Stale(now)
    words = (text.strip(), law.strip(), checked_by.strip())
    _must_be_whole(words, checked_on, today)
    if _same(now, words, checked_on):
        return now
    return _write(clinic, now.revision, number + 1, words, checked_on, by, at)


def _must_be_whole(words: tuple[str, str, str], checked_on: dt.date | None, today: dt.date) -> None:
    if not any(words) and checked_on is None:
        return
    asked = {
        "text": (words[0], _("Write what holds here, or empty every field to take it back.")),
        "law": (words[1], _("Name the law or rule you looked up.")),
        "checked_on": (checked_on, _("Say on which day it was checked.")),
        "checked_by": (words[2], _("Say who checked it.")),
    }
    wrong = {name: sentence for name, (given, sentence) in asked.items() if not given}
    if checked_on is not None and checked_on > today:
        wrong["checked_on"] = _("Choose the day it was checked: today or earlier.")
    if wrong:
        raise ValidationError(wrong)


def _same(now: Row, words: tuple[str, str, str], checked_on: dt.date | None) -> bool:
    """A text for an older wording is saved anew even when it stays: somebody looked again."""
    if now.here is None:
        return not any(words)
    kept = (now.here.text, now.here.law, now.here.checked_by)
    return (kept, now.here.checked_on) == (words, checked_on) and not now.is_reworded


def _write(
    clinic: Clinic,
    wording: ClaimRevision,
    number: int,
    words: tuple[str, str, str],
    checked_on: dt.date | None,
    by: User,
    at: dt.datetime,
) -> Row:
    rule = LocalRule.objects.create(
        clinic=clinic,
        claim=wording.claim,
        number=number,
        wording=wording,
        checked_on=checked_on,
        words_digest=digest(list(words)),
        by=by,
        at=at,
    )
    text, law, checked_by = words
    LocalRuleWords.objects.create(rule=rule, text=text, law=law, checked_by=checked_by)
    audit.append(
        clinic=clinic,
        actor=by,
        action="rule.saved" if text else "rule.removed",
        obj=rule,
        data={"claim": wording.claim.code, "number": number, "words": rule.words_digest},
        at=at,
    )
    return _row(wording, rule, people.day_at(clinic, at))


def _local() -> QuerySet[ClaimRevision]:
    """What the claims in use that depend on local law say now."""
    last = ClaimRevision.objects.filter(claim=OuterRef("claim")).order_by("-number")
    rows = ClaimRevision.objects.filter(number=Subquery(last.values("number")[:1]))
    rows = rows.filter(claim__retired_at__isnull=True).exclude(jurisdiction="")
    return rows.select_related("claim")


def _row(revision: ClaimRevision, saved: LocalRule | None, today: dt.date) -> Row:
    if saved is None:
        return Row(revision)
    here = _here(saved, revision)
    return Row(
        revision=revision,
        here=here,
        standing=here.standing(today) if here else Standing.BLANK,
        number=saved.number,
        is_reworded=here is not None and here.is_reworded,
        by=saved.by,
        at=saved.at,
    )


def _said(wording: ClaimRevision) -> tuple[str, str]:
    """What the clinic's text stands beside; a claim checked once more and left as it was is one."""
    return wording.wording, wording.jurisdiction


def _here(saved: LocalRule | None, revision: ClaimRevision) -> Here | None:
    words = getattr(saved, "words", None)
    if saved is None or saved.checked_on is None or words is None or not words.text:
        return None
    reworded = _said(saved.wording) != _said(revision)
    return Here(words.text, words.law, saved.checked_on, words.checked_by, reworded)
