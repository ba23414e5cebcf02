"""Validates a value against its schema and its formats; lists every violation if it fails."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

import jsonschema_rs

from mentoring.problems import MOST
from mentoring.schemas.explanation import PERSONAL, Violation, explain, timezones
from mentoring.schemas.library import VOCABULARY, load, with_words

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

    from mentoring.programme.config import Vocabulary

DAY = re.compile(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
LOCAL_OCTETS = 64  # RFC 5321, 4.5.3.1.1


def _is(read: Callable[[str], object], text: str) -> bool:
    """Whether `read` accepts the text; any exception means no."""
    try:
        read(text)
    except Exception:  # noqa: BLE001 (codecs raise many kinds)
        return False
    return True


def is_date(text: str) -> bool:
    """A day of the calendar (RFC 3339 full-date), in a year in which people live."""
    return bool(DAY.fullmatch(text)) and _is(date.fromisoformat, text)


def is_email(text: str) -> bool:
    """Whether both parts of the address are short enough for mail, counted in bytes as sent.

    The local part is sent as UTF-8 (RFC 6531), the domain in its ASCII form (RFC 3490).
    """
    local, _, domain = text.rpartition("@")
    return len(local.encode()) <= LOCAL_OCTETS and _is(lambda name: name.encode("idna"), domain)


# The formats that patterns cannot decide: real days, real addresses, real time zones.
FORMATS: dict[str, Callable[[str], bool]] = {
    "date": is_date,
    "date-time": lambda text: is_date(text[:10]) and _is(datetime.fromisoformat, text),
    "idn-email": is_email,
    "timezone": lambda text: text in timezones(),
}


@cache
def accepting(name: str, words: Vocabulary | None) -> jsonschema_rs.Draft202012Validator:
    """The fast validator, which only answers yes or no, in microseconds."""
    return jsonschema_rs.Draft202012Validator(
        load(name),
        validate_formats=True,
        formats=FORMATS,
        retriever=lambda _uri: with_words(words),
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

    Lists as many as are shown of one file, the last of which says how many more there are. With
    `words`, only the programme's own words are allowed.
    """
    if accepting(name, words).is_valid(value):
        return ()
    causes = list(_causes(explaining(name, words).iter_errors(value)))
    personal = name in PERSONAL
    found = {each for cause in causes[: 2 * MOST] for each in explain(cause, personal=personal)}
    listed = sorted(_without_echoes(found), key=_rank)
    if len(listed) + len(causes[2 * MOST :]) > MOST:
        left = len(listed[MOST - 1 :]) + len(causes[2 * MOST :])
        message, hint = f"{left} more problems in this file", "Correct these first."
        listed[MOST - 1 :] = [Violation(steps=(), code="more", message=message, hint=hint)]
    return tuple(listed)


def _rank(violation: Violation) -> tuple[list[str], str, str, str]:
    steps = [str(step).zfill(6) for step in violation.steps]
    return steps, violation.code, violation.message, violation.hint


def _causes(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    """The errors at the leaves: the cause, not every branch that led to it."""
    for error in reversed(list(errors)):
        if error.context:
            yield from _causes(error.context)
        else:
            yield error


def _without_echoes(found: set[Violation]) -> Iterator[Violation]:
    """The violations without a format whose pattern fails, and missing keys that are misspelt."""
    written = {violation.steps for violation in found if violation.code == "schema-pattern"}
    slips = {(violation.steps[:-1], violation.hint) for violation in found if violation.at_key}
    for violation in found:
        key = violation.message.split("”")[0].lstrip("“")
        is_echo = {
            "schema-format": violation.steps in written,
            "schema-required": (violation.steps, f"Did you mean {key}?") in slips,
        }
        if not is_echo.get(violation.code):
            yield violation
