"""Turns libyaml's errors about invalid YAML into messages that people can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from mentoring.files.text import problem_at
from mentoring.problems import Problem

if TYPE_CHECKING:
    from yaml import YAMLError


class _Said(NamedTuple):
    """A message, its remedy, and where the cause is.

    That is where libyaml stopped, the start of what it was reading, or the start of the line.
    """

    message: str
    hint: str
    where: Literal["there", "start", "line"] = "there"


_LONGEST_KEY = 1000  # libyaml stops looking for a key's colon after 1,024 characters

_QUOTE = 'If it is text, put all of it in double quotes: "…".'
_INDENT = "Start entries that belong together in the same column."
_DOCUMENTS = "Keep one document in a file; `---` and `...` can be left out."
_ESCAPE = "Write a backslash as \\\\, or use single quotes, in which it means itself."
_HEADER = "Start the text on the next line, indented by two spaces."

_SAID = {
    "could not find expected ':'": _Said(
        "an entry without ': '", "Write `key: value`, or indent the line if it goes on.", "start"
    ),
    "did not find expected '-' indicator": _Said(
        "an entry without a dash in a list", f"Start it with `- `. {_INDENT}"
    ),
    "found character that cannot start any token": _Said(
        "a character that no plain text begins with", _QUOTE
    ),
    "did not find expected ',' or ']'": _Said(
        "a list that begins here is not closed", "Close it with ], and put commas between.", "start"
    ),
    "did not find expected ',' or '}'": _Said(
        "a mapping that begins here is not closed",
        "Close it with }, and put commas between.",
        "start",
    ),
    "found unexpected end of stream": _Said(
        "a quote that begins here is not closed", "Close it with the same mark.", "start"
    ),
    "found unexpected document indicator": _Said(
        "a quote that begins here is not closed before the next document", _DOCUMENTS, "start"
    ),
    "found unexpected ':'": _Said("a colon inside brackets that nothing follows", _QUOTE),
    "found unknown escape character": _Said("a backslash that says nothing here", _ESCAPE),
    "did not find expected hexdecimal number": _Said("an escape that is cut short", _ESCAPE),
    "found invalid Unicode character escape code": _Said(
        "an escape of something that is not a character", "Write the character itself."
    ),
    "block sequence entries are not allowed in this context": _Said(
        "a list that begins on the line of its key", "Start it on the next line, or write [a, b]."
    ),
    "did not find expected alphabetic or numeric character": _Said(
        "text that begins with * or & is taken for an alias or an anchor", _QUOTE, "start"
    ),
    "did not find expected comment or line break": _Said("text on the line of | or >", _HEADER),
    "found an indentation indicator equal to 0": _Said("a block of text with indent 0", _HEADER),
    "did not find expected node content": _Said(
        "a value is missing here", f"Write it, or take the comma or bracket away. {_QUOTE}"
    ),
    "did not find expected <document start>": _Said(
        "more text after the end of the document", _DOCUMENTS
    ),
    "mapping keys are not allowed in this context": _Said("a ? where no key can be", _QUOTE),
    **dict.fromkeys(
        (
            "found incompatible YAML document",
            "found unknown directive name",
            "could not find expected directive name",
            "found unexpected non-alphabetical character",
            "found duplicate %YAML directive",
            "found duplicate %TAG directive",
            "did not find expected version number",
            "found extremely long version number",
            "did not find expected digit or '.' character",
            "did not find expected whitespace",
        ),
        _Said("a line that begins with % is a directive, which is not read", _QUOTE),
    ),
    **dict.fromkeys(
        (
            "found undefined tag handle",
            "did not find the expected '>'",
            "did not find expected '!'",
            "did not find expected tag URI",
            "did not find expected whitespace or line break",
            "did not find URI escaped octet",
            "found an incorrect leading UTF-8 octet",
            "found an incorrect trailing UTF-8 octet",
        ),
        _Said("a tag (!…) that nothing defines", _QUOTE),
    ),
}


def syntax_problem(error: YAMLError, text: str, path: str) -> Problem:
    """The problem that libyaml's error describes."""
    mark: Any = getattr(error, "problem_mark", None)
    context: Any = getattr(error, "context_mark", None)
    index: int = mark.index if mark else 0
    said = _said(getattr(error, "problem", None) or "unreadable", text, index)
    if said.where == "line":
        start = text.rfind("\n", 0, index) + 1
        index = start + len(text[start:index]) - len(text[start:index].lstrip(" "))
    elif said.where == "start" and context:
        index = context.index
    return problem_at(text, index, path, "yaml", said.message, said.hint)


def _said(complaint: str, text: str, index: int) -> _Said:
    before = text[text.rfind("\n", 0, index) + 1 : index]
    if complaint == "mapping values are not allowed in this context":
        return _colon(before)
    if complaint == "did not find expected key":
        return _key(before, text[index : index + 2])
    if complaint == "did not find expected node content" and not text[index:].strip():
        return _Said("the text ends where a value or a closing bracket is expected", "Write it.")
    return _SAID.get(complaint) or _Said(f"not YAML: {complaint}", _QUOTE)


def _colon(before: str) -> _Said:
    """Why no colon is allowed after the text before it in its line."""
    if ": " in before:
        return _Said("a second ': ' in one line", _QUOTE)
    if len(before) > _LONGEST_KEY:
        return _Said("a key of more than 1,000 characters", _QUOTE)
    if before.startswith(" "):
        message = "the line is indented, but the line above it is already complete"
        return _Said(message, _INDENT, "line")
    return _Said("the line above is not an entry", "Write it as `key: value` too.")


def _key(before: str, found: str) -> _Said:
    """Why no entry can begin with the text found."""
    if before.strip():
        hint = 'If all is one text, put it in double quotes, with \\" for quotes inside.'
        return _Said("more text after the end of the value", hint)
    if found in {"- ", "-\n"}:
        hint = "Indent the list by two spaces below its key; or drop the dash."
        return _Said("a list's dash where no list is", hint)
    return _Said("the line is in no column where an entry is expected", _INDENT)
