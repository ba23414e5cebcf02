"""Traces are found in every spelling and encoding, and cut out completely."""

from __future__ import annotations

import base64
import bz2
import gzip
import hashlib
import html
import io
import lzma
import quopri
import unicodedata
import zipfile
import zlib
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.leaks.carriers import CARRIERS
from mentoring.files.decodings import inner, readings
from mentoring.operations.erasure.redaction import Redaction
from mentoring.operations.erasure.subject import (
    Holder,
    known_people,
    of_editions,
    of_person,
)
from mentoring.operations.git import Object
from mentoring.people.normalized_words import folded
from mentoring.people.traces import Traces, of_name
from mentoring.store.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable

NAME, EMAIL, ID = "Zdenka Quuxová", "zdenka.quuxova@example.org", "kfwtzn"
SUBJECT = of_person(ID, [Holder(ID, "2026", NAME, EMAIL, "pppppp")], [])
CERTAIN = SUBJECT.certain

WRITTEN = [
    "Zdenka Quuxová",
    "ZDENKA QUUXOVÁ",
    "Zdenka Quuxova",
    "Quuxová, Zdenka",
    "zdenka_quuxova.pdf",
    "Zdenka\n    Quuxová",
    "# Zdenka\n# Quuxová",
    unicodedata.normalize("NFD", "Zdenka Quuxová"),
    "＜Ｚｄｅｎｋａ　Ｑｕｕｘｏｖá＞",  # noqa: RUF001 (full-width letters, as some keyboards write)
    "ZDENKA.QUUXOVA@EXAMPLE.ORG",
    "mailto:zdenka.quuxova@example.org?subject=x",
    "data/applications/2026/kfwtzn.yaml",
    "kfwtzn:rzbxcd",
    "welcome-KFWTZN.eml",
    "pppppp",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_a_trace_is_found_however_it_is_written(text: str) -> None:
    """Case, accents, order, separators, line breaks and Unicode forms do not hide it."""
    assert CERTAIN.within(text)
    assert "erased-1" in CERTAIN.cut(text)
    assert not CERTAIN.within(CERTAIN.cut(text))


@pytest.mark.parametrize(
    "text",
    ["Tavi Glyuonenko", "GLUONENKO, Tavi", "tavigliuonenko", "T. Glyuonenko", "Тави Глюоненко"],
)
def test_erasure_and_audit_know_the_same_forms(text: str) -> None:
    """In another script, and glued; forms that others may share, such as initials, are doubtful."""
    holder = Holder(ID, "2026", "Тави Глюоненко", "tg@example.org", "")
    subject = of_person(ID, [holder], [])
    is_initialled = text.startswith("T. ")
    assert subject.certain.within(text) != is_initialled
    assert subject.doubtful.within(text) >= is_initialled


def test_names_that_run_into_each_other_leave_no_remainder() -> None:
    """Overlapping traces are cut as one."""
    text = "Quuxová Zdenka Quuxová (zdenka.quuxova@example.org)"
    cut = CERTAIN.cut(text)
    assert "uux" not in cut.casefold()
    assert "zdenka" not in cut.casefold()


PACKED = {
    "hexadecimal": NAME.encode().hex().encode(),
    "spaced hexadecimal": NAME.encode().hex(" ").encode(),
    "octal": "".join(f"\\{one:03o}" for one in NAME.encode()).encode(),
    "numbers": ",".join(str(ord(one)) for one in NAME).encode(),
    "letters apart": " ".join(NAME.replace(" ", "")).encode(),
    "bzip2": bz2.compress(NAME.encode() * 9),
    "xz": lzma.compress(NAME.encode() * 9),
    "zlib": zlib.compress(NAME.encode() * 9),
}


@pytest.mark.parametrize("way", PACKED)
def test_what_is_cheap_to_undo_is_undone(way: str) -> None:
    """Digits, escapes, spaced-out letters and compressed files are decoded."""
    assert any(CERTAIN.within(reading) for reading in readings(PACKED[way]))


def test_a_digest_is_no_text() -> None:
    """Hexadecimal digits are decoded if they spell a text."""
    digest = hashlib.sha256(b"")
    assert digest.digest() not in inner(digest.hexdigest().encode())


@pytest.mark.parametrize(
    "text", ["kfwtznb", "Zdenka", "Quuxová", "zdenka at example", "Zdenka and Quuxová", ""]
)
def test_what_is_no_certain_trace_is_left(text: str) -> None:
    """A longer word, a part of a name, or words far apart are no traces."""
    assert CERTAIN.cut(text) == text


def _zipped(text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", f"<row><c>{text}</c></row>")
    return packed.getvalue()


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "percent": lambda text: quote(text, safe="").encode(),
    "entities": lambda text: "".join(f"&#{ord(sign)};" for sign in text).encode(),
    "named entities": lambda text: html.escape(text).replace("á", "&aacute;").encode(),
    "backslashes": lambda text: "".join(f"\\u{ord(sign):04x}" for sign in text).encode(),
    "quoted-printable": lambda text: quopri.encodestring(text.encode()),
    "base64": lambda text: base64.encodebytes(f"Dear {text}, welcome to us.".encode()),
    "latin-1": lambda text: text.encode("latin-1"),
    "utf-16": lambda text: text.encode("utf-16"),
    "gzip": lambda text: gzip.compress(text.encode()),
    "zip": _zipped,
    "tags": lambda text: text.replace("n", "n<b></b>").encode(),
}


@pytest.mark.parametrize("name", ENCODINGS)
@pytest.mark.parametrize("text", [NAME, EMAIL])
def test_an_encoding_hides_nothing(name: str, text: str) -> None:
    """One of the readings undoes every encoding of mails, workbooks and web pages."""
    assert any(CERTAIN.within(reading) for reading in readings(ENCODINGS[name](text)))


@pytest.mark.parametrize("carrier", CARRIERS)
def test_erasure_reads_every_kind_of_file_that_the_audit_reads(carrier: str) -> None:
    """Metadata of documents and pictures, too, compressed or not."""
    _, make = CARRIERS[carrier]
    assert any(CERTAIN.within(reading) for reading in readings(make(NAME)))


@pytest.mark.parametrize("name", ENCODINGS)
def test_what_cannot_be_cut_goes_as_a_whole(name: str) -> None:
    """A file is redacted if possible, or else dropped; no trace is left."""
    redaction = Redaction(SUBJECT)
    kept = redaction.content("docs/file", b"Before " + ENCODINGS[name](NAME))
    assert kept is None or not any(CERTAIN.within(reading) for reading in readings(kept))
    assert redaction.dropped == ({"docs/file": 1} if kept is None else {})


@given(st.text(), st.sampled_from(WRITTEN), st.text())
def test_cutting_leaves_nothing_and_takes_nothing_else(before: str, trace: str, after: str) -> None:
    """Every trace is removed, words around it stay, and cutting again changes nothing."""
    text = f"{before} | {trace} | {after}"
    cut = CERTAIN.cut(text)
    assert not CERTAIN.within(cut)
    assert CERTAIN.cut(cut) == cut
    kept = set(folded(before)) | set(folded(after))
    assert kept - set(folded(WRITTEN[0] + EMAIL)) - {ID, "pppppp"} <= set(folded(cut))


@given(st.binary(max_size=200))
def test_a_file_without_a_trace_stays_as_it_is(data: bytes) -> None:
    """Bytes that are not UTF-8 are kept."""
    if not any(CERTAIN.within(text) for text in readings(data)):
        assert Redaction(SUBJECT).content("x", data) == data


@given(st.binary(max_size=300))
def test_any_bytes_can_be_read(data: bytes) -> None:
    """Decoding ends for any bytes."""
    assert all(isinstance(text, str) for text in readings(data))


def test_two_people_under_one_address_are_one() -> None:
    """Applications with an address in common belong to one person, however it is typed."""
    known = [
        Holder("aaa", "2026", "A B", "one@example.org", ""),
        Holder("bbb", "2027", "A C", "ONE@example.org", ""),
        Holder("bbb", "2027", "A C", "two@example.org", ""),
        Holder("ccc", "2028", "A D", "two@example.org", ""),
        Holder("ddd", "2028", "E F", "three@example.org", ""),
    ]
    assert set(of_person("aaa", known, []).tombstones) == {"aaa", "bbb", "ccc"}


def test_addresses_that_differ_in_a_dot_are_two_people() -> None:
    """Two addresses that are equal as traces are doubtful, so a person has to check them."""
    known = [
        Holder("aaa", "2026", "Ann Other", "a.bee@example.org", ""),
        Holder("bbb", "2026", "Anthony Bee", "a_bee@example.org", ""),
    ]
    subject = of_person("aaa", known, [])
    assert set(subject.tombstones) == {"aaa"}
    assert not subject.certain.within("a_bee@example.org")
    assert subject.doubtful.within("a.bee@example.org")


def test_who_is_in_another_edition_keeps_their_words() -> None:
    """Removing an edition keeps a name and address that another edition needs."""
    known = [
        Holder("aaa", "2026", "A Bee", "one@example.org", ""),
        Holder("bbb", "2027", "A Bee", "one@example.org", ""),
    ]
    certain = of_editions({"2026"}, known, []).certain
    assert certain.within("aaa")
    assert not certain.within("A Bee, one@example.org, bbb")


def test_long_names_keep_their_order() -> None:
    """Up to three words match in any order; longer names as written or with the last word first."""
    assert of_name("Ana Bo") == {("ana", "bo"), ("bo", "ana")}
    assert of_name("A B C D") == {("a", "b", "c", "d"), ("d", "a", "b", "c")}
    assert folded("A.B@example.org") == ("a", "b", "example", "org")


def test_names_without_spaces_are_found_inside_text() -> None:
    """Chinese names are found without spaces around them."""
    traces = Traces(dict.fromkeys(of_name("王小明"), "erased-1"))
    assert traces.cut("我和王小明见面") == "我和erased-1见面"


FLOW = b"{id: kfwtzn, cohort: '2026', person: {name: Ada Ray, email: a@example.org}}"
CODE = b"profile: {code: pppppp}\nid: kfwtzn\n"


def test_a_person_is_known_from_any_layout_of_their_files() -> None:
    """The person and the profile's code may be in one file or two, in any layout."""
    blobs = [Object(str(number), "blob", data) for number, data in enumerate((FLOW, CODE, b"{"))]
    known, _ = known_people(blobs, Vault({}))
    assert known == {Holder(ID, "2026", "Ada Ray", "a@example.org", "pppppp")}
