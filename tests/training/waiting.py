"""Waiting for other processes: until something is so, never for a fixed time."""

from __future__ import annotations

import time
from collections.abc import Callable


def wait_until(true: Callable[[], object], *, seconds: float = 120.0) -> None:
    """Returns as soon as it is true; fails the test after `seconds`."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
