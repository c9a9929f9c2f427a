"""Files handed in with an answer: what a question allows, and how a response names them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizzes.engine.kinds.base import ResponseError
from quizzes.engine.kinds.criteria import number
from quizzes.engine.kinds.reading import Reader

MOST_FILES = 5
MOST_MEGABYTES = 10
FILE_KINDS = ("image", "pdf")
MEGABYTE = 1_000_000  # bytes

_FIELDS = frozenset({"most", "kinds", "megabytes"})
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Files:
    """How many, of which kinds, and how large each may be."""

    most: int
    kinds: tuple[str, ...]
    megabytes: int

    @property
    def bytes(self) -> int:
        return self.megabytes * MEGABYTE


def allowed_files(reader: Reader) -> Files | None:
    """What the body allows, None for no files. Codes beside those of Reader: not_a_number,
    out_of_range, unknown_file_kind."""
    row = reader.body.get("files")
    if row is None:
        return None
    row = reader.mapping(row, "files", _FIELDS)
    kinds = row.get("kinds")
    if not isinstance(kinds, list | tuple) or not kinds:
        reader.add("files.kinds", "missing" if not kinds else "not_a_list")
        kinds = ()
    for kind in kinds:
        if kind not in FILE_KINDS:
            reader.add("files.kinds", "unknown_file_kind", str(kind)[:80])
    return Files(
        number(reader, row, "most", "files", most=MOST_FILES),
        tuple(kind for kind in FILE_KINDS if kind in kinds),
        number(reader, row, "megabytes", "files", most=MOST_MEGABYTES),
    )


def named(found: object, allowed: Files) -> list[str]:
    """The SHA-256 of each file of a response, in order. Raises ResponseError wrong_type, too_many,
    repeated_key."""
    if not isinstance(found, list) or not all(type(one) is str for one in found):
        raise ResponseError("wrong_type")
    if not all(_DIGEST.fullmatch(one) for one in found):
        raise ResponseError("wrong_type")
    if len(found) > allowed.most:
        raise ResponseError("too_many", limit=allowed.most)
    if len(set(found)) < len(found):
        raise ResponseError("repeated_key")
    return list(found)
