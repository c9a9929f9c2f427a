"""Between which moments a quiz may be started, for everybody and for one person.

Exceptions only ever give: an earlier opening, a later close, more minutes, more attempts. Times
must be aware; a naive one raises ValueError.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Window:
    """Attempts may start from `opens` on and before `closes`; None is no limit.

    Who has started has her full time, unless it is a `hard_close`: then running attempts end with
    it. Raises ValueError for a window that closes before it opens, or a hard close without one.
    """

    opens: datetime | None = None
    closes: datetime | None = None
    hard_close: bool = False

    def __post_init__(self) -> None:
        moments = [utc(moment) for moment in (self.opens, self.closes) if moment is not None]
        if len(moments) == 2 and moments[1] <= moments[0]:
            raise ValueError("a window opens before it closes")
        if self.hard_close and self.closes is None:
            raise ValueError("a hard close needs a close")

    def is_closed(self, at: datetime) -> bool:
        """Whether nobody may start `at` or later; the moment of the close is closed."""
        return self.closes is not None and utc(at) >= utc(self.closes)


ALWAYS = Window()


@dataclass(frozen=True, slots=True)
class Exemption:
    """What one person was granted at one quiz, field by field: None or 0 leaves a field as it is
    for everybody. `minutes` and `attempts` are added."""

    opens: datetime | None = None
    closes: datetime | None = None
    minutes: int = 0
    attempts: int = 0

    def __post_init__(self) -> None:
        if self.minutes < 0 or self.attempts < 0:
            raise ValueError("an exception gives, it never takes")
        for moment in (self.opens, self.closes):
            if moment is not None:
                utc(moment)


def granted(exemptions: Iterable[Exemption]) -> Exemption:
    """Several grants as one: the earliest opening, the latest close, minutes and attempts added."""
    found = list(exemptions)
    return Exemption(
        opens=min((utc(one.opens) for one in found if one.opens is not None), default=None),
        closes=max((utc(one.closes) for one in found if one.closes is not None), default=None),
        minutes=sum(one.minutes for one in found),
        attempts=sum(one.attempts for one in found),
    )


def for_person(window: Window, exemption: Exemption) -> Window:
    """The window as it holds for her. An opening later, or a close earlier, than everybody's
    changes nothing, and where everybody has no limit she has none."""
    opens, closes = window.opens, window.closes
    if opens is not None and exemption.opens is not None:
        opens = min(utc(opens), utc(exemption.opens))
    if closes is not None and exemption.closes is not None:
        closes = max(utc(closes), utc(exemption.closes))
    return replace(window, opens=opens, closes=closes)


def utc(moment: datetime) -> datetime:
    """The same moment in UTC; raises ValueError where the zone is not known."""
    if moment.utcoffset() is None:
        raise ValueError("a time without a zone is not a moment")
    return moment.astimezone(UTC)
