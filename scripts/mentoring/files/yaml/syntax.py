"""Turns libyaml's errors about invalid YAML into messages that people can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentoring.files.messages import messages
from mentoring.files.text import problem_at
from mentoring.files.yaml.scalars import LONGEST_KEY

if TYPE_CHECKING:
    from yaml import YAMLError

    from mentoring.problems import Problem


def syntax_problem(error: YAMLError, text: str, path: str) -> Problem:
    """The problem that libyaml's error describes."""
    mark: Any = getattr(error, "problem_mark", None)
    context: Any = getattr(error, "context_mark", None)
    index: int = mark.index if mark else 0
    complaint = getattr(error, "problem", None) or "unreadable"
    table = messages("mentoring.files")["syntax"]
    said = table.get(_name(complaint, text, index), table["other"])
    message, hint, *where = table[said] if isinstance(said, str) else said
    if where == ["line"]:
        line = text.rfind("\n", 0, index) + 1
        index = line + len(text[line:index]) - len(text[line:index].lstrip(" "))
    elif where == ["start"] and context:
        index = context.index
    return problem_at(text, index, path, "yaml", message.format(complaint), hint)


def _name(complaint: str, text: str, index: int) -> str:
    """The name of what is wrong: libyaml's own, or a closer one if the text tells more."""
    before = text[text.rfind("\n", 0, index) + 1 : index]
    match complaint:
        case "mapping values are not allowed in this context":  # a colon
            name = "indented" if before.startswith(" ") else "no-entry"
            name = "long-key" if len(before) > LONGEST_KEY else name
            return "second-colon" if ": " in before else name
        case "did not find expected key":
            if before.strip():
                return "more-text"
            return "dash" if text[index : index + 2] in {"- ", "-\n"} else "column"
        case "did not find expected node content" if not text[index:].strip():
            return "end"
    return complaint
