"""Numbers as an author writes them, 0.5 or "0.5": stored as a text, so that nothing is rounded."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints


def _as_text(value: object) -> object:
    """A binary fraction stands for the shortest decimal that is read as it: 0.1 is a tenth."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        written = str(value)
        return f"{Decimal(written):f}" if "e" in written else written
    return value


Number = Annotated[str, BeforeValidator(_as_text), StringConstraints(min_length=1, max_length=40)]
