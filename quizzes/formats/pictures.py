"""Pictures that questions are asked about: our own SVG drawings, and photographs.

A photograph is checked by its first bytes alone, without decoding it: what kind it is, how large,
and whether a camera has left its own notes in it, which may tell where and when it was taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from xml.etree import ElementTree

from quizzes.formats.problems import Problem, Refused
from quizzes.formats.prose.figures import read_figure

TYPES = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
MOST_BYTES = 2_000_000
MOST_PIXELS = 8000  # across or down
NAME = re.compile(rf"[a-z0-9]+(-[a-z0-9]+)*\.({'|'.join(TYPES)})")

Size = tuple[int, int]
Chunks = Iterator[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Picture:
    """A file of content/media. `digest` is its SHA-256; `width` and `height` are in pixels, or in
    the units of a drawing."""

    name: str
    digest: str
    width: int
    height: int
    data: bytes = field(repr=False)

    @property
    def is_drawing(self) -> bool:
        return self.name.endswith(".svg")

    @property
    def stored_name(self) -> str:
        """Where a photograph is kept: a name that no other picture can have."""
        return f"{self.digest}.{self.name.rpartition('.')[2]}"

    @property
    def svg(self) -> str:
        """The text of a drawing."""
        return self.data.decode("utf-8-sig")


def read_picture(name: str, data: bytes, *, file: str = "") -> Picture:
    """Check a picture by its name and its bytes. Raises Refused with every problem."""
    file = file or name
    found = NAME.fullmatch(name)
    if found is None:
        said = f"the name may have small letters, digits, hyphens and one of {', '.join(TYPES)}"
        raise Refused([Problem(file, 1, said)])
    if len(data) > MOST_BYTES:
        said = f"too large: {len(data)} bytes, allowed are {MOST_BYTES}"
        raise Refused([Problem(file, 1, said)])
    try:
        width, height = _SIZES[found[2]](name, data, file)
    except (ValueError, IndexError) as error:
        said = str(error) if isinstance(error, _Unfit) else f"this is no {found[2]} picture"
        raise Refused([Problem(file, 1, said)]) from None
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        said = f"{width} by {height}: allowed are 1 to {MOST_PIXELS} across and down"
        raise Refused([Problem(file, 1, said)])
    return Picture(name, sha256(data).hexdigest(), width, height, data)


class _Unfit(ValueError):
    """What is wrong with a picture, in words."""


_NOTES = "holds a camera's notes (EXIF), which may tell where it was taken: save it without them"


def _drawing(name: str, data: bytes, file: str) -> Size:
    text = data.decode("utf-8-sig")
    read_figure(name.removesuffix(".svg"), text, file=file)
    box = ElementTree.fromstring(text).get("viewBox", "").replace(",", " ").split()  # noqa: S314 - checked
    if len(box) != 4 or box[:2] != ["0", "0"] or not all(one.isdigit() for one in box):
        raise _Unfit("the viewBox must be 0 0, a width and a height, in whole numbers")
    return int(box[2]), int(box[3])


def _png(name: str, data: bytes, file: str) -> Size:
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR":
        raise ValueError
    if any(kind == b"eXIf" for kind, _ in _png_chunks(data)):
        raise _Unfit(_NOTES)
    return _big(data[16:20]), _big(data[20:24])


def _png_chunks(data: bytes) -> Chunks:
    place = 8
    while place + 8 <= len(data):
        length = _big(data[place : place + 4])
        yield data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        place += 12 + length


def _jpeg(name: str, data: bytes, file: str) -> Size:
    size = None
    for marker, inside in _jpeg_segments(data):
        if marker == b"\xe1" and inside.startswith((b"Exif\0", b"http://ns.adobe.com/")):
            raise _Unfit(_NOTES)
        # Every start of a frame, but for the tables that share its numbers.
        if 0xC0 <= marker[0] <= 0xCF and marker[0] not in (0xC4, 0xC8, 0xCC):
            size = _big(inside[3:5]), _big(inside[1:3])
    if size is None:
        raise ValueError
    return size


def _jpeg_segments(data: bytes) -> Chunks:
    """The segments in front of the picture itself."""
    if data[:2] != b"\xff\xd8":
        raise ValueError
    place = 2
    while data[place] == 0xFF and data[place + 1] != 0xDA:
        length = _big(data[place + 2 : place + 4])
        if length < 2:
            raise ValueError
        yield data[place + 1 : place + 2], data[place + 4 : place + 2 + length]
        place += 2 + length


def _webp(name: str, data: bytes, file: str) -> Size:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise ValueError
    size = None
    for kind, inside in _webp_chunks(data):
        if kind in (b"EXIF", b"XMP "):
            raise _Unfit(_NOTES)
        if size is None and kind in _WEBP:
            size = _WEBP[kind](inside)
    if size is None:
        raise ValueError
    return size


def _webp_chunks(data: bytes) -> Chunks:
    place = 12
    while place + 8 <= len(data):
        length = int.from_bytes(data[place + 4 : place + 8], "little")
        yield data[place : place + 4], data[place + 8 : place + 8 + length]
        place += 8 + length + length % 2


def _lossy(inside: bytes) -> Size:
    if inside[3:6] != b"\x9d\x01\x2a":
        raise ValueError
    return _little(inside[6:8]) & 0x3FFF, _little(inside[8:10]) & 0x3FFF


def _lossless(inside: bytes) -> Size:
    if inside[:1] != b"\x2f":
        raise ValueError
    bits = _little(inside[1:5])
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


def _extended(inside: bytes) -> Size:
    return _little(inside[4:7]) + 1, _little(inside[7:10]) + 1


_WEBP: dict[bytes, Callable[[bytes], Size]] = {
    b"VP8 ": _lossy,
    b"VP8L": _lossless,
    b"VP8X": _extended,
}
_SIZES: dict[str, Callable[[str, bytes, str], Size]] = {
    "svg": _drawing,
    "png": _png,
    "jpg": _jpeg,
    "webp": _webp,
}


def _big(part: bytes) -> int:
    return int.from_bytes(part, "big")


def _little(part: bytes) -> int:
    return int.from_bytes(part, "little")
