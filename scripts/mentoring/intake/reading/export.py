"""Reads an export as a table, whatever its file format, and writes rows of it back."""

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count, islice, zip_longest
from pathlib import Path

from mentoring.errors import MentoringError
from mentoring.files.atomic import content
from mentoring.files.changes import write
from mentoring.files.tables import as_csv, read_sheet, unguard
from mentoring.files.text import decoded_strictly
from mentoring.files.tree import read_input
from mentoring.intake import said
from mentoring.intake.forms.mapping import Source

Cells = tuple[str, ...]

WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MARKS = {
    **dict.fromkeys((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE), "utf-32"),  # begins as UTF-16's
    **dict.fromkeys((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE), "utf-16"),
    codecs.BOM_UTF8: "utf-8-sig",
}
_SEPARATOR = re.compile(r'\ufeff?"?sep=(.)"?[\r\n]', re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One answer: its row number as in a spreadsheet (the headings are row 1), and its cells."""

    number: int
    cells: Cells

    @cached_property
    def filled(self) -> frozenset[int]:
        """The columns (from 0) that are not empty; none in a blank row."""
        return frozenset(at for at, cell in enumerate(self.cells) if cell.strip())

    def text(self, at: int) -> str:
        """The text in a column, stripped; empty in a row that does not reach it."""
        return self.cells[at].strip() if at < len(self.cells) else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A file's headings and rows; the rest serves to write rows as they are in the file."""

    name: str
    headers: Cells
    rows: tuple[Row, ...]
    above: tuple[Cells, ...]
    encoding: str = "utf-8-sig"
    delimiter: str = ","


def read(path: Path, source: Source) -> Table:
    """The table in a CSV file or a workbook; raises MentoringError with a cure for other files."""
    data, name = read_input(path), path.name
    if data.startswith(OLD_WORKBOOK):
        raise MentoringError(said("old-workbook", file=name))
    encoding, delimiter, count = "utf-8-sig", source.delimiters[0], source.header_rows
    records: Iterator[Cells]
    if data.startswith(WORKBOOK):
        sheet = read_sheet(data, name, source.sheet)
        width = max(map(len, sheet[:count]), default=0)
        records = ((*cells, *[""] * (width - len(cells))) for cells in sheet)
    else:
        text, encoding = _decoded(data, name, source.encodings)
        stated = _SEPARATOR.match(text)  # to Excel, that line is no row
        delimiter = stated[1] if stated else _delimiter(text, source)
        records = islice(_records(text, name, delimiter), 1 if stated else 0, None)
    above = tuple(islice(records, count))
    headers = _headers(above, source) if len(above) == count else ()
    rows = tuple(Row(number=at, cells=cells) for at, cells in enumerate(records, count + 1))
    if not any(map(str.strip, headers)):
        place = "first row" if count == 1 else f"first {count} rows"
        raise MentoringError(said("no-headings", file=name, rows=place))
    return Table(
        name=name,
        headers=headers,
        rows=rows,
        above=above,
        encoding=encoding,
        delimiter=delimiter,
    )


def _decoded(data: bytes, name: str, declared: Sequence[str]) -> tuple[str, str]:
    """The text of a file, and the name of the codec that reads it, its mark included."""
    marked = next((codec for mark, codec in _MARKS.items() if data.startswith(mark)), None)
    if marked == "utf-32" or (marked is None and b"\0" in data[:4096]):
        raise MentoringError(said(marked or "no-mark", file=name))
    for codec in (marked,) if marked else declared:
        text = decoded_strictly(data, codec)
        if text is not None:
            return text, codec
    facts = {"file": name, "codec": marked, "codecs": " and not ".join(declared)}
    raise MentoringError(said("damaged" if marked else "encoding", **facts))


def _delimiter(text: str, source: Source) -> str:
    """The declared delimiter that gives the most headings."""

    def headings(delimiter: str) -> int:
        with suppress(csv.Error):
            return len(next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), []))
        return 0

    return max(source.delimiters, key=headings)


def _records(text: str, name: str, delimiter: str) -> Iterator[Cells]:
    """The rows of a CSV file (RFC 4180), with any line ends."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    done = 0
    try:
        for record in reader:
            done = reader.line_num
            yield tuple(map(unguard, record))
    except csv.Error as error:
        lines = list(io.StringIO(text, newline=""))[done : reader.line_num]
        facts = {"line": done + _line_of_open_quote("".join(lines), delimiter), "error": error}
        raise MentoringError(said("open-quote", file=name, last=reader.line_num, **facts)) from None


def _line_of_open_quote(row: str, delimiter: str) -> int:
    """The line (from 1) of the cell whose quote is not closed, or has text after it."""
    between = re.escape(delimiter)
    cell = rf'(?:"(?:[^"]|"")*+"|(?!")[^{between}\r\n]*+)'
    sound = re.match(rf"(?:{cell}(?:{between}|\r\n|\r|\n))*+", row)
    return 1 + len(re.findall(r"\r\n|\r|\n", sound[0] if sound else ""))


def _headers(above: Sequence[Cells], source: Source) -> Cells:
    """One heading a column; a question counts for the columns on its right that have none."""
    asked = above[source.question_row - 1]
    if source.caption_row is None:
        return asked
    captions = above[source.caption_row - 1]
    headings: list[str] = []
    question = ""
    for ask, caption in zip_longest(asked, captions, fillvalue=""):
        question = ask if ask.strip() else question
        plain = caption.strip() in {"", *source.plain}
        headings.append(question if plain else source.column.format(ask=question, caption=caption))
    return tuple(headings)


def write_refused(path: Path, table: Table, numbers: Collection[int]) -> Path:
    """Write these rows of an export beside it, as NAME.refused.csv, and return the new path.

    They have its format, without white space before cells. A file of other rows, which may be being
    corrected, is not overwritten: then it is NAME.2.refused.csv and so on.
    """
    rows = (row.cells for row in table.rows if row.number in numbers)
    stripped = ([cell.lstrip() for cell in cells] for cells in chain(table.above, rows))
    data = as_csv(stripped, delimiter=table.delimiter).encode(table.encoding)
    suffixes = chain(["refused"], (f"{number}.refused" for number in count(2)))
    names = (path.with_name(f"{path.stem}.{suffix}.csv") for suffix in suffixes)
    beside = next(name for name in names if content(name) in {None, data})
    write(beside, data, private=True)
    return beside
