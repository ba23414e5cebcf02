"""A schema's refusal in a sentence: what was found, what is allowed, what to do.

It quotes words of the programme, never what people say about themselves.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, TypeAlias

from mentoring.files.messages import many, messages
from mentoring.problems import MOST, DataPath, Problem, did_you_mean, nearest, pointer
from mentoring.schemas.library import VOCABULARY, load

Refusal: TypeAlias = Any  # a ValidationError of jsonschema, whose fields may be unset for mypy
Plain: TypeAlias = Any  # plain data of any shape

PERSONAL = (  # the records that are about people
    "application", "decisions", "identity", "ledger", "pair", "readable", "review", "roster",
    "voice",
)  # fmt: skip
_LONGEST = 60
_WORD = re.compile(r"[\w.:+/-]{1,40}")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


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


def explain(error: Refusal, *, personal: bool) -> Iterator[Violation]:
    """The violations that describe one error of the reference validator.

    In a record about people (`personal`), only keys that a schema knows are quoted, and values
    never are: any field may contain a name or an address.
    """
    keyword = re.sub("[A-Z]", lambda upper: f"-{upper[0].lower()}", str(error.validator))
    for said, hint, *steps in _sentences(error, personal=personal):
        at_key = bool(steps) and keyword != "unique-items"
        code = f"schema-{'unknown-key' if at_key else keyword}"
        place = (*error.absolute_path, *steps)
        yield Violation(steps=place, code=code, message=said, hint=hint, at_key=at_key)


def _sentences(error: Refusal, *, personal: bool) -> Iterator[tuple[Plain, ...]]:
    """What is wrong, and what to do; then the key or number that it is about, if any."""
    value, asked, schema = error.instance, error.validator_value, _schema(error)
    properties = schema.get("properties", {})
    if "propertyNames" in error.absolute_schema_path:  # an unknown word, or of another kind
        hint = did_you_mean(value, asked) if error.validator == "enum" else _example(error)
        yield _wrong_key(error, value, hint, personal=personal)
    elif error.validator == "additionalProperties":
        extras = sorted(set(value) - set(properties))
        for extra in extras[:MOST]:
            hint = did_you_mean(str(extra), properties)
            yield _wrong_key(error, extra, hint, personal=personal)
        if left := len(extras[MOST:]):
            yield f"{left} more keys are not keys of this block", "Remove them."
    elif error.validator == "required":
        for key in asked:
            if key not in value:
                text = properties.get(key, {}).get("description", "")
                hint = f"Add it: {text}" if text else f"Add a line “{key}: …”."
                yield f"“{key}” is missing", hint
    elif error.validator == "uniqueItems":
        place = next(n for n, entry in enumerate(value) if entry in value[:n])
        again = f"{_quoted(value[place], personal=personal)} is here twice"
        yield again, "Remove one of the two.", place
    else:
        yield _sentence(error, _quoted(value, personal=personal))


def _schema(error: Refusal) -> dict[str, Any]:
    """The part of the schema that refused."""
    return error.schema if isinstance(error.schema, dict) else {}


def _wrong_key(error: Refusal, key: Plain, hint: str, *, personal: bool) -> tuple[str, str, Plain]:
    word, found = str(key), "this key"
    if not personal or word in known_keys():
        found = f"“{word[:_LONGEST]}{'…' if len(word) > _LONGEST else ''}”"
    if error.validator == "not":
        return f"{found} does not belong in this kind of record", "Remove it.", key
    return f"{found} is not a key of this block", hint, key


def _sentence(error: Refusal, found: str) -> tuple[str, str]:
    """What is wrong with a value that is `found`, and what to do."""
    keyword, asked, hint = str(error.validator), error.validator_value, _example(error)
    table = messages(__package__)
    match keyword:
        case "enum":
            hint = did_you_mean(str(error.instance), map(str, asked))
        case "type":
            kinds = [asked] if isinstance(asked, str) else list(asked)
            asked = " or ".join(table["kinds"][kind] for kind in kinds)
            hint = _type_remedy(error.instance, kinds) or hint
        case "pattern":
            asked = _titled(error, "text of this kind")
        case "format":
            close = nearest(str(error.instance), timezones()) if asked == "timezone" else None
            hint = f"Did you mean {close}?" if close else hint
            asked = f"{_titled(error, asked)}{'' if asked == 'idn-email' else ' that exists'}"
        case "items":  # more entries than places that the schema describes one by one
            found, asked = str(len(error.instance)), len(_schema(error).get("prefixItems", []))
        case "maxProperties" if not asked:
            keyword = "none"
        case _ if keyword not in table:
            return f"does not satisfy “{keyword}: {asked}”"[:_LONGEST], ""
    said = table[keyword]
    if isinstance(said, list):
        said, *nouns = said
        asked = many(asked, *nouns)
    return said.format(found=found, asked=asked), hint


def _example(error: Refusal) -> str:
    """What the schema says about the place, with its first example."""
    schema = _schema(error)
    such = [f" Such as {example}." for example in schema.get("examples", [])[:1]]
    return f"{schema.get('description', '')}{''.join(such)}".strip()


def _titled(error: Refusal, otherwise: str) -> str:
    """What the schema calls the place, with its article: an id, a date, a SHA-256."""
    title = str(_schema(error).get("title", otherwise))
    title = title if title[1:2].isupper() else title[:1].lower() + title[1:]
    return f"{'an' if title[0] in 'aeiou' else 'a'} {title}"


def _type_remedy(value: Plain, expected: Collection[str]) -> str:
    """What to do about a value of the wrong type; empty when that is not known."""
    text, wanted = isinstance(value, str), set(expected)
    numeric = text and bool(_NUMBER.fullmatch(value))
    remedies = (
        (value is None, "Write a value after the colon; one that begins with # needs quotes."),
        ("array" in wanted, "Write each entry on a line of its own, after a dash and a space."),
        ("boolean" in wanted, "Write true or false, without quotes."),
        (numeric and wanted & {"integer", "number"}, "Remove the quotes."),
        (text and wanted & {"integer", "number"}, "Write it in digits."),
        (isinstance(value, int | float) and "string" in wanted, "Put it in quotes."),
        ("object" in wanted, "Write keys, each on a line of its own with a colon after it."),
    )
    return next((words for fits, words in remedies if fits), "")


def _quoted(value: Plain, *, personal: bool) -> str:
    """The value as it was found, or what kind of value it is."""
    kinds: dict[str, str] = messages(__package__)["kinds"]
    if isinstance(value, dict):
        return kinds["object"]
    if isinstance(value, list):
        return kinds["array"] if value else "an empty list"
    if value is None:
        return kinds["null"]
    if isinstance(value, str) and (personal or not _WORD.fullmatch(value)):
        return "this text" if value else "an empty text"
    if personal:
        return kinds["boolean"] if isinstance(value, bool) else "this number"
    return f"“{str(value).lower() if isinstance(value, bool) else value}”"


@cache
def known_keys() -> frozenset[str]:
    """Every key that a schema of a record about people names."""
    return frozenset(key for name in (*PERSONAL, VOCABULARY) for key in _keys(load(name)))


def _keys(schema: Plain) -> Iterator[str]:
    if isinstance(schema, dict):
        properties = schema.get("properties")
        yield from properties if isinstance(properties, dict) else ()
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from _keys(part)


@cache
def timezones() -> frozenset[str]:
    """The zones of the IANA database as the tzdata package has them, not the machine's."""
    text = resources.files("tzdata").joinpath("zones").read_text(encoding="ascii")
    return frozenset(text.split())
