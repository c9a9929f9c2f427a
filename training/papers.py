"""Papers: PDF files typeset from a template and plain data, tagged so that a screen reader can read
them (PDF/UA-1), in a font of ours and no other.

What no font here can draw would be a hole in the paper, and nobody would know. So whoever makes one
asks `undrawable` first, and refuses or says so.
"""

from __future__ import annotations

import datetime as dt
import json
import struct
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import fontpkg_noto_sans
import typst

FAMILY = "Noto Sans"
FONT_FILES = Path(fontpkg_noto_sans.__file__).parent / "files"
PLAIN = FONT_FILES / "NotoSans[wdth,wght].ttf"
SPACES = frozenset("\n\r\t")


def typeset(template: Path, data: Mapping[str, object], *, at: dt.datetime) -> bytes:
    """The paper; the same bytes for the same template, data and moment. `data` is read by the
    template as JSON, so that nothing in it is ever taken for markup."""
    inputs = {"data": json.dumps(data, ensure_ascii=False), "family": FAMILY}
    return typst.compile(
        template.read_bytes(),
        format="pdf",
        sys_inputs=inputs,
        font_paths=[str(FONT_FILES)],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=at.astimezone(dt.UTC).replace(microsecond=0),
    )


def undrawable(text: str) -> set[str]:
    """The signs in a text that our font has no picture of."""
    return {sign for sign in set(text) - SPACES if ord(sign) not in _drawn()}


@cache
def _drawn() -> frozenset[int]:
    """Every code point of the font, read from its own table (cmap, formats 4 and 12)."""
    data = PLAIN.read_bytes()
    start = _table(data, b"cmap")
    found: set[int] = set()
    for number in range(struct.unpack_from(">H", data, start + 2)[0]):
        place = start + struct.unpack_from(">I", data, start + 4 + 8 * number + 4)[0]
        form = struct.unpack_from(">H", data, place)[0]
        if form == 12:
            found.update(_groups(data, place))
        elif form == 4:
            found.update(_segments(data, place))
    return frozenset(found)


def _table(data: bytes, tag: bytes) -> int:
    for number in range(struct.unpack_from(">H", data, 4)[0]):
        entry = 12 + 16 * number
        if data[entry : entry + 4] == tag:
            return struct.unpack_from(">I", data, entry + 8)[0]
    raise ValueError("a font without its table of signs")


def _groups(data: bytes, place: int) -> Iterator[int]:
    for number in range(struct.unpack_from(">I", data, place + 12)[0]):
        first, last, _ = struct.unpack_from(">III", data, place + 16 + 12 * number)
        yield from range(first, last + 1)


def _segments(data: bytes, place: int) -> Iterator[int]:
    """A segment whose offset is 0 maps every one of its code points; the few signs of the others
    are looked up one by one."""
    count = struct.unpack_from(">H", data, place + 6)[0] // 2
    ends, starts = place + 14, place + 16 + 2 * count
    deltas, offsets = starts + 2 * count, starts + 4 * count
    for number in range(count):
        (last,) = struct.unpack_from(">H", data, ends + 2 * number)
        (first,) = struct.unpack_from(">H", data, starts + 2 * number)
        (delta,) = struct.unpack_from(">H", data, deltas + 2 * number)
        (offset,) = struct.unpack_from(">H", data, offsets + 2 * number)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code + delta
            if offset:
                at = offsets + 2 * number + offset + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", data, at)
            if glyph & 0xFFFF:
                yield code
