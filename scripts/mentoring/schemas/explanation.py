"""A schema's refusal in a sentence: what was found, what is allowed, what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mentoring.problems import MOST, DataPath, Problem, did_you_mean, nearest, pointer
from mentoring.schemas.quotation import KINDS, LONGEST, Quotation, type_remedy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema import ValidationError

LIMITS = {"const": "expected {}", "minimum": "the least is {}", "maximum": "the most is {}"}
"""The limits that keywords set, in words."""

COUNTS = {
    "minLength": ("at least", "sign", "signs"),
    "maxLength": ("at most", "sign", "signs"),
    "minItems": ("at least", "entry", "entries"),
    "maxItems": ("at most", "entry", "entries"),
    "minProperties": ("at least", "key", "keys"),
    "maxProperties": ("at most", "key", "keys"),
}
"""The keywords that limit how many there are of something: the limit, one of it, and several."""


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
        return Problem(
            path=path,
            pointer=pointer(*self.steps),
            code=self.code,
            message=self.message,
            hint=self.hint,
        )


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error of the reference validator, and what may be quoted of it."""

    error: ValidationError
    quotation: Quotation

    @property
    def schema(self) -> dict[str, Any]:
        """The part of the schema that refused."""
        return self.error.schema if isinstance(self.error.schema, dict) else {}

    @property
    def asked(self) -> Any:  # noqa: ANN401 (as many kinds as keywords)
        """What the refusing keyword asks for."""
        return self.error.validator_value

    @property
    def instance(self) -> Any:  # noqa: ANN401 (as many kinds as values)
        """The refused value."""
        return self.error.instance

    @property
    def found(self) -> str:
        """The refused value in words, quoted where that is allowed."""
        return self.quotation.value(self.instance)

    @property
    def example(self) -> str:
        """What the schema says about the place, with its first example."""
        such = [f" Such as {example}." for example in self.schema.get("examples", [])[:1]]
        return f"{self.schema.get('description', '')}{''.join(such)}".strip()

    def title(self, otherwise: str) -> str:
        """What the schema calls the place, with its article: an id, a date, a SHA-256."""
        title = str(self.schema.get("title", otherwise))
        title = title if title[1:2].isupper() else title[:1].lower() + title[1:]
        return f"{'an' if title[0] in 'aeiou' else 'a'} {title}"

    def violation(
        self, message: str, hint: str = "", *steps: str | int, at_key: bool = False
    ) -> Violation:
        """The violation that describes this refusal, at some steps further down."""
        keyword = re.sub("[A-Z]", lambda upper: f"-{upper[0].lower()}", str(self.error.validator))
        return Violation(
            steps=(*self.error.absolute_path, *steps),
            code=f"schema-{'unknown-key' if at_key else keyword}",
            message=message,
            hint=hint,
            at_key=at_key,
        )


def explain(error: ValidationError, quotation: Quotation) -> Iterator[Violation]:
    """The violations that describe one error of the reference validator."""
    keyword, refusal = str(error.validator), Refusal(error, quotation)
    if "propertyNames" in error.absolute_schema_path:
        yield _name(refusal)
    elif keyword in {"additionalProperties", "required"}:
        yield from _unknown(refusal) if keyword != "required" else _required(refusal)
    elif keyword in LIMITS:
        limit = LIMITS[keyword].format(refusal.asked)
        yield refusal.violation(f"found {refusal.found}; {limit}", refusal.example)
    elif keyword in COUNTS:
        least, one, many = COUNTS[keyword]
        limit = f"{least} {refusal.asked} {one if refusal.asked == 1 else many}"
        limit = limit if refusal.asked else f"no {many} here"
        yield refusal.violation(f"found {refusal.found}; {limit}", refusal.example)
    else:
        yield EXPLAINERS.get(keyword, _any)(refusal)


def _name(refusal: Refusal) -> Violation:
    """A key that is not allowed here: an unknown word, or a field of the other kind of record."""
    word = str(refusal.instance)
    name = refusal.quotation.key(word)
    if refusal.error.validator == "not":
        message, hint = f"{name} does not belong in this kind of record", "Remove it."
    else:
        message = f"{name} is not a key of this block"
        is_listed = refusal.error.validator == "enum"
        hint = did_you_mean(word, refusal.asked) if is_listed else refusal.example
    return refusal.violation(message, hint, word, at_key=True)


def _unknown(refusal: Refusal) -> Iterator[Violation]:
    known = list(refusal.schema.get("properties", {}))
    block: dict[str, Any] = refusal.instance
    extras = sorted(set(block) - set(known))
    for extra in extras[:MOST]:
        message = f"{refusal.quotation.key(str(extra))} is not a key of this block"
        yield refusal.violation(message, did_you_mean(str(extra), known), extra, at_key=True)
    if left := len(extras[MOST:]):
        yield refusal.violation(f"{left} more keys are not keys of this block", "Remove them.")


def _required(refusal: Refusal) -> Iterator[Violation]:
    properties = refusal.schema.get("properties", {})
    for missing in refusal.asked:
        if missing not in refusal.instance:
            text = properties.get(missing, {}).get("description", "")
            hint = f"Add it: {text}" if text else f"Add a line “{missing}: …”."
            yield refusal.violation(f"“{missing}” is missing", hint)


def _enum(refusal: Refusal) -> Violation:
    hint = did_you_mean(str(refusal.instance), [str(choice) for choice in refusal.asked])
    return refusal.violation(f"{refusal.found} is not allowed here", hint)


def _type(refusal: Refusal) -> Violation:
    kinds = [refusal.asked] if isinstance(refusal.asked, str) else list(refusal.asked)
    wanted = " or ".join(KINDS[kind] for kind in kinds)
    hint = type_remedy(refusal.instance, kinds) or refusal.example
    return refusal.violation(f"found {refusal.found}; expected {wanted}", hint)


def _format(refusal: Refusal) -> Violation:
    from mentoring.schemas.formats import timezones  # read for this hint alone

    hint = refusal.example
    if refusal.asked == "timezone":
        close = nearest(str(refusal.instance), timezones())
        hint = f"Did you mean {close}?" if close else hint
    exists = "" if refusal.asked == "idn-email" else " that exists"
    return refusal.violation(f"{refusal.found} is not {refusal.title(refusal.asked)}{exists}", hint)


def _pattern(refusal: Refusal) -> Violation:
    message = f"{refusal.found} does not have the format of {refusal.title('text of this kind')}"
    return refusal.violation(message, refusal.example)


def _twice(refusal: Refusal) -> Violation:
    """The first entry that repeats an earlier one of its list."""
    entries: list[Any] = list(refusal.instance)
    place = next(n for n, entry in enumerate(entries) if entry in entries[:n])
    message = f"{refusal.quotation.value(entries[place])} is here twice"
    return refusal.violation(message, "Remove one of the two.", place)


def _too_many(refusal: Refusal) -> Violation:
    """More entries than places that the schema describes one by one."""
    most = len(refusal.schema.get("prefixItems", []))
    found = len(refusal.instance)
    return refusal.violation(f"found {found} entries; at most {most}", refusal.example)


def _any(refusal: Refusal) -> Violation:
    """Any keyword that has no sentence of its own."""
    message = f"does not satisfy “{refusal.error.validator}: {refusal.asked}”"
    return refusal.violation(message[:LONGEST])


EXPLAINERS = {
    "enum": _enum,
    "type": _type,
    "format": _format,
    "pattern": _pattern,
    "uniqueItems": _twice,
    "items": _too_many,
}
