"""A schema's refusal in a sentence: what was found, what is allowed, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentoring.problems import did_you_mean, nearest
from mentoring.schemas import remedies
from mentoring.schemas.quotation import KINDS, LONGEST, found, key
from mentoring.schemas.violation import Violation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jsonschema import ValidationError

    Explainer = Callable[[ValidationError, tuple[Any, ...]], Iterator[Violation]]


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
        message, hint = f"{key(steps[-1])} does not belong in this kind of record", "Remove it."
    else:
        message = f"{key(steps[-1])} is no key of this block"
        allowed = _asked(error)
        hint = did_you_mean(steps[-1], allowed) if error.validator == "enum" else _example(error)
    yield _violation(error, steps, message, hint, at_key=True)


def _violation(
    error: ValidationError,
    steps: tuple[Any, ...],
    message: str,
    hint: str = "",
    *,
    at_key: bool = False,
) -> Violation:
    code = "unknown-key" if at_key else str(error.validator)
    return Violation(
        steps=steps, code=f"schema-{_dashed(code)}", message=message, hint=hint, at_key=at_key
    )


def _dashed(word: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in word)


def _found(error: ValidationError, steps: tuple[Any, ...]) -> str:
    return found(error.instance, steps)


def _title(error: ValidationError, otherwise: str) -> str:
    """What the schema calls the place, inside a sentence: SHA-256 stays as it is."""
    title = str(_schema(error).get("title", otherwise))
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _unknown(error: ValidationError, steps: tuple[Any, ...]) -> Iterator[Violation]:
    known = list(_schema(error).get("properties", {}))
    block: dict[str, Any] = dict(error.instance)  # type: ignore[arg-type]
    for extra in sorted(set(block) - set(known)):
        message = f"{key(str(extra))} is no key of this block"
        hint = did_you_mean(str(extra), known)
        yield _violation(error, (*steps, extra), message, hint, at_key=True)


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
    hint = remedies.of_type(error.instance, kinds) or _example(error)
    yield _violation(error, steps, f"found {_found(error, steps)}; expected {wanted}", hint)


def _format(error: ValidationError, steps: tuple[Any, ...]) -> Iterator[Violation]:
    from mentoring.schemas.formats import timezones  # read for this hint alone

    title = _title(error, _asked(error))
    hint = _example(error)
    if _asked(error) == "timezone":
        close = nearest(str(error.instance), timezones())
        hint = f"Did you mean {close}?" if close else hint
    exists = "" if _asked(error) == "idn-email" else " that exists"
    yield _violation(error, steps, f"{_found(error, steps)} is no {title}{exists}", hint)


def _pattern(error: ValidationError, steps: tuple[Any, ...]) -> Iterator[Violation]:
    title = _title(error, "text of this kind")
    message = f"{_found(error, steps)} is not written as the {title} must be"
    yield _violation(error, steps, message, _example(error))


def _example(error: ValidationError) -> str:
    """What the schema says about the place, with its first example."""
    examples = _schema(error).get("examples", [])
    such = f" Such as {examples[0]}." if examples else ""
    return f"{_schema(error).get('description', '')}{such}".strip()


def _limit(words: Callable[[Any], str]) -> Explainer:
    """An explainer for a keyword that sets a limit; `words` says the limit."""

    def explainer(error: ValidationError, steps: tuple[Any, ...]) -> Iterator[Violation]:
        message = f"found {_found(error, steps)}; {words(_asked(error))}"
        yield _violation(error, steps, message, _example(error))

    return explainer


def _count(least: str, one: str, many: str) -> Explainer:
    """An explainer for a keyword that limits how many there are of something."""
    return _limit(lambda limit: f"{least} {limit} {one if limit == 1 else many}")


def _twice(error: ValidationError, steps: tuple[Any, ...]) -> Iterator[Violation]:
    """The first entry that stands in a list a second time."""
    entries: list[Any] = list(error.instance)  # type: ignore[arg-type]
    place = next(n for n, one in enumerate(entries) if one in entries[:n])
    message = f"{found(entries[place], steps)} stands here twice"
    yield _violation(error, (*steps, place), message, "Remove one of the two.")


def _too_many(error: ValidationError, steps: tuple[Any, ...]) -> Iterator[Violation]:
    """More entries than places that the schema describes one by one."""
    most = len(_schema(error).get("prefixItems", []))
    message = f"found {len(error.instance)} entries; at most {most}"  # type: ignore[arg-type]
    yield _violation(error, steps, message, _example(error))


def _any(error: ValidationError, steps: tuple[Any, ...]) -> Iterator[Violation]:
    """Whatever keyword has no sentence of its own."""
    message = f"does not satisfy “{error.validator}: {_asked(error)}”"
    yield _violation(error, steps, message[:LONGEST])


EXPLAINERS: dict[str, Explainer] = {
    "additionalProperties": _unknown,
    "required": _required,
    "enum": _enum,
    "type": _type,
    "format": _format,
    "pattern": _pattern,
    "const": _limit("expected {}".format),
    "minimum": _limit("the least is {}".format),
    "maximum": _limit("the most is {}".format),
    "minLength": _count("at least", "sign", "signs"),
    "maxLength": _count("at most", "sign", "signs"),
    "minItems": _count("at least", "entry", "entries"),
    "maxItems": _count("at most", "entry", "entries"),
    "minProperties": _count("at least", "key", "keys"),
    "maxProperties": _count("at most", "key", "keys"),
    "uniqueItems": _twice,
    "items": _too_many,
}
