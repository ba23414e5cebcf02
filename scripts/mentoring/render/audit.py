"""The leak audit's findings, for a terminal, for programs, and as the Git host's annotations."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import groupby
from typing import Any

from mentoring.disclosure.leaks.audit import Finding, Report
from mentoring.people.ledger import Audited
from mentoring.problems import Problem, Severity
from mentoring.render import problems as render
from mentoring.render.text import many

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
    traces = render.as_text([*report.problems, *certain], colour=colour)
    return "\n".join(filter(None, [traces, *_doubtful(report), _summary(report)]))


def _doubtful(report: Report) -> Iterator[str]:
    """One line per person and kind, because one word can be on every page."""
    found = [finding for finding in report.findings if not finding.certain]
    if found:
        yield f"For you to judge. {JUDGE}"
    found.sort(key=lambda finding: (finding.person, finding.kind, finding))
    for (person, kind), group in groupby(found, key=lambda found: (found.person, found.kind)):
        first, *others = group
        place = ", ".join(filter(None, (render.place(_problem(first)), first.within)))
        also = f" and in {many(len(others), 'other file')}" if others else ""
        yield f"  {person}: {kind} at {place}{also}"


def _summary(report: Report) -> str:
    if not report.people:
        return NO_PEOPLE
    searched = f"{many(report.files, 'file')} searched for {_people(report.people)}"
    if report.clean:
        return f"{searched}: {'no certain trace' if report.findings else 'no trace'} of them."
    certain = [finding.person for finding in report.findings if finding.certain]
    said = [f"{many(len(certain), 'trace')} of {_people(len(set(certain)))}"] if certain else []
    said += [many(len(report.problems), "problem")] if report.problems else []
    advice = f" {SOURCE}" if certain else ""
    return f"{searched}: {' and '.join(said)}.{advice}"


def _people(count: int) -> str:
    return many(count, "person", "people")


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


def as_annotations(report: Report) -> str:
    """Workflow commands for all findings, and the totals."""
    found = [*report.problems, *map(_problem, report.findings)]
    return "\n".join(filter(None, [render.as_annotations(found), _summary(report)]))


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
        f"{many(found.files, 'file')} were searched for {_people(found.people)}, and nothing was "
        "found."
    )


def receipt_as_json(found: Audited) -> dict[str, Any]:
    """The same for programs, in the shape of a report; `receipt` is the day of the audit."""
    searched = Report(files=found.files, people=found.people, findings=(), problems=())
    return as_json(searched) | {"receipt": found.on.isoformat()}
