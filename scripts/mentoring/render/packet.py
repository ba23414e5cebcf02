"""What a reviewer gets: a packet as Markdown and as PDF, and the form for the marks."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from mentoring.errors import MentoringError
from mentoring.files.tables import write_table
from mentoring.programme.cohort import Cohort
from mentoring.programme.dates import day_in_words
from mentoring.render.environment import written
from mentoring.render.papers import packaged
from mentoring.render.pdf import compiled
from mentoring.render.template_error import message
from mentoring.reviews.blinding import Blinded

STEPS = (
    "no sign of it",
    "only a hint",
    "stated, but without details",
    "stated with good reasons or examples",
    "exceptional: specific and fully convincing",
)
"""The default meanings of the marks from 1 to 5."""

SIZES = ((2400, 10.5), (3300, 9.5), (4300, 8.5))
"""The font size in points by text length, so that an application and its marks fit one page."""

SMALLEST = 8


def as_markdown(cohort: Cohort, reviewer: str, sheets: Sequence[Blinded]) -> str:
    """The packet as Markdown; the applicants' own text is quoted and escaped."""
    return written("packet.md.j2", "markdown", **_data(cohort, reviewer, sheets))


def as_pdf(
    cohort: Cohort, reviewer: str, sheets: Sequence[Blinded], fonts: Path | None = None
) -> bytes:
    """The packet as PDF; raises MentoringError if no font shows a character, then use Markdown."""
    data = _data(cohort, reviewer, sheets)
    try:
        return compiled(packaged("packet.typ"), data, cohort.dates.announcement, fonts)
    except MentoringError as error:
        raise MentoringError(message("packet", reviewer=reviewer, error=error)) from None


def _data(cohort: Cohort, reviewer: str, sheets: Sequence[Blinded]) -> dict[str, Any]:
    """What both forms show, with the rules of judging a paragraph each."""
    due = day_in_words(cohort.dates.reviews_due)
    rules = written("packet-rules.md.j2", "markdown", cohort=cohort, due=due)
    return {
        "programme": cohort.programme,
        "cohort": cohort.cohort,
        "reviewer": reviewer,
        "rules": rules.rstrip().split("\n\n"),
        "rubric": [
            {"id": item.id, "question": item.question, "steps": item.steps or STEPS}
            for item in cohort.review.rubric
        ],
        "applications": [_application(cohort, sheet) for sheet in sheets],
    }


def _application(cohort: Cohort, sheet: Blinded) -> dict[str, Any]:
    """One application; a longer text is set in a smaller font size."""
    length = len(sheet.motivation) + sum(80 + len(goal) for goal in sheet.goals)
    return {
        "id": sheet.application,
        "stage": cohort.config.stages[sheet.stage],
        "topics": [cohort.config.topics[topic] for topic in sheet.topics],
        "motivation": sheet.motivation.splitlines(),
        "goals": sheet.goals,
        "size": next((points for most, points in SIZES if length <= most), SMALLEST),
    }


def score_form(cohort: Cohort, reviewer: str, sheets: Sequence[Blinded]) -> bytes:
    """The form to fill in: one row per application, one column per item of the rubric."""
    items = [item.id for item in cohort.review.rubric]
    heading = ["application", "reviewer", *items, "conflict", "note"]
    blanks = [""] * (len(items) + 2)
    rows = [[sheet.application, reviewer, *blanks] for sheet in sheets]
    return write_table([heading, *rows])


def findings(sheets: Iterable[Blinded]) -> bytes:
    """Masked text, and text that may identify but was not masked, for the organisers."""
    by_application = {sheet.application: sheet for sheet in sheets}
    rows = (
        [sheet.application, field, place.kind, "yes" if place.masked else "no", place.text]
        for _, sheet in sorted(by_application.items())
        for field, place in sheet.findings
    )
    return write_table([["application", "field", "kind", "masked", "text"], *rows])
