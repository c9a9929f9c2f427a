"""From the bytes of a file to rows: CSV in UTF-8, or a workbook. Nothing in a file is believed.

A workbook is an archive: what it holds is counted and measured before anything reads it, and what
it says of its sizes is checked by unpacking it within bounds. Formulas are not computed, links are
not followed.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from training.rules import names
from training.rules.people_rows import Row, column_of

MEGABYTE = 1024 * 1024
MOST_BYTES, MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 10 * MEGABYTE, 20_000, 50, 300
MOST_LINES = 2 * MOST_ROWS  # of a CSV, the empty ones too
# Of an archive: how many members, how large together, how much smaller packed.
MOST_MEMBERS, MOST_UNPACKED, MOST_RATIO = 200, 50 * MEGABYTE, 100
# Where a row or a cell lies. A reader lays out everything up to the last one, so a single cell in
# the far corner would take all memory there is: each cell must say where it is, and near.
PLACE = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]{0,9})(\d{1,18})["']""")
CELL = re.compile(rb"<(?:[^\s<>/:]+:)?c(?=[\s/>])")
PLAIN = re.compile(rb"""<[^\s<>/]+(?:\s+[\w:]+\s*=\s*(?:"[\w.]*"|'[\w.]*'))*\s*/?>""")
WORKBOOK = "xl/workbook.xml"
ZIP = b"PK\x03\x04"
SMALL = 64 * 1024  # members below this size may be packed as tightly as they like


class Unreadable(Exception):
    """The file as a whole cannot be read; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Table:
    """What a file says, and the headers that mean nothing here."""

    rows: tuple[Row, ...]
    ignored: tuple[str, ...]


def read(data: bytes) -> Table:
    """The rows of a file, told by its bytes, not by its name. Raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large")
    lines = _workbook(data) if data.startswith(ZIP) else _csv(data)
    return _table(lines)


def _csv(data: bytes) -> list[Sequence[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("not_utf8") from None
    if "\x00" in text:
        raise Unreadable("no_table")
    first = text.lstrip("\r\n").partition("\n")[0]
    mark = max(";,\t", key=first.count)
    lines: list[Sequence[str]] = []
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True):
            lines.append(line)
            if len(lines) > MOST_LINES:
                raise Unreadable("too_many")
    except csv.Error:
        raise Unreadable("no_table") from None
    return lines


def _workbook(data: bytes) -> list[Sequence[str]]:
    # No web process holds a reader of workbooks before somebody sends one.
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415

    _measure(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0)
        if sheet.total_height > MOST_ROWS + 1:
            raise Unreadable("too_many")
        if sheet.total_width > MOST_COLUMNS:
            raise Unreadable("too_wide")
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError, IndexError):
        raise Unreadable("no_table") from None
    return [[_cell(one) for one in row] for row in rows]


def _measure(data: bytes) -> None:
    """Raises Unreadable unless the archive holds little, and what it says it holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or _is_bomb(members):
                raise Unreadable("bomb")
            if WORKBOOK not in archive.namelist() or any(map(_is_strange, members)):
                raise Unreadable("no_table")
            for one in members:  # read to its end: a size that lies fails its checksum
                _look_at(archive.read(one))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        raise Unreadable("no_table") from None


def _is_bomb(members: Iterable[zipfile.ZipInfo]) -> bool:
    total = 0
    for one in members:
        total += one.file_size
        if total > MOST_UNPACKED:
            return True
        if one.file_size > SMALL and one.file_size > MOST_RATIO * max(1, one.compress_size):
            return True
    return False


def _look_at(member: bytes) -> None:
    """Raises Unreadable for a cell further out than a list of people goes, or for a text in which
    that could not be seen."""
    if member[:2] in (b"\xff\xfe", b"\xfe\xff") or member[:200].lstrip()[:1] == b"\x00":
        raise Unreadable("no_table")
    for letters, number in PLACE.findall(member):
        if int(number) > MOST_ROWS + 1:
            raise Unreadable("too_many")
        if _column(letters) > MOST_COLUMNS:
            raise Unreadable("too_wide")
    for cell in CELL.finditer(member):
        tag = PLAIN.match(member, cell.start())
        if tag is None or not PLACE.search(tag.group()):
            raise Unreadable("no_table")


def _column(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for one in letters.upper():
        number = 26 * number + one - 64
    return number


def _is_strange(member: zipfile.ZipInfo) -> bool:
    """Encrypted, or a name that leads out of the archive."""
    parts = member.filename.replace("\\", "/").split("/")
    return bool(member.flag_bits & 1) or member.filename.startswith("/") or ".." in parts


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _table(lines: list[Sequence[str]]) -> Table:
    filled = [(number, line) for number, line in enumerate(lines, 1) if any(map(str.strip, line))]
    if not filled:
        raise Unreadable("empty")
    (_, header), *body = filled
    if len(header) > MOST_COLUMNS:
        raise Unreadable("too_wide")
    columns = [column_of(one[:LONGEST_CELL]) for one in header]
    named = [one for one in columns if one]
    if "email" not in named:
        raise Unreadable("no_email")
    if len(set(named)) < len(named):
        raise Unreadable("column_twice")
    if not body:
        raise Unreadable("empty")
    if len(body) > MOST_ROWS:
        raise Unreadable("too_many")
    strange = [
        names.tidy(one)[:50] for one, known in zip(header, columns, strict=True) if not known
    ]
    rows = tuple(_row(number, columns, line) for number, line in body)
    return Table(rows, tuple(one for one in strange if one))


def _row(number: int, columns: Sequence[str | None], line: Sequence[str]) -> Row:
    cells = {
        name: names.tidy(cell[: LONGEST_CELL * 4])[:LONGEST_CELL]
        for name, cell in zip(columns, line, strict=False)
        if name
    }
    return Row(line=number, **cells | {"email": names.address(cells.get("email", ""))})
