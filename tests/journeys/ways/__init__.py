"""How somebody gets to each page there is. tests/test_pages.py holds that none is left out."""

from __future__ import annotations

from . import accounts, answering, correcting, hearing, leading, owning, reading, refusals, staffing
from .way import Way

WAYS: list[Way] = [
    *reading.WAYS,
    *answering.WAYS,
    *leading.WAYS,
    *correcting.WAYS,
    *owning.WAYS,
    *staffing.WAYS,
    *hearing.WAYS,
    *accounts.WAYS,
    *refusals.WAYS,
]
