"""Three programmes from the template run for a year, and none shows another's words."""

from __future__ import annotations

import email
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from email import policy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from copier import run_copy
from pypdf import PdfReader

from mentoring.cli.boundary import run
from tools import ROOT, make, set_up

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWERS = Path(__file__).parent / "answers"
NEEDED = ("copier.yml", "template", "requirements")
LARGE = r"\b(?:CERN|LHC\w*|ALICE|ATLAS|CMS|nine months|twenty pairs|early in November)\b"
PROGRAMMES = {
    "lhc": r"\b(?:KEK|Belle II|librar\w+|department)\b",
    "laboratory": LARGE,
    "libraries": LARGE[:-4] + r"|physic\w*|experiments?|collaboration|detector|thesis)\b",
}


def rendered(name: str, folder: Path) -> Path:
    """The programme that the template makes of these answers."""
    for needed in NEEDED:
        source = ROOT / needed
        target = folder / "tool" / needed
        target.parent.mkdir(exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    answers = yaml.safe_load((ANSWERS / f"{name}.yml").read_text(encoding="utf-8"))
    run_copy(str(folder / "tool"), folder / "made", data=answers, defaults=True, quiet=True)
    return folder / "made"


def mentoring(root: Path, *arguments: str) -> None:
    """Run a command there."""
    assert run(["-C", str(root), *arguments]) == 0, arguments


@dataclass(frozen=True)
class Programme:
    """A programme on its first day: its name, its repository, and what `make run` printed."""

    name: str
    root: Path
    said: str


@pytest.fixture(scope="module", params=PROGRAMMES)
def programme(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Programme:
    """A programme as `make run` leaves it on its first day."""
    root = rendered(request.param, tmp_path_factory.mktemp(request.param))
    set_up(root, ".python", ".run")
    return Programme(request.param, root, make(root, "run"))


@pytest.fixture(scope="module")
def year(programme: Programme) -> tuple[str, Path]:
    """The same after a whole year of invented people: figures, letters, certificates, site."""
    name, root = programme.name, programme.root
    answers: dict[str, Any] = yaml.safe_load((root / ".copier-answers.yml").read_text("utf-8"))
    edition = str(answers["year"])
    cohort = yaml.safe_load((root / f"data/cohorts/{edition}.yaml").read_text("utf-8"))
    dates, people = cohort["dates"], ["--mentees", "24", "--mentors", "18"]
    mentoring(root, "demo", "--cohort", edition, *people, "--until", dates["end"])
    on = ("--today", dates["end"])
    mentoring(root, "validate", *on)
    mentoring(root, "verify", edition)
    for stage in ("applications", "matching", "midterm"):
        mentoring(root, "release", edition, stage, *on)
    for command in ("announce", "remind", "progress"):
        mentoring(root, command, edition, *on)
    mentoring(root, "agreement", edition)
    for pair in sorted((root / f"data/pairs/{edition}").glob("*.yaml")):
        mentoring(root, "pair", "end", edition, pair.stem, "--completed", *on)
    mentoring(root, "certificates", edition, *on)
    mentoring(root, "release", edition, "outcome", "--today", dates["end"][:4] + "-12-31")
    mentoring(root, "new", str(int(edition[:4]) + 1))
    mentoring(root, "site")
    make(root, "site")
    return name, root


def test_a_programme_is_sound_from_its_first_commit(programme: Programme) -> None:
    """`make run` makes the first edition and the site; `make check` finds nothing to mend."""
    assert "The site is at" in programme.said
    make(programme.root, "check")


def test_no_page_says_another_programmes_words(year: tuple[str, Path]) -> None:
    """Pages as people read them: without markup, and without the tool's own file names."""
    name, root = year
    found = {page.relative_to(root).as_posix(): text for page, text in pages(root)}
    assert found
    assert {page: words for page, text in found.items() if (words := foreign(name, text))} == {}


def pages(root: Path) -> Iterator[tuple[Path, str]]:
    """The text of every page of the site."""
    for page in sorted((root / "site").rglob("*.html")):
        html = re.sub(r"<(script|style)\b.*?</\1>", " ", page.read_text("utf-8"), flags=re.DOTALL)
        yield page, re.sub(r"<[^>]+>", " ", html)


def test_no_letter_form_or_document_does(
    year: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither the drafts in the outbox nor what is enclosed, nor the questions of the form."""
    name, root = year
    capsys.readouterr()
    mentoring(root, "form", "google-forms")
    assert foreign(name, capsys.readouterr().out) == []
    letters = sorted((root / "outbox").rglob("*.eml"))
    assert letters
    for letter in letters:
        assert foreign(name, text_of(letter)) == [], letter.name


def text_of(letter: Path) -> str:
    """The letter's words, those of its PDFs and of its calendars."""
    message = email.message_from_bytes(letter.read_bytes(), policy=policy.default)
    texts = [str(message["subject"])]
    for part in message.walk():
        kind, data = part.get_content_type(), part.get_payload(decode=True)
        if kind.startswith("text/"):
            texts.append(data.decode())
        elif kind == "application/pdf":
            file = letter.with_suffix(".pdf")
            file.write_bytes(data)
            texts += [page.extract_text() for page in PdfReader(file).pages]
            file.unlink()
    return "\n".join(texts)


def foreign(name: str, text: str) -> list[str]:
    """The words of other programmes in a text."""
    return sorted(set(re.findall(PROGRAMMES[name], text)))


def test_this_repository_is_what_the_template_makes_of_its_answers() -> None:
    """Changing a page means changing the template, and running `make programme`."""
    done = subprocess.run(
        [sys.executable, ROOT / ".ci/render-programme", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
    assert done.returncode == 0, done.stderr
