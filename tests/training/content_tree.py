"""A small sound content folder to write into tmp_path, and spoil."""

from pathlib import Path

from tests.quizzes.formats.sample import QUESTIONS
from tests.quizzes.formats.test_prose_figures import svg

MODULE = """\
title: Milia myths
short: Myths
summary: What a milium is.
audience: All staff.
minutes: 45
requires: []
objectives:
  - {key: "1.2", text: "say what a milium is"}
  - {key: "1.3", text: "say when to pass it on"}
must_not_miss:
  - {text: "Never share home needling.", claims: [F068]}
"""
LESSON = """\
---
title: Why popping fails
minutes: 9
objectives: ["1.2", "1.3"]
claims: [F004]
---
## Sealed

It is sealed [F004].

::: figure milium
A closed wall.
:::

::: check mm-c01
"""
QUIZ = """\
graded:
  title: "Quiz: Milia myths"
  intro: Three questions.
  pass_mark: 80
  minutes: 20
  attempts: 3
  pauses: [24, 24]
  blueprint:
    - {objective: "1.2", kind: single, count: 1}
    - {objective: "1.3", kind: multiple, count: 1, must_not_miss: true}
    - {case: true, count: 1}
practice: {title: Practise, intro: Explained at once., count: 3}
"""
SIGNOFF = """\
title: One minute
minutes: 5
intro: Ask for an explanation.
items:
  - {key: minute, text: "Explains milia in a minute"}
"""
CLAIM = """\
  - code: {code}
    wording: "Claim {code}."
    strength: {strength}
    sources: [BERK2008]
    reviewed_on: "2026-11-02"
    review_by: "2027-11-02"
"""
BELIEF = """\
  - code: {code}
    statement: S
    because: B
    refutation: R
    instead: I
    claims: [F004]
    lesson: "milia-myths/why-popping-fails#sealed"
"""
PROGRAMMES = """\
programmes:
  - slug: foundation
    title: Foundation
    summary: S
    audience: All
    validity_months: 24
    window_days: 90
    grace_days: 30
    requirements:
      - {kind: module, module: milia-myths}
      - {kind: observation, module: milia-myths}
    proves: ["Knows"]
    does_not_prove: ["Does"]
"""
GLOSSARY = """\
glossary:
  - key: sealed
    term: sealed
    forms: [closed all round]
    meaning: "Without an opening."
    claims: [F004]
    lesson: "milia-myths/why-popping-fails#sealed"
"""
FOLDER = "modules/01-milia-myths"


def files() -> dict[str, str]:
    claims = CLAIM.format(code="F004", strength="strong")
    return {
        "claims.yaml": f"claims:\n{claims}{CLAIM.format(code='F068', strength='moderate')}",
        "sources.yaml": "sources:\n  - {key: BERK2008, title: Milia, year: '2008', tier: A}\n",
        "beliefs.yaml": "beliefs:\n" + "".join(BELIEF.format(code=f"M0{n}") for n in (3, 4, 6)),
        "programmes.yaml": PROGRAMMES,
        "glossary.yaml": GLOSSARY,
        "portfolios.yaml": "portfolios: []\n",
        "media/milium.svg": svg(),
        f"{FOLDER}/module.yaml": MODULE,
        f"{FOLDER}/quiz.yaml": QUIZ,
        f"{FOLDER}/signoff.yaml": SIGNOFF,
        f"{FOLDER}/questions.yaml": _few(QUESTIONS),
        f"{FOLDER}/lessons/01-why-popping-fails.md": LESSON,
    }


def _few(questions: str) -> str:
    """The kinds a small module needs; what the others are to a bank is told in their own tests."""
    cases = questions[questions.index("cases:\n") :]
    return questions[: questions.index("  - key: mm-105")] + cases


def write(root: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def second_module(**replaced: str) -> dict[str, str]:
    """A second module's files, its keys its own; `replaced`: file stem -> text."""
    folder = "modules/02-second-look"
    texts = {
        name.replace(FOLDER, folder): text.replace("mm-", "sl-")
        for name, text in files().items()
        if name.startswith(FOLDER)
    }
    return texts | {f"{folder}/{stem}.yaml": text for stem, text in replaced.items()}
