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


def test_quick_and_wrong_is_a_guess_and_not_known_outside() -> None:
    guesses = answers("bcdb", "bcdbc", seconds=2.0)
    assert alarms([*guesses, *answers("aaaa", "", seconds=2.0)], reading=30) == {}
    found = alarms([*guesses, *answers("aaaaa", "", seconds=2.0)], reading=30)
    assert found == {Alarm.TOO_FAST: Found(Alarm.TOO_FAST, None, 5, 5)}


@pytest.mark.parametrize(
    ("quick", "slow", "seconds", "sounds"),
    [
        (5, 5, 9.99, True),
        (5, 6, 9.99, False),
        (4, 0, 9.99, False),
        (5, 0, 10.0, False),
        (6, 5, 9.99, True),
    ],
)
def test_quick_is_under_a_third_of_reading_for_half_of_the_right_ones(
    quick: int, slow: int, seconds: float, sounds: bool
) -> None:
    found = alarms(
        [
            *answers("a" * quick, "", seconds=seconds),
            *answers("a" * slow, "", seconds=60.0),
            *answers("aaa", ""),  # of these nobody knows how long they took
        ],
        reading=30,
    )
    expected = Found(Alarm.TOO_FAST, None, quick, quick + slow)
    assert found == ({Alarm.TOO_FAST: expected} if sounds else {})


@pytest.mark.parametrize(
    ("best", "rest", "sounds"),
    [
        ("bbbbbb", "aaaaaa", True),  # 1 in 64
        ("bbbbb", "aaaaa", False),  # 1 in 32
        ("bbbbbb", "aaaaac", False),  # 1 in 64, twice tried
        ("bbbbbbb", "aaaaac", True),
        ("bbbbbbbba", "aaaaaaaa", True),  # 10 in 512
        ("bbbbbbba", "aaaaaaaa", False),  # 9 in 256
        ("bbbbaaaa", "aaaaaaaa", False),
    ],
)
def test_a_wrong_key_is_said_when_a_sign_test_leaves_two_in_a_hundred(best, rest, sounds) -> None:
    found = alarms(answers(best, rest)).get(Alarm.WRONG_KEY)
    expected = Found(Alarm.WRONG_KEY, "b", best.count("b"), len(best))
    assert found == (expected if sounds else None)


@pytest.mark.parametrize(
    ("best", "sounds"),
    [
        ("bbbaa", True),
        ("bbaaa", False),  # two of five slip once in twelve
        ("bbba", False),  # too few to tell
        ("bbbcc", False),  # nobody has the key
        ("bbbbb" + "a" * 10, True),  # just a third
        ("bbbbb" + "a" * 11, False),
        ("bbbb" + "a" * 8, False),  # a third, and slips explain it
    ],
)
def test_two_keys_are_said_of_a_third_that_slips_do_not_explain(best, sounds) -> None:
    found = alarms(answers(best, "a" * len(best))).get(Alarm.TWO_KEYS)
    expected = Found(Alarm.TWO_KEYS, "b", best.count("b"), len(best))
    assert found == (expected if sounds else None)


def test_what_is_said_to_be_the_key_is_not_said_to_be_a_second_one() -> None:
    best = "b" * 12 + "c" * 7 + "a"
    found = examine(answers(best, "a" * 20), key="a", options="abc").found
    assert found == (
        Found(Alarm.WRONG_KEY, "b", 12, 20),
        Found(Alarm.TWO_KEYS, "c", 7, 20),
    )


def test_who_did_as_well_as_the_last_of_the_best_half_is_one_of_them() -> None:
    even = [Choice(one, 10) for one in "bbbbbbaa"]
    assert alarms([*even, *(Choice("a", 9) for _ in range(4))]) == {
        Alarm.TWO_KEYS: Found(Alarm.TWO_KEYS, "b", 6, 8)
    }


@pytest.mark.parametrize(
    ("wrong", "options", "dead"),
    [
        ("bbbbb", "abc", "c"),
        ("bbbb", "abc", ""),
        ("bbbbccccb", "abcd", "d"),
        ("bbbbcccc", "abcd", ""),
        ("bbbbbccccdddd", "abcde", "e"),
        ("bbbbccccdddd", "abcde", ""),
        ("bbbbbbccccccddeee", "abcdef", ""),
        ("bbbbbbccccccddeeee", "abcdef", "f"),
        ("b" * 20, "abcd", "cd"),
        ("b" * 20, "ab", ""),
    ],
)
def test_dead_is_what_chance_would_leave_out_once_in_ten_questions(wrong, options, dead) -> None:
    found = examine(answers("a" * 20, wrong), key="a", options=options).found
    assert found == tuple(Found(Alarm.DEAD_OPTION, one, 0, len(wrong)) for one in dead)


@pytest.mark.parametrize(
    ("sure", "sounds"), [("ccc", True), ("cc", False), ("cccbb", True), ("cccaaa", False)]
)
def test_a_taught_belief_is_that_of_three_and_of_most_who_are_sure(sure, sounds) -> None:
    found = alarms([Choice(one, 10, certainty=3) for one in sure]).get(Alarm.SURE_AND_WRONG)
    assert found == (Found(Alarm.SURE_AND_WRONG, "c", 3, len(sure)) if sounds else None)


def test_silence_over_few_answers_is_no_verdict() -> None:
    few = answers("a" * 8, "a" * 7)
    assert examine(few, key="a", options=OPTIONS).undecided
    many = answers("a" * 15, "a" * 14 + "b")
    assert len(many) == ENOUGH
    assert not examine(many, key="a", options=OPTIONS).undecided
    assert examine(many[1:], key="a", options=OPTIONS).undecided
    loud = answers("bbbbbbbb", "aaaaaaaa")
    assert not examine(loud, key="a", options=OPTIONS).undecided


def test_nothing_answered_is_nothing_known() -> None:
    assert examine([], key="a", options=OPTIONS).undecided
    left_out = [Choice(None, 10) for _ in range(40)]
    assert examine(left_out, key="a", options=OPTIONS) == examine([], key="a", options=OPTIONS)


def test_an_item_goes_against_the_rest_when_chance_cannot_be_why() -> None:
    assert [one.alarm for one in against(-0.48, 34)] == [Alarm.AGAINST]
    assert against(-0.30, 34) == ()  # from -0.58 to 0.04
    assert against(-0.9, 29) == ()
    assert against(-0.9, 30) == (Found(Alarm.AGAINST, None, 30, 30),)
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
