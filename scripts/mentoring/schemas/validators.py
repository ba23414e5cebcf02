"""Two validators: a fast one that accepts, and the reference one that explains a refusal."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from mentoring.schemas.formats import FORMATS
from mentoring.schemas.library import VOCABULARY, Schema, load, with_words

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

    from mentoring.programme.config import Vocabulary


@cache
def accepting(name: str, words: Vocabulary | None) -> jsonschema_rs.Draft202012Validator:
    """The validator that only says yes or no, in microseconds."""

    def retrieve(_uri: str) -> Schema:
        return with_words(words)

    return jsonschema_rs.Draft202012Validator(
        load(name), validate_formats=True, formats=FORMATS, retriever=retrieve
    )


def _checks(test: Any) -> Any:  # noqa: ANN401 (a format check takes any value)
    return lambda value: not isinstance(value, str) or test(value)


@cache
def explaining(name: str, words: Vocabulary | None) -> Draft202012Validator:
    """The reference validator, loaded only when something was refused."""
    from jsonschema import Draft202012Validator, FormatChecker  # slow to import
    from referencing import Registry, Resource

    formats = FormatChecker(formats=())
    for label, test in FORMATS.items():
        formats.checks(label)(_checks(test))
    shared = Resource.from_contents(with_words(words))
    registry = Registry().with_resource(f"{VOCABULARY}.json", shared)
    return Draft202012Validator(load(name), registry=registry, format_checker=formats)
