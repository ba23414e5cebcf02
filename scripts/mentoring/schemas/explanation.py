"""A schema's refusal in a sentence: what was found, what is allowed, what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from mentoring.problems import MOST, DataPath, Problem, did_you_mean, nearest, pointer
from mentoring.schemas.quotation import KINDS, LONGEST, Quotation, type_remedy

if TYPE_CHECKING:
    from collections.abc import Iterator

Refusal: TypeAlias = Any  # a ValidationError of jsonschema, whose fields may be unset for mypy
LIMITS = {
    "const": "expected {}",
    "items": "at most {}",
    "minimum": "the least is {}",
    "maximum": "the most is {}",
    "minLength": "at least {} sign/signs",
    "maxLength": "at most {} sign/signs",
    "minItems": "at least {} entry/entries",
    "maxItems": "at most {} entry/entries",
    "minProperties": "at least {} key/keys",
    "maxProperties": "at most {} key/keys",
}
"""The limits that keywords set, in words; with a noun, singular and plural, they count."""


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Violation:
    """What a schema refuses: the steps to its place, and whether the key there is wrong."""

    steps: DataPath
    code: str
    message: str
    hint: str = ""
    at_key: bool = False

    def problem(self, path: str) -> Problem:
        """The violation as a problem of the file `path`, whose lines are not known."""
        place, code = pointer(*self.steps), self.code
        return Problem(path=path, pointer=place, code=code, message=self.message, hint=self.hint)


def explain(error: Refusal, quotation: Quotation) -> Iterator[Violation]:
    """The violations that describe one error of the reference validator."""
    keyword = str(error.validator)
    if "propertyNames" in error.absolute_schema_path:
        yield _name(error, quotation)
    elif keyword == "additionalProperties":
        yield from _unknown(error, quotation)
    elif keyword == "required":
        yield from _missing(error)
    elif keyword == "uniqueItems":
        entries: list[Any] = list(error.instance)
        place = next(n for n, entry in enumerate(entries) if entry in entries[:n])
        message = f"{quotation.value(entries[place])} is here twice"
        yield _violation(error, message, "Remove one of the two.", place)
    else:
        yield _violation(error, *_sentence(error, quotation.value(error.instance)))


def _violation(
    error: Refusal, message: str, hint: str, *steps: str | int, at_key: bool = False
) -> Violation:
    """The violation that describes an error, at some steps further down."""
    keyword = re.sub("[A-Z]", lambda upper: f"-{upper[0].lower()}", str(error.validator))
    return Violation(
        steps=(*error.absolute_path, *steps),
        code=f"schema-{'unknown-key' if at_key else keyword}",
        message=message,
        hint=hint,
        at_key=at_key,
    )


def _schema(error: Refusal) -> dict[str, Any]:
    """The part of the schema that refused."""
    return error.schema if isinstance(error.schema, dict) else {}


def _example(error: Refusal) -> str:
    """What the schema says about the place, with its first example."""
    schema = _schema(error)
    such = [f" Such as {example}." for example in schema.get("examples", [])[:1]]
    return f"{schema.get('description', '')}{''.join(such)}".strip()


def _name(error: Refusal, quotation: Quotation) -> Violation:
    """A key that is not allowed here: an unknown word, or a field of the other kind of record."""
    word = str(error.instance)
    message, hint = f"{quotation.key(word)} is not a key of this block", _example(error)
    if error.validator == "not":
        message = f"{quotation.key(word)} does not belong in this kind of record"
        hint = "Remove it."
    elif error.validator == "enum":
        hint = did_you_mean(word, error.validator_value)
    return _violation(error, message, hint, word, at_key=True)


def _unknown(error: Refusal, quotation: Quotation) -> Iterator[Violation]:
    known = list(_schema(error).get("properties", {}))
    extras = sorted(set(error.instance) - set(known))
    for extra in extras[:MOST]:
        message = f"{quotation.key(str(extra))} is not a key of this block"
        yield _violation(error, message, did_you_mean(str(extra), known), extra, at_key=True)
    if left := len(extras[MOST:]):
        yield _violation(error, f"{left} more keys are not keys of this block", "Remove them.")


def _missing(error: Refusal) -> Iterator[Violation]:
    properties = _schema(error).get("properties", {})
    for key in error.validator_value:
        if key not in error.instance:
            text = properties.get(key, {}).get("description", "")
            hint = f"Add it: {text}" if text else f"Add a line “{key}: …”."
            yield _violation(error, f"“{key}” is missing", hint)


def _sentence(error: Refusal, found: str) -> tuple[str, str]:
    """What is wrong with a value that is `found`, and what to do."""
    keyword, asked, example = str(error.validator), error.validator_value, _example(error)
    match keyword:
        case "enum":
            choices = map(str, asked)
            return f"{found} is not allowed here", did_you_mean(str(error.instance), choices)
        case "type":
            kinds = [asked] if isinstance(asked, str) else list(asked)
            wanted = " or ".join(KINDS[kind] for kind in kinds)
            remedy = type_remedy(error.instance, kinds) or example
            return f"found {found}; expected {wanted}", remedy
        case "pattern":
            title = _titled(error, "text of this kind")
            return f"{found} does not have the format of {title}", example
        case "format":
            exists = "" if asked == "idn-email" else " that exists"
            return f"{found} is not {_titled(error, asked)}{exists}", _close_zone(error) or example
        case "items":  # more entries than places that the schema describes one by one
            asked = len(_schema(error).get("prefixItems", []))
            found = f"{len(error.instance)} entries"
    if keyword in LIMITS:
        return f"found {found}; {_limit(keyword, asked)}", example
    return f"does not satisfy “{keyword}: {asked}”"[:LONGEST], ""


def _limit(keyword: str, asked: Any) -> str:  # noqa: ANN401 (a limit of any kind)
    limit, slash, many = LIMITS[keyword].partition("/")
    words = limit.format(asked)
    if not slash or asked == 1:
        return words
    return f"{words.rpartition(' ')[0]} {many}" if asked else f"no {many} here"


def _titled(error: Refusal, otherwise: str) -> str:
    """What the schema calls the place, with its article: an id, a date, a SHA-256."""
    title = str(_schema(error).get("title", otherwise))
    title = title if title[1:2].isupper() else title[:1].lower() + title[1:]
    return f"{'an' if title[0] in 'aeiou' else 'a'} {title}"


def _close_zone(error: Refusal) -> str:
    """A hint with the closest time zone, if one is asked for."""
    from mentoring.schemas.formats import timezones  # read for this hint alone

    is_zone = error.validator_value == "timezone"
    close = nearest(str(error.instance), timezones()) if is_zone else None
    return f"Did you mean {close}?" if close else ""
