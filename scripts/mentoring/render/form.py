"""The questions of a form as Markdown, to match a mapping."""

from __future__ import annotations

from collections.abc import Iterator

from mentoring.intake.forms.fields import part
from mentoring.intake.forms.mapping import NOTICE, Clock, Mapping, Question
from mentoring.programme.cohort import Cohort

KINDS = {
    "line": "One line of text",
    "text": "Text of several lines",
    "lines": "Text of several lines, one entry a line",
    "people": "Text of several lines, one name a line",
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
WHO = {"mentee": "mentees", "mentor": "mentors"}


def as_markdown(mapping: Mapping, cohort: Cohort | None, role: str | None) -> str:
    """The form for one or both roles, with the edition's affiliations and notice if known."""
    return "\n".join(_lines(mapping, cohort, role)) + "\n"


def _lines(mapping: Mapping, cohort: Cohort | None, role: str | None) -> Iterator[str]:
    questions = mapping.about(role)
    stated = {"role"} if role else set()
    asked = [one for one in questions.values() if not one.automatic and one.field not in stated]
    yield f"# A form for `{mapping.mapping}`"
    yield from ("", f"{mapping.title}.", "")
    yield "Put these questions on the form, worded and in capitals as they stand here: the mapping"
    yield "knows the columns and the choices of the export by their wording. An asterisk marks what"
    yield "must be answered."
    automatic = [one.ask for one in questions.values() if one.automatic]
    if automatic:
        columns = ", ".join(f"“{one}”" for one in automatic)
        yield from ("", f"The tool itself adds {columns}: switch that on, and do not ask again.")
    yield from ("", _clock(mapping.clock))
    if any(NOTICE in caption for one in asked for caption in one.captions) and cohort is None:
        yield from ("", "For `{notice}` put the version of your privacy notice, without spaces.")
    for number, question in enumerate(asked, start=1):
        yield from _question(number, question, mapping, cohort, role)


def _clock(clock: Clock) -> str:
    """The expected formats of days and times."""
    forms = " and ".join(dict.fromkeys(f"`{one}`" for one in (clock.moment, clock.day)))
    return (
        f"Days and times in the export are read as {forms}, in {clock.zone} where they state no "
        "zone. If yours are written otherwise, state `clock` in a mapping of your own."
    )


def _question(
    number: int, question: Question, mapping: Mapping, cohort: Cohort | None, role: str | None
) -> Iterator[str]:
    star = " *" if question.required else ""
    yield from ("", f"## {number}. {question.ask}{star}", "")
    if question.help:
        yield from (f"> {question.help}", "")
    only = f"For {WHO[question.role]} only. " if question.role and role is None else ""
    yield f"{only}{_kind(question, mapping)}"
    captions = list(_captions(question, cohort))
    if captions:
        yield from ("", *(f"- {caption}" for caption in captions))


def _kind(question: Question, mapping: Mapping) -> str:
    bounds = _limits(mapping.record, question.field)
    if question.captions:
        return f"{KINDS[question.kind]}:"
    return f"{KINDS[question.kind]}{f', {bounds}' if bounds else ''}."


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


def _limits(record: str, field: str) -> str:
    """The limits of a number, or the most characters of a text; "" if there are none."""
    schema = part(record, field)
    if "minimum" in schema and "maximum" in schema:
        return f"{schema['minimum']} to {schema['maximum']}"
    return f"at most {schema['maxLength']} characters" if "maxLength" in schema else ""
