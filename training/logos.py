"""A clinic's logo: drawn anew from what was uploaded, and kept under the SHA-256 of its bytes.

What is kept is a picture that this server has drawn itself: nothing that was hidden in the file,
no place where it was taken, no script, comes along.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from io import BytesIO
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

FOLDER = "logos"
MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 16_000_000
BOX = (480, 160)  # as large as it is ever shown, twice over for fine screens
FORMATS = ("PNG", "JPEG", "WEBP")
_NAME = re.compile(r"[0-9a-f]{64}\.png")


class NotALogo(ValueError):
    """`code` says why: too_large (the file), too_many_pixels, not_a_picture."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def keep(upload: BinaryIO) -> str:
    """Store a logo, and return its name. Raises NotALogo."""
    data = upload.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise NotALogo("too_large")
    drawn = _drawn(data)
    name = f"{hashlib.sha256(drawn).hexdigest()}.png"
    path = f"{FOLDER}/{name}"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(drawn))
    return name


def read(name: str) -> bytes:
    """The bytes of a logo. Raises FileNotFoundError, also for what cannot be one: no other file is
    ever opened."""
    if not _NAME.fullmatch(name):
        raise FileNotFoundError(name)
    with default_storage.open(f"{FOLDER}/{name}") as file:
        return file.read()


def _drawn(data: bytes) -> bytes:
    from PIL import Image  # noqa: PLC0415 - a web process that is sent no logo has no use for it

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            picture = Image.open(BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise NotALogo("too_many_pixels")
            picture.load()
        except NotALogo:
            raise
        except Exception:  # a decoder may raise anything at all over a broken file
            raise NotALogo("not_a_picture") from None
    picture = picture.convert("RGBA")
    picture.thumbnail(BOX)
    fresh = Image.new("RGBA", picture.size)
    fresh.paste(picture)
    out = BytesIO()
    fresh.save(out, "PNG", optimize=True)
    return out.getvalue()
