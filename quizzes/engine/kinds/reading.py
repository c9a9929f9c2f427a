"""Reads a stored body and collects every problem on the way, so that authors see all at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import isfinite
from typing import Any

from quizzes.engine.kinds.base import DefinitionError, Problem

KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")
MAX_ROWS = 100  # far above any sensible question; bounds the work of grading one
PLAIN = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,30})?", re.ASCII)
MOST_PLACES = 12

COMMON = frozenset({"stem", "explanation"})


class Reader:
    """Walks through one body; whatever is wrong is noted and replaced by an empty value.

    Codes: not_a_mapping, not_a_list, not_text, not_true_or_false, missing, unknown_key, bad_key,
    duplicate_key, duplicate_text, too_few, too_many, not_a_number, out_of_range, too_exact,
    unknown_rule (unknown_layout...), and those kinds add.
    """

    def __init__(self, body: object, *, allowed: frozenset[str]) -> None:
        self.problems: list[Problem] = []
        self.body = self.mapping(body, "", COMMON | allowed)
        self.stem = self.text(self.body, "stem", "")
        self.explanation = self.text(self.body, "explanation", "")

    def add(self, path: str, code: str, detail: str = "") -> None:
        self.problems.append(Problem(path, code, detail))

    def finish(self) -> None:
        """Raise DefinitionError if anything was wrong."""
        if self.problems:
            raise DefinitionError(tuple(self.problems))

    def rows(
        self,
        name: str,
        *,
        fields: frozenset[str],
        at_least: int,
        of: Mapping[str, Any] | None = None,
        within: str = "",
        texts: bool = True,
    ) -> Iterator[tuple[str, Mapping[str, Any], str, str]]:
        """Yield path, mapping, key and text of each row of a list; keys and texts differ. The list
        is the body's, or that of a row `of` it, which stands at the path `within`; without `texts`
        its rows have none."""
        found = (self.body if of is None else of).get(name)
        where = f"{within}.{name}" if within else name
        if not isinstance(found, list | tuple):
            self.add(where, "missing" if found is None else "not_a_list")
            return
        if len(found) < at_least:
            self.add(where, "too_few", str(at_least))
        if len(found) > MAX_ROWS:
            self.add(where, "too_many", str(MAX_ROWS))
            return
        known = fields | {"key", "text"} if texts else fields | {"key"}
        keys: set[str] = set()
        words: set[str] = set()
        for index, value in enumerate(found):
            path = f"{where}[{index}]"
            row = self.mapping(value, path, known)
            if isinstance(value, Mapping):
                key, text = self._key(row, path), self.text(row, "text", path) if texts else ""
                self._once(key, keys, f"{path}.key", "duplicate_key")
                self._once(" ".join(text.split()), words, f"{path}.text", "duplicate_text")
                yield path, row, key, text

    def text(self, row: Mapping[str, Any], name: str, path: str, *, optional: bool = False) -> str:
        """Return a text without the white space around it."""
        value = row.get(name)
        where = f"{path}.{name}" if path else name
        if isinstance(value, str):
            if not value.strip() and not optional:
                self.add(where, "missing")
            return value.strip()
        if value is not None:
            self.add(where, "not_text")
        elif not optional:
            self.add(where, "missing")
        return ""

    def flag(
        self, row: Mapping[str, Any], name: str, path: str, *, default: bool | None = None
    ) -> bool:
        value = row.get(name, default)
        if isinstance(value, bool):
            return value
        where = f"{path}.{name}" if path else name
        self.add(where, "missing" if value is None else "not_true_or_false")
        return False

    def rule(self, *rules: str) -> str:
        """Return the scoring rule; the first of `rules` is the default."""
        return self.one_of("rule", *rules)

    def one_of(self, name: str, *names: str) -> str:
        """Return one of the names, the first by default; "unknown_" and `name` is the problem."""
        value = self.body.get(name)
        if value is None:
            return names[0]
        if isinstance(value, str) and value in names:
            return value
        self.add(name, f"unknown_{name}", _short(value))
        return names[0]

    def decimal(
        self,
        row: Mapping[str, Any],
        name: str,
        path: str,
        *,
        least: int,
        most: int,
        default: int | None = None,
    ) -> Decimal | None:
        """Return a number within bounds, written as a number or a text; None and a problem else.

        A binary fraction stands for the shortest decimal that is read as it: 0.1 is a tenth.
        """
        value, where = row.get(name), f"{path}.{name}" if path else name
        if value is None:
            value = default
        number = _plain_number(value)
        if value is None:
            self.add(where, "missing")
        elif number is None:
            self.add(where, "not_a_number", _short(value))
        elif not least <= number <= most:
            self.add(where, "out_of_range", f"{least} to {most}")
        elif number.as_tuple().exponent < -MOST_PLACES:
            self.add(where, "too_exact", str(MOST_PLACES))
        else:
            return number
        return None

    def mapping(self, value: object, path: str, allowed: frozenset[str]) -> Mapping[str, Any]:
        """Return a mapping with none but these fields in it, or nothing and a problem."""
        if not isinstance(value, Mapping):
            self.add(path, "not_a_mapping")
            return {}
        for name in value:
            if name not in allowed:
                self.add(path, "unknown_key", _short(name))
        return value

    def _key(self, row: Mapping[str, Any], path: str) -> str:
        key = self.text(row, "key", path)
        if key and not KEY.fullmatch(key):
            self.add(f"{path}.key", "bad_key", _short(key))
        return key

    def _once(self, value: str, known: set[str], path: str, code: str) -> None:
        if value in known:
            self.add(path, code, _short(value))
        if value:
            known.add(value)


def _plain_number(value: object) -> Decimal | None:
    """Any finite number, or a text of one in plain digits."""
    if isinstance(value, str) and PLAIN.fullmatch(value):
        return Decimal(value)
    if isinstance(value, float) and isfinite(value):
        return Decimal(repr(value))
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value) if Decimal(value).is_finite() else None
    return None


def _short(value: object) -> str:
    """A value for a message; never `repr`, which a deeply nested one would break."""
    return value[:80] if isinstance(value, str) else type(value).__name__
