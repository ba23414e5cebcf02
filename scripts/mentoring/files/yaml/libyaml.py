"""libyaml's parser, through PyYAML."""

from __future__ import annotations

from typing import Any, TypeAlias

from mentoring.errors import MentoringError

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML was built without libyaml
    CParser = None  # type: ignore[assignment, misc]

Event: TypeAlias = Any  # an event or token of libyaml's; unlike PyYAML's own they all have marks


def open_parser(text: str) -> Any:  # noqa: ANN401 - one of two libraries' classes
    """A parser of `text` with the methods `get_event` and `get_token`.

    Raises MentoringError if PyYAML lacks libyaml: its own parser accepts other texts and counts
    other columns in rare cases, so two machines would disagree.
    """
    if CParser is None:
        raise MentoringError(
            "PyYAML came without libyaml, which reading files needs. Install one of its wheels: "
            "pip install --force-reinstall --only-binary pyyaml pyyaml"
        )
    return CParser(text)
