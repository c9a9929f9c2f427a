"""One digest for one meaning, and the SHA-256 that everybody computes for a text."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from quizzes.formats.digests import digest, digest_text

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, "abc"
NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(("text", "expected"), [("abc", ABC), ("", NOTHING)])
def test_a_text_has_the_digest_that_any_other_program_finds(text: str, expected: str) -> None:
    assert digest_text(text) == expected


def test_a_text_is_digested_as_it_stands() -> None:
    assert len({digest_text(text) for text in ("milium", "Milium", "milium ", "milíum")}) == 4


def test_the_same_data_has_one_digest_however_it_was_written() -> None:
    day = dt.date(2026, 11, 23)
    assert digest({"a": (1, day), "b": Decimal("0.50")}) == digest(
        {"b": "0.50", "a": [1, "2026-11-23"]}
    )
    assert digest({"a": 1}) != digest({"a": "1"})


def test_what_has_no_canonical_form_has_no_digest() -> None:
    with pytest.raises(TypeError, match="set has no canonical form"):
        digest({1, 2})
