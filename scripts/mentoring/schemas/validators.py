"""Two validators: a fast one that accepts, and the reference one that explains a refusal."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from mentoring.schemas.formats import FORMATS
from mentoring.schemas.library import VOCABULARY, Schema, load

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator


def _retrieve(uri: str) -> Schema:
    return load(uri.rpartition("/")[2].removesuffix(".json"))


@cache
def accepting(name: str) -> jsonschema_rs.Draft202012Validator:
    """The validator that only says yes or no, in microseconds."""
    return jsonschema_rs.Draft202012Validator(
        load(name), validate_formats=True, formats=FORMATS, retriever=_retrieve
    )


def _checks(test: Any) -> Any:  # noqa: ANN401 (a format check takes any value)
    return lambda value: not isinstance(value, str) or test(value)


@cache
def explaining(name: str) -> Draft202012Validator:
    """The reference validator, loaded only when something was refused."""
    from jsonschema import Draft202012Validator, FormatChecker  # slow to import
    from referencing import Registry, Resource

    formats = FormatChecker(formats=())
    for label, test in FORMATS.items():
        formats.checks(label)(_checks(test))
    words = Resource.from_contents(load(VOCABULARY))
    registry = Registry().with_resource(f"{VOCABULARY}.json", words)
    return Draft202012Validator(load(name), registry=registry, format_checker=formats)
