"""Validates a value against its schema; lists every violation if it fails."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import jsonschema_rs

from mentoring.problems import MOST
from mentoring.schemas.explanation import Violation, explain
from mentoring.schemas.formats import FORMATS
from mentoring.schemas.library import VOCABULARY, Schema, load, with_words
from mentoring.schemas.quotation import PERSONAL, Quotation

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

    from mentoring.programme.config import Vocabulary


@cache
def accepting(name: str, words: Vocabulary | None) -> jsonschema_rs.Draft202012Validator:
    """The fast validator, which only answers yes or no, in microseconds."""

    def retrieve(_uri: str) -> Schema:
        return with_words(words)

    return jsonschema_rs.Draft202012Validator(
        load(name), validate_formats=True, formats=FORMATS, retriever=retrieve
    )


@cache
def explaining(name: str, words: Vocabulary | None) -> Draft202012Validator:
    """The reference validator, which explains; loaded only after the fast one refused a value."""
    from jsonschema import Draft202012Validator, FormatChecker  # slow to import
    from referencing import Registry, Resource

    formats = FormatChecker(formats=())
    for label, test in FORMATS.items():
        formats.checks(label)(lambda value, test=test: not isinstance(value, str) or test(value))
    shared = Resource.from_contents(with_words(words))
    registry = Registry().with_resource(f"{VOCABULARY}.json", shared)
    return Draft202012Validator(load(name), registry=registry, format_checker=formats)


def validate(name: str, value: object, words: Vocabulary | None = None) -> tuple[Violation, ...]:
    """The violations of the schema `name` by `value`, in the order of their places.

    Lists the first hundred, and how many more there are. With `words`, only the programme's own
    words are allowed.
    """
    if accepting(name, words).is_valid(value):
        return ()
    quotation = Quotation(name in PERSONAL)
    causes = _causes(name, value, words)
    found = {violation for error in causes[: 2 * MOST] for violation in explain(error, quotation)}
    listed = sorted(
        _without_echoes(found),
        key=lambda found: ([str(step).zfill(6) for step in found.steps], found.code, found.message),
    )
    left = len(listed[MOST:]) + len(causes[2 * MOST :])
    message, hint = f"{left} more problems in this file", "Correct these first."
    more = Violation(steps=(), code="more", message=message, hint=hint)
    return (*listed[:MOST], *([more] if left else []))


def _without_echoes(found: set[Violation]) -> set[Violation]:
    """The violations without those that only repeat another.

    Left out: a format whose pattern already fails, and a missing key that is present misspelt.
    """
    written = {problem.steps for problem in found if problem.code == "schema-pattern"}
    slips = {(problem.steps[:-1], problem.hint) for problem in found if problem.at_key}

    def is_echo(problem: Violation) -> bool:
        if problem.code == "schema-format":
            return problem.steps in written
        key = problem.message.split("”")[0].lstrip("“")
        is_slip = (problem.steps, f"Did you mean {key}?") in slips
        return problem.code == "schema-required" and is_slip

    return {problem for problem in found if not is_echo(problem)}


def _causes(name: str, value: object, words: Vocabulary | None) -> list[ValidationError]:
    """The errors at the leaves: the cause, not every branch that led to it."""
    pending: list[ValidationError] = list(explaining(name, words).iter_errors(value))
    causes = []
    while pending:
        error = pending.pop()
        if error.context:
            pending.extend(error.context)
        else:
            causes.append(error)
    return causes
