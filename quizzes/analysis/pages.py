"""The page: what is wrong with which question, in order of harm, and what few attempts can bear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from quizzes import quizzes as quiz_rules
from quizzes.analysis.figures import of_plain
from quizzes.analysis.keeping import Kept, of
from quizzes.engine.analysis import (
    Alarm,
    Interval,
    Level,
    Shown,
    prior,
    shown,
    shrunk,
    wilson,
)
from quizzes.engine.analysis.small import level_of
from quizzes.engine.policies import Policy
from quizzes.models import Job, Question, QuestionVersion, Quiz, QuizRevision, Space

# What does most harm while it waits comes first.
HARM = (
    Alarm.WRONG_KEY,
    Alarm.AGAINST,
    Alarm.SURE_AND_WRONG,
    Alarm.TWO_KEYS,
    Alarm.TOO_FAST,
    Alarm.DEAD_OPTION,
)


@dataclass(frozen=True, slots=True)
class Option:
    """One option and who chose it; `text` is a stored fragment, None = nothing was chosen."""

    text: str | None
    is_key: bool
    count: int
    sure: int
    elsewhere: float | None


@dataclass(frozen=True, slots=True)
class Alarmed:
    alarm: str
    option: str
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as it did; `stem` is a stored fragment. `options` are empty below DISTRACTORS
    answers, for kinds without one best option, and for whoever may not read the key."""

    pk: int
    key: str
    stem: str
    shown: Shown
    alarms: tuple[Alarmed, ...]
    options: tuple[Option, ...]
    undecided: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """How many, of how many, with what the share may be (None below SHARES)."""

    name: str
    count: int
    of: int
    likely: Interval | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """The test: shares of 0..1 and points; None where too few attempts bear it."""

    mean: float | None
    sd: float | None
    median: float | None
    alpha: float | None
    error: float | None
    skewness: float | None
    kurtosis: float | None


@dataclass(frozen=True, slots=True)
class AnalysisPage:
    """`hides_keys`: she is still to be examined on this quiz. `scores` are eleven counts, by tenth
    of the points; empty below SHARES attempts."""

    quiz: Quiz
    revision: QuizRevision
    attempts: int
    since: datetime | None
    until: datetime | None
    level: Level
    whole: Whole | None
    questions: tuple[QuestionRow, ...]
    scores: tuple[int, ...]
    pass_tenth: float | None
    certainty: tuple[Bar, ...]
    hides_keys: bool
    job: Job | None
    at: datetime | None

    @property
    def alarmed(self) -> tuple[QuestionRow, ...]:
        return tuple(one for one in self.questions if one.alarms)

    @property
    def undecided(self) -> int:
        return sum(one.undecided for one in self.questions)


def page(*, viewer: models.Model, quiz: Quiz, space: Space, at: datetime) -> AnalysisPage:
    """The analysis for this viewer, in a fixed number of statements."""
    kept, revision = of(quiz=quiz, space=space, by=viewer, at=at), quiz_rules.newest(quiz)
    hides = quiz.pk in quiz_rules.examines(viewer, [quiz.pk])
    made = kept.figures or NOTHING
    level = level_of(made["attempts"])
    policy = Policy.from_json(revision.policy)
    return AnalysisPage(
        quiz=quiz,
        revision=revision,
        attempts=made["attempts"],
        since=_moment(made["since"]),
        until=_moment(made["until"]),
        level=level,
        whole=_whole(made["test"], level),
        questions=_rows(made["questions"], hides=hides),
        scores=tuple(made["scores"]) if level >= Level.SHARES else (),
        pass_tenth=policy.pass_mark and float(policy.pass_mark * 10),
        certainty=_certainty(made["certainty"]),
        hides_keys=hides,
        job=_running(kept),
        at=kept.at,
    )


NOTHING: Mapping[str, Any] = {
    "attempts": 0,
    "since": None,
    "until": None,
    "test": {},
    "questions": (),
    "scores": (),
    "certainty": {},
}


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _running(kept: Kept) -> Job | None:
    return kept.job if kept.job and not kept.job.is_over else None


def _whole(test: Mapping[str, Any], level: Level) -> Whole | None:
    """From SHARES on mean, median and spread; what rests on variances from FULL on."""
    if level < Level.SHARES:
        return None
    full = level >= Level.FULL
    return Whole(
        mean=test["mean"],
        sd=test["sd"],
        median=test["median"],
        alpha=test["cic"] / 100 if full and test["cic"] is not None else None,
        error=test["standard_error"] if full else None,
        skewness=test["skewness"] if full else None,
        kurtosis=test["kurtosis"] if full else None,
    )


def _certainty(made: Mapping[str, Sequence[int]]) -> tuple[Bar, ...]:
    bars = []
    for name, (right, n) in sorted(made.items()):
        likely = wilson(right, n) if n >= Level.SHARES else None
        bars.append(Bar(name, right, n, likely))
    return tuple(bars)


def _rows(made: Sequence[Mapping[str, Any]], *, hides: bool) -> tuple[QuestionRow, ...]:
    """Worst first; those in order by how few had them right."""
    versions = QuestionVersion.objects.in_bulk([one["version"] for one in made])
    keys = dict(
        Question.objects.filter(pk__in=[one["question"] for one in made]).values_list("pk", "key")
    )
    before = prior([(one["right"], one["item"]["s"]) for one in made])
    rows = [
        _row(one, keys[one["question"]], versions[one["version"]], before, hides=hides)
        for one in made
    ]
    return tuple(sorted(rows, key=_harm))


def _harm(row: QuestionRow) -> tuple[float, ...]:
    worst = min((HARM.index(Alarm(one.alarm)) for one in row.alarms), default=len(HARM))
    facility = row.shown.right / row.shown.n if row.shown.n else 1.0
    return worst, facility, row.pk


def _row(
    one: Mapping[str, Any], key: str, version: QuestionVersion, before: Any, *, hides: bool
) -> QuestionRow:
    item, right = of_plain(one["item"]), one["right"]
    found = shown(item, right=right, shrunken=before and shrunk(right, item.s, before))
    texts = version.delivery.get("options") or {}
    tells = not hides and one.get("asked", 0) >= Level.DISTRACTORS
    options = tuple(
        Option(
            text=texts.get(row["key"]),
            is_key=row["key"] == one["key"],
            count=row["count"],
            sure=row["sure"],
            elsewhere=row["elsewhere"],
        )
        for row in (one.get("options", ()) if tells else ())
    )
    alarms = tuple(
        Alarmed(a["alarm"], texts.get(a["option"], "") if not hides else "", a["count"], a["of"])
        for a in one["alarms"]
    )
    return QuestionRow(
        one["question"], key, version.delivery["stem"], found, alarms, options, one["undecided"]
    )
