"""The report as Markdown, for the pull request. Ids only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mentoring.operations.report.report import Report
from mentoring.render import robustness
from mentoring.render.markdown import code, inline, table, with_ids
from mentoring.render.report import labels
from mentoring.render.report.decide import decide
from mentoring.render.report.stages import stages


def as_markdown(report: Report) -> str:
    """The decisions, one row per pair, then the rest folded, without charts."""
    blocks = [*_decide(report), "### Pairs", table(labels.PAIRS, _pairs(report))]
    for title, part in FOLDED.items():
        inside = [block for block in part(report) if block]
        if inside:
            body = "\n\n".join(inside)
            blocks.append(f"<details><summary>{title(report)}</summary>\n\n{body}\n\n</details>")
    return "\n\n".join(filter(None, blocks)) + "\n"


def _decide(report: Report) -> Iterator[str]:
    yield f"## {labels.title(report)}"
    yield f"**{labels.state(report)}** {labels.changed(report)}".rstrip()
    yield f"### {labels.heading(report)}"
    questions = decide(report)
    for question in questions:
        yield f"**{question.answer}** {question.action}"
        yield "\n".join(
            f"- {' with '.join(map(code, one.ids))}{': ' if one.ids else ''}{inline(one.text)}"
            for one in question.evidence
        )
    if not questions:
        yield "Nothing."


def _pairs(report: Report) -> Iterator[tuple[str, ...]]:
    return (with_ids(labels.pair(report, pair), 2) for pair in report.matching.outcome.pairs)


def _reached(report: Report) -> Iterator[str]:
    reached = enumerate(stages(report.matching), start=1)
    yield "\n".join(f"{number}. **{title}.** {text}" for number, (title, text) in reached)
    if report.matching.shortage:
        yield f"**Fewer pairs than places.** {report.matching.shortage}"


def _cut_off(report: Report) -> Iterator[str]:
    yield "\n".join(labels.cut_off(report.cut_off))
    yield table(labels.TIED, (with_ids(labels.tied(one), 1) for one in report.cut_off.tied))


def _people(found: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
    lines = (f"- {why}: {' '.join(map(code, ids))}" for why, ids in found)
    yield "\n".join(lines) or "Nobody."


def _balance(report: Report) -> Iterator[str]:
    rows = (
        (one.experiment, *labels.side(one.mentees), *labels.side(one.mentors))
        for one in report.balance
    )
    yield table(labels.BALANCE, rows)


def _blocking(report: Report) -> Iterator[str]:
    yield labels.EACH_BY_FIT if report.blocking else labels.NONE_BLOCK
    yield table(labels.BLOCKING, (with_ids(labels.blocking(one), 2) for one in report.blocking))


def _sensitivity(report: Report) -> Iterator[str]:
    if report.firmness:
        yield from robustness.brief(report.firmness)


FOLDED: dict[Callable[[Report], str], Callable[[Report], Iterator[str]]] = {
    lambda _: "What was reached": _reached,
    lambda report: f"Waiting list ({len(report.matching.outcome.waiting)})": lambda report: _people(
        labels.waiting(report)
    ),
    lambda report: f"Free mentors ({len(report.matching.outcome.free_mentors)})": (
        lambda report: _people(labels.free(report))
    ),
    lambda _: "Cut-off": _cut_off,
    lambda _: "Balance by home": _balance,
    lambda report: f"Blocking pairs ({len(report.blocking)})": _blocking,
    lambda _: "Sensitivity": _sensitivity,
}
