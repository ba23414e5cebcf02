"""`mentoring site` makes what follows from the year, and takes away what does not any more."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

import made
from mentoring.cli.boundary import run
from mentoring.programme.cohort import Event
from mentoring.programme.rules import Lottery, MatchingRules

if TYPE_CHECKING:
    from pathlib import Path

GONE = (
    "calendar/2024.ics",
    "statistics/2024.md",
    "statistics/img/2024-overview.svg",
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
    """Its page, its charts and its calendar are removed; other files beside them stay."""
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


def test_a_calendar_names_its_time_zones_in_order(root: Path) -> None:
    """Events in three zones give the same bytes at every run."""
    zones = ("Europe/Zurich", "Asia/Tokyo", "America/Chicago")
    opening = Event(
        id="opening",
        title="Opening",
        audience="all",
        starts=datetime.fromisoformat("2026-11-05T17:00"),
        minutes=60,
        timezone=zones[0],
        place="Online",
    )
    events = tuple(replace(opening, id=zone.lower()[:4], timezone=zone) for zone in zones)
    made.written(root, made.cohort(events=events))
    assert run(["-C", str(root), "site"]) == 0
    text = (root / "docs/calendar/2026.ics").read_text()
    assert re.findall("^TZID:(.*?)\r?$", text, re.MULTILINE) == sorted(zones)


PLACES = ("phase", "dates", "events", "check-ins", "lottery")
LOTTERY = Lottery(commitment="1a" * 32, beacon="A beacon", round=7, seed="9f")


@pytest.fixture
def spring(root: Path) -> Path:
    """The next edition is there while the one before still meets; its draw is long known."""
    rules = MatchingRules(criteria={"topics": 1}, lottery=LOTTERY)
    made.written(root, made.cohort(matching=rules), made.cohort(cohort="2027", events=()))
    places = "".join(f"<!-- generated:{one} -->\n<!-- /generated:{one} -->\n" for one in PLACES)
    (root / "docs" / "index.md").write_text(places)
    assert run(["-C", str(root), "site"]) == 0
    return root / "docs"


def test_in_spring_the_pages_are_of_two_editions(spring: Path) -> None:
    """Those who meet still find their check-ins and their draw; those who apply, their dates."""
    page = (spring / "index.md").read_text()
    for place in PLACES:
        block = page.split(f"<!-- generated:{place} -->")[1].split("<!-- /generated")[0]
        assert block.index("**Edition 2027**") < block.index("**Edition 2026**")
    assert page.count('class="phases"') == 2
    assert LOTTERY.commitment in page
    assert "calendar/2026.ics" in page
    assert "calendar/2027.ics" in page


def test_the_draw_stays_on_the_edition_s_own_page(spring: Path) -> None:
    """Long after the edition has gone from all others."""
    assert LOTTERY.commitment in (spring / "statistics" / "2026.md").read_text()
    assert "## The draw" not in (spring / "statistics" / "2027.md").read_text()


def test_a_broken_cohort_file_makes_no_edition_disappear(
    spring: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its problems are shown, and not a file is written or removed."""
    root = spring.parent
    cohort = root / "data" / "cohorts" / "2027.yaml"
    cohort.write_text(cohort.read_text().replace("dates:", "datse:"))
    before = {path: path.read_bytes() for path in spring.rglob("*.*")}
    capsys.readouterr()
    assert run(["-C", str(root), "site"]) == 1
    assert "data/cohorts/2027.yaml" in "".join(capsys.readouterr())
    assert {path: path.read_bytes() for path in spring.rglob("*.*")} == before


def test_between_two_editions_the_last_one_stays(root: Path) -> None:
    """Once it is closed, and before there is a next one, its dates are still what there is."""
    closed = made.cohort(closed=made.cohort().dates.end)
    made.written(root, closed)
    assert run(["-C", str(root), "site"]) == 0
    assert (root / "docs" / "statistics" / "2026.md").is_file()
