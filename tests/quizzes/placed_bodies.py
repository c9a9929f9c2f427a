"""Questions answered in a place: on a picture, in the gaps of a text."""

from __future__ import annotations

from .typed_bodies import CANARY

FACE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><title>Own title</title>'
    '<desc>Own words</desc><circle id="c" cx="100" cy="50" r="40"/></svg>'
)
HOTSPOT = {
    "stem": "Where do you look first?",
    "explanation": f"Lids and cheeks. {CANARY}",
    "image": "face.svg",
    "alt": "A face from the front",
    "description": "A plain face with the eyes open.",
    "regions": [
        {
            "key": "lids",
            "text": "Eyelids",
            "target": True,
            "why": f"Most often. {CANARY}",
            "rect": ["0.2", "0.2", "0.8", "0.3"],
        },
        {
            "key": "chin",
            "text": "Chin",
            "why": f"That is oil. {CANARY}",
            "belief": "M01",
            "polygon": [["0.4", "0.8"], ["0.6", "0.8"], ["0.5", "0.95"]],
        },
        {
            "key": "cheeks",
            "text": "Cheeks",
            "target": True,
            "why": f"Here, too. {CANARY}",
            "circle": ["0.5", "0.5", "0.1"],
        },
    ],
}
CLOZE = {
    "stem": "Complete the sentences.",
    "explanation": f"A cyst of keratin. {CANARY}",
    "text": "A milium is a [[what]] of *[[of]]*.\n\nIt is [[wide]] across.",
    "gaps": [
        {
            "key": "what",
            "kind": "choice",
            "weight": "2",
            "choices": [
                {"key": "aa", "text": "cyst", "correct": True, "why": f"A pocket. {CANARY}"},
                {"key": "bb", "text": "pimple", "why": f"Open. {CANARY}", "belief": "M01"},
                {"key": "cc", "text": "bump", "weight": "0.5", "why": f"Too wide. {CANARY}"},
            ],
        },
        {
            "key": "of",
            "kind": "short_text",
            "answers": [
                {"key": "xx", "text": "kerat*", "weight": "1", "why": f"It does. {CANARY}"},
                {
                    "key": "yy",
                    "text": "milky",
                    "weight": "0",
                    "why": f"Its name. {CANARY}",
                    "belief": "M03",
                },
            ],
        },
        {
            "key": "wide",
            "kind": "numeric",
            "answers": [
                {"key": "xx", "range": ["1.1", "2.9"], "weight": "1", "why": f"Small. {CANARY}"}
            ],
            "units": [{"unit": "mm", "factor": "1"}],
        },
    ],
}
