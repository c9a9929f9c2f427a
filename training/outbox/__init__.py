"""What is to be told, written with what happened: once for each person, subject, kind and step.

    outbox.tell([outbox.Message(...)], at=at)   # in the transaction of the act

The row is a promise, no more: whether it is still so, how and when she wants to hear of it, is
decided when its turn comes (`notices`). Nothing here asks how anything stands. `acts` knows what
happens in training, `answers` what quizzes reports through the recorder.
"""

from .acts import assigned, certified, changed, observed
from .answers import heard, ready
from .writing import Message, key_of, number_of, tell

__all__ = [
    "Message",
    "assigned",
    "certified",
    "changed",
    "heard",
    "key_of",
    "number_of",
    "observed",
    "ready",
    "tell",
]
