"""A schema's refusal in a sentence: what was found, what is allowed, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentoring.problems import did_you_mean, nearest
from mentoring.schemas.violation import Violation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jsonschema import ValidationError

PRIVATE = frozenset({"person", "motivation", "goals", "profile", "note", "institute"})
KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a block of keys",
    "null": "nothing",
}
LONGEST = 60


def explain(error: ValidationError) -> Iterator[Violation]:
    """The violations that one error of the reference validator stands for."""
    steps = tuple(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        return _name(error, (*steps, str(error.instance)))
    return EXPLAINERS.get(str(error.validator), _any)(error, steps)


def _schema(error: ValidationError) -> dict[str, Any]:
    """The part of the schema that refused."""
    return error.schema if isinstance(error.schema, dict) else {}


def _asked(error: ValidationError) -> Any:  # noqa: ANN401 (as many kinds as keywords)
    """What the refusing keyword asks for."""
    return error.validator_value


def _name(error: ValidationError, steps: tuple[Any, ...]) -> Iterator[Violation]:
    """A key that may not stand here: an unknown word, or a field of the other kind of record."""
    if error.validator == "not":
        message, hint = f"“{steps[-1]}” does not belong in this kind of record", "Remove it."
    else:
        message = f"“{steps[-1]}” is no key of this block"
        allowed = _asked(error)
        hint = did_you_mean(steps[-1], allowed) if error.validator == "enum" else _example(error)
    yield _violation(error, steps, message, hint, key=True)


def _violation(
    error: ValidationError,
    steps: tuple[Any, ...],
    message: str,
    hint: str = "",
    *,
    key: bool = False,
) -> Violation:
    code = "unknown-key" if key else str(error.validator)
    return Violation(
        steps=steps, code=f"schema-{_dashed(code)}", message=message, hint=hint, at_key=key
    )


def _dashed(word: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in word)


def _found(error: ValidationError, steps: tuple[Any, ...]) -> str:
    """The value as it was found, unless it may say something about a person."""
    value = error.instance
    if isinstance(value, dict | list):
        return KINDS["object" if isinstance(value, dict) else "array"]
    if steps and steps[0] in PRIVATE:
        return "another value" if not isinstance(value, bool | int | float) else f"{value}"
    text = str(value).lower() if isinstance(value, bool) or value is None else str(value)
    return f"“{text[:LONGEST]}{'…' if len(text) > LONGEST else ''}”"


def _unknown(error: ValidationError, steps: tuple[Any, ...]) -> Iterator[Violation]:
    known = list(_schema(error).get("properties", {}))
    found: dict[str, Any] = dict(error.instance)  # type: ignore[arg-type]
    for extra in sorted(set(found) - set(known)):
        message = f"“{str(extra)[:LONGEST]}” is no key of this block"
        yield _violation(error, (*steps, extra), message, did_you_mean(str(extra), known), key=True)


def _required(error: ValidationError, steps: tuple[Any, ...]) -> Iterator[Violation]:
    properties = _schema(error).get("properties", {})
    for missing in _asked(error):
        if missing not in error.instance:  # type: ignore[operator]
            text = properties.get(missing, {}).get("description", "")
            hint = f"Add it: {text}" if text else f"Add a line “{missing}: …”."
            yield _violation(error, steps, f"“{missing}” is missing", hint)


def _enum(error: ValidationError, steps: tuple[Any, ...]) -> Iterator[Violation]:
    allowed = [str(choice) for choice in _asked(error)]
    hint = did_you_mean(str(error.instance), allowed)
    yield _violation(error, steps, f"{_found(error, steps)} is not allowed here", hint)


def _type(error: ValidationError, steps: tuple[Any, ...]) -> Iterator[Violation]:
    expected = _asked(error)
    kinds = [expected] if isinstance(expected, str) else list(expected)
    wanted = " or ".join(KINDS[kind] for kind in kinds)
    number = isinstance(error.instance, int | float) and "string" in kinds
    hint = "Put it in quotes." if number else ""
    yield _violation(error, steps, f"found {_found(error, steps)}; expected {wanted}", hint)


def _format(error: ValidationError, steps: tuple[Any, ...]) -> Iterator[Violation]:
    from mentoring.schemas.formats import timezones  # read for this hint alone

    title = str(_schema(error).get("title", _asked(error))).lower()
    hint = _example(error)
    if _asked(error) == "timezone":
        close = nearest(str(error.instance), timezones())
        hint = f"Did you mean {close}?" if close else hint
    yield _violation(error, steps, f"{_found(error, steps)} is no {title} that exists", hint)


def _pattern(error: ValidationError, steps: tuple[Any, ...]) -> Iterator[Violation]:
    title = str(_schema(error).get("title", "text of the form asked for")).lower()
    message = f"{_found(error, steps)} is not written as the {title} must be"
    yield _violation(error, steps, message, _example(error))


def _example(error: ValidationError) -> str:
    """What the schema says about the place, with its first example."""
    examples = _schema(error).get("examples", [])
    such = f" Such as {examples[0]}." if examples else ""
    return f"{_schema(error).get('description', '')}{such}".strip()


def _limit(words: str) -> Callable[[ValidationError, tuple[Any, ...]], Iterator[Violation]]:
    """An explainer for a keyword that sets a limit; `words` has a place for the limit."""

    def explainer(error: ValidationError, steps: tuple[Any, ...]) -> Iterator[Violation]:
        message = f"found {_found(error, steps)}; {words.format(_asked(error))}"
        yield _violation(error, steps, message, _example(error))

    return explainer


def _any(error: ValidationError, steps: tuple[Any, ...]) -> Iterator[Violation]:
    """Whatever keyword has no sentence of its own."""
    message = f"does not satisfy “{error.validator}: {_asked(error)}”"
    yield _violation(error, steps, message[: 3 * LONGEST])


EXPLAINERS: dict[str, Callable[[ValidationError, tuple[Any, ...]], Iterator[Violation]]] = {
    "additionalProperties": _unknown,
    "required": _required,
    "enum": _enum,
    "type": _type,
    "format": _format,
    "pattern": _pattern,
    "const": _limit("expected {}"),
    "minimum": _limit("the least is {}"),
    "maximum": _limit("the most is {}"),
    "minLength": _limit("at least {} characters"),
    "maxLength": _limit("at most {} characters"),
    "minItems": _limit("at least {} entries"),
    "maxItems": _limit("at most {} entries"),
    "minProperties": _limit("at least {} keys"),
    "maxProperties": _limit("at most {} keys"),
    "uniqueItems": _limit("every entry only once"),
}
