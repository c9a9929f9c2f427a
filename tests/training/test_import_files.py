"""What is read out of a file of people: good ones in every dress, and hostile ones."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training import imports
from training.imports import Unreadable, reading
from training.rules.people_rows import Fate, Known, Row, Why, column_of, judge, roles_of

from .workbooks import book, cell, sheet

ADA = ("ada@example.test", "Ada Lovelace", "Mentor")
LINES = [("E-Mail", "NAME", "role"), ADA]


def code(data: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        imports.read(data)
    return refusal.value.code


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\n\r\n"])
def test_a_csv_is_read_however_it_is_written(mark: str, bom: str, end: str) -> None:
    text = bom + end.join(mark.join(f'"{one}"' for one in line) for line in LINES) + end
    [row] = imports.read(text.encode()).rows
    assert (row.email, row.name, row.roles) == ADA


def test_a_workbook_is_read_the_same() -> None:
    [row] = imports.read(book(sheet(LINES))).rows
    assert (row.line, row.email, row.name, row.roles) == (2, *ADA)


@pytest.mark.parametrize("header", ["email", "E-Mail", " EMAIL address ", "e_mail", "Mail"])
def test_headers_are_known_whatever_their_dress(header: str) -> None:
    assert column_of(header) == "email"


def test_columns_in_any_order_and_strange_ones_are_named() -> None:
    table = imports.read(b"Shoe size,Name,Email\n38,Ada,ADA@example.test \n")
    assert (table.rows[0].name, table.rows[0].email) == ("Ada", "ada@example.test")
    assert table.ignored == ("Shoe size",)


def test_short_and_long_lines_and_empty_ones_do_no_harm() -> None:
    table = imports.read(b"email,name\n\na@example.test\n,,\nb@example.test,B,C,D\n")
    assert [(row.line, row.email) for row in table.rows] == [
        (3, "a@example.test"),
        (5, "b@example.test"),
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"email\n", "empty"),
        (b"name\nAda\n", "no_email"),
        (b"email,e-mail\na,b\n", "column_twice"),
        ("Email;Name\nä@x.test;Zoë".encode("latin-1"), "not_utf8"),
        ("email\na@example.test".encode("utf-16"), "not_utf8"),
        (b"email\x00\na", "no_table"),
        (b'email\n"a', "no_table"),
        (b"email\n" + b"a" * 200_000, "no_table"),
        (b"," * 60 + b"email\na\n", "too_wide"),
        (b"email\n" + b"a@example.test\n" * 20_001, "too_many"),
        (b"email\n" + b"\n" * 60_000, "too_many"),
        (b"a" * (imports.MOST_BYTES + 1), "too_large"),
        (b"PK\x03\x04 and then nothing", "no_table"),
        (b"%PDF-1.7\nemail", "no_email"),
    ],
)
def test_what_is_no_list_of_people_is_refused_as_a_whole(data: bytes, why: str) -> None:
    assert code(data) == why


FAR = '<row r="1048576">' + cell("XFD1048576", "x") + "</row>"
ENTITIES = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY b "&f;&f;">]>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        # a single cell in the far corner would have everything before it laid out
        (book(sheet(LINES, more=FAR)), "too_many"),
        (book(sheet(LINES, more=FAR.replace("1048576", "9"))), "too_wide"),
        (book(sheet(LINES, more='<row r="3">' + "<c/>" * 60 + "</row>")), "no_table"),
        (book(sheet(LINES, more="<row><c x=' r=\"A1\"'/></row>")), "no_table"),
        (book(sheet(LINES).encode("utf-16")), "no_table"),
        (book(sheet([LINES[0], ("a@example.test", "&f;&b;")], before=ENTITIES)), "no_table"),
        (book(sheet(LINES), xl__big=b"0" * 30_000_000), "bomb"),
        (book(sheet(LINES), **{f"xl__{n}": b"x" for n in range(250)}), "bomb"),
        (book(sheet(LINES), **{"..__..__etc__passwd": b"x"}), "no_table"),
        (book(sheet(LINES), **{"__etc__passwd": b"x"}), "no_table"),
        (book("<worksheet"), "no_table"),
        (book(sheet(LINES)).replace(b"xl/workbook.xml", b"xl/workbook.bin"), "no_table"),
        (book(sheet(LINES))[:-40], "no_table"),
    ],
)
def test_a_hostile_workbook_is_refused_before_it_is_read(data: bytes, why: str) -> None:
    assert code(data) == why


def test_a_size_that_lies_fails_its_checksum() -> None:
    data = bytearray(book(sheet(LINES), xl__big=b"0" * 40_000))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        true = archive.getinfo("xl/big").file_size
    lie = true.to_bytes(4, "little")
    data = bytes(data).replace(lie, (100).to_bytes(4, "little"))
    assert code(data) == "no_table"


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_unreadable(data: bytes) -> None:
    for one in (data, b"email\n" + data, b"PK\x03\x04" + data):
        try:
            table = imports.read(one)
        except Unreadable:
            continue
        assert all("\n" not in row.name and "\x00" not in row.email for row in table.rows)


KNOWN = Known(
    here=frozenset({"here@example.test"}),
    invited=frozenset({"asked@example.test"}),
    accounts=frozenset({"away@example.test"}),
    mentors={"oda": (1,), "oda@example.test": (1,), "nils": (2, 3)},
    teams={"early": 7},
)


@pytest.mark.parametrize(
    ("row", "fate", "why"),
    [
        ({"email": "new@example.test"}, Fate.NEW, None),
        ({"email": "away@example.test"}, Fate.JOINS, None),
        ({"email": "here@example.test"}, Fate.HERE, None),
        ({"email": "asked@example.test"}, Fate.INVITED, None),
        ({"email": ""}, Fate.REFUSED, Why.NO_EMAIL),
        ({"email": "new@"}, Fate.REFUSED, Why.EMAIL),
        ({"email": "a@b@example.test"}, Fate.REFUSED, Why.EMAIL),
        ({"email": "a b@example.test"}, Fate.REFUSED, Why.EMAIL),
        ({"email": "=cmd|' /C calc'!A0"}, Fate.REFUSED, Why.EMAIL),
        ({"email": "<script>@example.test"}, Fate.REFUSED, Why.EMAIL),
        ({"email": "n@example.test", "name": "x" * 151}, Fate.REFUSED, Why.TOO_LONG),
        ({"email": "n@example.test", "roles": "boss"}, Fate.REFUSED, Why.ROLE),
        ({"email": "n@example.test", "mentor": "Nobody"}, Fate.REFUSED, Why.MENTOR),
        ({"email": "n@example.test", "mentor": "NILS"}, Fate.REFUSED, Why.TWO_MENTORS),
        ({"email": "n@example.test", "team": "Late"}, Fate.REFUSED, Why.TEAM),
        ({"email": "n@example.test", "mentor": "ODA", "team": "EARLY"}, Fate.NEW, None),
    ],
)
def test_every_row_has_a_fate_and_a_reason(row: dict, fate: Fate, why: Why | None) -> None:
    [verdict] = judge([Row(line=2, **row)], KNOWN)
    assert (verdict.fate, verdict.why) == (fate, why)


def test_of_two_rows_with_one_address_the_first_counts() -> None:
    first, second = judge([Row(2, "n@example.test"), Row(5, "n@example.test")], KNOWN)
    assert first.fate is Fate.NEW
    assert (second.why, second.detail) == (Why.DUPLICATE, "2")


@pytest.mark.parametrize(
    "text", ["Learner, Mentor", "mentor;junior", "MENTOR / learner", "mentor+junior"]
)
def test_several_roles_stand_in_one_cell(text: str) -> None:
    assert roles_of(text) == (("junior", "mentor"), "")


def test_a_role_that_is_not_hers_to_give_is_refused() -> None:
    known = Known(grantable=frozenset({"junior"}))
    [verdict] = judge([Row(2, "n@example.test", roles="owner")], known)
    assert (verdict.why, verdict.detail) == (Why.NOT_YOURS, "owner")


def test_the_bounds_are_those_that_were_promised() -> None:
    bounds = (reading.MOST_MEMBERS, reading.MOST_RATIO, reading.MOST_UNPACKED)
    assert bounds == (200, 100, 50 * 1024 * 1024)
    assert imports.MOST_BYTES == 10 * 1024 * 1024
