"""A written question in questions.yaml, and what its author is told."""

from __future__ import annotations

import pytest

from quizzes.formats import native
from quizzes.formats.yaml_lines import dump
from tests.quizzes.formats.sample import QUESTIONS

LINE = next(n for n, text in enumerate(QUESTIONS.splitlines(), start=1) if "mm-w01" in text)


def read(text: str = QUESTIONS) -> native.Reading:
    return native.read(text, name="q.yaml")


def item() -> native.Item:
    return next(one for one in read().items if one.key == "mm-w01")


def test_it_reads_with_its_rubric_and_one_point_where_none_is_named() -> None:
    body = item().body
    assert body["words"] == [10, 40]
    assert [one["points"] for one in body["criteria"]] == [2, 1]
    assert native.beliefs_of(item()) == ()


def test_all_its_texts_are_checked_as_prose() -> None:
    texts = native.texts_of(item())
    assert {body for body in texts if body} == {
        "Tell her in your own words.",
        "Short and true.",
        "It has *no opening*, so nothing can come out.",
        "Says that it is closed",
        "No way out.",
        "Blames nobody",
        "She did nothing wrong.",
    }


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("words: [10, 40]", "words: [40, 10]", 9, "the least and the most words, such as [30, 60]"),
        ("words: [10, 40]", "words: [10]", 9, "words"),
        ("characters: 600", "characters: 300", 10, "leaves too little room: allow '400'"),
        ("characters: 600", "characters: 99999", 10, "characters: "),
        (
            'good: "No way out."',
            'god: "No way out."',
            13,
            "allowed: critical, good, key, levels, points, text",
        ),
        ("points: 2, ", "points: 0, ", 13, "points"),
        ('key: b, text: "Blames', 'key: a, text: "Blames', 14, "is here twice"),
        ("    model: It", "    modell: It", 0, "model: is missing"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, line: int, message: str) -> None:
    assert old in QUESTIONS
    problems = [str(one) for one in read(QUESTIONS.replace(old, new)).problems]
    assert any(one.startswith(f"q.yaml:{LINE + line}:") and message in one for one in problems), (
        problems
    )


def test_it_is_a_check_or_graded_and_no_practice() -> None:
    def used(use: str) -> native.Reading:
        return read(
            QUESTIONS.replace("kind: written\n    use: check", f"kind: written\n    use: {use}")
        )

    assert not used("graded").problems
    problem = str(used("practice").problems[0])
    assert problem.startswith(f"q.yaml:{LINE + 2}: mm-w01: ")
    assert "use check or graded" in problem


FILES = "files: {most: 2, kinds: [image, pdf]}\n    words: [10, 40]"


def test_files_belong_to_what_a_person_marks() -> None:
    text = QUESTIONS.replace("words: [10, 40]", FILES)
    assert "leave files out" in str(read(text).problems[0])
    graded = read(text.replace("kind: written\n    use: check", "kind: written\n    use: graded"))
    assert not graded.problems
    body = next(one for one in graded.items if one.key == "mm-w01").body
    assert body["files"] == {"most": 2, "kinds": ["image", "pdf"], "megabytes": 5}
    again = read(dump(native.export(graded.items, graded.cases)))
    assert [one.digest for one in again.items] == [one.digest for one in graded.items]


def test_it_decides_nothing_about_safety() -> None:
    text = QUESTIONS.replace("words: [10, 40]", "must_not_miss: true\n    words: [10, 40]")
    assert "leave must_not_miss out" in str(read(text).problems[0])


def test_it_is_no_part_of_a_case() -> None:
    begin = QUESTIONS.index("  - key: mm-w01")
    part = QUESTIONS[begin : QUESTIONS.index("cases:")].replace("mm-w01", "mm-w02")
    inside = "".join(f"    {line}\n" if line else "\n" for line in part.splitlines())
    assert any("no part of a case" in str(one) for one in read(QUESTIONS + inside).problems)


LEVELS = (
    "levels: [{key: low, text: Blames, points: 0}, {key: mid, text: Half, points: 1}, "
    "{key: top, text: Blames nobody, points: 3}], critical: mid, "
)
CRITERION = 'text: "Blames nobody"'


def with_levels(**changes: str) -> str:
    levels = LEVELS
    for old, new in changes.items():
        levels = levels.replace(old, new)
    line = next(one for one in QUESTIONS.splitlines() if CRITERION in one)
    return QUESTIONS.replace(line, line.replace(CRITERION, levels + CRITERION))


def test_levels_are_read_and_written_back_and_their_texts_are_prose() -> None:
    found = read(with_levels())
    assert not found.problems
    one = next(item for item in found.items if item.key == "mm-w01")
    assert [level["points"] for level in one.body["criteria"][1]["levels"]] == [0, 1, 3]
    assert one.body["criteria"][1]["critical"] == "mid"
    assert "points" not in one.body["criteria"][1]
    assert {"Blames", "Half"} <= set(native.texts_of(one))
    again = read(dump(native.export(found.items, found.cases)))
    assert [item.digest for item in again.items] == [item.digest for item in found.items]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("3}", "1}", "must be more than the level before, which has '1'"),
        ("critical: mid", "critical: low", "every text reaches 'low'"),
        ("critical: mid", "critical: maybe", "there is no level 'maybe'"),
        ("critical: mid", "points: 2", "each level has its own points"),
        ("points: 0", "points: 11", "points"),
    ],
)
def test_levels_that_cannot_be_are_told(old: str, new: str, message: str) -> None:
    told = [str(one) for one in read(with_levels(**{old: new})).problems]
    assert any(message in one for one in told), told
