"""The leak audit's findings in order: those that are certain, and those for a person to judge."""

from dataclasses import replace
from typing import Any

from mentoring.disclosure.leaks.audit import Report
from mentoring.render import problems


def values(report: Report, form: str, *, colour: bool) -> dict[str, Any]:
    """What the report says; among the Git host's annotations are those for a person to judge."""
    found = [*report.problems, *(finding.problem for finding in report.findings)]
    listed, doubtful = problems.as_annotations(found) if form == "github" else "", []
    if form == "text":
        certain = [finding.problem for finding in report.findings if finding.certain]
        found = [*report.problems, *(replace(problem, hint="") for problem in certain)]
        listed = problems.as_text(found, colour=colour)
        doubtful = [finding for finding in report.findings if not finding.certain]
    return {"report": report, "problems": listed, "doubtful": doubtful, "place": problems.place}
