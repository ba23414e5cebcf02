"""`mentoring site` makes what follows from the year, and takes away what does not any more."""

from __future__ import annotations

from pathlib import Path

import pytest

import made
from mentoring.cli.boundary import run

MENU = Path(__file__).parents[2] / "mkdocs.yml"
GONE = (
    "calendar/2024.ics",
    "statistics/2024.md",
    "statistics/img/2024-overview.svg",
    "reference/data/letter.md",
)
KEPT = (
    "index.md",
    "calendar/index.md",
    "statistics/2024-applications.txt",
    "statistics/notes.md",
    "statistics/img/photo.png",
    "assets/images/2024.svg",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A programme of one edition, and what is left on its pages of one that is gone."""
    made.written(tmp_path, made.cohort())
    for path in (*GONE, *KEPT):
        file = tmp_path / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("As somebody left it.\n")
    return tmp_path


def test_what_is_left_of_a_gone_edition_is_removed(root: Path) -> None:
    """Its page, its charts and its calendar go; whatever somebody else put beside them stays."""
    assert run(["-C", str(root), "site"]) == 0
    docs = root / "docs"
    assert [path for path in GONE if (docs / path).exists()] == []
    assert all((docs / path).read_text() == "As somebody left it.\n" for path in KEPT)
    assert (docs / "calendar" / "2026.ics").is_file()


def test_left_overs_are_drift(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--check` names them and removes nothing; after a run there is no drift."""
    assert run(["-C", str(root), "site", "--check"]) == 1
    said = "".join(capsys.readouterr())
    assert all(f"removed docs/{path}\n" in said for path in GONE)
    assert all((root / "docs" / path).exists() for path in GONE)
    run(["-C", str(root), "site"])
    assert run(["-C", str(root), "site", "--check"]) == 0


def test_every_record_has_a_page_of_the_reference_in_the_menu(root: Path) -> None:
    """What the schemas describe is found by going through the menu, and nothing else is there."""
    run(["-C", str(root), "site"])
    pages = {path.name for path in (root / "docs" / "reference" / "data").iterdir()}
    menu = MENU.read_text()
    assert pages == {line.rpartition("/")[2] for line in menu.splitlines() if "ce/data/" in line}
