"""The questions of a form as Markdown, to match a mapping."""

from collections.abc import Iterator

from mentoring.intake.forms.fields import part
from mentoring.intake.forms.mapping import NOTICE, Mapping, Question
from mentoring.programme.cohort import Cohort
from mentoring.render.environment import written

KINDS = {
    "line": "One line of text",
    "text": "Text of several lines",
    "lines": "Text of several lines, one entry per line",
    "people": "Text of several lines, one name per line",
    "email": "One e-mail address",
    "code": "One line of text: six letters",
    "zone": "A time zone, such as Europe/Zurich",
    "whole": "A whole number",
    "day": "A day",
    "moment": "A day and a time",
    "yes-no": "Yes or no",
    "choice": "One of",
    "choices": "Any of",
    "notice": "One of, to be ticked",
}


def as_markdown(mapping: Mapping, cohort: Cohort | None, role: str | None) -> str:
    """The form for one or both roles, with the edition's affiliations and notice if known."""
    questions = mapping.about(role).values()
    asked = [
        question
        for question in questions
        if not question.automatic and not (role and question.field == "role")
    ]
    return written(
        "form.md.j2",
        "markdown",
        mapping=mapping,
        role=role,
        automatic=[question for question in questions if question.automatic],
        needs_notice=cohort is None
        and any(NOTICE in caption for question in asked for caption in question.captions),
        asked=[
            (question, _kind(question, mapping), [*_captions(question, cohort)])
            for question in asked
        ],
    )


def _kind(question: Question, mapping: Mapping) -> str:
    """What to answer, with the limits of a number or the most characters of a text."""
    kind, schema = KINDS[question.kind], part(mapping.record, question.field)
    if question.captions:
        return f"{kind}:"
    if "minimum" in schema and "maximum" in schema:
        return f"{kind}, {schema['minimum']} to {schema['maximum']}."
    most = f", at most {schema['maxLength']} characters" if "maxLength" in schema else ""
    return f"{kind}{most}."


def _captions(question: Question, cohort: Cohort | None) -> Iterator[str]:
    """The choices of a question; only affiliations that the edition accepts."""
    for caption, value in question.captions.items():
        accepted = cohort is None or question.vocabulary != "experiment"
        if accepted or (cohort and value in cohort.experiments):
            yield caption.replace(NOTICE, cohort.privacy.notice) if cohort else caption
    if question.kind in {"choice", "choices"}:
        yield from (caption for caption, value in question.accepts.items() if value is None)
    if question.other:
        yield "Other, in people's own words"
