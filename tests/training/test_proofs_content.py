"""What proofreading finds in registers, modules and lessons: coverage, standing, links, balance."""

from __future__ import annotations

import pytest

from tests.training.content_tree import FOLDER, files
from tests.training.proof_tree import (
    LESSON,
    LESSON_FILE,
    MODULE,
    QUIZ,
    bank,
    claim,
    found,
    found_in,
    said,
    single,
    texts,
)
from training import content_files

CLAIMS = f"claims:\n{claim('F004')}{claim('F068')}"
SOURCES = files()["sources.yaml"]


def with_claim(*more, **how):
    """The registers with F004 written otherwise."""
    return {
        "claims.yaml": f"claims:\n{claim('F004', *more, **how)}{claim('F068', strength='moderate')}"
    }


NOT_TESTED = with_claim("testable: false", 'why_not: "No figure."')
NOT_ASKED = with_claim('not_asked: ["white dot + press", "%"]', 'why_not: "They differ."')
UNSURE = with_claim(strength="experience")


@pytest.mark.parametrize(
    ("replaced", "expected"),
    [
        (
            {"claims.yaml": CLAIMS + claim("F100")},
            ("orphan_claim", "content/claims.yaml:14: F100: no lesson, question or belief"),
        ),
        (
            {"beliefs.yaml": files()["beliefs.yaml"]},
            ("orphan_belief", "content/beliefs.yaml:9: M04: 0 different questions can reveal it"),
        ),
        (
            {f"{FOLDER}/module.yaml": MODULE.replace("[F068]", "[F004]")},
            (
                "untested_must_not_miss",
                f"content/{FOLDER}/module.yaml:10: 0 graded must-not-miss questions on F004",
            ),
        ),
        (
            {
                f"{FOLDER}/quiz.yaml": QUIZ.replace(
                    '"1.2", kind: single, count: 1', '"1.2", count: 2'
                )
            },
            ("thin_bank", f"content/{FOLDER}/quiz.yaml:9: objective 1.2: needs 2, has 2; 4 give"),
        ),
        (
            {
                f"{FOLDER}/quiz.yaml": QUIZ.replace(
                    '    - {objective: "1.2", kind: single, count: 1}\n', ""
                )
            },
            ("untested_objective", f"content/{FOLDER}/module.yaml:7: objective 1.2: no row"),
        ),
        (
            {LESSON_FILE: LESSON.replace('"1.2", ', "")},
            ("untaught_objective", f"content/{FOLDER}/module.yaml:7: objective 1.2: no lesson"),
        ),
        (NOT_TESTED, ("untestable", "mm-101: F004 is not tested: No figure.")),
        (NOT_ASKED, ("not_asked", "mm-101: asks 'white dot + press' of F004, which is not")),
        (UNSURE, ("experience", "mm-102: rests on F004 alone, seen in one clinic")),
        (
            {"sources.yaml": SOURCES.replace("tier: A", "tier: A, url: 'https://nowhere/x'")},
            ("odd_url", "content/sources.yaml:2: BERK2008: 'https://nowhere/x' is no web address"),
        ),
        (
            {
                LESSON_FILE: LESSON.replace("a lid, and", "a lid, and so on and on and")
                + "word " * 450
            },
            ("length", f"content/{LESSON_FILE}:1: "),
        ),
        (
            {LESSON_FILE: LESSON.replace("::: check mm-c02\n", "")},
            ("checks", f"content/{LESSON_FILE}:1: 1 checks, at least 2"),
        ),
        (
            {LESSON_FILE: LESSON.replace("::: check mm-c02\n", "")},
            ("unshown_check", "mm-c02: use: check, but no lesson shows it"),
        ),
        (
            {LESSON_FILE: LESSON + "One word and " + "one and " * 20 + "out.\n"},
            ("sentence", f"content/{LESSON_FILE}:16: a sentence of 44 words, at most 40: 'One"),
        ),
        (
            {
                LESSON_FILE: LESSON
                + "Understanding considerable complexity presupposes study. " * 70
            },
            ("reading", f"content/{LESSON_FILE}:1: reading level (Lix) "),
        ),
    ],
)
def test_a_gap_is_told_with_file_and_line(tmp_path, replaced, expected):
    told = said(found(tmp_path, replaced))
    assert any(kind == expected[0] and expected[1] in one for kind, one in told), told


