"""The pages of figures: every published range in words, in a chart, and in a table beside it."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest

import made
from mentoring.aggregates.release import Release, ReleaseStage
from mentoring.disclosure.history import History
from mentoring.site.charts.series import Bar
from mentoring.site.labels import category
from mentoring.site.statistics import NOTHING, every_figure, files, page
from mentoring.site.year import Year
from random_editions import edition, released

SVG = "{http://www.w3.org/2000/svg}"
RELEASES = released(edition(1))
HISTORY = History(releases=RELEASES)


def year(*releases: Release) -> Year:
    """A year of one edition with these releases."""
    return Year(cohort=made.cohort(), editions=(made.cohort(),), releases=releases)


def test_an_edition_without_releases_says_so() -> None:
    """A page exists from the first day, and tells that there is nothing to see yet."""
    assert NOTHING in page(History(), "2026")


def test_what_is_still_to_come_is_said() -> None:
    """Half way through, the page tells what it will tell; once the year is over, no more."""
    half = page(History(releases=RELEASES[:2]), "2026")
    assert half.endswith("\nStill to come: *half way*, *what came of it*.\n")
    assert "Still to come" not in page(HISTORY, "2026")


def test_every_published_category_is_in_a_table() -> None:
    """Nothing that was released is left out of the page."""
    text = page(HISTORY, "2026")
    released = [table for one in RELEASES for table in one.tables if table.name != "completion"]
    for cell in (cell for table in released for cell in table.cells):
        assert f'<th scope="row">{category(cell.category)}</th>' in text


@pytest.mark.parametrize(
    ("bar", "words", "short"),
    [
        (Bar(label="x", low=5, high=9, whole=20), "5 to 9", "5–9"),
        (Bar(label="x", low=0, high=5, whole=20), "at most 5", "0–5"),
        (Bar(label="x", low=15, high=20, whole=20), "at least 15 of 20", "15–20"),
        (Bar(label="x", low=46, high=46, whole=46), "46", "46"),
    ],
)
def test_ranges_are_said_as_people_say_them(bar: Bar, words: str, short: str) -> None:
    """Near nothing and near everything the words are blunt."""
    assert (bar.words, bar.short) == (words, short)


def test_charts_are_drawings_with_a_title_and_a_description() -> None:
    """Each file is XML by itself, and says in words all that it draws."""
    charts = {path: text for path, text in files(year(*RELEASES)).items() if path.endswith(".svg")}
    assert len(charts) == len(every_figure(HISTORY, "2026"))
    for text in charts.values():
        root = ET.fromstring(text)  # noqa: S314 (our own file)
        title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert description is not None
        assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert len(description.text or "") > 20


def test_no_bar_leaves_its_drawing() -> None:
    """Whatever the counts, bars begin at the left and end before the numbers."""
    for figure in every_figure(HISTORY, "2026"):
        root = ET.fromstring(figure.chart.file)  # noqa: S314 (our own file)
        for bar in root.iter(f"{SVG}rect"):
            x, y, width, height = (
                float(bar.get(name, "")) for name in ("x", "y", "width", "height")
            )
            assert 0 <= x <= x + width <= 340.1
            assert 0 <= y <= y + height <= figure.chart.height


def test_ids_are_there_once() -> None:
    """Charts inside one page do not take each other's names."""
    ids = Counter(re.findall(r' id="([^"]+)"', page(HISTORY, "2026")))
    assert max(ids.values()) == 1


def test_meetings_are_one_chart_once_the_year_is_over() -> None:
    """Until the outcome is released the first half stands alone; then it is part of the whole."""
    half = History(releases=RELEASES[:3])
    assert "### Meetings until mid-term" in page(half, "2026")
    whole = page(HISTORY, "2026")
    assert "### Meetings until mid-term" not in whole
    assert whole.count('<th scope="row">Month 1</th>') == 1


def test_withheld_tables_are_owned_up_to() -> None:
    """With too few people for a table, the page says that there is one and why it is not shown."""
    few = History(releases=released(edition(2, mentees=9), None, ReleaseStage.APPLICATIONS))
    assert "Withheld because too few people are behind it: 4 of the tables." in page(few, "2026")


def test_no_percentage_and_no_mean_is_shown() -> None:
    """Shares of few people would be counts again."""
    text = page(HISTORY, "2026")
    assert not re.search(r"\d\s?%|average|mean\b", text)


def test_what_is_invented_says_so() -> None:
    """The sample's figures cannot be mistaken for those of a real year."""
    assert "are invented" in page(HISTORY, "2026")


def test_the_released_files_are_offered() -> None:
    """Each stage links to the file whose digest is in the ledger."""
    text = page(HISTORY, "2026")
    assert all(f"(2026-{stage}.json)" in text for stage in ReleaseStage)
