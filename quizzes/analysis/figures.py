"""From what was answered to figures: plain numbers and codes that a row can keep."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.utils.html import strip_tags

from quizzes.analysis.facts import Sat, Sittings
from quizzes.engine.analysis import (
    Analysis,
    Choice,
    ItemStatistics,
    Level,
    Score,
    against,
    analyse,
    examine,
)
from quizzes.engine.scoring import quantise
from quizzes.marking import Known, known
from quizzes.models import QuestionVersion

Plain = dict[str, Any]
TENTHS = 10
PER_SECOND = 4.0  # words that a second-language speaker reads: 240 a minute
ONE_BEST = "single"


def figures(sat: Sittings) -> Plain:
    """Everything about these attempts that does not depend on who looks."""
    found = analyse(_scores(sat.rows))
    by_question: dict[int, list[Sat]] = defaultdict(list)
    for one in sat.rows:
        by_question[one.question].append(one)
    totals = _totals(sat.rows)
    newest = {pk: max(one.version for one in rows) for pk, rows in by_question.items()}
    texts = _texts(newest.values())
    return {
        "attempts": sat.attempts,
        "since": sat.since and sat.since.isoformat(),
        "until": sat.until and sat.until.isoformat(),
        "test": asdict(found.test),
        "scores": _histogram(sat.rows),
        "certainty": _certainty(sat.rows),
        "slots": [{"slot": slot, **_item(one)} for slot, one in found.slots.items()],
        "questions": [
            _question(pk, rows, found.questions[str(pk)], texts[newest[pk]], totals)
            for pk, rows in by_question.items()
        ],
    }


def _scores(rows: Sequence[Sat]) -> list[Score]:
    return [
        Score(
            one.attempt,
            str(one.slot),
            one.weight,
            one.fraction * one.weight,
            question=str(one.question),
        )
        for one in rows
    ]


def _totals(rows: Sequence[Sat]) -> Mapping[int, Decimal]:
    found: dict[int, Decimal] = defaultdict(Decimal)
    for one in rows:
        found[one.attempt] += one.fraction * one.weight
    return found


def _texts(versions: Any) -> dict[int, tuple[str, Mapping[str, Any], Known]]:
    """Of each version: its digest, what a learner is shown, and its definition."""
    rows = QuestionVersion.objects.filter(pk__in=list(versions))
    found = {pk: (digest, delivery) for pk, digest, delivery in rows.values_list(*VERSION)}
    definitions = known({pk: digest for pk, (digest, _) in found.items()})
    return {pk: (one[0], one[1], definitions[one[0]]) for pk, one in found.items()}


VERSION = ("pk", "digest", "delivery")


def _question(
    pk: int,
    rows: Sequence[Sat],
    item: ItemStatistics,
    text: tuple[str, Mapping[str, Any], Known],
    totals: Mapping[int, Decimal],
) -> Plain:
    """One question over all its uses. What was chosen, and what that says, is about its newest
    version: another one may have had other options."""
    digest, delivery, definition = text
    alarms = list(against((item.discrimination_index or 0) / 100, item.s))
    found: Plain = {"question": pk, "version": max(one.version for one in rows), "digest": digest}
    found |= {
        "right": sum(one.right for one in rows),
        "item": _item(item),
        "undecided": item.s < Level.DISCRIMINATION,
    }
    if delivery["kind"] == ONE_BEST:
        now = [one for one in rows if one.version == found["version"]]
        key = next(one.key for one in definition.d.options if one.correct)
        verdict = examine(
            [_choice(one, totals) for one in now],
            key=key,
            options=[one.key for one in definition.d.options],
            reading=_reading(delivery),
        )
        alarms += verdict.found
        found |= {"options": _options(now, definition, totals), "key": key, "asked": len(now)}
        found["undecided"] = verdict.undecided and not alarms
    found["alarms"] = [asdict(one) for one in alarms]
    return found


def _choice(one: Sat, totals: Mapping[int, Decimal]) -> Choice:
    elsewhere = totals[one.attempt] - one.fraction * one.weight
    return Choice(one.body, float(elsewhere), one.certainty, one.seconds)


def _options(rows: Sequence[Sat], definition: Known, totals: Mapping[int, Decimal]) -> list[Plain]:
    """How often each option was chosen, how often by somebody sure, and what those who chose it
    got elsewhere on average."""
    chosen: dict[Any, list[Choice]] = defaultdict(list)
    for one in rows:
        chosen[one.body].append(_choice(one, totals))
    return [
        {
            "key": key,
            "count": len(chosen[key]),
            "sure": sum(one.certainty == 3 for one in chosen[key]),
            "elsewhere": _mean([one.elsewhere for one in chosen[key]]),
        }
        for key in (*(one.key for one in definition.d.options), None)
        if key is not None or chosen[key]
    ]


def _mean(numbers: Sequence[float]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None


def _reading(delivery: Mapping[str, Any]) -> float:
    """Seconds that it takes to read the question with its options."""
    texts = [delivery["stem"], *delivery["options"].values()]
    return sum(len(strip_tags(text).split()) for text in texts) / PER_SECOND


def _histogram(rows: Sequence[Sat]) -> list[int]:
    """How many attempts came to each tenth of the points; the last one is all of them."""
    most: dict[int, Decimal] = defaultdict(Decimal)
    for one in rows:
        most[one.attempt] += one.weight
    totals = _totals(rows)
    tenths = Counter(
        int(quantise(totals[pk] / whole) * TENTHS) for pk, whole in most.items() if whole
    )
    return [tenths[tenth] for tenth in range(TENTHS + 1)]


def _certainty(rows: Sequence[Sat]) -> dict[str, list[int]]:
    """How often right, of how often, at each level of certainty that was named."""
    found: dict[str, list[int]] = {}
    for one in rows:
        if one.certainty is not None and one.body is not None:
            pair = found.setdefault(str(one.certainty), [0, 0])
            pair[0] += one.right
            pair[1] += 1
    return found


def _item(one: ItemStatistics) -> Plain:
    return asdict(one)


def of_plain(row: Mapping[str, Any]) -> ItemStatistics:
    """The item back from what was kept of it."""
    return ItemStatistics(**row)


__all__ = ["Analysis", "figures", "of_plain"]
