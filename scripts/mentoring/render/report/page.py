"""The report as a self-contained page for the outbox: the only form that may show names."""

from __future__ import annotations

from collections.abc import Mapping

from mentoring.operations.report.report import Report
from mentoring.render import sensitivity
from mentoring.render.environment import pages
from mentoring.render.markdown import LISTED
from mentoring.render.report import labels
from mentoring.render.report.decide import decide
from mentoring.render.report.heat_map import CELL, LABEL, LEVELS, heat_map
from mentoring.render.report.histogram import STEP, histogram
from mentoring.render.report.stages import stages


def as_html(report: Report, names: Mapping[str, str]) -> str:
    """The page. `names` maps ids to names; people without a name are shown by id.

    It loads nothing from other places, and the same report gives the same bytes.
    """
    return (
        pages()
        .get_template("matching.html.j2")
        .render(
            report=report,
            done=report.matching,
            outcome=report.matching.outcome,
            names=names,
            words=labels,
            sensitivity=sensitivity,
            listed=LISTED,
            stages=list(stages(report.matching)),
            questions=decide(report),
            map=heat_map(report.matching.instance, report.pairs),
            chart=histogram(report.cut_off),
            cell=CELL,
            label=LABEL,
            levels=LEVELS,
            step=STEP,
        )
    )
