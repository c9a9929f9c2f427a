"""Files that people hand in: what one is, told by its bytes, and whether it may be kept.

Nothing is decoded or unpacked: an image is read as far as its size, a PDF is looked through for
what acts on its own. What can be read as two kinds of file is refused whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from hashlib import sha256

MOST_NAME = 120
MOST_PIXELS = 50_000_000

# Media type -> its kind in a question, the endings it may have.
TYPES = {
    "image/jpeg": ("image", ("jpg", "jpeg")),
    "image/png": ("image", ("png",)),
    "application/pdf": ("pdf", ("pdf",)),
}

_PNG = b"\x89PNG\r\n\x1a\n"
# What a browser or a machine runs, opens as a page or unpacks, wherever in a name it stands.
_ACTIVE = frozenset(
    (
        *("7z", "apk", "app", "bat", "bin", "cgi", "cmd", "com", "cpl", "dll", "dmg", "doc"),
        *("docm", "exe", "gif", "gz", "hta", "htm", "html", "iso", "jar", "jpeg", "jpg", "js"),
        *("lnk", "mhtml", "mjs", "msi", "pdf", "php", "phtml", "pif", "pl", "png", "ps1", "py"),
        *("rar", "reg", "scr", "sh", "shtml", "svg", "svgz", "swf", "tar", "vbs", "wasm", "webp"),
        *("wsf", "xht", "xhtml", "xls", "xlsm", "xml", "xsl", "zip"),
    )
)
# A page inside, whatever is around it.
_PAGE = re.compile(rb"<(?:!doctype\s+html|html[\s>]|script[\s>]|svg[\s>]|iframe[\s>]|\?php)", re.I)
_ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06")
_ACTS = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)\b")
_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class Unfit(Exception):
    """A file that is not taken.

    Codes: empty, too_large, bad_name, two_endings, unknown_type (what it is cannot be told, or is
    not asked for), wrong_ending, broken, too_many_pixels, two_kinds, acts (a PDF that does).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Fit:
    """A file that may be kept; `name` is for people alone and never part of a path."""

    name: str
    media_type: str
    digest: str
    data: bytes = field(repr=False)


def checked(name: str, data: bytes, *, kinds: Collection[str], most: int) -> Fit:
    """Check a file by its name and its bytes, of which there may be `most`. Raises Unfit."""
    if not data:
        raise Unfit("empty")
    if len(data) > most:
        raise Unfit("too_large")
    ending = _ending(name)
    media_type = _type_of(data)
    kind, endings = TYPES.get(media_type, ("", ()))
    if kind not in kinds:
        raise Unfit("unknown_type")
    if ending not in endings:
        raise Unfit("wrong_ending")
    _CHECKS[media_type](data)
    if _PAGE.search(data) or all(mark in data for mark in _ARCHIVE):
        raise Unfit("two_kinds")
    return Fit(_short(name), media_type, sha256(data).hexdigest(), data)


def _ending(name: str) -> str:
    """In small letters. One ending alone says what a file is."""
    plain = name.isprintable() and not _BIDI.search(name)
    if not plain or "/" in name or "\\" in name or ":" in name or name.strip(". ") == "":
        raise Unfit("bad_name")
    _, *endings = name.casefold().split(".")
    if any(one.strip() in _ACTIVE for one in endings[:-1]):
        raise Unfit("two_endings")
    return endings[-1] if endings else ""


def _short(name: str) -> str:
    """The name with its ending, of MOST_NAME characters at most."""
    stem, _, ending = name.rpartition(".")
    return f"{stem[: MOST_NAME - len(ending) - 1]}.{ending}"


def _type_of(data: bytes) -> str:
    if data.startswith(_PNG):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return "application/pdf" if data.startswith(b"%PDF-") else ""


def _image(width: int, height: int, data: bytes) -> None:
    if not width or not height:
        raise Unfit("broken")
    if width * height > MOST_PIXELS:
        raise Unfit("too_many_pixels")
    if b"%PDF-" in data[:1100]:
        raise Unfit("two_kinds")


def _png(data: bytes) -> None:
    """Chunk after chunk from its header to its end, and nothing behind."""
    place, seen = len(_PNG), []
    while place + 12 <= len(data):
        length, kind = _big(data[place : place + 4]), data[place + 4 : place + 8]
        place += 12 + length
        seen.append(kind)
        if kind == b"IEND":
            break
    if len(seen) < 3 or seen[0] != b"IHDR" or seen[-1] != b"IEND" or b"IDAT" not in seen:
        raise Unfit("broken")
    if place != len(data):
        raise Unfit("broken" if place > len(data) else "two_kinds")
    _image(_big(data[16:20]), _big(data[20:24]), data)


def _jpeg(data: bytes) -> None:
    """Segment after segment to the picture itself, which must have an end. Cameras write more
    behind it."""
    place, size = 2, None
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != 0xDA:
        marker, length = data[place + 1], _big(data[place + 2 : place + 4])
        # Every start of a frame, but for the tables that share its numbers.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            size = _big(data[place + 7 : place + 9]), _big(data[place + 5 : place + 7])
        place += 2 + max(length, 2)
    if size is None or data[place : place + 2] != b"\xff\xda" or b"\xff\xd9" not in data[place:]:
        raise Unfit("broken")
    _image(*size, data)


def _pdf(data: bytes) -> None:
    if b"%%EOF" not in data[-1100:]:
        raise Unfit("broken")
    if _ACTS.search(data):
        raise Unfit("acts")


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


_CHECKS = {"image/png": _png, "image/jpeg": _jpeg, "application/pdf": _pdf}
