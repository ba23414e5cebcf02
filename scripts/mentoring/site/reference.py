"""The data reference: every field of every record, from the schemas that check them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentoring import schemas
from mentoring.site.words import cell, plain, table

if TYPE_CHECKING:
    from collections.abc import Iterator

Schema = dict[str, Any]
SHOWN = 8
KINDS = {"string": "text", "boolean": "`true` or `false`", "object": "", "null": "nothing"}
HEAD = """---
title: Data reference
---

# Data reference

Every record of the programme, field by field, as its schema checks it. An editor with a YAML
language server shows the same text while you type. This page is written by `mentoring site` from
`scripts/mentoring/schemas/`.
"""


def data_reference() -> str:
    """The page, as Markdown."""
    records = [_record(name) for name in schemas.names()]
    return "\n".join([HEAD, *records, _words()])


def _record(name: str) -> str:
    schema = schemas.load(name)
    blocks = [_fields(branch) for branch in _branches(schema)]
    return "\n".join([f"## {schema['title']}", "", plain(schema["description"]), "", *blocks])


def _branches(schema: Schema) -> Iterator[Schema]:
    """The blocks of fields of a record; a ledger entry has one a kind."""
    if schema.get("additionalProperties") is False:
        yield schema
    else:
        yield from (one["then"] for one in schema["allOf"])


def _fields(block: Schema) -> str:
    return table(["Field", "Needed", "What", "Values"], _rows(block, "")) + "\n"


def _rows(block: Schema, above: str) -> Iterator[tuple[str, str, str, str]]:
    """A row a field, a block's own fields after it with their path."""
    for name, field in block.get("properties", {}).items():
        needed = "yes" if name in block.get("required", ()) else ""
        whole = _resolved(field, block)
        path = f"{above}{name}"
        yield f"`{path}`", needed, plain(field.get("description", "")), _values(whole)
        inner = _resolved(whole.get("items") or whole, block)
        many = "[]" if "items" in whole else ""
        if "properties" in inner:
            yield from _rows({"$defs": block.get("$defs", {}), **inner}, f"{path}{many}.")


def _resolved(field: Schema, block: Schema) -> Schema:
    """A field with its reference to the vocabulary, or to its own schema, followed."""
    file, _, name = field.get("$ref", "").partition("#/$defs/")
    if not name:
        return field
    words = schemas.load("vocabulary")["$defs"] if file else block.get("$defs", {})
    return {**words.get(name, {"title": name}), **field}


def _values(field: Schema) -> str:
    """What the field holds, in a few words."""
    if "enum" in field:
        few = len(field["enum"]) <= SHOWN
        return ", ".join(f"`{one}`" for one in field["enum"]) if few else _title(field)
    if "const" in field:
        return f"`{field['const']}`"
    if field.get("type") == "array" and isinstance(field.get("items"), dict):
        inner = _values(_resolved(field["items"], {}))
        return f"list of {inner}" if inner else "list"
    return _title(field) or _kind(field)


def _title(field: Schema) -> str:
    title = field.get("title", "")
    return f"[{title.lower()}](#{title.lower().replace(' ', '-')})" if title in _titles() else ""


def _titles() -> set[str]:
    return {one["title"] for one in schemas.load("vocabulary")["$defs"].values()}


def _kind(field: Schema) -> str:
    kind = field.get("type", "")
    if isinstance(kind, list):
        return " or ".join(_kind({**field, "type": one}) for one in kind)
    if kind in {"integer", "number"} and "minimum" in field:
        return f"{field['minimum']} to {field.get('maximum', '…')}"
    return KINDS.get(kind, str(kind))


def _words() -> str:
    """The words that records share."""
    lines = ["## Vocabulary", "", schemas.load("vocabulary")["description"], ""]
    for word in schemas.load("vocabulary")["$defs"].values():
        lines += [f"### {word['title']}", "", plain(word["description"]), ""]
        if "enum" in word:
            lines += [", ".join(f"`{cell(str(one))}`" for one in word["enum"]) + ".", ""]
        elif "examples" in word:
            lines += [f"Such as `{cell(str(word['examples'][0]))}`.", ""]
    return "\n".join(lines)
