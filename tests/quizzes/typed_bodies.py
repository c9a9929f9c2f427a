"""A number to type and a short text, as `making` publishes them."""

CANARY = "CANARY"  # in every explanation: must reach nobody before its time

NUMERIC = {
    "stem": "How much water makes 100 units per mL of 50 units?",
    "explanation": f"Half a millilitre. {CANARY}",
    "answers": [
        {"key": "half", "value": "0.5", "tolerance": "0.05", "weight": "1", "why": CANARY},
        {"key": "two", "value": "2", "weight": "0", "why": f"Turned. {CANARY}", "belief": "M01"},
        {"key": "near", "range": ["0.4", "0.6"], "weight": "0.5", "why": f"Near. {CANARY}"},
    ],
    "units": [
        {"unit": "mL", "factor": "1"},
        {"unit": "µL", "factor": "0.001"},
        {"unit": "U", "why": f"That is what is in it. {CANARY}"},
    ],
    "rule": "of_question",
    "penalty": "0.25",
    "below_zero": False,
}
SHORT_TEXT = {
    "stem": "What is the horny layer called?",
    "explanation": f"The outermost. {CANARY}",
    "answers": [
        {"key": "yes", "text": "*corneum", "weight": "1", "why": f"Yes. {CANARY}"},
        {"key": "half", "text": "cornea", "weight": "0.5", "why": f"Nearly. {CANARY}"},
        {"key": "no", "text": "* milk", "weight": "0", "why": f"No. {CANARY}", "belief": "M03"},
    ],
    "case_sensitive": False,
    "spelling_tolerance": False,
}
