"""Whatever people write stays words, in every kind of file that any command makes of it."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from email import message_from_bytes, policy
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from markdown_it import MarkdownIt
from pypdf import PdfReader

from made import demo_edition as edition
from made import written
from mentoring.checks.run import check
from mentoring.cli.boundary import run
from mentoring.operations.demo.playing import edition_files, new_files
from mentoring.problems import Severity
from mentoring.store.reader import load
from privacy import hostile
from render.test_problems import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PRODUCT = "1337"  # of 7 and 191: what would stand there if a template ran a person's words
REVIEWING = """
profiles 2031
review assign 2031
review packets 2031
scores 2031
scores 2031 --format csv
scores 2031 --format json
export-person {mentee}
"""
PAIRED = """
verify 2031
explain 2031 {mentee}
announce 2031 --today 2031-11-04
agreement 2031
groups 2031 welcome --size 3
review summary 2031
progress 2031 --today 2032-02-23
progress 2031 --format markdown --today 2032-02-23
progress 2031 --format json --today 2032-02-23
progress 2031 --format html --today 2032-02-23
remind 2031 --today 2032-02-23
release 2031 applications --today 2031-11-10
site
export-person {mentee}
pair accept 2031 {mentee} --today 2031-11-06
pair end 2031 {mentee} --completed --today 2032-08-10
certificates 2031 --today 2032-08-10
new 2032 --from 2031
validate --format github --today 2031-11-04
"""
STAGES = {"2031-10-12": REVIEWING, "2031-11-04": PAIRED}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Everything that all these commands wrote and said, from records full of such words."""
    made = []
    for day, commands in STAGES.items():
        folder = tmp_path_factory.mktemp(day)
        files = edition_files(1, 8, 6, edition("2031", pairs=4), date.fromisoformat(day))
        new_files(folder, files).apply()
        written(folder)
        assert len(hostile.plant(folder)) >= 15
        programme = load(folder)
        found = check(programme, date.fromisoformat(day))
        assert not [one for one in found if one.severity is Severity.ERROR]
        before = set(folder.rglob("*"))
        people = [one.id for one in programme.edition("2031").mentees]
        mentee = next((pair.record.mentee for pair in programme.edition("2031").pairs), people[0])
        _run(folder, commands.format(mentee=mentee).strip().splitlines())
        made += [path for path in folder.rglob("*") if path.is_file() and path not in before]
    return sorted(made)


def _run(folder: Path, commands: list[str]) -> None:
    """Runs them; what each says becomes a file, too."""
    for number, command in enumerate(commands):
        said = io.StringIO()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdout", said)
            patch.setattr("sys.stderr", said)
            status = run(["-C", str(folder), *command.split()])
        refused = "holds a control character" in said.getvalue()  # no letter can have such a name
        assert status == refused, f"{command}: {said.getvalue()}"
        (folder / f"{number}-{command.split()[0]}.said").write_text(said.getvalue())


def of(made: list[Path], suffix: str) -> list[Path]:
    """The files of a kind; there are some."""
    found = [path for path in made if path.suffix == suffix]
    assert found, suffix
    return found


def test_every_kind_of_file_is_looked_at(made: list[Path]) -> None:
    """A new kind needs a test here."""
    assert {path.suffix for path in made} == {
        ".said", ".md", ".html", ".xml", ".png", ".eml", ".pdf", ".csv", ".json", ".ics", ".yaml"
    }  # fmt: skip


def test_the_words_get_there(made: list[Path]) -> None:
    """They do stand in what people read: the tests below would see them act."""
    words = (*hostile.PIECES, "alert(1)")
    pieces = [form for word in words for form in (word, escape(word, quote=False))]
    texts = {path: path.read_bytes().decode(errors="ignore") for path in made}
    reached = {
        path.suffix for path, text in texts.items() if any(piece in text for piece in pieces)
    }
    assert reached >= {".md", ".html", ".eml", ".json", ".csv"}


def test_nothing_runs_in_a_template(made: list[Path]) -> None:
    """Neither Jinja's nor typst's: no file holds what the words would amount to."""
    for path in made:
        if path.suffix == ".pdf":
            text = "".join(page.extract_text() for page in PdfReader(path).pages)
        else:
            text = path.read_bytes().decode(errors="ignore")
        assert PRODUCT not in text, path


