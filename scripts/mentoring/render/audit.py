"""The leak audit's findings, for a terminal, for programs, and as the Git host's annotations."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from mentoring.disclosure.leaks.audit import Finding, Report
from mentoring.files.messages import many
from mentoring.people.ledger import Audited
from mentoring.problems import Problem, Severity
from mentoring.render import problems as render
from mentoring.render.environment import written

SOURCE = (
    "Take them out of what the pages are made from, and build the site again. If they are not "
    "about the person, record a judgement in data/decisions/."
)
JUDGE = "These may be common words. Check whether they mean the person."
NOT_OF_THE_PAGES = (
    "No receipt was written: the site is a part of the pages, or older than what it is built from. "
    "Build it again, and audit all of it: make site"
)
NO_PEOPLE = "There are no people in data/ to look for."


def as_text(report: Report, *, colour: bool = False) -> str:
    """Certain findings by file, then findings to check by person, then the totals."""
    certain = [
        replace(_problem(finding), hint="") for finding in report.findings if finding.certain
    ]
    doubtful = sorted(finding for finding in report.findings if not finding.certain)
    return _written(report, render.as_text([*report.problems, *certain], colour=colour), doubtful)


def as_annotations(report: Report) -> str:
    """Workflow commands for all findings, and the totals."""
    found = [*report.problems, *map(_problem, report.findings)]
    return _written(report, render.as_annotations(found), [])


def _written(report: Report, traces: str, doubtful: Sequence[Finding]) -> str:
    return written(
        "audit.txt.j2",
        report=report,
        traces=traces,
        doubtful=doubtful,
        place=lambda finding: render.place(_problem(finding)),
        judge=JUDGE,
        source=SOURCE,
        nobody=NO_PEOPLE,
    )


def as_json(report: Report) -> dict[str, Any]:
    """The report for programs: ids and places, never the text found there."""
    keys = ("path", "line", "within", "person", "kind", "certain", "times")
    return {
        "files": report.files,
        "people": report.people,
        "clean": report.clean,
        "findings": [{key: getattr(finding, key) for key in keys} for finding in report.findings],
        "problems": [asdict(problem) for problem in report.problems],
    }


def _problem(finding: Finding) -> Problem:
    within = f" ({finding.within})" if finding.within else ""
    times = f", in {finding.times} places" if finding.times > 1 else ""
    return Problem(
        path=finding.path,
        line=finding.line,
        column=1 if finding.line else 0,
        code=f"leak-{finding.kind.name.lower()}",
        message=f"{finding.kind} of {finding.person}{within}{times}",
        hint=SOURCE if finding.certain else JUDGE,
        severity=Severity.ERROR if finding.certain else Severity.WARNING,
    )


def receipt(found: Audited) -> str:
    """What a receipt says, to someone who cannot audit."""
    return (
        f"No key at hand opens the names. The receipt of {found.on} is of exactly these pages: "
        f"{many(found.files, 'file')} were searched for {many(found.people, 'person', 'people')}, "
        "and nothing was found."
    )


def receipt_as_json(found: Audited) -> dict[str, Any]:
    """The same for programs, in the shape of a report; `receipt` is the day of the audit."""
    searched = Report(files=found.files, people=found.people, findings=(), problems=())
    return as_json(searched) | {"receipt": found.on.isoformat()}
