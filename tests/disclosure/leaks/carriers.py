"""The places of a site that can hold a text, each as a file that a site could have."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import quopri
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING
from urllib.parse import quote

import icalendar
from pypdf import PdfWriter

if TYPE_CHECKING:
    from collections.abc import Callable

Carrier = tuple[str, "Callable[[str], bytes]"]


def _page(body: str) -> bytes:
    page = f"<!doctype html>\n<html lang=en><title>Page</title>\n<body class=x>{body}</body></html>"
    return page.encode()


def _split(text: str) -> bytes:
    """Every letter in an element of its own."""
    return _page("".join(f"<b>{html.escape(one)}</b>" if one != " " else " " for one in text))


def _cells(text: str) -> bytes:
    """Every word in a cell of its own."""
    cells = "\n".join(f"<td>{html.escape(word)}</td>" for word in text.split())
    return _page(f"<table><tr>\n{cells}\n</tr></table>")


def _commented(text: str) -> bytes:
    return _page("".join(f"{html.escape(one)}<!-- > a <b>b</b> -->" for one in text))


def _index(text: str) -> bytes:
    entry = {"location": "a/", "title": "A", "text": f"<p>One</p> <p>{html.escape(text)}</p>"}
    return json.dumps({"config": {"lang": ["en"]}, "docs": [entry]}).encode()


def _calendar(text: str) -> bytes:
    event = icalendar.Event()
    event.add("summary", "A meeting of everybody with a long title, and " + text)
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    return calendar.to_ical()


def _sitemap(text: str) -> bytes:
    place = f"https://mentoring.example.org/{quote(text)}/"
    return f"<?xml version='1.0'?>\n<urlset><url><loc>{place}</loc></url></urlset>".encode()


def _chunk(kind: bytes, body: bytes) -> bytes:
    check = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)


def png(kind: bytes, body: bytes) -> bytes:
    """A picture of one pixel with one more chunk."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    dots = _chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(kind, body) + dots + _chunk(b"IEND", b"")


def jpeg(marker: int, body: bytes) -> bytes:
    """A picture, as far as its segments go, with one more segment."""
    segment = bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2) + body
    scan = b"\xff\xda\x00\x04\x01\x00" + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8\xff\xe0\x00\x04JF" + segment + scan + b"\xff\xd9"


def _exif(text: str, form: str) -> bytes:
    return b"Exif\0\0II*\0\x08\0\0\0\x01\0\x9c\x9d\x01\0" + text.encode(form) + b"\0\0"


def _xmp(text: str) -> bytes:
    label = b"http://ns.adobe.com/xap/1.0/\0"
    return label + f"<x:xmpmeta><dc:creator>{html.escape(text)}</dc:creator>".encode()


def _pdf() -> PdfWriter:
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    return writer


def _metadata(text: str) -> bytes:
    writer = _pdf()
    writer.add_metadata({"/Author": text})
    return _written(writer)


def _attached(text: str) -> bytes:
    writer = _pdf()
    writer.add_attachment("list.csv", f"a,{text}".encode())
    writer.compress_identical_objects()
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def _zipped(text: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<si><t>{html.escape(text)}</t></si>")
    return data.getvalue()


def _escaped(text: str) -> str:
    return json.dumps("".join(text))


def _css_escaped(text: str) -> str:
    return "".join(f"\\{ord(one):x} " for one in text)


CARRIERS: dict[str, Carrier] = {
    "text of a page": ("a.html", lambda text: _page(f"<p>{html.escape(text)}</p>")),
    "letters in tags": ("a.html", _split),
    "words in cells": ("a.html", _cells),
    "letters between comments": ("a.html", _commented),
    "attribute": ("a.html", lambda text: _page(f'<img src=x.png alt="{html.escape(text)}">')),
    "comment": ("a.html", lambda text: _page(f"<!-- {text} -->")),
    "inline data": ("a.html", lambda text: _page(f"<script>x={_escaped(text)}</script>")),
    "page in UTF-16": ("a.html", lambda text: _page(text).decode().encode("utf-16")),
    "search index": ("search/search_index.json", _index),
    "value in JSON": ("a.json", lambda text: json.dumps({"a": [1, {"b": text}]}).encode()),
    "key in JSON": ("a.json", lambda text: json.dumps({text: 1}, indent=1).encode()),
    "key that stands twice": ("a.json", lambda text: f'{{"a": {_escaped(text)}, "a": 1}}'.encode()),
    "broken JSON": ("a.json", lambda text: f'{{"a": {_escaped(text)},'.encode()),
    "title in SVG": (
        "a.svg",
        lambda text: f"<svg><title>{html.escape(text)}</title><path d='M0 0'/></svg>".encode(),
    ),
    "unprinted data in SVG": ("a.svg", lambda text: f"<svg><![CDATA[{text}]]></svg>".encode()),
    "calendar": ("a.ics", _calendar),
    "sitemap": ("sitemap.xml", _sitemap),
    "packed sitemap": ("sitemap.xml.gz", lambda text: gzip.compress(_sitemap(text))),
    "comment in a style sheet": ("a.css", lambda text: f"/* {text} */".encode()),
    "escapes in a style sheet": (
        "a.css",
        lambda text: f'p::after {{ content: "{_css_escaped(text)}" }}'.encode(),
    ),
    "escapes in a script": ("a.js", lambda text: f"const a={_escaped(text)};".encode()),
    "source map": (
        "a.js.map",
        lambda text: json.dumps({"version": 3, "sourcesContent": [f"// {text}\nx()"]}).encode(),
    ),
    "quoted-printable": ("a.eml", lambda text: quopri.encodestring(text.encode())),
    "feed": ("feed.xml", lambda text: f"<p>{html.escape(html.escape(text))}</p>".encode()),
    "data address": (
        "a.css",
        lambda text: f"url(data:image/svg+xml,{quote(f'<title>{text}</title>')})".encode(),
    ),
    "packed in JSON": (
        "a.json",
        lambda text: json.dumps(
            {"a": base64.b64encode(f"A, {text}, b".encode()).decode()}
        ).encode(),
    ),
    "metadata of a document": ("a.pdf", _metadata),
    "attachment of a document": ("a.pdf", _attached),
    "workbook": ("a.xlsx", _zipped),
    "text in PNG": ("a.png", lambda text: png(b"tEXt", b"Author\0" + text.encode())),
    "packed text in PNG": (
        "a.png",
        lambda text: png(b"zTXt", b"Author\0\0" + zlib.compress(text.encode())),
    ),
    "international text in PNG": (
        "a.png",
        lambda text: png(b"iTXt", b"A\0\1\0en\0A\0" + zlib.compress(text.encode())),
    ),
    "EXIF in PNG": ("a.png", lambda text: png(b"eXIf", _exif(text, "utf-8"))),
    "behind a PNG": ("a.png", lambda text: png(b"tIME", b"") + text.encode()),
    "comment in JPEG": ("a.jpg", lambda text: jpeg(0xFE, text.encode())),
    "EXIF in JPEG": ("a.jpg", lambda text: jpeg(0xE1, _exif(text, "utf-16-le"))),
    "XMP in JPEG": ("a.jpg", lambda text: jpeg(0xE1, _xmp(text))),
    "behind a JPEG": ("a.jpg", lambda text: jpeg(0xFE, b"") + text.encode()),
    "other binary": ("a.woff", lambda text: b"\0\1\2\3" + text.encode("utf-16-be") + b"\0\0"),
    "file without an ending": ("CNAME", lambda text: text.encode()),
    "hidden file": (".well-known/.a", lambda text: text.encode()),
}
