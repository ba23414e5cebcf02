"""The pictures of the report: all fits as a map, the scores as a histogram."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import numpy as np
import pytest

from mentoring.matching.instance.instance import Instance, Mentee, Mentor
from mentoring.operations.report import Candidate, CutOff
from mentoring.render.environment import environment
from mentoring.render.pages import MARKS, SIDE, HeatMap, heat_map, histogram
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


def _markup(drawing: str, *values: object) -> str:
    """A drawing as it is on the page."""
    page = environment(escape=True).get_template("charts.html.j2").module
    return str(getattr(page, drawing)(*values))


def _mapped(mentees: int, mentors: int, pairs: int) -> HeatMap:
    chosen = [(f"e{k:03}", f"r{k:03}") for k in range(pairs)]
    instance = _instance(mentees, mentors)
    return heat_map(instance, [p for p in chosen if instance.fit[instance.places([p])[0]] >= 0])


def test_a_small_edition_is_drawn_cell_by_cell() -> None:
    """A cell a pair that may be, with its two people and their fit; chosen ones on the diagonal."""
    drawn = _mapped(8, 6, 4)
    assert (len(drawn.rows), len(drawn.columns)) == (8, 6)
    assert len(drawn.cells) == int((_instance(8, 6).fit >= 0).sum())
    chosen = [cell for cell in drawn.cells if cell[4]]
    assert all(row == column for row, column, *_ in chosen)
    levels = [level for *_, level, _ in drawn.cells]
    assert (min(levels), max(levels)) == (0, 9)
    markup = _markup("heat_map", drawn, 10)
    assert "<title>e000 · r000: 900, chosen</title>" in markup
    assert markup.count('<rect class="chosen"') == len(chosen) + 1  # one in the legend
    assert "left out" not in markup


@pytest.mark.parametrize(("mentees", "mentors", "pairs"), [(200, 90, 20), (90, 200, 80)])
def test_a_large_edition_shows_the_pairs_and_says_who_is_left_out(
    mentees: int, mentors: int, pairs: int
) -> None:
    """Sixty people a side at most, paired ones first."""
    drawn = _mapped(mentees, mentors, pairs)
    assert (len(drawn.rows), len(drawn.columns)) == (SIDE, SIDE)
    assert drawn.left == (mentees - SIDE, mentors - SIDE)
    left = f"{mentees - SIDE} mentees and {mentors - SIDE} mentors of the lowest fits are left out"
    assert left in _markup("heat_map", drawn, 10)
    assert sum(cell[4] for cell in drawn.cells) >= min(pairs, SIDE) * 6 // 7 - 1


def test_an_edition_without_anybody_has_an_empty_map() -> None:
    """And no fault."""
    assert heat_map(_instance(0, 0), []).cells == ()


def _candidate(mentee: str, score: int | None, *, selected: bool) -> Candidate:
    return Candidate(mentee=mentee, band=0, score=score, error=10, selected=selected, tied=None)


def _cut_off(*candidates: Candidate) -> CutOff:
    cuts = Cuts(lowest=(400, 300), errors=1.0, margin=10)
    return CutOff(cuts=cuts, candidates=candidates)


def test_whoever_waits_stands_upon_whoever_is_selected() -> None:
    """Bars of a tenth of a mark; the highest fills the picture, the best score is in the last."""
    cut_off = _cut_off(
        _candidate("a", 412, selected=True),
        _candidate("b", 418, selected=False),
        _candidate("c", 500, selected=True),
    )
    counts = histogram(cut_off)
    assert counts == [(410, 1, 1), (490, 1, 0)]
    markup = _markup("histogram", counts, cut_off.cuts.lowest, MARKS)
    picture = ET.fromstring(markup[markup.rindex("<svg") : markup.rindex("</figure>")])  # noqa: S314 (our own)
    below, upon, last = ({**bar.attrib} for bar in picture.iter("rect"))
    assert (below["class"], upon["class"]) == ("selected", "waits")
    assert below["x"] == upon["x"]
    _, _, width, height = (float(size) for size in picture.get("viewBox", "").split())
    assert [(bar["y"], bar["height"]) for bar in (below, upon)] == [
        (str((height - 40) / 2), str((height - 40) / 2)),
        ("0.0", str((height - 40) / 2)),
    ]
    assert float(last["x"]) < width - 40
    assert {"4.00", "3.00"} <= {text.text for text in picture.iter("text")}


def test_without_reviews_there_is_no_histogram() -> None:
    """There are no scores to draw."""
    assert histogram(_cut_off(_candidate("a", None, selected=True))) == []
