"""Publishing a bank: constant numbers of SELECTs, whatever the number of questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from quizzes import pictures
from quizzes.bank.rendering import delivery, rationale
from quizzes.formats.digests import digest
from quizzes.formats.native import Case, Item, beliefs_of
from quizzes.formats.prose import render
from quizzes.models import (
    Bank,
    Belief,
    Question,
    QuestionVersion,
    Stem,
    StemVersion,
    VersionBelief,
    VersionClaim,
    VersionTag,
)


@dataclass(frozen=True, slots=True)
class Published:
    """How many questions were new, got a new version, stayed, or were retired."""

    created: int
    revised: int
    unchanged: int
    retired: int


class UnknownBelief(ValueError):
    """Questions name beliefs that were never published."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(", ".join(codes))
        self.codes = tuple(codes)


@transaction.atomic
def publish_bank(
    *,
    slug: str,
    title: str,
    items: Sequence[Item],
    cases: Sequence[Case],
    module_ref: str,
    at: datetime,
) -> Published:
    """Bring a shared bank to what `items` and `cases` say. Idempotent by digest.

    The reading of a question is stored as "<module_ref>/<lesson>#<anchor>". Questions that are no
    longer there are retired; one that comes back is in use again. Raises UnknownBelief.
    """
    bank, _ = Bank.objects.get_or_create(slug=slug, space=None, defaults={"title": title})
    if bank.title != title:  # not update_or_create: an unchanged load writes nothing
        bank.title = title
        bank.save(update_fields=["title"])
    beliefs = _beliefs(items)
    stems = _publish_stems(bank, cases, at)
    before = {q.key: q for q in Question.objects.filter(bank=bank)}
    questions = _questions(bank, items, stems, before)
    digests = {item.key: digest([item.digest, module_ref]) for item in items}
    newest = {v.question_id: v for v in _newest_versions(bank)}
    changed = [item for item in items if _is_new(questions[item.key], digests[item.key], newest)]
    pictures.keep(item.picture for item in changed if item.picture)
    _append_versions(changed, questions, stems, newest, beliefs, digests, module_ref, at)
    keys = {item.key for item in items}
    gone = [q.pk for q in before.values() if q.key not in keys and q.retired_at is None]
    if gone:
        Question.objects.filter(pk__in=gone).update(retired_at=at)
    created = sum(item.key not in before for item in items)
    revised = sum(item.key in before for item in changed)
    return Published(created, revised, len(items) - created - revised, len(gone))


def _beliefs(items: Sequence[Item]) -> dict[str, int]:
    codes = {code for item in items for _, code in beliefs_of(item)}
    known = dict(Belief.objects.filter(code__in=codes).values_list("code", "pk"))
    if missing := sorted(codes - known.keys()):
        raise UnknownBelief(missing)
    return known


def _newest_versions(bank: Bank) -> QuerySet[QuestionVersion]:
    newer = QuestionVersion.objects.filter(
        question=OuterRef("question"), number__gt=OuterRef("number")
    )
    return QuestionVersion.objects.filter(~Exists(newer), question__bank=bank).only(
        "question_id", "number", "digest"
    )


def _is_new(question: Question, found: str, newest: dict[int, QuestionVersion]) -> bool:
    return question.pk not in newest or newest[question.pk].digest != found


def _publish_stems(bank: Bank, cases: Sequence[Case], at: datetime) -> dict[str, StemVersion]:
    """The newest wording of each case, made where it is new or changed."""
    stems = {stem.key: stem for stem in Stem.objects.filter(bank=bank)}
    missing = [Stem(bank=bank, key=case.key) for case in cases if case.key not in stems]
    stems |= {stem.key: stem for stem in Stem.objects.bulk_create(missing)}
    newest: dict[int, StemVersion] = {}
    for version in StemVersion.objects.filter(stem__bank=bank).order_by("number"):
        newest[version.stem_id] = version
    changed = [
        _stem_version(stems[case.key], newest.get(stems[case.key].pk), case, at)
        for case in cases
        if _wording(newest.get(stems[case.key].pk)) != case.digest
    ]
    for version in StemVersion.objects.bulk_create(changed):
        newest[version.stem_id] = version
    return {case.key: newest[stems[case.key].pk] for case in cases}


def _wording(version: StemVersion | None) -> str:
    return version.digest if version else ""


def _stem_version(stem: Stem, last: StemVersion | None, case: Case, at: datetime) -> StemVersion:
    return StemVersion(
        stem=stem,
        number=last.number + 1 if last else 1,
        title=case.title,
        text=case.stem,
        html=render(case.stem),
        facts=[list(fact) for fact in case.facts],
        digest=case.digest,
        published_at=at,
    )


def _questions(
    bank: Bank,
    items: Sequence[Item],
    stems: dict[str, StemVersion],
    before: dict[str, Question],
) -> dict[str, Question]:
    """The stable identities: made, brought up to date, taken out of retirement."""
    wanted = {}
    for item in items:
        stem_id = stems[item.case].stem_id if item.case else None
        wanted[item.key] = {"use": item.use, "stem_id": stem_id, "part": item.position or 0}
    fresh = [Question(bank=bank, key=k, **f) for k, f in wanted.items() if k not in before]
    found = {question.key: question for question in Question.objects.bulk_create(fresh)}
    changed = []
    for key, fields in wanted.items():
        if key in found:
            continue
        question = found[key] = before[key]
        fields |= {"retired_at": None}
        if any(getattr(question, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(question, name, value)
            changed.append(question)
    Question.objects.bulk_update(changed, ["use", "stem", "part", "retired_at"])
    return found


def _append_versions(
    items: Sequence[Item],
    questions: dict[str, Question],
    stems: dict[str, StemVersion],
    newest: dict[int, QuestionVersion],
    beliefs: dict[str, int],
    digests: dict[str, str],
    module_ref: str,
    at: datetime,
) -> None:
    rows = []
    for item in items:
        question = questions[item.key]
        last = newest.get(question.pk)
        rows.append(
            QuestionVersion(
                question=question,
                number=last.number + 1 if last else 1,
                kind=item.kind,
                objective=item.objective,
                must_not_miss=item.must_not_miss,
                difficulty=item.difficulty,
                stem_version=stems[item.case] if item.case else None,
                reading="/".join(filter(None, (module_ref, item.lesson))),
                body=dict(item.body),
                delivery=delivery(item),
                rationale=rationale(item),
                digest=digests[item.key],
                published_at=at,
            )
        )
    _append_sides(list(zip(items, QuestionVersion.objects.bulk_create(rows), strict=True)), beliefs)


def _append_sides(
    versions: Sequence[tuple[Item, QuestionVersion]], beliefs: dict[str, int]
) -> None:
    """What versions are searched by."""
    VersionClaim.objects.bulk_create(
        VersionClaim(version=v, code=code) for item, v in versions for code in set(item.claims)
    )
    VersionTag.objects.bulk_create(
        VersionTag(version=v, tag=tag) for item, v in versions for tag in set(item.tags)
    )
    VersionBelief.objects.bulk_create(
        VersionBelief(version=v, choice=choice, belief_id=beliefs[code])
        for item, v in versions
        for choice, code in beliefs_of(item)
    )
