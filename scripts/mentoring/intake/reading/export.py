"""Reads an export as a table, whatever its file format, and writes rows of it back."""

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, islice
from pathlib import Path

from mentoring.errors import MentoringError
from mentoring.files import atomic
from mentoring.files.text import decoded_strictly
from mentoring.files.tree import read_input
from mentoring.intake.forms.mapping import Source

Cells = tuple[str, ...]

WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MARKS = (
    (codecs.BOM_UTF32_LE, ""),  # before UTF-16, as it begins with the same mark
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATOR = re.compile(r'\ufeff?"?sep=(.)"?[\r\n]', re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
# A formula, also in the full-width signs that spreadsheets take, behind apostrophes that guard it.
_FORMULA = re.compile(r"'*[=+\-@\uff1d\uff0b\uff0d\uff20]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One answer: its row number as in a spreadsheet (the headings are row 1), and its cells."""

    number: int
    cells: Cells

    @property
    def blank(self) -> bool:
        """Whether all cells are empty."""
        return not self.filled

    @property
    def filled(self) -> tuple[int, ...]:
        """The columns (from 0) that are not empty."""
        return tuple(at for at, cell in enumerate(self.cells) if cell.strip())


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Headings and rows; `encoding` and `delimiter` are those for writing a similar file.

    `above` are the heading rows, as they are in the file.
    """

    headers: Cells
    rows: tuple[Row, ...]
    above: tuple[Cells, ...]
    encoding: str = "utf-8-sig"
    delimiter: str = ","


def read(path: Path, source: Source) -> Table:
    """The table in a CSV file or in a workbook (.xlsx, .ods); its first bytes tell which.

    Raises:
        MentoringError: if the file cannot be read as either; the message says what to do.
    """
    data = read_input(path)
    if data.startswith(OLD_WORKBOOK):
        raise MentoringError(f"{path.name} is a workbook of an old kind. Save it as .xlsx or CSV.")
    read_as = _workbook if data.startswith(WORKBOOK) else _delimited
    table = read_as(data, path.name, source)
    if not any(heading.strip() for heading in table.headers):
        place = "first row" if source.header_rows == 1 else f"first {source.header_rows} rows"
        raise MentoringError(f"{path.name} is empty: it has no headings in its {place}.")
    return table


def _workbook(data: bytes, name: str, source: Source) -> Table:
    """The sheet that `source` names, or the first; each row is padded to the headings' width."""
    from mentoring.files.tables import read_sheet

    records = read_sheet(data, name, source.sheet)
    width = max(map(len, records[: source.header_rows]), default=0)
    padded = ((*cells, *[""] * (width - len(cells))) for cells in records)
    return _table(padded, source, "utf-8-sig", source.delimiters[0])


def _delimited(data: bytes, name: str, source: Source) -> Table:
    """The table in a CSV file (RFC 4180), with any line ends.

    The delimiter is the one in a line `sep=`, else the declared one that gives the most headings.
    """
    text, encoding = _decoded(data, name, source.encodings)
    stated = _SEPARATOR.match(text)
    headings = {delimiter: _headings(text, delimiter) for delimiter in source.delimiters}
    delimiter = stated[1] if stated else max(headings, key=lambda tried: len(headings[tried]))
    records = _records(text, name, delimiter)
    answers = islice(records, 1, None) if stated else records  # to Excel that line is no row
    return _table(answers, source, encoding, delimiter)


def _decoded(data: bytes, name: str, declared: Sequence[str]) -> tuple[str, str]:
    """The text of a file, and the name of the codec that reads it, its mark included."""
    marked = next((codec for mark, codec in _MARKS if data.startswith(mark)), None)
    if marked == "":
        raise MentoringError(f"{name} is UTF-32, which is not read. Save it as UTF-8.")
    if marked is None and b"\0" in data[:4096]:
        raise MentoringError(
            f"{name} is UTF-16 or UTF-32 without a byte order mark, or no text at all. "
            "Save it as UTF-8."
        )
    for codec in (marked,) if marked else declared:
        text = decoded_strictly(data, codec)
        if text is not None:
            return text, codec
    if marked:
        raise MentoringError(f"{name} is marked as {marked} and is damaged. Export it again.")
    raise MentoringError(
        f"{name} is not {' and not '.join(declared)} throughout. Save it as UTF-8, or declare "
        "its encoding in the mapping (source, encodings)."
    )


def _headings(text: str, delimiter: str) -> list[str]:
    """The headings that this delimiter, which may be wrong, would give."""
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []


def _records(text: str, name: str, delimiter: str) -> Iterator[Cells]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    done = 0
    try:
        for record in reader:
            done = reader.line_num
            yield tuple(map(_unguarded, record))
    except csv.Error as error:
        lines = list(io.StringIO(text, newline=""))
        row = "".join(lines[done : reader.line_num])
        line = done + 1 + _before_open_quote(row, delimiter)
        raise MentoringError(
            f"{name}, line {line}: a quote opens here that is not closed as in a CSV file "
            f"({error}, line {reader.line_num}). Export it again, or close the quote."
        ) from None


def _before_open_quote(row: str, delimiter: str) -> int:
    """The number of line ends before the cell whose quote is not closed, or has text after it."""
    at = 0
    while at < len(row):
        quoted = _QUOTED.match(row, at)
        end = quoted.end() if quoted else at
        if row[at] == '"' and (not quoted or row[end : end + 1] not in {delimiter, "\r", "\n", ""}):
            break
        after = row.find(delimiter, end)
        if after < 0:
            break
        at = after + 1
    return len(re.findall(r"\r\n|\r|\n", row[:at]))


def _table(records: Iterable[Cells], source: Source, encoding: str, delimiter: str) -> Table:
    remaining = iter(records)
    above = tuple(islice(remaining, source.header_rows))
    numbered = enumerate(remaining, start=source.header_rows + 1)
    return Table(
        headers=_headers(above, source),
        rows=tuple(Row(number=number, cells=cells) for number, cells in numbered),
        above=above,
        encoding=encoding,
        delimiter=delimiter,
    )


def _headers(above: Sequence[Cells], source: Source) -> Cells:
    """One heading for each column, from the rows with the questions and their choices.

    A question is written over its first column, and counts for its other columns as well.
    """
    if len(above) < source.header_rows:
        return ()
    asked = above[source.question_row - 1]
    if source.caption_row is None:
        return asked
    captions = above[source.caption_row - 1]
    headings: list[str] = []
    question = ""
    for at in range(max(len(asked), len(captions))):
        above_it = asked[at] if at < len(asked) else ""
        question = above_it if above_it.strip() else question
        caption = captions[at] if at < len(captions) else ""
        plain = not caption.strip() or caption.strip() in source.plain
        headings.append(question if plain else source.column.format(ask=question, caption=caption))
    return tuple(headings)


def written(table: Table, numbers: Collection[int]) -> bytes:
    """The headings and the rows with these numbers, cell for cell, in the export's format.

    Cells that a spreadsheet would run as formulas are guarded; reading removes the guard.
    """
    text = io.StringIO(newline="")
    rows = (row.cells for row in table.rows if row.number in numbers)
    writer = csv.writer(text, delimiter=table.delimiter)
    writer.writerows(map(_guarded, cells) for cells in chain(table.above, rows))
    return text.getvalue().encode(table.encoding)


def _guarded(cell: str) -> str:
    """The cell without white space in front, where some programs look for a formula behind it."""
    text = cell.lstrip()
    return f"'{text}" if _FORMULA.match(text) else text


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def write_beside(path: Path, rows: bytes) -> Path:
    """Write refused rows beside their export, without overwriting a file that is being corrected.

    Returns the file's path: `NAME.refused.csv`, else `NAME.2.refused.csv` and so on.
    """
    numbers = chain([""], (f".{number}" for number in count(2)))
    names = (path.with_name(f"{path.stem}{number}.refused.csv") for number in numbers)
    beside = next(name for name in names if atomic.content(name) in {None, rows})
    atomic.write(beside, rows, private=True)
    return beside
