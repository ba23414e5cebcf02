"""The questions of a form as Markdown, to match a mapping."""

from mentoring.intake.forms.fields import part
from mentoring.intake.forms.mapping import NOTICE, Mapping
from mentoring.programme.cohort import Cohort
from mentoring.render.environment import written


def as_markdown(mapping: Mapping, cohort: Cohort | None, role: str | None) -> str:
    """The form for one or both roles, with the edition's affiliations and notice if known."""
    questions = mapping.about(role).values()
    asked = [
        (question, part(mapping.record, question.field))
        for question in questions
        if not question.automatic and not (role and question.field == "role")
    ]
    return written(
        "form.md.j2",
        "markdown",
        mapping=mapping,
        cohort=cohort,
        role=role,
        automatic=[question for question in questions if question.automatic],
        needs_notice=cohort is None
        and any(NOTICE in caption for question, _ in asked for caption in question.captions),
        notice=NOTICE,
        asked=asked,
    )
