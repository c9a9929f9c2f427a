"""One sound body of each kind, and a few shorthands."""

from __future__ import annotations

from typing import Any

from quizzes.engine.kinds import KINDS, definition

OPTIONS = [
    {"key": "a", "text": "Keratin", "correct": True, "why": "That is what it holds."},
    {"key": "b", "text": "Milk", "why": "Only the name.", "belief": "M03"},
    {"key": "c", "text": "Sebum", "why": "That is a closed comedo."},
]

BODIES: dict[str, dict[str, Any]] = {
    "single": {"stem": "What is inside?", "explanation": "A cyst.", "options": OPTIONS},
    "multiple": {
        "stem": "Which of these hold?",
        "explanation": "Two do.",
        "options": [
            *OPTIONS,
            {"key": "d", "text": "It is harmless", "correct": True, "why": "It is."},
            {"key": "e", "text": "It is dirt", "why": "It is not.", "belief": "M01"},
        ],
    },
    "true_false": {
        "stem": "True or not?",
        "explanation": "See each.",
        "statements": [
            {"key": "a", "text": "Scrubbing helps", "answer": False, "why": "No.", "belief": "M01"},
            {"key": "b", "text": "Babies have them", "answer": True, "why": "Half of them do."},
            {"key": "c", "text": "They are acne", "answer": False, "why": "No."},
        ],
    },
    "matching": {
        "stem": "What is what?",
        "explanation": "By look and place.",
        "prompts": [
            {"key": "a", "text": "Firm and pearly", "match": "x", "why": "A cyst."},
            {"key": "b", "text": "Yellow plaque", "match": "y", "why": "Lipids."},
            {"key": "c", "text": "Pearly, newborn", "match": "x", "why": "A cyst, too."},
        ],
        "choices": [
            {"key": "x", "text": "Milium"},
            {"key": "y", "text": "Xanthelasma"},
            {"key": "z", "text": "Syringoma"},
        ],
    },
    "ordering": {
        "stem": "Order the steps.",
        "explanation": "Clean first.",
        "steps": [
            {"key": "a", "text": "Ask", "why": "Consent."},
            {"key": "b", "text": "Clean", "why": "Hygiene."},
            {"key": "c", "text": "Open", "why": "Then only."},
            {"key": "d", "text": "Note", "why": "Last."},
        ],
    },
    "pair": {
        "stem": "What do you do, and why?",
        "explanation": "It is closed.",
        "actions": [
            {"key": "a", "text": "Ask a clinician", "correct": True, "why": "It needs opening."},
            {"key": "b", "text": "Squeeze it", "why": "Nothing comes out.", "belief": "M03"},
            {"key": "c", "text": "Wait for it to ripen", "why": "It does not."},
        ],
        "reasons": [
            {"key": "x", "text": "It is dirt", "why": "It is not.", "belief": "M01"},
            {"key": "y", "text": "It has no opening", "correct": True, "why": "It is sealed."},
            {"key": "z", "text": "It is full of pus", "why": "It holds keratin."},
        ],
    },
    "hotspot": {
        "stem": "Where would you look first?",
        "explanation": "Lids and cheeks.",
        "image": "face",
        "alt": "A face from the front",
        "description": "A plain face with the eyes open.",
        "regions": [
            {
                "key": "a",
                "text": "Eyelids",
                "target": True,
                "why": "Most often here.",
                "rect": ["0.2", "0.2", "0.8", "0.3"],
            },
            {
                "key": "b",
                "text": "Chin",
                "why": "That is oil.",
                "belief": "M01",
                "polygon": [["0.4", "0.8"], ["0.6", "0.8"], ["0.5", "0.95"]],
            },
            {
                "key": "c",
                "text": "Cheeks",
                "target": True,
                "why": "Here, too.",
                "circle": ["0.5", "0.5", "0.2"],
            },
            {
                "key": "d",
                "text": "Forehead",
                "why": "Less often.",
                "rect": ["0.2", "0", "0.8", "0.2"],
            },
        ],
    },
    "scale": {
        "stem": "How sensitive is this skin?",
        "explanation": "It flushes, and it settles within the hour.",
        "low": "0",
        "high": "10",
        "step": "0.5",
        "unit": "points",
        "labels": [{"at": "0", "text": "Not at all"}, {"at": "10", "text": "Very"}],
        "target": "6",
        "tolerance": "1",
        "zero": "4",
        "panel": 9,
        "above": {"text": "Too cautious", "why": "It settles.", "belief": "M01"},
        "below": {"text": "Too bold", "why": "It flushes.", "belief": "M03"},
    },
    "branching": {
        "stem": "She asks for help before a wedding.",
        "explanation": "Ask, then send her on.",
        "start": "door",
        "nodes": [
            {
                "key": "door",
                "text": "She points at her eyelid.",
                "choices": [
                    {"key": "ask", "text": "Ask", "why": "First.", "score": 1, "next": "told"},
                    {
                        "key": "lift",
                        "text": "Lift it now",
                        "why": "Never at the eye.",
                        "score": 0,
                        "harm": True,
                        "belief": "M01",
                    },
                    {
                        "key": "wait",
                        "text": "Wait",
                        "why": "That helps little.",
                        "score": "0.5",
                        "next": "bye",
                        "belief": "M03",
                    },
                ],
            },
            {
                "key": "told",
                "text": "It has grown since May.",
                "choices": [
                    {"key": "send", "text": "Send her on", "why": "A flag.", "score": "1.5"},
                    {"key": "calm", "text": "Calm her", "why": "No.", "score": -1, "next": "bye"},
                ],
            },
            {"key": "bye", "text": "She leaves without an answer."},
        ],
    },
    "numeric": {
        "stem": "How much saline makes 100 units per mL of a vial of 50?",
        "explanation": "50 units in 0.5 mL.",
        "answers": [
            {"key": "a", "value": "0.5", "tolerance": "0.05", "weight": "1", "why": "Half."},
            {"key": "b", "value": "2", "weight": "0", "why": "Upside down.", "belief": "M01"},
            {"key": "c", "range": ["0.4", "0.6"], "weight": "0.5", "why": "Near."},
        ],
        "units": [
            {"unit": "mL", "factor": "1"},
            {"unit": "µL", "factor": "0.001"},
            {"unit": "U", "why": "That is what is in it, not how much water."},
        ],
        "rule": "of_question",
        "penalty": "0.25",
    },
    "short_text": {
        "stem": "What does a milium hold?",
        "explanation": "Keratin.",
        "answers": [
            {"key": "a", "text": "keratin*", "weight": "1", "why": "Yes."},
            {"key": "b", "text": "skin cells", "weight": "0.5", "why": "They make it."},
            {"key": "c", "text": "* milk", "weight": "0", "why": "Only the name.", "belief": "M03"},
        ],
    },
    "cloze": {
        "stem": "Complete the sentence.",
        "explanation": "A cyst of keratin.",
        "text": "A milium is a [[a]] of *[[b]]*, [[c]] across.",
        "gaps": [
            {
                "key": "c",
                "kind": "numeric",
                "answers": [{"key": "x", "range": ["1", "3"], "weight": 1, "why": "Small."}],
                "units": [{"unit": "mm", "factor": 1}, {"unit": "cm", "factor": 10}],
                "rule": "of_question",
                "penalty": "0.25",
            },
            {
                "key": "a",
                "weight": 2,
                "choices": [
                    {"key": "a", "text": "cyst", "correct": True, "why": "A closed pocket."},
                    {"key": "b", "text": "pimple", "why": "That is open.", "belief": "M01"},
                    {"key": "c", "text": "bump", "weight": "0.5", "why": "Too wide a word."},
                ],
            },
            {
                "key": "b",
                "kind": "short_text",
                "weight": "0.5",
                "answers": [
                    {"key": "x", "text": "keratin*", "weight": 1, "why": "That it holds."},
                    {"key": "y", "text": "milk", "weight": 0, "why": "Its name.", "belief": "M03"},
                ],
            },
        ],
    },
    "written": {
        "stem": "Explain it in your own words.",
        "explanation": "Short and true.",
        "words": [5, 40],
        "characters": 400,
        "model": "A tiny closed pocket of keratin. It is harmless.",
        "criteria": [
            {"key": "a", "text": "Says keratin", "points": 1, "good": "Names what it holds."},
            {"key": "b", "text": "Says harmless", "points": 2, "good": "Nothing must be done."},
        ],
    },
}


def example(kind: str, **changes: Any) -> Any:
    """The definition of a sound body with some of its fields changed."""
    return definition(kind, BODIES[kind] | changes)


def mark(kind: str, response: object, **changes: Any) -> Any:
    """Clean and grade, as an attempt does."""
    found = example(kind, **changes)
    return KINDS[kind].grade(found, KINDS[kind].clean(found, response))


def options(count: int, keys: int) -> list[dict[str, Any]]:
    """`count` options, the first `keys` of them right."""
    return [
        {"key": f"o{i}", "text": f"Option {i}", "correct": i < keys, "why": "So."}
        for i in range(count)
    ]


def steps(count: int) -> list[dict[str, Any]]:
    return [{"key": f"s{i}", "text": f"Step {i}", "why": "So."} for i in range(count)]
