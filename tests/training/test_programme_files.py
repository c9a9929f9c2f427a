"""Mistakes in programmes.yaml and in a red-flag set, told with file and line."""

from __future__ import annotations

import pytest

from tests.training.content_tree import write
from tests.training.test_programmes import texts
from training import content_files


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("second-look/why-popping-fails", "second-look/x", "no lesson 'x' in second-look"),
        ("must_not_miss, module: second", "must_not_miss, module: x", "no module 'x-look'"),
        (
            "must_not_miss, module: second-look",
            "must_not_miss, module: milia-myths",
            "milia-myths has no red-flag set",
        ),
        ("programme: foundation", "programme: x", "no programme 'x'"),
        ("programme: foundation", "programme: practitioner", "in a ring"),
        ("portfolio: cases", "portfolio: x", "no portfolio 'x'"),
        ("kind: portfolio, portfolio", "kind: portfolio, module", "needs the key portfolio"),
    ],
)
def test_a_requirement_that_cannot_be_met_is_told_with_file_and_line(tmp_path, old, new, message):
    found = texts()
    found["programmes.yaml"] = found["programmes.yaml"].replace(old, new)
    with pytest.raises(content_files.ContentErrors) as refusal:
        content_files.read(write(tmp_path, found))
    problems = [str(one) for one in refusal.value.problems]
    assert any(one.startswith("content/programmes.yaml:") and message in one for one in problems), (
        problems
    )


RENEWAL = """\
    renewal:
      requirements:
        - {kind: programme, programme: foundation}
        - {kind: must_not_miss, module: second-look}
      proves: ["Knows it still"]
    refresh:
      every_months: 6
      window_days: 30
      must_not_miss: [second-look]
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "        - {kind: must_not_miss, module: second-look}",
            "        - {kind: must_not_miss, module: milia-myths}",
            "practitioner: renewal: milia-myths has no red-flag set",
        ),
        (
            "        - {kind: programme, programme: foundation}",
            "        - {kind: programme, programme: practitioner}",
            "in a ring",
        ),
        ("[second-look]", "[third]", "practitioner: refresh: no module 'third'"),
        ("[second-look]", "[second-look, second-look]", "refresh: asks twice"),
        ("every_months: 6", "every_months: 12", "every_months must be less than validity_months"),
        ("window_days: 30", "window_days: 180", "opens after the one before it was due"),
        ('["Knows it still"]', "[]", "proves"),
        ("proves: [", "shows: [", "shows"),
    ],
)
def test_a_renewal_that_cannot_be_walked_is_told_with_file_and_line(tmp_path, old, new, message):
    found = texts()
    assert old in RENEWAL
    found["programmes.yaml"] += RENEWAL.replace(old, new, 1)
    with pytest.raises(content_files.ContentErrors) as refusal:
        content_files.read(write(tmp_path, found))
    problems = [str(one) for one in refusal.value.problems]
    assert any(one.startswith("content/programmes.yaml:") and message in one for one in problems), (
        problems
    )


def test_a_renewal_and_a_refresh_belong_to_the_digest(tmp_path):
    found = texts()
    before = content_files.read(write(tmp_path, found)).programmes[1]
    found["programmes.yaml"] += RENEWAL
    after = content_files.read(write(tmp_path, found)).programmes[1]
    assert before.digest != after.digest
    found["programmes.yaml"] = found["programmes.yaml"].replace(
        "every_months: 6", "every_months: 4"
    )
    changed = content_files.read(write(tmp_path, found)).programmes[1]
    assert changed.digest not in (before.digest, after.digest)


def test_a_set_needs_lessons_that_answer_it(tmp_path):
    found = texts()
    name = next(name for name in found if name.endswith("02-second-look/quiz.yaml"))
    found[name] = found[name].replace("lessons: [why", "lessons: [not")
    with pytest.raises(content_files.ContentErrors) as refusal:
        content_files.read(write(tmp_path, found))
    said = [str(one) for one in refusal.value.problems]
    assert any("no lesson 'not-popping-fails'" in one for one in said)
    assert any("is answered in other lessons" in one for one in said)
