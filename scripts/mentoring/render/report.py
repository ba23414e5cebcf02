"""The committee's report: as Markdown for the pull request, and as a page for the outbox."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from mentoring.matching.outcome import WHY, Chosen
from mentoring.operations.report import Report, Side
from mentoring.render.charts import LEVELS, MARKS, heat_map, histogram
from mentoring.render.environment import written
from mentoring.render.text import Cell, band, percent


def as_markdown(report: Report) -> str:
    """The decisions, one row per pair, then the rest folded, without charts. Ids only."""
    return written("report.md.j2", "markdown", **_values(report))


def as_html(report: Report, names: Mapping[str, str]) -> str:
    """The page. `names` maps ids to names; people without a name are shown by id.

    It loads nothing from other places, and the same report gives the same bytes.
    """
    return written(
        "matching.html.j2",
        "page",
        **_values(report),
        names=names,
        map=heat_map(report.matching.instance, report.pairs),
        levels=LEVELS,
        scale=MARKS,
    )


def _values(report: Report) -> dict[str, Any]:
    """What both forms show."""
    done, first = report.matching, report.matching.first.instance
    bands = {mentee.id: f"band {band(mentee.band)}: " for mentee in first.mentees}
    return {
        "report": report,
        "changed": sum(
            sum(reason.points for reason in pair.reasons) != pair.fit for pair in done.pairs
        ),
        "pairs": [(pair, _row(report, pair)) for pair in done.pairs],
        "waiting": _grouped(done.waiting, bands),
        "free": _grouped(done.free_mentors, {}),
        "homes": [
            (home, *_side(mentees), *_side(mentors))
            for home, (mentees, mentors) in report.balance.items()
        ],
        "bars": histogram(report.cut_off),
    }


def _row(report: Report, pair: Chosen) -> tuple[str, ...]:
    """A pair, its band and fit, the share of tries that make it, and what counts most in it."""
    bands = {mentee.id: band(mentee.band) for mentee in report.matching.instance.mentees}
    firm = report.robustness
    ranked = sorted(pair.reasons, key=lambda reason: -reason.beyond)
    said = [f"{reason.title} {reason.beyond:+}" if reason.beyond else "-" for reason in ranked]
    return (
        pair.mentee,
        pair.mentor,
        bands.get(pair.mentee, "-"),
        f"{pair.fit}{', by hand' if pair.pinned else ''}",
        percent(firm.made((pair.mentee, pair.mentor))) if firm else "-",
        said[0] if said else "-",
        said[-1] if ranked and ranked[-1].beyond < 0 else "-",
    )


def _grouped(people: Mapping[str, str], prefix: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """People without a partner, grouped by reason."""
    groups: dict[str, list[str]] = {}
    for person, why in people.items():
        groups.setdefault(f"{prefix.get(person, '')}{WHY[why]}", []).append(person)
    return sorted(groups.items())


def _side(side: Side) -> tuple[Cell, Cell]:
    """The places taken, and the bounds."""
    taken: Cell = "-"
    if side.places:
        taken = (f"{side.pairs} of {side.places}", Fraction(side.pairs, side.places))
    if side.bound is None:
        return taken, "-"
    low, high = side.bound
    return taken, f"at least {low}" if high is None else f"{low} to {high}"