def test_commands_say_nothing_of_it(made: list[Path]) -> None:
    """Reports name ids; and nothing hidden reaches a terminal."""
    for path in of(made, ".said"):
        said = path.read_text()
        assert harmless(re.sub(r"\x1b\[[\d;]*m", "", said)), path
        assert "alert" not in said, path
        assert not re.search(r"^::(?!warning file=data/)", said, re.MULTILINE), path


def test_records_read_the_same(made: list[Path]) -> None:
    """What was copied into new records is valid there, and the words have not become keys."""
    for path in of(made, ".yaml"):
        root = next(parent for parent in path.parents if parent.name.startswith("2031-"))
        mine = [one for one in check(load(root), date(2031, 11, 4)) if root / one.path == path]
        assert {one.code for one in mine} <= {"hidden-character", "lottery-not-drawn"}


class Page(HTMLParser):
    """The tags of a page and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag and where it leads."""
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self.words += data


def _tame(page: Page, path: Path) -> None:
    assert not {"script", "img", "del"} & set(page.tags), path
    assert not [link for link in page.links if "alert" in link or link.endswith("p.png")], path


def test_markdown_shows_words(made: list[Path]) -> None:
    """Packets, profiles, groups, answers to access requests, public pages: no sign of it acts."""
    for path in of(made, ".md"):
        page = Page(MarkdownIt("gfm-like", {"linkify": False}).render(path.read_text()))
        _tame(page, path)
        assert ("alert(1)" in path.read_text()) == ("alert(1)" in page.words), path
        assert "task" not in {line.strip() for line in page.words.splitlines()}, path


def test_html_shows_words(made: list[Path]) -> None:
    """The private page of progress, and the feed of the public ones."""
    for path in (*of(made, ".html"), *of(made, ".xml")):
        _tame(Page(path.read_text()), path)


def test_letters_have_their_own_headers_alone(made: list[Path]) -> None:
    """No word becomes a header, a part or another letter."""
    for path in of(made, ".eml"):
        letter = message_from_bytes(path.read_bytes(), policy=policy.default)
        assert not letter.defects
        assert not {"bcc", "cc"} & {name.lower() for name in letter}
        assert len(letter.get_all("to")) == len(letter.get_all("subject")) == 1
        assert len(letter["to"].addresses) == 1
        assert harmless(str(letter["subject"]))
        assert not [part for part in letter.walk() if part.get_content_type() == "text/html"]


def test_documents_keep_their_form(made: list[Path]) -> None:
    """Agreements, packets and certificates: pages of the usual size, tagged, without actions."""
    for path in of(made, ".pdf"):
        reader = PdfReader(path)
        assert {round(page.mediabox.width) for page in reader.pages} == {595}, path
        assert not {"/OpenAction", "/AA"} & set(reader.trailer["/Root"]), path
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"], path


def test_no_cell_is_a_formula(made: list[Path]) -> None:
    """OWASP, CSV injection: no text begins with what a spreadsheet would run."""
    for path in of(made, ".csv"):
        for row in csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")):
            for cell in row:
                assert not re.match(r"\s*[=+\-@\t\r]", cell) or re.fullmatch(r"-?\d+", cell), path


def test_json_keeps_its_keys(made: list[Path]) -> None:
    """It can be read, and no word has become a key."""
    for path in of(made, ".json"):
        assert not [key for key in _keys(json.loads(path.read_text())) if "alert" in key], path


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value:  # type: ignore[attr-defined]
        if isinstance(inner, dict | list):
            yield from _keys(inner)


def test_calendars_hold_their_own_events_alone(made: list[Path]) -> None:
    """Titles and places with line ends and commas stay titles and places."""
    for path in of(made, ".ics"):
        calendar = Calendar.from_ical(path.read_bytes())
        titles = [str(node["SUMMARY"]) for node in calendar.walk("VEVENT")]
        assert len(titles) == path.read_text().count("\nUID:")
        assert not [node for node in calendar.walk("VEVENT") if node.errors]
