"""Holds a value against its schema: a quick yes, or every reason why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentoring.schemas.validators import accepting, explaining

if TYPE_CHECKING:
    from jsonschema import ValidationError

    from mentoring.programme.config import Vocabulary
    from mentoring.schemas.violation import Violation


def validate(name: str, value: object, words: Vocabulary | None = None) -> tuple[Violation, ...]:
    """Every violation of the schema `name` by `value`, in the order of their places.

    With `words` only the programme's own words are allowed.
    """
    if accepting(name, words).is_valid(value):
        return ()
    from mentoring.schemas.explanation import explain  # only for a refusal
    from mentoring.schemas.quotation import quotation_for

    quotation = quotation_for(name)
    found = {one for error in _causes(name, value, words) for one in explain(error, quotation)}
    return tuple(sorted(_without_echoes(found), key=_place))


def _without_echoes(found: set[Violation]) -> set[Violation]:
    """Without what only repeats another violation.

    That is a format where the pattern fails already, and a missing key where a slip of it stands.
    """
    written = {one.steps for one in found if one.code == "schema-pattern"}
    slips = {(one.steps[:-1], one.hint) for one in found if one.at_key}
    return {
        one
        for one in found
        if not (one.code == "schema-format" and one.steps in written)
        and not (one.code == "schema-required" and (one.steps, _slip(one)) in slips)
    }


def _slip(missing: Violation) -> str:
    """The hint that a slip of the missing key has."""
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
