"""What a check command reads: a file, or what is piped in."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from django.core.management.base import CommandError


def add_file(parser: ArgumentParser, what: str) -> None:
    parser.add_argument(
        "file", nargs="?", default="-", help=f"{what} Without a name, or with -, standard input."
    )


def text_of(name: str) -> str:
    """The text of the file, or of standard input for "-". Raises CommandError."""
    try:
        found = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return found.decode("utf-8-sig")
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{name} is not UTF-8: byte {error.start} cannot be read") from error


@contextmanager
def lines_of(name: str) -> Iterator[TextIO]:
    """The lines of the file, or of standard input for "-", as they come: a table may be large.
    Raises CommandError, also for what turns up while it is read."""
    try:
        if name == "-":
            yield TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", newline="")
            return
        with Path(name).open(encoding="utf-8-sig", newline="") as file:
            yield file
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{name} is not UTF-8: byte {error.start} cannot be read") from error
