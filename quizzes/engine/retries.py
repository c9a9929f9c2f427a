"""How long to wait before work that went wrong is tried again."""

from __future__ import annotations

from datetime import timedelta

FIRST = timedelta(seconds=10)
LONGEST = timedelta(hours=1)


def pause(tries: int) -> timedelta:
    """The wait after so many tries: ten seconds, then twice as long each time, an hour at most.

    Raises ValueError below one try.
    """
    if tries < 1:
        raise ValueError("nothing has been tried yet")
    doublings = min(tries - 1, 20)  # far past LONGEST, and no endless number
    return min(FIRST * 2**doublings, LONGEST)
