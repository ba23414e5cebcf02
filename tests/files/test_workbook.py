"""Workbooks: every row is read, also where the stated size is wrong, within limits."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from files.workbooks import HEAD, MAIN, PARTS, shared_strings, sheet, workbook
from mentoring.errors import MentoringError
from mentoring.files.tables import read_sheet


@pytest.mark.parametrize(
    "dimension",
    [None, "A1", "A1:A1", "A1:AS5", "A1:B15", "A1:B9", "B2:B3", "A1:XFD1048576", "A1:ZZZ9",
     "XFD1048576", "A1:B999999999999", "B15:A1"],
)  # fmt: skip
def test_the_stated_dimension_is_not_trusted(dimension: str | None) -> None:
    """Fifteen rows are read where the sheet states fewer."""
    rows = read_sheet(workbook(sheet(15, dimension)), "a.xlsx", None)
    assert rows == [(f"a{row}", str(row)) for row in range(1, 16)]


FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
WIDE = '<row r="16"><c r="XFD16"><v>1</v></c></row>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(ord("a") + step + 1)} "{("&" + chr(ord("a") + step) + ";") * 10}">'
    for step in range(9)
) + "]>"  # fmt: skip
TOO_MUCH = {
    "a cell in the last corner": workbook(sheet(15, None, FAR)),
    "300 MB of shared strings": workbook(sheet(15), shared_strings(3_000, "x" * 100_000)),
}


@pytest.mark.parametrize("kind", TOO_MUCH)
def test_more_than_any_form_asks_is_refused_at_once(kind: str) -> None:
    """By its size, by the cells it spans, or by what reading it takes."""
    began = time.monotonic()
    with pytest.raises(MentoringError, match=r"unpacks to|spans more|more than is read"):
        read_sheet(TOO_MUCH[kind], "a.xlsx", None)
    assert time.monotonic() - began < 10


def test_a_wide_row_is_read() -> None:
    """Sixteen rows by the widest sheet there can be are within the limit."""
    rows = read_sheet(workbook(sheet(15, None, WIDE)), "a.xlsx", None)
    assert (len(rows), len(rows[-1])) == (16, 16384)


DAMAGED = {
    **{
        f"a dimension {stated!r}": workbook(sheet(15, stated))
        for stated in ("", "nonsense", "A0:B0", "Sheet!A1:B2")
    },
    "no sheet": workbook(""),
    "no workbook part": workbook(sheet(2), {"xl/workbook.xml": ""}),
    "entities in entities": workbook(
        sheet(2).replace(HEAD, HEAD + LAUGHS).replace("a1", "&j;")
    ),
    "an external entity": workbook(
        sheet(2)
        .replace(HEAD, f'{HEAD}<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')
        .replace("a1", "&e;")
    ),
    "cut in the middle": workbook(sheet(15))[:900],
    "a byte of rubbish": workbook(sheet(15))[:200] + b"\xff" + workbook(sheet(15))[201:],
    "not XML": workbook("<worksheet><sheetData><row><c></row>"),
    "a sheet elsewhere": workbook(
        sheet(2),
        {"xl/_rels/workbook.xml.rels": PARTS["xl/_rels/workbook.xml.rels"].replace(
            "worksheets/sheet1.xml", "../../../../etc/passwd")},
    ),
    "a string that is not there": workbook(
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="s"><v>99</v></c>'
        "</row></sheetData></worksheet>"
    ),
    "no archive": b"PK\x03\x04 and no more",
    "nothing": b"",
}  # fmt: skip


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_workbook_is_refused_or_read_without_what_is_damaged(kind: str) -> None:
    """A damaged file is an error of the data, and shows no word of another file."""
    rows = []
    with suppress(MentoringError):
        rows = read_sheet(DAMAGED[kind], "a.xlsx", None)
    assert not any("root:" in cell or len(cell) > 1000 for row in rows for cell in row)
