"""How a written rule of a clinic stands: not filled in, current, or to be checked again.

For rows of the scope table and for the clinic's own text beside a claim: both rest on a law that
somebody looked up on some day.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

CHECK_AFTER = 12  # months


class Standing(StrEnum):
    BLANK = "blank"
    CURRENT = "current"
    CHECK_AGAIN = "check_again"


def standing(texts: Iterable[str], *, checked_on: dt.date | None, today: dt.date) -> Standing:
    """A single blank is enough for BLANK; twelve months after the check it is CHECK_AGAIN."""
    if checked_on is None or not all(text.strip() for text in texts):
        return Standing.BLANK
    return Standing.CHECK_AGAIN if today >= check_by(checked_on) else Standing.CURRENT


def check_by(checked_on: dt.date) -> dt.date:
    """The day it is to be checked again; the last of February for a 29th."""
    years, month = divmod(checked_on.month - 1 + CHECK_AFTER, 12)
    year = checked_on.year + years
    day = min(checked_on.day, calendar.monthrange(year, month + 1)[1])
    return dt.date(year, month + 1, day)
