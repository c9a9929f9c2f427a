"""Rules, weights, categories and pairs as an author writes them, and what is said of wrong ones."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import indent

import pytest

from quizzes.engine.kinds import definition
from quizzes.formats import native, yaml_lines
from tests.quizzes.formats.sample import QUESTIONS, SINGLE


def part(key: str, after: str) -> str:
    return QUESTIONS[QUESTIONS.index(f"  - key: {key}") : QUESTIONS.index(f"  - key: {after}")]


MULTIPLE = part("mm-102", "mm-c01").replace("must_not_miss: true", "must_not_miss: false")
MATCHING = part("mm-103", "mm-104")
ORDERING = part("mm-104", "mm-105")
PAIR = part("mm-105", "mm-106")
WEIGHTED = (
    MULTIPLE.replace("rule: all_or_nothing", "rule: weighted")
    .replace('correct: true, why: "A flag."}', 'correct: true, why: "A flag.", weight: 0.75}', 1)
    .replace('correct: true, why: "A flag."}', 'correct: true, why: "A flag.", weight: "0.25"}', 1)
    .replace('why: "Usual."}', 'why: "Usual.", weight: -0.5}', 1)
)


def items(text: str) -> tuple[native.Item, ...]:
    reading = native.read("questions:\n" + text, name="q.yaml")
    assert reading.problems == ()
    return reading.items


def spoiled(text: str, old: str, new: str) -> str:
    assert old in text
    reading = native.read("questions:\n" + text.replace(old, new), name="q.yaml")
    return "\n".join(str(problem) for problem in reading.problems)


def test_weights_are_stored_as_they_were_written_and_none_where_none_was():
    options = items(WEIGHTED)[0].body["options"]
    assert [option.get("weight") for option in options] == ["0.75", "0.25", "-0.5", None]


@pytest.mark.parametrize(
    ("kind", "rules"),
    [
        (MULTIPLE, "plus_minus balanced each_option half_way right_minus_wrong choose_n"),
        (
            ORDERING.replace("kind: ordering", "rule: all_or_nothing\n    kind: ordering"),
            "pairs absolute next next_last neighbours longest_subsequence longest_run distance",
        ),
    ],
)
def test_every_rule_is_written_by_its_name(kind: str, rules: str):
    for rule in rules.split():
        item = items(kind.replace("rule: all_or_nothing", f"rule: {rule}"))[0]
        assert definition(item.kind, item.body).rule == rule


def test_what_is_exported_reads_back_to_the_same_items():
    sorting = MATCHING.replace("kind: matching", "kind: matching\n    layout: categories")
    found = items(WEIGHTED + sorting + PAIR)
    again = native.read(yaml_lines.dump(native.export(found)), name="again.yaml")
    assert again.items == found
    assert found[1].body["layout"] == "categories"


def test_a_question_without_a_layout_stays_the_version_it_was():
    item = items(MATCHING)[0]
    assert "layout" not in item.body
    assert (
        item.digest
        != items(MATCHING.replace("kind: matching", "kind: matching\n    layout: pairs"))[0].digest
    )


def test_a_pair_has_texts_beliefs_and_may_be_part_of_a_case():
    item = items(PAIR)[0]
    assert native.beliefs_of(item) == (("b", "M03"), ("y", "M06"))
    assert {"Send her on", "Nothing comes out.", "It is dirt"} <= set(native.texts_of(item))
    parts = indent(SINGLE.replace("use: graded", "use: practice") + PAIR, "    ")
    text = f"cases:\n  - key: c\n    title: T\n    stem: S\n    parts:\n{parts}"
    reading = native.read(text, name="q.yaml")
    assert reading.problems == ()
    assert [one.kind for one in reading.items] == ["single", "pair"]


@pytest.mark.parametrize(
    ("text", "old", "new", "message"),
    [
        (WEIGHTED, "0.75", "0.5", "the weights of the correct options make '0.75' and must make 1"),
        (WEIGHTED, "weight: -0.5", "weight: 0.5", "a wrong option adds nothing: give 0"),
        (WEIGHTED, "weight: 0.75", "weight: 0", "give more than 0, at most 1"),
        (WEIGHTED, ", weight: 0.75", "", "missing"),
        (WEIGHTED, "weight: 0.75", "weight: 7.5", "must be from '-1 to 1'"),
        (WEIGHTED, "weight: 0.75", "weight: half", "must be a number in plain digits"),
        (WEIGHTED, "rule: weighted", "rule: balanced", "a weight counts only with rule: weighted"),
        (MULTIPLE, "all_or_nothing", "nearly", "'choose_n'"),
        (MATCHING, "kind: matching", "kind: matching\n    layout: grid", "'pairs' or 'categories'"),
        (PAIR, "key: y", "key: a", "the key 'a' is here twice"),
        (PAIR, 'why: "It is not.", belief: M06', 'why: "No", correct: true', "exactly one may be"),
        (PAIR, 'correct: true, why: "It has', 'why: "It has', "no option is correct"),
        (PAIR, "belief: M03", "belif: M03", "allowed: belief, correct, key, text, why"),
    ],
)
def test_a_spoiled_question_is_refused_with_what_to_do(text: str, old: str, new: str, message: str):
    assert message in spoiled(text, old, new)


def test_a_must_not_miss_choice_is_all_or_nothing_whatever_else_there_is():
    text = WEIGHTED.replace("must_not_miss: false", "must_not_miss: true")
    assert "needs rule: all_or_nothing" in spoiled(text, "mm-102", "mm-102")


def test_the_questions_in_the_guide_for_authors_are_questions():
    guide = Path(__file__).resolve().parents[3] / "content" / "README.md"
    found = re.findall(r"```yaml\n(- key: mm-.*?)```", guide.read_text(), re.DOTALL)
    kinds = {item.kind for text in found for item in items(text)}
    assert {"single", "pair", "written"} <= kinds


PARTLY = SINGLE.replace(
    'why: "Keratin does not ripen.", belief: M03', 'why: "Nearly.", weight: 0.5'
)


def test_an_option_of_a_single_choice_may_earn_a_part_and_comes_back_as_it_was():
    (item,) = items(PARTLY)
    assert [option.get("weight") for option in item.body["options"]] == [None, "0.5", None]
    again = native.read(yaml_lines.dump(native.export([item])), name="q.yaml")
    assert again.items[0].body == item.body


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("weight: 0.5", "weight: 1", "options.1.weight: "),
        ("weight: 0.5", "weight: 2", ""),
        ("weight: 0.5", "weight: 0.5, belief: M03", "shows no belief"),
        ("must_not_miss: false", "must_not_miss: true", "has one right answer and no half"),
    ],
)
def test_a_weight_of_a_single_choice_that_cannot_be_is_told(old, new, said):
    assert said.removeprefix("options.1.weight: ") in spoiled(PARTLY, old, new)
