"""The report as Markdown, for the pull request. Ids only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.render.report import words
from mentoring.render.report.stages import stages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mentoring.operations.report.report import Report

BEST = 3


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
    yield f"## {words.title(report)}"
    yield f"**{words.state(report)}** {words.changed(report)}".rstrip()
    reached = enumerate(stages(report.matching), start=1)
    yield "\n".join(f"{number}. **{title}.** {text}" for number, (title, text) in reached)
    if report.matching.shortage:
        yield f"**Fewer pairs than places.** {report.matching.shortage}"


def _pairs(report: Report) -> Iterator[str]:
    yield "### Pairs"
    yield _table(("Mentee", "Mentor", "Fit", "Strongest reasons", "Stays", ""), _rows(report))


def _rows(report: Report) -> Iterator[tuple[str, ...]]:
    for one in report.matching.outcome.pairs:
        best = sorted(one.reasons, key=lambda reason: -reason.points)[:BEST]
        reasons = ", ".join(f"{reason.criterion} {reason.points}/{reason.of}" for reason in best)
        firm = report.firmness
        made = words.percent(firm.made((one.mentee, one.mentor))) if firm else "-"
        by_hand = "by a decision" if one.pinned else ""
        yield _id(one.mentee), _id(one.mentor), str(one.fit), reasons, made, by_hand


def _cut_off(report: Report) -> Iterator[str]:
    yield "### Cut-off"
    yield "\n".join(words.cut_off(report.cut_off))
    yield _table(words.TIED, (_with_ids(words.tied(one), 1) for one in report.cut_off.tied))


def _waiting(report: Report) -> Iterator[str]:
    yield f"### Waiting list ({len(report.matching.outcome.waiting)})"
    yield _people(words.waiting(report))


def _free(report: Report) -> Iterator[str]:
    yield f"### Free mentors ({len(report.matching.outcome.free_mentors)})"
    yield _people(words.free(report))


def _people(found: Iterable[tuple[str, list[str]]]) -> str:
    lines = (f"- {why}: {' '.join(map(_id, ids))}" for why, ids in found)
    return "\n".join(lines) or "Nobody."


def _balance(report: Report) -> Iterator[str]:
    yield "### Balance by home experiment"
    rows = (
        (one.experiment, *words.side(one.mentees), *words.side(one.mentors))
        for one in report.balance
    )
    yield _table(words.BALANCE, rows)


def _blocking(report: Report) -> Iterator[str]:
    yield f"### Blocking pairs ({len(report.blocking)})"
    yield words.EACH_BY_FIT if report.blocking else words.NONE_BLOCK
    yield _table(words.BLOCKING, (_with_ids(words.blocking(one), 2) for one in report.blocking))


def _sensitivity(report: Report) -> Iterator[str]:
    firm = report.firmness
    if firm is None:
        return
    yield "### Sensitivity"
    yield "\n".join(words.sensitivity(firm))
    rows = (
        (_id(who), words.standing(selected=chosen), words.percent(share))
        for who, share, chosen in words.edge(firm)
    )
    yield _table(words.EDGE, rows)


def _id(who: str) -> str:
    return f"`{who}`"


def _with_ids(cells: Sequence[str], ids: int) -> tuple[str, ...]:
    return *map(_id, cells[:ids]), *cells[ids:]


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of at most `LISTED` rows, and how many more there are; nothing without a row."""
    found = list(rows)
    if not found:
        return ""
    lines = [heading, ["---"] * len(heading), *found[: words.LISTED]]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return "\n\n".join(filter(None, [table, words.more(len(found))]))
