"""The leak audit's findings, for a terminal, for programs, and as the Git host's annotations."""

from dataclasses import asdict, replace
from typing import Any

from mentoring.disclosure.leaks.audit import Report
from mentoring.render import problems as render
from mentoring.render.environment import written


def as_text(report: Report, *, colour: bool = False) -> str:
    """Certain findings by file, then findings to check by person, then the totals."""
    certain = [finding for finding in report.findings if finding.certain]
    problems = [*report.problems, *(replace(finding.problem, hint="") for finding in certain)]
    doubtful = [finding for finding in report.findings if not finding.certain]
    listed = render.as_text(problems, colour=colour)
    return written(
        "audit.txt.j2", report=report, problems=listed, doubtful=doubtful, place=render.place
    )


def as_github(report: Report) -> str:
    """Workflow commands for all findings, and the totals."""
    listed = [*report.problems, *(finding.problem for finding in report.findings)]
    problems = render.as_annotations(listed)
    return written("audit.txt.j2", report=report, problems=problems, doubtful=())


def as_json(report: Report) -> dict[str, Any]:
    """The report for programs: ids and places, never the text found there."""
    return {
        "files": report.files,
        "people": report.people,
        "clean": report.clean,
        "findings": [asdict(finding) for finding in report.findings],
        "problems": [asdict(problem) for problem in report.problems],
        **({"receipt": report.receipt.isoformat()} if report.receipt else {}),
    }
