"""What is no trace of a person: the theme's authors, our own earlier words, inspected pictures."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import os
import subprocess
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject

import made
from disclosure.leaks.canary import programme
from disclosure.leaks.carriers import jpeg, png
from mentoring.cli.boundary import run
from mentoring.disclosure.leaks.audit import Public, audit
from mentoring.disclosure.leaks.layers import digest
from mentoring.operations.git import Repository, pages_before
from mentoring.programme.cohort import Event
from mentoring.store.reader import load

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.disclosure.leaks.audit import Report

PAGE = "Nine months of conversations, in confidence, between a physicist with goals and a mentor."
OWN = "Every evening I take my telescope apart and put it together again."
ZDENKA = made.application(
    "kfwtzn", person=made.person("Zdenka Quuxová"), motivation=f"{OWN} I read: {PAGE}"
)
PROGRAMME = programme(ZDENKA)
APPLIED = ZDENKA.submitted.date()
PICTURE = png(b"tIME", bytes(300))


def certain(report: Report) -> list[bool]:
    """How sure each finding is."""
    return [finding.certain for finding in report.findings]


def test_a_picture_is_looked_at_by_a_person(tmp_path: Path) -> None:
    """No program can tell who it shows; a line of the list confirms that it is harmless."""
    (tmp_path / "a.png").write_bytes(PICTURE)
    report = audit(PROGRAMME, tmp_path)
    assert not report.clean
    (problem,) = report.problems
    assert (problem.path, problem.code) == ("a.png", "unseen")
    assert f"looked-at.sha256: {digest(PICTURE)}  a.png" in problem.hint
    assert audit(PROGRAMME, tmp_path, Public(looked_at=frozenset({digest(PICTURE)}))).clean


def _zipped(data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("media/image1", data)
    return packed.getvalue()


def _document(*, picture: bool) -> bytes:
    """A PDF, with or without a picture in it."""
    writer, written, stream = PdfWriter(), io.BytesIO(), StreamObject()
    page = writer.add_blank_page(72, 72)
    if picture:
        stream[NameObject("/Subtype")] = NameObject("/Image")
        page[NameObject("/Photo")] = writer._add_object(stream)
    writer.write(written)
    return written.getvalue()


def test_a_document_without_pictures_is_read(tmp_path: Path) -> None:
    """Its text is searched, so it needs no line in the list."""
    (tmp_path / "a.pdf").write_bytes(_document(picture=False))
    assert audit(PROGRAMME, tmp_path).clean


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", jpeg(0xFE, b"")),
        ("a.gif", b"GIF89a\1\0\1\0"),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8 "),
        ("a.avif", b"\0\0\0\x1cftypavif"),
        ("a.mp4", b"\0\0\0\x20ftypisom"),
        ("a.woff2", b"wOF2\0\1\0\0"),
        ("a.html", PICTURE),
        ("a", b"something \0 else"),
        ("a.zip", _zipped(PICTURE)),
        ("a.pdf", _document(picture=True)),
        ("a.html", b"<img src='data:image/png;base64," + base64.b64encode(PICTURE) + b"'>"),
        ("a.svg", b"<svg><image href='data:;base64," + base64.b64encode(PICTURE) + b"'/></svg>"),
    ],
)
def test_a_picture_is_known_by_what_it_is(name: str, data: bytes, tmp_path: Path) -> None:
    """Under any name, and also inside a page, a drawing or an archive."""
    (tmp_path / name).write_bytes(data)
    assert [problem.code for problem in audit(PROGRAMME, tmp_path).problems] == ["unseen"]


def test_authors_of_the_theme_are_listed_in_their_own_files_alone(tmp_path: Path) -> None:
    """A file of the theme cannot hold our data; with one byte more, it can."""
    script = b"/* by Zdenka Quuxova */"
    public = Public(theme=frozenset({digest(script)}))
    (tmp_path / "theme.js").write_bytes(script)
    assert certain(audit(PROGRAMME, tmp_path, public)) == [False]
    (tmp_path / "theme.js").write_bytes(script + b"\n")
    assert certain(audit(PROGRAMME, tmp_path, public)) == [True]


def test_who_quotes_our_pages_has_left_no_trace_on_them(tmp_path: Path) -> None:
    """Words that were there before a person applied are listed; the person's own are a trace."""
    public = Public(pages=lambda day: f"# Home\n\n{PAGE}" if day <= APPLIED else "")
    (tmp_path / "index.html").write_text(f"<p>{PAGE}</p>")
    assert certain(audit(PROGRAMME, tmp_path)) == [True]
    assert certain(audit(PROGRAMME, tmp_path, public)) == [False]
    (tmp_path / "index.html").write_text(f"<p>{OWN}</p>")
    assert certain(audit(PROGRAMME, tmp_path, public)) == [True]


