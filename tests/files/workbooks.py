"""Workbooks written by hand, so that they can be as wrong as a test wants them."""

from __future__ import annotations

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
PARTS = {
    "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Answers" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>",
}


def sheet(rows: int, dimension: str | None = None, more: str = "") -> str:
    """A sheet of `rows` rows with two cells each, the headings first; `more` is put at its end."""
    stated = f'<dimension ref="{dimension}"/>' if dimension is not None else ""
    body = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>a{row}</t></is></c>'
        f'<c r="B{row}"><v>{row}</v></c></row>'
        for row in range(1, rows + 1)
    )
    data = f"<sheetData>{body}{more}</sheetData>"
    return f'{HEAD}<worksheet xmlns="{MAIN}">{stated}{data}</worksheet>'


def workbook(sheet_xml: str, parts: dict[str, str] | None = None) -> bytes:
    """The workbook with this sheet; `parts` take the place of others."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (PARTS | {"xl/worksheets/sheet1.xml": sheet_xml} | (parts or {})).items():
            archive.writestr(name, text)
    return file.getvalue()


def shared_strings(count: int, text: str) -> dict[str, str]:
    """A part of many shared strings, which compress to almost nothing."""
    items = f"<si><t>{text}</t></si>" * count
    return {"xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}">{items}</sst>'}
