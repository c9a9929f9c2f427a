"""A content folder in which proofreading finds nothing, to spoil at one place at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tests.training.content_tree import CLAIM, FOLDER, files, write
from training import content_files
from training.content_files import proofs

LESSON_FILE = f"{FOLDER}/lessons/01-why-popping-fails.md"
Question = dict[str, Any]

MODULE = """\
title: Milia myths
short: Myths
summary: What a milium is.
audience: All staff.
minutes: 45
objectives:
  - {key: "1.2", text: "say what a milium is"}
  - {key: "1.3", text: "say when to pass it on"}
must_not_miss:
  - {text: "Pass on what bleeds.", claims: [F068]}
"""
QUIZ = """\
graded:
  title: "Quiz: Milia myths"
  intro: Two questions.
  pass_mark: 80
  minutes: 20
  attempts: 3
  pauses: [24, 24]
  blueprint:
    - {objective: "1.2", kind: single, count: 1}
    - {objective: "1.3", kind: single, count: 1, must_not_miss: true}
practice: {title: Practise, intro: Explained at once., count: 2}
"""
LESSON = """\
---
title: Why popping fails
minutes: 9
objectives: ["1.2", "1.3"]
claims: [F004, F068]
---
## Sealed

It is sealed [F004].

::: check mm-c01

"""
LESSON += "The skin lies over it like a lid, and a press from the side does not lift it. " * 30
LESSON += "\n\n::: check mm-c02\n"

SCENES = {
    "mm-101": "Ana shows you a white dot on her cheek and wants to press it out. What do you say?",
    "mm-102": "At the desk Ben reads aloud from a forum about hot pins. What is your answer?",
    "mm-201": "Cem rings because his bump bled in the night. What happens with his call?",
    "mm-202": "Dora's bump has grown since May, and she laughs about it. What comes next?",
    "mm-c01": "Eva rubs her lid with a brush each evening. What do you tell her about it?",
    "mm-c02": "Finn wants a date for clear skin before his trip. Which reply is honest?",
}


def single(key: str, *, use: str = "graded", guard: bool = False) -> Question:
    """A question without a fault: three options alike in length, one belief in each wrong one."""
    return {
        "key": key,
        "kind": "single",
        "use": use,
        "objective": "1.3" if guard else "1.2",
        "lesson": "why-popping-fails",
        "must_not_miss": guard,
        "difficulty": 0.7,
        "claims": ["F068" if guard else "F004"],
        "stem": SCENES[key],
        "explanation": "It is closed.",
        "options": [
            {"key": "a", "text": "We look first", "correct": True, "why": "Yes."},
            {"key": "b", "text": "Try warm tea", "why": "No.", "belief": "M03"},
            {"key": "c", "text": "Wait one year", "why": "No.", "belief": "M06"},
        ],
    }


def bank() -> dict[str, Question]:
    """Key -> question: twice what the quiz draws, and the two checks of the lesson."""
    found = [single("mm-101"), single("mm-102")]
    found += [single("mm-201", guard=True), single("mm-202", guard=True)]
    found += [single("mm-c01", use="check"), single("mm-c02", use="check")]
    return {one["key"]: one for one in found}


def texts(questions: dict[str, Question], cases: list[dict[str, Any]] = ()) -> dict[str, str]:
    listed: dict[str, Any] = {"questions": list(questions.values())}
    if cases:
        listed["cases"] = list(cases)
    beliefs = files()["beliefs.yaml"].split("  - code: ")
    return files() | {
        "beliefs.yaml": "  - code: ".join(one for one in beliefs if not one.startswith("M04")),
        f"{FOLDER}/module.yaml": MODULE,
        f"{FOLDER}/quiz.yaml": QUIZ,
        f"{FOLDER}/questions.yaml": yaml.safe_dump(listed, sort_keys=False, allow_unicode=True),
        LESSON_FILE: LESSON,
    }


def found(root: Path, replaced: dict[str, str] | None = None) -> list[proofs.Finding]:
    """What proofreading finds in the sound folder with these files in place of its own."""
    write(root, texts(bank()) | (replaced or {}))
    return list(proofs.proofread(content_files.read(root)))


def found_in(root: Path, spoil: Callable[[dict[str, Question]], None]) -> list[proofs.Finding]:
    """As `found`, after `spoil` has changed the questions."""
    questions = bank()
    spoil(questions)
    return found(root, texts(questions))


def claim(code: str, *more: str, strength: str = "strong") -> str:
    """The text of one claim, with more lines."""
    lines = "".join(f"    {line}\n" for line in more)
    return CLAIM.format(code=code, strength=strength) + lines


def said(findings: list[proofs.Finding]) -> list[tuple[str, str]]:
    """(kind, the finding as it is printed)."""
    return [(one.kind, str(one)) for one in findings]
