"""Alarms over a question: planted faults are found, and chance alone hardly ever sounds one."""

from __future__ import annotations

import math
import random

import pytest

from quizzes.engine.analysis import Alarm, Choice, Found, against, examine
from quizzes.engine.analysis.alarms import CHANCE, ENOUGH

OPTIONS = ("a", "b", "c", "d")


def answers(best: str, rest: str, **given) -> list[Choice]:
    """What those chose who did well elsewhere, and those who did not."""
    chosen = [Choice(one, 18 - index / 100, **given) for index, one in enumerate(best)]
    return chosen + [Choice(one, 9 - index / 100, **given) for index, one in enumerate(rest)]


def alarms(choices: list[Choice], **given) -> dict[Alarm, Found]:
    found = examine(choices, key="a", options=OPTIONS, **given).found
    return {one.alarm: one for one in found}


def test_a_distractor_that_the_best_prefer_is_probably_the_key() -> None:
    found = alarms(answers("bbbbbbbb", "aacdabca"))
    assert found[Alarm.WRONG_KEY] == Found(Alarm.WRONG_KEY, "b", 8, 8)
    assert Alarm.TWO_KEYS not in found


def test_a_distractor_that_only_the_weak_prefer_is_a_good_distractor() -> None:
    assert alarms(answers("aaaaaaaa", "bbbbbbbc")) == {}


def test_two_answers_that_share_the_best_are_perhaps_both_right() -> None:
    found = alarms(answers("aaabbabbab", "aabcdbacda"))
    assert found[Alarm.TWO_KEYS].option == "b"
    assert Alarm.WRONG_KEY not in found


def test_one_slip_among_the_best_is_a_slip() -> None:
    assert alarms(answers("aaaaab", "aaabcd")) == {}


def test_a_distractor_that_no_wrong_answer_chose_is_dead() -> None:
    found = examine(answers("aaaaaaaaaa", "bbcbccbcbbcbcbb"), key="a", options=OPTIONS).found
    assert found == (Found(Alarm.DEAD_OPTION, "d", 0, 15),)


def test_an_easy_question_has_no_dead_distractors_only_few_wrong_answers() -> None:
    assert alarms(answers("a" * 20, "a" * 18 + "bc")) == {}


def test_two_options_alone_cannot_be_told_dead() -> None:
    found = examine(answers("aaaaa", "aaaaa"), key="a", options=("a", "b"))
    assert found.found == ()


def test_three_who_are_sure_of_the_same_wrong_answer_are_enough() -> None:
    sure = [Choice("c", 10, certainty=3) for _ in range(3)]
    found = alarms([*sure, Choice("a", 12, certainty=3), Choice("a", 12, certainty=1)])
    assert found[Alarm.SURE_AND_WRONG] == Found(Alarm.SURE_AND_WRONG, "c", 3, 4)


def test_guessing_wrong_together_is_no_belief() -> None:
    assert Alarm.SURE_AND_WRONG not in alarms([Choice("c", 10, certainty=2) for _ in range(9)])
    most_are_right = [Choice("c", 9, certainty=3)] * 3 + [Choice("a", 9, certainty=3)] * 9
    assert Alarm.SURE_AND_WRONG not in alarms(most_are_right)


def test_answers_quicker_than_reading_say_that_it_may_be_known() -> None:
    quick = answers("aaaa", "aaaa", seconds=4.0)
    assert alarms(quick, reading=30)[Alarm.TOO_FAST].count == 8
    assert alarms(quick, reading=11) == {}
    assert alarms(quick) == {}
    slow = answers("aaaa", "aaaaa", seconds=40.0)
    assert alarms(quick[:4] + slow, reading=30) == {}


def test_silence_over_few_answers_is_no_verdict() -> None:
    few = answers("a" * 8, "a" * 7)
    assert examine(few, key="a", options=OPTIONS).undecided
    many = answers("a" * 15, "a" * 14 + "b")
    assert len(many) == ENOUGH
    assert not examine(many, key="a", options=OPTIONS).undecided
    assert examine(many[1:], key="a", options=OPTIONS).undecided


def test_nothing_answered_is_nothing_known() -> None:
    assert examine([], key="a", options=OPTIONS).undecided
    left_out = [Choice(None, 10) for _ in range(40)]
    assert examine(left_out, key="a", options=OPTIONS) == examine([], key="a", options=OPTIONS)


def test_an_item_goes_against_the_rest_when_chance_cannot_be_why() -> None:
    assert [one.alarm for one in against(-0.48, 34)] == [Alarm.AGAINST]
    assert against(-0.30, 34) == ()  # from -0.58 to 0.04
    assert against(-0.9, 29) == ()
    assert against(0.2, 500) == ()
    assert against(None, 500) == ()


def sat(n: int, fault: str, at_random: random.Random) -> list[Choice]:
    """A class at one question of a test, made by a logistic model."""
    hard, found = at_random.gauss(1.0, 0.8), []
    if fault == "dead":
        hard -= 0.7
    for _ in range(n):
        able = at_random.gauss(0, 1)

        def right(easy: float, able: float = able) -> bool:
            return at_random.random() < 1 / (1 + math.exp(-(able + easy)))

        elsewhere = sum(right(at_random.gauss(1.0, 0.7)) for _ in range(19))
        knows = right(hard)
        if fault == "key":
            one = "b" if knows else at_random.choices("acd", (5, 3, 2))[0]
        elif fault == "two":
            one = at_random.choice("ab") if knows else at_random.choices("cd", (5, 3))[0]
        elif fault == "dead":
            one = "a" if knows else at_random.choices("bc", (5, 3))[0]
        else:
            one = "a" if knows else at_random.choices("bcd", (5, 3, 2))[0]
        found.append(Choice(one, elsewhere))
    return found


def share(n: int, fault: str, times: int = 150) -> float:
    """How often anything is said of such a question."""
    at_random = random.Random(f"{n} {fault}")
    return sum(bool(alarms(sat(n, fault, at_random))) for _ in range(times)) / times


@pytest.mark.parametrize(
    ("fault", "of_ten", "of_twenty", "of_forty"),
    [("key", 0.5, 0.9, 0.97), ("two", 0.2, 0.5, 0.65), ("dead", 0.0, 0.35, 0.8)],
)
def test_planted_faults_are_found(
    fault: str, of_ten: float, of_twenty: float, of_forty: float
) -> None:
    assert share(10, fault) >= of_ten
    assert share(20, fault) >= of_twenty
    assert share(40, fault) >= of_forty


@pytest.mark.parametrize("n", [10, 20, 40])
def test_a_question_in_order_hardly_ever_sounds(n: int) -> None:
    assert share(n, "none", times=300) <= 5 * CHANCE
