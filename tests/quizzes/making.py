"""Questions, banks and quizzes for tests, made through the real nouns."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from quizzes import bank, quizzes
from quizzes.formats.digests import digest
from quizzes.formats.native import Case, Item
from quizzes.formats.pictures import read_picture
from quizzes.models import Quiz
from quizzes.quizzes import Policy, SlotSpec

from .placed_bodies import CLOZE, FACE, HOTSPOT
from .typed_bodies import CANARY, NUMERIC, SHORT_TEXT

AT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)

SINGLE = {
    "stem": "What does a milium hold?",
    "explanation": f"Keratin. {CANARY}",
    "options": [
        {"key": "a", "text": "Keratin", "correct": True, "why": f"Yes. {CANARY}"},
        {"key": "b", "text": "Milk", "why": f"Only the name. {CANARY}", "belief": "M03"},
        {"key": "c", "text": "Dirt", "why": f"No. {CANARY}"},
    ],
}
ORDERING = {
    "stem": "Bring the steps into order.",
    "explanation": f"Ask first. {CANARY}",
    "rule": "pairs",
    "steps": [
        {"key": "a", "text": "Ask", "why": f"Consent. {CANARY}"},
        {"key": "b", "text": "Clean", "why": f"Hygiene. {CANARY}"},
        {"key": "c", "text": "Open", "why": f"Then only. {CANARY}"},
    ],
}
MATCHING = {
    "stem": "What is what?",
    "explanation": f"By look. {CANARY}",
    "prompts": [
        {"key": "newborn", "text": "Pearly, newborn", "match": "x", "why": CANARY},
        {"key": "old", "text": "Yellow plaque", "match": "y", "why": CANARY},
    ],
    "choices": [{"key": "x", "text": "Milium"}, {"key": "y", "text": "Xanthelasma"}],
}
TRUE_FALSE = {
    "stem": "True or not?",
    "explanation": f"See each. {CANARY}",
    "statements": [
        {"key": "a", "text": "Scrubbing helps", "answer": False, "why": CANARY, "belief": "M01"},
        {"key": "b", "text": "Babies have them", "answer": True, "why": CANARY},
    ],
}
MULTIPLE = {
    "stem": "Which hold?",
    "explanation": f"Two. {CANARY}",
    "rule": "plus_minus",
    "options": [
        {"key": "a", "text": "Harmless", "correct": True, "why": CANARY},
        {"key": "b", "text": "Firm", "correct": True, "why": CANARY},
        {"key": "c", "text": "Acne", "why": CANARY, "belief": "M01"},
        {"key": "d", "text": "Milk", "why": CANARY, "belief": "M03"},
    ],
}
SCALE = {
    "stem": "How sensitive is this skin?",
    "explanation": f"It flushes, and it settles. {CANARY}",
    "low": "0",
    "high": "10",
    "step": "0.5",
    "unit": "points",
    "labels": [{"at": "0", "text": "Not at all"}, {"at": "10", "text": "Very"}],
    "target": "6",
    "tolerance": "1",
    "zero": "4",
    "panel": 97,
    "above": {"text": "Too cautious", "why": f"It settles. {CANARY}", "belief": "M01"},
    "below": {"text": "Too bold", "why": f"It flushes. {CANARY}", "belief": "M03"},
}
BRANCHING = {
    "stem": "She wants help before a wedding.",
    "explanation": f"Listen, then send her on. {CANARY}",
    "start": "door",
    "nodes": [
        {
            "key": "door",
            "text": "She points at her eyelid.",
            "choices": [
                {"key": "hear", "text": "Listen", "why": CANARY, "score": "1", "next": "told"},
                {
                    "key": "lift",
                    "text": "Lift it now",
                    "why": CANARY,
                    "score": "0",
                    "harm": True,
                    "belief": "M01",
                },
            ],
        },
        {
            "key": "told",
            "text": "It has grown since May.",
            "choices": [
                {"key": "send", "text": "Send her on", "why": CANARY, "score": "1", "next": "bye"},
                {"key": "calm", "text": "Calm her", "why": CANARY, "score": "0", "belief": "M03"},
            ],
        },
        {"key": "bye", "text": "She thanks you warmly."},
    ],
}
WRITTEN = {
    "stem": "Tell her in your own words.",
    "explanation": f"Short and true. {CANARY}",
    "words": [5, 30],
    "characters": 300,
    "model": f"A closed pocket of keratin. {CANARY}",
    "criteria": [
        {"key": "keratin", "text": f"Says keratin {CANARY}", "points": 1, "good": CANARY},
        {"key": "calm", "text": f"Says harmless {CANARY}", "points": 2, "good": f"So. {CANARY}"},
    ],
}
FILES = {"most": 2, "kinds": ["image", "pdf"], "megabytes": 1}
PAIR = {
    "stem": "What do you do, and why?",
    "explanation": f"It is closed. {CANARY}",
    "actions": [
        {"key": "a", "text": "Send her on", "correct": True, "why": f"To open it. {CANARY}"},
        {"key": "b", "text": "Squeeze", "why": f"Nothing comes out. {CANARY}", "belief": "M03"},
    ],
    "reasons": [
        {"key": "x", "text": "It is sealed", "correct": True, "why": f"No opening. {CANARY}"},
        {"key": "y", "text": "It is dirt", "why": f"It is not. {CANARY}", "belief": "M01"},
    ],
}
OF_BODY = frozenset({"layout", "files"})  # what a body may have and those above have not
# What the engine marks; a written one waits for a person.
BODIES = {
    "single": SINGLE,
    "multiple": MULTIPLE,
    "true_false": TRUE_FALSE,
    "matching": MATCHING,
    "ordering": ORDERING,
    "hotspot": HOTSPOT,
    "cloze": CLOZE,
    "pair": PAIR,
    "numeric": NUMERIC,
    "short_text": SHORT_TEXT,
    "scale": SCALE,
    "branching": BRANCHING,
}
RIGHT: dict[str, Any] = {
    "single": "a",
    "multiple": ["a", "b"],
    "true_false": {"a": False, "b": True},
    "matching": {"newborn": "x", "old": "y"},
    "ordering": ["a", "b", "c"],
    "hotspot": ["cheeks", "lids"],
    "cloze": {"what": "aa", "of": "keratin", "wide": {"value": "2", "unit": "mm"}},
    "pair": {"action": "a", "reason": "x"},
    "numeric": {"value": "0.5", "unit": "mL"},
    "short_text": "Stratum corneum.",
    "scale": "6.5",
    "branching": ["hear", "send"],
}


def item(key: str, kind: str = "single", **changes: Any) -> Item:
    """A sound graded question; `stem` and other parts of the body may be changed too."""
    sound = WRITTEN if kind == "written" else BODIES[kind]
    body = sound | {k: changes.pop(k) for k in list(changes) if k in sound or k in OF_BODY}
    made = Item(
        key=key,
        kind=kind,
        use="graded",
        objective="1.1",
        lesson="what-a-milium-is#inside",
        must_not_miss=False,
        difficulty=Decimal("0.7"),
        claims=("F001",),
        body=body,
        picture=read_picture("face.svg", FACE.encode()) if kind == "hotspot" else None,
    )
    made = replace(made, **changes)
    return replace(made, digest=digest([made.key, made.use, made.objective, made.kind, body]))


def case(key: str, count: int = 2, use: str = "graded") -> tuple[Case, list[Item]]:
    keys = tuple(f"{key}{letter}" for letter in "abcde"[:count])
    vignette = Case(key, "The birthday needle", "She flamed a pin.", (("Channel", "Inbox"),), keys)
    parts = [
        item(part, case=key, position=place, use=use) for place, part in enumerate(keys, start=1)
    ]
    return vignette, parts


def publish_beliefs() -> None:
    bank.publish_beliefs(
        beliefs=[
            SimpleNamespace(
                code=code,
                statement=f"Belief {code}",
                because="It looks so.",
                refutation=f"Refutation of {code}.",
                instead="Say this.",
                claims=("F004",),
                lesson="milia-myths/what-a-milium-is#inside",
            )
            for code in ("M01", "M03")
        ],
        at=AT,
    )


def publish_bank(items: list[Item], cases: list[Case] | None = None) -> bank.Published:
    publish_beliefs()
    return bank.publish_bank(
        slug="milia-myths",
        title="Milia myths",
        items=items,
        cases=cases or [],
        module_ref="milia-myths",
        at=AT,
    )


EXAM = Policy(pass_mark=Decimal("0.8"), minutes=20, attempts=3, pauses=(24, 24), certainty=True)


def publish_quiz(
    slots: list[SlotSpec], *, preset: str = "exam", policy: Policy = EXAM, slug: str = "exam"
) -> Quiz:
    return quizzes.publish(
        slug=slug,
        preset=preset,
        title="Quiz: Milia myths",
        intro="Short scenes.",
        policy=policy,
        bank_slug="milia-myths",
        slots=slots,
        at=AT,
    ).quiz


def fixed(keys: list[str]) -> list[SlotSpec]:
    return [SlotSpec(question_key=key) for key in keys]


def quiz_of(count: int = 3, *, preset: str = "exam", policy: Policy | None = None, **item_: Any):
    """A quiz of `count` fixed single choice questions q1, q2, ..."""
    keys = [f"q{n}" for n in range(1, count + 1)]
    publish_bank([item(key, stem=f"Question {key}?", **item_) for key in keys])
    chosen = policy or (EXAM if preset == "exam" else Policy())
    return publish_quiz(fixed(keys), preset=preset, policy=chosen, slug=preset)
