"""Publishing a quiz: a new revision when anything changed, nothing when not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from quizzes.engine import blueprints
from quizzes.engine.behaviours import EXAM
from quizzes.engine.policies import Policy
from quizzes.engine.windows import Window
from quizzes.formats.digests import digest
from quizzes.models import Bank, Question, Quiz, QuizRevision, Slot, Space
from quizzes.quizzes.drawing import rules
from quizzes.quizzes.pools import pools
from quizzes.quizzes.slots import SlotSpec

MOST_GRACE = 600  # seconds


class ShortBlueprint(ValueError):
    """The bank cannot fill the blueprint; `needs` says how each row stands that lacks something, by
    its position (from 1)."""

    def __init__(self, needs: Sequence[blueprints.Need]) -> None:
        super().__init__("; ".join(map(_said, needs)))
        self.needs = tuple(needs)


def _said(need: blueprints.Need) -> str:
    shared = f" shared with row {', '.join(need.shared_with)}" if need.shared_with else ""
    return f"row {need.slot} needs {need.needs}, has {need.has}{shared}: {need.missing} too few"


@transaction.atomic
def publish(
    *,
    slug: str,
    preset: str,
    title: str,
    intro: str,
    policy: Policy,
    bank_slug: str,
    slots: Sequence[SlotSpec],
    at: datetime,
    space: Space | None = None,
) -> QuizRevision:
    """Publish, or return the newest revision when nothing changed; a retired quiz is back.

    Raises Bank.DoesNotExist, Question.DoesNotExist, ShortBlueprint, ValueError for another preset
    than the one its attempts were sat under, or for rules that cannot go together.
    """
    bank = Bank.objects.get(slug=bank_slug, space=space)
    quiz, _ = Quiz.objects.get_or_create(slug=slug, defaults={"preset": preset, "space": space})
    if quiz.preset != preset:
        raise ValueError(f"{slug} is {quiz.preset} and stays so: another preset needs another slug")
    if quiz.retired_at is not None:
        quiz.retired_at = None
        quiz.save(update_fields=["retired_at"])
    _check(preset, policy)
    rows = _slots(bank, slots)
    if short := [one for one in blueprints.report(rules(pools(rows))) if one.missing]:
        raise ShortBlueprint(short)
    last = quiz.revisions.order_by("-number").first()
    whole = [title, intro, policy.to_json(), bank.pk, [slot.to_json() for slot in slots]]
    if last is not None and last.digest == digest(whole):
        return last
    revision = QuizRevision.objects.create(
        quiz=quiz,
        number=last.number + 1 if last else 1,
        title=title,
        intro=intro,
        policy=policy.to_json(),
        digest=digest(whole),
        published_at=at,
    )
    for row in rows:
        row.revision = revision
    Slot.objects.bulk_create(rows)
    return revision


def _check(preset: str, policy: Policy) -> None:
    """What cannot go together, whoever wrote it."""
    if preset == EXAM and policy.behaves(preset).grades_answers:
        raise ValueError("an exam judges nothing before its end: leave out its behaviour")
    if policy.certainty_counts and not policy.certainty:
        raise ValueError("certainty can only count where it is asked for")
    if policy.tries < 1 or not 0 <= policy.penalty <= 1 or not 0 <= policy.grace <= MOST_GRACE:
        raise ValueError(f"1 try or more, a penalty of 0 to 1, a grace of 0 to {MOST_GRACE} s")
    Window(policy.opens, policy.closes, policy.hard_close)
    policy.matrix(preset)


def newest(quiz: Quiz) -> QuizRevision:
    """The revision new attempts start on. Raises QuizRevision.DoesNotExist for an empty shell."""
    return quiz.revisions.select_related("quiz").latest("number")


def _slots(bank: Bank, specs: Sequence[SlotSpec]) -> list[Slot]:
    keys = {spec.question_key for spec in specs if spec.question_key}
    ids = dict(Question.objects.filter(bank=bank, key__in=keys).values_list("key", "pk"))
    if missing := sorted(keys - ids.keys()):
        raise Question.DoesNotExist(f"{bank.slug} has no {', '.join(missing)}")
    return [
        Slot(
            position=position,
            section=spec.section,
            question_id=ids.get(spec.question_key),
            bank=bank,
            uses=list(spec.uses),
            objective=spec.objective,
            kind=spec.kind,
            must_not_miss=spec.must_not_miss,
            is_case=spec.is_case,
            tags=list(spec.tags),
            without=list(spec.without),
            count=spec.count,
            weight=spec.weight,
        )
        for position, spec in enumerate(specs, start=1)
    ]
