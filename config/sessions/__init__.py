"""Sessions: how long they last, what they ask of whoever is signed in, when they are forgotten.

What is asked at each page stands in the session itself (`stamps`), looked up anew every few
minutes, so that a page costs no query for it.
"""

from .confirming import ask_again, is_fresh
from .enrolling import sent_to_enrol
from .exams import sits_exam
from .pruning import prune

__all__ = ["ask_again", "is_fresh", "prune", "sent_to_enrol", "sits_exam"]
