"""What makes a well-formed question a fair one: the rules that a schema cannot say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from quizzes.engine.kinds import definition
from quizzes.engine.kinds.base import DefinitionError
from quizzes.formats.native.answers import numeric_problems, short_text_problems
from quizzes.formats.native.gaps import cloze_problems
from quizzes.formats.native.items import Item
from quizzes.formats.yaml_lines import Path

# The engine's codes in an author's words; {} is the engine's detail.
_WORDS = {
    "all_places_right": "every place of the scale would be right: make it smaller",
    "bad_unit": "cannot be a unit ({}): begin it with a letter, % or °, and not with a digit",
    "belief_on_best_choice": "nothing better can be done here, so it shows no belief: leave {} out",
    "belief_on_correct_option": "a correct option shows no belief: leave {} out",
    "belief_on_right_answer": "an answer that earns something shows no belief: leave {} out",
    "belief_on_target": "a target shows no belief: leave {} out",
    "broken_mark": "a gap is marked [[key]], with its key and nothing else between the brackets",
    "correct_not_whole": "the correct choice earns everything: leave its weight out",
    "critical_lowest": "every text reaches {}: name a higher level, or leave critical out",
    "cycle": "leads back to {}, which comes before it: a case ends on every path",
    "duplicate_key": "the key {} is here twice: each needs its own",
    "duplicate_place": "two labels stand at the same place: leave one out",
    "duplicate_text": "the same text is shown twice: each needs its own",
    "duplicate_unit": "the unit {} is here twice: spaces and full stops do not count",
    "gap_not_placed": "the gap {} stands nowhere in it: write its mark where it belongs",
    "gap_placed_twice": "the gap {} stands here twice: each stands in one place",
    "harm_on_best_path": "the highest score is reached only with harm: give the safe path the most",
    "high_not_above_low": "must be higher than low, which is {}",
    "look_alike": "{} are one letter apart and earn different things: leave spelling_tolerance out",
    "never_met": "nobody can be right: an answer before the right one takes what it asks for",
    "no_area": "has no area: its sides must enclose something (left, top, right, bottom)",
    "no_base_unit": "no unit has factor: 1: that is the unit in which the answers are given",
    "no_correct_option": "no option is correct: mark one with correct: true",
    "no_difference": "every path has the same score: give the better decisions more",
    "no_end_label": "needs a label at low and one at high",
    "no_other_region": "every region is a target: name places that are wrong as well",
    "no_right_place": "no place of the scale lies within it: make it larger, or the step smaller",
    "no_room": "leaves too little room: allow {} characters or more, ten for each word",
    "no_shape": "has no shape: give circle, rect or polygon",
    "no_target": "no region is a target: mark one with target: true",
    "no_weight": "must be more than 0: a gap that counts nothing is text",
    "no_whole_answer": "no answer is right: give one weight: 1",
    "not_a_coordinate": "{} is no share of the picture: give a number from 0 to 1, such as 0.35",
    "not_a_number": "must be a number in plain digits, such as 0.5, and is {}",
    "not_above_zero": "must be more than 0",
    "not_rising": "must be more than the level before, which has {}: levels rise",
    "not_two_ends": "give the lowest and the highest, such as [0.4, 0.6]",
    "not_two_numbers": "give the least and the most words, such as [30, 60]",
    "not_whole": "must be a whole number",
    "nothing_to_decide": "the scene {} has no choices: a case starts with a decision",
    "off_scale": "lies outside of low to high",
    "off_step": "is no whole number of steps ({}) from low",
    "out_of_range": "must be from {}",
    "penalty_without_rule": "is used with rule: of_response or of_question only: leave it out",
    "points_and_levels": "belongs to a criterion without levels: each level has its own points",
    "several_correct_options": "options {} are correct: exactly one may be, or use kind: multiple",
    "several_shapes": "has several shapes ({}): give one, or make each a region of its own",
    "step_not_above_zero": "must be more than 0",
    "tolerance_without_value": "belongs to a value: leave it out beside a range or *",
    "too_exact": "may have at most {} places after the point",
    "too_few": "needs at least {}",
    "too_long": "may have at most {} characters",
    "too_many": "may have at most {}",
    "too_many_steps": "makes too many places: at most {} steps from low to high",
    "unit_not_required": "a wrong unit or its cost needs unit_required: true",
    "unknown_choice": "there is no choice {}: use a key from choices",
    "unknown_form": "there is no form {}: use nominal, relative or geometric",
    "unknown_gap": "there is no gap {}: use a key from gaps",
    "unknown_key": "{} means nothing here (a weight counts only with rule: weighted)",
    "unknown_layout": "there is no layout {}: use pairs or categories",
    "unknown_level": "there is no level {}: use a key from levels, or met where there are none",
    "unknown_node": "there is no scene {}: use a key from nodes",
    "unreachable": "no path leads to the scene {}: lead one there, or take it out",
    "value_and_range": "give a value or a range, not both",
    "weight_above_zero": "a wrong option adds nothing: give 0, or less than 0 if it takes away",
    "weight_not_above_zero": "a correct option adds something: give more than 0, at most 1",
    "weights_not_one": "the weights of the correct options make {} and must make 1 together",
    "whole_not_correct": "a choice that earns everything is correct: true; others earn less than 1",
    "without_units": "is about units and there are none: give units, or leave it out",
    "wrong_way_round": "the lowest comes first, such as [0.4, 0.6]",
    "zero_not_above_tolerance": "must be more than tolerance, which is {}",
}


def rule_problems(item: Item) -> Iterator[tuple[Path, str]]:
    """(path inside the question, what is wrong and what is allowed) for each broken rule."""
    yield from _RULES.get(item.kind, _no_problems)(item)
    yield from _engine_problems(item)


def _no_problems(item: Item) -> Iterator[tuple[Path, str]]:
    return iter(())


def _true_false_problems(item: Item) -> Iterator[tuple[Path, str]]:
    if item.use == "graded":
        yield ("use",), "true/false is never graded (half is luck): use check or practice"


def _multiple_problems(item: Item) -> Iterator[tuple[Path, str]]:
    if item.must_not_miss and item.body["rule"] != "all_or_nothing":
        yield ("rule",), "a must-not-miss question needs rule: all_or_nothing"
    if all(option["correct"] for option in item.body["options"]):
        yield ("options",), "every option is correct: at least one must be wrong"


def _written_problems(item: Item) -> Iterator[tuple[Path, str]]:
    """A person marks what is graded; a check is read by nobody but its writer."""
    if item.use == "practice":
        said = "practice is explained at once and a written answer waits: use check or graded"
        yield ("use",), said
    if item.use == "check" and "files" in item.body:
        yield ("files",), "nobody opens the files of a check: use graded, or leave files out"
    if item.must_not_miss:
        said = "a written answer is a judgement, no red line: leave must_not_miss out"
        yield ("must_not_miss",), said


def _engine_problems(item: Item) -> Iterator[tuple[Path, str]]:
    try:
        definition(item.kind, item.body)
    except DefinitionError as error:
        for found in error.problems:
            path = tuple(_steps(found.path))
            said = _WORDS.get(found.code, f"{found.code.replace('_', ' ')} {{}}")
            yield path, said.replace("{}", repr(found.detail) if found.detail else "").strip()


def _steps(path: str) -> Iterator[str | int]:
    """The engine's "options[1].why" as the steps options, 1, why."""
    for part in re.findall(r"[^.\[\]]+", path):
        yield int(part) if part.isdigit() else part


_RULES: dict[str, Callable[[Item], Iterator[tuple[Path, str]]]] = {
    "true_false": _true_false_problems,
    "multiple": _multiple_problems,
    "numeric": numeric_problems,
    "short_text": short_text_problems,
    "cloze": cloze_problems,
    "written": _written_problems,
}
