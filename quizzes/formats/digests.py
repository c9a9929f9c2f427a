"""One digest for one meaning: the same data gives the same SHA-256 wherever it was written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any


def digest(value: Any) -> str:
    """SHA-256 (64 hex digits) of the canonical JSON of `value`: keys sorted, no spaces, UTF-8.

    Takes mappings, sequences, text, numbers, dates and None; raises TypeError for anything else.
    """
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
    )
    return digest_text(text)


def digest_text(text: str) -> str:
    """SHA-256 (64 hex digits) of a text in UTF-8, as it stands: what a row keeps of words that may
    be erased."""
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Decimal):
        return str(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")
