"""What is wrong with a text, said so that its author can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to put right: where it is (lines count from 1), what is wrong, what is allowed."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Refused(Exception):
    """The text cannot be used. Carries every problem found, sorted, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def choices(names: Iterable[str]) -> str:
    """The allowed names as one phrase, for the second half of a message; a long list is cut."""
    found = sorted(names)
    if not found:
        return "none exist yet"
    more = f" and {len(found) - 15} more" if len(found) > 15 else ""
    return f"allowed: {', '.join(found[:15])}{more}"
