"""Progress as Markdown, for pull requests and job summaries."""

from __future__ import annotations

from collections.abc import Iterator

from mentoring.programme.rules import ProgressRules
from mentoring.progress.cohort_progress import CohortProgress
from mentoring.progress.rules import BY_CODE
from mentoring.render.markdown import code, table, with_ids
from mentoring.render.progress import labels


def as_markdown(progress: CohortProgress, rules: ProgressRules) -> str:
    """The report with ids only: tasks, every pair, and the meanings of the flags in it."""
    return "\n".join(_lines(progress, rules)) + "\n"


def _lines(progress: CohortProgress, rules: ProgressRules) -> Iterator[str]:
    yield from ("## Progress", "", labels.headline(progress))
    if not progress.pairs:
        return
    yield from ("", "### This week", "")
    yield from (f"- [ ] {labels.task(task)}" for task in progress.tasks)
    if not progress.tasks:
        yield "Nothing to do."
    if progress.flagged:
        yield from ("", "### Pairs with a flag", "")
        yield table(labels.COLUMNS, (with_ids(labels.row(pair), 2) for pair in progress.flagged))
        yield from ("", labels.LEGEND)
    well = [code(pair.mentee) for pair in progress.latest if not pair.flags]
    if well:
        yield from ("", f"Without a flag, by mentee: {' '.join(well)}")
    yield from _legend(progress, rules)


def _legend(progress: CohortProgress, rules: ProgressRules) -> Iterator[str]:
    raised = {code for pair in progress.pairs for code in pair.codes}
    if raised:
        yield from ("", "### What the flags mean", "")
    for name, rule in BY_CODE.items():
        if name in raised:
            yield f"- **{rule.title}**: {rule.explain(rules)}"
