"""What there is to be said to people of a clinic at a moment, from facts alone.

One generator for each sort of cause; the number of queries does not grow with the people. What was
said before is left out where the ladder needs to know it; otherwise the outbox refuses it.
"""

from .ladders import due, ending
from .looking import Round
from .openings import certifiable, offered, opened, rewritten

CAUSES = (due, ending, rewritten, offered, opened, certifiable)

__all__ = ["CAUSES", "Round"]
