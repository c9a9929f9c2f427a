"""item_stats: a table in, one JSON document out; whatever is wrong is said by its line."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from quizzes.formats import checks

TABLE = """attempt,slot,maxmark,mark,question_key,variant
1,1,1,1,a,x
1,2,2,1,b,
2,1,1,0,c,y
2,2,2,2,b,
3,1,1,1,a,x
3,2,2,0.5,b,
"""


def run(tmp_path: Path, text: str, *flags: str) -> dict[str, object]:
    file, out = tmp_path / "marks.csv", StringIO()
    file.write_text(text, encoding="utf-8")
    call_command("item_stats", str(file), *flags, stdout=out)
    return json.loads(out.getvalue())


def test_the_document_has_slots_questions_variants_and_the_test(tmp_path: Path) -> None:
    found = run(tmp_path, TABLE)
    assert list(found) == ["slots", "questions", "variants", "test"]
    assert [one["slot"] for one in found["slots"]] == [1, 2]
    assert [one["question_key"] for one in found["questions"]] == ["a", "b", "c"]
    assert [(one["slot"], one["variant"]) for one in found["variants"]] == [(1, "x"), (1, "y")]
    assert set(found["slots"][0]) == {
        "slot",
        "s",
        "facility",
        "sd",
        "random_guess",
        "intended_weight",
        "effective_weight",
        "discrimination_index",
        "discriminative_efficiency",
    }
    first = found["slots"][0]
    assert first["facility"] == pytest.approx(2 / 3)
    assert first["sd"] == pytest.approx(0.57735027)
    assert first["intended_weight"] == pytest.approx(100 / 3)
    assert first["effective_weight"] is None
    assert first["discriminative_efficiency"] == pytest.approx(-125)
    assert found["test"]["count"] == 3
    assert found["test"]["mean"] == pytest.approx(11 / 6)
    assert found["test"]["cic"] == pytest.approx(-2000)
    assert found["test"]["kurtosis"] is None


def test_the_own_mark_may_count_in_the_total_of_a_question(tmp_path: Path) -> None:
    plain, kept = run(tmp_path, TABLE), run(tmp_path, TABLE, "--own-mark-in-total")
    assert plain["slots"] == kept["slots"]
    assert plain["questions"] != kept["questions"]


def test_columns_may_stand_in_any_order_and_an_empty_mark_counts_nothing() -> None:
    found = checks.item_stats(["mark, Slot ,maxmark,attempt", ",1,1,1", "1,1,1,2", ""])
    assert found["slots"][0]["facility"] == 0.5
    assert found["questions"] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1: no column attempt, slot, maxmark, mark"),
        ("attempt,slot,mark\n", "line 1: no column maxmark"),
        ("attempt,slot,maxmark,mark\n1,1,1,half\n", "line 2: 'half' is no number"),
        ("attempt,slot,maxmark,mark\n1,1,1,NaN\n", "line 2: 'NaN' is no finite number"),
        ("attempt,slot,maxmark,mark\n1,1,1,1e400\n", "line 2: '1e400'"),
        ("attempt,slot,maxmark,mark\n1,1,-1,0\n", "line 2: maxmark -1 is below 0"),
        ("attempt,slot,maxmark,mark\n1,,1,0\n", "line 2: attempt, slot and maxmark must be"),
        ("attempt,slot,maxmark,mark\n1,1\n", "line 2: attempt, slot and maxmark must be"),
        ("attempt,slot,maxmark,mark\n1,1,1,0\n1,1,1,1\n", "attempt 1 has slot 1 twice"),
    ],
)
def test_what_is_wrong_is_said_by_its_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(CommandError, match=words.replace("'", ".")):
        run(tmp_path, text)


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(checks.NotATable) as refusal:
        checks.item_stats(["attempt,slot,maxmark,mark", "1,1,1,x", "2,1,1,y"])
    assert [one.partition(":")[0] for one in refusal.value.problems] == ["line 2", "line 3"]
