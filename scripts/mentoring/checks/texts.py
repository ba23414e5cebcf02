"""Texts that people wrote: they must look the same in the file and in a letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mentoring.checks.check import edition_check
from mentoring.files.text import unseen
from mentoring.problems import Problem, Severity
from mentoring.store.edition import Edition
from mentoring.store.entry import Steps, problem_in


@edition_check
def nothing_is_hidden(edition: Edition) -> Iterator[Problem]:
    """No text holds control characters or turns of direction, which make it look like another."""
    documents = (document for entry in edition.entries for document in entry.documents)
    for document in documents:
        if "\\" not in document.text:  # unescaped, these characters are refused
            continue
        for steps, text in _texts(document.value):
            if name := unseen(text):
                yield problem_in(
                    document,
                    "hidden-character",
                    f"the text holds {name}, which nobody sees",
                    "Remove it, and ask its author if the rest is what they meant.",
                    at=steps,
                    severity=Severity.WARNING,
                )


def _texts(value: Any, steps: Steps = ()) -> Iterator[tuple[Steps, str]]:  # noqa: ANN401 (a document)
    if isinstance(value, str):
        yield steps, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*steps, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*steps, number))
