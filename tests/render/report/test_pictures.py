"""The pictures of the report: all fits as a map, the scores as a histogram."""

from __future__ import annotations

import numpy as np
import pytest

from mentoring.matching.instance.instance import Instance, Mentee, Mentor
from mentoring.operations.report import Band, Candidate, CutOff
from mentoring.render.report.charts import HEIGHT, LABEL, SIDE, WIDTH, HeatMap, heat_map, histogram
from mentoring.reviews.bands import Cuts


def _instance(mentees: int, mentors: int) -> Instance:
    """Fits that fall with the distance from the diagonal; every seventh pair may not be."""
    rows, columns = np.indices((mentees, mentors))
    fit = np.maximum(900 - 10 * np.abs(rows - columns), 100)
    return Instance(
        cohort="2031",
        cap=mentees,
        mentees=tuple(Mentee(id=f"e{i:03}", home="CMS") for i in range(mentees)),
        mentors=tuple(Mentor(id=f"r{j:03}", home="LHCb") for j in range(mentors)),
        fit=np.where((rows + columns) % 7 == 6, -1, fit).astype(np.int16),
    )


def _mapped(mentees: int, mentors: int, pairs: int) -> HeatMap:
    chosen = [(f"e{k:03}", f"r{k:03}") for k in range(pairs)]
    instance = _instance(mentees, mentors)
    return heat_map(instance, [p for p in chosen if instance.fit[instance.places([p])[0]] >= 0])


def test_a_small_edition_is_drawn_cell_by_cell() -> None:
    """A cell a pair that may be, with its two people and their fit; chosen ones on the diagonal."""
    drawn = _mapped(8, 6, 4)
    assert (len(drawn.rows), len(drawn.columns)) == (8, 6)
    assert len(drawn.cells) == int((_instance(8, 6).fit >= 0).sum())
    chosen = [cell for cell in drawn.cells if cell.chosen]
    assert all(cell.x - LABEL == cell.y - LABEL for cell in chosen)
    assert "e000 · r000: 900" in {cell.title for cell in chosen}
    assert {min(cell.level for cell in drawn.cells), max(c.level for c in drawn.cells)} == {0, 9}
    assert drawn.note == ""


@pytest.mark.parametrize(("mentees", "mentors", "pairs"), [(200, 90, 20), (90, 200, 80)])
def test_a_large_edition_shows_the_pairs_and_says_who_is_left_out(
    mentees: int, mentors: int, pairs: int
) -> None:
    """Sixty people a side at most, paired ones first."""
    drawn = _mapped(mentees, mentors, pairs)
    assert (len(drawn.rows), len(drawn.columns)) == (SIDE, SIDE)
    assert drawn.left == (mentees - SIDE, mentors - SIDE)
    assert f"{mentees - SIDE} mentees and {mentors - SIDE} mentors" in drawn.note
    assert sum(cell.chosen for cell in drawn.cells) >= min(pairs, SIDE) * 6 // 7 - 1


def test_an_edition_without_anybody_has_an_empty_map() -> None:
    """And no fault."""
    assert heat_map(_instance(0, 0), []).cells == ()


def _candidate(mentee: str, score: int | None, *, selected: bool) -> Candidate:
    return Candidate(mentee=mentee, band=0, score=score, error=10, selected=selected, tied=None)


def _cut_off(*candidates: Candidate) -> CutOff:
    cuts = Cuts(lowest=(400, 300), errors=1.0, margin=10)
    return CutOff(cuts=cuts, bands=(Band(number=0, selected=1, mentees=2),), candidates=candidates)


def test_whoever_waits_stands_upon_whoever_is_selected() -> None:
    """Bars of a tenth of a mark; the highest fills the picture, the best score is in the last."""
    drawn = histogram(
        _cut_off(
            _candidate("a", 412, selected=True),
            _candidate("b", 418, selected=False),
            _candidate("c", 500, selected=True),
        )
    )
    assert drawn is not None
    below, upon, last = drawn.bars
    assert (below.kind, upon.kind) == ("selected", "waits")
    assert below.x == upon.x
    assert (below.y, below.height) == (HEIGHT / 2, HEIGHT / 2)
    assert (upon.y, upon.height) == (0, HEIGHT / 2)
    assert last.x < WIDTH
    assert [title for _, title in drawn.edges] == ["4.00", "3.00"]


def test_without_reviews_there_is_no_histogram() -> None:
    """There are no scores to draw."""
    assert histogram(_cut_off(_candidate("a", None, selected=True))) is None
