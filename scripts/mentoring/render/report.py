"""The committee's report: as Markdown for the pull request, and as a page for the outbox."""

from collections.abc import Mapping
from typing import Any

from mentoring.matching.outcome import WHY
from mentoring.operations.report import Report
from mentoring.render.charts import LEVELS, MARKS, heat_map, histogram
from mentoring.render.environment import written


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
        map=heat_map(report.matching.last.instance, report.pairs),
        levels=LEVELS,
        scale=MARKS,
    )


def _values(report: Report) -> dict[str, Any]:
    """What both forms show; in `changed` pairs, the reasons no longer add up to the fit."""
    pairs = report.matching.pairs
    return {
        "report": report,
        "why": WHY,
        "changed": sum(sum(part.points for part in pair.reasons) != pair.fit for pair in pairs),
        "bars": histogram(report.cut_off),
    }
