"""Files made to hide something, or to stop the audit, fail at both."""

from __future__ import annotations

import gzip
import io
import os
import struct
import zipfile
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

import made
from disclosure.leaks.canary import programme
from disclosure.leaks.carriers import jpeg, png
from mentoring.disclosure.leaks import layers as reading
from mentoring.disclosure.leaks.audit import audit
from mentoring.errors import DataError
from mentoring.files.formats import UnreadableError
from mentoring.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

PROGRAMME = programme(made.application("kfwtzn", person=made.person("Zdenka Quuxová")))


def codes(site: Path) -> list[tuple[str, str]]:
    """The files that cannot be searched, and why."""
    report = audit(PROGRAMME, site)
    assert not report.clean
    return [(problem.path, problem.code) for problem in report.problems]


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    """Publishing would put any target of a link in its place."""
    secret, site = tmp_path / "secret", tmp_path / "site"
    secret.mkdir()
    (secret / "a.txt").write_text("Zdenka Quuxová")
    site.mkdir()
    (site / "file").symlink_to(secret / "a.txt")
    (site / "folder").symlink_to(secret)
    (site / "nowhere").symlink_to("/nowhere")
    assert codes(site) == [("file", "not-plain"), ("folder", "not-plain"), ("nowhere", "not-plain")]
    assert audit(PROGRAMME, site).findings == ()


def test_a_site_that_is_itself_a_link(tmp_path: Path) -> None:
    """A link is an error, and its target is not searched."""
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to("real")
    assert codes(tmp_path / "site") == [(".", "link")]


def test_pipes_and_sockets_are_not_waited_for(tmp_path: Path) -> None:
    """What is no file cannot be published."""
    os.mkfifo(tmp_path / "pipe")
    assert codes(tmp_path) == [("pipe", "not-plain")]


def test_the_name_of_a_link_is_a_name(tmp_path: Path) -> None:
    """It is found, and not printed."""
    (tmp_path / "Zdenka Quuxová").symlink_to("x")
    report = audit(PROGRAMME, tmp_path)
    assert [problem.path for problem in (*report.problems, *report.findings)] == ["[kfwtzn]"] * 2


def test_a_file_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bomb is not unpacked to its end, and is reported as unread."""
    monkeypatch.setattr(reading, "MOST", 1 << 20)
    bomb = gzip.compress(bytes(reading.MOST + 1))
    (tmp_path / "a.gz").write_bytes(bomb)
    (tmp_path / "b.png").write_bytes(png(b"zTXt", b"A\0\0" + zlib.compress(bytes(reading.MOST))))
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.gz", gzip.compress(bytes(reading.MOST // 2)))
    unread = ("a.gz", "b.png", "c.zip")
    assert [path for path, code in codes(tmp_path) if code == "unreadable"] == [*unread]


def test_unreadable_documents(tmp_path: Path) -> None:
    """Broken or encrypted: what they say is not known."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\nnonsense")
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    writer.encrypt("password")
    data = io.BytesIO()
    writer.write(data)
    (tmp_path / "b.pdf").write_bytes(data.getvalue())
    assert codes(tmp_path) == [("a.pdf", "unreadable"), ("b.pdf", "unreadable")]


@pytest.mark.parametrize(
    "data",
    [
        b"<!--" * 200_000,
        b"<" * 200_000,
        b"<a href='" * 100_000,
        b"&" * 200_000,
        b"%" * 200_000,
        b"\\u" * 200_000,
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b"9" * 200_000,
        b"A" * 200_000,
        "e\u0301\u0302".encode() * 100_000,
        "\u00ad".encode() * 100_000,
        b"%PDF-1.7\n" + b"stream\n" * 100_000,
        b"kfwtzn " * 20_000,
        b"Zdenka " * 20_000,
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 1000,
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", 0, b"x\x9c\x9c\x9c") * 10_000,
        b"\xff\xd8\xff" + b"\xff" * 100_000,
        b"\xff\xd8\xff\xe1\x00\x00" * 10_000,
    ],
    ids=range(19),
)
@pytest.mark.parametrize("suffix", [".html", ".json"])
def test_a_file_made_to_take_for_ever_does_not(data: bytes, suffix: str, tmp_path: Path) -> None:
    """The time is proportional to the size, and the depth of what is nested does not matter."""
    (tmp_path / f"a{suffix}").write_bytes(data)
    (tmp_path / "b.txt").write_text("Zdenka Quuxová")
    assert "b.txt" in {finding.path for finding in audit(PROGRAMME, tmp_path).findings}


@given(st.binary(max_size=300), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe1"]))
def test_any_bytes_can_be_searched(data: bytes, magic: bytes) -> None:
    """The layers of any bytes are texts, or the file is reported as unread."""
    for suffix in (".html", ".json"):
        assert all(
            isinstance(layer.text, str) for layer in reading.layers(f"a{suffix}", magic + data)
        )


@given(st.binary(max_size=300))
def test_any_document_is_read_or_refused(data: bytes) -> None:
    """No error of the library that reads PDF comes through."""
    with suppress(UnreadableError):
        list(reading.layers("a.pdf", b"%PDF-1.7\n" + data))


def test_pictures_cut_short() -> None:
    """What is there of them is read."""
    for whole in (png(b"tEXt", b"A\0Zdenka"), jpeg(0xFE, b"Zdenka")):
        for length in range(len(whole)):
            list(reading.layers("a", whole[:length]))


def test_records_that_cannot_be_read_stop_the_audit(tmp_path: Path) -> None:
    """Without the records, the audit would not know which people to look for."""
    broken = Problem(path="data/applications/2026/x.yaml", code="syntax", message="broken")
    unsound = type(PROGRAMME)(
        root=PROGRAMME.root,
        config=PROGRAMME.config,
        editions=PROGRAMME.editions,
        problems=(broken,),
        files=0,
    )
    with pytest.raises(DataError):
        audit(unsound, tmp_path)
