"""The columns of a scoring form, which are the edition's own rubric."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mentoring.intake.forms.mapping import Mapping, Question

if TYPE_CHECKING:
    from mentoring.programme.cohort import Cohort


def with_rubric(mapping: Mapping, cohort: Cohort) -> Mapping:
    """The mapping with a question for each item, headed by its short name or by its question."""
    items = {
        f"score-{item.id}": Question(
            field=f"scores.{item.id}",
            ask=item.id,
            headers=(item.question,),
            kind="whole",
            help=f"{item.question} From 1 (weak) to 5 (exceptional).",
        )
        for item in cohort.review.rubric
    }
    return replace(mapping, questions={**mapping.questions, **items})
