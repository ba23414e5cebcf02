"""The pages of figures: every published range in words, in a chart, and in a table under it."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import made
from mentoring.aggregates.release import Cell, History, Release, ReleaseStage
from mentoring.site import statistics
from mentoring.site.markup import environment, written
from mentoring.site.state import Year
from mentoring.site.statistics import Figure, Plan, Series, label, page
from random_editions import edition, released, releases_of


def macro(template: str, name: str) -> Any:
    """A macro of one of the site's templates."""
    return getattr(environment().get_template(template).make_module(), name)


RELEASES = releases_of(1)
HISTORY = History(releases=RELEASES)


def test_an_edition_without_releases_says_so() -> None:
    """A page exists from the first day, and tells that there is nothing to see yet."""
    nothing = "No figures of this edition have been released yet."
    assert nothing in page(History(), made.cohort())
    assert nothing not in page(HISTORY, made.cohort())


def test_what_is_still_to_come_is_said() -> None:
    """Half way through, the page tells what it will tell; once the year is over, no more."""
    half = page(History(releases=RELEASES[:2]), made.cohort())
    assert half.endswith("\nStill to come: *half way*, *what came of it*.\n")
    assert "Still to come" not in page(HISTORY, made.cohort())


def test_every_published_category_is_in_a_table() -> None:
    """Nothing that was released is left out of the page."""
    text = page(HISTORY, made.cohort())
    released = [table for one in RELEASES for table in one.tables if table.name != "completion"]
    for cell in (cell for table in released for cell in table.cells):
        assert f'<th scope="row">{label(cell.category, made.CONFIG)}</th>' in text


@pytest.mark.parametrize(
    ("low", "high", "whole", "words", "short"),
    [
        (5, 9, 20, "5 to 9", "5–9"),
        (0, 5, 20, "at most 5", "0–5"),
        (15, 20, 20, "at least 15 of 20", "15–20"),
        (46, 46, 46, "46", "46"),
        (0, 20, 20, "at most 20", "0–20"),
    ],
)
def test_ranges_are_said_as_people_say_them(
    low: int, high: int, whole: int, words: str, short: str
) -> None:
    """Near nothing and near everything the words are blunt."""
    cell = Cell(category="x", low=low, high=high)
    assert (macro("charts.j2", "in_words")(cell, whole), macro("charts.j2", "in_short")(cell)) == (
        words,
        short,
    )


def drawn() -> list[tuple[str, ET.Element]]:
    """The finding above each chart of the page, and the drawing."""
    found = re.findall(
        r'<p class="finding">(.*)</p>\n<figure>(<svg.*</svg>)</figure>',
        page(HISTORY, made.cohort()),
    )
    return [(unescape(said), ET.fromstring(text)) for said, text in found]  # noqa: S314 (our own)


def test_charts_are_drawings_with_a_title_and_a_description() -> None:
    """Each says in words what it shows: the finding."""
    assert drawn()
    for said, root in drawn():
        title, description = root.find("title"), root.find("desc")
        assert title is not None
        assert description is not None
        assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert description.text == said


def test_no_bar_leaves_its_drawing() -> None:
    """Whatever the counts, bars begin at the left and end before the numbers."""
    for _, root in drawn():
        height_of_all = float(root.get("viewBox", "").split()[3])
        for bar in root.iter("rect"):
            x, y, width, height = (
                float(bar.get(name, "")) for name in ("x", "y", "width", "height")
            )
            assert 0 <= x <= x + width <= 340.1
            assert 0 <= y <= y + height <= height_of_all


def figure(*ranges: tuple[int, int]) -> Figure:
    """Categories A, B and so on with these ranges."""
    cells = (
        Cell(category=name, low=low, high=high)
        for name, (low, high) in zip("ABCDE", ranges, strict=False)
    )
    plan = Plan(title="Fruit", tables=("fruit",), says="prefer", thing="fruit")
    series = Series(name="Mentees", whole=40, cells=tuple(cells))
    return Figure(name="fruit", plan=plan, series=(series,))


