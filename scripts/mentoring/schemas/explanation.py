"""A schema's refusal in a sentence: what was found, what is allowed, what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mentoring.problems import MOST, did_you_mean, nearest
from mentoring.schemas.quotation import KINDS, LONGEST, Quotation, type_remedy
from mentoring.schemas.validation import Violation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jsonschema import ValidationError

    Explainer = Callable[["Refusal"], Iterator[Violation]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """An error of the reference validator: its place, and what may be quoted of it."""

    error: ValidationError
    steps: tuple[Any, ...]
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

    def violation(self, message: str, hint: str = "", *, at_key: bool = False) -> Violation:
        """The violation that describes this refusal."""
        code = "unknown-key" if at_key else str(self.error.validator)
        return Violation(
            steps=self.steps,
            code=f"schema-{_dashed(code)}",
            message=message,
            hint=hint,
            at_key=at_key,
        )

    def below(self, step: str | int) -> Refusal:
        """The same refusal, one step further down."""
        return replace(self, steps=(*self.steps, step))


def explain(error: ValidationError, quotation: Quotation) -> Iterator[Violation]:
    """The violations that describe one error of the reference validator."""
    refusal = Refusal(error=error, steps=tuple(error.absolute_path), quotation=quotation)
    if "propertyNames" in error.absolute_schema_path:
        return _name(refusal.below(str(error.instance)))
    return EXPLAINERS.get(str(error.validator), _any)(refusal)


def _name(refusal: Refusal) -> Iterator[Violation]:
    """A key that is not allowed here: an unknown word, or a field of the other kind of record."""
    word = str(refusal.steps[-1])
    name = refusal.quotation.key(word)
    if refusal.error.validator == "not":
        message, hint = f"{name} does not belong in this kind of record", "Remove it."
    else:
        message = f"{name} is not a key of this block"
        is_listed = refusal.error.validator == "enum"
        hint = did_you_mean(word, refusal.asked) if is_listed else _example(refusal)
    yield refusal.violation(message, hint, at_key=True)


def _dashed(word: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in word)


def _title(refusal: Refusal, otherwise: str) -> str:
    """What the schema calls the place, inside a sentence: SHA-256 stays as it is."""
    title = str(refusal.schema.get("title", otherwise))
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _unknown(refusal: Refusal) -> Iterator[Violation]:
    known = list(refusal.schema.get("properties", {}))
    block: dict[str, Any] = dict(refusal.instance)
    extras = sorted(set(block) - set(known))
    for extra in extras[:MOST]:
        message = f"{refusal.quotation.key(str(extra))} is not a key of this block"
        hint = did_you_mean(str(extra), known)
        yield refusal.below(extra).violation(message, hint, at_key=True)
    if left := len(extras[MOST:]):
        yield refusal.violation(f"{left} more keys are not keys of this block", "Remove them.")


def _required(refusal: Refusal) -> Iterator[Violation]:
    properties = refusal.schema.get("properties", {})
    for missing in refusal.asked:
        if missing not in refusal.instance:
            text = properties.get(missing, {}).get("description", "")
            hint = f"Add it: {text}" if text else f"Add a line “{missing}: …”."
            yield refusal.violation(f"“{missing}” is missing", hint)


def _enum(refusal: Refusal) -> Iterator[Violation]:
    allowed = [str(choice) for choice in refusal.asked]
    hint = did_you_mean(str(refusal.instance), allowed)
    yield refusal.violation(f"{refusal.found} is not allowed here", hint)


def _type(refusal: Refusal) -> Iterator[Violation]:
    expected = refusal.asked
    kinds = [expected] if isinstance(expected, str) else list(expected)
    wanted = " or ".join(KINDS[kind] for kind in kinds)
    hint = type_remedy(refusal.instance, kinds) or _example(refusal)
    yield refusal.violation(f"found {refusal.found}; expected {wanted}", hint)


def _format(refusal: Refusal) -> Iterator[Violation]:
    from mentoring.schemas.formats import timezones  # read for this hint alone

    title = _title(refusal, refusal.asked)
    hint = _example(refusal)
    if refusal.asked == "timezone":
        close = nearest(str(refusal.instance), timezones())
        hint = f"Did you mean {close}?" if close else hint
    exists = "" if refusal.asked == "idn-email" else " that exists"
    yield refusal.violation(f"{refusal.found} is not {_with_article(title)}{exists}", hint)


def _pattern(refusal: Refusal) -> Iterator[Violation]:
    title = _title(refusal, "text of this kind")
    message = f"{refusal.found} does not have the format of {_with_article(title)}"
    yield refusal.violation(message, _example(refusal))


def _with_article(title: str) -> str:
    """The title with its article: an id, a date."""
    return f"{'an' if title[0] in 'aeiou' else 'a'} {title}"


def _example(refusal: Refusal) -> str:
    """What the schema says about the place, with its first example."""
    examples = refusal.schema.get("examples", [])
    such = f" Such as {examples[0]}." if examples else ""
    return f"{refusal.schema.get('description', '')}{such}".strip()


def _limit(words: Callable[[Any], str]) -> Explainer:
    """An explainer for a keyword that sets a limit; `words` says the limit."""

    def explainer(refusal: Refusal) -> Iterator[Violation]:
        message = f"found {refusal.found}; {words(refusal.asked)}"
        yield refusal.violation(message, _example(refusal))

    return explainer


def _count(least: str, one: str, many: str) -> Explainer:
    """An explainer for a keyword that limits how many there are of something."""
    return _limit(
        lambda limit: (
            f"{least} {limit} {one if limit == 1 else many}" if limit else f"no {many} here"
        )
    )


def _twice(refusal: Refusal) -> Iterator[Violation]:
    """The first entry that repeats an earlier one of its list."""
    entries: list[Any] = list(refusal.instance)
    place = next(n for n, one in enumerate(entries) if one in entries[:n])
    message = f"{refusal.quotation.value(entries[place])} is here twice"
    yield refusal.below(place).violation(message, "Remove one of the two.")


def _too_many(refusal: Refusal) -> Iterator[Violation]:
    """More entries than places that the schema describes one by one."""
    most = len(refusal.schema.get("prefixItems", []))
    message = f"found {len(refusal.instance)} entries; at most {most}"
    yield refusal.violation(message, _example(refusal))


def _any(refusal: Refusal) -> Iterator[Violation]:
    """Any keyword that has no sentence of its own."""
    message = f"does not satisfy “{refusal.error.validator}: {refusal.asked}”"
    yield refusal.violation(message[:LONGEST])


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
