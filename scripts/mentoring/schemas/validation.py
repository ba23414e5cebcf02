"""Validates a value against its schema; lists every violation if it fails."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from mentoring.problems import MOST
from mentoring.schemas.formats import FORMATS
from mentoring.schemas.library import VOCABULARY, load, with_words
from mentoring.schemas.parts import Schema
from mentoring.schemas.violation import Violation

if TYPE_CHECKING:
    from jsonschema import ValidationError

    from mentoring.programme.config import Vocabulary

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

    from mentoring.programme.config import Vocabulary


@cache
def accepting(name: str, words: Vocabulary | None) -> jsonschema_rs.Draft202012Validator:
    """The fast validator, which only answers yes or no, in microseconds."""

    def retrieve(_uri: str) -> Schema:
        return with_words(words)

    return jsonschema_rs.Draft202012Validator(
        load(name), validate_formats=True, formats=FORMATS, retriever=retrieve
    )


def _checks(test: Any) -> Any:  # noqa: ANN401 (a format check takes any value)
    return lambda value: not isinstance(value, str) or test(value)


@cache
def explaining(name: str, words: Vocabulary | None) -> Draft202012Validator:
    """The reference validator, which explains; loaded only after the fast one refused a value."""
    from jsonschema import Draft202012Validator, FormatChecker  # slow to import
    from referencing import Registry, Resource

    formats = FormatChecker(formats=())
    for label, test in FORMATS.items():
        formats.checks(label)(_checks(test))
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
    from mentoring.schemas.explanation import explain  # only for a refusal
    from mentoring.schemas.quotation import quotation_for

    quotation = quotation_for(name)
    causes = _causes(name, value, words)
    found = {violation for error in causes[: 2 * MOST] for violation in explain(error, quotation)}
    listed = sorted(_without_echoes(found), key=_place)
    left = len(listed[MOST:]) + len(causes[2 * MOST :])
    return (*listed[:MOST], *([_more(left)] if left else []))


def _more(left: int) -> Violation:
    message, hint = f"{left} more problems in this file", "Correct these first."
    return Violation(steps=(), code="more", message=message, hint=hint)


def _without_echoes(found: set[Violation]) -> set[Violation]:
    """The violations without those that only repeat another.

    Left out: a format whose pattern already fails, and a missing key that is present misspelt.
    """
    written = {problem.steps for problem in found if problem.code == "schema-pattern"}
    slips = {(problem.steps[:-1], problem.hint) for problem in found if problem.at_key}
    return {
        problem
        for problem in found
        if not (problem.code == "schema-format" and problem.steps in written)
        and not (problem.code == "schema-required" and (problem.steps, _slip(problem)) in slips)
    }


def _slip(missing: Violation) -> str:
    """The hint that a misspelling of the missing key gets."""
    return f"Did you mean {missing.message.split('”')[0].lstrip('“')}?"


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


def _place(violation: Violation) -> tuple[Any, ...]:
    return tuple(str(step).zfill(6) for step in violation.steps), violation.code, violation.message