@pytest.mark.parametrize(
    ("ranges", "said"),
    [
        (((20, 24), (5, 9), (0, 5)), "Mentees prefer “A”."),
        (((20, 24), (22, 26), (0, 5)), "Mentees prefer “A” or “B”, too close to tell apart."),
        (((5, 9), (6, 10), (5, 9), (7, 11)), "No fruit stands out for mentees."),
        (((5, 9), (5, 9), (5, 9), (0, 4)), "Mentees prefer “A”, “B” or “C”, too close"),
    ],
)
def test_a_finding_says_no_more_than_the_ranges_allow(
    ranges: tuple[tuple[int, int], ...], said: str
) -> None:
    """A category leads where its least is more than the most of all others."""
    assert macro("findings.j2", "finding")(figure(*ranges)).startswith(said)


def test_what_shows_no_difference_has_no_picture() -> None:
    """A chart of overlapping ranges would suggest differences that are unknown."""
    assert not figure((5, 9), (6, 10), (9, 13)).drawn
    assert figure((5, 9), (6, 10), (11, 15)).drawn


def in_short(releases: tuple[Release, ...]) -> str:
    """The sentence about the edition of 2026."""
    counted = statistics.counts(History(releases=releases), "2026")
    return str(macro("counts.j2", "in_short")(counted)).strip()


def test_an_edition_is_told_in_a_sentence() -> None:
    """How many applied, were paired and completed, as far as it is known."""
    assert re.fullmatch(
        r"\d+ mentees and \d+ mentors applied; \d+ pairs were announced; .+ completed\.",
        in_short(RELEASES),
    )
    assert in_short(()) == ""


def test_ids_are_there_once() -> None:
    """Charts inside one page do not take each other's names."""
    ids = Counter(re.findall(r' id="([^"]+)"', page(HISTORY, made.cohort())))
    assert max(ids.values()) == 1


def test_meetings_are_one_chart_once_the_year_is_over() -> None:
    """Until the outcome is released the first half is alone; then it is part of the whole."""
    half = History(releases=RELEASES[:3])
    assert "### Meetings until mid-term" in page(half, made.cohort())
    whole = page(HISTORY, made.cohort())
    assert "### Meetings until mid-term" not in whole
    assert whole.count('<th scope="row">Month 1</th>') == 1


def test_withheld_tables_are_owned_up_to() -> None:
    """With too few people for a table, the page says that there is one and why it is not shown."""
    few = History(releases=released(edition(2, mentees=9), None, ReleaseStage.APPLICATIONS))
    assert "were counted in a recent release: 4." in page(few, made.cohort())


def test_no_percentage_and_no_mean_is_shown() -> None:
    """Shares of few people would be counts again."""
    text = page(HISTORY, made.cohort())
    assert not re.search(r"\d\s?%|average|mean\b", text)


def test_what_is_invented_says_so() -> None:
    """The sample's figures cannot be mistaken for those of a real year."""
    assert "are invented" in page(HISTORY, made.cohort())


def test_the_released_files_are_offered() -> None:
    """Each stage links to the file whose digest is in the ledger."""
    text = page(HISTORY, made.cohort())
    assert all(f"(2026-{stage}.json)" in text for stage in ReleaseStage)


def test_totals_add_up_what_is_released_and_nothing_else() -> None:
    """A count that is a range stays one; what is not over yet is not counted."""
    over = releases_of(1)
    begun = released(edition(2, 2027, mentees=20), History(releases=over), *list(ReleaseStage)[:2])
    cohort = made.cohort()
    year = Year(cohort=cohort, editions=(), history=History(releases=(*over, *begun)))
    lines = written("blocks/totals.j2", year=year, statistics=statistics).splitlines()
    table = next(one for release in over for one in release.tables if one.name == "completion")
    low, high = next((cell.low, cell.high) for cell in table.cells if cell.category == "completed")
    assert lines[2:] == [
        f"| 2026 | 46 | 31 | 20 | {low} to {high} |",
        "| 2027 | at most 25 | 31 | 20 | not yet |",
        f"| **Together** | **46 to 71** | **62** | **40** | **{low} to {high}** |",
    ]
