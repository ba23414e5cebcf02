"""The data reference: every field of every record, from the schemas that check them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mentoring import schemas
from mentoring.site.markup import cell, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Schema = dict[str, Any]
SHOWN = 8
KINDS = {"string": "text", "boolean": "`true` or `false`", "object": "", "null": "nothing"}
FOLDER = "reference/data"
WORDS = "vocabulary"
ABOUT = """Every record of the programme, field by field, as its schema checks it. An editor with a
YAML language server shows the same text while you type. These pages are written by `make handbook`
from the schemas.
"""
ELSEWHERE = "[All records](index.md) · [The words that records share](vocabulary.md)"


def data_reference() -> dict[str, str]:
    """A page a record, one for the words they share, and one that leads to them all."""
    records = {name: _record(name) for name in schemas.names()}
    pages = {"index": _index(), **records, WORDS: _words()}
    return {f"{FOLDER}/{name}.md": page for name, page in pages.items()}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(cell, line))} |" for line in lines)


def _page(title: str, description: str, *blocks: str) -> str:
    front = f"---\ntitle: {title}\ndescription: {_sentence(description)}\n---\n"
    return "\n".join([front, f"# {title}\n", *blocks])


def _sentence(description: str) -> str:
    """The first sentence, as YAML."""
    return json.dumps(f"{description.partition('. ')[0].rstrip('.')}.", ensure_ascii=False)


def _index() -> str:
    rows = [_row(name) for name in (*schemas.names(), WORDS)]
    return _page(
        "Data reference", ABOUT.replace("\n", " "), ABOUT, table(["Record", "What"], rows), ""
    )


def _row(name: str) -> tuple[str, str]:
    schema = _schema(name)
    return f"[{schema['title']}]({name}.md)", plain(schema["description"])


def _schema(name: str) -> Schema:
    """The schema of a record's own file; an application's identity has another."""
    return schemas.load("readable" if name == "application" else name)


def _record(name: str) -> str:
    schema = _schema(name)
    blocks = (_fields(branch) for branch in _branches(schema))
    about = schema["description"]
    return _page(schema["title"], about, f"{plain(about)}\n", *blocks, f"{ELSEWHERE}\n")


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
        yield f"`{path}`", needed, _what(field), _values(whole)
        named = whole.get("additionalProperties")
        each = whole.get("items") or (named if isinstance(named, dict) else None)
        inner = _resolved(each or whole, block)
        many = "[]" if "items" in whole else ".NAME" if each else ""
        if "properties" in inner:
            yield from _rows({"$defs": block.get("$defs", {}), **inner}, f"{path}{many}.")


def _what(field: Schema) -> str:
    """What the field means, with its first example as it stands in a file."""
    about = plain(field.get("description", ""))
    if "examples" not in field:
        return about
    example = json.dumps(field["examples"][0], ensure_ascii=False)
    return f"{about} Such as `{cell(example)}`."


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
    anchor = title.lower().replace(" ", "-")
    return f"[{title.lower()}]({WORDS}.md#{anchor})" if title in _titles() else ""


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
    vocabulary = schemas.load(WORDS)
    return _page(
        vocabulary["title"],
        vocabulary["description"],
        f"{plain(vocabulary['description'])}\n",
        *(line for word in vocabulary["$defs"].values() for line in _word(word)),
        "[All records](index.md)\n",
    )


def _word(word: Schema) -> Iterator[str]:
    yield from (f"## {word['title']}\n", f"{plain(word['description'])}\n")
    if "enum" in word:
        yield ", ".join(f"`{cell(str(one))}`" for one in word["enum"]) + ".\n"
    elif "examples" in word:
        yield f"Such as `{cell(str(word['examples'][0]))}`.\n"
