"""Play a sitting step by step: what a learner does, what each step comes to, what it is worth.

All the rules of one attempt together and nothing else: no database, no page. Time is in seconds
from the start, and each step is judged by when it arrives. Import from here, not from the modules
inside.
"""

from quizzes.engine.playing.sittings import play
from quizzes.engine.playing.values import (
    ACTIONS,
    FINISH,
    FINISHED,
    UNCHANGED,
    Asked,
    Came,
    Played,
    Rules,
    Step,
)

__all__ = [
    "ACTIONS",
    "FINISH",
    "FINISHED",
    "UNCHANGED",
    "Asked",
    "Came",
    "Played",
    "Rules",
    "Step",
    "play",
]
