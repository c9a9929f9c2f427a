"""What is drawn: by tag, least asked first, section by section."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from quizzes import attempts
from quizzes.models import Attempt, Quiz, VersionTag
from quizzes.quizzes import ShortBlueprint, SlotSpec
from training.models import User

from ..factories import UserFactory
from .making import AT, EXAM, case, item, publish_bank, publish_quiz

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]


def bank(**tags: tuple[str, ...]) -> None:
    publish_bank([replace(item(key), tags=words) for key, words in tags.items()])


def asked(user: User, quiz: Quiz, space: object) -> list[str]:
    attempt = attempts.start(user=user, quiz=quiz, space=space, at=AT)
    return list(attempt.items.values_list("question__key", flat=True))


def test_a_row_draws_what_has_each_of_its_tags_and_none_it_avoids(junior, space) -> None:
    bank(q1=("eye", "adult"), q2=("eye",), q3=("eye", "adult", "old"), q4=())
    quiz = publish_quiz([SlotSpec(tags=("eye", "adult"), without=("old",), count=1)])
    assert asked(junior, quiz, space) == ["q1"]


def test_a_row_that_asks_for_more_than_there_is_says_what_it_needs_and_has() -> None:
    bank(q1=("eye",), q2=("eye",), q3=())
    with pytest.raises(ShortBlueprint, match="row 1 needs 3, has 2: 1 too few"):
        publish_quiz([SlotSpec(tags=("eye",), count=3)])


def test_rows_that_share_their_questions_are_told_so() -> None:
    bank(q1=("eye",), q2=("eye", "lid"))
    with pytest.raises(ShortBlueprint, match="shared with row 1"):
        publish_quiz([SlotSpec(tags=("eye",), count=2), SlotSpec(tags=("lid",), count=1)])


def test_tags_are_rows_of_their_version(space) -> None:
    bank(q1=("eye", "lid"))
    assert set(VersionTag.objects.values_list("tag", flat=True)) == {"eye", "lid"}


def test_what_others_were_asked_least_comes_first(space) -> None:
    bank(**{f"q{n}": () for n in range(1, 7)})
    quiz = publish_quiz([SlotSpec(count=2)])
    met = Counter(key for _ in range(6) for key in asked(UserFactory(), quiz, space))
    assert set(met.values()) == {2}


def test_sections_keep_their_order_and_shuffle_what_is_in_them(space) -> None:
    vignette, parts = case("case-1", 3)
    keys = [f"q{n}" for n in range(1, 5)]
    publish_bank([*(item(key) for key in keys), *parts], [vignette])
    first = [SlotSpec(question_key=key, section="first") for key in keys]
    quiz = publish_quiz(
        [*first, SlotSpec(is_case=True, section="second")],
        policy=replace(EXAM, shuffled=("first", "second")),
    )
    orders = [asked(UserFactory(), quiz, space) for _ in range(12)]
    assert all(one[4:] == [part.key for part in parts] for one in orders)
    assert all(sorted(one[:4]) == keys for one in orders)
    assert len({tuple(one) for one in orders}) > 1


def test_a_section_that_is_not_shuffled_stays_as_it_was_written(space) -> None:
    keys = [f"q{n}" for n in range(1, 6)]
    publish_bank([item(key) for key in keys])
    quiz = publish_quiz([SlotSpec(question_key=key) for key in keys])
    assert all(asked(UserFactory(), quiz, space) == keys for _ in range(3))


def test_a_start_costs_the_same_however_many_have_sat(space, statements) -> None:
    bank(**{f"q{n}": () for n in range(1, 7)})
    quiz = publish_quiz([SlotSpec(count=2)])
    counts = []
    for _ in range(6):
        user = UserFactory()
        with statements() as said:
            asked(user, quiz, space)
        counts.append(len(said))
    # The first three ask each question once; from then on this process knows them all.
    assert counts[3] == counts[5]
    assert Attempt.objects.count() == 6
