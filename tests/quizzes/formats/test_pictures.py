"""A picture is known by its first bytes: what it is, how large, and that no camera left notes."""

from __future__ import annotations

import hashlib
import struct
import zlib

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.formats.pictures import MOST_BYTES, read_picture
from quizzes.formats.problems import Refused


def chunk(kind: bytes, inside: bytes) -> bytes:
    checked = struct.pack(">I", zlib.crc32(kind + inside))
    return struct.pack(">I", len(inside)) + kind + inside + checked


def png(width: int, height: int, *more: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress((b"\0" + b"\xff" * width) * height))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + rows + chunk(b"IEND", b"")


def segment(marker: int, inside: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(inside) + 2) + inside


def jpeg(width: int, height: int, *more: bytes, frame: int = 0xC0) -> bytes:
    start = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
    size = segment(frame, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0")
    return b"\xff\xd8" + start + b"".join(more) + size + segment(0xDA, b"\1\1\0\0?\0") + b"\xff\xd9"


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    inside = b"".join(
        kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
        for kind, data in chunks
    )
    return b"RIFF" + struct.pack("<I", len(inside) + 4) + b"WEBP" + inside


def svg(box: str = "0 0 200 100") -> bytes:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">'
    return f"{head}<title>A face</title><desc>Plain.</desc></svg>".encode()


PNG = png(3, 2)
LOSSY = (b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 640 | 0x4000, 480))
LOSSLESS = (b"VP8L", b"\x2f" + struct.pack("<I", (640 - 1) | (480 - 1) << 14))
EXTENDED = (b"VP8X", b"\0\0\0\0" + (639).to_bytes(3, "little") + (479).to_bytes(3, "little"))


def said(name: str, data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read_picture(name, data, file=f"content/media/{name}")
    (problem,) = caught.value.problems
    return str(problem)


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("dot.png", PNG, (3, 2)),
        ("lid.jpg", jpeg(640, 480), (640, 480)),
        ("lid.jpg", jpeg(640, 480, segment(0xC4, b"\0" * 9), frame=0xC2), (640, 480)),
        ("lid.webp", webp(LOSSY), (640, 480)),
        ("lid.webp", webp(LOSSLESS), (640, 480)),
        ("lid.webp", webp(EXTENDED, (b"ALPH", b"\0"), LOSSY), (640, 480)),
        ("face.svg", svg(), (200, 100)),
        ("face.svg", svg("0, 0, 360, 602"), (360, 602)),
    ],
)
def test_a_picture_tells_its_size(name, data, size):
    found = read_picture(name, data)
    assert (found.width, found.height) == size
    assert found.digest == hashlib.sha256(data).hexdigest()
    assert found.stored_name == f"{found.digest}.{name.rpartition('.')[2]}"
    assert found.is_drawing == name.endswith(".svg")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("lid.png", jpeg(6, 4)),
        ("lid.jpg", PNG),
        ("lid.webp", PNG),
        ("lid.webp", webp((b"ALPH", b"\0"))),
        ("lid.webp", webp((b"VP8 ", b"\0" * 10))),
        ("lid.jpg", b"\xff\xd8\xff\xe0\0\0"),
        ("lid.jpg", b"\xff\xd8" + segment(0xDA, b"\0")),
        ("lid.jpg", b""),
        ("lid.png", b"<script>alert(1)</script>"),
        ("lid.jpg", b"GIF89a<script>"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(name, data):
    assert f"this is no {name.rpartition('.')[2]} picture" in said(name, data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("lid.jpg", jpeg(6, 4, segment(0xE1, b"Exif\0\0GPS"))),
        ("lid.jpg", jpeg(6, 4, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0"))),
        ("lid.png", png(3, 2, chunk(b"eXIf", b"GPS"))),
        ("lid.webp", webp(EXTENDED, LOSSY, (b"EXIF", b"GPS"))),
    ],
)
def test_a_camera_s_notes_are_refused(name, data):
    assert "save it without them" in said(name, data)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("Lid.png", PNG, "the name may have"),
        ("../lid.png", PNG, "the name may have"),
        ("lid.gif", PNG, "the name may have"),
        ("lid.jpg", b"\xff" * (MOST_BYTES + 1), "too large"),
        ("lid.png", png(0, 2), "0 by 2: allowed are 1 to 8000"),
        ("lid.png", png(9000, 1), "9000 by 1"),
        ("face.svg", svg("1 0 200 100"), "the viewBox must be"),
        ("face.svg", svg("0 0 20.5 100"), "the viewBox must be"),
        ("face.svg", svg().replace(b"<title>A face</title>", b""), "svg needs a title"),
        ("face.svg", svg().replace(b"<desc>", b"<desc onload='x'>"), "no event handlers"),
        ("face.svg", b"\xff\xfe", "this is no svg picture"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_refused_in_words(name, data, words):
    assert words in said(name, data)


@given(data=st.binary(max_size=80), name=st.sampled_from(["a.png", "a.jpg", "a.webp", "a.svg"]))
def test_any_bytes_are_refused_or_have_a_size(data, name):
    for start in (b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"RIFF\0\0\0\0WEBP"):
        try:
            found = read_picture(name, start + data)
        except Refused:
            continue
        assert 0 < found.width <= 8000
