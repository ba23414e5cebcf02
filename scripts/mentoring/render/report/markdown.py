"""The report as Markdown, for the pull request. Ids only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.render import robustness, sensitivity
from mentoring.render.markdown import code, table, with_ids
from mentoring.render.report import labels
from mentoring.render.report.stages import stages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mentoring.operations.report.report import Report

BEST = 3
PAIRS = ("Mentee", "Mentor", "Fit", "Strongest reasons", "Made in")


def as_markdown(report: Report) -> str:
    """Everything but the pictures, in the order of the page."""
    parts = (
        _summary,
        _pairs,
        _cut_off,
        _waiting,
        _free,
        _balance,
        _blocking,
        _sensitivity,
    )
    blocks = [block for part in parts for block in part(report) if block]
    return "\n\n".join(blocks) + "\n"


def _summary(report: Report) -> Iterator[str]:
    yield f"## {labels.title(report)}"
    yield f"**{labels.state(report)}** {labels.changed(report)}".rstrip()
    reached = enumerate(stages(report.matching), start=1)
    yield "\n".join(f"{number}. **{title}.** {text}" for number, (title, text) in reached)
    if report.matching.shortage:
        yield f"**Fewer pairs than places.** {report.matching.shortage}"


def _pairs(report: Report) -> Iterator[str]:
    yield "### Pairs"
    yield table(PAIRS, _rows(report))


def _rows(report: Report) -> Iterator[tuple[str, ...]]:
    for one in report.matching.outcome.pairs:
        best = sorted(one.reasons, key=lambda reason: -reason.points)[:BEST]
        reasons = ", ".join(f"{reason.criterion} {reason.points}/{reason.of}" for reason in best)
        firm = report.firmness
        made = sensitivity.percent(firm.made((one.mentee, one.mentor))) if firm else "-"
        by_hand = "; decided by hand" if one.pinned else ""
        yield code(one.mentee), code(one.mentor), str(one.fit), f"{reasons}{by_hand}", made


def _cut_off(report: Report) -> Iterator[str]:
    yield "### Cut-off"
    yield "\n".join(labels.cut_off(report.cut_off))
    yield table(labels.TIED, (with_ids(labels.tied(one), 1) for one in report.cut_off.tied))


def _waiting(report: Report) -> Iterator[str]:
    yield f"### Waiting list ({len(report.matching.outcome.waiting)})"
    yield _people(labels.waiting(report))


def _free(report: Report) -> Iterator[str]:
    yield f"### Free mentors ({len(report.matching.outcome.free_mentors)})"
    yield _people(labels.free(report))


def _people(found: Iterable[tuple[str, list[str]]]) -> str:
    lines = (f"- {why}: {' '.join(map(code, ids))}" for why, ids in found)
    return "\n".join(lines) or "Nobody."


def _balance(report: Report) -> Iterator[str]:
    yield "### Balance by home experiment"
    rows = (
        (one.experiment, *labels.side(one.mentees), *labels.side(one.mentors))
        for one in report.balance
    )
    yield table(labels.BALANCE, rows)


def _blocking(report: Report) -> Iterator[str]:
    yield f"### Blocking pairs ({len(report.blocking)})"
    yield labels.EACH_BY_FIT if report.blocking else labels.NONE_BLOCK
    yield table(labels.BLOCKING, (with_ids(labels.blocking(one), 2) for one in report.blocking))


def _sensitivity(report: Report) -> Iterator[str]:
    if report.firmness:
        yield "### Sensitivity"
        yield from robustness.brief(report.firmness)