def test_a_name_that_stood_there_before_is_judged_and_an_id_is_not(tmp_path: Path) -> None:
    """A name on the pages before the person applied belongs to another; an id never does."""
    public = Public(pages=lambda _: "Zdenka Quuxová, kfwtzn")
    (tmp_path / "a.html").write_text("Zdenka Quuxová")
    assert set(certain(audit(PROGRAMME, tmp_path, public))) == {False}
    (tmp_path / "a.html").write_text("kfwtzn")
    assert set(certain(audit(PROGRAMME, tmp_path, public))) == {True}


def committed(root: Path, day: str, text: str) -> None:
    """The programme with this front page, as a commit of that day."""
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs" / "index.md").write_text(text)
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00Z"}
    author = ["-c", "user.name=Steward", "-c", "user.email=steward@example.org"]
    subprocess.run(["git", "-C", root, "add", "docs"], check=True)
    subprocess.run(
        ["git", "-C", root, *author, "commit", "--quiet", "--message=Pages"],
        env=os.environ | when,
        check=True,
    )


def test_earlier_pages_are_read_from_the_history(tmp_path: Path) -> None:
    """Those of the last commit before a day; without history there are none."""
    assert pages_before(Repository(tmp_path), APPLIED) == ""
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    assert pages_before(Repository(tmp_path), APPLIED) == ""
    committed(tmp_path, "2026-03-01", "First")
    committed(tmp_path, "2026-06-01", "Second")
    assert pages_before(Repository(tmp_path), date(2026, 3, 1)) == ""
    assert pages_before(Repository(tmp_path), date(2026, 4, 1)) == "First\n"
    assert pages_before(Repository(tmp_path), APPLIED) == "Second\n"


def test_the_command_knows_all_three(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A picture in the list, a page that was there in spring, a file of the theme: no failure."""
    made.written(tmp_path, made.cohort(), ZDENKA)
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    committed(tmp_path, "2026-03-01", PAGE)
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text(f"<p>{PAGE}</p>")
    (site / "a.png").write_bytes(PICTURE)
    (tmp_path / "looked-at.sha256").write_text(f"{hashlib.sha256(PICTURE).hexdigest()}  a.png\n\n")
    assert run(["-C", str(tmp_path), "audit"]) == 0
    assert "kfwtzn: text at index.html:1:1\n" in capsys.readouterr().out
    (tmp_path / "looked-at.sha256").unlink()
    assert run(["-C", str(tmp_path), "audit"]) == 1


def _damaged(method: int) -> bytes:
    """A ZIP whose second file cannot be unpacked; the first names a person."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("a.txt", "Zdenka Quuxová")
        archive.writestr("b.txt", "of no importance " * 20)
    data = bytearray(file.getvalue())
    place = data.index(b"b.txt") + len("b.txt")
    data[place : place + 12] = bytes(12)
    return bytes(data)


def _locked() -> bytes:
    """A ZIP with a file that needs a password."""
    data = bytearray(_zipped(b"Zdenka"))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        _damaged(zipfile.ZIP_DEFLATED),
        _damaged(zipfile.ZIP_BZIP2),
        _damaged(zipfile.ZIP_LZMA),
        _locked(),
        b"PK\3\4\0 torn",
        gzip.compress(b"Zdenka", mtime=0)[:-9],
    ],
)
def test_an_archive_that_cannot_be_read_is_for_a_person(data: bytes, tmp_path: Path) -> None:
    """Locked, torn or damaged: it is named, and never an internal error or passed over."""
    (tmp_path / "a.bin").write_bytes(data)
    assert [problem.code for problem in audit(PROGRAMME, tmp_path).problems] == ["unseen"]


def test_a_damaged_file_hides_no_other_of_its_archive(tmp_path: Path) -> None:
    """What can be unpacked is searched."""
    (tmp_path / "a.zip").write_bytes(_damaged(zipfile.ZIP_DEFLATED))
    assert [finding.person for finding in audit(PROGRAMME, tmp_path).findings] == ["kfwtzn"]


def test_what_an_editions_file_says_is_about_no_person(tmp_path: Path) -> None:
    """Its name, its events and who signs for it are on the pages, and are not searched for."""
    event = Event(
        id="kick-off",
        title="Kick-off of the edition, with all mentors, in the evening",
        audience="all",
        starts=datetime.fromisoformat("2026-11-03T18:00"),
        minutes=60,
        timezone="Europe/Zurich",
        place="by video, at the address that the letter gives to everybody",
    )
    cohort = made.cohort(events=(event,), signatory="The organisers of this programme of mentoring")
    (tmp_path / "a.txt").write_text(f"{event.title}\n{event.place}\n{cohort.signatory}")
    made.written(tmp_path / "programme", cohort, ZDENKA)
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "a.txt").rename(site / "a.txt")
    assert audit(load(tmp_path / "programme"), site).findings == ()


def test_an_archive_that_is_read_needs_no_person(tmp_path: Path) -> None:
    """Nor does a text that begins like one."""
    (tmp_path / "a.zip").write_bytes(_zipped(b"nobody"))
    (tmp_path / "b.gz").write_bytes(gzip.compress(b"nobody"))
    (tmp_path / "c.txt").write_text("PK is what its inventor signed it with.")
    assert audit(PROGRAMME, tmp_path).clean
