"""Five ways to put a wrong question right, by example and by property."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import pytest

from quizzes.engine import regrading, scoring
from quizzes.engine.keys import key_of
from quizzes.engine.kinds import BY_HAND, KINDS, TYPED, TYPED_IN_PARTS, definition
from quizzes.engine.regrading import (
    ACCEPT_ALSO,
    CREDIT_ALL,
    NEW_KEY,
    NEWEST,
    VOID,
    Ruling,
    Unfit,
    check,
    regrade,
    takes_its_place,
)
from quizzes.engine.scoring import ItemMark

from .examples import BODIES

hypothesis = pytest.importorskip("hypothesis")
st = hypothesis.strategies

ALL = {kind: definition(kind, body) for kind, body in BODIES.items()}
# Another complete response than the right one, for each kind that a new key can be given to.
OTHERS = {
    "single": "b",
    "multiple": ["a", "b"],
    "true_false": {"a": True, "b": True, "c": False},
    "matching": {"a": "z", "b": "y", "c": "x"},
    "ordering": ["b", "a", "c", "d"],
    "pair": {"action": "b", "reason": "x"},
}
CAN = pytest.mark.parametrize("kind", OTHERS)


def worth(ruling: Ruling, kind: str, response: object) -> tuple[str, Decimal | None]:
    found = regrade(ruling, ALL[kind], KINDS[kind].clean(ALL[kind], response))
    return found.state, found.fraction


@pytest.mark.parametrize("kind", ALL)
def test_what_is_void_counts_for_nobody(kind) -> None:
    ruling = Ruling(VOID)
    check(ruling, ALL[kind])
    for response in (None, KINDS[kind].right_response(ALL[kind])):
        assert regrade(ruling, ALL[kind], response) == regrading.VOIDED


@pytest.mark.parametrize("kind", ALL)
def test_credit_for_all_is_also_for_who_left_it_blank(kind) -> None:
    check(Ruling(CREDIT_ALL), ALL[kind])
    assert regrade(Ruling(CREDIT_ALL), ALL[kind], None).fraction == 1


@CAN
def test_one_more_response_is_right_and_the_rest_is_worth_what_it_was(kind) -> None:
    ruling, d = Ruling(ACCEPT_ALSO, OTHERS[kind]), ALL[kind]
    check(ruling, d)
    assert worth(ruling, kind, OTHERS[kind]) == ("right", 1)
    right = KINDS[kind].right_response(d)
    assert worth(ruling, kind, right) == ("right", 1)
    assert worth(ruling, kind, None) == ("blank", 0)


@CAN
def test_with_a_new_key_the_old_one_is_right_no_longer(kind) -> None:
    ruling, d = Ruling(NEW_KEY, OTHERS[kind]), ALL[kind]
    check(ruling, d)
    assert worth(ruling, kind, OTHERS[kind]) == ("right", 1)
    assert worth(ruling, kind, KINDS[kind].right_response(d))[0] in ("partly", "wrong")
    assert worth(ruling, kind, None) == ("blank", 0)
    new = regrading.rekeyed(d, OTHERS[kind])
    assert KINDS[kind].right_response(new) == OTHERS[kind]


def test_a_new_key_is_marked_by_the_rule_of_the_question() -> None:
    ruling = Ruling(NEW_KEY, OTHERS["matching"])
    assert worth(ruling, "matching", {"a": "z", "b": "y"}) == ("partly", Decimal("0.6666667"))


def test_what_has_become_right_shows_no_belief() -> None:
    milk = Ruling(NEW_KEY, "b")
    assert regrade(milk, ALL["single"], "b").beliefs == ()
    judged = Ruling(NEW_KEY, OTHERS["true_false"])
    assert regrade(judged, ALL["true_false"], OTHERS["true_false"]).beliefs == ()
    assert regrade(judged, ALL["true_false"], {"a": False}).beliefs == ()


def test_what_stays_wrong_shows_the_belief_it_showed() -> None:
    assert regrade(Ruling(ACCEPT_ALSO, "c"), ALL["single"], "b").beliefs == (("b", "M03"),)


def test_the_newest_version_judges_what_it_can_take() -> None:
    body = BODIES["single"]
    options = [
        {"key": "a", "text": "Keratin", "why": "No."},
        {"key": "b", "text": "Milk", "correct": True, "why": "Yes."},
    ]
    ruling = Ruling(NEWEST, newest=definition("single", body | {"options": options}))
    check(ruling, ALL["single"])
    assert worth(ruling, "single", "b") == ("right", 1)
    assert worth(ruling, "single", "a") == ("wrong", 0)
    with pytest.raises(Unfit, match="does_not_fit"):
        worth(ruling, "single", "c")


@pytest.mark.parametrize(
    ("ruling", "kind", "code"),
    [
        (Ruling(NEWEST), "single", "no_newer"),
        (Ruling(NEWEST, newest=ALL["multiple"]), "single", "other_kind"),
        (Ruling(ACCEPT_ALSO), "single", "no_response"),
        (Ruling(ACCEPT_ALSO, "a"), "single", "right_already"),
        (Ruling(NEW_KEY, {"a": "x"}), "matching", "incomplete"),
        (Ruling(NEW_KEY, ["a"]), "branching", "no_new_key"),
    ],
)
def test_what_cannot_be_ruled_says_why(ruling, kind, code) -> None:
    with pytest.raises(Unfit, match=code):
        check(ruling, ALL[kind])


def test_options_with_weights_of_their_own_get_no_new_key() -> None:
    weights = [{"correct": True, "weight": "0.5"}, {}, {}, {"correct": True, "weight": "0.5"}, {}]
    rows = zip(BODIES["multiple"]["options"], weights, strict=True)
    options = [row | more for row, more in rows]
    body = BODIES["multiple"] | {"rule": "weighted", "options": options}
    with pytest.raises(Unfit, match="no_new_key"):
        check(Ruling(NEW_KEY, ["a", "b"]), definition("multiple", body))


@pytest.mark.parametrize("treatment", [ACCEPT_ALSO, NEW_KEY, NEWEST])
@pytest.mark.parametrize("kind", sorted(BY_HAND))
def test_what_a_person_marks_is_hers_to_mark(treatment, kind) -> None:
    with pytest.raises(Unfit, match="by_hand"):
        check(Ruling(treatment, "text"), ALL[kind])


fractions = st.fractions(0, 1, max_denominator=6).map(
    lambda one: scoring.share(one.numerator, one.denominator)
)
items = st.builds(ItemMark, fractions, st.integers(0, 3), st.booleans())


@hypothesis.given(
    marks=st.lists(items, min_size=1, max_size=6),
    new=st.tuples(fractions, st.booleans()),
    place=st.integers(0, 5),
    pass_mark=fractions,
)
def test_who_is_never_lowered_loses_nothing(marks, new, place, pass_mark) -> None:
    place %= len(marks)
    old = marks[place]
    weight = 0 if new[1] else old.weight
    changed = [*marks[:place], ItemMark(new[0], weight, old.must_not_miss), *marks[place + 1 :]]
    before, after = scoring.total(marks, pass_mark), scoring.total(changed, pass_mark)
    if not takes_its_place(Ruling(VOID, never_lower=True), before, after):
        after = before
    if before.score is not None:
        assert after.score >= before.score
        assert after.passed >= before.passed
        assert after.must_not_miss_right >= before.must_not_miss_right


def test_without_that_promise_a_mark_may_fall() -> None:
    right, wrong, void = ItemMark(scoring.ONE), ItemMark(scoring.ZERO), ItemMark(None, 0)
    before, lost, won = (
        scoring.total(marks, Decimal("0.5"))
        for marks in ([right, wrong], [void, wrong], [right, void])
    )
    assert takes_its_place(Ruling(VOID), before, lost)
    assert not takes_its_place(Ruling(VOID, never_lower=True), before, lost)
    assert takes_its_place(Ruling(VOID, never_lower=True), before, won)


def test_an_attempt_that_would_lose_its_score_is_lowered() -> None:
    before, nothing = (
        scoring.total([one], Decimal(1)) for one in (ItemMark(scoring.ONE), ItemMark(None, 0))
    )
    assert not takes_its_place(Ruling(VOID, never_lower=True), before, nothing)
    assert takes_its_place(Ruling(VOID, never_lower=True), nothing, before)


class Came(NamedTuple):
    score: Decimal | None
    must_not_miss_right: bool
    passed: bool | None


@pytest.mark.parametrize(
    ("before", "after", "is_lower"),
    [
        (("0.8", True, True), ("0.8", True, True), False),
        (("0.8", True, True), ("0.9", True, True), False),
        (("0.8", True, True), ("0.79999", True, True), True),
        (("0.8", True, True), ("0.8", True, False), True),
        (("0.8", True, True), ("0.9", False, True), True),
        (("0.8", True, True), (None, True, None), True),
        (("0.8", True, None), ("0.8", True, None), False),
        (("0.8", True, None), ("0.8", False, None), True),
        (("0.8", False, False), ("0.8", False, False), False),
        (("0.8", False, False), ("0.8", True, True), False),
        ((None, True, None), ("0", False, False), False),
    ],
)
def test_lower_is_a_lost_score_a_lost_pass_or_a_must_not_miss_question_lost(
    before, after, is_lower
) -> None:
    was, now = (Came(one[0] and Decimal(one[0]), *one[1:]) for one in (before, after))
    assert regrading.is_lower(now, than=was) is is_lower
    assert takes_its_place(Ruling(VOID, never_lower=True), was, now) is not is_lower
    assert takes_its_place(Ruling(VOID), was, now)


def test_what_is_typed_is_right_however_it_is_written() -> None:
    dose, word = ALL["numeric"], ALL["short_text"]
    for treatment in (ACCEPT_ALSO, NEW_KEY):
        ruling = Ruling(treatment, KINDS["numeric"].clean(dose, "0.70 mL"))
        check(ruling, dose)
        assert worth(ruling, "numeric", "0.7 mL") == ("right", 1)
        ruling = Ruling(treatment, KINDS["short_text"].clean(word, "Fibrin"))
        check(ruling, word)
        assert worth(ruling, "short_text", " fibrin. ") == ("right", 1)
    right = KINDS["short_text"].right_response(word)
    assert worth(Ruling(NEW_KEY, "Fibrin"), "short_text", right) == ("wrong", 0)
    assert worth(Ruling(ACCEPT_ALSO, "Fibrin"), "short_text", right) == ("right", 1)


@pytest.mark.parametrize("kind", sorted(TYPED))
def test_what_has_been_erased_is_never_judged_again(kind: str) -> None:
    nothing = {} if kind in TYPED_IN_PARTS else ""
    for treatment in (ACCEPT_ALSO, NEW_KEY, NEWEST):
        with pytest.raises(Unfit, match="does_not_fit"):
            regrade(Ruling(treatment, "Fibrin", newest=ALL[kind]), ALL[kind], nothing)
    assert regrade(Ruling(CREDIT_ALL), ALL[kind], nothing).state == "right"
    assert regrade(Ruling(VOID), ALL[kind], nothing).fraction is None


@hypothesis.given(st.sampled_from(sorted(ALL)), st.data())
def test_nobody_who_was_right_loses_by_one_more_right_response(kind, data) -> None:
    if kind not in OTHERS:
        return
    d, ruling = ALL[kind], Ruling(ACCEPT_ALSO, OTHERS[kind])
    response = data.draw(st.sampled_from([None, OTHERS[kind], KINDS[kind].right_response(d)]))
    assert regrade(ruling, d, response).fraction >= KINDS[kind].grade(d, response).fraction


@pytest.mark.parametrize("kind", ALL)
def test_other_words_are_the_same_key(kind) -> None:
    body = BODIES[kind]
    assert key_of(kind, body) == key_of(kind, body | {"stem": "New.", "explanation": "New."})


def test_another_right_option_is_another_key_and_another_order_of_options_is_not() -> None:
    body = BODIES["single"]
    a, b, c = body["options"]
    turned = body | {"options": [c, a | {"text": "New", "why": "New"}, b]}
    assert key_of("single", body) == key_of("single", turned)
    swapped = [a | {"correct": False}, b | {"correct": True}, c]
    assert key_of("single", body) != key_of("single", body | {"options": swapped})


def test_the_order_of_steps_is_their_key() -> None:
    body = BODIES["ordering"]
    turned = body | {"steps": body["steps"][::-1]}
    assert key_of("ordering", body) != key_of("ordering", turned)


def test_what_is_typed_is_compared_with_the_text_of_an_answer() -> None:
    keratin, other = ({"answers": [{"text": text, "why": "So."}]} for text in ("keratin", "sebum"))
    assert key_of("short_text", keratin) != key_of("short_text", other)
