"""What may be wrong with a question, said only when chance is a poor explanation.

Each alarm is a test with few observations in mind: its number of answers is part of it, and where
there are too few to tell, the question is `undecided` rather than fine. At most a few questions in
a hundred that are in order raise one (`CHANCE`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizzes.engine.analysis.small import Level, fisher

CHANCE = 0.02  # how often an alarm may sound over a question that is in order
SURE = 3  # the level of certainty of "I am sure"
LEAST = 5  # answers, before an alarm may sound
ENOUGH = 30  # answers, before silence says that a question is in order
SLIPS = 0.1  # of the best choose the same distractor by mistake
TAUGHT = 3  # people who are sure of the same wrong answer


class Alarm(StrEnum):
    """AGAINST: those who do well elsewhere get it wrong; the rest say what their names say."""

    AGAINST = "against"
    WRONG_KEY = "wrong_key"
    TWO_KEYS = "two_keys"
    DEAD_OPTION = "dead_option"
    SURE_AND_WRONG = "sure_and_wrong"
    TOO_FAST = "too_fast"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question with one best option: what was chosen (None = nothing), what the
    attempt got elsewhere, how sure she was, and the seconds it took where they are known."""

    option: Hashable | None
    elsewhere: float
    certainty: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An alarm over a question, about an `option` if about one, seen in `count` of `of` answers."""

    alarm: Alarm
    option: Hashable | None
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """`undecided`: too few answers to say that a question is in order."""

    found: tuple[Found, ...]
    undecided: bool


def examine(
    choices: Sequence[Choice],
    *,
    key: Hashable,
    options: Sequence[Hashable],
    reading: float | None = None,
) -> Verdict:
    """Look at the answers to one question. `options` are all of them, `key` the right one;
    `reading` the seconds that reading it takes."""
    given = [one for one in choices if one.option is not None]
    best = _best_half(given)
    found = [
        *_wrong_key(best, given, key),
        *_two_keys(best, key),
        *_dead(given, key, options),
        *_sure_and_wrong(given, key),
        *_too_fast(given, key, reading),
    ]
    loud = {one.option for one in found if one.alarm is Alarm.WRONG_KEY}
    kept = [one for one in found if one.alarm is not Alarm.TWO_KEYS or one.option not in loud]
    return Verdict(tuple(kept), undecided=not kept and len(given) < ENOUGH)


def against(discrimination: float | None, n: int) -> tuple[Found, ...]:
    """Whether an item of whatever kind goes against the rest: its discrimination is below 0 with
    all that it may be by chance. Said from DISCRIMINATION answers on (engine.analysis.small)."""
    within = None if discrimination is None else fisher(discrimination, n)
    if n < Level.DISCRIMINATION or within is None or within.high >= 0:
        return ()
    return (Found(Alarm.AGAINST, None, n, n),)


def _best_half(given: Sequence[Choice]) -> list[Choice]:
    """Those who did best elsewhere, half of all; who did as well as the last of them is in it."""
    if not given:
        return []
    ordered = sorted((one.elsewhere for one in given), reverse=True)
    bar = ordered[(len(ordered) - 1) // 2]
    return [one for one in given if one.elsewhere >= bar]


def _wrong_key(best: Sequence[Choice], given: Sequence[Choice], key: Hashable) -> list[Found]:
    """A distractor that those who did best elsewhere prefer to the key: a sign test between the
    two, among all distractors."""
    counts = Counter(one.option for one in best)
    others = len({one.option for one in given} - {key}) or 1
    if len(given) < LEAST:
        return []
    option, times = max(counts.items(), key=lambda pair: pair[1])
    if option == key:
        return []
    tail = _at_least(times, times + counts[key], 0.5)
    if tail * others > CHANCE:
        return []
    return [Found(Alarm.WRONG_KEY, option, times, len(best))]


def _two_keys(best: Sequence[Choice], key: Hashable) -> list[Found]:
    """A distractor that draws a third and more of those who did best elsewhere, and the key the
    rest: too many for a mistake, too few for a wrong key."""
    counts, n = Counter(one.option for one in best), len(best)
    if n < LEAST:
        return []
    found = []
    for option, times in counts.items():
        if option == key or not counts[key]:
            continue
        if times * 3 >= n and _at_least(times, n, SLIPS) <= CHANCE:
            found.append(Found(Alarm.TWO_KEYS, option, times, n))
    return found


def _dead(given: Sequence[Choice], key: Hashable, options: Sequence[Hashable]) -> list[Found]:
    """A distractor nobody chose, though so many chose wrongly that each should have had some."""
    wrong = Counter(one.option for one in given if one.option != key)
    distractors = [option for option in options if option != key]
    count = sum(wrong.values())
    if len(distractors) < 2:
        return []
    missed = (1 - 1 / len(distractors)) ** count
    dead = [option for option in distractors if not wrong[option]]
    if missed * len(distractors) > 5 * CHANCE:
        return []
    return [Found(Alarm.DEAD_OPTION, option, 0, count) for option in dead]


def _sure_and_wrong(given: Sequence[Choice], key: Hashable) -> list[Found]:
    """Three and more who were sure of one and the same distractor, and most of those who were sure
    at all: a belief that is taught, or a key that is wrong. Works from three answers on."""
    sure = Counter(one.option for one in given if one.certainty == SURE)
    whole = sum(sure.values())
    return [
        Found(Alarm.SURE_AND_WRONG, option, times, whole)
        for option, times in sure.items()
        if option != key and times >= TAUGHT and 2 * times > whole
    ]


def _too_fast(given: Sequence[Choice], key: Hashable, reading: float | None) -> list[Found]:
    """Right in less than a third of the time that reading takes, for half of the right ones and at
    least five: it may be known outside. Who is quick and wrong was guessing."""
    timed = [one for one in given if one.option == key and one.seconds is not None]
    if not reading:
        return []
    quick = [one for one in timed if one.seconds < reading / 3]
    if len(quick) < LEAST or 2 * len(quick) < len(timed):
        return []
    return [Found(Alarm.TOO_FAST, None, len(quick), len(timed))]


def _at_least(times: int, of: int, p: float) -> float:
    """The probability of so many successes or more, each with probability p."""
    return math.fsum(
        math.comb(of, count) * p**count * (1 - p) ** (of - count) for count in range(times, of + 1)
    )