@pytest.mark.parametrize(
    ("link", "kind", "message"),
    [
        ("[x](milia-myths/why-popping-fails#sealed)", "", ""),
        ("[x](why-popping-fails)", "", ""),
        ("[x](#sealed)", "", ""),
        ("[x](https://example.org/a?b=c)", "", ""),
        ("[x](mailto:a@example.org)", "odd_url", "is no web address"),
        ("[x](https://)", "odd_url", "'https://' is no web address"),
        ("[x](#open)", "dead_link", "milia-myths/why-popping-fails has no heading #open"),
        ("[x](no-lesson)", "dead_link", "'no-lesson': no such lesson"),
        ("[x](other/why-popping-fails)", "dead_link", "no such lesson, allowed: module/lesson"),
    ],
)
def test_a_link_is_followed_as_far_as_the_folder_goes(tmp_path, link, kind, message):
    told = said(found(tmp_path, {LESSON_FILE: f"{LESSON}\nSee {link}.\n"}))
    wanted = [(kind, f"content/{LESSON_FILE}:17: ")] if kind else []
    assert (
        [(one, text[: len(wanted[0][1])]) for one, text in told] == wanted if wanted else not told
    )
    assert all(message in text for _, text in told)


def test_a_link_in_a_question_is_followed_too(tmp_path):
    def spoil(questions):
        questions["mm-101"]["explanation"] = "See [this](#sealed) and [that](why-popping-fails#no)."

    told = said(found_in(tmp_path, spoil))
    assert [kind for kind, _ in told] == ["dead_link", "dead_link"]


def test_a_lesson_may_be_excused_with_a_reason(tmp_path):
    short = LESSON.replace("claims: [F004, F068]", "{}\nclaims: [F004, F068]").replace(
        "::: check mm-c02\n", ""
    )
    excused = short.replace("{}", "allow: {checks: 'one point, and one check is enough'}")
    idle = LESSON.replace("minutes: 9", "minutes: 9\nallow: {checks: 'one check is enough'}")

    def spoil(front):
        questions = bank()
        questions["mm-c02"]["use"] = "practice"
        return texts(questions) | {LESSON_FILE: front}

    assert said(found(tmp_path, spoil(excused))) == []
    told = said(found(tmp_path, texts(bank()) | {LESSON_FILE: idle}))
    assert told == [
        (
            "stale_allow",
            f"content/{LESSON_FILE}:1: allow: checks: nothing is found any more, take it out",
        )
    ]


def test_an_excuse_and_what_authors_note_make_no_new_revision(tmp_path):
    found(tmp_path)
    before = content_files.read(tmp_path)
    idle = LESSON.replace("minutes: 9", "minutes: 9\nallow: {checks: 'one check is enough'}")
    module = MODULE.replace("[F068]", "[F068, F004]")
    found(tmp_path, NOT_ASKED | {LESSON_FILE: idle, f"{FOLDER}/module.yaml": module})
    after = content_files.read(tmp_path)
    assert before.modules[0].lessons[0].digest == after.modules[0].lessons[0].digest
    assert before.modules[0].digest == after.modules[0].digest
    assert before.claims[0].digest == after.claims[0].digest


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        (with_claim("testable: false"), "why_not goes with testable: false or not_asked"),
        (with_claim('why_not: "So."'), "why_not goes with testable: false or not_asked"),
        (
            {f"{FOLDER}/module.yaml": MODULE.replace("[F068]", "[F999]")},
            f"content/{FOLDER}/module.yaml:10: no claim F999 in claims.yaml",
        ),
        (
            {f"{FOLDER}/quiz.yaml": QUIZ.replace('"1.2"', '"9.9"')},
            f"content/{FOLDER}/quiz.yaml:9: no objective '9.9', allowed: 1.2, 1.3",
        ),
        (
            {f"{FOLDER}/quiz.yaml": QUIZ.replace("kind: single", "kind: singel")},
            f"content/{FOLDER}/quiz.yaml:9: no kind 'singel' of question, allowed: branching",
        ),
    ],
)
def test_what_does_not_exist_is_refused_before_proofreading(tmp_path, replaced, message):
    with pytest.raises(content_files.ContentErrors) as refused:
        found(tmp_path, replaced)
    assert message in str(refused.value)


def test_a_case_counts_and_its_parts_may_share_their_words(tmp_path):
    scene = "Gil, 40, writes to you at night."
    parts = [single("mm-101") | {"key": f"mm-case-1{n}", "stem": "What now?"} for n in "ab"]
    for part in parts:
        part["options"].reverse()
    case = {"key": "mm-case-1", "title": "A night", "stem": scene, "parts": parts}
    quiz = QUIZ.replace("practice:", "    - {case: true, count: 1}\npractice:")
    told = said(found(tmp_path, texts(bank(), [case]) | {f"{FOLDER}/quiz.yaml": quiz}))
    assert [kind for kind, _ in told] == ["thin_bank"]
    assert "cases: needs 1, has 1; 2 give a fresh retry" in told[0][1]


def kinds(told):
    return {one.kind for one in told}


def test_a_file_that_nothing_reads_is_told(tmp_path):
    assert kinds(found(tmp_path, {f"{FOLDER}/notes.txt": "x"})) == {"stray"}
